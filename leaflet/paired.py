"""The texts of a leaflet in two languages, side by side, each as its readers get it, with a digest of exactly that.

This is what a person signs. A digest is of the message's id, its urgency, both texts, and what each name in braces
prints as: a fever's limit that is changed in the source changes the signs that name it, in every language.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from leaflet import markup
from leaflet.catalog import read_catalog
from leaflet.language import Language
from leaflet.localize import identity
from leaflet.messages import SHARED_DOMAIN, Message, iter_messages, template_messages
from leaflet.model import Leaflet
from leaflet.project import Project
from leaflet.values import RANGE_MESSAGE, quantity_values


@dataclass(frozen=True)
class PairedText:
    """One text: its message, and its translation as the catalog has it (“” if it is missing or fuzzy).

    english_values, values: what its names in braces print as, in the source and in the translation, as far as that is
    known before there is a page. english, text: digests, of the
    source and of both (SHA-256, its first 128 bits: no two texts that anyone could write have the same).
    """

    domain: str
    message: Message
    translation: str
    english_values: Mapping[str, str]
    values: Mapping[str, str]
    english: str
    text: str

    @property
    def id(self) -> str:
        """The message's id, after its domain where that is the shared words: unique in what a signature covers."""
        return full_id(self.domain, self.message.id)

    @property
    def printed_english(self) -> str:
        """The source as its readers get it, but that **words that stand out** keep their marks."""
        return _printed(self.message.text, self.english_values)

    @property
    def printed(self) -> str:
        """The translation as its readers get it, but that **words that stand out** keep their marks."""
        return _printed(self.translation, self.values)


@dataclass(frozen=True)
class PairedLeaflet:
    """The texts of a leaflet in one language, in the order of the source, and then the shared words."""

    leaflet: Leaflet
    language: Language
    texts: tuple[PairedText, ...]

    @property
    def revised(self) -> datetime.date:
        """The day of the source."""
        return self.leaflet.revised

    @property
    def digest(self) -> str:
        """The digest of the whole: of every text, and of their order."""
        return whole_digest(self.leaflet.id, [(each.id, each.english, each.text) for each in self.texts])


@dataclass(frozen=True)
class KnownTexts:
    """The texts of a leaflet of which the digest is known: they are read only where it is asked what they are."""

    digest: str
    _read: Callable[[], tuple[PairedText, ...]]

    @property
    def texts(self) -> tuple[PairedText, ...]:
        """The texts, as in PairedLeaflet."""
        return self._read()


SignedTexts = PairedLeaflet | KnownTexts
# Returns the digest of a leaflet's texts in a language, by its id and tag; “” where it is not known.
KnownDigest = Callable[[str, str], str]


def full_id(domain: str, message_id: str) -> str:
    """Return the id of a message among those of a leaflet and of the shared words."""
    return f"{SHARED_DOMAIN}:{message_id}" if domain == SHARED_DOMAIN else message_id


def whole_digest(leaflet_id: str, texts: Iterable[tuple[str, str, str]]) -> str:
    """Return the SHA-256 of a leaflet's texts, each as its id and its two digests, in order."""
    return _sha256("leaflet", leaflet_id, *texts)


class PairedReader:
    """Reads the texts of a project's leaflets, as they stand on disk, with whatever faults they have.

    known: the digests of texts that need not be read.
    """

    def __init__(self, project: Project, known: KnownDigest = lambda leaflet_id, tag: "") -> None:
        self._project = project
        self._known = known
        self._source = lru_cache(maxsize=None)(self._read_source)
        self._catalog = lru_cache(maxsize=None)(self._read_catalog)

    @cached_property
    def _shared(self) -> list[Message]:
        # By id: it is the templates that order them, and no reader sees that order.
        return sorted(template_messages(self._project.all_templates), key=lambda message: message.id)

    def read(self, leaflet_id: str, language: Language) -> PairedLeaflet | None:
        """Return a leaflet's texts in a language; None if its source cannot be read."""
        leaflet = self._source(leaflet_id)
        if leaflet is None:
            return None
        project = self._project
        english_words = identity(self._shared)
        words = {**english_words, **self._translations(SHARED_DOMAIN, self._shared, language)}
        values = {
            name: project.facility.values | quantity_values(leaflet, each, {RANGE_MESSAGE: _range_word(found)})
            for name, each, found in (("english", project.source_language, english_words), ("own", language, words))
        }
        texts = []
        for domain, messages in ((leaflet_id, tuple(iter_messages(leaflet))), (SHARED_DOMAIN, self._shared)):
            translations = self._translations(domain, messages, language)
            for message in messages:
                own = translations.get(message.id, "")
                texts.append(_pair(domain, message, own, values["english"], values["own"], language))
        return PairedLeaflet(leaflet, language, tuple(texts))

    def signed(self, leaflet_id: str, language: Language) -> SignedTexts | None:
        """Return a leaflet's texts in a language, read only if their digest is not known; None if they cannot be."""
        digest = self._known(leaflet_id, language.tag)
        if not digest:
            return self.read(leaflet_id, language)

        def read() -> tuple[PairedText, ...]:
            found = self.read(leaflet_id, language)
            return found.texts if found else ()

        return KnownTexts(digest, read)

    def _translations(self, domain: str, messages: Iterable[Message], language: Language) -> Mapping[str, str]:
        if language == self._project.source_language:
            return identity(messages)
        return self._catalog(domain, language)

    def _read_source(self, leaflet_id: str) -> Leaflet | None:
        # It takes time to import, which a build with nothing to do should not pay.
        from leaflet.source import read_source  # noqa: PLC0415

        file = self._project.source_file(leaflet_id)
        source, _ = read_source(file, self._project.shown(file))
        return source.leaflet if source else None

    def _read_catalog(self, domain: str, language: Language) -> Mapping[str, str]:
        file = self._project.catalog_file(language, domain)
        catalog, _ = read_catalog(file, self._project.shown(file))
        entries = catalog.entries.values() if catalog else ()
        return {entry.id: entry.text for entry in entries if not entry.fuzzy and entry.text.strip()}


def _pair(
    domain: str,
    message: Message,
    translation: str,
    english_values: Mapping[str, str],
    values: Mapping[str, str],
    language: Language,
) -> PairedText:
    named_english, named = _named(message.text, english_values), _named(translation, values)
    english = _sha256(domain, message.id, message.urgency, message.text, named_english)
    text = _sha256(english, language.tag, translation, named)
    return PairedText(
        domain=domain,
        message=message,
        translation=translation,
        english_values=dict(named_english),
        values=dict(named),
        english=english[:32],
        text=text[:32],
    )


def _named(text: str, values: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what the names in braces of a text print as, as far as that is known before there is a page."""
    return [(name, values[name]) for name in _names(text) or () if name in values]


def _printed(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _names(text: str) -> list[str] | None:
    """Return the names in braces of a text; None if its markup is broken, which the checks tell."""
    try:
        return list(markup.placeholders(markup.parse(text)))
    except markup.MarkupError:
        return None


def _range_word(words: Mapping[str, str]) -> str:
    """Return how a range is told in words, if that can be used at all: whatever it is, it is covered as a text."""
    text = words.get(RANGE_MESSAGE, "")
    return text if set(_names(text) or ()) <= {"low", "high"} and _names(text) is not None else ""


def _sha256(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
