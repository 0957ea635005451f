"""The graphics state, as far as text depends on it (ISO 32000-1, 8.4 and 9.3)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from leaflet.readback.facts import Color, Font, Run
from leaflet.readback.shown import Matrix


def multiply(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that does what the first does, and then what the second does."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


@dataclass(slots=True)
class State:
    """What q saves and Q restores. scale is 1 for type of its natural width; color None for what is no plain one."""

    ctm: Matrix
    font: Font | None = None
    size: float = 0
    rise: float = 0
    char_space: float = 0
    word_space: float = 0
    scale: float = 1
    leading: float = 0
    mode: int = 0
    color: Color | None = (0, 0, 0)
    opacity: float = 1

    def run(self, font: Font, text: Matrix, codes: Sequence[int], xs: Sequence[float], ys: Sequence[float]) -> Run:
        """Return glyphs that were shown in this state; text: the text matrix after them, as it is on the page."""
        a, b, c, d, end, baseline = text
        wide, high = self.size * self.scale, self.size
        return Run(
            font=font,
            size=math.hypot(c, d) * high,
            matrix=(a * wide, b * wide, c * high, d * high),
            baseline=baseline,
            color=self.color,
            opacity=self.opacity,
            mode=self.mode,
            codes=tuple(codes),
            xs=tuple(xs),
            ys=tuple(ys),
            end=end,
        )


def color(operands: Sequence[bytes]) -> Color | None:
    """Return the colour of one grey, three red-green-blue or four CMYK operands; None for a pattern."""
    try:
        values = tuple(float(operand) for operand in operands)
    except ValueError:
        return None
    if len(values) == 1:
        return values * 3
    return values if len(values) in (3, 4) else None
