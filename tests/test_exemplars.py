"""The characters of each language: the committed file has them, and a tag finds its own."""

import json

import pytest

from leaflet.exemplars import DATA, FIELDS, exemplars_of
from leaflet.language import Language, parse_language

# The languages that the project has, and is to have.
TAGS = """
    en es fr pt-BR ht pl vi fil so ru uk ar fa ur ps am hi bn ne pa th km my zh-Hans zh-Hant ko ja
    de it tr id sw el he pa-Arab sr-Latn uz-Cyrl es-MX fr-CA
"""


def test_the_file_says_where_it_is_from_and_its_licence_is_beside_it() -> None:
    data = json.loads(DATA.read_text("utf-8"))
    assert data["package"] == "cldr-misc-full"
    assert data["version"]
    assert data["integrity"].startswith("sha512-")
    assert "UNICODE LICENSE" in (DATA.parent / "LICENSE").read_text("utf-8")
    assert len(data["languages"]) > 300
    assert DATA.stat().st_size < 300_000


@pytest.mark.parametrize("tag", TAGS.split())
def test_a_language_has_an_alphabet(tag: str) -> None:
    found = exemplars_of(parse_language(tag))
    assert found is not None
    assert len(found.main) > 15
    assert " " not in found.main


@pytest.mark.parametrize(
    ("tag", "has", "lacks"),
    [
        ("es", "ñé", "ß"),
        ("ar", "كي", "کی"),
        ("fa", "کی", "كي"),
        ("uk", "іїєґ", "ыэ"),
        ("zh-Hans", "药", "藥"),
        ("zh-Hant", "藥", "药"),
        ("pa", "ਪ", "پ"),
        ("pa-Arab", "پ", "ਪ"),
        ("sr-Latn", "đ", "ђ"),
        ("ht", "ou", "q"),
    ],
)
def test_an_alphabet_is_of_its_language_and_script(tag: str, has: str, lacks: str) -> None:
    found = exemplars_of(parse_language(tag))
    assert found
    assert found.main.issuperset(has)
    assert found.main.isdisjoint(lacks)


def test_an_unknown_language_has_none() -> None:
    assert exemplars_of(Language("xx")) is None


def test_the_fields_are_those_of_the_file() -> None:
    found = exemplars_of(parse_language("fr"))
    assert found
    assert [field for field in FIELDS if not getattr(found, field)] == []
    assert "«" in found.punctuation
    assert "\u202f" in found.numbers
