"""Proof: in a bilingual leaflet, each text stands beside the same in the other language."""

from __future__ import annotations

from collections.abc import Iterator

from leaflet.checks.pdf.case import Case
from leaflet.checks.pdf.reading import Block, left_edge, right_edge
from leaflet.problem import Problem

# How far the first lines of two texts may be from level, as a share of their type: scripts differ in their leading.
_LEVEL = 0.75


def prove_rows(case: Case) -> Iterator[Problem]:
    """Yield a problem for each text that a nurse cannot point at beside the same in the other language.

    rows-parted: the two are not side by side, on one page, their first lines level.
    """
    blocks = {id(block.expected): block for block in case.reading.content if block.expected is not None}
    for texts in case.expectation.rows:
        one, other = (blocks.get(id(text)) for text in texts)
        # What is missing is told as missing.
        if one is not None and other is not None and not _are_beside(one, other):
            what = f"does not stand beside “{texts[1].text[:40]}”"
            yield case.problem("rows-parted", what, "each row holds one text in both languages, and never breaks", one)


def _are_beside(one: Block, other: Block) -> bool:
    if one.pages != other.pages or len(one.pages) != 1:
        return False
    tops = [max(part.piece.baseline for part in block.parts) for block in (one, other)]
    size = max(run.size for block in (one, other) for part in block.parts for run in part.piece.runs)
    lefts, rights = ([edge(block) for block in (one, other)] for edge in (left_edge, right_edge))
    return abs(tops[0] - tops[1]) <= _LEVEL * size and (rights[0] <= lefts[1] or rights[1] <= lefts[0])
