"""Proof: every line is drawn in the order that the Unicode Bidirectional Algorithm asks for, and lines follow lines.

A telephone number that is drawn as 4567-123-555, a temperature as C ° 38.0: a patient cannot tell that it is wrong.
The proof of the shapes has shown that within a piece each glyph is where it belongs; here the pieces of a line, the
lines of a text and the texts of a list are laid beside the order of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from leaflet.bidi import visual_order
from leaflet.checks.pdf.case import Case
from leaflet.checks.pdf.reading import Block, Part, same_line
from leaflet.expectedtext import Value
from leaflet.problem import Problem

# Neighbours in a line may reach a little into one another's room, in ems: a j, a quotation mark.
_OVERLAP = 0.15


def prove_order(case: Case) -> Iterator[Problem]:
    """Yield a problem for each text that is drawn out of order.

    line-order: the parts of a line stand in another order than they are to be read in, or over one another.
    lines-order: a line does not stand below the one before it, nor in the next column or on the next page. value-split:
    a quantity, a telephone number or a name does not stand together on one line. value-order: it is drawn against its
    own direction.
    """
    for block in case.reading.blocks():
        fault = _line_fault(block) or _lines_fault(block)
        if fault is not None:
            yield case.problem(*fault, block)
        for value in block.expected.values if block.expected is not None else ():
            fault = _value_fault(block, value)
            if fault is not None:
                yield case.problem(*fault, block)


_Fault = tuple[str, str, str]


def _line_fault(block: Block) -> _Fault | None:
    for line in block.lines():
        if len(line) < 2:
            continue
        drawn = sorted(line, key=lambda part: part.left)
        if [id(part) for part in drawn] != [id(part) for part in _order(block, line)]:
            right = " | ".join(part.text.strip() for part in _order(block, line))
            what = f"has a line whose parts should stand, from the left, as: {right}"
            return "line-order", what, "put a <bdi> around what keeps its own direction"
        for left, right_hand in pairwise(drawn):
            if left.right > right_hand.left + _OVERLAP * left.piece.runs[-1].size:
                what = f"has “{left.text.strip()}” and “{right_hand.text.strip()}” one over the other"
                return "line-order", what, "mend the style sheet"
    return None


def _order(block: Block, line: Sequence[Part]) -> list[Part]:
    """Return the parts of a line in the order in which they should be drawn, from the left.

    A part that would have to be torn apart stands where its first character does.
    """
    if not any(level for part in line for level in block.levels[part.start : part.end]):
        return list(line)
    owners = [part for part in line for _ in range(part.start, part.end)]
    places = [place for part in line for place in range(part.start, part.end)]
    order = visual_order([block.levels[place] for place in places])
    seen = [owners[i] for i in order if not block.text[places[i]].isspace()]
    return [part for part, _ in groupby(seen, key=lambda part: part)]


def _lines_fault(block: Block) -> _Fault | None:
    for (*_, last), line in pairwise(block.lines()):
        below = line[0].piece.page == last.piece.page and line[0].piece.baseline < last.piece.baseline
        elsewhere = line[0].piece.page > last.piece.page or _beside([last], line)
        if not below and not elsewhere:
            what = f"has the line that begins with “{line[0].text[:20]}” above the one that goes before it"
            return "lines-order", what, "mend the template or style sheet"
    return None


def _beside(one: Sequence[Part], other: Sequence[Part]) -> bool:
    """Tell whether two lines stand side by side, as in columns."""
    if min(part.left for part in one) >= max(part.right for part in other):
        return True
    return max(part.right for part in one) <= min(part.left for part in other)


def _value_fault(block: Block, value: Value) -> _Fault | None:
    parts = [part for part in block.parts if part.start < value.end and value.start < part.end]
    name = block.text[value.start : value.end]
    if value.together and any(not same_line(one.piece, other.piece) for one, other in pairwise(parts)):
        return "value-split", f"has “{name}” broken over two lines", "white-space: nowrap keeps it together"
    for line_parts in _by_line(parts):
        lefts = [part.left for part in line_parts]
        levels = block.levels[max(value.start, line_parts[0].start) : min(value.end, line_parts[-1].end)]
        turned = value.direction == "ltr" and any(level % 2 for level in levels)
        if turned or lefts != sorted(lefts, reverse=value.direction == "rtl"):
            return "value-order", f"has “{name}” drawn against its direction", "put a <bdi> around it"
    return None


def _by_line(parts: Sequence[Part]) -> Iterator[list[Part]]:
    line: list[Part] = []
    for part in parts:
        if line and not same_line(line[-1].piece, part.piece):
            yield line
            line = []
        line.append(part)
    if line:
        yield line
