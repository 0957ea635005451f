"""Checks on a leaflet's source: what its form alone does not say."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import PurePath

from leaflet import markup
from leaflet.messages import iter_messages
from leaflet.model import Urgency
from leaflet.problem import Problem, error
from leaflet.source import KeyPath, Source


def check_source(source: Source, facility_values: frozenset[str]) -> list[Problem]:
    """Return the problems of a source; facility_values: the names that the facility's settings give a value."""
    return [
        error(check, source.place(keys), message, hint, leaflet=source.leaflet.id)
        for find in (_wrong_id, _missing_lists, _duplicate_ids, _unknown_terms, _taken_names)
        for check, keys, message, hint in find(source, facility_values)
    ] + list(_markup(source, facility_values))


Found = Iterator[tuple[str, KeyPath, str, str]]


def _wrong_id(source: Source, _: frozenset[str]) -> Found:
    name = PurePath(source.path).stem
    if source.leaflet.id != name:
        hint = f"write “id: {name}”, or rename the file"
        yield "leaflet-id", ("id",), f"the leaflet's id is not the name of its file, “{name}”", hint


def _missing_lists(source: Source, _: frozenset[str]) -> Found:
    present = {section.urgency for section in source.leaflet.sections}
    for urgency in Urgency:
        if urgency not in present:
            hint = f"add a section with “id: {urgency}” and its signs"
            yield "missing-list", ("sections",), f"there is no list of the warning signs “{urgency}”", hint


def _duplicate_ids(source: Source, _: frozenset[str]) -> Found:
    hint = "give each its own; a text that has been translated should keep its id"
    seen: set[str] = set()
    for message in iter_messages(source.leaflet):
        if message.id in seen:
            keys = (*message.keys, "id") if not message.id.endswith("/heading") else message.keys
            yield "duplicate-id", keys, f"the id “{message.id}” stands twice", hint
        seen.add(message.id)
    terms: set[str] = set()
    for i, term in enumerate(source.leaflet.terms):
        if term.id in terms:
            yield "duplicate-id", ("terms", i, "id"), f"the term “{term.id}” stands twice", hint
        terms.add(term.id)


def _unknown_terms(source: Source, _: frozenset[str]) -> Found:
    known = [term.id for term in source.leaflet.terms]
    for s, section in enumerate(source.leaflet.sections):
        for i, sign in enumerate(section.signs):
            for a, term in enumerate(sign.about):
                if term not in known:
                    keys = ("sections", s, "signs", i, "about", a)
                    yield "unknown-term", keys, f"no term “{term}” in this leaflet", _nearest(term, known, "terms")


def _taken_names(source: Source, facility_values: frozenset[str]) -> Found:
    for name in source.leaflet.quantities:
        if name in facility_values:
            message = f"the name “{name}” is taken by the facility's settings"
            yield "taken-name", ("quantities", name), message, "choose another name"


def _markup(source: Source, facility_values: frozenset[str]) -> Iterator[Problem]:
    known = sorted(facility_values | set(source.leaflet.quantities))
    for message in iter_messages(source.leaflet):
        place = source.place((*message.keys, "text"))
        about = {"leaflet": source.leaflet.id, "message_id": message.id}
        try:
            names = markup.placeholders(markup.parse(message.text))
        except markup.MarkupError as fault:
            hint = "strong words stand between “**” and “**”, a quantity in braces: {fever}"
            yield error("markup", place, f"the text has {fault}", hint, **about)
            continue
        for name in names:
            if name not in known:
                hint = _nearest(name, known, "quantities")
                yield error("unknown-quantity", place, f"there is no quantity “{name}”", hint, **about)


def _nearest(word: str, known: list[str], section: str) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"did you mean “{near[0]}”?" if near else f"add it under “{section}:”; known: {', '.join(known)}"
