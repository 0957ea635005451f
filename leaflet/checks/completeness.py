"""Checks that every message has a finished translation of the text that stands in the source now."""

from __future__ import annotations

from collections.abc import Iterator

from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import TranslatedCatalog
from leaflet.problem import Severity


@check(
    "missing-translation",
    "completeness",
    Severity.ERROR,
    bad="a catalog without an entry for “emergency/bleeding”",
    good="an entry, with a translation, for each message of the leaflet",
)
def missing_translation(subject: TranslatedCatalog) -> Iterator[Finding]:
    """A message is not in the catalog.

    The page would lack it: a patient who bleeds would not read that bleeding is an emergency.
    """
    for message in subject.domain.messages:
        if message.id not in subject.catalog.entries:
            what = f"“{message.id}” is not in the catalog: “{message.text}”"
            yield Finding(what, "run: leaflet update; then translate it", message.id)


@check(
    "stale-translation",
    "completeness",
    Severity.ERROR,
    bad='msgid "A temperature above 101 °F", where the source has come to say 102 °F',
    good="the msgid of each entry is the text that stands in the source",
)
def stale_translation(subject: TranslatedCatalog) -> Iterator[Finding]:
    """A translation is of an English text that has changed since.

    The page would say what the clinicians have already corrected.
    """
    for message in subject.domain.messages:
        entry = subject.catalog.entries.get(message.id)
        if entry and entry.source != message.text:
            what = f"“{message.id}” translates an English text that has changed since"
            yield Finding(what, "run: leaflet update; then translate what it marks as fuzzy", message.id)


@check(
    "empty-translation",
    "completeness",
    Severity.ERROR,
    bad='msgstr ""',
    good='msgstr "Sangrado por la vagina"',
)
def empty_translation(subject: TranslatedCatalog) -> Iterator[Finding]:
    """A message has no translation.

    gettext would print the English in its place, for a reader who has none.
    """
    for message in subject.domain.messages:
        entry = subject.catalog.entries.get(message.id)
        if entry and not entry.text.strip():
            yield Finding(f"“{message.id}” is not translated: “{message.text}”", "fill in its msgstr", message.id)


@check(
    "fuzzy-translation",
    "completeness",
    Severity.ERROR,
    bad="#, fuzzy",
    good="an entry without this flag, after its translation was mended",
)
def fuzzy_translation(subject: TranslatedCatalog) -> Iterator[Finding]:
    """A translation is marked as fuzzy: somebody, or a merge, was not sure of it.

    It may be the translation of another text. Nobody can see that on the page.
    """
    for message in subject.domain.messages:
        entry = subject.catalog.entries.get(message.id)
        if entry and entry.fuzzy and entry.text.strip():
            what = f"“{message.id}” is marked as fuzzy: its translation is not sure"
            yield Finding(what, "mend the translation, then remove the word “fuzzy”", message.id)


@check(
    "translation-date",
    "completeness",
    Severity.ERROR,
    bad='"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\\n"',
    good='"PO-Revision-Date: 2026-11-23 12:00+0000\\n"',
)
def translation_date(subject: TranslatedCatalog) -> Iterator[Finding]:
    """The header does not say when this was translated.

    The date is printed on every page, so that a nurse can see which of two sheets is the older one.
    """
    if subject.catalog.revised is None and subject.domain.leaflet is not None:
        hint = 'write the day of the translation: "PO-Revision-Date: 2026-11-23 12:00+0000\\n"'
        yield Finding("the header does not say when this was translated", hint, line=1)
