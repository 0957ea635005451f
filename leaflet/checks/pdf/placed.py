"""What is on the sheets of an imposed PDF, as values: which pages, where, and what else is drawn.

A page is known by the digest of all that it draws with: its content, decoded, and its resources with their fonts,
images and colour spaces. The placed page and the proven one have the same digest, or they are not the same page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from leaflet.readback.facts import Box
from leaflet.readback.token import number_value, tokens

# What says how a stream is packed, and nothing of what is in it.
_PACKING = {"/Length", "/Filter", "/DecodeParms"}
# Filters of images: their bytes are compared as they are.
_IMAGE_FILTERS = {"/DCTDecode", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode"}
_FORM_KEYS = {"/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group", *_PACKING}
_SHEET_KEYS = {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
_OPERANDS = {b"cm": 6, b"Do": 1, b"G": 1, b"w": 1, b"m": 2, b"l": 2, b"q": 0, b"Q": 0, b"S": 0}


@dataclass(frozen=True)
class Placed:
    """A page on a sheet: its digest, its own box, and the matrix (a, b, c, d, e, f) that takes it to the sheet."""

    digest: str
    box: Box
    matrix: tuple[float, ...]


@dataclass(frozen=True)
class Line:
    """A line drawn on a sheet, from point to point, and its width, in points."""

    start: tuple[float, float]
    end: tuple[float, float]
    width: float


@dataclass(frozen=True)
class Sheet:
    """One side of a sheet: its box, the pages and the lines on it, and in words what else is there."""

    box: Box
    placed: tuple[Placed, ...]
    lines: tuple[Line, ...]
    extra: tuple[str, ...]


class Digests:
    """Digests of the objects of one file; what many pages share is looked at once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}

    def page(self, page: pikepdf.Page) -> str:
        """Return the digest of what a page draws; it joins the page's content streams."""
        page.contents_coalesce()
        contents: Any = page.obj.get("/Contents")
        content = contents.read_bytes() if contents is not None else b""
        return self._drawing(content, page.obj.get("/Group"), page.resources)

    def form(self, form: Any) -> str:
        """Return the digest of what a form draws."""
        return self._drawing(form.read_bytes(), form.get("/Group"), form.get("/Resources", pikepdf.Dictionary()))

    def _drawing(self, content: bytes, group: object, resources: object) -> str:
        parts = hashlib.sha256(content).digest(), self._digest(group), self._digest(resources)
        return hashlib.sha256(b"".join(parts)).hexdigest()

    def _digest(self, value: Any) -> bytes:
        number = value.objgen if isinstance(value, pikepdf.Object) else (0, 0)
        if number in self._known:
            return self._known[number]
        if number != (0, 0):
            # One that leads back to itself ends here.
            self._known[number] = b"itself"
        found = hashlib.sha256(b"\0".join(self._parts(value))).digest()
        if number != (0, 0):
            self._known[number] = found
        return found

    def _parts(self, value: Any) -> Iterator[bytes]:
        if isinstance(value, pikepdf.Stream):
            filters = value.get("/Filter", ())
            names = {str(each) for each in ([filters] if isinstance(filters, pikepdf.Name) else filters)}
            packed = names & _IMAGE_FILTERS
            yield b"stream" + " ".join(sorted(packed)).encode()
            yield hashlib.sha256(value.read_raw_bytes() if packed else value.read_bytes()).digest()
        if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
            for key in sorted(set(value.keys()) - _PACKING):
                yield key.encode() + b"=" + self._digest(value[key])
        elif isinstance(value, pikepdf.Array):
            yield b"array"
            for each in value:
                yield self._digest(each)
        elif isinstance(value, pikepdf.Object):
            yield value.unparse()
        else:
            yield repr(value).encode()


def read_sheet(page: pikepdf.Page, digests: Digests) -> Sheet:
    """Return what is on a sheet. ReadbackError or pikepdf's errors if it is damaged."""
    reader = _Reader(page, digests)
    extra = [f"the sheet has a {key}" for key in sorted(set(page.obj.keys()) - _SHEET_KEYS)]
    resources = page.resources
    extra += [f"the sheet has resources of the kind {key}" for key in sorted(set(resources.keys()) - {"/XObject"})]
    page.contents_coalesce()
    contents: Any = page.obj.get("/Contents")
    reader.read(contents.read_bytes() if contents is not None else b"")
    return Sheet(box(page.mediabox), tuple(reader.placed), tuple(reader.lines), (*extra, *reader.extra))


def box(array: Any) -> Box:
    """Return the values of a box."""
    left, bottom, right, top = (float(value) for value in array)
    return left, bottom, right, top


class _Reader:
    """Reads the few operators that a sheet has; any other is something that nobody asked for."""

    def __init__(self, page: pikepdf.Page, digests: Digests) -> None:
        self._forms: Any = page.resources.get("/XObject", pikepdf.Dictionary())
        self._digests = digests
        self._stack: list[tuple[pikepdf.Matrix, float]] = []
        self._matrix, self._width = pikepdf.Matrix(), 1.0
        self._start: tuple[float, float] | None = None
        self._path: list[Line] = []
        self.placed: list[Placed] = []
        self.lines: list[Line] = []
        self.extra: list[str] = []

    def read(self, content: bytes) -> None:
        operands: list[bytes] = []
        for token in tokens(content):
            if token[:1] in b"/0123456789+-.":
                operands.append(token)
                continue
            if _OPERANDS.get(token) == len(operands):
                self._operator(token, operands)
            else:
                self.extra.append(f"it draws with “{token.decode('latin-1')[:20]}”")
            operands = []
        if operands or self._path or self._stack:
            self.extra.append("its content ends in the middle")

    def _operator(self, operator: bytes, operands: list[bytes]) -> None:
        if operator == b"Do":
            self._place(operands[0].decode("latin-1"))
            return
        values = [number_value(operand) for operand in operands]
        match operator:
            case b"q":
                self._stack.append((self._matrix, self._width))
            case b"Q" if self._stack:
                self._matrix, self._width = self._stack.pop()
            case b"cm":
                self._matrix = pikepdf.Matrix(*values) @ self._matrix
            case b"w":
                self._width = values[0]
            case b"G" if values == [0]:
                pass
            case b"m":
                self._start = self._point(values)
            case b"l" if self._start is not None:
                end = self._point(values)
                self._path.append(Line(self._start, end, self._width))
                self._start = end
            case b"S":
                self.lines += self._path
                self._path, self._start = [], None
            case _:
                self.extra.append(f"it draws with “{operator.decode()}”")

    def _point(self, values: list[float]) -> tuple[float, float]:
        x, y = self._matrix.transform((values[0], values[1]))
        return float(x), float(y)

    def _place(self, name: str) -> None:
        form = self._forms.get(name)
        if not isinstance(form, pikepdf.Stream) or form.get("/Subtype") != pikepdf.Name.Form:
            self.extra.append(f"it draws {name}, which is no page")
            return
        self.extra += [f"a page has a {key}" for key in sorted(set(form.keys()) - _FORM_KEYS)]
        matrix = pikepdf.Matrix(form.get("/Matrix", pikepdf.Array([1, 0, 0, 1, 0, 0]))) @ self._matrix
        self.placed.append(Placed(self._digests.form(form), box(form.BBox), tuple(map(float, matrix.as_array()))))
