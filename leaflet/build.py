"""The build: plan what is to be made, make it, write it. With leaflet.sheets the only writer to output/.

A language that has an error gets no file, and none of an earlier build stays behind: what lies in output/ is what the
sources say now, or it is not there.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from leaflet.admit import admit
from leaflet.edition import PAPERS, Edition, Paper, chosen_editions
from leaflet.files import PART_PREFIX, remove_file, write_file
from leaflet.fonts import read_families
from leaflet.imposition import SCHEMES, imposed_path
from leaflet.job import Job
from leaflet.language import Language
from leaflet.load import Loaded, load
from leaflet.localize import LocalizedLeaflet
from leaflet.making import Maker
from leaflet.manifest import Record, read_manifest, write_manifest
from leaflet.problem import PictogramError, Problem, RenderError, by_place, has_errors
from leaflet.profiles import read_profile
from leaflet.project import Project
from leaflet.recall import recall
from leaflet.settings import PaperName
from leaflet.signoff import SignOffs
from leaflet.statuspage import write_index

Progress = Callable[[str, int, int], None]
"""Called before each file with its path, the number of files done, and the number of all."""


@dataclass(frozen=True)
class Result:
    """What a build came to: the files made, by path in the output folder, those removed, by path from the project's.

    And the problems.
    """

    made: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]


def build(
    project: Project,
    leaflet_ids: Sequence[str] = (),
    tags: Sequence[str] = (),
    papers: Sequence[PaperName] = (),
    edition_names: Sequence[str] = (),
    press: bool = False,
    progress: Progress = lambda path, done, total: None,
    *,
    today: datetime.date,
    release: bool = False,
) -> Result:
    """Build the leaflets in the languages, on the papers and in the editions named: all of the settings, where none is.

    today: the day that reviews are due by; release: whether to make only what is approved, into output/release/; press:
    make beside each PDF one for a printing press. UsageError for a name that the project does not know; OutputError if
    output/ cannot be written.
    """
    ids = project.leaflet_ids(tuple(leaflet_ids))
    languages = [project.language(tag) for tag in dict.fromkeys(tags)] or list(project.languages)
    formats = [PAPERS[name] for name in dict.fromkeys(papers)] or [PAPERS[name] for name in project.settings.papers]
    families = read_families(project.fonts)
    signoffs = SignOffs(project, today)
    loaded = load(project, ids, languages, families)
    loaded = admit(project, loaded, signoffs, ids, languages, release=release, asked=bool(tags))
    # Language by language: its fonts are read once.
    chosen = chosen_editions(project, tuple(edition_names))
    jobs = [
        Job(leaflet_id, language, edition, paper, kind)
        for language in languages
        for leaflet_id in ids
        for edition in chosen
        for paper, kind in _forms(edition, formats, press)
        if not edition.bilingual or language != project.source_language
    ]
    profile = read_profile(project.profiles, project.settings.press_profile) if press else None
    output = project.release if release else project.output
    recalled = recall(project, signoffs)
    work = _Build(project, loaded, Maker(project, loaded, families, profile, output), signoffs, output)
    try:
        work.remove_untrue(ids, languages, everything=not (leaflet_ids or tags or papers or edition_names), jobs=jobs)
        ready = [job for job in jobs if (job.leaflet_id, job.language.tag) in loaded.leaflets]
        for done, job in enumerate(ready):
            progress(job.path, done, len(ready))
            work.make(job, loaded.leaflets[job.leaflet_id, job.language.tag])
    finally:
        write_manifest(work.output, work.records)
    write_index(project, loaded, work.records, signoffs, work.output)
    removed = (*recalled, *(project.shown(work.output / path) for path in work.removed))
    return Result(tuple(work.made), removed, tuple(by_place([*loaded.problems, *work.problems])))


def _forms(edition: Edition, formats: Sequence[Paper], press: bool) -> list[tuple[Paper | None, bool]]:
    """Return what an edition is made on, and whether for a press: a page for a browser is made once, on no paper."""
    if edition.is_web:
        return [(None, False)]
    return [(paper.part(edition.parts), kind) for paper in formats for kind in ((False, True) if press else (False,))]


class _Build:
    """One run: what was made, what was removed, and what output/ holds now."""

    def __init__(self, project: Project, loaded: Loaded, maker: Maker, signoffs: SignOffs, output: Path) -> None:
        self.project = project
        self.loaded = loaded
        self.maker = maker
        self.signoffs = signoffs
        self.output = output
        self.records = read_manifest(output)
        self.made: list[str] = []
        self.removed: list[str] = []
        self.problems: list[Problem] = []
        self._digest = lru_cache(maxsize=None)(_digest)

    def remove_untrue(
        self, ids: Iterable[str], languages: Iterable[Language], *, everything: bool, jobs: Iterable[Job]
    ) -> None:
        """Remove what must not lie in output/: files of languages with an error, and what no job makes any more."""
        for leaflet_id in ids:
            for language in languages:
                if (leaflet_id, language.tag) not in self.loaded.leaflets:
                    for file in (self.output / leaflet_id).glob(f"{leaflet_id}.{language.tag}.*"):
                        self._remove(f"{leaflet_id}/{file.name}")
        if everything:
            # Sheets stay as long as the file that they are made of, with the same bytes.
            pages = {path for path, record in self.records.items() if not record.imposition}
            for path in pages - {job.path for job in jobs}:
                self._remove(path)
        for part in self.output.glob(f"**/{PART_PREFIX}*"):
            remove_file(part)

    def make(self, job: Job, localized: LocalizedLeaflet) -> None:
        """Make one file, or remove it and note the problems, if what comes out must not be handed out."""
        try:
            made = self.maker.make(job, localized)
        except (RenderError, PictogramError):
            # It stops the build, as no page can be made; but what it would have replaced is no longer true.
            self._remove(job.path)
            raise
        self.problems += made.problems
        if has_errors(made.problems):
            self._remove(job.path)
            return
        digest = hashlib.sha256(made.data).hexdigest()
        if job.path not in self.records or self.records[job.path].sha256 != digest:
            self._remove_sheets(job.path)
        write_file(self.output / job.path, made.data)
        self.made.append(job.path)
        standing = self.signoffs.standing(job.leaflet_id, job.language)
        self.records[job.path] = Record(
            leaflet=job.leaflet_id,
            language=job.language.tag,
            edition=job.edition.name,
            paper=job.paper.name if job.paper else "",
            pages=made.pages,
            press=job.press,
            sha256=digest,
            state=standing.state,
            signoff=standing.record,
            made_from={self.project.shown(file): self._digest(file) for file in made.inputs},
        )

    def _remove_sheets(self, path: str) -> None:
        for scheme in SCHEMES.values():
            self._remove_file(imposed_path(path, scheme))

    def _remove(self, path: str) -> None:
        self._remove_sheets(path)
        self._remove_file(path)

    def _remove_file(self, path: str) -> None:
        self.records.pop(path, None)
        if (self.output / path).exists():
            remove_file(self.output / path)
            self.removed.append(path)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
