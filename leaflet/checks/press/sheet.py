"""Preflight: the sheet. Its boxes lie within one another, and its marks stand where the knife and the fold come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leaflet.checks.press.case import PressCase
from leaflet.checks.press.plates import Paint, Point
from leaflet.edition import POINTS_IN_MILLIMETRE
from leaflet.problem import Problem
from leaflet.readback.facts import Box

# What printers ask for, in millimetres. PDF/X-4 asks for no more than that the boxes lie within one another.
BLEED = 3.0
# In points: the boxes are written with four digits after the point.
_TOLERANCE = 0.01
_Line = tuple[Point, Point]


def check_sheet(case: PressCase) -> Iterator[Problem]:
    """Yield a problem for each fault of a page's boxes (press-boxes) and of its marks (press-marks)."""
    for number, page in enumerate(case.pdf.pages):
        boxes = [_box(page.obj.get(f"/{name}Box")) for name in ("Media", "Bleed", "Trim")]
        media, bleed, trim = boxes
        if media is None or bleed is None or trim is None:
            what = "the page lacks a MediaBox, a BleedBox or a TrimBox of its own"
            yield case.problem("press-boxes", what, "a printer cannot tell where to cut", number)
            continue
        yield from _boxes(case, page.obj, number, media, bleed, trim)
        marks = [paint for paint in case.painted if paint.page == number and _is_mark(paint)]
        yield from _marks(case, number, bleed, trim, marks)


def _boxes(case: PressCase, page: Any, number: int, media: Box, bleed: Box, trim: Box) -> Iterator[Problem]:
    least = _grown(trim, BLEED * POINTS_IN_MILLIMETRE)
    crop = _box(page.get("/CropBox")) or media
    if not (_holds(bleed, trim) and _holds(media, bleed) and _holds(crop, bleed)):
        what = "the boxes do not lie within one another: trim, bleed, media"
        yield case.problem("press-boxes", what, "a printer would cut off a part of the page", number)
    elif not _holds(bleed, least):
        what = f"the bleed is less than {BLEED:g} mm on a side"
        yield case.problem("press-boxes", what, "a white edge would be seen where the knife is off", number)
    if "/ArtBox" in page:
        what = "the page has an ArtBox beside its TrimBox"
        yield case.problem("press-boxes", what, "PDF/X-4 allows one of the two", number)
    if int(page.get("/Rotate", 0)) % 360 or float(page.get("/UserUnit", 1)) != 1:
        yield case.problem("press-boxes", "the page is turned or scaled", "imposition would place it wrongly", number)


def _marks(case: PressCase, number: int, bleed: Box, trim: Box, marks: list[Paint]) -> Iterator[Problem]:
    for paint in marks:
        if paint.box is None or _meet(paint.box, bleed):
            what = "a printer's mark stands inside of the bleed"
            yield case.problem("press-marks", what, "it would be printed on the page", number)
            return
    lines = [line for paint in marks for line in paint.lines]
    for x in (trim[0], trim[2]):
        for y in (trim[1], trim[3]):
            across = any(_is_level(line, y) and _nearest(line, 0, x, trim) for line in lines)
            along = any(_is_upright(line, x) and _nearest(line, 1, y, trim) for line in lines)
            if not (across and along):
                corner = f"{'lower' if y == trim[1] else 'upper'} {'left' if x == trim[0] else 'right'}"
                what = f"the crop marks of the {corner} corner are missing, or off"
                yield case.problem("press-marks", what, "it could not be cut to size", number)
    for fold in case.folds:
        from_left = fold * POINTS_IN_MILLIMETRE
        x = trim[0] + from_left if number % 2 == 0 else trim[2] - from_left
        if not all(any(_is_upright(line, x) and _nearest(line, 1, y, trim) for line in lines) for y in trim[1::2]):
            what = f"the marks of the fold at {fold:g} mm are missing, or off"
            yield case.problem("press-marks", what, "it would be folded through the text", number)


def _is_mark(paint: Paint) -> bool:
    on_all_plates = paint.ink is not None and paint.ink.space == "All"
    return paint.kind in ("text", "path", "image") and (paint.mark or on_all_plates)


def _is_level(line: _Line, y: float) -> bool:
    return all(abs(point[1] - y) < _TOLERANCE for point in line)


def _is_upright(line: _Line, x: float) -> bool:
    return all(abs(point[0] - x) < _TOLERANCE for point in line)


def _nearest(line: _Line, axis: int, edge: float, trim: Box) -> bool:
    """Tell whether a line lies outside of the trim, next to one of its edges; axis: 0 for x, 1 for y."""
    outwards = -1 if edge == trim[axis] else 1
    return all((point[axis] - edge) * outwards > 0 for point in line)


def _box(array: Any) -> Box | None:
    if array is None:
        return None
    x1, y1, x2, y2 = (float(value) for value in array)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _grown(box: Box, more: float) -> Box:
    return box[0] - more, box[1] - more, box[2] + more, box[3] + more


def _holds(outer: Box, inner: Box) -> bool:
    low = all(outer[i] <= inner[i] + _TOLERANCE for i in (0, 1))
    return low and all(outer[i] >= inner[i] - _TOLERANCE for i in (2, 3))


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and one[2] >= other[0] and one[1] <= other[3] and one[3] >= other[1]
