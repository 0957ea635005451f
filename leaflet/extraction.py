"""Keeps the catalogs in step with the sources: extract, update."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import tomlkit

from leaflet.acknowledge import settle
from leaflet.catalog import Extracted, new_text, template_text, updated_text
from leaflet.files import write_file
from leaflet.folders import SETTINGS_FILE
from leaflet.language import Language, parse_language
from leaflet.load import read_checked_source, read_project_lexicon
from leaflet.localize import identity
from leaflet.messages import SHARED_DOMAIN, Message, iter_messages, template_messages, translator_notes
from leaflet.problem import Problem, UsageError
from leaflet.project import Project
from leaflet.values import quantity_values


@dataclass(frozen=True)
class Domain:
    """The messages of one catalog: a leaflet's, by its id, or the shared words; revised is the day of the source."""

    name: str
    messages: tuple[Extracted, ...]
    revised: datetime.date | None


def extract_domains(project: Project) -> tuple[list[Domain], list[Problem]]:
    """Return the domains of all sources that have no problem, the shared words first, and the problems."""
    shared = tuple(template_messages(project.all_templates))
    words = tuple(_extracted(message, "", project.facility.values) for message in shared)
    domains = [Domain(SHARED_DOMAIN, words, None)]
    lexicon, problems = read_project_lexicon(project, project.source_language)
    for leaflet_id in project.leaflet_ids():
        path = project.shown(project.source_file(leaflet_id))
        source, found = read_checked_source(project, leaflet_id, lexicon)
        problems += found
        if source is not None:
            leaflet = source.leaflet
            values = quantity_values(leaflet, project.source_language, identity(shared)) | project.facility.values
            messages = tuple(_extracted(message, path, values) for message in iter_messages(leaflet))
            domains.append(Domain(leaflet.id, messages, leaflet.revised))
    return domains, list(settle(project, problems, {}).open)


def _extracted(message: Message, path: str, values: Mapping[str, str]) -> Extracted:
    file = message.place.path if message.place else path
    return Extracted(message, tuple(translator_notes(message, values)), file)


def write_templates(project: Project, domains: list[Domain]) -> list[Path]:
    """Write the catalog template (POT) of each domain; return their paths."""
    files = []
    for domain in domains:
        file = project.template_file(domain.name)
        write_file(file, template_text(domain.name, domain.messages, domain.revised).encode())
        files.append(file)
    return files


def update_catalogs(project: Project, language: Language, domains: list[Domain]) -> list[Path]:
    """Bring a language's catalogs up to date, make those that it lacks, and return their paths.

    CatalogError if one can't be read: it is left as it is.
    """
    files = []
    for domain in domains:
        file = project.catalog_file(language, domain.name)
        if file.exists():
            text = updated_text(file, project.shown(file), domain.messages, domain.revised)
        else:
            text = new_text(language, domain.name, domain.messages, domain.revised)
        write_file(file, text.encode())
        files.append(file)
    return files


def add_to_settings(project: Project, tag: str) -> Language:
    """Add a language to the project's settings, if it isn't there; return it. UsageError for a tag that is none."""
    language = parse_language(tag, project.settings.regions.get(tag), project.settings.digits.get(tag))
    if language.is_pseudo:
        hint = f"see a page in it with: leaflet build --language {tag}"
        raise UsageError(f"“{tag}” is made up whenever it is asked for: it needs no catalog", hint)
    if tag == project.source_language.tag:
        raise UsageError(f"“{tag}” is the language that the leaflets are written in", "it needs no catalog")
    if language not in project.languages:
        file = project.root / SETTINGS_FILE
        document = tomlkit.parse(file.read_text("utf-8"))
        document["tool"]["leaflet"]["languages"].append(tag)
        write_file(file, tomlkit.dumps(document).encode())
    return language
