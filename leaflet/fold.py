"""Sheets folded in three: which panel lies where, in which order panels are read, and where the folds are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PanelName = Literal["front", "back", "flap", "first", "second", "third"]

# The panel that is folded in must be narrower than the two around it, or it buckles. In millimetres.
FLAP_NARROWER = 2.0


@dataclass(frozen=True)
class Panel:
    """A panel of a folded sheet: its page, from 1; its left and right edge, from the left of the page.

    sections: what must stand on it, and nowhere else; where it has none, it takes what has no panel of its own.
    """

    name: PanelName
    page: int
    left: float
    right: float
    sections: tuple[str, ...] = ()


def letter_fold(width: float, direction: str) -> tuple[Panel, ...]:
    """Return the six panels of a sheet of that width, in millimetres, in the order in which a patient meets them.

    The front, the back when it is turned over, the flap when it is opened, and the three inside. In the left-to-right
    scripts ("ltr") the flap is folded in from the right, so on the outer side it stands at the left; in the others all
    is mirrored. The sides match if the sheet is turned on its short edge.
    """
    wide = (width + FLAP_NARROWER) / 3
    folds = (0.0, width - 2 * wide, width - wide, width), (0.0, wide, 2 * wide, width)
    names: tuple[tuple[PanelName, ...], ...] = ("flap", "back", "front"), ("first", "second", "third")
    found = {
        name: Panel(name, page, edges[i], edges[i + 1])
        for page, (edges, row) in enumerate(zip(folds, names, strict=True), 1)
        for i, name in enumerate(row)
    }
    panels = [found[name] for name in (*reversed(names[0]), *names[1])]
    if direction == "rtl":
        panels = [Panel(each.name, each.page, width - each.right, width - each.left) for each in panels]
    return tuple(panels)
