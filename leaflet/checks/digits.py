"""Checks how numbers are written: digits of one script, no letters among them, no sign or end lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leaflet.checks.figures import VALUE, Figure, figures, is_own_digit, neighbours, system_of
from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import Translation
from leaflet.problem import Severity
from leaflet.values import RANGE_MESSAGE

# Letters, and a bar, that look like a digit in the alphabets where they stand, with that digit.
_LIKE_DIGITS = {
    **dict.fromkeys("OoОоΟοՕօ", "0"),
    **dict.fromkeys("lI|ІіΙιا", "1"),
    **dict.fromkeys("SЅ", "5"),
    **dict.fromkeys("BВ", "8"),
    **dict.fromkeys("З", "3"),
    **dict.fromkeys("б", "6"),
    **dict.fromkeys("Z", "2"),
    **dict.fromkeys("ه", "5"),
}
_AS_DIGITS = str.maketrans(_LIKE_DIGITS)
_LIKE = re.escape("".join(_LIKE_DIGITS))
# Between two digits; before two digits or a decimal sign; a capital O after a digit.
_SPOILT = re.compile(
    rf"\d[{_LIKE}]+\d | (?<![^\W_])[OОΟolІI|оا](?=\d\d|[.,]\d|[{_LIKE}]\d) | (?<![^\W_])[lI|](?=\d(?![^\W_]))"
    r" | \d[OОΟ](?![^\W_])",
    re.VERBOSE,
)
_LESS, _MORE = "<≤⩽＜﹤", ">≥⩾＞﹥"
_SIGN = re.compile(rf"([{_LESS}{_MORE}±]|[-−](?=[\d{VALUE}]))\s*[\d{VALUE}]")
_ALPHABETIC = re.compile("[A-Za-z\u00c0-\u052f]")
_WORD = re.compile(rf"[\d.,{_LIKE}]+")


@check(
    "mixed-digits",
    "numbers",
    Severity.ERROR,
    bad="“1٢”, with a Latin and an Arabic digit",
    good="“12” or “١٢”",
)
def mixed_digits(subject: Translation) -> Iterator[Finding]:
    """A number, or a range, has digits of two scripts.

    In some scripts a digit looks like another one of Latin: 5 in Arabic is like a zero.
    """
    target = figures(subject.text)
    found = [figure.text for figure in target.numbers if len(_systems(figure)) > 1]
    for low, high in neighbours(target):
        if len(_systems(low) | _systems(high)) > 1:
            found.append(target.text[low.start : high.end])
    if found:
        what = f"“{subject.message.id}” has digits of two scripts in “{found[0]}”"
        yield Finding(what, "write it again with digits of one script")


@check(
    "foreign-digits",
    "numbers",
    Severity.WARNING,
    bad="“۲۴”, with Persian digits, in Arabic",
    good="“24” or “٢٤”",
)
def foreign_digits(subject: Translation) -> Iterator[Finding]:
    """Digits are not of those that the language is written with.

    The reader may not know them, or know them as others.
    """
    for figure in figures(subject.text).numbers:
        if any(digit.isdecimal() and not is_own_digit(digit, subject.language) for digit in figure.text):
            what = f"“{subject.message.id}” has digits of another language: “{figure.text}”"
            yield Finding(what, f"write Latin digits, or those of {subject.language.english_name}")
            return


@check(
    "letter-in-number",
    "numbers",
    Severity.ERROR,
    bad="“1O2 °F”, with the letter O",
    good="“102 °F”",
)
def letter_in_number(subject: Translation) -> Iterator[Finding]:
    """A letter stands among digits, where a digit that looks like it should.

    A screen reader, a search, or another font shows that it is none.
    """
    text = figures(subject.text).text
    source = subject.message.text
    for word in _WORD.finditer(text) if any(map(str.isdigit, text)) else ():
        written = word[0].strip(".,")
        letters = [character for character in written if character in _LIKE_DIGITS]
        if not letters or letters == list(written) or written in source:
            continue
        # "H2O" and "SpO2" are names.
        if _ALPHABETIC.match(text[: word.start()][-1:]):
            continue
        whole = not _ALPHABETIC.match(text[word.end() :])
        repaired = figures(written.translate(_AS_DIGITS)).numbers
        known = any(number.equals(other) for number in repaired for other in _known(subject))
        if _SPOILT.search(text[max(0, word.start() - 1) : word.end() + 1]) or (whole and known):
            what = f"“{subject.message.id}” has a letter among digits: “{written}”"
            yield Finding(what, "write digits alone, or a space between the number and a word")


@check(
    "changed-sign",
    "numbers",
    Severity.ERROR,
    bad="“above {fever}” as “< {fever}”",
    good="“above {fever}” as “> {fever}”",
)
def changed_sign(subject: Translation) -> Iterator[Finding]:
    """A sign before a number turns it around: “less than” for “more than”, a minus, a plus-minus.

    One sign makes the opposite of the warning.
    """
    target, source = figures(subject.text).text, figures(subject.message.text).text
    lexicon, words = subject.domain.lexicon, subject.source_words
    for found in _SIGN.finditer(target):
        sign, before = found[1], target[: found.start()]
        if sign in source or (sign in "-−" and not _is_minus(before, subject.lexicon.spaceless)):
            continue
        wanted = "below" if sign in _LESS else "above" if sign in _MORE else ""
        if not wanted or not lexicon.ideas.get(wanted) or not lexicon.says(wanted, words):
            what = f"“{subject.message.id}” has “{sign}” before a number, where the source says no such thing"
            yield Finding(what, "say it in words, as the source does")


@check(
    "range-order",
    "numbers",
    Severity.ERROR,
    bad='msgid "{low} to {high}", and msgstr "{high} a {low}"',
    good='msgstr "{low} a {high}"',
)
def range_order(subject: Translation) -> Iterator[Finding]:
    """The ends of a range have changed places.

    “14 to 12” is read as a slip, and either end may be taken for the wrong one.
    """
    source, target = figures(subject.message.text), figures(subject.text)
    hint = "write the lower end first, in the order in which it is read"
    if subject.message.id == RANGE_MESSAGE and source.names != target.names:
        if sorted(source.names) == sorted(target.names):
            yield Finding(f"“{subject.message.id}” has the ends of a range in another order", hint)
        return
    pairs = [(low.number, high.number) for low, high in neighbours(target)]
    for low, high in neighbours(source):
        if low.number < high.number and (high.number, low.number) in pairs and (low.number, high.number) not in pairs:
            yield Finding(f"“{subject.message.id}” has the range {low.text}–{high.text} the other way round", hint)


def _systems(figure: Figure) -> set[str]:
    return {system_of(character) for character in figure.text if character.isdecimal()}


def _is_minus(before: str, spaceless: bool) -> bool:
    """Tell whether a dash that is written together with a number is no hyphen, and not the dash of a range."""
    last = before.rstrip()[-1:]
    apart = not before or before[-1].isspace() or not before[-1].isalnum() or (spaceless and not before[-1].isascii())
    return apart and not (last.isdigit() or last == VALUE)


def _known(subject: Translation) -> Iterator[Figure]:
    """Yield the numbers of the source text, and those that its values print."""
    yield from figures(subject.message.text).numbers
    for name in figures(subject.message.text).names:
        yield from figures(subject.values.get(name, "")).numbers
