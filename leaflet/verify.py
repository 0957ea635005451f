"""Is this PDF, from a shared drive or a mail, one that we built: whole, and what the sources say today?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from leaflet.checks.pdf import prove
from leaflet.digest import digest_bytes, digest_file
from leaflet.edition import HANDOUT, PAPERS, Paper, editions
from leaflet.examination import Order, carry_out
from leaflet.expectation import expect
from leaflet.fonts import font_set, read_families
from leaflet.load import load
from leaflet.loaded import Loaded
from leaflet.manifest import Record, read_manifest
from leaflet.plan import Inputs
from leaflet.problem import Location, Problem, error
from leaflet.project import Project
from leaflet.readback import PdfFacts, ReadbackError, read_pdf
from leaflet.scope import Job
from leaflet.survey import Survey

_POINTS_IN_MILLIMETRE = 72 / 25.4


@dataclass(frozen=True)
class Verdict:
    """What came of one file: what it is, as far as that is known, and what is wrong with it."""

    record: Record | None
    problems: tuple[Problem, ...]


class Verifier:
    """Verifies files against the manifest and the sources of a project, which it reads once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._records = read_manifest(project.output)
        self._families = read_families(project.fonts)
        self._loaded: Loaded = load(project, project.leaflet_ids(), project.languages, self._families)

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
            changed = self._changed(record)
            if changed:
                what = f"the file was built from sources that have changed since: {', '.join(changed)}"
                return Verdict(record, (error("outdated-pdf", place, what, "print it anew: make pdf"),))
            return Verdict(record, tuple(self._proofs(data, record, path)))
        try:
            claimed = self._claimed(read_pdf(data))
        except ReadbackError as fault:
            return Verdict(None, (error("unreadable-pdf", place, str(fault), "get the file anew"),))
        hint = "use the file in output/, or build it: make pdf"
        unknown = error("unknown-pdf", place, "these are not the bytes of any file that was built here", hint)
        return Verdict(claimed, (unknown, *(self._proofs(data, claimed, path) if claimed else ())))

    def _changed(self, record: Record) -> list[str]:
        """Return the names of the inputs that are not what the file was made from."""
        project, edition = self._project, editions(self._project).get(record.edition)
        if edition is None or (record.leaflet, record.language) not in self._loaded.leaflets:
            return []  # the proofs say so better
        language = project.language(record.language)
        survey = Survey(project, self._families, tuple(dict.fromkeys((*project.languages, language))))
        tags = tuple(dict.fromkeys((project.source_language.tag, language.tag)))
        if survey.missing([record.leaflet], tags):
            survey.found |= carry_out(Order(project, (record.leaflet,), tags)).found
        templates = {name: digest_file(file) for name, file in project.all_templates.files().items()}
        job = Job(record.leaflet, language, edition, PAPERS[record.paper])
        return Inputs(survey, templates).changed(job, record)

    def _claimed(self, facts: PdfFacts) -> Record | None:
        """Return what a file says that it is, by its title, its language and its paper."""
        for (leaflet_id, tag), localized in self._loaded.leaflets.items():
            if (localized.leaflet.title.text, tag) == (facts.metadata.title, facts.metadata.language):
                paper = _nearest_paper(facts)
                return Record(leaflet_id, tag, HANDOUT.name, paper.name, len(facts.pages), "", {}) if paper else None
        return None

    def _proofs(self, data: bytes, record: Record, path: str) -> list[Problem]:
        localized = self._loaded.leaflets.get((record.leaflet, record.language))
        if localized is None:
            what = f"the sources of {record.leaflet} in {record.language} have errors now"
            return [error("outdated-pdf", Location(path), what, "run: leaflet check")]
        edition = editions(self._project).get(record.edition)
        if edition is None:
            what = f"it is of the edition “{record.edition}”, which the settings no longer have"
            return [error("outdated-pdf", Location(path), what, "print another edition")]
        language = localized.language
        expectation = expect(localized, edition, PAPERS[record.paper], self._loaded.imprint)
        return prove(data, expectation, font_set(language.tag, language.script, self._families), path)


def _nearest_paper(facts: PdfFacts) -> Paper | None:
    """Return the paper that the first page fits best: if it fits none, the proofs tell by how much."""
    if not facts.pages:
        return None
    left, bottom, right, top = facts.pages[0].media
    size = ((right - left) / _POINTS_IN_MILLIMETRE, (top - bottom) / _POINTS_IN_MILLIMETRE)
    return min(PAPERS.values(), key=lambda paper: math.dist(size, (paper.width, paper.height)))
