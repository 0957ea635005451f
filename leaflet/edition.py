"""Editions: the forms in which a leaflet is printed, as data. A project adds its own in its settings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from leaflet.fold import Panel, letter_fold
from leaflet.folders import SETTINGS_FILE
from leaflet.imprint import Imprint
from leaflet.language import Language
from leaflet.localize import LocalizedLeaflet
from leaflet.model import SectionId
from leaflet.problem import UsageError, nearest
from leaflet.project import Project
from leaflet.settings import FieldName, Parts

POINTS_IN_MILLIMETRE = 72 / 25.4


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
    sections: those that it has, in the order of the source; none named is all of them, and all else of the leaflet.
    bilingual: whether each text stands beside the same in the source language; such an edition is of translations only.
    fields: what a patient or nurse fills in by hand; teach_back: whether it has the box for it.
    parts: how many of its pages a sheet of paper holds, so that a page is the sheet itself, its half or its quarter.
    medium: “print”, pages of paper; or “web”, one page for a browser, which has no paper, no sides and no fits.
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
    parts: Parts = 1
    medium: Literal["print", "web"] = "print"
    outside: tuple[tuple[SectionId, ...], ...] = ()

    @property
    def is_web(self) -> bool:
        """Whether it is a page for a browser."""
        return self.medium == "web"

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

    def folds(self, paper: Paper, direction: str) -> tuple[float, ...]:
        """Return where its sheet is folded, in millimetres from the left of its front; nothing if it is not folded."""
        panels = self.panels(self.sheet(paper), direction)
        return tuple(sorted(panel.right for panel in panels if panel.page == 1)[:-1])

    @property
    def is_whole(self) -> bool:
        """Whether it has all of the leaflet."""
        return not self.sections

    def file_name(self, leaflet_id: str, language: Language, paper: Paper | None, press: bool = False) -> str:
        """Return the name of the file of a leaflet; paper: None for a page for a browser; press: for a press."""
        ending = [paper.name, *(["press"] if press else []), "pdf"] if paper else ["html"]
        return ".".join([leaflet_id, language.tag, self.name, *ending])

    def other_pages(self, localized: LocalizedLeaflet, imprint: Imprint) -> tuple[tuple[Language, str], ...]:
        """Return the other languages of a leaflet, each with the address of its page.

        That is where the QR code of a print leads to; without such a place, the file that lies beside this one.
        """
        return tuple(
            (other, imprint.address(localized, other) or self.file_name(localized.leaflet.id, other, None))
            for other in imprint.languages
            if self.is_web and other != localized.language
        )


_ALL_FIELDS: tuple[FieldName, ...] = ("name", "date", "appointment", "nurse-telephone")

# Its two sides have no room for fields in the longest languages: a facility that has shorter ones switches them on.
HANDOUT = Edition("handout", "handout.html", "handout.css", most_pages=2, smallest_size=12, fits=4)
# RNIB calls 16 to 18 points and more large print.
LARGE_PRINT = Edition(
    "large-print", "handout.html", "large-print.css", 12, smallest_size=18, fits=1, fields=_ALL_FIELDS, teach_back=True
)
# For the door of the refrigerator: when to get help, and whom to call.
CARD = Edition("card", "card.html", "card.css", 1, smallest_size=12, fits=3, sections=("emergency", "call"))
# The same, laid out for the half and the quarter of a sheet: a card must be small by its layout, never by a scale.
HALF_CARD = replace(CARD, name="half-card", style="half-card.css", parts=2)
QUARTER_CARD = replace(CARD, name="quarter-card", style="quarter-card.css", smallest_size=9, parts=4)
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

# What the QR code leads to. A browser's own size of type is as a rule 16 pixels, 12 points.
WEB = Edition("web", "web.html", "web.css", most_pages=1, smallest_size=12, fits=1, medium="web")

_BUILT_IN = {
    edition.name: edition
    for edition in (HANDOUT, LARGE_PRINT, BILINGUAL, CARD, HALF_CARD, QUARTER_CARD, TRIFOLD, WEB)
}


def editions(project: Project) -> dict[str, Edition]:
    """Return the editions that a project knows, by name: those that come with the builder, and its own.

    The settings change an edition of the builder's in what they name. An edition of the project's own is as the handout
    (or web, if it is for that medium) in what they do not: UsageError if they name no style sheet for it, or no limit
    of pages.
    """
    found = dict(_BUILT_IN)
    for name, settings in project.settings.edition.items():
        said = settings.model_dump(exclude_unset=True)
        like = WEB if settings.medium == WEB.medium else HANDOUT
        lacks = ({"style"} if like is WEB else {"style", "most_pages"}) - said.keys()
        if name not in found and lacks:
            keys = " and ".join(key.replace("_", "-") for key in sorted(lacks))
            what = f"{SETTINGS_FILE}: [tool.leaflet.edition.{name}] lacks {keys}"
            raise UsageError(what, nearest(name, list(_BUILT_IN), "docs/hospitals.md says how to add an edition"))
        found[name] = replace(found.get(name) or replace(like, name=name, fits=1), **said)
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
