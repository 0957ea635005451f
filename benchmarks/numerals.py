"""Numbers in text, as data: digits of a language, ways to spoil a quantity, the words of units."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from babel.core import get_global
from babel.units import format_unit

from benchmarks.catalogs import literal
from leaflet.language import Language
from leaflet.lexicon import Lexicon

NUMBER = re.compile(r"\d+(?:[.,٫]\d+)?")
RANGE = re.compile(r"(\d+)([-–—~]|\s+\w+\s+|\w{1,3})(\d+)")
UNIT = re.compile(r"°[FC]|\b(?:mg|mL)\b|(?<=\d[\s\u00a0])(?:mg|mL)")
# Digits of which at least one is not the language's own are taken from these.
SYSTEMS = ("arab", "arabext", "deva", "beng", "mymr", "thai", "fullwide", "latn")
LETTERS_LIKE_DIGITS = {"0": "OoО", "1": "lI", "5": "S", "3": "З", "8": "B", "6": "б"}


@lru_cache
def digits(system: str) -> str:
    """Return the ten digits of a numbering system, by Unicode's data (CLDR's own are not in Babel)."""
    zeros = {
        "latn": 0x30,
        "arab": 0x660,
        "arabext": 0x6F0,
        "deva": 0x966,
        "beng": 0x9E6,
        "guru": 0xA66,
        "thai": 0xE50,
        "laoo": 0xED0,
        "mymr": 0x1040,
        "khmr": 0x17E0,
        "fullwide": 0xFF10,
    }
    found = "".join(chr(zeros[system] + i) for i in range(10))
    assert [unicodedata.digit(digit) for digit in found] == list(range(10))
    return found


NATIVE = {
    "Arab": "arab",
    "Deva": "deva",
    "Beng": "beng",
    "Guru": "guru",
    "Thai": "thai",
    "Mymr": "mymr",
    "Khmr": "khmr",
    "Laoo": "laoo",
}


def native_system(language: Language) -> str:
    """Return the numbering system of a language's own digits: "latn" where it has none."""
    if language.locale.default_numbering_system == "arabext" or language.locale.language in {"fa", "ur", "ps"}:
        return "arabext"
    return NATIVE.get(language.script, "latn")


def in_digits(text: str, system: str) -> str:
    """Return a text with its Latin digits in another system."""
    return text.translate(str.maketrans("0123456789", digits(system)))


def decimal_sign(language: Language) -> str:
    """Return the decimal sign of a language, as its region writes numbers."""
    return str(language.formats.number_symbols["latn"]["decimal"])


def has_own_units(language: Language) -> bool:
    """Tell whether CLDR's names of units are the language's: Haitian Creole has the French ones from its parent."""
    return language.identifier not in get_global("parent_exceptions")


def unit_words(language: Language, lexicon: Lexicon, unit: str) -> list[str]:
    """Return words for a unit of time behind a number such as 24: CLDR's, then the lexicon's."""
    entries = lexicon.units.get(unit, ())
    written = literal(entries) or [entry.strip("*") for entry in entries if not entry.startswith("!")]
    if not has_own_units(language):
        return written
    said = format_unit(24, f"duration-{unit}", "long", locale=language.locale)
    name = said.replace("24", "").strip("\u00a0\u200f ")
    # Babel's copy of CLDR lacks many: it gives the key, or the Latin abbreviation of another locale.
    known = "24" in said and "duration-" not in name and (language.script == "Latn" or not name.isascii())
    return [name] * known + written


def scripts_digits(language: Language) -> list[str]:
    """Return the numbering systems that a number of the language may be mixed with by mistake."""
    own = {native_system(language), "latn"}
    near = [native_system(language)] if native_system(language) != "latn" else []
    return near + [system for system in SYSTEMS if system not in own]


def changed(value: str) -> Iterator[tuple[str, str]]:
    """Yield other numbers in the place of the first: one digit changed, one more, one less."""
    for found in list(NUMBER.finditer(value))[:2]:
        number = found[0]

        def put(new: str, found: re.Match[str] = found) -> str:
            return value[: found.start()] + new + value[found.end() :]

        first, last = number[0], number[-1]
        yield "last digit", put(number[:-1] + str((int(last) + 1) % 10))
        yield "first digit", put(str(int(first) % 9 + 1) + number[1:])
        yield "a digit more", put(number + "0" if number.isdigit() else "1" + number)
        if len(number) > 1:
            yield "a digit less", put(number[1:])


