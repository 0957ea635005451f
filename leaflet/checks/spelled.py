"""Numbers in words, by CLDR's rules for spelling them out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from leaflet.language import Language
from leaflet.phrases import normalized

if TYPE_CHECKING:
    from icu4py.messageformat import MessageFormat

# The rules that languages have, or some of them. A rule that a language lacks gives its cardinal number.
_CARDINAL = ("", *(f"%spellout-cardinal{form}" for form in ("", "-masculine", "-feminine", "-neuter", "-verbose")))
_ORDINAL = tuple(
    f"%spellout-ordinal{form}"
    for form in ("", "-masculine", "-feminine", "-neuter", "-masculine-adjective", "-verbose")
)
# In these scripts, words are not divided, or particles are fused to them.
_SPACELESS = frozenset({"Hans", "Hant", "Jpan", "Kore", "Thai", "Khmr", "Mymr", "Laoo"})
# Higher numbers are written in digits, in every language.
_HIGHEST = 100


def says_number(text: str, number: float, language: Language) -> bool:
    """Tell whether a text may have a number in words, cardinal or ordinal, with any ending."""
    return any(_found(text, word, language, 2) for word in spelled(number, language))


def says_ordinal(text: str, number: int, language: Language) -> bool:
    """Tell whether a text has an ordinal in words, with any last letter."""
    return any(_found(text, word, language, 1) for word in spelled(number, language, ordinals=True))


@lru_cache(maxsize=1 << 12)
def spelled(number: float, language: Language, ordinals: bool = False) -> tuple[str, ...]:
    """Return the words for a number, or only the ordinals; none if CLDR has no rules for the language."""
    if not 0 <= number <= _HIGHEST or number != int(number):
        return ()
    if language.locale.language != "en" and _words(1, _CARDINAL, language.tag) == _words(1, _CARDINAL, "en"):
        return ()  # without rules of its own, a language gets English
    cardinal = _words(int(number), _CARDINAL, language.tag)
    ordinal = tuple(word for word in _words(int(number), _ORDINAL, language.tag) if word not in cardinal)
    return ordinal if ordinals else cardinal + ordinal


@lru_cache(maxsize=1 << 12)
def _words(number: int, rules: tuple[str, ...], tag: str) -> tuple[str, ...]:
    found = [_format(rule, tag).format({"n": number}) for rule in rules]
    return tuple(dict.fromkeys(normalized(word) for word in found))


@lru_cache(maxsize=1 << 10)
def _format(rule: str, tag: str) -> MessageFormat:
    # A large library, for the few texts that need it.
    from icu4py.messageformat import MessageFormat  # noqa: PLC0415

    return MessageFormat(f"{{n,spellout,{rule}}}" if rule else "{n,spellout}", tag.replace("-", "_"))


@lru_cache(maxsize=1 << 12)
def _found(text: str, word: str, language: Language, ending: int) -> bool:
    """Tell whether a word for a number stands in a text, but for so many of its last letters."""
    shown = normalized(text)
    if language.script in _SPACELESS:
        return "".join(word.split()) in "".join(shown.split())
    # Articles and particles are fused to the next word in the Arabic script.
    start = r"(?<!\w)" + (r"\w{0,3}?" if language.script in {"Arab", "Hebr"} else "")
    return re.search(start + r"\W+".join(_stem(part, ending) for part in word.split()), shown) is not None


def _stem(word: str, ending: int) -> str:
    size = max(len(word) - ending, min(len(word), 4))
    return re.escape(word[:size]) + rf"\w{{0,{len(word) - size + 2 if size > 3 else 1}}}(?!\w)"
