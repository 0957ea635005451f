"""Proof: every text is really to be seen.

The pages are drawn, as a printer would draw them, and each text once more from the outlines of its glyphs, in its
colour, on the ground that is found around it. Where the two differ, something covers it, cuts it off or hides it:
white on white, under a box, outside of a clip, off the page. And what is drawn may be too small, too faint, too near
the edge.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, cast

import pypdfium2
import uharfbuzz
import zxingcpp
from PIL import Image, ImageChops, ImageFilter

from leaflet.checks.pdf.case import Case, shortened
from leaflet.checks.pdf.contrast import contrast, drawn, grey
from leaflet.checks.pdf.reading import Block, same_line
from leaflet.problem import Problem
from leaflet.readback.facts import Color, Font, PageFacts, Piece, Run

# At this resolution, in dots an inch, the point of a decimal number leaves a trace that tells its absence.
RESOLUTION = 96
# The share of a text's contrast with its ground by which the mean of three by three dots may be off. On good pages it
# stays below 0.2; a missing point of 12-point type makes 0.38, any missing letter 0.47 or more.
_LARGEST_DIFFERENCE = 0.3
_MEAN = ImageFilter.BoxBlur(1)
# WCAG 2.2, success criteria 1.4.3 and 1.4.6.
LEAST_CONTRAST, LEAST_SIGN_CONTRAST = 4.5, 7.0
# Most office printers leave less than these 6 millimetres blank. In points.
EDGE = 6 * 72 / 25.4
_CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_LARGEST_SIZE = 200.0
_TOLERANCE = 0.02
# How much of a dot two lines must both cover to be seen to meet there.
_INKED = 96

Box = tuple[int, int, int, int]
"""Left, top, right, bottom, in dots from the upper left corner."""


class _Fault(NamedTuple):
    check: str
    what: str
    hint: str


_OFF = _Fault("page-edge", "is nearer than 6 mm to the edge of the paper, or beyond it", "mend the style sheet")


@dataclass(frozen=True, slots=True)
class _Ink:
    """The ink that the outlines of some glyphs ask for: where, how much of each dot, and on which ground. 0 to 255."""

    piece: Piece
    box: Box
    mask: Image.Image
    color: tuple[int, ...]
    ground: tuple[int, ...]


def prove_ink(case: Case, data: bytes) -> Iterator[Problem]:
    """Yield a problem for each text that cannot be seen, or not well; data: the file.

    hidden: its ink is not there, or other ink is. lines-meet: its ink runs into that of another line. faint: its
    contrast is below 4.5:1, or 7:1 in a list of warning signs. too-small: its type is smaller than the edition's
    smallest. distorted: its type is stretched, turned, or not simply filled with a colour. page-edge: it stands within
    6 millimetres of the paper's edge, where many printers do not print. code: the code to scan does not open the
    leaflet's address.
    """
    blocks = {id(part.piece): block for block in case.reading.blocks() for part in block.parts}
    codes: list[str] = []
    document = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(case.facts.pages):
            drawing = document[number]
            drawing.set_cropbox(*page.trim)  # what a press prints beyond it is cut away
            sheet = _Sheet(page, drawing.render(scale=RESOLUTION / 72, prefer_bgrx=True).to_pil())
            found = zxingcpp.read_barcodes(sheet.grey, _CODES, try_rotate=False, try_downscale=False, try_invert=False)
            codes += (code.text for code in found)
            for block, (check, what, hint) in _page_faults(case, page, sheet, blocks).items():
                if isinstance(block, Block):
                    yield case.problem(check, what, hint, block)
                else:
                    yield case.problem(check, f"page {number + 1}: a text {what}", hint)
    finally:
        document.close()
    if codes != ([case.expectation.code] if case.expectation.code else []):
        what = f"the code to scan says {', '.join(codes) or 'nothing'}"
        yield case.problem("code", what, f"it should open {case.expectation.code or 'nothing'}")


def _page_faults(case: Case, page: PageFacts, sheet: _Sheet, blocks: Mapping[int, Block]) -> dict[Block | int, _Fault]:
    """Return the first fault of each text of a page; of a piece that belongs to none, by its identity."""
    faults: dict[Block | int, _Fault] = {}
    inks: list[_Ink] = []
    for piece in page.pieces:
        owner = blocks.get(id(piece), id(piece))
        for color, runs in groupby(piece.runs, key=lambda run: run.color):
            stretch = list(runs)
            fault = _type_fault(stretch, case.expectation.smallest_size)
            if fault is None and not sheet.reaches(stretch):
                fault = _OFF
            ink = sheet.ink(piece, stretch, color) if fault is None and color is not None else None
            if ink is not None and not sheet.has_room(ink.box):
                fault = _OFF
            elif ink is not None:
                inks.append(ink)
            if fault is not None:
                faults.setdefault(owner, fault)
    for ink, other in _meeting(inks):
        owner, beside = (blocks.get(id(each.piece), id(each.piece)) for each in (ink, other))
        what = f"meets “{shortened(beside.text, 30) if isinstance(beside, Block) else ''}”, on a line above or below"
        faults.setdefault(owner, _Fault("lines-meet", what, "give the lines of this script more room"))
    for ink, difference in sheet.compare(inks):
        owner = blocks.get(id(ink.piece), id(ink.piece))
        found = contrast(ink.color, ink.ground)
        least = LEAST_SIGN_CONTRAST if isinstance(owner, Block) and _urgent(case, owner) else LEAST_CONTRAST
        if found < least:
            what = f"has a contrast of {found:.1f}:1, below {least}:1"
            faults.setdefault(owner, _Fault("faint", what, "choose a darker colour, or a lighter ground"))
        elif difference > _LARGEST_DIFFERENCE:
            faults.setdefault(owner, _Fault("hidden", "is not seen as it is set", "something covers it or cuts it off"))
    return faults


def _meeting(inks: Sequence[_Ink]) -> Iterator[tuple[_Ink, _Ink]]:
    """Yield the pairs of inks of two lines that have a dot in common."""
    by_top = sorted(inks, key=lambda ink: ink.box[1])
    for i, upper in enumerate(by_top):
        for lower in by_top[i + 1 :]:
            if lower.box[1] >= upper.box[3]:
                break
            left, right = max(upper.box[0], lower.box[0]), min(upper.box[2], lower.box[2])
            if left < right and not same_line(upper.piece, lower.piece):
                common = (left, lower.box[1], right, min(upper.box[3], lower.box[3]))
                both = ImageChops.darker(*(ink.mask.crop(_within(common, ink.box)) for ink in (upper, lower)))
                if cast("tuple[int, int]", both.getextrema())[1] >= _INKED:
                    yield upper, lower


def _within(box: Box, frame: Box) -> Box:
    """Return a box as counted from the corner of a frame."""
    return box[0] - frame[0], box[1] - frame[1], box[2] - frame[0], box[3] - frame[1]


def _urgent(case: Case, block: Block) -> bool:
    """Tell whether a text belongs to a list of warning signs."""
    section = block.expected.id.partition("/")[0] if block.expected is not None else ""
    return any(section == expected.urgency for expected in case.expectation.lists)


def _type_fault(runs: list[Run], smallest: float) -> _Fault | None:
    for run in runs:
        a, b, c, d = run.matrix
        if run.size < smallest - _TOLERANCE:
            return _Fault("too-small", f"is set in {run.size:.1f} points, not {smallest:g} or more", "enlarge it")
        upright = abs(b) < _TOLERANCE and abs(c) < _TOLERANCE and abs(a - d) < _TOLERANCE
        if not upright or run.size > _LARGEST_SIZE:
            return _Fault("distorted", "is stretched, turned or of a monstrous size", "mend the style sheet")
        if run.mode != 0 or run.opacity < 1 or run.color is None:
            return _Fault("distorted", "is not simply filled with a colour", "outlines and patterns do not copy well")
    return None


class _Sheet:
    """A page as it is drawn, and what the outlines of its glyphs ask for."""

    def __init__(self, page: PageFacts, image: Image.Image) -> None:
        self.grey = image.convert("L")
        self._image = image
        self._left, self._bottom, right, top = page.trim
        self._x, self._y = image.width / (right - self._left), image.height / (top - self._bottom)
        self._draw = uharfbuzz.RasterDraw()
        self._fonts: dict[Font, tuple[uharfbuzz.Font, float]] = {}

    def ink(self, piece: Piece, runs: list[Run], color: Color) -> _Ink | None:
        """Return the ink that some runs of a piece ask for, None if they ask for none."""
        height = self.grey.height
        for run in runs:
            font, em = self._font(run.font)
            x, y = run.size * self._x / em, run.size * self._y / em
            for glyph in run.glyphs:
                # The page is drawn with the origins of the glyphs on whole dots upwards, and anywhere sideways.
                up = height - math.floor(height - (glyph.y - self._bottom) * self._y + 0.5)
                self._draw.transform = (x, 0, 0, y, (glyph.x - self._left) * self._x, up)
                self._draw.draw_glyph(font, run.font.glyph_id(glyph.code))
        raster = self._draw.render()
        if raster is None or not raster.extents.width or not raster.extents.height:
            return None
        at = raster.extents
        # Its rows come from the bottom.
        mask = Image.frombytes("L", (at.width, at.height), bytes(raster.buffer), "raw", "L", at.stride, -1)
        top = height - at.y_origin - at.height
        box = (at.x_origin, top, at.x_origin + at.width, top + at.height)
        return _Ink(piece, box, mask, drawn(color), self._ground(box))

    def reaches(self, runs: list[Run]) -> bool:
        """Tell whether all glyphs of some runs stand on the page."""
        left, bottom = self._left, self._bottom
        right, top = left + self.grey.width / self._x, bottom + self.grey.height / self._y
        return all(left <= glyph.x <= right and bottom <= glyph.y <= top for run in runs for glyph in run.glyphs)

    def has_room(self, box: Box) -> bool:
        """Tell whether a box is far enough from the edges of the page, but for what rounding to dots may add."""
        x, y = EDGE * self._x - 2, EDGE * self._y - 2
        return box[0] >= x and box[1] >= y and box[2] <= self.grey.width - x and box[3] <= self.grey.height - y

    def compare(self, inks: list[_Ink]) -> Iterator[tuple[_Ink, float]]:
        """Yield each ink with the largest share of its contrast by which the page differs from it around a dot."""
        wanted = self.grey.copy()
        for ink in inks:
            wanted.paste(grey(ink.ground), ink.box)
        for ink in inks:
            wanted.paste(grey(ink.color), ink.box, ink.mask)
        for ink in inks:
            left, top, right, bottom = ink.box
            around = (left - 1, top - 1, right + 1, bottom + 1)
            differences = ImageChops.subtract(wanted.crop(around), self.grey.crop(around), scale=2, offset=128)
            low, high = cast("tuple[int, int]", differences.filter(_MEAN).getextrema())
            apart = abs(grey(ink.ground) - grey(ink.color))
            yield ink, 2 * max(high - 128, 128 - low) / max(apart, 1)

    def _font(self, font: Font) -> tuple[uharfbuzz.Font, float]:
        known = self._fonts.get(font)
        if known is None:
            face = uharfbuzz.Face(uharfbuzz.Blob(font.program or b""))
            known = self._fonts[font] = (uharfbuzz.Font(face), face.upem)
        return known

    def _ground(self, box: Box) -> tuple[int, ...]:
        """Return the colour that most dots in and around a box have: letters fill less than half of their room."""
        around = (box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2)
        counts = self.grey.crop(around).histogram()
        commonest = counts.index(max(counts))
        width, height = self.grey.size
        left, right = (min(max(x, 0), width - 1) for x in (around[0], box[2]))
        top, bottom = (min(max(y, 0), height - 1) for y in (around[1], box[3]))
        for x, y in ((left, top), (right, top), (left, bottom), (right, bottom)):
            if self.grey.getpixel((x, y)) == commonest:
                return cast("tuple[int, ...]", self._image.getpixel((x, y)))[:3]
        counts = self._image.crop(around).histogram()
        channels = (counts[start : start + 256] for start in (0, 256, 512))
        return tuple(channel.index(max(channel)) for channel in channels)
