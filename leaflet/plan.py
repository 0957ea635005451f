"""What is to be made, and why: each file, the inputs that it depends on, and which of them changed.

An input is known by its name and by the digest of what a page takes from it, never by a date. A page depends on a few
inputs by what it is: its texts, its settings, its fonts, the toolchain. Which templates and which shared words it takes
is known once it was made: what it asked for. If none of these changed, it would ask for the same again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

from leaflet.digest import ABSENT, digest_value
from leaflet.edition import Edition, Paper
from leaflet.language import Language
from leaflet.manifest import Record
from leaflet.messages import SHARED_DOMAIN
from leaflet.project import SETTINGS_FILE, Project
from leaflet.scope import Job
from leaflet.survey import Survey
from leaflet.templates import FOLDER
from leaflet.toolchain import toolchain


@dataclass(frozen=True)
class Step:
    """A job that is to be done, and why: the names of the inputs that changed, or what is wrong with its file."""

    job: Job
    reasons: tuple[str, ...]


class Inputs:
    """The inputs of a project as they are now. templates: the digest of each template, by name."""

    def __init__(self, survey: Survey, templates: Mapping[str, str]) -> None:
        self._survey = survey
        self._project: Project = survey.project
        self._toolchain = {name: digest_value(version) for name, version in toolchain().items()}
        self._templates = {f"{FOLDER}/{name}": digest for name, digest in templates.items()}
        self._of_forms: dict[tuple[Language, Edition, Paper], dict[str, str]] = {}

    def fixed(self, job: Job) -> dict[str, str]:
        """Return the digests of what a job without an error depends on whatever its page asks for, by name."""
        form = (job.language, job.edition, job.paper)
        if form not in self._of_forms:
            self._of_forms[form] = self._form(*form)
        source = self._project.source_language
        texts = (self._survey.found[job.leaflet_id, language.tag].parts for language in (source, job.language))
        return {name: digest for parts in (self._of_forms[form], *texts) for name, digest in parts.items()}

    def asked(self, job: Job, names: Iterable[str]) -> dict[str, str]:
        """Return the digests of what a page asked for, by name; ABSENT is that of what there is not."""
        known = dict(self._templates)
        for language in (self._project.source_language, job.language):
            examination = self._survey.found.get((SHARED_DOMAIN, language.tag))
            known |= examination.parts if examination else {}
        return {name: known.get(name, ABSENT) for name in names}

    def changed(self, job: Job, record: Record) -> list[str]:
        """Return the names of the inputs that a file was not made from as they are now."""
        fixed = self.fixed(job)
        asked = self.asked(job, record.made_from.keys() - fixed.keys())
        now = {**fixed, **asked}
        return sorted(name for name, digest in now.items() if record.made_from.get(name) != digest)

    def _form(self, language: Language, edition: Edition, paper: Paper) -> dict[str, str]:
        project = self._project
        source = project.source_language
        settings = [
            project.facility.model_dump(mode="json"),
            [[each.tag, each.region, each.digits] for each in (source, language)],
            asdict(edition),
            asdict(paper),
        ]
        fonts = self._survey.fonts(language)
        files = {project.shown(path): self._survey.digests[path] for path in fonts.files} if fonts else {}
        return {SETTINGS_FILE: digest_value(settings), **files, **self._toolchain}


def steps(
    jobs: Iterable[Job], inputs: Inputs, records: Mapping[str, Record], files: Mapping[str, str]
) -> Iterator[Step]:
    """Yield the jobs that are to be done; files: the digests of the files of output/ that there are, by path in it."""
    for job in jobs:
        record = records.get(job.path)
        if record is None:
            reasons = ["new"]
        elif job.path not in files:
            reasons = ["the file is missing"]
        elif record.sha256 != files[job.path]:
            reasons = ["the file has other bytes than the manifest says"]
        else:
            reasons = [f"changed: {name}" for name in inputs.changed(job, record)]
        if reasons:
            yield Step(job, tuple(reasons))
