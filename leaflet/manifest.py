"""output/manifest.json: of each file, what it is, what it was made from, and the digest of its bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leaflet.files import write_file

NAME = "manifest.json"
_FORMAT = 2


@dataclass(frozen=True)
class Record:
    """One file: what it is, the SHA-256 of its bytes, and all that it was made from.

    made_from has, by the name of each input (mostly its path from the project), the digest of what the page takes from
    it: of the texts of a catalog, not of its comments. sha256 is "" for a file that was begun and is not finished.
    state: how far its sign-off was; signoff: the digest of the record that this hangs on, “” if there is none.
    Sheets name their imposition, and the path in output/ of the file whose pages they bear; paper is then theirs.
    """

    leaflet: str
    language: str
    edition: str
    paper: str
    pages: int
    sha256: str
    made_from: Mapping[str, str]
    state: str = "draft"
    signoff: str = ""
    imposition: str = ""
    imposed_from: str = ""
    press: bool = False


def read_manifest(output: Path) -> dict[str, Record]:
    """Return the records of an output folder, by path in it; none if there is no manifest, or one that is damaged.

    A damaged manifest is no fault of the user's, and nothing is lost with it: the next build writes it anew.
    """
    try:
        data = json.loads((output / NAME).read_text("utf-8"))
        if data["format"] != _FORMAT:
            return {}
        shared = data["shared"]
        return {path: _record(record, shared) for path, record in data["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _record(data: dict[str, Any], shared: Mapping[str, Mapping[str, str]]) -> Record:
    common = shared[data.pop("shared")]
    return Record(**{**data, "made_from": {**common, **data["made_from"]}})


def write_manifest(output: Path, records: Mapping[str, Record]) -> None:
    """Write the manifest of an output folder; the same records give the same bytes.

    What all leaflets of one language, edition and paper were made from is written once for them.
    """
    shared: dict[str, dict[str, str]] = {}
    for record in records.values():
        if record.sha256:
            made_from = record.made_from
            common = shared.setdefault(_form(record), dict(made_from))
            for name in [name for name, digest in common.items() if made_from.get(name) != digest]:
                del common[name]
    files = {}
    for path in sorted(records):
        record = records[path]
        common = shared.get(_form(record), {}) if record.sha256 else {}
        own = {name: digest for name, digest in record.made_from.items() if name not in common}
        files[path] = {**vars(record), "made_from": own, "shared": _form(record) if record.sha256 else ""}
    shared = {form: shared[form] for form in sorted(shared)}
    text = f'{{"format": {_FORMAT},\n"shared": {_lines({"": {}, **shared})},\n"files": {_lines(files)}}}\n'
    write_file(output / NAME, text.encode())


def _lines(table: Mapping[str, object]) -> str:
    """Return a table as JSON with a line for each row: to lay it out further takes four times as long."""
    rows = (f"{json.dumps(name)}: {json.dumps(row, ensure_ascii=False)}" for name, row in table.items())
    return "{\n" + ",\n".join(rows) + "}"


def _form(record: Record) -> str:
    kind = "press" if record.press else record.imposition
    return "/".join(filter(None, (record.language, record.edition, record.paper, kind)))
