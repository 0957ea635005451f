"""All that is known before the first file is made: the problems, the jobs, which of them are to be done, and why."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

from leaflet.acknowledge import Settled, unreadable
from leaflet.admit import Admission, admitted, mark_of
from leaflet.crews import Crews
from leaflet.digest import digest_files
from leaflet.examination import Order, Report, carry_out, word_part
from leaflet.execute import Crew, Lost, run
from leaflet.folders import TEMPLATES
from leaflet.fonts import FontFamily, read_families
from leaflet.imprint import Imprint
from leaflet.job import Job
from leaflet.letterhead import read_logo
from leaflet.loaded import Overview
from leaflet.manifest import Record
from leaflet.plan import Inputs, Step, steps
from leaflet.problem import LeafletError, Problem
from leaflet.scope import Scope
from leaflet.standings import KeptSignOffs
from leaflet.survey import Survey
from leaflet.tally import Unit
from leaflet.task import Made, Task, TemplateFiles
from leaflet.toolchain import toolchain

Progress = Callable[[Literal["check", "make"], str, int, int], None]
"""Called with what was done, on what, its number from 0, and the number of all."""

# Packed, a leaflet in a language takes some kilobytes: so many are kept in memory, and the others read again.
_LEAFLETS_AT_ONCE = 10_000


class Preparation:
    """What is known of a project and of what a build of it is asked for; today: the day that reviews are due by.

    crews: who examines what is not known from an earlier build. UsageError if the settings name a logo, or a printing
    condition that is wanted, and there is no such file.
    """

    def __init__(self, wanted: Scope, crews: Crews, progress: Progress, today: datetime.date) -> None:
        self.project = project = wanted.project
        self.wanted = wanted
        self.survey = Survey(
            project, read_families(project.fonts), tuple(dict.fromkeys((*project.languages, *wanted.languages)))
        )
        self.signoffs = KeptSignOffs(project, today, self.survey.whole)
        self._crews = crews
        self._progress = progress
        files = project.all_templates.files().items()
        self._templates = TemplateFiles(tuple((name, file.read_bytes()) for name, file in files))
        self._inputs = Inputs(self.survey, self._templates.digests, self.signoffs)
        # Whether they can be had is to be known before anything is made.
        self._logo = read_logo(project)
        self._press = self._inputs.profile if any(press for _, _, press in wanted.forms) else None
        self._leaflets: dict[Unit, bytes] = {}
        self._words: dict[str, Mapping[str, str]] = {}
        # The source language is behind every other.
        self._tags = tuple(dict.fromkeys((project.source_language.tag, *(each.tag for each in wanted.languages))))
        self._examine(self.survey.missing(wanted.leaflet_ids, self._tags))
        self.survey.keep()

    @cached_property
    def settled(self) -> Settled:
        """The problems of what is wanted, those that were let stand apart."""
        return self.survey.settled(self.wanted.leaflet_ids, self._tags)

    @cached_property
    def jobs(self) -> list[Job]:
        """The jobs that are wanted, and have no error nor a sign-off before them."""
        return [job for job in self.wanted.jobs if (job.leaflet_id, job.language.tag) in self.admission.standings]

    @cached_property
    def admission(self) -> Admission:
        """Which leaflets may be made in which languages, and where they stand."""
        unknown = unreadable(self.settled)
        usable = {unit for unit, found in self.survey.found.items() if found.usable and unit[1] not in unknown}
        wanted = self.wanted
        who = (self.project, usable, self.signoffs, wanted.leaflet_ids, wanted.languages)
        return admitted(*who, release=wanted.release, asked=wanted.by_language)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong before anything is made."""
        return (*self.settled.open, *self.admission.problems)

    @property
    def overview(self) -> Overview:
        """What a page of statuses tells of the project."""
        settled = Settled(self.problems, self.settled.acknowledged)
        looked_at = frozenset(language.tag for language in self.wanted.languages)
        return Overview(settled, self.survey.tallies, self.survey.titles, looked_at)

    def steps(self, records: Mapping[str, Record]) -> list[Step]:
        """Return what is to be made, and why; records: those of the files that there are."""
        output = self.wanted.output
        paths = {output / job.path: job.path for job in self.jobs if job.path in records}
        digests = digest_files(paths)
        files = {paths[file]: digest for file, digest in digests.items() if digest}
        return list(steps(self.jobs, self._inputs, records, files))

    def _examine(self, units: Iterable[Unit]) -> None:
        """Read and check units, and keep the texts of those that have no error, as far as there is room."""
        orders = list(self.survey.orders(units))
        if orders:
            with self._crews.checking(sum(len(each.leaflet_ids) * len(each.tags) for each in orders)) as crew:
                self._carry_out(orders, crew)

    def _carry_out(self, orders: Sequence[Order], crew: Crew) -> None:
        for done, (order, report) in enumerate(run(crew, carry_out, orders)):
            self._progress("check", ", ".join(order.leaflet_ids), done, len(orders))
            if not isinstance(report, Report):
                raise report if isinstance(report, Exception) else _lost(order, report)
            for unit, found in report.found.items():
                if self.survey.found.setdefault(unit, found).parts != found.parts:
                    what = f"the files of {unit[0]} in {unit[1]} have changed during the build"
                    raise LeafletError(what, "run the command again")
            if len(self._leaflets) < _LEAFLETS_AT_ONCE:
                self._leaflets |= report.leaflets
            self._words |= {tag: dict(words) for tag, words in report.words.items()}

    def tasks(self, steps: Sequence[Step], proofs: bool) -> Iterator[Task]:
        """Yield the tasks of steps; proofs: whether what comes of them is to be proved."""
        for start in range(0, len(steps), _LEAFLETS_AT_ONCE):
            some = steps[start : start + _LEAFLETS_AT_ONCE]
            units = dict.fromkeys((step.job.leaflet_id, step.job.language.tag) for step in some)
            self._examine(unit for unit in units if unit not in self._leaflets)
            for step in some:
                yield self._task(step.job, proofs)
            for unit in units:
                self._leaflets.pop(unit, None)

    def _task(self, job: Job, proofs: bool) -> Task:
        project = self.project
        source, unit = project.source_language, (job.leaflet_id, job.language.tag)
        named, known = self.survey.found[job.leaflet_id, source.tag].pictograms, self.survey.pictograms
        pictograms = {name: known[name] for name in named if name in known}
        return Task(
            path=job.path,
            shown=project.shown(self.wanted.output / job.path),
            leaflet=self._leaflets[unit],
            mark=mark_of(self.admission.standings[unit]),
            words=self._words[job.language.tag],
            imprint=Imprint(project.facility, source, self._words[source.tag], pictograms, project.languages),
            edition=job.edition,
            paper=job.paper,
            press=self._press if job.press else None,
            logo=self._logo,
            families=self._families(job),
            templates=self._templates,
            tools=toolchain(),
            proofs=proofs,
            scratch=None if self._crews.scheduler else project.cache,
        )

    def _families(self, job: Job) -> tuple[FontFamily, ...]:
        """Return the fonts of a page: its language's; for a browser, those of the other languages' names too."""
        wanted: set[FontFamily] = set()
        for language in (job.language, *(self.project.languages if job.edition.is_web else ())):
            fonts = self.survey.fonts(language)
            if fonts is None:
                raise LeafletError(f"no font for {language.tag}", "docs/hospitals.md says how to add one")
            if not job.edition.is_web:
                return fonts.families
            wanted.update(fonts.families)
        return tuple(family for family in self.survey.families if family in wanted)

    def made_from(self, job: Job, made: Made) -> dict[str, str]:
        """Return the digests of all that a file was made from, by name."""
        source = self.project.source_language
        names = [word_part(self.project, job.language, name) for name in made.words]
        names += [word_part(self.project, source, name) for name in made.source_words]
        names += [f"{TEMPLATES}/{name}" for name in made.templates]
        return {**self._inputs.fixed(job), **self._inputs.asked(job, names)}


def _lost(order: Order, lost: Lost) -> LeafletError:
    what = f"the check of {', '.join(order.leaflet_ids)} was not finished: {lost.reason}"
    return LeafletError(what, "run the command again")
