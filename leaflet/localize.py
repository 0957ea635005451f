"""Leaflet + translations -> LocalizedLeaflet: the leaflet as one language's readers get it.

Nothing falls back: a message without a translation is a KeyError here, a fault of the caller. Whether each has a good
one is for the checks to say, before.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leaflet.language import Language
from leaflet.mark import DRAFT, Mark
from leaflet.messages import Message, map_texts
from leaflet.model import Leaflet
from leaflet.settings import Facility
from leaflet.values import quantity_values


@dataclass(frozen=True)
class LocalizedLeaflet:
    """A leaflet in one language: its texts replaced by their translations, and all else that the page says.

    original: the leaflet as written; words: the shared words of the templates, by id; values: what placeholders print
    as; translated: the day of the translation (for the source language: of the source); mark: what the page says of its
    sign-off.
    """

    leaflet: Leaflet
    original: Leaflet
    language: Language
    words: Mapping[str, str]
    values: Mapping[str, str]
    translated: datetime.date
    mark: Mark = DRAFT


def identity(messages: Iterable[Message]) -> dict[str, str]:
    """Return the texts of the messages in the source language, by id."""
    return {message.id: message.text for message in messages}


def localize(
    leaflet: Leaflet,
    texts: Mapping[str, str],
    language: Language,
    words: Mapping[str, str],
    facility: Facility,
    translated: datetime.date,
) -> LocalizedLeaflet:
    """Return the leaflet in a language; texts: the translation of each of its messages, by id."""
    values = facility.values | quantity_values(leaflet, language, words)
    localized = map_texts(leaflet, lambda message: texts[message.id])
    return LocalizedLeaflet(localized, leaflet, language, words, values, translated)


def localize_source(
    leaflet: Leaflet, language: Language, words: Mapping[str, str], facility: Facility
) -> LocalizedLeaflet:
    """Return the leaflet in the language that it is written in."""
    values = facility.values | quantity_values(leaflet, language, words)
    return LocalizedLeaflet(leaflet, leaflet, language, words, values, leaflet.revised)
