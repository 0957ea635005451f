"""The proof, at start-up, that the WeasyPrint installed is one that hooks.py can work with.

First the parameters of what is called, and the fields of what is read; then the whole: a small page is set, and what
its text layer says must be what is known beforehand.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator

import pydyf  # type: ignore[import-untyped]
import weasyprint
from weasyprint.document import Page
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import ffi, pango
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import Layout

from leaflet.problem import RenderError
from leaflet.textlayer.hooks import TextLayer
from leaflet.textlayer.misfit import misfit
from leaflet.textlayer.objects import Objects

# What is called or overridden, with its parameters.
_SIGNATURES = (
    (Page, "paint", "(self, stream, scale=1)"),
    (Stream, "add_font", "(self, pango_font)"),
    (Stream, "clone", "(self, **kwargs)"),
    (Stream, "end_text", "(self)"),
    (Stream, "marked", "(self, box, tag)"),
    (Stream, "set_font_size", "(self, font, size)"),
    (Stream, "set_text_matrix", "(self, a, b, c, d, e, f)"),
    (Stream, "set_text_rise", "(self, height)"),
    (Stream, "show_text", "(self, text)"),
    (Layout, "get_first_line", "(self)"),
)
# What is read of Pango's values, and where: glyphs are read many at once.
_FIELDS: dict[str, dict[str, int | None]] = {
    "PangoLayoutLine": {"runs": None},
    "PangoGlyphItem": {"item": None, "glyphs": None},
    "PangoItem": {"offset": None, "length": None, "analysis": None},
    "PangoAnalysis": {"font": None, "level": None},
    "PangoGlyphString": {"num_glyphs": None, "glyphs": None, "log_clusters": None},
    "PangoGlyphInfo": {"glyph": 0, "geometry": 4, "attr": 16},
    "PangoGlyphGeometry": {"width": 0, "x_offset": 4, "y_offset": 8},
}
# Before, Pango told wrong sizes (its issue 530), and WeasyPrint works around it.
_LEAST_PANGO = (1, 48, 2)

# Two pages of one paragraph, with what is hard: a break, a space between elements, text drawn from right to left.
_PROBE = """<html lang="en"><title>.</title><style>
@page { size: 200px 60px; margin: 20px 0; @top-left { content: "head" } }
p { font: 10px/20px sans-serif; margin: 0; orphans: 1; widows: 1 }
</style><p>one <b>two</b> <i>three</i><br>four &#x202e;five&#x202c;</p>"""
_PROBE_TEXTS = [
    (0, True, "one ", "one "),
    (0, True, "two", "two"),
    (0, True, " ", " "),
    (0, True, "three ", "three "),
    (0, False, "head", "head"),
    (1, True, "four five", "four evif"),
    (1, False, "head", "head"),
]
_PROBE_MARKS = str.maketrans("", "", "\u202e\u202c")
_proven: list[str] = []


def prove_fit(font_config: FontConfiguration) -> None:
    """Prove, once in a process, that the WeasyPrint here is one that this module can work with.

    font_config: fonts for the proof, which sets a small page. RenderError if the proof fails.
    """
    if _proven:
        return
    major, minor, micro = _LEAST_PANGO
    if pango.pango_version() < major * 10000 + minor * 100 + micro:
        raise RenderError(f"the text layer needs Pango {major}.{minor}.{micro} or newer", "upgrade Pango")
    what = _other_names() or _other_text(font_config)
    if what:
        raise misfit(what)
    _proven.append(weasyprint.VERSION)


def _other_names() -> str:
    """Return what is not called as it was; "" if all is."""
    for owner, name, expected in _SIGNATURES:
        found = getattr(owner, name, None)
        signature = _signature(found) if found else "missing"
        if signature != expected:
            return f"{owner.__name__}.{name} is {signature}, not {expected}"
    for name, fields in _FIELDS.items():
        offsets = {field: place.offset for field, place in ffi.typeof(name).fields}
        for field, offset in fields.items():
            if field not in offsets or offset not in (None, offsets[field]):
                return f"{name}.{field} is not where it was"
    return ""


def _signature(function: Callable[..., object]) -> str:
    """Return a function's parameters, without their types."""
    signature = inspect.signature(function)
    parameters = [parameter.replace(annotation=inspect.Parameter.empty) for parameter in signature.parameters.values()]
    return str(signature.replace(parameters=parameters, return_annotation=inspect.Signature.empty))


def _other_text(font_config: FontConfiguration) -> str:
    """Return what comes out otherwise than it should when a small page is set; "" if nothing does."""
    drawn: list[str] = []
    try:
        html = weasyprint.HTML(string=_PROBE)
        document = html.render(font_config=font_config, pdf_variant="pdf/ua-1")
        layer = TextLayer(document, html.etree_element)

        def finish(document: weasyprint.Document, pdf: pydyf.PDF) -> None:
            # First, since what is finished is bytes.
            drawn.extend(_drawn_texts(Objects(pdf), layer))
            layer.finish(document, pdf)

        document.write_pdf(pdf_variant="pdf/ua-1", finisher=finish)
    except Exception as fault:  # Whatever it is: it comes from what has changed.
        return f"{type(fault).__name__}: {fault}"
    texts = [(text.page, text.artifact is None, text.says, text.shown) for text in layer.texts.values()]
    plain = [(*told, says.translate(_PROBE_MARKS), shown.translate(_PROBE_MARKS)) for *told, says, shown in texts]
    if plain != _PROBE_TEXTS:
        return f"it sets {texts}"
    if "".join(drawn) != "".join(shown for *_, shown in texts):
        return f"it draws {drawn}"
    return "" if len(layer.joins) == 1 else "it does not tell where a paragraph is broken"


def _drawn_texts(objects: Objects, layer: TextLayer) -> Iterator[str]:
    """Yield the texts of the codes that the content streams of a document show."""
    font = ""
    for page in objects.pdf.page_references:
        for operator in objects[objects[page]["Contents"]].stream:
            if isinstance(operator, bytes) and operator.endswith(b" Tf"):
                font = operator[1:].split()[0].decode()
            elif isinstance(operator, bytes) and operator.endswith(b" TJ"):
                for codes in re.findall(rb"<([0-9a-f]+)>", operator):
                    for i in range(0, len(codes), 4):
                        yield layer.codes[font].entries[int(codes[i : i + 4], 16) - 1].text
