"""Proof: the document as a whole: its pages, and what it says of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from leaflet.checks.pdf.case import Case
from leaflet.checks.pdf.panels import lines_beyond_panels
from leaflet.checks.pdf.reading import HEADINGS
from leaflet.expectedtext import plain_text
from leaflet.problem import Problem
from leaflet.readback.facts import Box

# Sizes are written with a thousandth of a point, and rounded in between.
_TOLERANCE = 0.5
_PDF_A, _PDF_UA = "2A", "1"


def prove_budget(case: Case) -> Iterator[Problem]:
    """Yield a problem if the document has more pages than its edition allows, or none.

    It says by how much, and which sections take the most room: something in them must be said in fewer words.
    """
    pages, most = len(case.facts.pages), case.expectation.most_pages
    if 0 < pages <= most:
        return
    what = f"this has {pages} pages, not 1 to {most}"
    if not pages:
        yield case.problem("page-budget", what, "build it again")
        return
    over, lines = 0, Counter[str]()
    for block in case.reading.content:
        section = block.expected.id.partition("/")[0] if block.expected else ""
        for line in block.lines():
            over += line[0].piece.page >= most
            lines[section] += section in case.expectation.sections
    if case.expectation.panels:
        beyond = lines_beyond_panels(case)
        over, what = beyond.total(), f"{what}, as its panels do not hold {_counted(beyond)}"
    hint = f"say the same in fewer words; the longest sections are {_counted(lines)}"
    yield case.problem("page-budget", f"{what}: {over} lines are too many", hint)


def _counted(lines: Counter[str]) -> str:
    return ", ".join(f"“{section}” ({count} lines)" for section, count in lines.most_common(3))


def prove_page(case: Case) -> Iterator[Problem]:
    """Yield a problem for each fault of the document as a whole.

    page-boxes: a page is not the paper's size, is
    turned, or shows only a part of itself. title, language: it does not say its own. conformance: it does not say that
    it is tagged, PDF/A-2a and PDF/UA-1. outline: its outline is not that of its headings. link: it leads elsewhere than
    to the leaflet's own address, or bears a note or a form.
    """
    yield from _pages(case)
    yield from _says(case)
    yield from _outline(case)
    for note in case.facts.annotations:
        if note.type != "Link" or note.address not in (None, case.expectation.code):
            what = f"page {note.page + 1} has a {note.type} to “{note.address or 'nowhere'}”"
            yield case.problem("link", what, "a leaflet leads to its own address only, and bears no notes")


def _pages(case: Case) -> Iterator[Problem]:
    width, height = case.expectation.size
    for number, page in enumerate(case.facts.pages, 1):
        box = page.trim
        size_is_right = abs(box[2] - box[0] - width) < _TOLERANCE and abs(box[3] - box[1] - height) < _TOLERANCE
        if not size_is_right or page.rotation % 360 or page.unit != 1:
            what = f"page {number} is {box[2] - box[0]:.0f} by {box[3] - box[1]:.0f} points, turned by {page.rotation}°"
            yield case.problem("page-boxes", what, f"it should be {width:.0f} by {height:.0f}, upright")
        boxes = (page.media, page.crop, page.bleed, page.trim)
        if not all(_holds(outer, inner) for outer, inner in pairwise(boxes)):
            what = f"page {number} has boxes that do not lie in one another: media, crop, bleed, trim"
            yield case.problem("page-boxes", what, "a viewer would hide a part of the page")


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer[0] <= inner[0] + _TOLERANCE
        and outer[1] <= inner[1] + _TOLERANCE
        and outer[2] >= inner[2] - _TOLERANCE
        and outer[3] >= inner[3] - _TOLERANCE
    )


def _says(case: Case) -> Iterator[Problem]:
    says, expectation = case.facts.metadata, case.expectation
    for title in (says.title, says.xmp_title):
        if plain_text(title or "") != plain_text(expectation.title):
            yield case.problem("title", f"the title is “{title or ''}”", f"it should be “{expectation.title}”")
            break
    if not says.shows_title:
        yield case.problem("title", "a viewer would show the file's name, not the title", "set DisplayDocTitle")
    if says.language != expectation.language:
        what = f"the document says that it is in {says.language or 'no language'}"
        yield case.problem("language", what, f"it should say {expectation.language}")
    if not says.marked or case.facts.structure is None:
        yield case.problem("conformance", "the document is not tagged", "a screen reader could not read it")
    if says.pdf_a != _PDF_A or says.pdf_ua != _PDF_UA:
        what = f"the document says that it is PDF/A-{says.pdf_a or '?'} and PDF/UA-{says.pdf_ua or '?'}"
        yield case.problem("conformance", what, f"it should be PDF/A-{_PDF_A} and PDF/UA-{_PDF_UA}")


def _outline(case: Case) -> Iterator[Problem]:
    headings = [(block.text, min(block.pages)) for block in case.reading.content if block.kind in HEADINGS]
    entries = [(plain_text(entry.title), entry.page) for entry in case.facts.outline]
    if headings != entries:
        said = ", ".join(f"“{title}”" for title, _ in entries) or "nothing"
        yield case.problem("outline", f"the outline says {said}", "it should say the headings, each with its page")
