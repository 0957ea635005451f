"""Checks that the numbers of a translation are those of its source: none changed, lost or added."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from leaflet.checks.figures import VALUE, Figure, Figures, figures, neighbours, unmatched
from leaflet.checks.negation import critical
from leaflet.checks.registry import Finding, check
from leaflet.checks.spelled import says_number, says_ordinal
from leaflet.checks.subject import Translation
from leaflet.language import Language
from leaflet.problem import Severity

# Between a number and a value in braces that it is added to: no letter and no digit.
_BESIDE = re.compile(r"[^\w\ufffc.!?;]{0,4}")
# Numbers that no language writes in words, in a text of instructions.
_HIGHEST_IN_WORDS = 100


@check(
    "changed-number",
    "numbers",
    Severity.ERROR,
    bad="“within 24 hours” as “dentro de 42 horas”",
    good="“dentro de 24 horas”; 38.9 may be 38,9 or ٣٨٫٩",
)
def changed_number(subject: Translation) -> Iterator[Finding]:
    """A number is another than in the source.

    The patient measures, counts or waits by it.
    """
    lost, extra = _difference(subject)
    if lost and extra:
        what = f"“{subject.message.id}” has {_listed(extra)}, the source {_listed(lost)}"
        yield Finding(what, "copy the numbers of the source; they may be written as the language does")


@check(
    "lost-number",
    "numbers",
    Severity.ERROR,
    bad="“above 38.9 °C” as “con fiebre alta”",
    good="“de más de 38.9 °C”",
)
def lost_number(subject: Translation) -> Iterator[Finding]:
    """A number of the source is not in the translation.

    Without it the patient must guess from where on it is dangerous.
    """
    lost, extra = _difference(subject)
    there = [other for other in figures(subject.message.text).numbers if other not in lost]
    # Of a range, no language has one end in digits and one in words.
    ends = [
        each for pair in neighbours(figures(subject.message.text)) if any(e in there for e in pair) for each in pair
    ]
    sure = [figure for figure in lost if figure in ends or not _may_be_in_words(figure)]
    if sure and not extra:
        yield Finding(f"“{subject.message.id}” lacks {_listed(sure)}", "copy the numbers of the source")


@check(
    "number-in-words",
    "numbers",
    Severity.WARNING,
    bad="“2 tablets” as “unas tabletas”",
    good="“2 tabletas”, or “dos tabletas”",
)
def number_in_words(subject: Translation) -> Iterator[Finding]:
    """A number of the source is not in the translation in digits, nor surely in words.

    In words it may have a form that this program does not know. Or it is lost.
    """
    lost, extra = _difference(subject)
    doubtful = [figure for figure in lost if _may_be_in_words(figure)]
    if doubtful and not extra:
        what = f"“{subject.message.id}” has no {_listed(doubtful)} in digits"
        yield Finding(what, "write it in digits, as the source does; patients find digits faster")


@check(
    "added-number",
    "numbers",
    Severity.ERROR,
    bad='msgstr "Temperatura de más de **{fever}** (102)"',
    good='msgstr "Temperatura de más de **{fever}**"',
)
def added_number(subject: Translation) -> Iterator[Finding]:
    """A number was added that the source does not have.

    What was typed beside a value in braces stays when the value changes, and contradicts it.
    """
    added = [figure for figure in _added(subject) if _is_surely_added(subject, figure)]
    if added:
        what = f"“{subject.message.id}” has {_listed(added)}, which the source does not have"
        yield Finding(what, "take it out: numbers come from the source, by their names in braces")


@check(
    "extra-number",
    "numbers",
    Severity.WARNING,
    bad="“within an hour” as “dentro de 30 minutos”",
    good="“the second trimester” as “el 2.º trimestre”",
)
def extra_number(subject: Translation) -> Iterator[Finding]:
    """A number stands in the translation that the source does not say in digits.

    The language may say so what the source says in words: “the second three months”. Or it was added.
    """
    added = [figure for figure in _added(subject) if not _is_surely_added(subject, figure)]
    if added:
        yield Finding(f"“{subject.message.id}” has {_listed(added)}, the source no such digits", "is it what it says?")


@check(
    "changed-ordinal",
    "numbers",
    Severity.WARNING,
    bad="“in the second trimester” as “en el tercer trimestre”",
    good="“en el segundo trimestre”, or “en el 2.º trimestre”",
)
def changed_ordinal(subject: Translation) -> Iterator[Finding]:
    """An ordinal in words, first to fifth, is another than in the source.

    The time of which the leaflet speaks is another: the third of three parts of a pregnancy for the second.
    """
    source, language = subject.domain.language, subject.language
    said = _ordinals(subject.source_words, source)
    if not said or language.locale.language == source.locale.language:
        return
    found = _ordinals(subject.words, language)
    digits = {figure.number for figure in figures(subject.text).numbers}
    lost = [number for number in said if number not in found and number not in digits]
    other = [n for n in found if n not in said and not says_number(subject.source_words, n, source)]
    if lost and other:
        what = f"“{subject.message.id}” seems to say “number {other[0]}”, where the source says “number {lost[0]}”"
        yield Finding(what, "compare the ordinals: first, second, third")


@lru_cache(maxsize=1 << 14)
def _ordinals(text: str, language: Language) -> tuple[int, ...]:
    return tuple(number for number in range(1, 6) if says_ordinal(text, number, language))


def _difference(subject: Translation) -> tuple[list[Figure], list[Figure]]:
    """Return the numbers of the source that the translation lacks, and those that it has besides."""
    source, target = figures(subject.message.text), figures(subject.text)
    if not source.numbers and not target.numbers:
        return [], []
    lost, extra = unmatched(source, target, subject.domain.language)
    words, language = subject.source_words, subject.domain.language
    extra = [
        each
        for each in extra
        if _is_glued(target, each) or not (says_number(words, each.number, language) or _is_once(subject, each))
    ]
    lost = [
        figure
        for figure in lost
        # What has letters at its end is an ordinal, or a name: "2nd", "3D".
        if not (_may_be_in_words(figure) and source.text[figure.end : figure.end + 1].isalpha())
        and not says_number(subject.words, figure.number, subject.language)
    ]
    return lost, extra


def _may_be_in_words(figure: Figure) -> bool:
    return figure.number <= _HIGHEST_IN_WORDS and figure.number == int(figure.number)


def _added(subject: Translation) -> list[Figure]:
    lost, extra = _difference(subject)
    return [] if lost else extra


def _is_surely_added(subject: Translation, figure: Figure) -> bool:
    """Tell whether a number can be no other way to say what the source says."""
    target = figures(subject.text)
    gaps = [target.text[min(figure.end, place + 1) : max(figure.start, place)] for _, place in target.values()]
    beside = [gap for gap in gaps if _BESIDE.fullmatch(gap)]
    printed = [number for name in target.names for number in figures(subject.values.get(name, "")).numbers]
    if _is_glued(target, figure) or (beside and any(figure.equals(number) for number in printed)):
        return True
    counted = figure.number <= 2 or _counts(subject)
    return (critical(subject) or bool(beside)) and not counted


def _is_once(subject: Translation, figure: Figure) -> bool:
    """Tell whether a number may say "once" or "twice", which the source has as a word for times."""
    lexicon = subject.domain.lexicon
    return figure.number in {1, 2} and bool(lexicon.spans(lexicon.units.get("time", ()), subject.source_words))


def _is_glued(target: Figures, figure: Figure) -> bool:
    """Tell whether a value in braces stands directly before or after a number: they are printed as one."""
    return VALUE in (target.text[figure.start - 1 : figure.start], target.text[figure.end : figure.end + 1])


def _counts(subject: Translation) -> bool:
    """Tell whether the source counts something, but for what its values in braces count: "twice", "every hour"."""
    source = figures(subject.message.text)
    lexicon = subject.domain.lexicon
    if source.numbers or not lexicon.units:
        return True
    spans = [span for unit in lexicon.units.values() for span in lexicon.spans(unit, source.text)]
    own = len(re.findall(rf"{VALUE}[\s*-]*\w", source.text))
    return len(spans) > own or any(says_number(source.text, number, subject.domain.language) for number in range(1, 13))


def _listed(numbers: list[Figure]) -> str:
    return ", ".join(f"“{number.text}”" for number in numbers)
