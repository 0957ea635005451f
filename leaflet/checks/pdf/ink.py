"""Proof: every text is really to be seen.

The pages are drawn, as a printer would draw them, and each text once more from the outlines of its glyphs, in its
colour, on the ground that is found around it. Where the two differ, something covers it, cuts it off or hides it:
white on white, under a box, outside of a clip, off the page. And what is drawn may be too small, too faint, too near
the edge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, cast

import pypdfium2
import zxingcpp
from PIL import ImageChops

from leaflet.checks.pdf.case import Case, shortened
from leaflet.checks.pdf.reading import Block, same_line
from leaflet.checks.pdf.sheet import RESOLUTION, Box, Ink, Sheet
from leaflet.contrast import LEAST_CONTRAST, LEAST_SIGN_CONTRAST, least_contrast
from leaflet.problem import Problem
from leaflet.readback.facts import PageFacts, Run

# The share of a text's contrast with its ground by which the mean of three by three dots may be off. On good pages it
# stays below 0.2; a missing point of 12-point type makes 0.38, any missing letter 0.47 or more.
_LARGEST_DIFFERENCE = 0.3
_CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_LARGEST_SIZE = 200.0
_TOLERANCE = 0.02
# How much of a dot two lines must both cover to be seen to meet there.
_INKED = 96


class _Fault(NamedTuple):
    check: str
    what: str
    hint: str


_OFF = _Fault("page-edge", "is nearer than 6 mm to the edge of the paper, or beyond it", "mend the style sheet")


def prove_ink(case: Case, data: bytes) -> Iterator[Problem]:
    """Yield a problem for each text that cannot be seen, or not well; data: the file.

    hidden: its ink is not there, or other ink is. lines-meet: its ink runs into that of another line. faint: its
    contrast is below 4.5:1, or 7:1 in a list of warning signs, in colour or in black and white. too-small: its type is
    smaller than the edition's smallest. distorted: its type is stretched, turned, or not simply filled with a colour.
    page-edge: it stands within 6 millimetres of the paper's edge, where many printers do not print. code: the code to
    scan does not open the leaflet's address.
    """
    blocks = {id(part.piece): block for block in case.reading.blocks() for part in block.parts}
    codes: list[str] = []
    document = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(case.facts.pages):
            drawing = document[number]
            drawing.set_cropbox(*page.trim)  # what a press prints beyond it is cut away
            # With four bytes a dot, in Pillow's own order, the image is the memory drawn into, not a copy.
            drawn = drawing.render(scale=RESOLUTION / 72, prefer_bgrx=True, rev_byteorder=True)
            sheet = Sheet(page, drawn.to_pil())
            found = zxingcpp.read_barcodes(sheet.grey, _CODES, try_rotate=False, try_downscale=False, try_invert=False)
            codes += (code.text for code in found)
            for block, (check, what, hint) in _page_faults(case, page, sheet, blocks).items():
                if isinstance(block, Block):
                    yield case.problem(check, what, hint, block)
                else:
                    yield case.problem(check, f"page {number + 1}: a text {what}", hint)
    finally:
        document.close()
    if codes != ([case.expectation.code] if case.expectation.code else []):
        what = f"the code to scan says {', '.join(codes) or 'nothing'}"
        yield case.problem("code", what, f"it should open {case.expectation.code or 'nothing'}")


def _page_faults(case: Case, page: PageFacts, sheet: Sheet, blocks: Mapping[int, Block]) -> dict[Block | int, _Fault]:
    """Return the first fault of each text of a page; of a piece that belongs to none, by its identity."""
    faults: dict[Block | int, _Fault] = {}
    inks: list[Ink] = []
    for piece in page.pieces:
        owner = blocks.get(id(piece), id(piece))
        for color, runs in groupby(piece.runs, key=lambda run: run.color):
            stretch = list(runs)
            fault = _type_fault(stretch, case.expectation.smallest_size)
            if fault is None and not sheet.reaches(stretch):
                fault = _OFF
            ink = sheet.ink(piece, stretch, color) if fault is None and color is not None else None
            if ink is not None and not sheet.has_room(ink.box):
                fault = _OFF
            elif ink is not None:
                inks.append(ink)
            if fault is not None:
                faults.setdefault(owner, fault)
    for ink, other in _meeting(inks):
        owner, beside = (blocks.get(id(each.piece), id(each.piece)) for each in (ink, other))
        what = f"meets “{shortened(beside.text, 30) if isinstance(beside, Block) else ''}”, on a line above or below"
        faults.setdefault(owner, _Fault("lines-meet", what, "give the lines of this script more room"))
    differing = {id(ink) for ink in sheet.differing(inks, _LARGEST_DIFFERENCE)}
    for ink in inks:
        owner = blocks.get(id(ink.piece), id(ink.piece))
        found = least_contrast(ink.color, ink.ground)
        least = LEAST_SIGN_CONTRAST if isinstance(owner, Block) and _urgent(case, owner) else LEAST_CONTRAST
        if found < least:
            what = f"has a contrast of {found:.1f}:1, below {least}:1"
            faults.setdefault(owner, _Fault("faint", what, "choose a darker colour, or a lighter ground"))
        elif id(ink) in differing:
            faults.setdefault(owner, _Fault("hidden", "is not seen as it is set", "something covers it or cuts it off"))
    return faults


def _meeting(inks: Sequence[Ink]) -> Iterator[tuple[Ink, Ink]]:
    """Yield the pairs of inks of two lines that have a dot in common."""
    by_top = sorted(inks, key=lambda ink: ink.box[1])
    for i, upper in enumerate(by_top):
        for lower in by_top[i + 1 :]:
            if lower.box[1] >= upper.box[3]:
                break
            left, right = max(upper.box[0], lower.box[0]), min(upper.box[2], lower.box[2])
            if left < right and not same_line(upper.piece, lower.piece):
                common = (left, lower.box[1], right, min(upper.box[3], lower.box[3]))
                both = ImageChops.darker(*(ink.mask.crop(_within(common, ink.box)) for ink in (upper, lower)))
                if cast("tuple[int, int]", both.getextrema())[1] >= _INKED:
                    yield upper, lower


def _within(box: Box, frame: Box) -> Box:
    """Return a box as counted from the corner of a frame."""
    return box[0] - frame[0], box[1] - frame[1], box[2] - frame[0], box[3] - frame[1]


def _urgent(case: Case, block: Block) -> bool:
    """Tell whether a text belongs to a list of warning signs."""
    section = block.expected.id.partition("/")[0] if block.expected is not None else ""
    return any(section == expected.urgency for expected in case.expectation.lists)


def _type_fault(runs: list[Run], smallest: float) -> _Fault | None:
    for run in runs:
        a, b, c, d = run.matrix
        if run.size < smallest - _TOLERANCE:
            return _Fault("too-small", f"is set in {run.size:.1f} points, not {smallest:g} or more", "enlarge it")
        upright = abs(b) < _TOLERANCE and abs(c) < _TOLERANCE and abs(a - d) < _TOLERANCE
        if not upright or run.size > _LARGEST_SIZE:
            return _Fault("distorted", "is stretched, turned or of a monstrous size", "mend the style sheet")
        if run.mode != 0 or run.opacity < 1 or run.color is None:
            return _Fault("distorted", "is not simply filled with a colour", "outlines and patterns do not copy well")
    return None
