"""The build: let the workers make what is not what the sources say now, and write it. The only writer to output/.

A language that has an error gets no file, and none of an earlier build stays behind: what lies in output/ is what the
sources say now, or it is not there.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from leaflet import statuspage
from leaflet.acknowledge import Settled
from leaflet.crews import Crews
from leaflet.digest import digest_bytes
from leaflet.execute import Lost, run
from leaflet.files import PART_PREFIX, remove_file, write_file
from leaflet.manifest import Record, read_manifest, write_manifest
from leaflet.plan import Step
from leaflet.preparation import Preparation, Progress
from leaflet.problem import Location, Problem, by_place, error, has_errors
from leaflet.project import Project
from leaflet.scope import Job, Scope
from leaflet.status import statuses
from leaflet.tally import Tally, Unit
from leaflet.task import Made, Task

# The manifest is written now and then, so that a build that is killed has not worked for nothing; never for more than
# a fiftieth of the time.
_SECONDS_BETWEEN, _SHARE = 10.0, 50


@dataclass(frozen=True)
class Result:
    """What a build came to: the paths in output/ of the files made, of those removed, and the problems."""

    made: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]


def _silent(what: str, name: str, done: int, total: int) -> None:
    """Show no progress."""


def build(
    project: Project, wanted: Scope, crews: Crews, progress: Progress = _silent, proofs: bool = True
) -> Result:
    """Make the files that are wanted and are not what the sources say now.

    proofs: whether the finished bytes are proved; without, only to measure what the proofs cost. OutputError if output/
    cannot be written.
    """
    records = read_manifest(project.output)
    work = _Build(Preparation(project, wanted, records, crews, progress), records, proofs)
    work.remove_untrue()
    work.make(crews, progress)
    survey, settled = work.known.survey, work.known.settled
    write_index(project, survey.titles, settled, survey.tallies, work.records)
    return Result(tuple(work.made), tuple(work.removed), tuple(by_place([*settled.open, *work.problems])))


def plan(project: Project, wanted: Scope, crews: Crews) -> tuple[list[Step], tuple[Problem, ...]]:
    """Return what a build would make, and why, and the problems of the sources. Nothing in output/ changes."""
    known = Preparation(project, wanted, read_manifest(project.output), crews, _silent)
    return known.steps, tuple(by_place(known.settled.open))


def write_index(
    project: Project,
    titles: Mapping[str, str],
    settled: Settled,
    tallies: Mapping[Unit, Tally],
    records: Mapping[str, Record],
) -> Path:
    """Write the page that links every file of output/, and return its path.

    titles: of the leaflets in the source language, by id; records: those of the files.
    """
    found = statuses(project, settled, tallies, records)
    ids = {record.leaflet for record in records.values()}
    shown = {each: titles.get(each, each) for each in project.leaflet_ids() if each in ids}
    file = project.output / statuspage.NAME
    write_file(file, statuspage.status_page(project.facility.name, shown, found).encode())
    return file


class _Build:
    """One run: what was made, what was removed, and what output/ holds now."""

    def __init__(self, known: Preparation, records: dict[str, Record], proofs: bool) -> None:
        self.known = known
        self.project = known.project
        self.records = records
        self.made: list[str] = []
        self.removed: list[str] = []
        self.problems: list[Problem] = []
        self._proofs = proofs

    def remove_untrue(self) -> None:
        """Remove what must not lie in output/: files of languages with an error, and what no job makes any more."""
        output, wanted = self.project.output, self.known.wanted
        ready = {(job.leaflet_id, job.language) for job in self.known.jobs}
        for leaflet_id in wanted.leaflet_ids:
            for language in wanted.languages:
                if (leaflet_id, language) not in ready:
                    for file in (output / leaflet_id).glob(f"{leaflet_id}.{language.tag}.*"):
                        self._remove(f"{leaflet_id}/{file.name}")
        if wanted.everything:
            for path in set(self.records) - {job.path for job in wanted.jobs}:
                self._remove(path)
        for part in output.glob(f"**/{PART_PREFIX}*"):
            remove_file(part)

    def make(self, crews: Crews, progress: Progress) -> None:
        """Let the workers make what is to be made, and write what comes of it."""
        steps = self.known.steps
        if not steps:
            if self.removed or not self.records:
                write_manifest(self.project.output, self.records)
            return
        # Should the build be killed: the next knows of each file that this one may have begun.
        begun = {step.job.path: _record(step.job, 0, "", {}) for step in steps if step.job.path not in self.records}
        if begun or self.removed:
            self.records |= begun
            write_manifest(self.project.output, self.records)
        written, pause = time.monotonic(), _SECONDS_BETWEEN
        jobs = {step.job.path: step.job for step in steps}
        try:
            for done, (task, made) in enumerate(run(crews.making, _make, self.known.tasks(steps, self._proofs))):
                self._finish(jobs[task.path], made)
                progress("make", task.path, done, len(steps))
                if time.monotonic() - written > pause:
                    before = time.monotonic()
                    write_manifest(self.project.output, self.records)
                    written = time.monotonic()
                    pause = max(_SECONDS_BETWEEN, _SHARE * (written - before))
        finally:
            # What was begun and has no file was not made.
            output = self.project.output
            kept = ((path, each) for path, each in self.records.items() if each.sha256 or (output / path).exists())
            self.records = dict(kept)
            write_manifest(self.project.output, self.records)

    def _finish(self, job: Job, made: Made | Lost | Exception) -> None:
        """Write a file, or remove it and note the problems, if what comes out must not be handed out."""
        if isinstance(made, Exception):
            # It stops the build; but what it would have replaced is no longer true.
            self._remove(job.path)
            raise made
        if isinstance(made, Lost):
            place = Location(self.project.shown(self.project.output / job.path))
            what, hint = f"no worker could make the file: {made.reason}", "run the command again"
            about = {"language": job.language.tag, "leaflet": job.leaflet_id}
            self.problems.append(error("lost-worker", place, what, hint, **about))
            self._remove(job.path)
            return
        self.problems += made.problems
        if has_errors(made.problems):
            self._remove(job.path)
            return
        write_file(self.project.output / job.path, made.data)
        self.made.append(job.path)
        made_from = self.known.made_from(job, made)
        self.records[job.path] = _record(job, made.pages, digest_bytes(made.data), made_from)

    def _remove(self, path: str) -> None:
        self.records.pop(path, None)
        if (self.project.output / path).exists():
            remove_file(self.project.output / path)
            self.removed.append(path)


def _record(job: Job, pages: int, sha256: str, made_from: dict[str, str]) -> Record:
    names = (job.leaflet_id, job.language.tag, job.edition.name, job.paper.name)
    return Record(*names, pages, sha256, made_from)


def _make(task: Task) -> Made:
    # The renderer takes half a second to import: it is the workers that do.
    from leaflet.work import make  # noqa: PLC0415

    return make(task)
