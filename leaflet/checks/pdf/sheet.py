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
_MEAN = ImageFilter.BoxBlur(1)
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
        self._left, self._bottom, right, top = page.trim
        self._x, self._y = image.width / (right - self._left), image.height / (top - self._bottom)
        self._draw = uharfbuzz.RasterDraw()
        self._fonts: dict[Font, tuple[uharfbuzz.Font, float]] = {}

    def ink(self, piece: Piece, runs: list[Run], color: Color) -> Ink | None:
        """Return the ink that some runs of a piece ask for, None if they ask for none."""
        ink = self._ink(piece, runs, color, 0)
        if ink is None:
            return None
        heights = {glyph.y for run in runs for glyph in run.glyphs}
        twins = [way for way in (-_EITHER, _EITHER) if any(self._up(y, way) != self._up(y, 0) for y in heights)]
        return replace(ink, twin=self._ink(piece, runs, color, twins[0])) if twins else ink

    def _up(self, y: float, way: float) -> int:
        """Return the row of dots, from below, that an origin is drawn on; way: by how much of a dot it is off."""
        # The page is drawn with the origins of the glyphs on whole dots upwards, and anywhere sideways.
        height = self.grey.height
        return height - math.floor(height - (y - self._bottom) * self._y + 0.5 + way)

    def _ink(self, piece: Piece, runs: list[Run], color: Color, way: float) -> Ink | None:
        height = self.grey.height
        for run in runs:
            font, em = self._font(run.font)
            x, y = run.size * self._x / em, run.size * self._y / em
            for glyph in run.glyphs:
                up = self._up(glyph.y, way)
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
        return Ink(piece, box, mask, drawn(color), self._ground(box))

    def reaches(self, runs: list[Run]) -> bool:
        """Tell whether all glyphs of some runs stand on the page."""
        left, bottom = self._left, self._bottom
        right, top = left + self.grey.width / self._x, bottom + self.grey.height / self._y
        return all(left <= glyph.x <= right and bottom <= glyph.y <= top for run in runs for glyph in run.glyphs)

    def has_room(self, box: Box) -> bool:
        """Tell whether a box is far enough from the edges of the page, but for what rounding to dots may add."""
        x, y = EDGE * self._x - 2, EDGE * self._y - 2
        return box[0] >= x and box[1] >= y and box[2] <= self.grey.width - x and box[3] <= self.grey.height - y

    def compare(self, inks: list[Ink]) -> Iterator[tuple[Ink, float]]:
        """Yield each ink with the largest share of its contrast by which the page differs from it around a dot."""
        wanted, other = self._wanted(inks), None
        for ink in inks:
            difference = self._difference(ink, wanted)
            if ink.twin is not None:
                other = other or self._wanted([each.twin or each for each in inks])
                difference = min(difference, self._difference(ink.twin, other))
            yield ink, difference

    def _wanted(self, inks: list[Ink]) -> Image.Image:
        """Return the page as the inks ask for it."""
        wanted = self.grey.copy()
        for ink in inks:
            wanted.paste(grey(ink.ground), ink.box)
        for ink in inks:
            wanted.paste(grey(ink.color), ink.box, ink.mask)
        return wanted

    def _difference(self, ink: Ink, wanted: Image.Image) -> float:
        left, top, right, bottom = ink.box
        around = (left - 1, top - 1, right + 1, bottom + 1)
        differences = ImageChops.subtract(wanted.crop(around), self.grey.crop(around), scale=2, offset=128)
        low, high = cast("tuple[int, int]", differences.filter(_MEAN).getextrema())
        apart = abs(grey(ink.ground) - grey(ink.color))
        return 2 * max(high - 128, 128 - low) / max(apart, 1)

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
