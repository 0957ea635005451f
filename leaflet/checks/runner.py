"""Runs the checks over a subject, and turns what they find into problems with a place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

# Importing a module of checks registers them.
from leaflet.checks import (
    characters,
    completeness,
    declared,
    digits,
    extent,
    file,
    forms,
    glossary,
    glyphs,
    language,
    leftovers,
    letters,
    lists,
    markup,
    meaning,
    measures,
    negation,
    numbers,
    preflight,
    proofs,
    signs,
    source,
    untranslated,
    wording,
)
from leaflet.checks.registry import Check, Finding, checks
from leaflet.checks.subject import SourceText, TranslatedCatalog, Translation
from leaflet.messages import iter_messages
from leaflet.problem import Location, Problem, Severity

MODULES = (
    declared,
    proofs,
    preflight,
    source,
    signs,
    wording,
    file,
    completeness,
    untranslated,
    leftovers,
    lists,
    numbers,
    digits,
    measures,
    markup,
    glyphs,
    glossary,
    negation,
    meaning,
    extent,
    language,
    letters,
    characters,
    forms,
)


def check_source(subject: SourceText) -> list[Problem]:
    """Return the problems of a source."""
    texts = {message.id: message.text for message in iter_messages(subject.leaflet)}
    problems = []
    for check, finding in _findings(subject):
        covers = finding.covers or _texts(finding.message_id, texts.get(finding.message_id or ""))
        place = subject.source.place(finding.keys)
        problems.append(_problem(check, finding, place, None, subject.leaflet.id, finding.message_id, covers))
    return problems


def check_catalog(subject: TranslatedCatalog) -> list[Problem]:
    """Return the problems of a catalog: of each translation by itself, and of all together."""
    tag = subject.language.tag
    leaflet_id = subject.domain.leaflet.id if subject.domain.leaflet else None
    problems = []

    def add(check: Check, finding: Finding, message_id: str | None) -> None:
        place = subject.catalog.place(message_id) if message_id else Location(subject.catalog.path, finding.line)
        entry = subject.catalog.entries.get(message_id or "")
        covers = finding.covers or (_texts(message_id, entry.source, entry.text) if entry else ())
        problems.append(_problem(check, finding, place, tag, leaflet_id, message_id, covers))

    for check, finding in _findings(subject):
        add(check, finding, finding.message_id)
    for message_id, translation in subject.translations.items():
        for check, finding in _findings(translation):
            add(check, finding, finding.message_id or message_id)
    return problems


def _findings(subject: SourceText | TranslatedCatalog | Translation) -> Iterator[tuple[Check, Finding]]:
    for check in checks(type(subject).__name__):
        for finding in check.find(subject):
            yield check, finding


def _texts(*texts: str | None) -> tuple[str, ...]:
    """Return the texts if there are all of them, else none."""
    return tuple(text for text in texts if text is not None) if None not in texts else ()


def _problem(
    check: Check,
    finding: Finding,
    place: Location,
    language: str | None,
    leaflet_id: str | None,
    message_id: str | None,
    covers: tuple[str, ...],
) -> Problem:
    # The parts are divided by what no text holds, so that no two lists of texts come to the same.
    digest = hashlib.sha256("\0".join((check.id, *covers)).encode()).hexdigest() if covers else None
    return Problem(
        check.id,
        check.severity,
        place,
        finding.message,
        finding.hint,
        language=language,
        leaflet=leaflet_id,
        message_id=message_id,
        digest=digest if check.severity is Severity.WARNING else None,
    )
