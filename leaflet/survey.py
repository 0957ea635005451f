"""The state of a project's files: which domains have to be examined anew, and what is known of the others.

What an examination found stands in .cache/, under the digest of the bytes of all that it read. While that digest is the
same, it is believed; one that is not is made anew. The cache may be removed at any time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from leaflet.acknowledge import Settled, settle
from leaflet.digest import ABSENT, digest_files, digest_value
from leaflet.examination import Examination, Order, units_of
from leaflet.files import write_file
from leaflet.fonts import FontFamily, FontSet, font_set
from leaflet.language import Language
from leaflet.messages import SHARED_DOMAIN
from leaflet.pictograms import MANIFEST as PICTOGRAMS
from leaflet.pictograms import Pictogram, read_pictograms
from leaflet.problem import FontError, Problem, by_place
from leaflet.project import Project
from leaflet.tally import Tally, Unit, read_tallies
from leaflet.toolchain import toolchain
from leaflet.warm import EXAMINED

_FORMAT = 3
# So few leaflets to an order that both cores have work to the end; so many that what their languages share is read
# once for several.
_LEAFLETS_AN_ORDER = 6


@dataclass
class Survey:
    """What is known of the units of a project: each leaflet, and the shared words, in each language.

    families: the fonts that there are; found: what is known now.
    """

    project: Project
    families: Sequence[FontFamily]
    languages: Sequence[Language]
    found: dict[Unit, Examination] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._kept: dict[str, dict[str, object]] = _read(self.project.cache / EXAMINED)
        for unit in units_of(self.project.leaflet_ids(), [language.tag for language in self.languages]):
            kept = self._kept.get("|".join(unit))
            if kept and kept.get("key") == self.keys[unit]:
                self.found[unit] = Examination.from_json(kept["found"])  # type: ignore[arg-type]

    @cached_property
    def digests(self) -> dict[Path, str]:
        """The digests of all files that an examination, or a page, may read."""
        return digest_files(self._files(self.project.leaflet_ids()))

    def _files(self, leaflet_ids: Iterable[str]) -> list[Path]:
        """Return all files that an examination of these leaflets, or a page of theirs, may read."""
        project = self.project
        files = [project.fonts / "fonts.toml", project.pictograms / PICTOGRAMS, *project.all_templates.files().values()]
        files += [pictogram.path for pictogram in self.pictograms.values()]
        files += [project.logo] if project.logo else []
        files += [path for language in self.languages if (fonts := self.fonts(language)) for path in fonts.files]
        files += [project.lexicon_file(language) for language in {project.source_language, *self.languages}]
        for domain in (SHARED_DOMAIN, *leaflet_ids):
            files += [project.catalog_file(language, domain) for language in self.languages]
            files += [project.template_file(domain), project.source_file(domain)]
        return files

    @cached_property
    def pictograms(self) -> Mapping[str, Pictogram]:
        """The pictograms that signs are shown with, by name: none if the settings want none."""
        return read_pictograms(self.project.pictograms) if self.project.settings.pictograms else {}

    def pinned(self, file: Path, sha256: str) -> str:
        """Return the digest of a file that must have just this one; ABSENT if it has another: it serves no page."""
        return sha256 if self.digests[file] == sha256 else ABSENT

    def fonts(self, language: Language) -> FontSet | None:
        """Return the fonts of a language, None if there are none."""
        try:
            return font_set(language.tag, language.script, self.families)
        except FontError:
            return None

    @cached_property
    def keys(self) -> dict[Unit, str]:
        """The digest of all that an examination of each unit reads."""
        project, digests = self.project, self.digests
        source = project.source_language
        pages = {name: digests[file] for name, file in project.all_templates.files().items() if file.suffix == ".html"}
        shared = digest_value(
            [
                toolchain(),
                pages,
                project.facility.model_dump(mode="json"),
                language_values(source),
                digests[project.lexicon_file(source)],
                digests[project.fonts / "fonts.toml"],
                digests[project.pictograms / PICTOGRAMS],
            ]
        )
        sources = {
            leaflet_id: digest_value(
                [shared, digests[project.source_file(leaflet_id)], digests[project.template_file(leaflet_id)]]
            )
            for leaflet_id in project.leaflet_ids()
        }
        keys: dict[Unit, str] = {}
        for language in self.languages:
            fonts = self.fonts(language)
            own = digest_value(
                [
                    language_values(language),
                    digests[project.lexicon_file(language)],
                    digests[project.catalog_file(language, SHARED_DOMAIN)],
                    [digests[path] for path in fonts.files] if fonts else None,
                ]
            )
            keys[SHARED_DOMAIN, language.tag] = digest_value([shared, own])
            for leaflet_id, key in sources.items():
                catalog = digests[project.catalog_file(language, leaflet_id)]
                keys[leaflet_id, language.tag] = digest_value([key, own, catalog])
        return keys

    def orders(self, units: Iterable[Unit]) -> Iterator[Order]:
        """Yield what to examine, so that the units are known; leaflets in the same languages stand together."""
        by_leaflet: dict[str, list[str]] = {}
        for leaflet_id, tag in units:
            if leaflet_id != SHARED_DOMAIN:
                by_leaflet.setdefault(leaflet_id, []).append(tag)
        groups: dict[tuple[str, ...], list[str]] = {}
        for leaflet_id, tags in by_leaflet.items():
            groups.setdefault(tuple(tags), []).append(leaflet_id)
        for its, ids in groups.items():
            for start in range(0, len(ids), _LEAFLETS_AN_ORDER):
                yield Order(self.project, tuple(ids[start : start + _LEAFLETS_AN_ORDER]), its)

    def missing(self, leaflet_ids: Sequence[str], tags: Sequence[str]) -> list[Unit]:
        """Return the units of the leaflets in the languages that have to be examined."""
        return [unit for unit in units_of(leaflet_ids, tags) if unit not in self.found]

    def keep(self) -> None:
        """Write what is known to the cache, if all that was examined is as it was: a file may change meanwhile."""
        units: dict[str, dict[str, object]] = {}
        examined: set[str] = set()
        for unit, found in self.found.items():
            name, key = "|".join(unit), self.keys[unit]
            kept = self._kept.get(name)
            if not kept or kept.get("key") != key:
                kept = {"key": key, "found": found.as_json()}
                examined.add(unit[0])
            units[name] = kept
        if not examined and units.keys() == self._kept.keys():
            # Its date tells when it was last found to be true.
            with suppress(OSError):
                (self.project.cache / EXAMINED).touch()
            return
        files = self._files(examined - {SHARED_DOMAIN})
        if digest_files(files) == {file: self.digests[file] for file in files}:
            data = {"format": _FORMAT, "units": units}
            write_file(self.project.cache / EXAMINED, json.dumps(data, ensure_ascii=False).encode())

    def settled(self, leaflet_ids: Sequence[str], tags: Sequence[str]) -> Settled:
        """Return the problems of leaflets in languages, those that a person let stand apart."""
        # The source language is behind every other: its problems are theirs too.
        units = units_of(leaflet_ids, dict.fromkeys((self.project.source_language.tag, *tags)))
        checked: dict[str, set[str]] = {self.project.source_language.tag: set()}
        problems: list[Problem] = []
        for domain, tag in units:
            found = self.found.get((domain, tag))
            if found:
                problems += found.problems
                if found.checked:
                    checked.setdefault(tag, set()).add(domain)
        return settle(self.project, by_place(problems), checked)

    def whole(self, leaflet_id: str, tag: str) -> str:
        """Return the digest of what a person signs of a leaflet in a language, “” if it is not known."""
        found = self.found.get((leaflet_id, tag))
        return found.whole if found else ""

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of the leaflets in the source language, by id, as far as they are known."""
        source = self.project.source_language.tag
        return {unit[0]: found.title for unit, found in self.found.items() if unit[1] == source and found.title}

    @property
    def tallies(self) -> Mapping[Unit, Tally]:
        """How much is translated of each unit of the project; of those that nobody asked for, without a check."""
        known = {unit: found.tally for unit, found in self.found.items() if found.tally}
        tags = [language.tag for language in self.project.languages]
        units = units_of(self.project.leaflet_ids(), tags)
        return known | read_tallies(self.project, (unit for unit in units if unit not in self.found))


def language_values(language: Language) -> list[str | None]:
    """Return what a language is in the settings, as JSON can write it."""
    return [language.tag, language.region, language.digits]


def _read(file: Path) -> dict[str, dict[str, object]]:
    """Return the units of a cache: none if there is none, or it was written by another version, or is damaged."""
    try:
        data = json.loads(file.read_text("utf-8"))
        return dict(data["units"]) if data["format"] == _FORMAT else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
