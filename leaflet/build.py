"""The build: let the workers make what is not what the sources say now, and write it.

With leaflet.sheets the only writer to output/.

A language that has an error gets no file, and none of an earlier build stays behind: what lies in output/ is what the
sources say now, or it is not there.
"""

from __future__ import annotations

import datetime
import time
from dataclasses import dataclass, replace

from leaflet.crews import Crews
from leaflet.digest import digest_bytes
from leaflet.execute import Lost, run
from leaflet.files import PART_PREFIX, remove_file, write_file
from leaflet.job import Job
from leaflet.making import make
from leaflet.manifest import Record, read_manifest, write_manifest
from leaflet.plan import Step
from leaflet.preparation import Preparation, Progress
from leaflet.problem import Location, Problem, by_place, error, has_errors
from leaflet.recall import recall
from leaflet.schemes import SCHEMES, imposed_path
from leaflet.scope import Scope
from leaflet.statuspage import write_index
from leaflet.task import Made

# The manifest is written now and then, so that a build that is killed has not worked for nothing; never for more than
# a fiftieth of the time.
_SECONDS_BETWEEN, _SHARE = 10.0, 50


@dataclass(frozen=True)
class Result:
    """What a build came to: the files made, by path in the output folder, those removed, by path from the project's.

    And the problems.
    """

    made: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]


def _silent(what: str, name: str, done: int, total: int) -> None:
    """Show no progress."""


def build(
    wanted: Scope, crews: Crews, progress: Progress = _silent, *, today: datetime.date, proofs: bool = True
) -> Result:
    """Make the files that are wanted and are not what the sources say now.

    today: the day that reviews are due by; proofs: whether the finished bytes are proved; without, only to measure what
    the proofs cost. OutputError if output/ cannot be written.
    """
    project, known = wanted.project, Preparation(wanted, crews, progress, today)
    recalled = recall(project, known.signoffs)
    work = _Build(known, proofs)
    work.remove_untrue()
    work.make(crews, progress)
    write_index(project, known.overview, work.records, known.signoffs, wanted.output)
    known.signoffs.keep()
    removed = (*recalled, *(project.shown(wanted.output / path) for path in work.removed))
    return Result(tuple(work.made), removed, tuple(by_place([*known.problems, *work.problems])))


def plan(wanted: Scope, crews: Crews, *, today: datetime.date) -> tuple[list[Step], tuple[Problem, ...]]:
    """Return what a build would make, and why, and the problems of the sources. Nothing in output/ changes."""
    known = Preparation(wanted, crews, _silent, today)
    return known.steps(read_manifest(wanted.output)), tuple(by_place(known.problems))


class _Build:
    """One run: what was made, what was removed, and what the output folder holds now."""

    def __init__(self, known: Preparation, proofs: bool) -> None:
        self.known = known
        self.project = known.project
        self.output = known.wanted.output
        self.records = read_manifest(self.output)
        self.made: list[str] = []
        self.removed: list[str] = []
        self.problems: list[Problem] = []
        self._proofs = proofs

    def remove_untrue(self) -> None:
        """Remove what must not lie in output/: files of languages with an error, and what no job makes any more."""
        output, wanted = self.output, self.known.wanted
        for leaflet_id in wanted.leaflet_ids:
            for language in wanted.languages:
                if (leaflet_id, language.tag) not in self.known.admission.standings:
                    for file in (output / leaflet_id).glob(f"{leaflet_id}.{language.tag}.*"):
                        self._remove(f"{leaflet_id}/{file.name}")
        if wanted.everything:
            # Sheets stay as long as the file that they are made of, with the same bytes.
            pages = {path for path, record in self.records.items() if not record.imposition}
            for path in pages - {job.path for job in wanted.jobs}:
                self._remove(path)
        for part in output.glob(f"**/{PART_PREFIX}*"):
            remove_file(part)

    def make(self, crews: Crews, progress: Progress) -> None:
        """Let the workers make what is to be made, and write what comes of it."""
        steps = self.known.steps(self.records)
        if not steps:
            if self.removed or not self.records:
                write_manifest(self.output, self.records)
            return
        # Should the build be killed: the next knows of each file that this one may have begun.
        begun = {step.job.path: _begun(step.job) for step in steps if step.job.path not in self.records}
        if begun or self.removed:
            self.records |= begun
            write_manifest(self.output, self.records)
        written, pause = time.monotonic(), _SECONDS_BETWEEN
        jobs = {step.job.path: step.job for step in steps}
        try:
            for done, (task, made) in enumerate(run(crews.making, make, self.known.tasks(steps, self._proofs))):
                self._finish(jobs[task.path], made)
                progress("make", task.path, done, len(steps))
                if time.monotonic() - written > pause:
                    before = time.monotonic()
                    write_manifest(self.output, self.records)
                    written = time.monotonic()
                    pause = max(_SECONDS_BETWEEN, _SHARE * (written - before))
        finally:
            # What was begun and has no file was not made.
            kept = ((path, each) for path, each in self.records.items() if each.sha256 or (self.output / path).exists())
            self.records = dict(kept)
            write_manifest(self.output, self.records)

    def _finish(self, job: Job, made: Made | Lost | Exception) -> None:
        """Write a file, or remove it and note the problems, if what comes out must not be handed out."""
        if isinstance(made, Exception):
            # It stops the build; but what it would have replaced is no longer true.
            self._remove(job.path)
            raise made
        if isinstance(made, Lost):
            place = Location(self.project.shown(self.output / job.path))
            what, hint = f"no worker could make the file: {made.reason}", "run the command again"
            about = {"language": job.language.tag, "leaflet": job.leaflet_id}
            self.problems.append(error("lost-worker", place, what, hint, **about))
            self._remove(job.path)
            return
        self.problems += made.problems
        if has_errors(made.problems):
            self._remove(job.path)
            return
        digest = digest_bytes(made.data)
        if job.path not in self.records or self.records[job.path].sha256 != digest:
            self._remove_sheets(job.path)
        write_file(self.output / job.path, made.data)
        self.made.append(job.path)
        standing = self.known.admission.standings[job.leaflet_id, job.language.tag]
        self.records[job.path] = replace(
            _begun(job),
            pages=made.pages,
            sha256=digest,
            made_from=self.known.made_from(job, made),
            state=standing.state,
            signoff=standing.record,
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


def _begun(job: Job) -> Record:
    """Return the record of a file that is not finished."""
    names = (job.leaflet_id, job.language.tag, job.edition.name, job.paper.name if job.paper else "")
    return Record(*names, pages=0, sha256="", made_from={}, press=job.press)
