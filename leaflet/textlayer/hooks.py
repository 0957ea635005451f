"""Where the text layer reaches into WeasyPrint: the only module that touches what is not its public interface.

Public are `Page.paint`, which draws a page into a stream, and the `finisher` of `write_pdf`, which is handed the PDF's
objects before they are written. What lies between is not:

- the stream that a page is drawn into becomes one of our class. There, `marked` says which text box is drawn next, and
  what would show its glyphs one by one is left out in favour of our codes;
- the tree of boxes, under `Page._page_box`, says where each line ends, and what each text box has for text, language,
  element and Pango layout. Pango's lines, runs and glyphs are Pango's public ones;
- a font says its name in content streams, its units and its number of glyphs.

fit.py proves that all of it is as it was. Nothing is replaced in WeasyPrint itself: the class is given to each stream
as it comes, so that documents written without a text layer, even at the same time, are as ever.
"""

from __future__ import annotations

import functools
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import Element

import pydyf  # type: ignore[import-untyped]
from weasyprint.document import Document, Page
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import ffi, pango
from weasyprint.text.line_break import Layout

from leaflet.problem import RenderError
from leaflet.textlayer.codes import BREAK_HINTS, FontCodes, SetRun
from leaflet.textlayer.fonts import write_fonts
from leaflet.textlayer.lines import Lines, SetText
from leaflet.textlayer.objects import Objects, text_string
from leaflet.textlayer.source import SourceText
from leaflet.textlayer.tags import StructureTree, reads_as_shown

# A PangoGlyphInfo: glyph; width, x_offset and y_offset of its geometry; attributes.
_GLYPH = struct.Struct("=IiiiI")
# How many of Pango's units there are in one of its user's, and the flag of a glyph that is missing.
_PANGO_SCALE = 1024
_UNKNOWN = 0x10000000

_WHITE_AS_SPACE = str.maketrans("\t\n\r\f", "    ")


class TextLayer:
    """The text layer of one document: to be made before its PDF is written, tagged, with `finish` as the finisher.

    root: the root element of the HTML that the document was made of. RenderError if the text that was set is not the
    text of the HTML.
    """

    def __init__(self, document: Document, root: Element) -> None:
        self.codes: dict[str, FontCodes] = {}
        # What fails inside an SVG image is held back by the image: it is raised at the end.
        self.fault: RenderError | None = None
        lines = Lines(SourceText(root))
        self.texts = _read_boxes(document, lines)
        self.joins = lines.joins
        for number, page in enumerate(document.pages):
            page.paint = functools.partial(self._paint, page, number)

    def _paint(self, page: Page, number: int, stream: Stream, scale: float = 1) -> None:
        _adopt(stream, self, number)
        type(page).paint(page, stream, scale)

    def finish(self, document: Document, pdf: pydyf.PDF) -> None:
        """Write what the text needs into fonts and structure. RenderError for a text that could not be told exactly."""
        if self.fault:
            raise self.fault
        objects = Objects(pdf)
        write_fonts(objects, self.codes)
        drawn = [text for text in self.texts.values() if text.mcid >= 0]
        StructureTree(objects).finish(drawn, self.joins)
        objects.settle()


def _read_boxes(document: Document, lines: Lines) -> dict[boxes.TextBox, SetText]:
    """Return what each text box of a document says, having read them line by line."""
    texts: dict[boxes.TextBox, SetText] = {}

    def read_line(box: boxes.Box, depth: int, artifact: dict[str, str] | None) -> Iterator[SetText]:
        for child in box.children:
            if isinstance(child, boxes.TextBox):
                style, tag = child.style, child.element_tag or ""
                language = style["lang"] if style["lang"] != document.metadata.lang else None
                generated = "content" if child.element is None else tag.partition("::")[2]
                texts[child] = SetText(
                    child.text, child.element, generated, depth, style["hyphenate_character"], language, artifact
                )
                yield texts[child]
            elif isinstance(child, boxes.InlineBox | boxes.LineBox):
                yield from read_line(child, depth + 1, artifact)

    for page in document.pages:
        for part in page._page_box.children:
            artifact = _pagination(part.at_keyword) if isinstance(part, boxes.MarginBox) else None
            for block in part.descendants(placeholders=True):
                found = [child for child in block.children if isinstance(child, boxes.LineBox)]
                if found and not isinstance(block, boxes.LineBox):
                    read = [list(read_line(line, 1, artifact)) for line in found]
                    lines.read((block.element, block.element_tag), read, found[-1].resume_at is not None)
    return texts


def _pagination(margin: str) -> dict[str, str]:
    """Return what a PDF says of text in a margin, such as @top-center (ISO 14289-1, 7.8)."""
    side = {"@top": "/Header", "@bottom": "/Footer"}.get(margin.partition("-")[0])
    return {"Type": "/Pagination"} | ({"Subtype": side} if side else {})


def _adopt(stream: Stream, layer: TextLayer, page: int) -> None:
    stream.__class__ = _Stream
    stream.layer, stream.page, stream.box, stream.is_shown = layer, page, None, False


