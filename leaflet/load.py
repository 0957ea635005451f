"""A project on disk -> every leaflet in every language, ready to be set, and every problem that stands in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from leaflet import identify
from leaflet.acknowledge import settle, unreadable
from leaflet.catalog import Catalog, read_catalog
from leaflet.checks.runner import check_catalog, check_source
from leaflet.checks.subject import Domain, SourceText, TranslatedCatalog, Translation
from leaflet.fonts import FontFamily, FontSet, font_set
from leaflet.imprint import Imprint
from leaflet.language import Language
from leaflet.lexicon import Lexicon, read_lexicon
from leaflet.loaded import Examined, Loaded
from leaflet.localize import LocalizedLeaflet, identity, localize, localize_source
from leaflet.messages import SHARED_DOMAIN, iter_messages, template_messages
from leaflet.pictograms import read_pictograms
from leaflet.problem import FontError, Location, Problem, by_place, error, has_errors
from leaflet.project import Project
from leaflet.pseudo import disguised
from leaflet.settings import Facility
from leaflet.source import Source, read_source
from leaflet.tally import Tally, Unit, tally
from leaflet.values import quantity_values


def read_checked_source(
    project: Project, leaflet_id: str, lexicon: Lexicon, extracted: Mapping[str, str] = MappingProxyType({})
) -> tuple[Source | None, list[Problem]]:
    """Return the source of a leaflet, or None if it has errors, and its problems.

    lexicon: the source language's; extracted: the texts that the translators got, by id.
    """
    file = project.source_file(leaflet_id)
    source, problems = read_source(file, project.shown(file))
    problems = [replace(problem, leaflet=leaflet_id) for problem in problems]
    if source is not None:
        names, pictograms = frozenset(project.facility.values), frozenset(read_pictograms(project.pictograms))
        problems = check_source(SourceText(source, names, project.source_language, lexicon, extracted, pictograms))
    return (None if has_errors(problems) else source), problems


def read_project_lexicon(project: Project, language: Language) -> tuple[Lexicon, list[Problem]]:
    """Return the lexicon of a language of the project, and the problems of its form."""
    file = project.lexicon_file(language)
    return read_lexicon(file, project.shown(file), language)


def extracted_texts(project: Project, domain: str) -> dict[str, str]:
    """Return the texts of a catalog template by id: none if it cannot be read, as it can be made anew."""
    file = project.template_file(domain)
    template, _ = read_catalog(file, project.shown(file))
    return {entry.id: entry.source for entry in template.entries.values()} if template else {}


def source_domain(source: Source, language: Language, lexicon: Lexicon) -> Domain:
    """Return the messages of a source; language and lexicon: the source's."""
    leaflet = source.leaflet
    return Domain(leaflet.id, tuple(iter_messages(leaflet)), leaflet, language, lexicon)


def shared_domain(project: Project, lexicon: Lexicon) -> Domain:
    """Return the messages that all leaflets share; lexicon: the source language's."""
    messages = tuple(template_messages(project.all_templates))
    return Domain(SHARED_DOMAIN, messages, None, project.source_language, lexicon)


def translated_catalog(
    domain: Domain,
    catalog: Catalog,
    language: Language,
    lexicon: Lexicon,
    facility: Facility,
    words: Mapping[str, str],
    fonts: FontSet,
) -> TranslatedCatalog:
    """Return a catalog as the checks look at it; words: the language's shared words, by id."""
    values = dict(facility.values)
    if domain.leaflet:
        values |= quantity_values(domain.leaflet, language, words)
    translations = {
        message.id: Translation(message, entry, domain, language, lexicon, values, fonts)
        for message in domain.messages
        if (entry := catalog.entries.get(message.id)) and entry.text.strip()
    }
    return TranslatedCatalog(domain, catalog, language, lexicon, translations)


def load(
    project: Project, leaflet_ids: Sequence[str], languages: Sequence[Language], families: Sequence[FontFamily]
) -> Loaded:
    """Return the leaflets in the languages; families: the fonts that there are."""
    found = examine(project, leaflet_ids, languages, families)
    settled = settle(project, by_place(found.problems), found.checked)
    unknown = unreadable(settled)
    leaflets = {key: leaflet for key, leaflet in found.leaflets.items() if key[1] not in unknown}
    problems = tuple(by_place(settled.open))
    asked = frozenset(language.tag for language in languages)
    return Loaded(leaflets, found.imprint, problems, settled.acknowledged, asked, found.tallies)


