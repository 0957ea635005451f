"""Warnings that a named person looked at and let stand, each for exactly the text that it was raised on.

locales/LOCALE/acknowledged.toml has a record for each, in the order of time: records are added, never changed. A record
holds the digest of the check and of the text. When the text changes, the warning returns, and the record is told as
stale. An error has no digest: nothing acknowledges it.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from leaflet.language import Language
from leaflet.messages import SHARED_DOMAIN
from leaflet.problem import Location, Problem, Severity, UsageError, warning
from leaflet.project import Project
from leaflet.recordfile import RecordFile

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Record(BaseModel):
    """One acknowledgement: who let which warning stand, when and why; digest: of the check and the text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: datetime.date
    name: Said
    reason: Said
    check: Said
    leaflet: Said
    message_id: Said
    digest: str = Field(pattern="^[0-9a-f]{64}$")

    @property
    def key(self) -> tuple[str, str, str]:
        """What the record is about: check, leaflet and message, whatever the text."""
        return self.check, self.leaflet, self.message_id


@dataclass(frozen=True)
class Acknowledged:
    """A warning that was let stand, and the newest record of it."""

    problem: Problem
    record: Record


@dataclass(frozen=True)
class Settled:
    """Problems, divided into those that are open and those that were let stand."""

    open: tuple[Problem, ...]
    acknowledged: tuple[Acknowledged, ...]


RECORDS = RecordFile(
    table="acknowledged",
    model=Record,
    header="""\
# Warnings that a person looked at and let stand, each for exactly the text that it was raised on: made by
# “leaflet acknowledge”. Records are added at the end, never changed.
""",
    check="acknowledgement-syntax",
    hint="see what “leaflet acknowledge” writes; your version control has the file as it was",
)


def record_file(project: Project, language: Language) -> Path:
    """Return the path of a language's records."""
    return project.lexicon_file(language).with_name("acknowledged.toml")


def settle(project: Project, problems: Iterable[Problem], checked: Mapping[str, Collection[str]]) -> Settled:
    """Divide problems by the records of the project's languages, and add what is wrong with the records themselves.

    checked: by a language's tag, the leaflets that were checked in it from end to end. What fits nothing any more is
    told of these.
    """
    left: list[Problem] = []
    acknowledged: list[Acknowledged] = []
    by_language: dict[str, list[Problem]] = {tag: [] for tag in checked}
    for problem in problems:
        by_language.setdefault(problem.language or project.source_language.tag, []).append(problem)
    known = {SHARED_DOMAIN, *project.leaflet_ids()}
    for tag, found in by_language.items():
        file = record_file(project, project.language(tag))
        records, faults = RECORDS.read(file, project.shown(file))
        left += [replace(fault, language=tag) for fault in faults]
        by_digest = {(*record.key, record.digest): record for _, record in records}
        fitting: set[tuple[str, str, str]] = set()
        for problem in found:
            record = by_digest.get((*_key(problem), problem.digest or ""))
            if record and problem.severity is Severity.WARNING:
                acknowledged.append(Acknowledged(problem, record))
                fitting.add(record.key)
            else:
                left.append(problem)
        last = {record.key: (line, record) for line, record in records}
        for line, record in last.values():
            gone = record.leaflet in checked.get(tag, ()) or record.leaflet not in known
            if gone and record.key not in fitting:
                left.append(_stale(Location(project.shown(file), line), record, tag))
    return Settled(tuple(left), tuple(acknowledged))


def unreadable(settled: Settled) -> set[str | None]:
    """Return the tags of the languages of which nobody knows what was let stand: their records cannot be read."""
    return {problem.language for problem in settled.open if problem.check == "acknowledgement-syntax"}


def _key(problem: Problem) -> tuple[str, str, str]:
    return problem.check, problem.leaflet or SHARED_DOMAIN, problem.message_id or ""


def _stale(place: Location, record: Record, tag: str) -> Problem:
    what = f"what {record.name} acknowledged on {record.date} has changed since, or is no warning any more"
    hint = "look at the text as it is now; then acknowledge it anew, or remove this record"
    about = {"language": tag, "leaflet": record.leaflet, "message_id": record.message_id}
    return warning("stale-acknowledgement", place, what, hint, **about)


def acknowledge(project: Project, settled: Settled, language: Language, record: Mapping[str, str]) -> tuple[Path, int]:
    """Add a record (all but its digest) of warnings to a language's file; return its path, and how many it is of.

    UsageError if there is no such warning, or it cannot be acknowledged; settled: all problems that there are.
    """
    wanted = (record["check"], record["leaflet"], record["message_id"])
    tags = {language.tag} | ({None} if language == project.source_language else set())
    here = [problem for problem in settled.open if problem.language in tags and _key(problem) == wanted]
    place = f"“{wanted[0]}” for “{wanted[2]}” in {wanted[1]}, {language.tag}"
    if any(problem.severity is Severity.ERROR for problem in here):
        raise UsageError(f"an error cannot be acknowledged: {place}", "mend the text; no person can let it stand")
    for done in settled.acknowledged:
        if not here and done.problem.language in tags and _key(done.problem) == wanted:
            what = f"acknowledged already, by {done.record.name} on {done.record.date}: {place}"
            raise UsageError(what, "nothing is left to do")
    if not here:
        others = [problem for problem in settled.open if problem.language in tags and problem.digest]
        raise UsageError(f"there is no warning {place}", _known(others))
    if not all(problem.digest for problem in here):
        what = f"this warning is not about one text, and cannot be acknowledged: {place}"
        raise UsageError(what, "do what its hint says")
    file = record_file(project, language)
    faults = RECORDS.read(file, project.shown(file))[1]
    if faults:
        raise UsageError(f"{faults[0].location}: {faults[0].message}", faults[0].hint)
    digests = dict.fromkeys(problem.digest for problem in here)
    try:
        added = [Record.model_validate({**record, "digest": digest}) for digest in digests]
    except ValidationError as fault:
        empty = " and ".join(f"--{each['loc'][0]}" for each in fault.errors())
        raise UsageError(f"{empty} is empty", "say who looked at the warning, and why it may stand") from fault
    RECORDS.add(file, [each.model_dump() for each in added])
    return file, len(here)


def _known(problems: Sequence[Problem]) -> str:
    shown = [f"{problem.check} {problem.message_id}" for problem in problems]
    return f"there are: {'; '.join(dict.fromkeys(shown[:5]))}" if shown else "“leaflet check” shows what there is"
