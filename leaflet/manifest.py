"""output/manifest.json: of each file, what it is, what it was made from, and the digest of its bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from leaflet.files import write_file

NAME = "manifest.json"
_FORMAT = 1


@dataclass(frozen=True)
class Record:
    """One file: what it is, the SHA-256 of its bytes, and of all that it was made from, by path from the project.

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
        return {path: Record(**record) for path, record in data["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def write_manifest(output: Path, records: Mapping[str, Record]) -> None:
    """Write the manifest of an output folder; the same records give the same bytes."""
    data = {"format": _FORMAT, "files": {path: asdict(records[path]) for path in sorted(records)}}
    write_file(output / NAME, (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode())