def examine(
    project: Project, leaflet_ids: Sequence[str], languages: Sequence[Language], families: Sequence[FontFamily]
) -> Examined:
    """Read and check the leaflets in the languages; families: the fonts that there are."""
    source_language = project.source_language
    if any(language != source_language and not language.is_pseudo for language in languages):
        identify.prepare(project.cache)
    lexicon, problems = read_project_lexicon(project, source_language)
    shared = shared_domain(project, lexicon)
    words = identity(shared.messages)
    all_words: dict[str, Mapping[str, str]] = {source_language.tag: words}
    tallies = {(SHARED_DOMAIN, source_language.tag): Tally(len(words), len(words), 0)}
    domains = []
    checked: dict[str, set[str]] = {source_language.tag: set()}
    leaflets: dict[tuple[str, str], LocalizedLeaflet] = {}
    for leaflet_id in leaflet_ids:
        source, found = read_checked_source(project, leaflet_id, lexicon, extracted_texts(project, leaflet_id))
        problems += found
        if source is not None:
            leaflet = source.leaflet
            checked[source_language.tag].add(leaflet_id)
            domains.append(source_domain(source, source_language, lexicon))
            texts = len(domains[-1].messages)
            tallies[leaflet.id, source_language.tag] = Tally(texts, texts, 0)
            if source_language in languages:
                localized = localize_source(leaflet, source_language, words, project.facility)
                leaflets[leaflet.id, source_language.tag] = localized
    for language in languages:
        if language.is_pseudo:
            leaflets |= _disguised(project, language, shared, domains)
            all_words[language.tag] = {message.id: disguised(message.text, language) for message in shared.messages}
        elif language != source_language:
            translated = _Language(project, language, families)
            leaflets |= translated.leaflets(shared, domains)
            problems += translated.problems
            checked[language.tag] = translated.checked
            tallies |= translated.tallies
            if translated.words:
                all_words[language.tag] = translated.words
    pictograms = read_pictograms(project.pictograms) if project.settings.pictograms else {}
    imprint = Imprint(project.facility, source_language, words, pictograms, project.languages)
    return Examined(leaflets, imprint, tuple(problems), checked, all_words, tallies)


def _disguised(
    project: Project, language: Language, shared: Domain, domains: Sequence[Domain]
) -> dict[tuple[str, str], LocalizedLeaflet]:
    """Return the leaflets of the domains in a pseudo-language."""

    def texts(domain: Domain) -> dict[str, str]:
        return {message.id: disguised(message.text, language) for message in domain.messages}

    return {
        (domain.name, language.tag): localize(
            domain.leaflet, texts(domain), language, texts(shared), project.facility, domain.leaflet.revised
        )
        for domain in domains
        if domain.leaflet
    }


class _Language:
    """Reads the catalogs of one language, and gathers the problems on the way."""

    def __init__(self, project: Project, language: Language, families: Sequence[FontFamily]) -> None:
        self.project = project
        self.language = language
        self.lexicon, self.problems = read_project_lexicon(project, language)
        self.checked: set[str] = set()
        self.words: Mapping[str, str] = {}
        self.tallies: dict[Unit, Tally] = {}
        self._families = families

    def leaflets(self, shared: Domain, domains: Sequence[Domain]) -> dict[tuple[str, str], LocalizedLeaflet]:
        """Return the leaflets of the domains that have no error in this language."""
        if has_errors(self.problems):
            for domain in (shared, *domains):
                self._read(domain)
            return {}
        words = self._catalog(shared, identity(shared.messages))
        self.words = self._texts(words) if words else {}
        found = {}
        for domain in domains:
            # With faulty shared words there is no page, but the leaflet's own problems are told all the same.
            catalog = self._catalog(domain, self.words or identity(shared.messages))
            if catalog and words and domain.leaflet and catalog.catalog.revised:
                found[domain.leaflet.id, self.language.tag] = localize(
                    domain.leaflet,
                    self._texts(catalog),
                    self.language,
                    self.words,
                    self.project.facility,
                    catalog.catalog.revised,
                )
        return found

    def _texts(self, catalog: TranslatedCatalog) -> dict[str, str]:
        return {message_id: translation.text for message_id, translation in catalog.translations.items()}

    def _read(self, domain: Domain) -> tuple[Catalog | None, list[Problem]]:
        """Read the catalog of a domain, and note how much of it is translated."""
        file = self.project.catalog_file(self.language, domain.name)
        catalog, problems = read_catalog(file, self.project.shown(file))
        self.tallies[domain.name, self.language.tag] = tally(domain.messages, catalog)
        return catalog, problems

    def _catalog(self, domain: Domain, words: Mapping[str, str]) -> TranslatedCatalog | None:
        """Return the catalog of a domain, if it has no error."""
        catalog, problems = self._read(domain)
        about = domain.leaflet.id if domain.leaflet else None
        problems = [replace(problem, language=self.language.tag, leaflet=about) for problem in problems]
        self.problems += problems
        if catalog is None:
            return None
        try:
            fonts = font_set(self.language.tag, self.language.script, self._families)
        except FontError as fault:
            place = Location(self.project.shown(self.project.fonts / "fonts.toml"))
            self.problems.append(error("missing-font", place, fault.message, fault.hint, language=self.language.tag))
            return None
        subject = translated_catalog(domain, catalog, self.language, self.lexicon, self.project.facility, words, fonts)
        found = check_catalog(subject)
        self.checked.add(domain.name)
        self.problems += found
        problems += found
        return None if has_errors(problems) else subject
