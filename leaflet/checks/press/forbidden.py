"""Preflight: what a press PDF must not hold, as a press would ignore it, wait for it, or draw it in its own way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from leaflet.checks.press.case import PressCase, dictionaries
from leaflet.problem import Problem
from leaflet.readback.facts import Box

_MARKS = ("/PrinterMark", "/TrapNet")
# Keys of any dictionary, and what they mean.
_KEYS = {
    "/AA": "actions",
    "/JS": "JavaScript",
    "/JavaScript": "JavaScript",
    "/OpenAction": "an action on opening",
    "/Alternates": "an alternate image",
    "/OPI": "an image that is kept elsewhere (OPI)",
    "/EF": "another file",
    "/EmbeddedFiles": "another file",
    "/OCProperties": "layers that can be switched off",
    "/AcroForm": "a form to fill in",
    "/XFA": "a form to fill in",
    "/TR": "a transfer function",
    "/HTP": "a halftone's origin",
    "/DestOutputProfileRef": "a profile that is kept elsewhere",
}
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


def check_forbidden(case: PressCase) -> Iterator[Problem]:
    """Yield a problem for each thing that a press PDF must not hold.

    press-forbidden: encryption, actions, JavaScript, annotations on the page, layers, forms, files, images kept
    elsewhere, PostScript, transfer functions, compression that presses may lack. press-font: a font is not embedded.
    """
    if case.pdf.is_encrypted:
        yield case.problem("press-forbidden", "the file is encrypted", "a press cannot ask for a password")
    held = {what for found in dictionaries(case.pdf) for what in _held(found)}
    for what in sorted(held):
        yield case.problem("press-forbidden", f"the file holds {what}", "PDF/X-4 has no place for it: leave it out")
    fonts = (found for found in dictionaries(case.pdf) if found.get("/Type") == "/Font")
    for name in sorted({name for font in fonts for name in _unembedded(font)}):
        what = f"the font {name} is not embedded"
        yield case.problem("press-font", what, "the printer would set another in its place")
    yield from _annotations(case)


def _held(found: Any) -> Iterator[str]:
    for key, what in _KEYS.items():
        if key in found:
            yield what
    if found.get("/S") == "/JavaScript":
        yield "JavaScript"
    if "/TR2" in found and found.get("/TR2") != "/Default":
        yield "a transfer function"
    if found.get("/Subtype") == "/Form" and "/Ref" in found:
        yield "a page that is kept elsewhere"
    if found.get("/Subtype") == "/PS" or found.get("/Subtype2") == "/PS":
        yield "PostScript"
    filters = found.get("/Filter", ())
    for each in filters if isinstance(filters, pikepdf.Array) else (filters,):
        if each in ("/LZWDecode", "/Crypt"):
            yield f"data in {str(each)[1:]}"


def _unembedded(font: Any) -> Iterator[str]:
    name = str(font.get("/BaseFont", "/?"))[1:]
    if font.get("/Subtype") == "/Type0":
        return
    if not any(program in font.get("/FontDescriptor", {}) for program in _PROGRAMS):
        yield name


def _annotations(case: PressCase) -> Iterator[Problem]:
    """Only printer's marks may lie on the page itself, not even links: they are no part of what is printed."""
    for number, page in enumerate(case.pdf.pages):
        bleed = _box(page.obj.get("/BleedBox", page.mediabox))
        for note in page.obj.get("/Annots", ()):
            subtype = note.get("/Subtype")
            if subtype not in _MARKS and _meet(_box(note.Rect), bleed):
                what = f"an annotation ({str(subtype)[1:]}) lies on the page"
                yield case.problem("press-forbidden", what, "paper has no links, notes or forms", number)


def _box(array: Any) -> Box:
    x1, y1, x2, y2 = (float(value) for value in array)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and one[2] >= other[0] and one[1] <= other[3] and one[3] >= other[1]
