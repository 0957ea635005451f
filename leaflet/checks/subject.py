"""What checks look at: a source, a translation of one message, a catalog, a leaflet in one language. Frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from leaflet import markup
from leaflet.catalog import Catalog, Entry
from leaflet.fonts import FontSet
from leaflet.language import Language
from leaflet.lexicon import Lexicon
from leaflet.messages import Message
from leaflet.model import Leaflet
from leaflet.source import Source


@dataclass(frozen=True)
class SourceText:
    """A leaflet's source, with the names that the facility's settings give a value, and its language's lexicon.

    extracted: the texts by id, as the translators last got them; empty if they never did. pictograms: the names of
    those that there are.
    """

    source: Source
    facility_values: frozenset[str]
    language: Language
    lexicon: Lexicon
    extracted: Mapping[str, str] = field(default_factory=dict)
    pictograms: frozenset[str] = frozenset()

    @property
    def leaflet(self) -> Leaflet:
        """The leaflet that the source says."""
        return self.source.leaflet


@dataclass(frozen=True)
class Domain:
    """The messages of one catalog: the leaflet that they come from (None for the shared words), and their language."""

    name: str
    messages: tuple[Message, ...]
    leaflet: Leaflet | None
    language: Language
    lexicon: Lexicon


@dataclass(frozen=True)
class Translation:
    """One message with its translation. Its text is neither missing nor blank.

    values: what each placeholder prints as in the target language.
    """

    message: Message
    entry: Entry
    domain: Domain
    language: Language
    lexicon: Lexicon
    values: Mapping[str, str]
    fonts: FontSet

    @property
    def text(self) -> str:
        """The translated text, as it stands in the catalog."""
        return self.entry.text

    @cached_property
    def nodes(self) -> tuple[markup.Node, ...] | None:
        """The translated text parsed; None if its markup is broken."""
        return _parsed(self.text)

    @cached_property
    def words(self) -> str:
        """The translated text as written by hand: without marks, a space for each placeholder."""
        return _words(self.text)

    @cached_property
    def source_words(self) -> str:
        """The same of the source text."""
        return _words(self.message.text)


@dataclass(frozen=True)
class TranslatedCatalog:
    """A whole catalog: the messages that it should have, its entries, and a Translation for each that has a text."""

    domain: Domain
    catalog: Catalog
    language: Language
    lexicon: Lexicon
    translations: Mapping[str, Translation]


def _parsed(text: str) -> tuple[markup.Node, ...] | None:
    try:
        return markup.parse(text)
    except markup.MarkupError:
        return None


def _words(text: str) -> str:
    nodes = _parsed(text)
    if nodes is None:
        return text
    return "".join(node.text if isinstance(node, markup.Plain) else " " for node in markup.leaves(nodes))
