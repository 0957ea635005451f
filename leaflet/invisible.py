"""Invisible characters, and where a script has a use for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from leaflet.exemplars import exemplars_of
from leaflet.language import Language
from leaflet.scripts import is_letter, is_mark, language_scripts, scripts_of

# What Unicode calls default-ignorable, but for the controls of direction, and for tags, which have checks of their own.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2064\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0100-\U000e01ef]"
)
_SPACE, _NON_JOINER, _JOINER, _NO_BREAK = "\u200b", "\u200c", "\u200d", "\u2060"
_SOFT_HYPHEN = "\u00ad"
# Scripts without spaces between words, whose lines only a dictionary could break: Line_Break=SA in Unicode.
_DICTIONARY_BROKEN = frozenset({"Thai", "Laoo", "Khmr", "Mymr", "Lana", "Tale", "Talu", "Tavt", "Ahom"})
# Scripts whose letters join, so that a non-joiner shows.
_JOINING = frozenset({"Arab", "Syrc", "Mong", "Nkoo", "Mand", "Adlm", "Rohg"})
# The selectors that choose a form of the character before them, by its script; those of symbols are not asked about.
_SELECTORS = {
    "Hani": re.compile("[\ufe00-\ufe02\U000e0100-\U000e01ef]"),
    "Mymr": re.compile("\ufe00"),
    "Mong": re.compile("[\u180b-\u180f]"),
    "Phag": re.compile("\ufe00"),
}
# In Khmer, a non-joiner after one of these keeps the sign for the register above its letter.
_REGISTER_SHIFTERS = "\u17c9\u17ca"
_VIRAMA = 9


def has_invisible(text: str) -> bool:
    """Tell whether a text has invisible characters, those in their place included."""
    return _INVISIBLE.search(text) is not None


def is_out_of_place(text: str, at: int, language: Language) -> bool:
    """Tell whether there is an invisible character at a place in a text, for which its script has no use there."""
    character = text[at]
    if not _INVISIBLE.match(character):
        return False
    # What is invisible beside it hides nothing: a character without width does not become useful by being doubled.
    before, after = _visible(reversed(text[:at])), _visible(text[at + 1 :])
    if (before.isdigit() and after.isdigit()) or text[at - 1 : at] == character:
        return True
    scripts = _scripts(before) or _scripts(after) or language_scripts(language)
    if character == _SPACE:
        in_cluster = is_mark(after or " ") or unicodedata.combining(before or " ") == _VIRAMA
        around = _scripts(before) | _scripts(after) or language_scripts(language)
        return in_cluster or around.isdisjoint(_DICTIONARY_BROKEN)
    if character == _NO_BREAK:
        return _in_word(before) and _in_word(after)
    if character in (_NON_JOINER, _JOINER):
        return not _is_joiner_used(character, before, after, scripts, language)
    if unicodedata.name(character, "").startswith(("VARIATION", "MONGOLIAN")):
        used = any(_SELECTORS[script].match(character) for script in _scripts(before) & _SELECTORS.keys())
        return not used and unicodedata.category(before or " ") not in {"So", "Sm"}
    exemplars = exemplars_of(language)
    return character == _SOFT_HYPHEN or exemplars is None or character not in exemplars.letters


def _is_joiner_used(character: str, before: str, after: str, scripts: frozenset[str], language: Language) -> bool:
    if not scripts.isdisjoint(_JOINING):
        between = _in_word(before) and _in_word(after)
        # A joiner between letters that join anyway does nothing. Of the languages in Arabic script, Arabic itself has
        # no words whose parts stand unjoined.
        return not between or (character == _NON_JOINER and language.locale.language != "ar")
    if "\u1780" <= before <= "\u17ff" and before in _REGISTER_SHIFTERS:
        return True
    return _VIRAMA in {unicodedata.combining(neighbour or " ") for neighbour in (before, after)}


def _visible(characters: Iterable[str]) -> str:
    """Return the first character that is to be seen; empty if there is none."""
    return next((character for character in characters if not _INVISIBLE.match(character)), "")


def _in_word(character: str) -> bool:
    return character != "" and (is_letter(character) or is_mark(character) or character.isdigit())


def _scripts(character: str) -> frozenset[str]:
    return scripts_of(character) if character and (is_letter(character) or is_mark(character)) else frozenset()
