"""A leaflet project: its folders, its settings, its languages."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from leaflet.folders import CACHE, CONTENT, LOCALES, OUTPUT, SETTINGS_FILE, TEMPLATES, with_settings
from leaflet.language import PSEUDO_LANGUAGES, Language, parse_language
from leaflet.problem import UsageError, nearest
from leaflet.settings import Facility, Settings
from leaflet.templates import Templates

# Where the templates and the fonts lie that come with the builder.
BUILDER = Path(__file__).parents[1]


@dataclass(frozen=True)
class Project:
    """One project on disk. Every path that it gives lies below its root."""

    root: Path
    settings: Settings
    languages: tuple[Language, ...]

    @property
    def facility(self) -> Facility:
        """The facility's settings."""
        return self.settings.facility

    @property
    def content(self) -> Path:
        """The folder of the leaflets' sources."""
        return self.root / CONTENT

    @property
    def locales(self) -> Path:
        """The folder of the languages: their catalogs, lexicons, and sign-offs."""
        return self.root / LOCALES

    @property
    def templates(self) -> Path:
        """The folder of the project's own templates and style sheets: it may be missing."""
        return self.root / TEMPLATES

    @property
    def all_templates(self) -> Templates:
        """All templates and style sheets: the project's own, and those of the builder that it has no other for."""
        return Templates(tuple(dict.fromkeys((self.templates, BUILDER / TEMPLATES))))

    @property
    def fonts(self) -> Path:
        """The folder of the pinned fonts: the project's own, if it has one, or that of the builder."""
        return self._own_or_builders("fonts")

    @property
    def pictograms(self) -> Path:
        """The folder of the pinned pictograms: the project's own, if it has one, or that of the builder."""
        return self._own_or_builders("pictograms")

    @property
    def profiles(self) -> Path:
        """The folder of the printing presses' profiles: the project's own, if it has one, or that of the builder."""
        return self._own_or_builders("profiles")

    def _own_or_builders(self, name: str) -> Path:
        own = self.root / name
        return own if own.is_dir() else BUILDER / name

    @property
    def output(self) -> Path:
        """The folder that a build writes into."""
        return self.root / OUTPUT

    @property
    def release(self) -> Path:
        """The folder of what may be handed out as final."""
        return self.output / "release"

    @property
    def cache(self) -> Path:
        """The folder of what is kept between builds for speed alone: it may be removed at any time."""
        return self.root / CACHE

    @property
    def source_language(self) -> Language:
        """The language that the leaflets are written in."""
        return self.language(self.settings.source_language)

    @property
    def logo(self) -> Path | None:
        """The file of the facility's logo, if it has one."""
        return self.root / self.facility.logo if self.facility.logo else None

    def source_file(self, leaflet_id: str) -> Path:
        """Return the path of a leaflet's source."""
        return self.root.joinpath(CONTENT, f"{leaflet_id}.yaml")

    def catalog_file(self, language: Language, domain: str) -> Path:
        """Return the path of a language's catalog; the domain is a leaflet's id, or "handout" for the shared words."""
        return self.root.joinpath(LOCALES, language.identifier, "LC_MESSAGES", f"{domain}.po")

    def lexicon_file(self, language: Language) -> Path:
        """Return the path of the words of a language that the checks look for."""
        return self.locales / language.identifier / "lexicon.toml"

    def template_file(self, domain: str) -> Path:
        """Return the path of the catalog template (POT) that the languages' catalogs follow."""
        return self.root.joinpath(LOCALES, f"{domain}.pot")

    def language(self, tag: str) -> Language:
        """Return the project's language of that tag, or a pseudo-language; UsageError for any other."""
        for language in self.languages:
            if language.tag == tag:
                return language
        if tag in PSEUDO_LANGUAGES:
            return parse_language(tag)
        hint = nearest(tag, [each.tag for each in self.languages], f"add it with: leaflet add-language {tag}")
        raise UsageError(f"this project has no language “{tag}”", hint)

    def leaflet_ids(self, wanted: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the ids of the leaflets in content/, sorted: all, or those wanted; UsageError for an unknown one."""
        known = sorted(path.stem for path in self.content.glob("*.yaml"))
        if not known:
            raise UsageError(f"no leaflet in {self.shown(self.content)}", "write one: content/<id>.yaml")
        for leaflet_id in wanted:
            if leaflet_id not in known:
                hint = nearest(leaflet_id, known, "leaflets are the files of content/, without “.yaml”")
                raise UsageError(f"there is no leaflet “{leaflet_id}”", hint)
        return tuple(leaflet_id for leaflet_id in known if not wanted or leaflet_id in wanted)

    def shown(self, path: Path) -> str:
        """Return a path as messages show it: from the project's root, or the builder's folder, with forward slashes."""
        # Thousands of paths are shown: as strings, since that takes a tenth of the time.
        text = str(path)
        for root in (self.root, BUILDER):
            if text.startswith(f"{root}{os.sep}"):
                return text[len(str(root)) + 1 :].replace(os.sep, "/")
        return text

    def file(self, shown: str) -> Path:
        """Return the file of a path that messages show: the project's, or else the builder's."""
        own = self.root / shown
        return own if own.exists() else BUILDER / shown


def find_project(start: Path) -> Project:
    """Return the project that a folder lies in: the nearest pyproject.toml, upwards, with [tool.leaflet] in it.

    UsageError where there is none, or where its settings are wrong: all faults in one message.
    """
    for folder in with_settings(start):
        file = folder / SETTINGS_FILE
        try:
            table = tomllib.loads(file.read_text("utf-8")).get("tool", {}).get("leaflet")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"{file}: this is not TOML: {error}", "mend the line that it names") from error
        if table is not None:
            return _project(folder, table)
    hint = "change into a project's folder, or name it: leaflet --project DIR …"
    raise UsageError(f"no {SETTINGS_FILE} with a [tool.leaflet] table in {start} or above it", hint)


def _project(root: Path, table: dict[str, Any]) -> Project:
    try:
        settings = Settings.model_validate(table)
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg'].lower()}" for fault in error.errors()]
        message = f"{SETTINGS_FILE}: [tool.leaflet] has faults:\n  " + "\n  ".join(faults)
        raise UsageError(message, "docs/hospitals.md lists what can be set") from error
    regions, digits = settings.regions, settings.digits
    languages = tuple(parse_language(tag, regions.get(tag), digits.get(tag)) for tag in settings.languages)
    pseudo = [tag for tag in settings.languages if tag in PSEUDO_LANGUAGES]
    if pseudo:
        hint = f"take it out of the settings; to see a page in it: leaflet build --language {pseudo[0]}"
        raise UsageError(f"{SETTINGS_FILE}: {pseudo[0]} is no language that a patient reads", hint)
    if settings.source_language not in settings.languages:
        hint = f"add “{settings.source_language}” to languages in [tool.leaflet]"
        raise UsageError(f"{SETTINGS_FILE}: the source language is not among the languages", hint)
    return Project(root, settings, languages)
