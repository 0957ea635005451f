"""Warnings that a named person looked at and let stand, each for exactly the text that it was raised on.

locales/LOCALE/acknowledged.toml has a record for each, in the order of time: records are added, never changed. A record
holds the digest of the check and of the text. When the text changes, the warning returns, and the record is told as
stale. An error has no digest: nothing acknowledges it.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from leaflet.files import write_file
from leaflet.language import Language
from leaflet.messages import SHARED_DOMAIN
from leaflet.problem import Location, Problem, Severity, UsageError, error, warning
from leaflet.project import Project

_HEADER = """\
# Warnings that a person looked at and let stand, each for exactly the text that it was raised on: made by
# “leaflet acknowledge”. Records are added at the end, never changed.
"""
_TABLE = "acknowledged"
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


def record_file(project: Project, language: Language) -> Path:
    """Return the path of a language's records."""
    return project.lexicon_file(language).with_name(f"{_TABLE}.toml")


def read_records(file: Path, path: str) -> tuple[list[tuple[int, Record]], list[Problem]]:
    """Read a file of records: none if there is no file. Return each with its line, and the problems of its form."""
    hint = "see what “leaflet acknowledge” writes; your version control has the file as it was"
    try:
        text = file.read_text("utf-8-sig")
        tables = tomllib.loads(text)
    except FileNotFoundError:
        return [], []
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        found = re.search(r"line (\d+)", str(fault))
        place = Location(path, int(found[1]) if found else None)
        return [], [error("acknowledgement-syntax", place, f"this cannot be read: {fault}", hint)]
    rows = tables.pop(_TABLE, [])
    if tables or not isinstance(rows, list):
        what = f"only [[{_TABLE}]] may stand here"
        return [], [error("acknowledgement-syntax", Location(path), what, hint)]
    lines = [text.count("\n", 0, found.start()) + 1 for found in re.finditer(rf"^\[\[{_TABLE}\]\]", text, re.MULTILINE)]
    records, problems = [], []
    for i, row in enumerate(rows):
        line = lines[i] if len(lines) == len(rows) else None
        try:
            records.append((line or 1, Record.model_validate(row)))
        except ValidationError as fault:
            said = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in fault.errors())
            problems.append(error("acknowledgement-syntax", Location(path, line), f"the record is wrong: {said}", hint))
    return records, problems


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
        records, faults = read_records(file, project.shown(file))
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
    faults = read_records(file, project.shown(file))[1]
    if faults:
        raise UsageError(f"{faults[0].location}: {faults[0].message}", faults[0].hint)
    digests = dict.fromkeys(problem.digest for problem in here)
    try:
        added = [Record.model_validate({**record, "digest": digest}) for digest in digests]
    except ValidationError as fault:
        empty = " and ".join(f"--{each['loc'][0]}" for each in fault.errors())
        raise UsageError(f"{empty} is empty", "say who looked at the warning, and why it may stand") from fault
    # Reading records needs no such library: no other command should pay for it.
    import tomlkit  # noqa: PLC0415

    text = file.read_text("utf-8") if file.exists() else _HEADER
    tables = tomlkit.dumps({_TABLE: [each.model_dump() for each in added]})
    # What stands in the file stays byte for byte.
    write_file(file, (text.rstrip("\n") + "\n\n" + tables).encode())
    return file, len(here)


def _known(problems: Sequence[Problem]) -> str:
    shown = [f"{problem.check} {problem.message_id}" for problem in problems]
    return f"there are: {'; '.join(dict.fromkeys(shown[:5]))}" if shown else "“leaflet check” shows what there is"
