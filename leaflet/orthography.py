"""Which letters of its script a language is spelt with, by CLDR and by the character sets of East Asia."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from leaflet.exemplars import exemplars_of
from leaflet.language import Language
from leaflet.scripts import language_scripts, scripts_of

# The national character set that a script of ideographs was encoded in before Unicode: what it has, and what only the
# others have. A character that Big5 has and GB 2312 lacks is Traditional.
_CHARACTER_SETS = {"Hans": "gb2312", "Hant": "big5", "Jpan": "euc_jis_2004"}
# What a character set has for a surname alone: the word 於 is written 于 in Simplified Chinese.
_SURNAMES = {"Hans": "於"}
_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lo"})
# Letters that are typed for one another, in each group one that a language uses: in the Arabic script those that look
# the same in some place of a word (Unicode's list of confusable characters compares them only as they look alone), in
# Cyrillic those that are on the same key in two languages; and the letters of Assamese that Bengali has others for.
_TWINS = ("রৰ", "বৱ", "كکڪ", "يیىې", "هہھە", "ةۃ", "گګ", "ۀۂ", "іы", "єэ", "їъ")


@lru_cache(maxsize=1 << 15)
def is_foreign_letter(character: str, language: Language) -> bool:
    """Tell whether a character is a letter of the language's script that its spelling has no use for.

    False for all letters if CLDR does not know the language's. Letters of other scripts are not asked about.
    """
    # A modifier letter repeats the word before it, or lengthens it: CLDR does not count them all.
    if unicodedata.category(character) not in _LETTERS or scripts_of(character).isdisjoint(language_scripts(language)):
        return False
    if "Hani" in scripts_of(character):
        return _is_foreign_ideograph(character, language)
    exemplars = exemplars_of(language)
    if exemplars is None or (language.script == "Latn" and character.isascii()):
        return False
    if twin(character, language):
        return True
    known = exemplars.letters
    lower = unicodedata.normalize("NFC", character).lower()
    base, *marks = list(unicodedata.normalize("NFD", lower))
    # A letter that is composed of known parts is known: ё from е, and ۀ from a letter that looks like ه.
    composed = bool(marks) and known.issuperset(marks) and (base in known or twin(base, language) is not None)
    return not (known.issuperset(lower) or composed)


@lru_cache(maxsize=1 << 14)
def twin(character: str, language: Language) -> str | None:
    """Return the letter of the language's alphabet that another letter, not of its alphabet, is mistaken for."""
    exemplars = exemplars_of(language)
    lower = character.lower()
    if exemplars is None or lower in exemplars.main:
        return None
    for group in _TWINS:
        if lower in group:
            return next((other for other in group if other in exemplars.main), None)
    return None


def _is_foreign_ideograph(character: str, language: Language) -> bool:
    own = _CHARACTER_SETS.get(language.script)
    if character in _SURNAMES.get(language.script, ""):
        return True
    exemplars = exemplars_of(language)
    if own is None or _encodes(own, character) or (exemplars and character in exemplars.letters):
        return False
    return any(_encodes(other, character) for other in _CHARACTER_SETS.values() if other != own)


def _encodes(codec: str, character: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
