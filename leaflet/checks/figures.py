"""Reads the numbers that stand in a text as digits, in any script and with any separators."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from leaflet import markup
from leaflet.exemplars import exemplars_of
from leaflet.language import Language
from leaflet.scripts import language_scripts, scripts_of

# Stands for a name in braces: no letter, no digit, no space.
VALUE = "\ufffc"

_SPACES = " \u00a0\u202f\u2009\u2007\u2006\u2008"
# Decimal and grouping signs by CLDR; ٫ and ٬ are Arabic, the apostrophes Swiss, · and ･ East Asian.
_SIGNS = ".,\u066b\u066c'\u2019\u02bc\u00b7\uff0e\uff0c"
_NUMBER = re.compile(rf"(?<!\d)\d{{1,3}}(?:[{_SPACES}]\d{{3}}(?!\d))+(?:[{_SIGNS}]\d+)?|\d+(?:[{_SIGNS}]\d+)*|\S")
_WIDE = frozenset({"Hani", "Hang", "Hira", "Kana"})
_ALWAYS_DECIMAL, _ALWAYS_GROUPS = "\u066b", "\u066c'\u2019\u02bc"


@dataclass(frozen=True)
class Figure:
    """A number of a text: how it is written, where, and what it can mean: "1.500" is 1.5 or 1500."""

    text: str
    start: int
    end: int
    readings: frozenset[str]

    @property
    def number(self) -> float:
        """The number that it most likely is; infinity for what is none: a telephone number, a version, a date."""
        likely = min(self.readings, key=lambda reading: ("." not in reading, reading))
        return float(likely) if likely.count(".") <= 1 else math.inf

    def equals(self, other: Figure) -> bool:
        """Tell whether the two can be the same number."""
        return not self.readings.isdisjoint(other.readings)


@dataclass(frozen=True)
class Figures:
    """A text without its marks, with VALUE for each name in braces; these names in order; and its numbers."""

    text: str
    names: tuple[str, ...]
    numbers: tuple[Figure, ...]

    def values(self) -> list[tuple[str, int]]:
        """Return the names in braces with the place where each stands in the text."""
        if not self.names:
            return []
        places = [i for i, character in enumerate(self.text) if character == VALUE]
        return list(zip(self.names, places, strict=True))


@lru_cache(maxsize=1 << 14)
def figures(text: str) -> Figures:
    """Return the numbers of a text. One whose markup is broken is read as it stands.

    What shows nothing is left out: marks of direction and joiners stand between digits in good translations.
    """
    try:
        nodes = tuple(markup.leaves(markup.parse(text)))
    except markup.MarkupError:
        nodes = (markup.Plain(text.replace(VALUE, "")),)
    names = tuple(node.name for node in nodes if isinstance(node, markup.Placeholder))
    shown = "".join(VALUE if isinstance(node, markup.Placeholder) else node.text.replace(VALUE, "") for node in nodes)
    if not shown.isascii():
        shown = "".join(character for character in shown if unicodedata.category(character) != "Cf")
    return Figures(shown, names, tuple(_numbers(shown)) if any(map(_is_figure, shown)) else ())


def _numbers(text: str) -> list[Figure]:
    found = []
    for match in _NUMBER.finditer(text):
        if match[0][0].isdecimal():
            found.append(Figure(match[0], match.start(), match.end(), _readings(match[0])))
        elif _is_figure(match[0]):
            value = unicodedata.numeric(match[0])
            # Signs for single numbers: ½, ②, Ⅲ, ². Two of them side by side are read as two.
            found.append(Figure(match[0], match.start(), match.end(), frozenset({f"{value:.4g}"})))
    return found


def _is_figure(character: str) -> bool:
    return unicodedata.category(character)[0] == "N" and unicodedata.numeric(character, None) is not None


def _readings(written: str) -> frozenset[str]:
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in written)
    groups = re.split(rf"[{_SIGNS}{_SPACES}]", digits)
    signs = [character for character in digits if not character.isdigit()]
    whole = _whole("".join(groups))
    if not signs:
        return frozenset({whole})
    grouped = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3 and groups[0] != "0"
    decimal = f"{_whole(''.join(groups[:-1]))}.{groups[-1]}"
    if not grouped:
        # "38.0" is the number 38.
        decimal = decimal.rstrip("0").rstrip(".")
    if signs[-1] == _ALWAYS_DECIMAL:
        return frozenset({decimal})
    if len(set(signs)) > 1:
        # The last sign is the decimal one; the others, which group, are all the same.
        return frozenset({decimal} if len(set(signs[:-1])) == 1 else {".".join(groups)})
    if len(signs) > 1:
        # A number with groups, or a version, a date, a code.
        return frozenset({whole} if grouped or _is_indian(groups) else {".".join(groups)})
    if signs[0] in _ALWAYS_GROUPS or signs[0] in _SPACES:
        return frozenset({whole})
    return frozenset({decimal, whole} if grouped else {decimal})


def _is_indian(groups: Sequence[str]) -> bool:
    """Tell whether the groups are those of 12,34,567."""
    return len(groups[-1]) == 3 and all(len(group) == 2 for group in groups[1:-1]) and len(groups[0]) <= 2


def _whole(digits: str) -> str:
    return digits.lstrip("0") or "0"


@lru_cache(maxsize=1 << 12)
def is_own_digit(digit: str, language: Language) -> bool:
    """Tell whether a language is written with a digit, by CLDR or its script. Latin ones are everybody's."""
    if digit.isascii():
        return True
    scripts = language_scripts(language)
    if unicodedata.normalize("NFKC", digit).isascii():
        return not scripts.isdisjoint(_WIDE)  # full-width forms
    exemplars = exemplars_of(language)
    if exemplars and digit in exemplars.numbers:
        return True
    # Persian digits are of the Arabic script, and not Arabic's.
    others = exemplars and any(c.isdecimal() and scripts_of(c) & scripts for c in exemplars.numbers)
    return not others and not scripts.isdisjoint(scripts_of(digit))


