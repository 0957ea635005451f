"""A project on disk -> every leaflet in every language, ready to be set, and every problem that stands in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leaflet.catalog import read_catalog
from leaflet.checks.runner import check_catalog, check_source
from leaflet.checks.subject import Domain, SourceText, TranslatedCatalog, Translation
from leaflet.fonts import FontFamily, font_set
from leaflet.language import Language
from leaflet.lexicon import Lexicon, read_lexicon
from leaflet.localize import LocalizedLeaflet, identity, localize, localize_source
from leaflet.messages import SHARED_DOMAIN, iter_messages, template_messages
from leaflet.problem import FontError, Location, Problem, by_place, error, has_errors
from leaflet.project import Project
from leaflet.source import Source, read_source
from leaflet.values import quantity_values


@dataclass(frozen=True)
class Loaded:
    """What a project holds: the leaflets by id and language tag, and the problems, sorted by place.

    A leaflet is absent in a language in which it has an error. source_words: the shared words in the source language.
    """

    leaflets: Mapping[tuple[str, str], LocalizedLeaflet]
    source_words: Mapping[str, str]
    problems: tuple[Problem, ...]


def read_checked_source(project: Project, leaflet_id: str, lexicon: Lexicon) -> tuple[Source | None, list[Problem]]:
    """Return the source of a leaflet, or None if it has errors, and its problems; lexicon: the source language's."""
    file = project.source_file(leaflet_id)
    source, problems = read_source(file, project.shown(file))
    if source is not None:
        names = frozenset(project.facility.values)
        problems = check_source(SourceText(source, names, project.source_language, lexicon))
    return (None if has_errors(problems) else source), problems


def read_project_lexicon(project: Project, language: Language) -> tuple[Lexicon, list[Problem]]:
    """Return the lexicon of a language of the project, and the problems of its form."""
    file = project.lexicon_file(language)
    return read_lexicon(file, project.shown(file), language)


def load(
    project: Project, leaflet_ids: Sequence[str], languages: Sequence[Language], families: Sequence[FontFamily]
) -> Loaded:
    """Return the leaflets in the languages; families: the fonts that there are."""
    source_language = project.source_language
    lexicon, problems = read_project_lexicon(project, source_language)
    shared = Domain(
        SHARED_DOMAIN, tuple(template_messages(project.templates, project.shown)), None, source_language, lexicon
    )
    words = identity(shared.messages)
    domains = []
    leaflets: dict[tuple[str, str], LocalizedLeaflet] = {}
    for leaflet_id in leaflet_ids:
        source, found = read_checked_source(project, leaflet_id, lexicon)
        problems += found
        if source is not None:
            leaflet = source.leaflet
            domains.append(Domain(leaflet.id, tuple(iter_messages(leaflet)), leaflet, source_language, lexicon))
            if source_language in languages:
                localized = localize_source(leaflet, source_language, words, project.facility)
                leaflets[leaflet.id, source_language.tag] = localized
    for language in languages:
        if language != source_language:
            translated = _Language(project, language, families)
            leaflets |= translated.leaflets(shared, domains)
            problems += translated.problems
    return Loaded(leaflets, words, tuple(by_place(problems)))


class _Language:
    """Reads the catalogs of one language, and gathers the problems on the way."""

    def __init__(self, project: Project, language: Language, families: Sequence[FontFamily]) -> None:
        self.project = project
        self.language = language
        self.lexicon, self.problems = read_project_lexicon(project, language)
        self._families = families

    def leaflets(self, shared: Domain, domains: Sequence[Domain]) -> dict[tuple[str, str], LocalizedLeaflet]:
        """Return the leaflets of the domains that have no error in this language."""
        if has_errors(self.problems):
            return {}
        words = self._catalog(shared, identity(shared.messages))
        found = {}
        for domain in domains:
            # With faulty shared words there is no page, but the leaflet's own problems are told all the same.
            catalog = self._catalog(domain, self._texts(words) if words else identity(shared.messages))
            if catalog and words and domain.leaflet and catalog.catalog.revised:
                found[domain.leaflet.id, self.language.tag] = localize(
                    domain.leaflet,
                    self._texts(catalog),
                    self.language,
                    self._texts(words),
                    self.project.facility,
                    catalog.catalog.revised,
                )
        return found

    def _texts(self, catalog: TranslatedCatalog) -> dict[str, str]:
        return {message_id: translation.text for message_id, translation in catalog.translations.items()}

    def _catalog(self, domain: Domain, words: Mapping[str, str]) -> TranslatedCatalog | None:
        """Return the catalog of a domain, if it has no error."""
        file = self.project.catalog_file(self.language, domain.name)
        catalog, problems = read_catalog(file, self.project.shown(file))
        self.problems += problems
        if catalog is None:
            return None
        try:
            fonts = font_set(self.language.tag, self.language.script, self._families)
        except FontError as fault:
            place = Location(self.project.shown(self.project.fonts / "fonts.toml"))
            self.problems.append(error("missing-font", place, fault.message, fault.hint, language=self.language.tag))
            return None
        values = dict(self.project.facility.values)
        if domain.leaflet:
            values |= quantity_values(domain.leaflet, self.language, words)
        translations = {
            message.id: Translation(message, entry, domain, self.language, self.lexicon, values, fonts)
            for message in domain.messages
            if (entry := catalog.entries.get(message.id)) and entry.text.strip()
        }
        subject = TranslatedCatalog(domain, catalog, self.language, self.lexicon, translations)
        found = check_catalog(subject)
        self.problems += found
        problems += found
        return None if has_errors(problems) else subject
