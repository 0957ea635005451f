"""Colours as inks: how much of cyan, magenta, yellow and black a colour of the screen is printed with.

What red, green and blue have in common is black ink alone, and the rest is at most two of the other inks: ISO 32000-1,
10.3.4, with all of the common part replaced by black. So black and grey are on one plate, where a plate that is a
tenth of a millimetre off cannot blur them, and the sum of inks stays below 300 percent by itself.

The profile of the press is not asked: by it, black text would be four inks, each plate with a share of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

Components = tuple[float, ...]


@dataclass(frozen=True)
class Target:
    """What colours are turned into: its name in a PDF, its operators for filling and stroking, and how.

    convert takes red, green and blue, each from 0 to 1.
    """

    space: str
    fill: str
    stroke: str
    convert: Callable[[Components], Components]


def inks(most_ink: float) -> Target:
    """Return the four inks, with no more than most_ink of them in one place: 3 is 300 percent."""
    return Target("/DeviceCMYK", "k", "K", lambda rgb: separate(rgb, most_ink))


def separate(rgb: Components, most_ink: float = 3) -> Components:
    """Return cyan, magenta, yellow and black, each from 0 to 1, of red, green and blue."""
    lightest = max(rgb)
    black = 1 - lightest
    if lightest <= 0:
        return 0.0, 0.0, 0.0, 1.0
    others = [(lightest - part) / lightest for part in rgb]
    least = min(1.0, (most_ink - black) / sum(others)) if sum(others) else 1.0
    cyan, magenta, yellow = (round(part * least, 4) for part in others)
    return cyan, magenta, yellow, round(black, 4)


def _luminosity(rgb: Components) -> Components:
    """Return how light a colour is, as a soft mask counts it (ISO 32000-1, 11.3.5.3)."""
    red, green, blue = rgb
    return (round(0.3 * red + 0.59 * green + 0.11 * blue, 4),)


# A mask says how much of a drawing is seen: no ink is printed of its own colours.
MASK = Target("/DeviceGray", "g", "G", _luminosity)


def as_rgb(components: Components) -> Components:
    """Return red, green and blue of a grey, of red, green and blue, or of four inks. ValueError for other numbers."""
    if len(components) == 1:
        return components * 3
    if len(components) == 3:
        return components
    if len(components) == 4:
        *others, black = components
        return tuple((1 - part) * (1 - black) for part in others)
    raise ValueError(f"a colour of {len(components)} components")


@lru_cache(maxsize=1 << 16)
def dot(pixel: tuple[int, int, int], most_ink: float) -> bytes:
    """Return the four inks of a dot of an image, each from 0 to 255."""
    return bytes(round(255 * part) for part in separate(tuple(part / 255 for part in pixel), most_ink))
