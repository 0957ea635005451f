"""Checks on a leaflet's source: what its form alone does not say."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import PurePath

from leaflet import markup
from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import SourceText
from leaflet.messages import iter_messages
from leaflet.model import Urgency
from leaflet.problem import Severity


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


def _nearest(word: str, known: list[str], section: str) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"did you mean “{near[0]}”?" if near else f"add it under “{section}:”; known: {', '.join(known)}"
