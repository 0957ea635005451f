"""Checks that each number keeps its unit: no symbol typed beside a value that prints its own, no week for a day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leaflet.checks.figures import VALUE, figures, neighbours
from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import Translation
from leaflet.lexicon import Lexicon
from leaflet.phrases import Span, normalized
from leaflet.problem import Severity
from leaflet.units import UNITS

# How symbols are written after a number. What is a word in some language ("in") does not stand here.
_WRITTEN = {
    "°F": r"[°º˚]\s?F|℉|F",
    "°C": r"[°º˚]\s?[CСϹ]|℃|[CС]",
    "°": r"[°º˚]",
    "mmHg": r"mm\s?Hg",
    "mg": r"mg|㎎",
    "µg": r"[µμ]g|mcg|㎍",
    "kg": r"kg|㎏",
    "mL": r"m[lLℓ]|㎖|cc",
    "cL": r"c[lL]",
    "dL": r"d[lL]",
    "mm": r"mm|㎜",
    "cm": r"cm|㎝",
    "L": r"L",
    "g": r"g(?!\.)",
    "m": r"m(?!\.)",
    "lb": r"lbs?",
    "fl oz": r"fl\.?\s?oz",
    "oz": r"oz",
    "ft": r"ft",
    "K": r"K",
    "%": r"[%％٪﹪]",
}
_SYMBOLS = [
    (symbol, re.compile(rf"[\s(（]*(?:{form})(?![A-Za-z\u00c0-\u052f'’-])")) for symbol, form in _WRITTEN.items()
]
# A word after a number may be its unit.
_WORD_AFTER = re.compile(r"[\s°º˚-]{0,3}[^\W\d_\ufffc]")
# No letters between a number and the word beside it: this many other characters.
_BESIDE = 2


@check(
    "typed-unit",
    "numbers",
    Severity.ERROR,
    bad='msgstr "Temperatura de más de **{fever} °F**"',
    good='msgstr "Temperatura de más de **{fever}**", which prints as 102 °F (38.9 °C)',
)
def typed_unit(subject: Translation) -> Iterator[Finding]:
    """A unit was typed after a value in braces.

    The value prints its unit by itself. Another one beside it makes a fever of 102 °C, or a dose of another size.
    """
    source, target = figures(subject.message.text), figures(subject.text)
    wanted = [_symbol(source.text, place + 1) for _, place in source.values()]
    for name, place in target.values():
        symbol = _symbol(target.text, place + 1)
        if symbol and symbol not in wanted:
            what = f"“{subject.message.id}” has the unit “{symbol}” after {{{name}}}"
            yield Finding(what, "take it out: the value prints its own unit")


@check(
    "changed-unit",
    "numbers",
    Severity.ERROR,
    bad="“5 mL” as “5 mg”",
    good="“5 mL”, or the unit in words",
)
def changed_unit(subject: Translation) -> Iterator[Finding]:
    """A number has another unit than in the source.

    A teaspoon becomes a glass, and a fever a temperature at which nobody lives.
    """
    source, target = figures(subject.message.text), figures(subject.text)
    for figure in target.numbers:
        symbol = _symbol(target.text, figure.end)
        same = [_symbol(source.text, other.end) for other in source.numbers if other.equals(figure)]
        if symbol and any(same) and not any(_agree(symbol, other) for other in same):
            what = f"“{subject.message.id}” has “{figure.text} {symbol}”, the source “{figure.text} {same[0]}”"
            yield Finding(what, "copy the unit of the source, or say it in words")


@check(
    "unit-word",
    "numbers",
    Severity.ERROR,
    bad='“{cerclage} weeks” as "{cerclage} meses", or as "{cerclage}"',
    good='"{cerclage} semanas"',
)
def unit_word(subject: Translation) -> Iterator[Finding]:
    """The word for a unit is missing beside its number, or is the word for another unit.

    A value that is counted in weeks prints its number alone: its unit stands in the words of each language.
    """
    lexicon, hint = subject.lexicon, f"the words for units are under [units] in {subject.lexicon.path}"
    read = figures(subject.text)
    if not (read.names or read.numbers):
        return
    target = normalized(read.text)
    places = [i for i, character in enumerate(target) if character == VALUE]
    for (name, _), place in zip(read.values(), places, strict=False):
        unit = _unit_of(subject, name)
        if unit and lexicon.units.get(unit):
            other = _other_unit(lexicon, target, (place, place + 1), unit)
            if other:
                yield Finding(f"“{subject.message.id}” has “{other}” beside {{{name}}}, not “{unit}”", hint)
            elif not lexicon.spans(lexicon.units[unit], target):
                yield Finding(f"“{subject.message.id}” has no word for “{unit}” beside {{{name}}}", hint)
    for unit, span in _counted(subject, target):
        number = target[slice(*span)]
        if other := _other_unit(lexicon, target, span, unit):
            yield Finding(f"“{subject.message.id}” has “{other}” beside “{number}”, not “{unit}”", hint)
        elif taken := _taken(subject, target, span, unit):
            yield Finding(f"“{subject.message.id}” has “{unit}” beside “{taken}”, not beside “{number}”", hint)


@check(
    "lost-unit",
    "numbers",
    Severity.WARNING,
    bad="“for 24 hours” as “durante 24”",
    good="“durante 24 horas”",
)
def lost_unit(subject: Translation) -> Iterator[Finding]:
    """A number has a unit in the source, and none in the translation.

    Whoever reads “every 4” takes it for hours or for days.
    """
    source, target = figures(subject.message.text), figures(subject.text)
    hint = "say the unit, as the source does"
    for figure in source.numbers:
        symbol = _symbol(source.text, figure.end)
        for other in target.numbers:
            bare = not _WORD_AFTER.match(target.text, other.end)
            # "102°" is less than "102 °F", if no word follows.
            has_unit = _symbol(target.text, other.end) not in {"", "°"} or symbol == _symbol(target.text, other.end)
            if symbol and other.equals(figure) and bare and not has_unit:
                yield Finding(f"“{subject.message.id}” has “{other.text}” without “{symbol}”", hint)
                break
    shown, lexicon = normalized(target.text), subject.lexicon
    for unit, span in _counted(subject, shown):
        if not _other_unit(lexicon, shown, span, unit) and not lexicon.spans(lexicon.units[unit], shown):
            number = shown[slice(*span)]
            yield Finding(f"“{subject.message.id}” has “{number}” without a word for “{unit}”", hint)


def _symbol(text: str, place: int) -> str:
    """Return the symbol of a unit that stands at a place, or nothing."""
    return next((symbol for symbol, pattern in _SYMBOLS if pattern.match(text, place)), "")


def _agree(symbol: str, other: str) -> bool:
    return symbol == other or (other[:1] == symbol[:1] == "°" and "°" in {symbol, other})


def _unit_of(subject: Translation, name: str) -> str | None:
    """Return the unit of a value if it is a word, and stands in the source text beside the value."""
    leaflet = subject.domain.leaflet
    quantity = leaflet.quantities.get(name) if leaflet else None
    if quantity is None or UNITS[quantity.unit].symbol:
        return None
    lexicon = subject.domain.lexicon
    said = lexicon.units.get(quantity.unit) and lexicon.spans(lexicon.units[quantity.unit], subject.message.text)
    return quantity.unit if said else None


def _counted(subject: Translation, target: str) -> Iterator[tuple[str, Span]]:
    """Yield the units that are words of numbers in the source text, each with the place of its number in the target."""
    if not figures(subject.message.text).numbers:
        return
    lexicon, source = subject.domain.lexicon, normalized(figures(subject.message.text).text)
    units = _spans(lexicon, source)
    for figure in figures(source).numbers:
        for unit, span in units:
            if 0 <= span[0] - figure.end <= _BESIDE and subject.lexicon.units.get(unit):
                same = [other for other in figures(target).numbers if other.equals(figure)]
                if len(same) == 1:  # else nobody knows which of them it is
                    yield unit, (same[0].start, same[0].end)


def _other_unit(lexicon: Lexicon, text: str, number: Span, unit: str) -> str | None:
    """Return a unit whose word stands directly beside a number, where the right one does not."""
    found = _spans(lexicon, text)
    right = [span for name, span in found if name == unit]
    beside = [(name, span) for name, span in found if _distance(span, number) <= _BESIDE]
    if any(name == unit for name, _ in beside):
        return None
    wrong = [name for name, span in beside if not any(_overlap(span, other) for other in right)]
    return wrong[0] if wrong else None


def _taken(subject: Translation, target: str, number: Span, unit: str) -> str | None:
    """Return another number beside which alone the word for a unit stands, if it has another unit in the source."""
    right = subject.lexicon.spans(subject.lexicon.units[unit], target)
    if any(_distance(span, number) <= _BESIDE for span in right):
        return None
    own = [span for name, span in _counted(subject, target) if name == unit]
    # A range has one word for both of its ends, before or after it.
    pairs = [[(each.start, each.end) for each in pair] for pair in neighbours(figures(target))]
    ends = [place for pair in pairs if number in pair for place in pair]
    for figure in figures(target).numbers:
        place = (figure.start, figure.end)
        if place not in own and place not in ends and any(_distance(span, place) <= _BESIDE for span in right):
            return figure.text
    return None


def _spans(lexicon: Lexicon, text: str) -> list[tuple[str, Span]]:
    return [(unit, span) for unit, words in lexicon.units.items() for span in lexicon.spans(words, text)]


def _distance(span: Span, number: Span) -> int:
    return span[0] - number[1] if span[0] >= number[1] else number[0] - span[1]


def _overlap(span: Span, other: Span) -> bool:
    return span[0] < other[1] and other[0] < span[1]
