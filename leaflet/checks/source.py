"""Checks on a leaflet's source: what its form alone does not say."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import PurePath

from leaflet import markup, units
from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import SourceText
from leaflet.messages import iter_messages
from leaflet.model import Urgency
from leaflet.problem import Severity, nearest
from leaflet.source import KeyPath

# The share by which a rounded amount may be off.
MOST_OFF = Decimal("0.05")


@check("leaflet-id", "source", Severity.ERROR, bad="id: wound, in wound-care.yaml", good="id: wound-care")
def wrong_id(subject: SourceText) -> Iterator[Finding]:
    """The leaflet's id is not the name of its file.

    Catalogs and PDFs are named after the one, and found by the other.
    """
    name = PurePath(subject.source.path).stem
    if subject.leaflet.id != name:
        what = f"the leaflet's id is not the name of its file, “{name}”"
        yield Finding(what, f"write “id: {name}”, or rename the file", keys=("id",))


@check("missing-list", "source", Severity.ERROR, bad="a source without a section “call”", good="both lists of signs")
def missing_lists(subject: SourceText) -> Iterator[Finding]:
    """One of the two lists of warning signs is not there.

    A patient must be told both when to call and when not to lose a minute.
    """
    present = {section.urgency for section in subject.leaflet.sections}
    for urgency in Urgency:
        if urgency not in present:
            what = f"there is no list of the warning signs “{urgency}”"
            yield Finding(what, f"add a section with “id: {urgency}” and its signs", keys=("sections",))


@check("duplicate-id", "source", Severity.ERROR, bad="two signs with “id: fever” in one list", good="one id a text")
def duplicate_ids(subject: SourceText) -> Iterator[Finding]:
    """Two texts, or two terms, have the same id.

    A translation is found by its id: one of the two would be printed in both places.
    """
    hint = "give each its own; a text that has been translated should keep its id"
    seen: set[str] = set()
    for message in iter_messages(subject.leaflet):
        if message.id in seen:
            keys = (*message.keys, "id") if not message.id.endswith("/heading") else message.keys
            yield Finding(f"the id “{message.id}” stands twice", hint, keys=keys)
        seen.add(message.id)
    terms: set[str] = set()
    for i, term in enumerate(subject.leaflet.terms):
        if term.id in terms:
            yield Finding(f"the term “{term.id}” stands twice", hint, keys=("terms", i, "id"))
        terms.add(term.id)


@check(
    "changed-id",
    "source",
    Severity.WARNING,
    bad="id: bleed, for the text that has been “id: bleeding”",
    good="id: bleeding, whatever becomes of its text",
)
def changed_ids(subject: SourceText) -> Iterator[Finding]:
    """A text has got another id than the one that the translators know it by.

    Translations, and what was said of them, are found by the id: in every language, this text is a new one.
    """
    messages = list(iter_messages(subject.leaflet))
    gone = {text: name for name, text in subject.extracted.items() if name not in {each.id for each in messages}}
    for message in messages:
        if message.id not in subject.extracted and message.text in gone:
            hint = "put the old id back; or, if it must change, run: leaflet update"
            what = f"the text “{message.id}” has been called “{gone[message.text]}”"
            yield Finding(what, hint, message.id, message.keys)


@check("unknown-term", "source", Severity.ERROR, bad="about: [bleding]", good="about: [bleeding]")
def unknown_terms(subject: SourceText) -> Iterator[Finding]:
    """A warning sign is about a term that the leaflet does not have.

    Translations are checked for the terms that a sign names: a wrong name checks nothing.
    """
    known = [term.id for term in subject.leaflet.terms]
    for s, section in enumerate(subject.leaflet.sections):
        for i, sign in enumerate(section.signs):
            for a, term in enumerate(sign.about):
                if term not in known:
                    keys = ("sections", s, "signs", i, "about", a)
                    yield Finding(f"no term “{term}” in this leaflet", _nearest(term, known, "terms"), keys=keys)


@check("taken-name", "source", Severity.ERROR, bad="quantities: {telephone: …}", good="quantities: {fever: …}")
def taken_names(subject: SourceText) -> Iterator[Finding]:
    """A quantity has a name that the facility's settings give a value.

    “{telephone}” would print as one or the other.
    """
    for name in subject.leaflet.quantities:
        if name in subject.facility_values:
            what = f"the name “{name}” is taken by the facility's settings"
            yield Finding(what, "choose another name", keys=("quantities", name))


@check("source-markup", "source", Severity.ERROR, bad="above **{fever}", good="above **{fever}**")
def source_markup(subject: SourceText) -> Iterator[Finding]:
    """The marks of a text cannot be understood.

    A “**” without its other half, or a brace that names nothing, would be printed as it stands.
    """
    for message in iter_messages(subject.leaflet):
        try:
            markup.parse(message.text)
        except markup.MarkupError as fault:
            hint = "strong words stand between “**” and “**”, a quantity in braces: {fever}"
            yield Finding(f"the text has {fault}", hint, message.id, (*message.keys, "text"))


@check("unknown-quantity", "source", Severity.ERROR, bad="above {feber}", good="above {fever}")
def unknown_quantities(subject: SourceText) -> Iterator[Finding]:
    """A text names a quantity that is not there.

    A page with it cannot be made.
    """
    known = sorted(subject.facility_values | set(subject.leaflet.quantities))
    for message in iter_messages(subject.leaflet):
        try:
            names = markup.placeholders(markup.parse(message.text))
        except markup.MarkupError:
            continue  # source-markup tells
        for name in names:
            if name not in known:
                hint = _nearest(name, known, "quantities")
                yield Finding(f"there is no quantity “{name}”", hint, message.id, (*message.keys, "text"))


@check(
    "unused-quantity",
    "source",
    Severity.WARNING,
    bad="a quantity “fever” that no text names",
    good="each quantity stands in a text as {fever}",
)
def unused_quantities(subject: SourceText) -> Iterator[Finding]:
    """No text names a quantity.

    Perhaps its number stands in a text as typed digits, which nobody converts and nobody corrects.
    """
    named: Counter[str] = Counter()
    for message in iter_messages(subject.leaflet):
        try:
            named += markup.placeholders(markup.parse(message.text))
        except markup.MarkupError:
            return  # source-markup tells; which names stand there is not known
    for name in subject.leaflet.quantities:
        if name not in named:
            hint = f"write {{{name}}} where the number stands, or remove the quantity"
            yield Finding(f"no text names the quantity “{name}”", hint, keys=("quantities", name))


@check("unknown-pictogram", "source", Severity.ERROR, bad="pictogram: fewer", good="pictogram: fever")
def unknown_pictograms(subject: SourceText) -> Iterator[Finding]:
    """A warning sign names a pictogram that is not there.

    The sign would be printed without the picture that its author meant for those who cannot read it.
    """
    known = sorted(subject.pictograms)
    for name, message_id, keys in _pictograms(subject):
        if name not in known:
            hint = nearest(name, known, "docs/authors.md says how to choose one")
            yield Finding(f"there is no pictogram “{name}”", hint, message_id, keys)


@check(
    "same-pictogram",
    "source",
    Severity.WARNING,
    bad="“Vomiting” and “Blood in your vomit” in one list, both with “pictogram: vomiting”",
    good="“pictogram: vomiting” beside one of the two",
)
def same_pictograms(subject: SourceText) -> Iterator[Finding]:
    """Two warning signs of one list have the same pictogram.

    Who cannot read takes them for one sign. A pictogram may stand once in each list.
    """
    seen: dict[tuple[str, str], str] = {}
    for name, message_id, keys in _pictograms(subject):
        first = seen.setdefault((message_id.split("/")[0], name), message_id)
        if first != message_id:
            hint = "leave it beside the sign that it shows in full"
            yield Finding(f"the pictogram “{name}” stands beside “{first}” too", hint, message_id, keys)


def _pictograms(subject: SourceText) -> Iterator[tuple[str, str, KeyPath]]:
    """Yield each pictogram that a sign names, the id of the sign's message, and the keys that lead to the name."""
    for s, section in enumerate(subject.leaflet.sections):
        for i, sign in enumerate(section.signs):
            if sign.pictogram:
                yield sign.pictogram, f"{section.id}/{sign.id}", ("sections", s, "signs", i, "pictogram")


