"""The pictograms beside warning signs, for readers who read little: which there are, and their bytes, as pinned.

pictograms/pictograms.toml says what each shows; leaflet.pictogramsource makes the files. Here they are only read.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leaflet.digest import digest_bytes
from leaflet.problem import PictogramError

MANIFEST = "pictograms.toml"
MEND = "run: make pictograms"


@dataclass(frozen=True)
class Pictogram:
    """A pictogram: the name that signs call it by, what is to be seen on it, its file, and the SHA-256 of its bytes."""

    name: str
    shows: str
    path: Path
    sha256: str

    @property
    def address(self) -> str:
        """The name by which a page asks for it."""
        return f"pictograms/{self.name}.svg"

    def read(self) -> bytes:
        """Return the SVG; PictogramError if the file is missing, or not the one that pictograms.toml names."""
        try:
            data = self.path.read_bytes()
        except OSError as fault:
            raise PictogramError(f"{self.path}: the pictogram cannot be read: {fault.strerror}", MEND) from fault
        if digest_bytes(data) != self.sha256:
            raise PictogramError(f"{self.path}: the pictogram is not the one that {MANIFEST} names", MEND)
        return data


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the tables of the folder's pictograms.toml; PictogramError if it cannot be read."""
    path = folder / MANIFEST
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise PictogramError(f"{path}: cannot be read: {fault}", "the file says which pictograms there are") from fault


def read_pictograms(folder: Path) -> dict[str, Pictogram]:
    """Return the pictograms of a folder, by name.

    PictogramError if its pictograms.toml cannot be read, or one is not pinned. That the files hold the right bytes is
    for Pictogram.read to say.
    """
    tables, found = read_manifest(folder).get("pictograms", {}), {}
    for name, table in tables.items():
        try:
            found[name] = Pictogram(name, table["shows"], folder / f"{name}.svg", table["sha256"])
        except (KeyError, TypeError) as fault:
            message = f"{folder / MANIFEST}: [pictograms.{name}] is not complete: {fault}"
            hint = "write it as the others are, then run: python -m leaflet.pictogramsource --pin"
            raise PictogramError(message, hint) from fault
    return found
