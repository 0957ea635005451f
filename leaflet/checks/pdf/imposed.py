"""Proofs on an imposed PDF: do the sheets, folded or cut, give exactly the pages that were proved?

The two files are compared as they lie on the disk. The order is not computed as imposition computes it: the sheets that
were read back are folded, and leafed through from the first page to the last.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf

from leaflet.checks.pdf.placed import Digests, Line, Placed, Sheet, box, read_sheet
from leaflet.edition import POINTS_IN_MILLIMETRE, Paper
from leaflet.imposition import MARK_LENGTH, Direction, Scheme
from leaflet.problem import Location, Problem, error
from leaflet.readback import ReadbackError
from leaflet.readback.facts import Box

# Places are written with a thousandth of a point.
_TOLERANCE = 0.01
# A hairline: half of it is on either page.
_WIDEST_MARK = 0.5
_ROOT_KEYS = {"/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents", "/ViewerPreferences", "/Version"}
_CLAIMS = {"pdfaid:part": "2", "pdfaid:conformance": "B", "pdfuaid:part": None}
_AGAIN = "impose the pages again: leaflet impose"


@dataclass(frozen=True)
class _Trial:
    """Two files, read: the proven pages and the sheets. pages: the digest and the trim of each."""

    scheme: Scheme
    paper: Paper
    direction: Direction
    pages: tuple[tuple[str, Box], ...]
    sheets: tuple[Sheet, ...]
    path: str

    @property
    def numbers(self) -> list[int]:
        """Return the number of each page, from 0; pages that draw the same have that of the first of them."""
        return [self.pages.index(page) for page in self.pages]

    @property
    def size(self) -> tuple[float, float]:
        """Return the width and the height that the sheets should have."""
        sheet = self.scheme.sheet(self.paper)
        return sheet.width * POINTS_IN_MILLIMETRE, sheet.height * POINTS_IN_MILLIMETRE

    @property
    def corners(self) -> list[tuple[float, float]]:
        """Return the lower left corner of each place: row by row, from the upper left."""
        width, height = self.size
        page_width, page_height = (side * POINTS_IN_MILLIMETRE for side in (self.paper.width, self.paper.height))
        left = (width - self.scheme.columns * page_width) / 2
        top = (height + self.scheme.rows * page_height) / 2
        rows, columns = range(1, self.scheme.rows + 1), range(self.scheme.columns)
        return [(left + column * page_width, top - row * page_height) for row in rows for column in columns]

    def problem(self, check: str, message: str, hint: str = _AGAIN) -> Problem:
        return error(check, Location(self.path), message, hint)


def prove_imposed(
    data: bytes, proven: bytes, scheme: Scheme, paper: Paper, direction: Direction, path: str
) -> list[Problem]:
    """Return what is wrong with the sheets that were made of a proven PDF, nothing if they are right.

    paper: that of the pages, upright; direction: that of the language; path: how messages name the file of the sheets.
    """
    try:
        with pikepdf.open(io.BytesIO(proven)) as pages, pikepdf.open(io.BytesIO(data)) as sheets:
            digests, of_sheets = Digests(), Digests()
            trial = _Trial(
                scheme,
                paper,
                direction,
                tuple((digests.page(page), box(page.trimbox)) for page in pages.pages),
                tuple(read_sheet(page, of_sheets) for page in sheets.pages),
                path,
            )
            return list(dict.fromkeys([*_document(trial, pages, sheets), *_prove(trial)]))
    except (ReadbackError, pikepdf.PdfError, KeyError, ValueError, TypeError, AttributeError, RecursionError) as fault:
        # pikepdf answers an object of the wrong kind with most of these.
        return [error("unreadable-pdf", Location(path), f"the sheets cannot be read back: {fault}", _AGAIN)]


def _prove(trial: _Trial) -> Iterator[Problem]:
    found: list[list[int | None]] = []
    for number, sheet in enumerate(trial.sheets, 1):
        yield from _sheet(trial, number, sheet)
        places: list[int | None] = [None] * trial.scheme.places
        for placed in sheet.placed:
            page = _page_of(trial, placed)
            if page is None:
                yield trial.problem("imposed-page", f"side {number} has a page that is none of those that were proved")
            place = _place_of(trial, placed)
            if place is None:
                what = f"side {number}: {_name(page)} does not lie in one of its places at its own size"
                yield trial.problem("imposed-place", what, f"its matrix is {' '.join(f'{v:g}' for v in placed.matrix)}")
            elif places[place] is not None:
                yield trial.problem("imposed-place", f"side {number}: {_name(page)} lies over another page")
            else:
                places[place] = page
        found.append(places)
    wrong = list(_counts(trial))
    yield from wrong
    if not wrong:
        yield from _order(trial, found)


def _sheet(trial: _Trial, number: int, sheet: Sheet) -> Iterator[Problem]:
    """Yield a problem for each fault of a side that is none of its pages."""
    for what in sheet.extra:
        yield trial.problem("imposed-extra", f"side {number}: {what}")
    if any(abs(a - b) > _TOLERANCE for a, b in zip(sheet.box, (0, 0, *trial.size), strict=True)):
        width, height = sheet.box[2] - sheet.box[0], sheet.box[3] - sheet.box[1]
        hint = "it should be {:.0f} by {:.0f}".format(*trial.size)
        yield trial.problem("page-boxes", f"side {number} is {width:.0f} by {height:.0f} points", hint)
    folds = list(_folds(trial))
    for line in sheet.lines:
        if not any(_is_mark(line, fold) for fold in folds):
            start, end = line.start, line.end
            what = f"side {number} has a line from {start[0]:.0f}, {start[1]:.0f} to {end[0]:.0f}, {end[1]:.0f}"
            yield trial.problem("imposed-mark", what, "a mark is a short hairline between two pages")
    for fold in folds:
        for end in (fold.start, fold.end):
            if not any(_near(end, point) for line in sheet.lines for point in (line.start, line.end)):
                what = f"side {number} has no mark at {end[0]:.0f}, {end[1]:.0f}, where it is folded or cut"
                yield trial.problem("imposed-mark", what)


def _folds(trial: _Trial) -> Iterator[Line]:
    """Yield the lines along which sheets are folded or cut, from edge to edge."""
    width, height = trial.size
    for x in sorted({x for x, _ in trial.corners})[1:]:
        yield Line((x, 0), (x, height), 0)
    for y in sorted({y for _, y in trial.corners})[1:]:
        yield Line((0, y), (width, y), 0)


def _is_mark(line: Line, fold: Line) -> bool:
    """Tell whether a line is a short hairline on a fold."""
    along = 1 if abs(fold.start[0] - fold.end[0]) < _TOLERANCE else 0
    points = (line.start, line.end)
    on_fold = all(abs(point[1 - along] - fold.start[1 - along]) < _TOLERANCE for point in points)
    inside = all(fold.start[along] - _TOLERANCE < point[along] < fold.end[along] + _TOLERANCE for point in points)
    short = abs(line.start[along] - line.end[along]) < MARK_LENGTH + _TOLERANCE
    return on_fold and inside and short and line.width <= _WIDEST_MARK


def _near(point: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) < _TOLERANCE for a, b in zip(point, other, strict=True))


def _page_of(trial: _Trial, placed: Placed) -> int | None:
    """Return the number of the first proven page that draws the same and shows as much of it."""
    for number, (digest, trim) in enumerate(trial.pages):
        if digest == placed.digest and all(abs(a - b) < _TOLERANCE for a, b in zip(trim, placed.box, strict=True)):
            return number
    return None


def _place_of(trial: _Trial, placed: Placed) -> int | None:
    """Return the place in which a page lies, upright and at its own size; None if it does not."""
    if any(abs(a - b) > 1e-6 for a, b in zip(placed.matrix[:4], (1, 0, 0, 1), strict=True)):
        return None
    corner = placed.matrix[4] + placed.box[0], placed.matrix[5] + placed.box[1]
    return next((place for place, each in enumerate(trial.corners) if _near(corner, each)), None)


def _counts(trial: _Trial) -> Iterator[Problem]:
    """Yield a problem for each page that is not there as often as it should be."""
    times = 1 if trial.scheme.folded else trial.scheme.places
    placed = Counter(_page_of(trial, each) for sheet in trial.sheets for each in sheet.placed)
    for number, count in Counter(trial.numbers).items():
        if placed[number] != count * times:
            what = f"{_name(number)} is on the sheets {placed[number]} times, not {count * times}"
            yield trial.problem("imposed-count", what)


def _order(trial: _Trial, found: Sequence[Sequence[int | None]]) -> Iterator[Problem]:
    wanted: list[int | None]
    if trial.scheme.folded:
        if len(found) % 2:
            yield trial.problem("imposed-order", "the last sheet has one side only")
            return
        read = _leafed(found, trial.direction)
        wanted = [*trial.numbers, *[None] * (-len(trial.pages) % 4)]
    else:
        read = [page for side in found for page in side]
        wanted = [page for page in trial.numbers for _ in range(trial.scheme.places)]
    if read != wanted:
        order = ", ".join("empty" if page is None else str(page + 1) for page in read)
        yield trial.problem("imposed-order", f"one reads the pages in the order {order or 'of none'}")


def _leafed(sides: Sequence[Sequence[int | None]], direction: Direction) -> list[int | None]:
    """Return the pages as a reader meets them who leafs through the folded sheets, the first sheet being the outer one.

    The leaf of a sheet that comes first is its half away from the spine's side: the right one where one reads from left
    to right. Its back, at a turn about the short edge, is on the other side's other half.
    """
    early, late = (1, 0) if direction == "ltr" else (0, 1)
    fronts, backs = sides[::2], sides[1::2]
    pages = [page for front, back in zip(fronts, backs, strict=True) for page in (front[early], back[late])]
    inwards = list(zip(fronts, backs, strict=True))
    return pages + [page for front, back in reversed(inwards) for page in (back[early], front[late])]


def _document(trial: _Trial, pages: pikepdf.Pdf, sheets: pikepdf.Pdf) -> Iterator[Problem]:
    """Yield a problem for each thing that the document says otherwise than the proven one, or does by itself."""
    for key in sorted(set(sheets.Root.keys()) - _ROOT_KEYS):
        yield trial.problem("imposed-extra", f"the document has a {key}")
    titles = [str(pdf.docinfo.get("/Title")) for pdf in (pages, sheets)]
    if titles[0] != titles[1]:
        yield trial.problem("title", f"the title is “{titles[1]}”", f"it should be “{titles[0]}”")
    languages = [str(pdf.Root.get("/Lang")) for pdf in (pages, sheets)]
    if languages[0] != languages[1]:
        what = f"the document says that it is in {languages[1]}"
        yield trial.problem("language", what, f"it should say {languages[0]}")
    metadata = sheets.open_metadata()
    claims = {key: metadata.get(key) for key in _CLAIMS}
    if claims != _CLAIMS:
        said = ", ".join(f"{key} {value}" for key, value in claims.items() if value)
        yield trial.problem("conformance", f"the document claims {said or 'nothing'}", "sheets are PDF/A-2b alone")


def _name(page: int | None) -> str:
    return "a page" if page is None else f"page {page + 1}"
