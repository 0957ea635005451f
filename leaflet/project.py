"""A leaflet project: its folders, and the settings under [tool.leaflet] in pyproject.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from leaflet.language import PSEUDO_LANGUAGES, Language, parse_language
from leaflet.model import SectionId
from leaflet.problem import UsageError, nearest
from leaflet.templates import FOLDER as TEMPLATES_FOLDER
from leaflet.templates import Templates

PaperName = Literal["letter", "a4"]
FieldName = Literal["name", "date", "appointment", "nurse-telephone"]
SETTINGS_FILE = "pyproject.toml"
# Where the templates and the fonts lie that come with the builder.
BUILDER = Path(__file__).parents[1]


class _Settings(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.replace("_", "-"),
        validate_by_name=True,
        str_strip_whitespace=True,
    )


class Facility(_Settings):
    """The hospital or practice that hands the leaflets out: what every page says of it."""

    name: str = Field(min_length=1)
    telephone: str = Field(min_length=1)
    emergency_number: str = Field(min_length=1)
    leaflet_address: str | None = Field(None, pattern=r"^https?://")

    @property
    def values(self) -> dict[str, str]:
        """What texts and templates may name in braces."""
        return {"facility": self.name, "telephone": self.telephone, "emergency-number": self.emergency_number}


class EditionSettings(_Settings):
    """What a project says of an edition, its own or one that comes with the builder: as leaflet.edition.Edition."""

    template: str = Field("", min_length=1)
    style: str = Field("", min_length=1)
    most_pages: int = Field(0, ge=1)
    smallest_size: float = Field(0, ge=6)
    fits: int = Field(0, ge=1)
    sections: tuple[SectionId, ...] = ()
    bilingual: bool = False
    fields: tuple[FieldName, ...] = ()
    teach_back: bool = False


class Settings(_Settings):
    """All that a project can set."""

    source_language: str = "en"
    languages: tuple[str, ...] = Field(min_length=1)
    papers: tuple[PaperName, ...] = Field(("letter", "a4"), min_length=1)
    editions: tuple[str, ...] = Field(("handout",), min_length=1)
    edition: dict[str, EditionSettings] = {}
    regions: dict[str, str] = {}
    digits: dict[str, str] = {}
    facility: Facility


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
        return self.root / "content"

    @property
    def templates(self) -> Path:
        """The folder of the project's own templates and style sheets: it may be missing."""
        return self.root / TEMPLATES_FOLDER

    @property
    def all_templates(self) -> Templates:
        """All templates and style sheets: the project's own, and those of the builder that it has no other for."""
        return Templates(tuple(dict.fromkeys((self.templates, BUILDER / TEMPLATES_FOLDER))))

    @property
    def fonts(self) -> Path:
        """The folder of the pinned fonts: the project's own, if it has one, or that of the builder."""
        own = self.root / "fonts"
        return own if own.is_dir() else BUILDER / "fonts"

    @property
    def output(self) -> Path:
        """The folder that a build writes into."""
        return self.root / "output"

    @property
    def cache(self) -> Path:
        """The folder of what is kept between builds for speed alone: it may be removed at any time."""
        return self.root / ".cache"

    @property
    def source_language(self) -> Language:
        """The language that the leaflets are written in."""
        return self.language(self.settings.source_language)

    def source_file(self, leaflet_id: str) -> Path:
        """Return the path of a leaflet's source."""
        return self.content / f"{leaflet_id}.yaml"

    def catalog_file(self, language: Language, domain: str) -> Path:
        """Return the path of a language's catalog; the domain is a leaflet's id, or "handout" for the shared words."""
        return self.root / "locales" / language.identifier / "LC_MESSAGES" / f"{domain}.po"

    def lexicon_file(self, language: Language) -> Path:
        """Return the path of the words of a language that the checks look for."""
        return self.root / "locales" / language.identifier / "lexicon.toml"

    def template_file(self, domain: str) -> Path:
        """Return the path of the catalog template (POT) that the languages' catalogs follow."""
        return self.root / "locales" / f"{domain}.pot"

    def language(self, tag: str) -> Language:
        """Return the project's language of that tag, or a pseudo-language; UsageError for any other."""
        for language in self.languages:
            if language.tag == tag:
                return language
        if tag in PSEUDO_LANGUAGES:
            return parse_language(tag)
        tags = [language.tag for language in self.languages]
        hint = nearest(tag, tags, f"add it with: leaflet add-language {tag}")
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
        for root in (self.root, BUILDER):
            if path.is_relative_to(root):
                return path.relative_to(root).as_posix()
        return str(path)

    def file(self, shown: str) -> Path:
        """Return the file of a path that messages show: the project's, or else the builder's."""
        own = self.root / shown
        return own if own.exists() else BUILDER / shown


def find_project(start: Path) -> Project:
    """Return the project that a folder lies in: the nearest pyproject.toml, upwards, with [tool.leaflet] in it.

    UsageError where there is none, or where its settings are wrong: all faults in one message.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        file = folder / SETTINGS_FILE
        if file.is_file():
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
