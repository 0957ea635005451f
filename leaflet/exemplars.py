"""The characters that a language is written with, by CLDR: the reader of cldr/exemplars.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from leaflet.language import Language

DATA = Path(__file__).parent / "cldr" / "exemplars.json"
# The fields of the file, in the order of the fields of Exemplars, and what CLDR calls them.
FIELDS = {
    "main": "exemplarCharacters",
    "auxiliary": "auxiliary",
    "punctuation": "punctuation",
    "numbers": "numbers",
}

# Letters that a spelling needs and CLDR does not list: Haitian Creole writes à before an n that is sounded (pàn).
_UNLISTED = {"ht": "à"}


@dataclass(frozen=True)
class Exemplars:
    """Characters of one language. main: its alphabet; auxiliary: letters of foreign names and of special texts.

    Letters are in lower case. Of a Chinese or Japanese script, main has the commonest characters only.
    """

    main: frozenset[str]
    auxiliary: frozenset[str]
    punctuation: frozenset[str]
    numbers: frozenset[str]

    @cached_property
    def letters(self) -> frozenset[str]:
        """The main and the auxiliary characters."""
        return self.main | self.auxiliary

    @cached_property
    def text(self) -> frozenset[str]:
        """The letters and the punctuation."""
        return self.letters | self.punctuation


def exemplars_of(language: Language) -> Exemplars | None:
    """Return the characters of a language, by its tag or the longest beginning of it; None if CLDR has none."""
    parts = language.tag.split("-")
    while parts:
        tag = "-".join(parts)
        if tag in _languages():
            return _exemplars(tag)
        parts.pop()
    return None


@lru_cache
def _languages() -> dict[str, dict[str, str]]:
    languages: dict[str, dict[str, str]] = json.loads(DATA.read_text("utf-8"))["languages"]
    return languages


@lru_cache
def _exemplars(tag: str) -> Exemplars:
    # Elements stand with spaces between them. A string such as "ch" stands for its characters.
    fields = dict(_languages()[tag])
    fields["main"] = fields.get("main", "") + _UNLISTED.get(tag, "")
    return Exemplars(*(frozenset(fields.get(name, "").replace(" ", "")) for name in FIELDS))
