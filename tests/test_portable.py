"""What is sent to a worker comes out as it went in, and its digests change with what a page takes, and only then."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import DATA
from hypothesis import given
from hypothesis import strategies as st

from leaflet.language import Language, parse_language
from leaflet.localize import LocalizedLeaflet, localize
from leaflet.manifest import Record, read_manifest, write_manifest
from leaflet.messages import iter_messages
from leaflet.model import Leaflet
from leaflet.portable import pack, source_digest, text_digest, unpack
from leaflet.settings import Facility
from leaflet.source import read_source
from leaflet.toolchain import differences, toolchain

FACILITY = Facility(name="Hospital", telephone="555", emergency_number="911")
WORDS = {"quantity/range": "{low} to {high}"}
SOURCE = read_source(DATA / "cut-care.yaml", "cut-care.yaml")[0]
assert SOURCE is not None
LEAFLET: Leaflet = SOURCE.leaflet
IDS = [message.id for message in iter_messages(LEAFLET)]
# All that a catalog may hold, but for lone halves of surrogates, which no file in UTF-8 has.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def in_language(texts: dict[str, str], tag: str = "fr", leaflet: Leaflet = LEAFLET) -> LocalizedLeaflet:
    language = parse_language(tag)
    all_texts = {message.id: message.text for message in iter_messages(LEAFLET)} | texts
    return localize(leaflet, all_texts, language, WORDS, FACILITY, LEAFLET.revised)


@given(texts=st.dictionaries(st.sampled_from(IDS), TEXTS), tag=st.sampled_from(["fr", "ar", "zh-Hans", "pt-BR"]))
def test_a_leaflet_comes_out_as_it_went_in(texts: dict[str, str], tag: str) -> None:
    localized = in_language(texts, tag)
    assert unpack(pack(localized), WORDS, FACILITY) == localized


@given(one=st.dictionaries(st.sampled_from(IDS), TEXTS), other=st.dictionaries(st.sampled_from(IDS), TEXTS))
def test_the_digest_of_texts_is_of_the_texts(one: dict[str, str], other: dict[str, str]) -> None:
    first, second = in_language(one), in_language(other)
    assert (text_digest(first) == text_digest(second)) == (first.leaflet == second.leaflet)


def test_a_note_is_no_part_of_a_page_but_a_quantity_of_that_name_is() -> None:
    title = LEAFLET.title.model_copy(update={"note": "Say it plainly."})
    noted = LEAFLET.model_copy(update={"title": title})
    assert source_digest(in_language({}, leaflet=noted)) == source_digest(in_language({}))
    dose = LEAFLET.quantities["dose"]
    some = LEAFLET.model_copy(update={"quantities": {**LEAFLET.quantities, "note": dose}})
    assert source_digest(in_language({}, leaflet=some)) != source_digest(in_language({}))


@pytest.mark.parametrize("day", ["2026-03-05"])
def test_the_day_of_a_translation_is_part_of_a_page(day: str) -> None:
    localized = in_language({})
    other = replace(localized, translated=type(localized.translated).fromisoformat(day))
    assert text_digest(other) != text_digest(localized)
    assert unpack(pack(other), WORDS, FACILITY).translated.isoformat() == day


def test_a_language_is_sent_without_what_cldr_says_of_it() -> None:
    language = Language("ar", "EG", "arab")
    assert language.script == "Arab"
    sent = pickle.dumps(language)
    assert pickle.loads(sent) == language
    assert len(sent) < 200


def test_a_language_that_was_sent_says_its_name_and_direction_without_cldr() -> None:
    for tag in ("ur", "zh-Hant", "ar-XB"):
        language = parse_language(tag)
        sent: Language = pickle.loads(pickle.dumps(language))
        assert (sent.autonym, sent.direction) == (language.autonym, language.direction)
        assert "locale" not in vars(sent)


def test_what_differs_between_toolchains_is_said_by_name() -> None:
    here = toolchain()
    assert differences(here, here) == []
    assert all(here[name] for name in ("leaflet", "weasyprint", "pango", "harfbuzz", "python"))
    other = {**here, "pango": "1.0"}
    del other["weasyprint"]
    said = differences(other, here)
    assert said == [f"pango 1.0, not {here['pango']}", f"weasyprint absent, not {here['weasyprint']}"]


NAMES = st.sampled_from(["a", "b", "c"])


@given(
    st.dictionaries(
        st.text("abc/.", min_size=1, max_size=4),
        st.builds(
            Record,
            leaflet=NAMES,
            language=NAMES,
            edition=NAMES,
            paper=NAMES,
            pages=st.integers(0, 9),
            sha256=st.sampled_from(["", "1", "2"]),
            made_from=st.dictionaries(NAMES, NAMES),
            press=st.booleans(),
            imposition=st.sampled_from(["", "booklet"]),
            state=NAMES,
            signoff=NAMES,
        ),
    )
)
def test_a_manifest_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, records: dict[str, Record]) -> None:
    folder: Path = tmp_path_factory.mktemp("manifest")
    write_manifest(folder, records)
    assert read_manifest(folder) == records
