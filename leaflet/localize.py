"""Leaflet and catalogs -> LocalizedLeaflet: the leaflet as one language's readers get it, or the problems.

Nothing falls back: a message without a finished translation of the English that stands in the source is a problem.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leaflet import markup
from leaflet.catalog import Catalog
from leaflet.language import Language
from leaflet.messages import Message, iter_messages, map_texts
from leaflet.model import Leaflet
from leaflet.problem import Location, Problem, error
from leaflet.project import Facility
from leaflet.values import quantity_values


@dataclass(frozen=True)
class LocalizedLeaflet:
    """A leaflet in one language: its texts replaced by their translations, and all else that the page says.

    original: the leaflet as written; words: the shared words of the templates, by id; values: what placeholders print
    as; translated: the day of the translation (for the source language: of the source).
    """

    leaflet: Leaflet
    original: Leaflet
    language: Language
    words: Mapping[str, str]
    values: Mapping[str, str]
    translated: datetime.date


def identity(messages: Iterable[Message]) -> dict[str, str]:
    """Return the texts of the messages in the source language, by id."""
    return {message.id: message.text for message in messages}


def translations(
    messages: Iterable[Message], catalog: Catalog, about: Mapping[str, str]
) -> tuple[dict[str, str], list[Problem]]:
    """Return the translation of each message, by id, and a problem for each that has none that can be printed.

    about: the language and leaflet that the problems concern.
    """
    texts, problems = {}, []
    for message in messages:
        found = _fault(message, catalog)
        if found is None:
            texts[message.id] = catalog.entries[message.id].text
        else:
            check, what, hint = found
            problems.append(error(check, catalog.place(message.id), what, hint, message_id=message.id, **about))
    return texts, problems


def _fault(message: Message, catalog: Catalog) -> tuple[str, str, str] | None:
    """Return what keeps the translation of a message from being printed: check, message and hint; None if nothing."""
    name, entry = f"“{message.id}”", catalog.entries.get(message.id)
    if entry is None:
        return "missing-translation", f"{name} is not in the catalog", "run: leaflet update; then translate it"
    if entry.source != message.text:
        hint = "run: leaflet update; then translate what it marks as fuzzy"
        return "stale-translation", f"{name} translates an English text that has changed since", hint
    if not entry.text.strip():
        return "empty-translation", f"{name} is not translated: “{message.text}”", "fill in its msgstr"
    if entry.fuzzy:
        hint = "mend the translation, then remove the word “fuzzy”"
        return "fuzzy-translation", f"{name} is marked as fuzzy: its translation is not sure", hint
    return text_fault(message.id, message.text, entry.text)


def text_fault(message_id: str, source: str, text: str) -> tuple[str, str, str] | None:
    """Return what is wrong with the markup of a translation: check, message and hint; None if nothing."""
    name = f"“{message_id}”"
    try:
        found = markup.placeholders(markup.parse(text))
    except markup.MarkupError as fault:
        return "markup", f"{name} has {fault}", "write “**” and names in braces as the English has them"
    wanted = markup.placeholders(markup.parse(source))
    if found != wanted:
        lost = ", ".join(f"{{{each}}}" for each in (wanted - found).elements())
        extra = ", ".join(f"{{{each}}}" for each in (found - wanted).elements())
        what = " and ".join(part for part in (lost and f"lacks {lost}", extra and f"has {extra} too many") if part)
        return "placeholders", f"{name} {what}", "copy each name in braces from the English, once"
    return None


def localize(
    leaflet: Leaflet,
    texts: Mapping[str, str],
    language: Language,
    words: Mapping[str, str],
    facility: Facility,
    translated: datetime.date,
) -> LocalizedLeaflet:
    """Return the leaflet in a language; texts: the translation of each of its messages, by id."""
    return LocalizedLeaflet(
        leaflet=map_texts(leaflet, lambda message: texts[message.id]),
        original=leaflet,
        language=language,
        words=words,
        values=facility.values | quantity_values(leaflet, language, words),
        translated=translated,
    )


def localize_source(
    leaflet: Leaflet, language: Language, words: Mapping[str, str], facility: Facility
) -> LocalizedLeaflet:
    """Return the leaflet in the language that it is written in."""
    return localize(leaflet, identity(iter_messages(leaflet)), language, words, facility, leaflet.revised)


def localize_leaflet(
    leaflet: Leaflet, catalog: Catalog, language: Language, words: Mapping[str, str], facility: Facility
) -> tuple[LocalizedLeaflet | None, list[Problem]]:
    """Return the leaflet in the language of a catalog, or None, and the problems."""
    about = {"language": language.tag, "leaflet": leaflet.id}
    texts, problems = translations(iter_messages(leaflet), catalog, about)
    if catalog.revised is None:
        what = "the header does not say when this was translated"
        hint = 'write the day of the translation: "PO-Revision-Date: 2026-11-23 12:00+0000\\n"'
        problems.append(error("translation-date", Location(catalog.path, 1), what, hint, **about))
    if problems or catalog.revised is None:
        return None, problems
    return localize(leaflet, texts, language, words, facility, catalog.revised), []
