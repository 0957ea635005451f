"""Scripts of characters, by Unicode, and the words of a text that is written in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from fontTools.unicodedata import script, script_extension

from leaflet.language import Language

# What ISO 15924 has one code for and Unicode several, or another. Korean is written in Hangul alone today.
_UNICODE_SCRIPTS = {
    "Hans": {"Hani", "Bopo"},
    "Hant": {"Hani", "Bopo"},
    "Hanb": {"Hani", "Bopo"},
    "Jpan": {"Hani", "Hira", "Kana"},
    "Hrkt": {"Hira", "Kana"},
    "Kore": {"Hang"},
    "Aran": {"Arab"},
    "Cyrs": {"Cyrl"},
    "Latf": {"Latn"},
    "Latg": {"Latn"},
}
_COMMON = frozenset({"Zyyy", "Zinh"})


@dataclass(frozen=True)
class Word:
    """Letters, with their marks, that follow each other in a text: its place, and whether it is of given scripts."""

    text: str
    start: int
    native: bool

    @property
    def letters(self) -> int:
        """How many letters the word has, its marks not counted."""
        return sum(map(is_letter, self.text))


def language_scripts(language: Language) -> frozenset[str]:
    """Return the Unicode scripts that a language is written in: three for Japanese."""
    return frozenset(_UNICODE_SCRIPTS.get(language.script, {language.script}))


@lru_cache(maxsize=1 << 14)
def script_of(character: str) -> str:
    """Return the Unicode script of a character: "Zyyy" if it is common to several, "Zinh" for a mark that takes any."""
    return str(script(character))


@lru_cache(maxsize=1 << 14)
def scripts_of(character: str) -> frozenset[str]:
    """Return the scripts that a character is used in, by Unicode; empty if it can stand in any."""
    return frozenset(script_extension(character)) - _COMMON


@lru_cache(maxsize=1 << 14)
def is_letter(character: str) -> bool:
    """Tell whether a character is a letter of a script."""
    return unicodedata.category(character)[0] == "L"


@lru_cache(maxsize=1 << 14)
def is_mark(character: str) -> bool:
    """Tell whether a character is a mark that belongs to the one before it."""
    return unicodedata.category(character)[0] == "M"


def letter_runs(text: str) -> Iterator[tuple[int, str]]:
    """Yield each run of letters and marks in a text, with its place, whatever their scripts."""
    start = 0
    for inside, characters in groupby(text, lambda character: is_letter(character) or is_mark(character)):
        run = "".join(characters)
        if inside:
            yield start, run
        start += len(run)


def words(text: str, scripts: frozenset[str]) -> Iterator[Word]:
    """Yield the runs of letters in a text, each either of the scripts or of others: "X線" is two words in Japanese."""
    for start, run in letter_runs(text):
        at, pending, native = start, "", True
        for character in run:
            own = native
            # A mark, or a letter that all scripts share, belongs to the letter before it.
            if scripts_of(character) and not is_mark(character):
                own = not scripts.isdisjoint(scripts_of(character))
            if own != native and pending:
                yield Word(pending, at, native)
                at, pending = at + len(pending), ""
            pending += character
            native = own
        yield Word(pending, at, native)
