"""The bytes of a PDF -> PdfFacts."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

import pikepdf

from leaflet.readback.content import read_content
from leaflet.readback.facts import Annotation, Box, Font, Metadata, OutlineEntry, PageFacts, PdfFacts
from leaflet.readback.font import read_font
from leaflet.readback.shown import IDENTITY, Form, Matrix, Shown
from leaflet.readback.structure import read_structure
from leaflet.readback.token import ReadbackError

_XMP = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "pdf_a_part": "{http://www.aiim.org/pdfa/ns/id/}part",
    "pdf_a_conformance": "{http://www.aiim.org/pdfa/ns/id/}conformance",
    "pdf_ua_part": "{http://www.aiim.org/pdfua/ns/id/}part",
}


def read_pdf(data: bytes) -> PdfFacts:
    """Return what a PDF holds. ReadbackError if it is none, is damaged, or holds what this reader cannot see into."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _Document(pdf).facts()
    except (pikepdf.PdfError, KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError) as fault:
        # pikepdf answers an object of the wrong kind with most of these.
        raise ReadbackError(f"the PDF is damaged: {fault}") from fault


class _Document:
    """Reads one file. Fonts are kept by object, since every page names the same ones."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._pages: list[Any] = [page.obj for page in pdf.pages]
        self._fonts: dict[tuple[int, int], Font] = {}
        self._numbers: dict[tuple[int, int], int] = {page.objgen: number for number, page in enumerate(self._pages)}

    def facts(self) -> PdfFacts:
        """Return all facts of the file."""
        structure = self._pdf.Root.get("/StructTreeRoot")
        return PdfFacts(
            metadata=self._metadata(),
            pages=tuple(self._page(page, number) for number, page in enumerate(self._pdf.pages)),
            structure=read_structure(structure, self._numbers) if structure is not None else None,
            outline=tuple(self._outline()),
            annotations=tuple(self._annotations()),
        )

    def font(self, font: Any) -> Font:
        """Return a font's facts."""
        known = self._fonts.get(font.objgen)
        if known is None or font.objgen == (0, 0):
            known = self._fonts[font.objgen] = read_font(font)
        return known

    def _page(self, page: pikepdf.Page, number: int) -> PageFacts:
        shown = Shown(number)
        contents: Any = page.obj.get("/Contents", ())
        streams = (contents,) if isinstance(contents, pikepdf.Stream) else contents
        content = b"\n".join(stream.read_bytes() for stream in streams)
        read_content(shown, content, _Resources(self, page.resources))
        return PageFacts(
            media=_box(page.mediabox),
            crop=_box(page.cropbox),
            trim=_box(page.trimbox),
            bleed=_box(page.obj.get("/BleedBox", page.cropbox)),
            rotation=int(page.obj.get("/Rotate", 0)),
            unit=float(page.obj.get("/UserUnit", 1)),
            pieces=tuple(shown.pieces),
            drawings=tuple(shown.drawings),
        )

    def _metadata(self) -> Metadata:
        root: Any = self._pdf.Root
        xmp = _read_xmp(root.get("/Metadata"))
        part = xmp.get("pdf_a_part")
        return Metadata(
            title=_text(self._pdf.docinfo.get("/Title")),
            xmp_title=xmp.get("title"),
            language=_text(root.get("/Lang")),
            shows_title=bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)),
            marked=bool(root.get("/MarkInfo", {}).get("/Marked", False)),
            pdf_a=part + xmp.get("pdf_a_conformance", "") if part else None,
            pdf_ua=xmp.get("pdf_ua_part"),
        )

    def _outline(self) -> Iterator[OutlineEntry]:
        with self._pdf.open_outline() as outline:
            stack = [(0, item) for item in reversed(outline.root)]
            while stack:
                depth, item = stack.pop()
                target: Any = item.destination
                if target is None and item.action is not None:
                    target = item.action.get("/D")
                page = target[0] if isinstance(target, pikepdf.Array) and len(target) else None
                number = self._numbers.get(page.objgen) if isinstance(page, pikepdf.Dictionary) else None
                yield OutlineEntry(depth, item.title, number)
                stack += [(depth + 1, child) for child in reversed(item.children)]

    def _annotations(self) -> Iterator[Annotation]:
        for number, page in enumerate(self._pages):
            for note in page.get("/Annots", ()):
                address = note.get("/A", {}).get("/URI")
                yield Annotation(number, str(note.get("/Subtype", "/"))[1:], _text(address), _box(note["/Rect"]))


class _Resources:
    """The resources of a page or a form (ISO 32000-1, 7.8.3)."""

    def __init__(self, document: _Document, resources: Any) -> None:
        self._document = document
        self._resources = resources
        self._fonts: dict[str, Font] = {}
        self._opacities: dict[str, float | None] = {}

    def font(self, name: str) -> Font:
        known = self._fonts.get(name)
        if known is None:
            known = self._fonts[name] = self._document.font(self._get("/Font", name))
        return known

    def opacity(self, name: str) -> float | None:
        if name not in self._opacities:
            value = self._get("/ExtGState", name).get("/ca")
            self._opacities[name] = None if value is None else float(value)
        return self._opacities[name]

    def form(self, name: str) -> Form:
        stream = self._get("/XObject", name)
        if stream.get("/Subtype") != "/Form":
            return Form(IDENTITY, (0, 0, 1, 1), None, None)
        resources = stream.get("/Resources")
        inner = _Resources(self._document, resources) if resources is not None else self
        matrix = tuple(float(value) for value in stream.get("/Matrix", IDENTITY))
        return Form(_six(matrix), _box(stream["/BBox"]), stream.read_bytes(), inner)

    def properties(self, name: str) -> Mapping[str, str | int]:
        said = self._get("/Properties", name)
        return {
            key[1:]: value if isinstance(value, int) else str(value)
            for key, value in said.items()
            if isinstance(value, int | pikepdf.String)
        }

    def _get(self, kind: str, name: str) -> Any:
        found = self._resources.get(kind, {}).get(f"/{name}")
        if found is None:
            raise ReadbackError(f"the page names “{name}”, which it does not have")
        return found


def _read_xmp(stream: object) -> dict[str, str]:
    """Return what is asked of the metadata; a property may be an element or an attribute (ISO 16684-1, 7)."""
    if not isinstance(stream, pikepdf.Stream):
        return {}
    try:
        tree = ElementTree.fromstring(stream.read_bytes())
    except ElementTree.ParseError as fault:
        raise ReadbackError(f"the metadata are no XML: {fault}") from fault
    found = {}
    for key, name in _XMP.items():
        node = tree.find(f".//{name}")
        texts = ["".join(node.itertext())] if node is not None else [each.get(name, "") for each in tree.iter()]
        if any(texts):
            found[key] = "".join(texts).strip()
    return found


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _box(array: Any) -> Box:
    x1, y1, x2, y2 = (float(value) for value in array)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _six(values: tuple[float, ...]) -> Matrix:
    a, b, c, d, e, f = values
    return a, b, c, d, e, f
