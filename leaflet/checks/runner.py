"""Runs the checks over a subject, and turns what they find into problems with a place."""

from __future__ import annotations

from collections.abc import Iterator

# Importing a module of checks registers them.
from leaflet.checks import completeness, glyphs, markup, source
from leaflet.checks.registry import Check, Finding, checks
from leaflet.checks.subject import SourceText, TranslatedCatalog, Translation
from leaflet.problem import Location, Problem

MODULES = (source, completeness, markup, glyphs)


def check_source(subject: SourceText) -> list[Problem]:
    """Return the problems of a source."""
    problems = []
    for check, finding in _findings(subject):
        place = subject.source.place(finding.keys)
        problems.append(_problem(check, finding, place, None, subject.leaflet.id))
    return problems


def check_catalog(subject: TranslatedCatalog) -> list[Problem]:
    """Return the problems of a catalog: of each translation by itself, and of all together."""
    tag = subject.language.tag
    leaflet_id = subject.domain.leaflet.id if subject.domain.leaflet else None
    problems = []
    for check, finding in _findings(subject):
        place = Location(subject.catalog.path, finding.line)
        if finding.message_id:
            place = subject.catalog.place(finding.message_id)
        problems.append(_problem(check, finding, place, tag, leaflet_id))
    for message_id, translation in subject.translations.items():
        for check, finding in _findings(translation):
            problem = _problem(check, finding, subject.catalog.place(message_id), tag, leaflet_id, message_id)
            problems.append(problem)
    return problems


def _findings(subject: SourceText | TranslatedCatalog | Translation) -> Iterator[tuple[Check, Finding]]:
    for check in checks(type(subject).__name__):
        for finding in check.find(subject):
            yield check, finding


def _problem(
    check: Check,
    finding: Finding,
    place: Location,
    language: str | None,
    leaflet_id: str | None,
    message_id: str | None = None,
) -> Problem:
    return Problem(
        check.id,
        check.severity,
        place,
        finding.message,
        finding.hint,
        language=language,
        leaflet=leaflet_id,
        message_id=finding.message_id or message_id,
    )