class _Stream(Stream):  # type: ignore[misc]
    """A content stream that shows text by our codes.

    WeasyPrint draws a text box so: marked; begin_text; set_text_matrix; for each stretch of glyphs set_font_size,
    set_text_rise and show_text; end_text. Of white space alone, it draws nothing between begin_text and end_text.
    """

    layer: TextLayer
    page: int
    box: boxes.TextBox | None
    is_shown: bool

    def clone(self, **kwargs: Any) -> Stream:
        clone = super().clone(**kwargs)
        _adopt(clone, self.layer, self.page)
        return clone

    @contextmanager
    def marked(self, box: boxes.Box, tag: str) -> Iterator[None]:
        text = self.layer.texts.get(box)
        with super().marked(box, tag):
            self.box = box if text else None
            place = len(self.stream)
            yield
            self.box = None
            if text:
                text.page, text.mcid = self.page, self.stream[place - 2]["MCID"]
                self._describe(text, place)

    def _describe(self, text: SetText, place: int) -> None:
        """Let marked content that is no part of the document's content say so; place: where it begins."""
        if not text.shown:
            text.artifact = {"Type": "/Layout"}
        if text.artifact is None:
            return
        self.stream[place - 3] = "/Artifact"
        self.stream[place - 2] = pydyf.Dictionary(text.artifact)
        said = {"Lang": pydyf.String(text.language)} if text.language else {}
        if not reads_as_shown(text):
            said["ActualText"] = text_string(text.says)
        if said and text.shown:
            self.stream[place:place] = ["/Span", pydyf.Dictionary(said), b"BDC"]
            self.end_marked_content()

    def set_text_matrix(self, *values: float) -> None:
        super().set_text_matrix(*values)
        if self.box is None:
            hint = "turn the text of the image into outlines"
            self.layer.fault = RenderError("there is text on the page that is not in the HTML: in an SVG image?", hint)
        else:
            self._show(self.box.pango_layout, self.layer.texts[self.box])
            self.is_shown = True

    def set_font_size(self, font: str, size: float) -> None:
        if not self.is_shown:
            super().set_font_size(font, size)

    def set_text_rise(self, height: float) -> None:
        if not self.is_shown:
            super().set_text_rise(height)

    def show_text(self, text: str) -> None:
        if not self.is_shown:
            super().show_text(text)

    def end_text(self) -> None:
        box = self.box
        if box and not self.is_shown and not self.layer.texts[box].silent and box.style["font_size"] > 1e-6:
            # A space between two elements is a part of the text.
            self.set_text_matrix(1, 0, 0, -1, box.position_x, box.position_y + box.baseline)
        self.is_shown = False
        super().end_text()

    def _show(self, layout: Layout, text: SetText) -> None:
        """Show the line that a layout has set, by our codes."""
        line, _ = layout.get_first_line()
        data, codes, shown, in_order = layout.text.encode(), None, [], True
        says = layout.text[: len(layout.text) - text.added]
        hyphen = len(says.encode()) if text.added else len(data)
        run = line.runs
        while run != ffi.NULL:
            item, glyphs = run.data.item, run.data.glyphs
            run = run.next
            font, size = self.add_font(item.analysis.font)
            codes = self.layer.codes.setdefault(font.hash, FontCodes(font.upem, font.glyph_count))
            end = item.offset + item.length
            set_run = _set_run(glyphs, data[item.offset : end], codes.units / _PANGO_SCALE / size, hyphen - item.offset)
            advance = functools.partial(self._advance, item.analysis.font, codes.units / size)
            operand, part = codes.show(set_run, advance)
            super().set_font_size(font.hash, size)
            super().show_text(operand)
            shown.append(part)
            in_order = in_order and not item.analysis.level % 2
        text.says, text.shown = says.translate(_WHITE_AS_SPACE).translate(BREAK_HINTS), "".join(shown)
        if text.space_after and not text.says.endswith(" "):
            text.says += " "
            if codes and in_order:
                text.shown += " "
                super().show_text(codes.space())

    def _advance(self, font: Any, units: float, glyph_id: int) -> int:
        """Return the advance of a glyph in font units; units: how many there are in one of the page's."""
        pango.pango_font_get_glyph_extents(font, glyph_id, ffi.NULL, self.logical_rect)
        width: int = self.logical_rect.width
        return round(width / _PANGO_SCALE * units)


def _set_run(glyphs: Any, text: bytes, units: float, hyphen: int) -> SetRun:
    """Return the glyphs of Pango; units: how many of the font's there are in one of Pango's."""
    count = glyphs.num_glyphs
    infos = _GLYPH.iter_unpack(ffi.buffer(glyphs.glyphs, count * _GLYPH.size))
    glyph_ids, widths, right, down, _ = zip(*infos, strict=True)
    return SetRun(
        text,
        tuple([0 if glyph_id & _UNKNOWN else glyph_id for glyph_id in glyph_ids]),
        tuple(ffi.unpack(glyphs.log_clusters, count)),
        tuple([width * units for width in widths]),
        tuple([offset * units for offset in right]),
        tuple([offset * units for offset in down]),
        pango.PANGO_GLYPH_EMPTY,
        hyphen,
    )
