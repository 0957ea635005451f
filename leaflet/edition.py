"""Editions: the forms in which a leaflet is printed, as data. A project adds its own in its settings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from leaflet.problem import UsageError, nearest
from leaflet.project import Parts, Project


@dataclass(frozen=True)
class Paper:
    """A paper format; width and height in millimetres, upright."""

    name: str
    width: float
    height: float

    def part(self, parts: Parts) -> Paper:
        """Return the format of the half or the quarter of a sheet of this paper, cut across; the paper itself for 1."""
        return FORMATS[_PARTS[self.name][parts]]


# ANSI/ASME Y14.1 and ISO 216, and what a sheet of Letter is cut into.
FORMATS: dict[str, Paper] = {
    name: Paper(name, width, height)
    for name, width, height in (
        ("letter", 215.9, 279.4),
        ("half-letter", 139.7, 215.9),
        ("quarter-letter", 107.95, 139.7),
        ("tabloid", 279.4, 431.8),
        ("a3", 297, 420),
        ("a4", 210, 297),
        ("a5", 148, 210),
        ("a6", 105, 148),
    )
}
# Those that a project can choose: what lies in the printer.
PAPERS: dict[str, Paper] = {name: FORMATS[name] for name in ("letter", "a4")}
_PARTS: dict[str, dict[Parts, str]] = {
    "letter": {1: "letter", 2: "half-letter", 4: "quarter-letter"},
    "a4": {1: "a4", 2: "a5", 4: "a6"},
}


@dataclass(frozen=True)
class Edition:
    """One form of a leaflet: its template and its style sheet, by name in templates/, and the limits that it keeps.

    most_pages counts the sides of paper; smallest_size is that of its type, in points; fits is how many settings of
    type the style sheet has, from roomy to tight: a leaflet takes the first that keeps it within its pages.
    signs_alone: whether it has the lists of warning signs and nothing else of the leaflet. parts: how many of its pages
    a sheet of paper holds, so that a page is the sheet itself, its half or its quarter.
    """

    name: str
    template: str
    style: str
    most_pages: int
    smallest_size: float
    fits: int
    signs_alone: bool = False
    parts: Parts = 1


HANDOUT = Edition("handout", "handout.html", "handout.css", most_pages=2, smallest_size=12, fits=4)
# RNIB calls 16 to 18 points and more large print.
LARGE_PRINT = Edition("large-print", "handout.html", "large-print.css", most_pages=12, smallest_size=18, fits=1)
# For the door of the refrigerator: when to get help, and whom to call.
CARD = Edition("card", "card.html", "card.css", 1, smallest_size=12, fits=3, signs_alone=True)
# The same, laid out for the half and the quarter of a sheet: a card must be small by its layout, never by a scale.
HALF_CARD = replace(CARD, name="half-card", style="half-card.css", parts=2)
QUARTER_CARD = replace(CARD, name="quarter-card", style="quarter-card.css", smallest_size=9, parts=4)

_BUILT_IN = {edition.name: edition for edition in (HANDOUT, LARGE_PRINT, CARD, HALF_CARD, QUARTER_CARD)}


def editions(project: Project) -> dict[str, Edition]:
    """Return the editions that a project knows, by name: those that come with the builder, and its own."""
    return _BUILT_IN | {name: Edition(name, **one.model_dump()) for name, one in project.settings.edition.items()}


def chosen_editions(project: Project, names: tuple[str, ...] = ()) -> list[Edition]:
    """Return the editions named, or those that the settings name; UsageError for one that the project does not know."""
    known = editions(project)
    found = []
    for name in dict.fromkeys(names or project.settings.editions):
        if name not in known:
            hint = nearest(name, list(known), "docs/hospitals.md says how to add one")
            raise UsageError(f"there is no edition “{name}”", hint)
        found.append(known[name])
    return found
