"""The templates and style sheets of a project: its own, and behind them those that come with the builder.

A file of the project's wins over the builder's of the same name, so that a hospital changes one page, one style sheet
or one part of a page, and leaves the rest alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Templates:
    """Folders of templates, the one that wins first. Files are known by their name alone."""

    folders: tuple[Path, ...]

    def find(self, name: str) -> Path | None:
        """Return the file of that name that wins, None if no folder has one."""
        if not name or "/" in name or "\\" in name:
            return None
        return next((folder / name for folder in self.folders if (folder / name).is_file()), None)

    def files(self) -> dict[str, Path]:
        """Return the files that win, by name, sorted."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            if folder.is_dir():
                found |= {file.name: file for file in folder.iterdir() if file.is_file()}
        return dict(sorted(found.items()))

    def choices(self) -> Iterator[tuple[str, Path, bool]]:
        """Yield each name, the file that wins, and whether it stands in the place of another."""
        for name, file in self.files().items():
            yield name, file, sum((folder / name).is_file() for folder in self.folders) > 1
