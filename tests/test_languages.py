"""No check of language or of characters fires on true texts of any language of the project."""

import tomllib
from collections.abc import Iterator
from typing import cast

import pytest
from conftest import DATA

from leaflet.catalog import Catalog, Entry
from leaflet.checks import runner
from leaflet.checks.registry import Check, Finding, checks
from leaflet.checks.subject import Domain, TranslatedCatalog, Translation
from leaflet.fonts import FontSet
from leaflet.language import parse_language
from leaflet.lexicon import Lexicon
from leaflet.messages import Message

LANGUAGES = tomllib.loads((DATA / "languages.toml").read_text("utf-8"))
LEXICON = Lexicon("lexicon.toml", False, {}, {}, {})
GROUPS = {"language", "characters"}

# What must pass in silence, in all languages: signs, numbers, marks of direction.
LEGITIMATE = [
    "38,9 °C – 102,2 °F; 1½, 2³, 5\u202f%",
    "{text} (12\u00a0345,6)",
    "«{text}» “{text}” ‘{text}’ „{text}“ ‹{text}› 「{text}」",
    "\u200e{text}\u200f \u2068{text}\u2069",
    "{text} COVID-19, HbA1c",
    "{text} https://www.example.org/a?b=c",
    "{text} III, β, 500 mg",
]


def catalog_of(tag: str, texts: list[str]) -> TranslatedCatalog:
    language = parse_language(tag)
    source = "Get help for COVID-19 (HbA1c)."
    domain = Domain("test", (), None, parse_language("en"), LEXICON)
    translations = {}
    for number, text in enumerate(texts):
        message_id = f"emergency/{number}"
        entry = Entry(message_id, source, text, fuzzy=False, line=1)
        message = Message(message_id, source)
        fonts = cast(FontSet, None)  # no check of these groups looks at fonts
        translations[message_id] = Translation(message, entry, domain, language, LEXICON, {}, fonts)
    return TranslatedCatalog(domain, Catalog("test.po", {}, None), language, LEXICON, translations)


def findings(subject: TranslatedCatalog) -> Iterator[tuple[Check, Finding]]:
    assert runner.MODULES
    for check in checks():
        if check.group in GROUPS:
            subjects = subject.translations.values() if check.subject == "Translation" else [subject]
            for each in subjects:
                for finding in check.find(each):
                    yield check, finding


def test_there_are_checks_of_these_groups() -> None:
    assert sum(check.group in GROUPS for check in checks()) > 10


@pytest.mark.parametrize("tag", LANGUAGES)
def test_true_texts_pass_in_silence(tag: str) -> None:
    assert [(check.id, finding.message) for check, finding in findings(catalog_of(tag, LANGUAGES[tag]))] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_legitimate_variants_pass_in_silence(tag: str) -> None:
    texts = [frame.replace("{text}", LANGUAGES[tag][2]) for frame in LEGITIMATE]
    assert [(check.id, finding.message) for check, finding in findings(catalog_of(tag, texts))] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_texts_of_another_language_are_an_error(tag: str) -> None:
    language = parse_language(tag).locale.language
    close = {"hi": "ne", "ne": "hi"}
    for other, texts in LANGUAGES.items():
        other_language = parse_language(other).locale.language
        if other_language not in {language, close.get(language)}:
            assert "catalog-language" in {check.id for check, _ in findings(catalog_of(tag, texts))}, other
