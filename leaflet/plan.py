"""What is to be made, and why: each file, the inputs that it depends on, and which of them changed.

An input is known by its name and by the digest of what a page takes from it, never by a date. A page depends on a few
inputs by what it is: its texts, its sign-off, its settings, its fonts and pictures, the toolchain. Which templates and
which shared words it takes is known once it was made: what it asked for. If none of these changed, it would ask for the
same again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property

from leaflet.admit import mark_of
from leaflet.digest import ABSENT, digest_bytes, digest_value
from leaflet.edition import Edition, Paper
from leaflet.folders import SETTINGS_FILE, TEMPLATES
from leaflet.job import Job
from leaflet.language import Language
from leaflet.manifest import Record
from leaflet.messages import SHARED_DOMAIN
from leaflet.profiles import Profile, read_profile
from leaflet.project import Project
from leaflet.standings import SignOffs
from leaflet.survey import Survey, language_values
from leaflet.toolchain import toolchain

# The name, among the inputs of a page, of what it says of its sign-off, and of the record that this hangs on.
SIGN_OFF = "sign-off"

_Form = tuple[Language, Edition, Paper | None, bool]


@dataclass(frozen=True)
class Step:
    """A job that is to be done, and why: the names of the inputs that changed, or what is wrong with its file."""

    job: Job
    reasons: tuple[str, ...]


class Inputs:
    """The inputs of a project as they are now. templates: the digest of each template, by name."""

    def __init__(self, survey: Survey, templates: Mapping[str, str], signoffs: SignOffs) -> None:
        self._survey = survey
        self._project: Project = survey.project
        self._signoffs = signoffs
        self._toolchain = {name: digest_value(version) for name, version in toolchain().items()}
        self._templates = {f"{TEMPLATES}/{name}": digest for name, digest in templates.items()}
        self._of_forms: dict[_Form, dict[str, str]] = {}
        self._of_units: dict[tuple[str, Language], dict[str, str]] = {}
        self._known: dict[Language, dict[str, str]] = {}

    @cached_property
    def profile(self) -> Profile:
        """The press's. UsageError or ProfileError if there is none."""
        return read_profile(self._project.profiles, self._project.settings.press_profile)

    def fixed(self, job: Job) -> dict[str, str]:
        """Return the digests of what a job without an error depends on whatever its page asks for, by name."""
        form, unit = (job.language, job.edition, job.paper, job.press), (job.leaflet_id, job.language)
        if form not in self._of_forms:
            self._of_forms[form] = self._form(*form)
        if unit not in self._of_units:
            self._of_units[unit] = self._unit(*unit)
        return {**self._of_forms[form], **self._of_units[unit]}

    def asked(self, job: Job, names: Iterable[str]) -> dict[str, str]:
        """Return the digests of what a page asked for, by name; ABSENT is that of what there is not."""
        if job.language not in self._known:
            known = dict(self._templates)
            for language in (self._project.source_language, job.language):
                examination = self._survey.found.get((SHARED_DOMAIN, language.tag))
                known |= examination.parts if examination else {}
            self._known[job.language] = known
        return {name: self._known[job.language].get(name, ABSENT) for name in names}

    def changed(self, job: Job, record: Record) -> list[str]:
        """Return the names of the inputs that a file was not made from as they are now."""
        fixed = self.fixed(job)
        asked = self.asked(job, record.made_from.keys() - fixed.keys())
        now = {**fixed, **asked}
        return sorted(name for name, digest in now.items() if record.made_from.get(name) != digest)

    def _unit(self, leaflet_id: str, language: Language) -> dict[str, str]:
        """Return the inputs of all pages of a leaflet in a language: its texts, pictograms and sign-off."""
        source, own = (
            self._survey.found[leaflet_id, tag] for tag in (self._project.source_language.tag, language.tag)
        )
        pictograms = [self._survey.pictograms[name] for name in source.pictograms if name in self._survey.pictograms]
        files = {self._project.shown(each.path): self._survey.pinned(each.path, each.sha256) for each in pictograms}
        standing = self._signoffs.standing(leaflet_id, language)
        mark = mark_of(standing)
        credits = [[each.word, each.date.isoformat(), each.name, each.qualification] for each in mark.credits]
        said = [mark.band, mark.status, mark.statement, credits, standing.state, standing.record]
        return {**source.parts, **own.parts, **files, SIGN_OFF: digest_value(said)}

    def _form(self, language: Language, edition: Edition, paper: Paper | None, press: bool) -> dict[str, str]:
        """Return the inputs of all pages of an edition in a language: the settings, the fonts, the toolchain."""
        project, survey = self._project, self._survey
        languages = [project.source_language, language]
        # A page for a browser names the project's other languages, each in its own letters.
        shown = [language, *project.languages] if edition.is_web else [language]
        fonts = {each: fonts.families for each in shown if (fonts := survey.fonts(each))}
        settings: list[object] = [
            project.facility.model_dump(mode="json"),
            [language_values(each) for each in languages],
            [[language_values(each), [[one.slug, one.name] for one in fonts.get(each, ())]] for each in shown],
            asdict(edition),
            asdict(paper) if paper else None,
        ]
        font_files = [file for its in fonts.values() for family in its for file in family.files]
        files = {file.path: survey.pinned(file.path, file.sha256) for file in font_files}
        if project.logo:
            files[project.logo] = survey.digests[project.logo]
        if press:
            profile = self.profile
            files[profile.file] = digest_bytes(profile.icc)
            settings += [profile.name, profile.condition, profile.registry, profile.about, profile.most_ink]
        inputs = {project.shown(path): digest for path, digest in files.items()}
        return {SETTINGS_FILE: digest_value(settings), **inputs, **self._toolchain}


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
