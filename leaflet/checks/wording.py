"""Checks on how a source is worded: numbers that were typed, sentences and signs that are long, hard words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from leaflet import markup
from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import SourceText
from leaflet.messages import Message, iter_messages
from leaflet.phrases import normalized
from leaflet.problem import Severity
from leaflet.readability import TARGET, measure, plain, section_texts, sentences, words
from leaflet.units import UNITS
from leaflet.values import RANGE_MESSAGE, quantity_values

# The words that one breath reads.
LONGEST_SENTENCE = 20
# The characters of two lines of a warning sign, at the largest size of the handout.
LONGEST_SIGN = 110

# A number, with all that is written together with it.
_NUMBER = re.compile(r"(?<![\w‑-])(?:[^\W\d_]+[‑-]?)?[\d¼-¾⅐-⅞][\w.,:/¼-¾⅐-⅞‑–-]*")
_HYPHEN = re.compile("[‑–-]")
_DIGITS = r"(?<![\w.,])(\d+(?:[.,]\d+)*)"


@cache
def _symbols() -> re.Pattern[str]:
    # Not "in": "2 in 10 women" has no inches.
    names = sorted((name for name, unit in UNITS.items() if unit.symbol and name != "in"), key=len, reverse=True)
    return re.compile(rf"{_DIGITS}\s*({'|'.join(map(re.escape, names))}|[℉℃]|°)(?!\w)")


def _typed(message: Message) -> str:
    """Return what the author wrote by hand: without marks, and with nothing in the place of values."""
    try:
        nodes = markup.leaves(markup.parse(message.text))
    except markup.MarkupError:
        return ""  # source-markup tells
    return "".join(node.text if isinstance(node, markup.Plain) else " " for node in nodes)


def _typed_quantities(subject: SourceText, text: str) -> Iterator[tuple[str, str]]:
    """Yield the numbers that were typed with a unit, and the name of the quantity that says the same, if any."""
    numbers: dict[tuple[str, str | None], str] = {
        (str(number), unit): name
        for name, quantity in subject.leaflet.quantities.items()
        for unit, numbers in ((quantity.unit, quantity.numbers), (quantity.convert_to, quantity.converted))
        for number in numbers
    }
    for found in _symbols().finditer(text):
        yield found[0], numbers.get((found[1], found[2]), "")
    text = normalized(text)
    for unit, entries in subject.lexicon.units.items():
        for start, end in subject.lexicon.spans(entries, text):
            before = re.search(rf"{_DIGITS}[\s-]*$", text[:start])
            if before and (before[1], unit) in numbers:
                yield before[0] + text[start:end], numbers[before[1], unit]


@check(
    "typed-quantity",
    "source",
    Severity.ERROR,
    bad="A temperature above 102 °F",
    good="A temperature above **{fever}**",
)
def typed_quantities(subject: SourceText) -> Iterator[Finding]:
    """A quantity was typed into a text.

    It is not converted, each translator types it again, and it stays when the quantity beside it is corrected.
    """
    for message in iter_messages(subject.leaflet):
        for typed, name in _typed_quantities(subject, _typed(message)):
            hint = f"write {{{name}}}" if name else "list it under “quantities:”, and write its name in braces"
            yield Finding(f"the quantity “{typed}” was typed", hint, message.id, (*message.keys, "text"))


@check(
    "typed-number",
    "source",
    Severity.WARNING,
    bad="Call if it lasts more than 3 days",
    good="Call if it lasts more than {wait} days; also “COVID-19”, “2nd”",
)
def typed_numbers(subject: SourceText) -> Iterator[Finding]:
    """A number was typed into a text.

    A number that a patient acts on is a quantity: its value stands in one place, and each language writes it its way.
    """
    for message in iter_messages(subject.leaflet):
        text = _typed(message)
        for typed, _ in _typed_quantities(subject, text):
            text = re.sub(re.escape(typed), " ", text, count=1, flags=re.IGNORECASE)  # typed-quantity tells
        for found in _NUMBER.findall(text):
            # With letters in it, it is an ordinal, an abbreviation or a code; but "24-hour" has a number.
            if not any(char.isalpha() for char in _HYPHEN.split(found)[0]) and found[0].isnumeric():
                hint = "list it under “quantities:”, and write its name in braces"
                what = f"the number “{found.rstrip('.,:/–-')}” was typed"
                yield Finding(what, hint, message.id, (*message.keys, "text"))


@check(
    "long-sentence",
    "source",
    Severity.WARNING,
    bad="a sentence of 26 words",
    good=f"two sentences; none of more than {LONGEST_SENTENCE} words",
)
def long_sentences(subject: SourceText) -> Iterator[Finding]:
    """A sentence is long.

    Who reads slowly, or is in pain, has forgotten its beginning at its end. In other languages it gets longer still.
    """
    if subject.lexicon.spaceless:
        return
    for message in iter_messages(subject.leaflet):
        for sentence in sentences(plain(message.text)):
            count = len(words(sentence))
            if count > LONGEST_SENTENCE:
                what = f"a sentence has {count} words, more than {LONGEST_SENTENCE}: “{sentence[:40].rstrip()} …”"
                yield Finding(what, "make two of it, or a list", message.id, (*message.keys, "text"))


@check(
    "long-sign",
    "source",
    Severity.WARNING,
    bad="a warning sign of four lines",
    good=f"a sign of at most {LONGEST_SIGN} characters: two lines",
)
def long_signs(subject: SourceText) -> Iterator[Finding]:
    """A warning sign is longer than two lines.

    The list is there to be found in, at a glance. What is explained in it is not found.
    """
    values = quantity_values(subject.leaflet, subject.language, {RANGE_MESSAGE: "{low} to {high}"})
    for message in iter_messages(subject.leaflet):
        length = len(_printed(message.text, values))
        if message.is_sign and length > LONGEST_SIGN:
            hint = "say here only what to look for, and the rest under “home-care” or “symptoms”"
            yield Finding(f"the sign has {length} characters", hint, message.id, (*message.keys, "text"))


def _printed(text: str, values: Mapping[str, str]) -> str:
    try:
        nodes = tuple(markup.leaves(markup.parse(text)))
    except markup.MarkupError:
        return text
    return "".join(node.text if isinstance(node, markup.Plain) else values.get(node.name, node.name) for node in nodes)


@check(
    "reading-grade",
    "source",
    Severity.WARNING,
    bad="Seek immediate evaluation for abnormal vaginal discharge or temperature elevation.",
    good="Call if something smells bad, or if you have a fever.",
)
def reading_grades(subject: SourceText) -> Iterator[Finding]:
    """A section is harder to read than the sixth grade of a US school, by every formula.

    Many grown-up readers do not get through it, least of all when they are afraid.
    `leaflet reading` shows the range of each section.
    """
    if subject.language.locale.language != "en":
        return  # the formulas are made for English alone
    for s, section in enumerate(subject.leaflet.sections):
        texts = section_texts(section)
        reading = measure(texts)
        if reading and reading.lowest > TARGET:
            what = f"the section “{section.id}” is of grade {reading.lowest:.1f} to {reading.highest:.1f}, not {TARGET}"
            hint = "shorter words, shorter sentences; explain in plain words what has no other name"
            # Its words are the whole section's: what is acknowledged is all of it.
            yield Finding(what, hint, f"{section.id}/heading", ("sections", s), covers=tuple(texts))
