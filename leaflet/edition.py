"""Editions: the forms in which a leaflet is printed, as data."""

from __future__ import annotations

from dataclasses import dataclass

from leaflet.project import PaperName


@dataclass(frozen=True)
class Paper:
    """A paper format; width and height in millimetres, upright."""

    name: PaperName
    width: float
    height: float


# ANSI/ASME Y14.1 and ISO 216.
PAPERS: dict[str, Paper] = {
    "letter": Paper("letter", 215.9, 279.4),
    "a4": Paper("a4", 210, 297),
}


@dataclass(frozen=True)
class Edition:
    """One form of a leaflet: its template and the limits that it keeps.

    most_pages counts the sides of paper; fits is how many settings of type the style sheet has, from roomy to tight:
    a leaflet takes the first that keeps it within its pages.
    """

    name: str
    template: str
    most_pages: int
    fits: int


HANDOUT = Edition("handout", "handout.html", most_pages=2, fits=4)

EDITIONS = {edition.name: edition for edition in (HANDOUT,)}
