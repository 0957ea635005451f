"""One leaflet in one edition -> the bytes of its file, proved. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from leaflet.checks.pdf import prove
from leaflet.checks.press import preflight
from leaflet.checks.web import prove as prove_page
from leaflet.edition import Paper
from leaflet.expectation import expect
from leaflet.fonts import FontFamily, font_set, verify
from leaflet.job import Job
from leaflet.language import Language
from leaflet.letterhead import read_logo
from leaflet.load import Loaded
from leaflet.localize import LocalizedLeaflet
from leaflet.messages import SHARED_DOMAIN
from leaflet.pdf import Renderer
from leaflet.problem import Location, Problem, warning
from leaflet.profiles import Profile
from leaflet.project import Project
from leaflet.settings import SETTINGS_FILE
from leaflet.templates import FOLDER
from leaflet.typeset import Typesetter
from leaflet.webpage import WebPublisher


@dataclass(frozen=True)
class Made:
    """A finished file: its bytes, its pages of paper, the files that it was made from, and what is wrong with it."""

    data: bytes
    pages: int
    inputs: tuple[Path, ...]
    problems: tuple[Problem, ...]


class Maker:
    """Makes the files of a project.

    families: the fonts that there are; profile: the press's, if it is made for one; output: where they go.
    """

    def __init__(
        self,
        project: Project,
        loaded: Loaded,
        families: Sequence[FontFamily],
        profile: Profile | None,
        output: Path,
    ) -> None:
        self._project = project
        self._loaded = loaded
        self._families = families
        self._profile = profile
        self._output = output
        self._logo = read_logo(project)
        # One language's only: the jobs come language by language, and a renderer holds its fonts in memory.
        self._typesetter = lru_cache(maxsize=1)(self._make_typesetter)

    def make(self, job: Job, localized: LocalizedLeaflet) -> Made:
        """Return the file of a job. RenderError or PictogramError if no page can be made."""
        return self._publish(job, localized) if job.paper is None else self._typeset(job, localized, job.paper)

    def _typeset(self, job: Job, localized: LocalizedLeaflet, paper: Paper) -> Made:
        typesetter = self._typesetter(job.language)
        fonts = typesetter.renderer.fonts
        profile = self._profile if job.press else None
        pdf = typesetter.typeset(localized, job.edition, paper, profile)
        path = self._shown(job)
        problems = [*self._page_problems(job, pdf.warnings)]
        problems += prove(pdf.data, expect(localized, job.edition, paper, self._loaded.imprint), fonts, path)
        if profile:
            folds = job.edition.folds(paper, job.language.direction)
            problems += preflight(pdf.data, profile, path, folds, language=job.language.tag, leaflet=job.leaflet_id)
        return Made(pdf.data, pdf.pages, tuple(self._inputs(job, localized, fonts.files)), tuple(problems))

    def _publish(self, job: Job, localized: LocalizedLeaflet) -> Made:
        data = self._publisher.publish(localized, job.edition)
        expectation = expect(localized, job.edition, None, self._loaded.imprint)
        problems = prove_page(data, expectation, self._families, self._shown(job))
        fonts = self._publisher.font_files(localized.language)
        return Made(data, 0, tuple(self._inputs(job, localized, fonts)), tuple(problems))

    def _shown(self, job: Job) -> str:
        return self._project.shown(self._output / job.path)

    def _page_problems(self, job: Job, warnings: Iterable[str]) -> Iterator[Problem]:
        """Yield what the renderer warned of."""
        place = Location(f"{FOLDER}/{job.edition.template}")
        for said in warnings:
            # What it says of missing glyphs, the proofs say better.
            if "notdef" not in said:
                hint, about = "mend the template or its style sheet", {"leaflet": job.leaflet_id}
                yield warning("renderer", place, f"{job.path}: {said}", hint, language=job.language.tag, **about)

    def _inputs(self, job: Job, localized: LocalizedLeaflet, fonts: Iterable[Path]) -> Iterator[Path]:
        project = self._project
        yield project.root / SETTINGS_FILE
        yield project.source_file(job.leaflet_id)
        if job.language != project.source_language and not job.language.is_pseudo:
            yield project.catalog_file(job.language, SHARED_DOMAIN)
            yield project.catalog_file(job.language, job.leaflet_id)
        yield from project.all_templates.files().values()
        if project.logo is not None:
            yield project.logo
        yield from fonts
        yield from (pictogram.path for pictogram in self._loaded.imprint.pictograms_of(localized.leaflet))
        if job.press and self._profile:
            yield self._profile.file

    @cached_property
    def _publisher(self) -> WebPublisher:
        verify(self._families)
        return WebPublisher(self._loaded.imprint, self._project.all_templates, self._families, self._logo)

    def _make_typesetter(self, language: Language) -> Typesetter:
        fonts = font_set(language.tag, language.script, self._families)
        verify(fonts.families)
        templates = self._project.all_templates
        renderer = Renderer(fonts, templates, self._project.cache)
        return Typesetter(renderer, self._loaded.imprint, templates, self._logo)
