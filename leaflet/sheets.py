"""Sheets: files of output/ that were proved, imposed for a printing machine, and written beside them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from leaflet.checks.pdf.imposed import prove_imposed
from leaflet.digest import digest_bytes
from leaflet.edition import FORMATS
from leaflet.files import remove_file, write_file
from leaflet.imposition import impose
from leaflet.manifest import Record, read_manifest, write_manifest
from leaflet.problem import Problem, UsageError, by_place, has_errors
from leaflet.project import Project
from leaflet.schemes import Scheme, imposed_path
from leaflet.verify import Verifier


@dataclass(frozen=True)
class Imposed:
    """What came of imposing files: the records of the sheets made, by path in output/, and the problems."""

    made: dict[str, Record]
    problems: tuple[Problem, ...]


def impose_files(project: Project, files: Sequence[Path], scheme: Scheme, today: datetime.date) -> Imposed:
    """Impose files that were built here, whole and current: of any other there is a problem, and no sheet.

    Files that are sheets already are left out. UsageError if nothing else is named, or if a file is not one for the
    scheme: none is then written. OutputError if output/ cannot be written.
    """
    verifier, records = Verifier(project, today), read_manifest(project.output)
    problems: list[Problem] = []
    wanted: dict[str, tuple[bytes, Record]] = {}
    only_sheets = True
    for file in files:
        verdict = verifier.verify(file)
        if verdict.record and verdict.record.imposition:
            continue
        only_sheets = False
        problems += verdict.problems
        if verdict.record and not verdict.problems:
            data = file.read_bytes()
            digest = digest_bytes(data)
            path = next((path for path, record in records.items() if record.sha256 == digest), None)
            if path is None:
                # A release has the same bytes as the file of a build, but keeps no sheets.
                hint = "run leaflet build, and impose that file"
                raise UsageError(f"{file} is a released file, and is not in {project.shown(project.output)}/", hint)
            wanted[path] = data, records[path]
    if only_sheets:
        raise UsageError("these are sheets already", "name the files that they are made of")
    sheets = {path: _impose(project, data, record, scheme) for path, (data, record) in wanted.items()}
    made = {}
    for source, (data, record) in wanted.items():
        path = imposed_path(source, scheme)
        file, direction = project.output / path, project.language(record.language).direction
        found = prove_imposed(sheets[source], data, scheme, FORMATS[record.paper], direction, project.shown(file))
        problems += found
        if has_errors(found):
            records.pop(path, None)
            remove_file(file)
            continue
        write_file(file, sheets[source])
        made[path] = records[path] = _record(project, source, record, scheme, sheets[source])
    write_manifest(project.output, records)
    return Imposed(made, tuple(by_place(problems)))


def _impose(project: Project, data: bytes, record: Record, scheme: Scheme) -> bytes:
    direction = project.language(record.language).direction
    return impose(data, scheme, FORMATS[record.paper], direction)


def _record(project: Project, source: str, pages: Record, scheme: Scheme, data: bytes) -> Record:
    return Record(
        leaflet=pages.leaflet,
        language=pages.language,
        edition=pages.edition,
        paper=scheme.sheet(FORMATS[pages.paper]).name,
        pages=scheme.sides(pages.pages),
        sha256=digest_bytes(data),
        made_from={project.shown(project.output / source): pages.sha256},
        state=pages.state,
        signoff=pages.signoff,
        imposition=scheme.name,
        imposed_from=source,
    )
