"""Text whose bytes were read in the wrong encoding: finds UTF-8 that was read as something else, and what it was.

"é" is two bytes in UTF-8, which are "Ã©" to a program that takes them for Windows-1252. Written back in that encoding
they give the "é" again: a proof that chance hardly makes, if only characters that the language uses come out.
"""

from __future__ import annotations

import re
from functools import lru_cache

from leaflet.exemplars import exemplars_of
from leaflet.language import Language
from leaflet.scripts import language_scripts, scripts_of

# Encodings that have ASCII as it is and one byte for each other character.
_WESTERN = ("cp1252", "latin-1", "cp1250", "mac-roman", "cp437", "cp850")
_OTHERS = ("cp1251", "koi8-r", "cp1253", "cp1255", "cp1256")
# Encodings of two bytes a character.
_EASTERN = ("gbk", "big5", "cp932", "cp949")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
# Shorter runs in the other encodings may be chance, unless they have letters of another script.
_LEAST_RUN = 3
_SIGNS = frozenset("\u00a0°·«»¡¿×÷½¼¾²³\ufeff")
_CLOSING = frozenset("»”’›…–—\u00a0\u202f")


def misread(text: str, language: Language) -> tuple[str, str] | None:
    """Return a piece of text that was read in the wrong encoding, and what it was; None if there is none."""
    runs = _NOT_ASCII.findall(text)
    if not runs:
        return None
    if _any_pattern().search(text):
        for codec in _WESTERN:
            for found in _pattern(codec).finditer(text):
                meant = _decoded(found[0], codec)
                if meant and _is_plausible(meant, language) and not _is_natural(text, *found.span()):
                    return found[0], meant
    for run in runs:
        # A chance pair is common between the other encodings ("Рі" in Ukrainian); a whole run of them, with characters
        # that the language does not use, is not.
        if not all(_is_usual(character, language) for character in run) and _is_enough(run, language):
            for codec in (*_OTHERS, *_EASTERN):
                meant = _decoded(run, codec)
                if meant and _is_plausible(meant, language):
                    return run, meant
    return None


def _is_enough(run: str, language: Language) -> bool:
    own = language_scripts(language)
    return len(run) >= _LEAST_RUN or any(scripts_of(c) and scripts_of(c).isdisjoint(own) for c in run)


@lru_cache
def _table(codec: str) -> dict[str, int]:
    # Bytes without a character are read as control characters by the programs that make mojibake.
    return {bytes([byte]).decode(codec, "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}


@lru_cache
def _pattern(codec: str) -> re.Pattern[str]:
    leads = ((0xC2, 0xDF, 1), (0xE0, 0xEF, 2), (0xF0, 0xF4, 3))
    rest = _characters(0x80, 0xBF, codec)
    return re.compile("|".join(f"{_characters(first, last, codec)}{rest}{{{n}}}" for first, last, n in leads))


@lru_cache
def _any_pattern() -> re.Pattern[str]:
    # Finds at least what one of the encodings' patterns finds, in one go.
    return re.compile(_characters(0xC2, 0xF4, *_WESTERN) + _characters(0x80, 0xBF, *_WESTERN))


def _characters(first: int, last: int, *codecs: str) -> str:
    found = {character for codec in codecs for character, byte in _table(codec).items() if first <= byte <= last}
    return "[" + "".join(map(re.escape, sorted(found))) + "]"


def _decoded(text: str, codec: str) -> str | None:
    try:
        if codec in _EASTERN:
            return text.encode(codec).decode("utf-8")
        table = _table(codec)
        return bytes(table[character] for character in text).decode("utf-8")
    except (UnicodeError, KeyError):
        return None


def _is_plausible(meant: str, language: Language) -> bool:
    return all(_is_used(character, language) for character in meant)


@lru_cache(maxsize=1 << 14)
def _is_used(character: str, language: Language) -> bool:
    # Of Chinese, exemplars have the commonest characters only.
    return _is_usual(character, language) or "Hani" in scripts_of(character) & language_scripts(language)


@lru_cache(maxsize=1 << 14)
def _is_usual(character: str, language: Language) -> bool:
    if "\u2010" <= character <= "\u2030" or character in _SIGNS:
        return True
    exemplars = exemplars_of(language)
    return exemplars is not None and character.lower() in exemplars.text


def _is_natural(text: str, start: int, end: int) -> bool:
    # A word in capitals at the end of a quotation: “MAÇÃ” ends as the mojibake of "Ô" does.
    before, after = text[start - 1 : start], text[end : end + 1]
    capitals = text[start].isupper() and before.isupper()
    return capitals and end - start == 2 and text[end - 1] in _CLOSING and not after.isalpha()
