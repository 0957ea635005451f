"""Faults of numbers and units. Each is made in the edition with typed numbers, and by typing over a named quantity."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator

from benchmarks import numerals
from benchmarks.catalogs import Text, cut, literal
from benchmarks.editions import NUMBERS
from benchmarks.mutation import in_text
from leaflet.units import UNITS

TIMES = ("minute", "hour", "day", "week", "month", "year")
ABOVE = re.compile(r"\b(?:above|over|more than|higher than|greater than)\b", re.IGNORECASE)


def _spots(text: Text) -> Iterator[tuple[str, int, int, str]]:
    """Yield the quantities of a text: how each stands there, its span, and what is (or would be) typed there."""
    if text.clean.edition == NUMBERS:
        for found in re.finditer(r"\[([^\]]*)\]", text.text):
            yield "", found.start(1), found.end(1), found[1]
    else:
        for found in re.finditer(r"\{([a-z0-9-]+)\}", text.text):
            if found[1] in text.clean.values and re.search(r"\d", text.clean.values[found[1]]):
                yield f", typed over {found[0]}", found.start(), found.end(), text.clean.values[found[1]]


def _in_numbers(fault_id: str, spoil: Callable[[str], Iterable[tuple[str, str]]], title: str) -> None:
    def make(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
        for how, start, end, value in _spots(text):
            for description, new in spoil(value):
                yield f"{description}{how}", cut(text.text, start, end, new)

    make.__doc__ = title
    in_text(fault_id, "mechanical", typed=True)(make)


_in_numbers("numbers/changed", numerals.changed, "Another number.")
_in_numbers("numbers/transposed", numerals.transposed, "Two digits exchanged.")
_in_numbers("numbers/decimal-lost", numerals.decimal_lost, "The decimal sign is lost: 38.6 becomes 386.")
_in_numbers("numbers/range-end-lost", numerals.range_end_lost, "One end of a range is lost: 12–14 becomes 12.")
_in_numbers("numbers/letter-for-digit", numerals.letter_for_digit, "A letter in the place of a digit: 1O2.")


@in_text("numbers/mixed-digits", "language-data", typed=True)
def mixed(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """Digits of two scripts in one number."""
    for how, start, end, value in _spots(text):
        for description, new in numerals.mixed_digits(value, text.clean.language):
            yield f"{description}{how}", cut(text.text, start, end, new)


@in_text("numbers/dropped", "mechanical", typed=True)
def dropped(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """A number is gone."""
    for how, start, end, value in _spots(text):
        if how:
            yield "the name and all", cut(text.text, start, end)
        else:
            yield "with its brackets", cut(text.text, start - 1, end + 1)
            for found in list(numerals.NUMBER.finditer(value)):
                yield "its unit stays", cut(text.text, start + found.start(), start + found.end())


@in_text("numbers/added", "mechanical")
def added(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A number that the English does not have."""
    native = numerals.in_digits("3", numerals.native_system(text.clean.language))
    ends = [a for a, _ in text.tokens]
    if not ends:
        return
    at = rng.choice(ends)
    for number in ("3", native, "10", "2.5", "1/2", "½", "３", "24–48", "№ 5"):
        yield f"{number} before a word", f"{text.text[:at]}{number} {text.text[at:]}"
        yield f"{number} at the end", f"{text.text} ({number})"
    for name in text.names:
        yield f"1 before {name}", text.text.replace(name, f"1{name}", 1)
        yield f"0 behind {name}", text.text.replace(name, f"{name}0", 1)
        yield f"a value behind {name}", text.text.replace(name, f"{name} (39\u00a0°C)", 1)


def _unit_word(text: Text) -> tuple[int, int, str] | None:
    """Return the span of the word for a unit of time in a text, and which unit it is."""
    clean = text.clean
    found = re.search(r"\b(minute|hour|day|week|month|year)s?\b", text.message.text)
    if not found:
        return None
    spans = text.spans(
        [*clean.lexicon.units.get(found[1], ()), *numerals.unit_words(clean.language, clean.lexicon, found[1])]
    )
    if spans:
        return (*spans[0], found[1])
    # A text in bold that holds a named quantity and a word: the word is the unit.
    bold = re.search(r"\*\*[^*{]*\{[a-z0-9-]+\}\s*([^*{}]+)\*\*", text.text)
    return (bold.start(1), bold.end(1), found[1]) if bold else None


@in_text("numbers/unit-changed", "language-data", typed=True)
def unit_changed(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """A number has another unit: °C for °F, days for weeks."""
    for how, start, end, value in _spots(text):
        for description, new in numerals.unit_changed(value):
            yield f"{description}{how}", cut(text.text, start, end, new)
    word = _unit_word(text)
    if word:
        for unit in TIMES:
            others = numerals.unit_words(text.clean.language, text.clean.lexicon, unit)
            if unit != word[2] and others and others[0] != text.text[word[0] : word[1]]:
                yield f"{word[2]} to {unit}", cut(text.text, *word[:2], others[0])
    for name in text.names:
        if UNIT_OF_VALUE.search(text.clean.values.get(name[1:-1], "")):
            for unit in ("°C", "°F", "mg"):
                yield f"{unit} behind {name}", text.text.replace(name, f"{name}\u00a0{unit}", 1)


UNIT_OF_VALUE = re.compile("|".join(re.escape(name) for name, unit in UNITS.items() if unit.symbol))


@in_text("numbers/units-swapped", "mechanical", typed=True)
def units_swapped(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """The two units of a text exchanged: 101.5 °C (38.6 °F)."""
    for how, start, end, value in _spots(text):
        for description, new in numerals.units_swapped(value):
            yield f"{description}{how}", cut(text.text, start, end, new)


@in_text("numbers/unit-dropped", "language-data", typed=True)
def unit_dropped(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """A number without its unit."""
    for how, start, end, value in _spots(text):
        for description, new in numerals.unit_dropped(value):
            yield f"{description}{how}", cut(text.text, start, end, new)
    word = _unit_word(text)
    if word:
        yield f"{word[2]} lost", cut(text.text, *word[:2])


@in_text("numbers/below-for-above", "meaning")
def below(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """A limit turned round: "below" for "above", or neither."""
    ideas = text.clean.lexicon.ideas
    spans = text.spans(ideas.get("above", ()))
    if not (ABOVE.search(text.message.text) and spans):
        return
    start, end = spans[0]
    size = len(text.text[start:end].split())
    for word in sorted(literal(ideas.get("below", ())), key=lambda entry: abs(len(entry.split()) - size)):
        yield f"“{word}”", cut(text.text, start, end, word)
    yield "neither", cut(text.text, start, end)
    for name in text.names:
        for sign in ("<", "≤", "&lt;"):
            yield f"“{sign}”", cut(text.text, start, end).replace(name, f"{sign}{name}", 1)
