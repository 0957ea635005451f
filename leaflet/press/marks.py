"""The sheet around a page: its boxes, and the marks that say where to cut and where to fold.

The content reaches 3 mm beyond the trim, so that no white edge is seen where the knife is a little off. The marks stand
beyond that, on every plate: what is drawn there is cut away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from leaflet.edition import POINTS_IN_MILLIMETRE

# In millimetres: how far the content goes beyond the trim; how far from the trim marks begin and end; the sheet's edge.
BLEED = 3.0
_FROM, _TO, _SLUG = 4.0, 9.0, 10.0
# In points: the width of a mark.
_LINE = 0.25
_NAME = "Marks"

Box = tuple[float, float, float, float]
_Line = tuple[float, float, float, float]


def add_sheet(pdf: pikepdf.Pdf, folds: Sequence[float]) -> None:
    """Give each page its boxes and marks; a page as it comes has a TrimBox, and content that is drawn up to its bleed.

    folds: how far from the left edge of the first page the sheet is folded, in millimetres. The back is mirrored.
    """
    marks = pdf.make_indirect(_all_plates())
    for number, page in enumerate(pdf.pages):
        trim = _box(page.trimbox)
        bleed, media = grown(trim, BLEED), grown(trim, _SLUG)
        width = (trim[2] - trim[0]) / POINTS_IN_MILLIMETRE
        here = folds if number % 2 == 0 else [width - fold for fold in folds]
        content = b"".join(stream.read_bytes() for stream in _streams(page.obj.Contents))
        clip = f"q {_numbers(bleed[0], bleed[1], bleed[2] - bleed[0], bleed[3] - bleed[1])} re W n\n".encode()
        drawn = clip + content + b"\nQ\n" + _marks(trim, here)
        page.obj.Contents = pdf.make_stream(drawn)
        page.resources.ColorSpace = pikepdf.Dictionary({f"/{_NAME}": marks})
        for name, box in (("/MediaBox", media), ("/BleedBox", bleed), ("/TrimBox", trim)):
            page.obj[name] = pikepdf.Array([round(value, 4) for value in box])
        for name in ("/CropBox", "/ArtBox"):
            if name in page.obj:
                del page.obj[name]


def grown(box: Box, millimetres: float) -> Box:
    """Return a box that is larger by so much on each side."""
    more = millimetres * POINTS_IN_MILLIMETRE
    return box[0] - more, box[1] - more, box[2] + more, box[3] + more


def _all_plates() -> pikepdf.Array:
    """Return the colour that is on every plate, whichever there are (ISO 32000-1, 8.6.6.4)."""
    function = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceCMYK, function])


def _marks(trim: Box, folds: Sequence[float]) -> bytes:
    """Return what draws the marks, as no part of the content (ISO 32000-1, 14.8.2.2.2: a page artifact)."""
    crop = "".join(f"{_numbers(x1, y1)} m {_numbers(x2, y2)} l S\n" for x1, y1, x2, y2 in _crop_marks(trim))
    fold = "".join(f"{_numbers(x1, y1)} m {_numbers(x2, y2)} l S\n" for x1, y1, x2, y2 in _fold_marks(trim, folds))
    dashed = f"[3 2] 0 d\n{fold}" if fold else ""
    return f"/Artifact <</Type /Page>> BDC\nq {_LINE} w /{_NAME} CS 1 SCN\n{crop}{dashed}Q\nEMC\n".encode()


def _crop_marks(trim: Box) -> Iterator[_Line]:
    """Yield two lines at each corner, that would meet there."""
    near, far = _FROM * POINTS_IN_MILLIMETRE, _TO * POINTS_IN_MILLIMETRE
    for x, outwards in ((trim[0], -1), (trim[2], 1)):
        for y, upwards in ((trim[1], -1), (trim[3], 1)):
            yield x + outwards * near, y, x + outwards * far, y
            yield x, y + upwards * near, x, y + upwards * far


def _fold_marks(trim: Box, folds: Sequence[float]) -> Iterator[_Line]:
    """Yield a line above and below the page for each fold."""
    near, far = _FROM * POINTS_IN_MILLIMETRE, _TO * POINTS_IN_MILLIMETRE
    for fold in folds:
        x = trim[0] + fold * POINTS_IN_MILLIMETRE
        yield x, trim[1] - near, x, trim[1] - far
        yield x, trim[3] + near, x, trim[3] + far


def _numbers(*values: float) -> str:
    return " ".join(f"{value:.4f}" for value in values)


def _streams(contents: Any) -> Any:
    return (contents,) if isinstance(contents, pikepdf.Stream) else contents


def _box(array: Any) -> Box:
    left, bottom, right, top = (float(value) for value in array)
    return left, bottom, right, top
