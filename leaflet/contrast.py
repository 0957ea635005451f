"""Colours as a printer and an eye meet them: how dark, and how far apart."""

from __future__ import annotations

from functools import lru_cache

# WCAG 2.2, success criteria 1.4.3, of text, and 1.4.6, which warning signs keep.
LEAST_CONTRAST, LEAST_SIGN_CONTRAST = 4.5, 7.0


def grey(color: tuple[int, ...]) -> int:
    """Return how light a colour prints in black and white, from 0 to 255 (ITU-R BT.601)."""
    red, green, blue = color
    return round((299 * red + 587 * green + 114 * blue) / 1000)


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=256)
def least_contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Return the lower of the contrasts of two colours in colour and in black and white."""
    in_grey = contrast(*((grey(color),) * 3 for color in (one, other)))
    return min(contrast(one, other), in_grey)


def parse_color(text: str) -> tuple[int, ...]:
    """Return a colour written as in CSS, “#8a0f14”: red, green, blue, from 0 to 255. ValueError for anything else."""
    if len(text) != 7 or text[0] != "#":
        raise ValueError(text)
    return tuple(bytes.fromhex(text[1:]))


def _luminance(color: tuple[int, ...]) -> float:
    """Return the relative luminance of a colour (WCAG 2.2, relative luminance, as corrected in 2021)."""
    parts = [part / 255 for part in color]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
