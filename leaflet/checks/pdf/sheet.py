"""A page as it is drawn, and the ink that the outlines of its glyphs ask for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

import uharfbuzz
from PIL import Image, ImageChops, ImageFilter

from leaflet.checks.pdf.swatch import drawn
from leaflet.contrast import grey
from leaflet.readback.facts import Color, Font, PageFacts, Piece, Run

# At this resolution, in dots an inch, the point of a decimal number leaves a trace that tells its absence.
RESOLUTION = 96
# Most office printers leave less than these 6 millimetres blank. In points.
EDGE = 6 * 72 / 25.4
# The mean of three by three dots is that of three in a row, and then of three such means in a column.
_ALONG, _ACROSS = ImageFilter.BoxBlur((1, 0)), ImageFilter.BoxBlur((0, 1))
# So near to the middle between two rows of dots, a baseline may be drawn on either.
_EITHER = 0.02

Box = tuple[int, int, int, int]
"""Left, top, right, bottom, in dots from the upper left corner."""


@dataclass(frozen=True, slots=True)
class Ink:
    """The ink that the outlines of some glyphs ask for: where, how much of each dot, and on which ground. 0 to 255.

    twin: the same, one row of dots away, where a baseline lies so near to the middle that it may be drawn on either.
    """

    piece: Piece
    box: Box
    mask: Image.Image
    color: tuple[int, ...]
    ground: tuple[int, ...]
    twin: Ink | None = None


class Sheet:
    """A page as it is drawn, and what the outlines of its glyphs ask for."""

    def __init__(self, page: PageFacts, image: Image.Image) -> None:
        self.grey = image.convert("L")
        self._image = image
        self._width, self._height = image.size
        self._left, self._bottom, self._right, self._top = page.trim
        self._x, self._y = self._width / (self._right - self._left), self._height / (self._top - self._bottom)
        self._draw = uharfbuzz.RasterDraw()
        self._fonts: dict[Font, tuple[uharfbuzz.Font, float]] = {}

    def ink(self, piece: Piece, runs: list[Run], color: Color) -> Ink | None:
        """Return the ink that some runs of a piece ask for, None if they ask for none."""
        ink = self._ink(piece, runs, color, 0)
        if ink is None:
            return None
        heights = {y for run in runs for y in run.ys}
        twins = [way for way in (-_EITHER, _EITHER) if any(self._up(y, way) != self._up(y, 0) for y in heights)]
        return replace(ink, twin=self._ink(piece, runs, color, twins[0])) if twins else ink

    def _up(self, y: float, way: float) -> int:
        """Return the row of dots, from below, that an origin is drawn on; way: by how much of a dot it is off."""
        # The page is drawn with the origins of the glyphs on whole dots upwards, and anywhere sideways.
        return self._height - math.floor(self._height - (y - self._bottom) * self._y + 0.5 + way)

    def _ink(self, piece: Piece, runs: list[Run], color: Color, way: float) -> Ink | None:
        draw, left, scale = self._draw, self._left, self._x
        for run in runs:
            font, em = self._font(run.font)
            x, y = run.size * scale / em, run.size * self._y / em
            baseline, up = math.nan, 0
            for glyph_id, glyph_x, glyph_y in zip(run.font.glyph_numbers(run.codes), run.xs, run.ys, strict=True):
                if glyph_y != baseline:
                    baseline, up = glyph_y, self._up(glyph_y, way)
                draw.transform = (x, 0, 0, y, (glyph_x - left) * scale, up)
                draw.draw_glyph(font, glyph_id)
        raster = draw.render()
        at = raster.extents if raster is not None else None
        if raster is None or at is None or not at.width or not at.height:
            return None
        # Its rows come from the bottom.
        mask = Image.frombuffer("L", (at.width, at.height), raster.buffer, "raw", "L", at.stride, -1)
        top = self._height - at.y_origin - at.height
        box = (at.x_origin, top, at.x_origin + at.width, top + at.height)
        return Ink(piece, box, mask, drawn(color), self._ground(box))

    def reaches(self, runs: list[Run]) -> bool:
        """Tell whether all glyphs of some runs stand on the page."""
        ways = [(self._left, self._right, run.xs) for run in runs] + [(self._bottom, self._top, run.ys) for run in runs]
        # A number that is none is neither the least nor the largest, but spoils the sum.
        return all(least <= min(at) and max(at) <= most and math.isfinite(sum(at)) for least, most, at in ways)

    def has_room(self, box: Box) -> bool:
        """Tell whether a box is far enough from the edges of the page, but for what rounding to dots may add."""
        x, y = EDGE * self._x - 2, EDGE * self._y - 2
        return box[0] >= x and box[1] >= y and box[2] <= self._width - x and box[3] <= self._height - y

    def differing(self, inks: list[Ink], most: float) -> Iterator[Ink]:
        """Yield each ink from which the page differs, around a dot, by more than this share of the ink's contrast."""
        wanted, other = self._wanted(inks), None
        for ink in inks:
            if not self._differs(ink, wanted, most):
                continue
            if ink.twin is not None:
                other = other or self._wanted([each.twin or each for each in inks])
                if not self._differs(ink.twin, other, most):
                    continue
            yield ink

    def _wanted(self, inks: list[Ink]) -> Image.Image:
        """Return the page as the inks ask for it."""
        wanted = self.grey.copy()
        for ink in inks:
            wanted.paste(grey(ink.ground), ink.box)
        for ink in inks:
            wanted.paste(grey(ink.color), ink.box, ink.mask)
        return wanted

    def _differs(self, ink: Ink, wanted: Image.Image, most: float) -> bool:
        left, top, right, bottom = ink.box
        around = (left - 1, top - 1, right + 1, bottom + 1)
        differences = ImageChops.subtract(wanted.crop(around), self.grey.crop(around), scale=2, offset=128)
        apart = max(abs(grey(ink.ground) - grey(ink.color)), 1)
        # No mean lies outside of what it is the mean of: the second, which takes five times as long, is seldom needed.
        for mean in (_ALONG, _ACROSS):
            differences = differences.filter(mean)
            low, high = cast("tuple[int, int]", differences.getextrema())
            if 2 * max(high - 128, 128 - low) / apart <= most:
                return False
        return True

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
        for x, y in ((around[0], around[1]), (box[2], around[1]), (around[0], box[3]), (box[2], box[3])):
            corner = min(max(x, 0), self._width - 1), min(max(y, 0), self._height - 1)
            if self.grey.getpixel(corner) == commonest:
                return cast("tuple[int, ...]", self._image.getpixel(corner))[:3]
        counts = self._image.crop(around).histogram()
        channels = (counts[start : start + 256] for start in (0, 256, 512))
        return tuple(channel.index(max(channel)) for channel in channels)
