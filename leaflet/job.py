"""Job: one file to make, and the path that it gets."""

from __future__ import annotations

from dataclasses import dataclass

from leaflet.edition import Edition, Paper
from leaflet.language import Language


@dataclass(frozen=True)
class Job:
    """One file to make."""

    leaflet_id: str
    language: Language
    edition: Edition
    paper: Paper
    press: bool = False

    @property
    def path(self) -> str:
        """The file's path in the output folder."""
        name = f"{self.leaflet_id}.{self.language.tag}.{self.edition.name}.{self.paper.name}"
        return f"{self.leaflet_id}/{name}{'.press' if self.press else ''}.pdf"
