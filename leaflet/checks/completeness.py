"""Checks that every message has a finished translation of the text that stands in the source now."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leaflet import markup
from leaflet.catalog import Entry
from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import TranslatedCatalog
from leaflet.messages import Message
from leaflet.problem import Severity

_NAME = re.compile(r"\{[^{}]*\}")


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
    """A message has no translation, or one without a letter or digit: spaces, a dash, “???”.

    The page would have a hole where a warning sign should stand, or a line that says nothing.
    """
    for message in subject.domain.messages:
        entry = subject.catalog.entries.get(message.id)
        if entry and _says_nothing(message, entry):
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


@check(
    "unknown-entry",
    "completeness",
    Severity.WARNING,
    bad='msgctxt "emergency/bleedin", which no text of the leaflet has as its id',
    good='msgctxt "emergency/bleeding"',
)
def unknown_entry(subject: TranslatedCatalog) -> Iterator[Finding]:
    """An entry belongs to no text of the leaflet.

    Nothing prints it: somebody's work is lost, perhaps by a slip in an id.
    """
    known = {message.id for message in subject.domain.messages}
    for name, entry in subject.catalog.entries.items():
        if name not in known:
            what = f"no text has the id “{name}”"
            yield Finding(what, "mend the id, or run: leaflet update; it sets the entry aside", line=entry.line)


def _says_nothing(message: Message, entry: Entry) -> bool:
    """Tell whether a text has no letter or digit, where its source has words."""
    if not entry.text.strip():
        return True
    if any(map(str.isalnum, _NAME.sub("", entry.text))):
        return False
    words, names = _split(entry.text)
    source_words, source_names = _split(message.text)
    if not any(map(str.isalpha, "".join(source_words))):
        return False
    # "{low}–{high}" may say "{low} to {high}": a sign stands for each word between two values.
    between = re.sub(r"\s", "", "".join(words[1:-1]) if len(names) > 1 else "")
    return not (len(source_names) > 1 and between and len("".join(source_words).split()) <= len(names))


def _split(text: str) -> tuple[list[str], list[str]]:
    """Return the pieces of a text before, between and after its names in braces, and these names."""
    try:
        nodes = list(markup.leaves(markup.parse(text)))
    except markup.MarkupError:
        return [text], []
    pieces = [""]
    names = []
    for node in nodes:
        if isinstance(node, markup.Placeholder):
            names.append(node.name)
            pieces.append("")
        else:
            pieces[-1] += node.text
    return pieces, names
