"""Is this file, from a shared drive or a mail, one that we built: whole, and what the sources say today?"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from leaflet.admit import admit
from leaflet.checks.pdf import prove
from leaflet.checks.pdf.imposed import prove_imposed
from leaflet.checks.press import preflight
from leaflet.checks.web import prove as prove_page
from leaflet.checks.web.reading import read as read_page
from leaflet.digest import digest_bytes, digest_file
from leaflet.edition import FORMATS, POINTS_IN_MILLIMETRE, Paper, editions
from leaflet.examination import Order, carry_out
from leaflet.expectation import expect
from leaflet.fonts import font_set, read_families
from leaflet.job import Job
from leaflet.load import load
from leaflet.loaded import Loaded
from leaflet.manifest import Record, read_manifest
from leaflet.plan import SIGN_OFF, Inputs
from leaflet.problem import Location, Problem, error
from leaflet.profiles import read_profile
from leaflet.project import Project
from leaflet.readback import PdfFacts, ReadbackError, read_pdf
from leaflet.schemes import SCHEMES
from leaflet.standings import SignOffs
from leaflet.survey import Survey


@dataclass(frozen=True)
class Verdict:
    """What came of one file: what it is, as far as that is known, and what is wrong with it."""

    record: Record | None
    problems: tuple[Problem, ...]


class Verifier:
    """Verifies files against the manifest and the sources of a project, which it reads once."""

    def __init__(self, project: Project, today: datetime.date) -> None:
        self._project = project
        self._records = read_manifest(project.output) | {
            f"release/{path}": record for path, record in read_manifest(project.release).items()
        }
        self._families = read_families(project.fonts)
        ids = project.leaflet_ids()
        self._signoffs = SignOffs(project, today)
        loaded = load(project, ids, project.languages, self._families)
        self._loaded: Loaded = admit(project, loaded, self._signoffs, ids, project.languages)

    def verify(self, file: Path) -> Verdict:
        """Return the verdict on a file; its problems are all errors.

        A file whose bytes are in the manifest is the one that was built: what remains is whether it is current. Of
        another, the metadata say what it claims to be, and the proofs tell what differs.
        """
        path, place = str(file), Location(str(file))
        try:
            data = file.read_bytes()
        except OSError as fault:
            return Verdict(None, (error("unreadable-pdf", place, f"the file cannot be read: {fault.strerror}"),))
        digest = digest_bytes(data)
        record = next((record for record in self._records.values() if record.sha256 == digest), None)
        if record is not None:
            changed, state = self._changed(record), self._state_problems(record, place)
            if changed and not (changed == [SIGN_OFF] and state):
                what = f"the file was built from sources that have changed since: {', '.join(changed)}"
                return Verdict(record, (error("outdated-pdf", place, what, "print it anew: make pdf"),))
            return Verdict(record, tuple(state or self._proofs(data, record, path)))
        try:
            claims = list(self._claims_of_page(data) if file.suffix == ".html" else self._claims(read_pdf(data)))
        except (ReadbackError, UnicodeDecodeError) as fault:
            return Verdict(None, (error("unreadable-pdf", place, str(fault), "get the file anew"),))
        hint = "use the file in output/, or build it: make pdf"
        unknown = error("unknown-pdf", place, "these are not the bytes of any file that was built here", hint)
        tried = [(claim, self._proofs(data, claim, path)) for claim in claims]
        claimed, found = min(tried, key=_difference, default=(None, []))
        return Verdict(claimed, (unknown, *found))

    def _state_problems(self, record: Record, place: Location) -> list[Problem]:
        """Return what is wrong with what a file says of its sign-off."""
        language = next((each for each in self._project.languages if each.tag == record.language), None)
        if language is None or record.leaflet not in self._project.leaflet_ids():
            return []
        state = self._signoffs.standing(record.leaflet, language)
        if state.state == record.state:
            return []
        what = f"the file says that its text is {record.state}, but it is {state.summary}"
        return [error("outdated-pdf", place, what, "do not hand it out; build it anew")]

    def _changed(self, record: Record) -> list[str]:
        """Return the names of the inputs that are not what the file was made from."""
        if record.imposition:
            own = [path for path, digest in record.made_from.items() if digest_file(self._project.file(path)) != digest]
            of_pages = self._records.get(record.imposed_from)
            return own + (self._changed(of_pages) if of_pages else [])
        edition = editions(self._project).get(record.edition)
        if edition is None or (record.leaflet, record.language) not in self._loaded.leaflets:
            return []  # the proofs say so better
        language, paper = self._project.language(record.language), FORMATS[record.paper] if record.paper else None
        tags = tuple(dict.fromkeys((self._project.source_language.tag, language.tag)))
        if self._survey.missing([record.leaflet], tags):
            self._survey.found |= carry_out(Order(self._project, (record.leaflet,), tags)).found
        return self._inputs.changed(Job(record.leaflet, language, edition, paper, record.press), record)

    @cached_property
    def _survey(self) -> Survey:
        return Survey(self._project, self._families, self._project.languages)

    @cached_property
    def _inputs(self) -> Inputs:
        templates = {name: digest_file(file) for name, file in self._project.all_templates.files().items()}
        return Inputs(self._survey, templates, self._signoffs)

    def _claims(self, facts: PdfFacts) -> Iterator[Record]:
        """Yield what a file may be, by its title, its language and its paper: one record for each edition."""
        paper = _nearest_paper(facts)
        for (leaflet_id, tag), localized in self._loaded.leaflets.items():
            if paper and (localized.leaflet.title.text, tag) == (facts.metadata.title, facts.metadata.language):
                for name, edition in editions(self._project).items():
                    if edition.is_web:
                        continue
                    yield Record(leaflet_id, tag, name, paper.name, len(facts.pages), "", {})

    def _claims_of_page(self, data: bytes) -> Iterator[Record]:
        """Yield what a page for a browser may be, by its title and its language."""
        root = read_page(data).root
        titles = ["".join(title.itertext()) for title in root.iter("title")]
        for (leaflet_id, tag), localized in self._loaded.leaflets.items():
            if ([localized.leaflet.title.text], tag) == (titles, root.get("lang")):
                for name, edition in editions(self._project).items():
                    if edition.is_web:
                        yield Record(leaflet_id, tag, name, "", 0, "", {})

    def _proofs(self, data: bytes, record: Record, path: str) -> list[Problem]:
        if record.imposition:
            proven = (self._project.output / record.imposed_from).read_bytes()
            paper = FORMATS[self._records[record.imposed_from].paper]
            direction = self._project.language(record.language).direction
            return prove_imposed(data, proven, SCHEMES[record.imposition], paper, direction, path)
        localized = self._loaded.leaflets.get((record.leaflet, record.language))
        if localized is None:
            what = f"the sources of {record.leaflet} in {record.language} have errors now, or it is withdrawn"
            return [error("outdated-pdf", Location(path), what, "run: leaflet check, leaflet status")]
        edition = editions(self._project).get(record.edition)
        if edition is None:
            what = f"it is of the edition “{record.edition}”, which the settings no longer have"
            return [error("outdated-pdf", Location(path), what, "print another edition")]
        language = localized.language
        if edition.is_web:
            return prove_page(data, expect(localized, edition, None, self._loaded.imprint), self._families, path)
        expectation = expect(localized, edition, FORMATS[record.paper], self._loaded.imprint)
        problems = prove(data, expectation, font_set(language.tag, language.script, self._families), path)
        if record.press:
            profile = read_profile(self._project.profiles, self._project.settings.press_profile)
            folds = edition.folds(FORMATS[record.paper], language.direction)
            problems += preflight(data, profile, path, folds, language=record.language, leaflet=record.leaflet)
        return problems


def _difference(tried: tuple[Record, list[Problem]]) -> tuple[bool, int]:
    """Return by how much a file differs from what it may be. No file says which edition it is: the nearest is it."""
    # Of a file with too many pages, nothing else was tried.
    return any(problem.check == "page-budget" for problem in tried[1]), len(tried[1])


def _nearest_paper(facts: PdfFacts) -> Paper | None:
    """Return the paper that the first page fits best: if it fits none, the proofs tell by how much."""
    if not facts.pages:
        return None
    left, bottom, right, top = facts.pages[0].trim
    # A folded sheet lies on its long side.
    size = sorted(((right - left) / POINTS_IN_MILLIMETRE, (top - bottom) / POINTS_IN_MILLIMETRE))
    return min(FORMATS.values(), key=lambda paper: math.dist(size, (paper.width, paper.height)))
