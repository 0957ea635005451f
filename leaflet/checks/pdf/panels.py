"""Proof: on a folded sheet, each text stands on a panel of its own, clear of the folds, and where it is looked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from leaflet.checks.pdf.case import Case
from leaflet.checks.pdf.reading import Block, Part
from leaflet.fold import Panel
from leaflet.problem import Problem

# Folding by hand or by machine is off by a millimetre or two: text keeps this far from each fold. In points.
FOLD_ROOM = 5 * 72 / 25.4
_TOLERANCE = 0.5
# The number of the facility stands in the heading of this list.
_TELEPHONE, _CALL = "facility/telephone", "call"


def prove_panels(case: Case) -> Iterator[Problem]:
    """Yield a problem for each text that a folded sheet tears apart or hides.

    panel-fold: it crosses a fold, or is nearer to one than 5 millimetres. panel-broken: it stands on two panels, or its
    list of warning signs does. panel-place: it stands on another panel than its section's: the title and the emergency
    list on the front, where they are seen first.
    """
    if not case.expectation.panels:
        return
    homes: dict[int, Panel] = {}
    for block in case.reading.blocks():
        found = {_home(case, part) for part in block.parts}
        home = found.pop()
        if home is None or None in found:
            what = "is nearer than 5 mm to a fold, or lies over it"
            yield case.problem("panel-fold", what, "mend the style sheet", block)
        elif found:
            yield case.problem("panel-broken", "is broken over two panels", "keep it whole: break-inside: avoid", block)
        elif block.expected is not None:
            homes[id(block.expected)] = home
            wanted = _wanted(case, block)
            if wanted is not None and wanted != home:
                what = f"stands on page {home.page}, panel “{home.name}”"
                yield case.problem("panel-place", what, f"it belongs on the panel “{wanted.name}”", block)
    for expected in case.expectation.lists:
        texts = (expected.heading, *expected.signs)
        names = sorted({homes[id(text)].name for text in texts if id(text) in homes})
        if len(names) > 1:
            what = f"the list “{expected.urgency}” of warning signs stands on the panels {' and '.join(names)}"
            yield case.problem("panel-broken", what, "a list stands whole on one panel")


def lines_beyond_panels(case: Case) -> Counter[str]:
    """Return how many lines of each section stand beyond the panels that it may stand on.

    A section of the outer side may stand on its own panel, the others on the page on which the first of them begins.
    """
    over = Counter[str]()
    inside: int | None = None
    for block in case.reading.content:
        if block.expected is None:
            continue
        wanted, section = _wanted(case, block), _section(block)
        for line in block.lines():
            page = line[0].piece.page
            if wanted is not None:
                over[section] += _home(case, line[0]) != wanted
            elif section in case.expectation.sections:
                inside = page if inside is None else inside
                over[section] += page > inside
    return +over


def _home(case: Case, part: Part) -> Panel | None:
    """Return the panel that a part of a text stands on, clear of its folds; None if there is none."""
    width, _ = case.expectation.size
    for panel in case.expectation.panels:
        left = panel.left + FOLD_ROOM if panel.left > _TOLERANCE else panel.left
        right = panel.right - FOLD_ROOM if panel.right < width - _TOLERANCE else panel.right
        if panel.page == part.piece.page + 1 and left - _TOLERANCE <= part.left and part.right <= right + _TOLERANCE:
            return panel
    return None


def _wanted(case: Case, block: Block) -> Panel | None:
    """Return the panel that a text must stand on, None if it may stand on any."""
    section = _section(block)
    return next((panel for panel in case.expectation.panels if section in panel.sections), None)


def _section(block: Block) -> str:
    name = block.expected.id if block.expected is not None else ""
    return _CALL if name == _TELEPHONE else name.partition("/")[0]
