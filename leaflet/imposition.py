"""Imposition: the pages of a finished PDF, placed on the sheets that a printing machine prints, folds or cuts.

Every page keeps its size: a sheet is larger than the page, and type that was proved to be large enough stays so. Pages
lie edge to edge, so that each fold and each cut is one line for two pages. Its marks are drawn on that line, from the
edge of the sheet inwards, where the proofs on the pages let no text stand.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Literal

import pikepdf

from leaflet.edition import POINTS_IN_MILLIMETRE, Paper
from leaflet.problem import UsageError
from leaflet.schemes import Scheme

__all__ = ["MARK_LENGTH", "Direction", "Scheme", "booklet_sides", "copied_sides", "impose", "origin"]

# A printer's white edge takes up to 6 mm of a mark: the rest is what one sees.
MARK_LENGTH = 10 * POINTS_IN_MILLIMETRE
_MARK_WIDTH = 0.25

Direction = Literal["ltr", "rtl"]
Side = tuple[int | None, ...]
"""The page on each place of one side of a sheet, from 0, None for an empty one: row by row, from the upper left."""


def booklet_sides(pages: int, direction: Direction) -> list[Side]:
    """Return the sides of the sheets of a booklet stapled in its fold: front, back, front, back, from the outer sheet.

    pages: how many there are; empty ones fill the last sheet up. A booklet that reads from right to left is bound on
    the right: what lies on the left of a side in the other direction lies on its right.
    """
    padded = -(-pages // 4) * 4
    sides: list[Side] = []
    for outer in range(0, padded // 2, 2):
        for left, right in ((padded - 1 - outer, outer), (outer + 1, padded - 2 - outer)):
            pair = (left, right) if direction == "ltr" else (right, left)
            sides.append(tuple(page if page < pages else None for page in pair))
    return sides


def copied_sides(pages: int, scheme: Scheme) -> list[Side]:
    """Return a side for each page, with a copy of it on each place."""
    return [(page,) * scheme.places for page in range(pages)]


def impose(data: bytes, scheme: Scheme, paper: Paper, direction: Direction) -> bytes:
    """Return the sheets of a PDF whose pages are of one paper: PDF/A-2b, with its title and its language.

    paper: that of the pages, upright. The result is for a printing machine: it has no structure for a screen reader,
    which has the file that it is made of. UsageError if there is no sheet for the paper, or nothing to fold, or if the
    pages are larger than their trim: what is cut off of them would be lost on the sheet.
    """
    sheet = scheme.sheet(paper)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = len(pdf.pages)
        if scheme.folded and pages <= 2:
            raise UsageError(f"a booklet has more than two pages, not {pages}", "print it on both sides of one sheet")
        if any(list(page.mediabox) != list(page.trimbox) for page in pdf.pages):
            raise UsageError("these pages have a bleed or marks of their own", "impose the file that has none")
        sides = booklet_sides(pages, direction) if scheme.folded else copied_sides(pages, scheme)
        forms = [page.as_form_xobject() for page in pdf.pages]
        for side in sides:
            _add_sheet(pdf, scheme, paper, sheet, side, forms)
        del pdf.pages[:pages]
        _describe(pdf, scheme)
        result = io.BytesIO()
        pdf.save(result, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return result.getvalue()


def origin(scheme: Scheme, paper: Paper, sheet: Paper, place: int) -> tuple[float, float]:
    """Return the lower left corner of a place on the sheet, in points: the block of pages is in the sheet's middle."""
    width, height = scheme.size(paper)
    row, column = divmod(place, scheme.columns)
    x = (sheet.width - width) / 2 + column * paper.width
    y = (sheet.height + height) / 2 - (row + 1) * paper.height
    return x * POINTS_IN_MILLIMETRE, y * POINTS_IN_MILLIMETRE


def _add_sheet(
    pdf: pikepdf.Pdf, scheme: Scheme, paper: Paper, sheet: Paper, side: Side, forms: Sequence[pikepdf.Object]
) -> None:
    """Add one side of a sheet to the end of a document."""
    width, height = sheet.width * POINTS_IN_MILLIMETRE, sheet.height * POINTS_IN_MILLIMETRE
    page = pdf.add_blank_page(page_size=(round(width, 3), round(height, 3)))
    names = {number: f"/Page{number + 1}" for number in side if number is not None}
    page.obj.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary({name: forms[number] for number, name in names.items()})
    )
    lines = []
    for place, number in enumerate(side):
        if number is not None:
            x, y = origin(scheme, paper, sheet, place)
            lines.append(f"q 1 0 0 1 {x:.3f} {y:.3f} cm {names[number]} Do Q")
    lines.append(f"q 0 G {_MARK_WIDTH} w")
    lines += [f"{x1:.3f} {y1:.3f} m {x2:.3f} {y2:.3f} l S" for x1, y1, x2, y2 in _marks(scheme, width, height)]
    page.obj.Contents = pdf.make_stream("\n".join([*lines, "Q"]).encode())


def _marks(scheme: Scheme, width: float, height: float) -> Iterator[tuple[float, float, float, float]]:
    """Yield the marks, each a line from point to point: at both ends of each fold or cut, and where two meet."""
    x, y, half = width / 2, height / 2, MARK_LENGTH / 2
    if scheme.columns == 2:
        yield x, 0, x, MARK_LENGTH
        yield x, height - MARK_LENGTH, x, height
    if scheme.rows == 2:
        yield 0, y, MARK_LENGTH, y
        yield width - MARK_LENGTH, y, width, y
    if scheme.columns == scheme.rows == 2:
        yield x, y - half, x, y + half
        yield x - half, y, x + half, y


def _describe(pdf: pikepdf.Pdf, scheme: Scheme) -> None:
    """Let the document say what it is, and no more: what led through the pages leads nowhere on the sheets."""
    for key in ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/Dests", "/OpenAction", "/PageLabels"):
        if key in pdf.Root:
            del pdf.Root[key]
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["pdfaid:conformance"] = "B"
        for key in ("pdfuaid:part", "pdfaExtension:schemas"):
            if key in metadata:
                del metadata[key]
    # What a print dialogue starts with: the sheets at their size, on both sides.
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True, PrintScaling=pikepdf.Name.None_)
    if scheme.folded:
        pdf.Root.ViewerPreferences.Duplex = pikepdf.Name.DuplexFlipShortEdge