def system_of(digit: str) -> str:
    """Return the zero of the digits that a digit belongs to."""
    return chr(ord(digit) - unicodedata.decimal(digit))


def neighbours(text: Figures) -> Iterator[tuple[Figure, Figure]]:
    """Yield the numbers that are two ends of a range: a dash or one short word between them."""
    for low, high in zip(text.numbers, text.numbers[1:], strict=False):
        if re.fullmatch(
            r"\s*[-\u2010-\u2015\u2212~～〜]\s*|\s+\w{1,4}\s+|[^\W\d]{1,2}", text.text[low.end : high.start]
        ):
            yield low, high


def unmatched(source: Figures, target: Figures, language: Language) -> tuple[list[Figure], list[Figure]]:
    """Return the numbers of a source text that a translation lacks, and those that it has besides.

    language: the source's, whose way of writing numbers is known.
    """
    lost, extra = _unmatched(source, target, language)
    if lost and extra and "/" in target.text:
        return _unmatched(source, _with_slashes(target), language)
    return lost, extra


def _unmatched(source: Figures, target: Figures, language: Language) -> tuple[list[Figure], list[Figure]]:
    lost, extra = [], list(target.numbers)
    for figure in source.numbers:
        wanted = _source_number(figure, language) | _hours(source, figure, language)
        match = next((other for other in extra if not wanted.isdisjoint(other.readings)), None)
        if match:
            extra.remove(match)
        else:
            lost.append(figure)
    # "8 p.m." may be 20:00.
    extra = [each for each in extra if not (each.text == "00" and target.text[each.start - 1 : each.start] in ":.h")]
    return lost, extra


def _hours(source: Figures, figure: Figure, language: Language) -> frozenset[str]:
    """Return the same hour of a day of 24, if the number is one that the source says as before or after noon."""
    after = re.match(r"(?:[:.]\d\d)?\s*([\w.]{2,5})", source.text[figure.end :])
    if after and figure.text.isdigit() and int(figure.text) <= 12:
        names = language.locale.day_periods["format"]
        forms = [names[width] for width in ("wide", "abbreviated", "narrow") if width in names]
        written = re.sub(r"[^\w]", "", after[1]).casefold()
        if any(written == re.sub(r"[^\w]", "", form.get("pm", "")).casefold() for form in forms):
            return frozenset({str(int(figure.text) % 12 + 12)})
        if any(written == re.sub(r"[^\w]", "", form.get("am", "")).casefold() for form in forms):
            return frozenset({str(int(figure.text) % 12)})
    return frozenset()


def _with_slashes(target: Figures) -> Figures:
    """Return numbers with those joined that a slash divides: in Persian, 38/9 is 38.9."""
    joined: list[Figure] = []
    for figure in target.numbers:
        last = joined[-1] if joined else None
        if last and target.text[last.end : figure.start] == "/" and not figure.text.isascii():
            readings = frozenset(f"{whole}.{part}" for whole in last.readings for part in figure.readings)
            joined[-1] = Figure(target.text[last.start : figure.end], last.start, figure.end, readings)
        else:
            joined.append(figure)
    return Figures(target.text, target.names, tuple(joined))


def _source_number(figure: Figure, language: Language) -> frozenset[str]:
    """Return what a number means in a language whose way of writing it is known: "1,500" in English is 1500."""
    if len(figure.readings) < 2:
        return figure.readings
    decimal = language.formats.number_symbols["latn"]["decimal"]
    return frozenset(reading for reading in figure.readings if ("." in reading) == (decimal in figure.text))