@check(
    "lost-conversion",
    "source",
    Severity.ERROR,
    bad="{value: 5, unit: mg, convert-to: g}: 0 g",
    good="{value: 500, unit: mL, convert-to: fl oz}: 16.9 fl oz",
)
def lost_conversions(subject: SourceText) -> Iterator[Finding]:
    """A quantity and what it converts to are not the same, as far as the other unit is read.

    Two numbers that contradict each other stand side by side, and a patient goes by one of them.
    """
    for name, quantity in subject.leaflet.quantities.items():
        unit, other = quantity.unit, quantity.convert_to
        if other is None:
            continue
        keys = ("quantities", name, "convert-to")
        hint = f"convert it to a smaller unit than {other}, or remove “convert-to”"
        for number, converted in zip(quantity.numbers, quantity.converted, strict=True):
            off = abs(units.convert_exactly(converted, other, unit) - number)
            # A temperature is off by a part of a degree at most. Of all else, a share counts.
            if units.UNITS[unit].dimension != "temperature" and off > abs(number) * MOST_OFF:
                what = f"{number} {unit} would be printed as {converted} {other}, which is not the same"
                yield Finding(what, hint, keys=keys)
        if len(set(quantity.converted)) < len(set(quantity.numbers)):
            yield Finding(f"both ends of the range are {quantity.converted[0]} {other}", hint, keys=keys)


def _nearest(word: str, known: list[str], section: str) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"did you mean “{near[0]}”?" if near else f"add it under “{section}:”; known: {', '.join(known)}"
