"""What all leaflets of a project share beside their words: who hands them out, and the language they are written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from leaflet.language import Language
from leaflet.localize import LocalizedLeaflet, localize_source
from leaflet.model import Leaflet
from leaflet.pictograms import Pictogram
from leaflet.settings import Facility


@dataclass(frozen=True)
class Imprint:
    """What is printed on every leaflet.

    words: the shared words in the source language, by id; pictograms: those that signs are shown with, by name;
    languages: all that the project's leaflets are in.
    """

    facility: Facility
    source_language: Language
    words: Mapping[str, str]
    pictograms: Mapping[str, Pictogram] = field(default_factory=dict)
    languages: tuple[Language, ...] = ()

    def original(self, localized: LocalizedLeaflet) -> LocalizedLeaflet:
        """Return a leaflet in the language that it is written in."""
        if localized.language == self.source_language:
            return localized
        original = localize_source(localized.original, self.source_language, self.words, self.facility)
        return replace(original, mark=localized.mark)

    def address(self, localized: LocalizedLeaflet, language: Language | None = None) -> str | None:
        """Return where a leaflet can be read on the internet in its language, or another; None if nowhere."""
        address = self.facility.leaflet_address
        if address is None:
            return None
        return address.replace("{id}", localized.leaflet.id).replace("{language}", (language or localized.language).tag)

    def pictograms_of(self, leaflet: Leaflet) -> list[Pictogram]:
        """Return the pictograms that a leaflet's signs are shown with, each once, by name."""
        named = {sign.pictogram for section in leaflet.sections for sign in section.signs}
        return [self.pictograms[name] for name in sorted(self.pictograms) if name in named]
