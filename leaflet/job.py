"""Job: one file to make, and the path that it gets."""

from __future__ import annotations

from dataclasses import dataclass

from leaflet.edition import Edition, Paper
from leaflet.language import Language


@dataclass(frozen=True)
class Job:
    """One file to make; paper: None for a page for a browser."""

    leaflet_id: str
    language: Language
    edition: Edition
    paper: Paper | None
    press: bool = False

    @property
    def path(self) -> str:
        """The file's path in the output folder."""
        return f"{self.leaflet_id}/{self.edition.file_name(self.leaflet_id, self.language, self.paper, self.press)}"
