"""What is put on the plates of a press, as values: colours, and what is drawn in them."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import pikepdf

from leaflet.readback.facts import Box

Point = tuple[float, float]
Kind = Literal["text", "path", "image", "shading", "group", "state"]


class Ink(NamedTuple):
    """A colour as the file gives it: the name of its space ("DeviceCMYK"), and its components; () of a pattern."""

    space: str
    components: tuple[float, ...]


class Paint(NamedTuple):
    """Something that is drawn, or that says how: a transparency group, a set of graphics parameters ("state").

    page counts from 0; ink: the colour of a text or a path; source: the object of anything else; box: the rectangle
    that holds a path or an image; lines: the straight lines that are stroked. mark: whether it is a mark of the
    printer's, no part of the page; mask: whether it belongs to a mask, which prints nothing of its own.
    """

    page: int
    kind: Kind
    ink: Ink | None
    source: Any
    box: Box | None
    lines: tuple[tuple[Point, Point], ...]
    mark: bool
    mask: bool


def space_name(space: Any) -> str:
    """Return what a colour space is called: that of a device, "All" for a spot colour on all plates, or its family."""
    if not isinstance(space, pikepdf.Array):
        return str(space).lstrip("/")
    family = str(space[0])[1:]
    if family == "Separation" and space[1] == "/All" and space[2] == "/DeviceCMYK":
        return "All"
    return family