def transposed(value: str) -> Iterator[tuple[str, str]]:
    """Yield the value with two neighbouring digits exchanged."""
    for i in range(len(value) - 1):
        if value[i].isdigit() and value[i + 1].isdigit() and value[i] != value[i + 1]:
            yield "two digits exchanged", value[:i] + value[i + 1] + value[i] + value[i + 2 :]
        elif (
            i + 2 < len(value)
            and value[i].isdigit()
            and value[i + 1] in ".,٫"
            and value[i + 2].isdigit()
            and value[i] != value[i + 2]
        ):
            yield (
                "digits exchanged over the decimal sign",
                value[:i] + value[i + 2] + value[i + 1] + value[i] + value[i + 3 :],
            )


def decimal_lost(value: str) -> Iterator[tuple[str, str]]:
    """Yield the value without its decimal sign, or with it elsewhere."""
    for found in re.finditer(r"(\d+)[.,٫](\d+)", value):
        for description, new in (
            ("gone", found[1] + found[2]),
            ("a space for it", f"{found[1]} {found[2]}"),
            ("with its digits", found[1]),
            ("one place off", f"{found[1][:-1]}.{found[1][-1]}{found[2]}" if len(found[1]) > 1 else ""),
            ("a colon for it", f"{found[1]}:{found[2]}"),
        ):
            if new:
                yield description, value[: found.start()] + new + value[found.end() :]


def range_end_lost(value: str) -> Iterator[tuple[str, str]]:
    """Yield the value with a range cut to one of its ends."""
    for found in RANGE.finditer(value):
        yield "the upper end", value[: found.start()] + found[1] + value[found.end() :]
        yield "the lower end", value[: found.start()] + found[3] + value[found.end() :]
        yield "the sign between", value[: found.start()] + found[1] + found[3] + value[found.end() :]


def mixed_digits(value: str, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the value with one digit of a number of several in another script's digits."""
    for system in scripts_digits(language):
        for found in re.finditer(r"\d{2,}", value):
            for i in (found.start(), found.end() - 1):
                yield f"a digit in {system}", value[:i] + in_digits(value[i], system) + value[i + 1 :]


def letter_for_digit(value: str) -> Iterator[tuple[str, str]]:
    """Yield the value with a letter that looks like a digit in its place."""
    for i, character in enumerate(value):
        near = value[max(0, i - 1) : i] + value[i + 1 : i + 2]
        if any(one.isdigit() for one in near):
            for letter in LETTERS_LIKE_DIGITS.get(character, ""):
                yield f"“{letter}” (U+{ord(letter):04X}) for {character}", value[:i] + letter + value[i + 1 :]


OTHER_UNIT = {"°F": ("°C", "°", "K"), "°C": ("°F", "°", "K"), "mg": ("g", "mL", "µg", "kg"), "mL": ("L", "mg", "cL")}


def unit_changed(value: str) -> Iterator[tuple[str, str]]:
    """Yield the value with a symbol of a unit changed to another."""
    for found in UNIT.finditer(value):
        for other in OTHER_UNIT[found[0]]:
            yield f"{found[0]} to {other}", value[: found.start()] + other + value[found.end() :]


def unit_dropped(value: str) -> Iterator[tuple[str, str]]:
    """Yield the value without the symbol of a unit."""
    for found in UNIT.finditer(value):
        yield f"{found[0]} lost", value[: found.start()].rstrip("\u00a0 ") + value[found.end() :]


def units_swapped(value: str) -> Iterator[tuple[str, str]]:
    """Yield the value with the symbols of its two units exchanged."""
    found = list(UNIT.finditer(value))
    if len(found) == 2 and found[0][0] != found[1][0]:
        one, other = found
        yield (
            "exchanged",
            value[: one.start()] + other[0] + value[one.end() : other.start()] + one[0] + value[other.end() :],
        )
