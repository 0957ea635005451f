"""A project on disk -> every leaflet in every language, ready to be set, and every problem that stands in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leaflet.catalog import Catalog, read_catalog
from leaflet.checks.source import check_source
from leaflet.fonts import FontFamily, font_set
from leaflet.language import Language
from leaflet.localize import LocalizedLeaflet, identity, localize_leaflet, localize_source, translations
from leaflet.messages import SHARED_DOMAIN, iter_messages, template_messages
from leaflet.problem import FontError, Location, Problem, by_place, error, has_errors
from leaflet.project import Project
from leaflet.source import Source, read_source


@dataclass(frozen=True)
class Loaded:
    """What a project holds: the leaflets by id and language tag, and the problems, sorted by place.

    A leaflet is absent in a language in which it has an error. source_words: the shared words in the source language.
    """

    leaflets: Mapping[tuple[str, str], LocalizedLeaflet]
    source_words: Mapping[str, str]
    problems: tuple[Problem, ...]


def read_checked_source(project: Project, leaflet_id: str) -> tuple[Source | None, list[Problem]]:
    """Return the source of a leaflet, or None if it has errors, and its problems."""
    file = project.source_file(leaflet_id)
    source, problems = read_source(file, project.shown(file))
    if source is not None:
        problems = check_source(source, frozenset(project.facility.values))
    return (None if has_errors(problems) else source), problems


def load(
    project: Project, leaflet_ids: Sequence[str], languages: Sequence[Language], families: Sequence[FontFamily]
) -> Loaded:
    """Return the leaflets in the languages; families: the fonts that there are."""
    loader = _Loader(project, families)
    leaflets: dict[tuple[str, str], LocalizedLeaflet] = {}
    sources = [source for source in map(loader.source, leaflet_ids) if source is not None]
    for language in languages:
        words = loader.words(language)
        for source in sources:
            localized = loader.localized(source, language, words)
            if localized is not None:
                leaflets[source.leaflet.id, language.tag] = localized
    return Loaded(leaflets, loader.source_words, tuple(by_place(loader.problems)))


class _Loader:
    """Reads one project, and gathers the problems on the way."""

    def __init__(self, project: Project, families: Sequence[FontFamily]) -> None:
        self.project = project
        self.families = families
        self.problems: list[Problem] = []
        self.shared = tuple(template_messages(project.templates, project.shown))
        self.source_words = identity(self.shared)

    def source(self, leaflet_id: str) -> Source | None:
        """Return a leaflet's source, if it has no errors."""
        source, problems = read_checked_source(self.project, leaflet_id)
        self.problems += problems
        return source

    def words(self, language: Language) -> Mapping[str, str] | None:
        """Return the shared words in a language, by id; None if they have errors."""
        if language == self.project.source_language:
            return self.source_words
        catalog = self._catalog(language, SHARED_DOMAIN)
        if catalog is None:
            return None
        words, problems = translations(self.shared, catalog, {"language": language.tag})
        places = {name: catalog.place(name) for name in words}
        problems += self._missing_glyphs(words, places, language, None)
        self.problems += problems
        return None if has_errors(problems) else words

    def localized(
        self, source: Source, language: Language, words: Mapping[str, str] | None
    ) -> LocalizedLeaflet | None:
        """Return a leaflet in a language, if it has no errors there; words: the shared words, if they have none."""
        leaflet, facility = source.leaflet, self.project.facility
        localized: LocalizedLeaflet | None
        problems: list[Problem] = []
        if language == self.project.source_language:
            places = {message.id: source.place(message.keys) for message in iter_messages(leaflet)}
            localized = localize_source(leaflet, language, self.source_words, facility)
        else:
            catalog = self._catalog(language, leaflet.id)
            if catalog is None:
                return None
            places = {name: catalog.place(name) for name in catalog.entries}
            localized, problems = localize_leaflet(leaflet, catalog, language, words or self.source_words, facility)
        if localized is not None:
            texts = identity(iter_messages(localized.leaflet))
            problems = [*problems, *self._missing_glyphs(texts, places, language, leaflet.id)]
        self.problems += problems
        return None if words is None or has_errors(problems) else localized

    def _catalog(self, language: Language, domain: str) -> Catalog | None:
        file = self.project.catalog_file(language, domain)
        catalog, problems = read_catalog(file, self.project.shown(file))
        self.problems += problems
        return None if has_errors(problems) else catalog

    def _missing_glyphs(
        self, texts: Mapping[str, str], places: Mapping[str, Location], language: Language, leaflet_id: str | None
    ) -> list[Problem]:
        try:
            fonts = font_set(language.tag, language.script, self.families)
        except FontError as fault:
            place = Location(self.project.shown(self.project.fonts / "fonts.toml"))
            return [error("missing-font", place, fault.message, fault.hint, language=language.tag)]
        problems = []
        for message_id, text in texts.items():
            missing = fonts.missing(text)
            if missing:
                shown = ", ".join(f"“{char}” (U+{ord(char):04X})" for char in missing)
                what = f"“{message_id}” has what the fonts of this language cannot show: {shown}"
                hint = "write it with other characters; or add a font that has them to fonts/fonts.toml"
                about = {"language": language.tag, "leaflet": leaflet_id, "message_id": message_id}
                problems.append(error("missing-glyph", places[message_id], what, hint, **about))
        return problems
