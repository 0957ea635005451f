"""Editions: the forms in which a leaflet is printed, as data. A project adds its own in its settings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from leaflet.fold import Panel, letter_fold
from leaflet.model import SectionId
from leaflet.problem import UsageError, nearest
from leaflet.project import SETTINGS_FILE, FieldName, PaperName, Project


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
    """One form of a leaflet: its template and its style sheet, by name in templates/, and the limits that it keeps.

    most_pages counts the sides of paper; smallest_size is that of its type, in points; fits is how many settings of
    type the style sheet has, from roomy to tight: a leaflet takes the first that keeps it within its pages.
    sections: those that it has, in the order of the source; none named is all of them, and all else of the leaflet.
    bilingual: whether each text stands beside the same in the source language; such an edition is of translations only.
    fields: what a patient or nurse fills in by hand; teach_back: whether it has the box for it.
    outside: of a sheet that is folded in three, the sections that stand on its front, its back and its flap; all others
    stand inside. None named is a sheet that is not folded.
    """

    name: str
    template: str
    style: str
    most_pages: int
    smallest_size: float
    fits: int
    sections: tuple[SectionId, ...] = ()
    bilingual: bool = False
    fields: tuple[FieldName, ...] = ()
    teach_back: bool = False
    outside: tuple[tuple[SectionId, ...], ...] = ()

    def sheet(self, paper: Paper) -> Paper:
        """Return the paper as its pages are turned: a folded sheet lies on its long side."""
        return Paper(paper.name, paper.height, paper.width) if self.outside else paper

    def panels(self, sheet: Paper, direction: str) -> tuple[Panel, ...]:
        """Return the panels of a sheet that lies as its pages are turned, in millimetres; none if it is not folded."""
        if not self.outside:
            return ()
        front, back, flap = self.outside
        sections = [("title", *front), back, flap, (), (), ()]
        panels = letter_fold(sheet.width, direction)
        return tuple(replace(panel, sections=ids) for panel, ids in zip(panels, sections, strict=True))

    @property
    def is_whole(self) -> bool:
        """Whether it has all of the leaflet."""
        return not self.sections


_ALL_FIELDS: tuple[FieldName, ...] = ("name", "date", "appointment", "nurse-telephone")

# Its two sides have no room for fields in the longest languages: a facility that has shorter ones switches them on.
HANDOUT = Edition("handout", "handout.html", "handout.css", most_pages=2, smallest_size=12, fits=4)
# RNIB calls 16 to 18 points and more large print.
LARGE_PRINT = Edition(
    "large-print", "handout.html", "large-print.css", 12, smallest_size=18, fits=1, fields=_ALL_FIELDS, teach_back=True
)
# For the door of the refrigerator: when to get help, and whom to call.
CARD = Edition("card", "card.html", "card.css", 1, smallest_size=12, fits=3, sections=("emergency", "call"))
# Six panels: what is seen first is the emergency list. In 10 of 27 languages they do not hold the whole leaflet at 12
# points: what may have caused it and how it is found, which a patient can do least about, is where the code leads.
TRIFOLD = Edition(
    "trifold", "trifold.html", "trifold.css", most_pages=2, smallest_size=12, fits=7,
    sections=("emergency", "call", "home-care", "about", "symptoms", "prevention", "treatment"),
    outside=(("emergency",), ("call",), ("home-care",)), fields=_ALL_FIELDS,
)  # fmt: skip

BILINGUAL = Edition(
    "bilingual",
    "bilingual.html",
    "bilingual.css",
    most_pages=8,
    smallest_size=12,
    fits=1,
    bilingual=True,
    fields=_ALL_FIELDS,
    teach_back=True,
)

_BUILT_IN = {edition.name: edition for edition in (HANDOUT, LARGE_PRINT, BILINGUAL, CARD, TRIFOLD)}


def editions(project: Project) -> dict[str, Edition]:
    """Return the editions that a project knows, by name: those that come with the builder, and its own.

    The settings change an edition of the builder's in what they name. An edition of the project's own is as the handout
    in what they do not: UsageError if they name no style sheet for it, or no limit of pages.
    """
    found = dict(_BUILT_IN)
    for name, settings in project.settings.edition.items():
        said = settings.model_dump(exclude_unset=True)
        lacks = {"style", "most_pages"} - said.keys()
        if name not in found and lacks:
            keys = " and ".join(key.replace("_", "-") for key in sorted(lacks))
            what = f"{SETTINGS_FILE}: [tool.leaflet.edition.{name}] lacks {keys}"
            raise UsageError(what, nearest(name, list(_BUILT_IN), "docs/hospitals.md says how to add an edition"))
        found[name] = replace(found.get(name) or replace(HANDOUT, name=name, fits=1), **said)
    return found


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
