"""What a PDF says is what was set: in every script, on however many lines, columns and pages it stands."""

from __future__ import annotations

import hashlib
import html
import io
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import uharfbuzz
import weasyprint
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from weasyprint.pdf.stream import Stream
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import Layout

from leaflet.fonts import FontSet, font_set, isolated, read_families
from leaflet.html import Page
from leaflet.language import parse_language
from leaflet.pdf import Renderer
from leaflet.problem import FontError, RenderError
from leaflet.readback import PdfFacts, read_pdf
from leaflet.readback.facts import Element, Glyph, Leaf, Piece, Run
from leaflet.templates import Templates
from leaflet.textlayer import fit
from leaflet.textlayer.truetype import NewGlyph, Part, add_glyphs

ROOT = Path(__file__).parents[1]
TEXTS: dict[str, list[str]] = {
    tag: table["texts"] for tag, table in tomllib.loads((ROOT / "tests/data/scripts.toml").read_text("utf-8")).items()
}
FAMILIES = read_families(ROOT / "fonts")
# Runs veraPDF: `run ua1,2a FILE…` prints a line of JSON for each file and flavour.
VERAPDF = Path(os.environ.get("VERAPDF", ROOT / "tests/verapdf/run"))

# What says where a line may be broken is not read.
BREAK_HINTS = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
NARROW = "@page { size: 70mm 90mm; margin: 8mm }"
ONE_LINE = "@page { size: 900mm 300mm; margin: 8mm }"

Render = Callable[..., bytes]


def fonts_of(tag: str) -> FontSet:
    # Urdu is set in Nastaliq, which has a script code of its own.
    return font_set(tag, "Aran" if tag == "ur" else parse_language(tag).script, FAMILIES)


@pytest.fixture(scope="module")
def render(tmp_path_factory: pytest.TempPathFactory) -> Render:
    """Return a function that makes a PDF of a body, in a language, with a style sheet."""
    folder = tmp_path_factory.mktemp("textlayer")
    renderers: dict[str, Renderer] = {}

    def call(tag: str, body: str, css: str = NARROW) -> bytes:
        fonts = fonts_of(tag)
        if tag not in renderers:
            renderers[tag] = Renderer(fonts, Templates((folder,)), folder / "cache")
        language = parse_language(tag)
        page = (
            f'<!DOCTYPE html><html lang="{tag}" dir="{language.direction}"><meta charset="utf-8"><title>{tag}</title>'
            f"<style>{css} html {{ font: 12pt/{2.4 if tag == 'ur' else 1.6} {fonts.css_families} }}"
            f"p {{ margin: 0 0 6pt }} bdi {{ white-space: nowrap }}</style><body>{body}</body></html>"
        )
        pdf = renderers[tag].render(Page(page, {}))
        assert pdf.warnings == ()
        return pdf.data

    return call


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def plain(text: str) -> str:
    """Return what is to be read of a text of HTML."""
    text = html.unescape(re.sub(r"<[^>]*>", "", text)).translate(BREAK_HINTS)
    return unicodedata.normalize("NFC", re.sub(r"[ \t\r\n\f]+", " ", text).strip())


class Read:
    """A PDF as a screen reader has it: element by element, and what its codes stand for."""

    def __init__(self, data: bytes) -> None:
        self.facts: PdfFacts = read_pdf(data)
        self.pieces: dict[Leaf, Piece] = {
            Leaf(number, piece.mcid): piece
            for number, page in enumerate(self.facts.pages)
            for piece in page.pieces
            if piece.mcid is not None
        }

    def elements(self, kind: str) -> Iterator[Element]:
        assert self.facts.structure is not None
        yield from (element for element in descendants(self.facts.structure) if element.type == kind)

    def texts(self, kind: str) -> list[str]:
        return [self.text(element) for element in self.elements(kind)]

    def text(self, element: Element) -> str:
        return unicodedata.normalize("NFC", self._said(element).translate(BREAK_HINTS).strip())

    def _said(self, element: Element) -> str:
        if element.actual_text is not None:
            return element.actual_text
        said = (codes_text(self.pieces[kid]) if isinstance(kid, Leaf) else self._said(kid) for kid in element.kids)
        return "".join(said)

    def artifacts(self) -> list[Piece]:
        return [piece for page in self.facts.pages for piece in page.pieces if piece.artifact]


def descendants(element: Element) -> Iterator[Element]:
    yield element
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from descendants(kid)


def codes_text(piece: Piece) -> str:
    return "".join(run.font.unicode[glyph.code] for run, glyph in piece.glyphs())


# --- Each text, in each script


@pytest.mark.parametrize("tag", TEXTS)
@pytest.mark.parametrize(
    "css", [NARROW, NARROW + "body { columns: 2 } p { text-align: justify; letter-spacing: 0.5pt }"]
)
def test_each_text_reads_back_by_structure(render: Render, tag: str, css: str) -> None:
    read = Read(render(tag, paragraphs(TEXTS[tag]), css))
    assert read.texts("P") == [plain(text) for text in TEXTS[tag]]


@pytest.mark.parametrize("tag", [tag for tag in TEXTS if parse_language(tag).direction == "ltr"])
def test_codes_of_left_to_right_text_say_it_by_themselves(render: Render, tag: str) -> None:
    data = render(tag, paragraphs(TEXTS[tag]))
    read = Read(data)
    assert not any(element.actual_text for element in descendants(read.facts.structure or pytest.fail("no structure")))
    shown = "".join(codes_text(piece) for page in read.facts.pages for piece in page.pieces)
    assert without_space(shown) == without_space("".join(map(plain, TEXTS[tag])))
    for font in {run.font for page in read.facts.pages for piece in page.pieces for run in piece.runs}:
        pairs = [(font.glyph_id(code), text) for code, text in font.unicode.items()]
        assert len(pairs) == len(set(pairs)), font.name


@pytest.mark.parametrize("tag", [tag for tag in TEXTS if parse_language(tag).direction == "ltr"])
@pytest.mark.parametrize("css", ["", "p { font-weight: bold; font-size: 8pt; word-spacing: 4pt }"])
def test_another_reader_has_each_left_to_right_text_whole(render: Render, tag: str, css: str) -> None:
    # pdfium takes gaps between glyphs for spaces, and glyphs that lie on others for doublets.
    document = pypdfium2.PdfDocument(render(tag, paragraphs(TEXTS[tag]), ONE_LINE + css))
    found = "\n".join(page.get_textpage().get_text_range() for page in document)
    assert [plain(line) for line in found.splitlines()] == [plain(text) for text in TEXTS[tag]]


def test_letter_spacing_does_not_cut_words(render: Render) -> None:
    texts = [text for text in TEXTS["en"] if "<" not in text]
    document = pypdfium2.PdfDocument(render("en", paragraphs(texts), ONE_LINE + "p { letter-spacing: 3pt }"))
    found = "\n".join(page.get_textpage().get_text_range() for page in document)
    assert found.splitlines() == texts


@pytest.mark.parametrize("tag", ["ar", "fa", "ur"])
def test_right_to_left_text_is_said_around_its_content_and_never_in_it(render: Render, tag: str) -> None:
    read = Read(render(tag, paragraphs(TEXTS[tag])))
    saying = [element for element in read.elements("Span") if element.actual_text is not None]
    assert len(saying) > len(TEXTS[tag])
    assert all([type(kid) for kid in element.kids] == [Element] for element in saying)
    assert all(piece.actual_text is None for page in read.facts.pages for piece in page.pieces)


def without_space(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(text.translate(BREAK_HINTS).split()))


@pytest.mark.parametrize("tag", TEXTS)
def test_glyphs_are_those_of_the_font_and_stand_where_it_puts_them(render: Render, tag: str) -> None:
    text = plain(TEXTS[tag][0])
    (page,) = Read(render(tag, f"<p>{text}</p>", ONE_LINE)).facts.pages
    (piece,) = page.pieces
    pinned = fonts_of(tag).families[0].regular.path
    shown = list(strokes(piece, TTFont(pinned)["maxp"].numGlyphs))
    wanted = list(shaped(text, pinned, tag))
    assert [glyph for glyph, _, _ in shown] == [glyph for glyph, _, _ in wanted]
    for (_, x, y), (_, wanted_x, wanted_y) in zip(shown, wanted, strict=True):
        assert (x, y) == pytest.approx((wanted_x, wanted_y), abs=0.0025)


def strokes(piece: Piece, own: int) -> Iterator[tuple[int, float, float]]:
    """Yield glyph and place, in ems, of all that is drawn; own: the number of the font's own glyphs."""
    start = next(piece.glyphs())[1].x
    for run, glyph in piece.glyphs():
        for part, right, up in parts(run, glyph, own):
            yield part, (glyph.x - start) / run.size + right, (glyph.y - run.baseline) / run.size + up


def parts(run: Run, glyph: Glyph, own: int) -> Iterator[tuple[int, float, float]]:
    number = run.font.glyph_id(glyph.code)
    if number < own:
        yield number, 0, 0
        return
    program = TTFont(io.BytesIO(run.font.program or b""))
    units, outline = program["head"].unitsPerEm, program["glyf"][program.getGlyphName(number)]
    for part in outline.components if outline.isComposite() else ():
        yield program.getGlyphID(part.glyphName), part.x / units, part.y / units


def shaped(text: str, path: Path, tag: str) -> Iterator[tuple[int, float, float]]:
    """Yield what HarfBuzz makes of a text in a font; space it moves over."""
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
    buffer, pen, em = uharfbuzz.Buffer(), 0, font.face.upem
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = tag
    uharfbuzz.shape(font, buffer)
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        yield info.codepoint, (pen + position.x_offset) / em, position.y_offset / em
        pen += position.x_advance


@pytest.mark.parametrize("tag", ["ur", "km", "vi", "zh-Hans"])
def test_embedded_fonts_are_what_their_dictionaries_say(render: Render, tag: str) -> None:
    with pikepdf.open(io.BytesIO(render(tag, paragraphs(TEXTS[tag])))) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            descendant = font.DescendantFonts[0]
            stream = descendant.FontDescriptor.FontFile2
            data = stream.read_bytes()
            program, (first, widths) = TTFont(io.BytesIO(data)), descendant.W
            glyphs = [glyph for (glyph,) in struct.iter_unpack(">H", descendant.CIDToGIDMap.read_bytes())]
            assert stream.Length1 == len(data)
            assert (first, len(widths)) == (1, len(glyphs) - 1)
            for glyph, width in zip(glyphs[1:], widths, strict=True):
                advance = program["hmtx"][program.getGlyphName(glyph)][0] * 1000 / program["head"].unitsPerEm
                assert float(width) == pytest.approx(advance, abs=0.51)


def test_a_missing_glyph_is_loud_and_its_text_is_kept(render: Render, tmp_path: Path) -> None:
    fonts = fonts_of("en")
    page = f"<html lang='en'><title>t</title><style>html {{ font-family: {fonts.css_families} }}</style><p>a 日 b"
    pdf = Renderer(fonts, Templates((tmp_path,)), tmp_path / "cache").render(Page(page, {}))
    assert any("notdef" in warning for warning in pdf.warnings)
    read = Read(pdf.data)
    assert read.texts("P") == ["a 日 b"]
    assert 0 in {run.font.glyph_id(glyph.code) for piece in read.pieces.values() for run, glyph in piece.glyphs()}


# --- Lines, columns, pages


WORDS = [
    "a",
    "efficient",
    "well-known",
    "Sprechstunde",
    "中文字符",
    "测试，",
    "ทดสอบ",
    "x\u00a0y",
    "1/2",
    "extra\u00adordinary",
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from(["", "b", "i", "bdi"]), st.sampled_from([" ", "", "<br>"]))
    ),
    st.integers(12, 60),
    st.sampled_from(["manual", "auto"]),
)
def test_a_space_is_read_where_the_html_has_one(
    render: Render, words: list[tuple[str, str, str]], width: int, hyphens: str
) -> None:
    body = "".join((f"<{tag}>{word}</{tag}>" if tag else word) + after for word, tag, after in words)
    # The font of Chinese has Latin letters too, but no Thai.
    tag, body = ("th", re.sub("[中文字符测试，]+", "ก", body)) if "ท" in body else ("zh-Hans", body)
    css = f"@page {{ size: {width + 10}mm 40mm; margin: 5mm }} p {{ hyphens: {hyphens}; orphans: 1; widows: 1 }}"
    read = Read(render(tag, f"<p lang='en'>{body}x</p>", css))
    assert read.texts("P") == [plain(body.replace("<br>", " ") + "x")]


def test_a_paragraph_broken_over_pages_and_a_list_broken_between_entries_are_one(render: Render) -> None:
    words = " ".join(f"word{i}" for i in range(150))
    entries = "".join(f"<li>entry {i} of the list, which is <b>long enough</b> for two lines</li>" for i in range(20))
    data = render("en", f"<section><p>{words}</p><ul>{entries}</ul></section>")
    read = Read(data)
    assert len(read.facts.pages) > 3
    assert read.texts("P") == [words]
    assert [len(element.kids) for element in read.elements("L")] == [20]
    assert read.texts("LBody") == [f"entry {i} of the list, which is long enough for two lines" for i in range(20)]
    assert read.texts("Lbl") == ["•"] * 20


def test_nested_lists_broken_over_pages_stay_nested(render: Render) -> None:
    inner = "".join(f"<li>inner {i} with words enough to fill a line or two</li>" for i in range(12))
    read = Read(render("en", f"<ol><li>first<ul style='list-style: disc'>{inner}</ul></li><li>second</li></ol>"))
    outer, nested = read.elements("L")
    assert [kid.type for kid in outer.kids if isinstance(kid, Element)] == ["LI", "L", "LI"]
    assert nested in outer.kids
    assert len(nested.kids) == 12


def test_cells_of_a_table_are_kept_and_read(render: Render) -> None:
    read = Read(render("en", "<table><tr><th>One</th><th>Two</th></tr><tr><td>a b</td><td> </td></tr></table>"))
    assert read.texts("TH") == ["One", "Two"]
    assert read.texts("TD") == ["a b", ""]


def test_a_row_of_a_table_broken_over_pages_keeps_its_cells(render: Render) -> None:
    words = " ".join(f"word{i}" for i in range(60))
    read = Read(render("en", f"<table><tr><td>{words}</td><td>short</td></tr></table>"))
    assert len(read.facts.pages) > 1
    assert [text for text in read.texts("TD") if text] == [words, "short"]
    assert {sum(1 for kid in element.kids if isinstance(kid, Element)) for element in read.elements("TR")} == {2}


def test_a_link_broken_over_lines_reads_whole(render: Render) -> None:
    body = '<p>See <a href="https://example.org/">the address of the example that is broken over lines</a>.</p>'
    data = render("en", body)
    assert Read(data).texts("P") == ["See the address of the example that is broken over lines."]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        # Each part has its annotation, which its own element refers to.
        assert len(pdf.pages[0].Annots) == len(list(Read(data).elements("Link"))) == 3


def test_hyphen_of_a_line_end_is_drawn_but_is_no_part_of_the_word(render: Render) -> None:
    data = render("en", "<p>extra&shy;ordinary</p>", "@page { size: 28mm 40mm; margin: 3mm }")
    read = Read(data)
    first, second = read.pieces.values()
    assert [codes_text(first), codes_text(second)] == ["extra\u00ad", "ordinary"]
    assert len(list(first.glyphs())) == len("extra") + 1


# --- What is not content, and other languages


HEADER = """@page { size: 100mm 60mm; margin: 15mm 8mm;
  @top-center { content: element(band) } @bottom-right { content: "Page " counter(page) } }
  .band { position: running(band) }"""


def test_what_runs_along_pages_is_an_artifact_with_its_own_language_and_text(render: Render) -> None:
    band = '<div class="band"><span lang="en" dir="ltr">Draft</span> <span>مسودة للمراجعة</span></div>'
    data = render("ar", band + paragraphs(TEXTS["ar"][:4]), HEADER)
    read = Read(data)
    on_first = [piece for piece in read.artifacts() if piece.page == 0 and codes_text(piece).strip()]
    assert [(piece.language, piece.actual_text or codes_text(piece)) for piece in on_first] == [
        ("en", "Draft"),
        (None, "مسودة للمراجعة"),
        (None, "Page 1"),
    ]
    assert "Draft" not in "".join(read.texts("Document"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        operators = [
            (str(operands[0]), str(operands[1].get("/Subtype")))
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
            if str(operator) == "BDC" and str(operands[0]) == "/Artifact"
        ]
        assert ("/Artifact", "/Header") in operators
        assert ("/Artifact", "/Footer") in operators
        # Each number of marked content leads to an element that is in the tree, or to none.
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        reachable = {element.objgen for element in tree(pdf.Root.StructTreeRoot)}
        for elements in list(numbers)[1::2]:
            assert {element.objgen for element in elements if element is not None} <= reachable


def tree(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield node
    for kid in node.get("/K", ()):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
            yield from tree(kid)


def test_text_in_another_language_says_so(render: Render) -> None:
    body = '<p>El título <span lang="en">in <b>English</b></span> y <bdi lang="ar" dir="rtl">abc</bdi></p>'
    read = Read(render("es", body))
    said = {read.text(element): element.language for element in read.elements("Span") if element.language}
    assert said == {"in": "en", "English": "en", "abc": "ar"}


def test_white_space_between_elements_is_read_and_an_empty_line_says_nothing(render: Render) -> None:
    read = Read(
        render("en", "<p><b>one</b> <i>two</i>\n<b>three</b><br><br>four&nbsp;<b> five</b> </p><p> </p>", ONE_LINE)
    )
    assert read.texts("P") == ["one two three four\u00a0 five", ""] or read.texts("P") == [
        "one two three four\u00a0 five"
    ]


def test_what_is_not_seen_is_not_read(render: Render) -> None:
    words = " ".join(f"word{i}" for i in range(150))
    body = f"<p>one</p><p style='visibility: hidden'>{words}</p><p>two <span style='display: none'>no</span>three</p>"
    assert [text for text in Read(render("en", body)).texts("P") if text] == ["one", "two three"]


# --- What it refuses


def test_text_that_is_not_as_it_is_written_is_refused(render: Render) -> None:
    with pytest.raises(RenderError, match="STRASSE"):
        render("en", '<p style="text-transform: uppercase">Straße</p>')


def test_text_in_an_svg_image_is_refused(render: Render) -> None:
    image = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='20'><text y='15'>text</text></svg>"
    with pytest.raises(RenderError, match="SVG"):
        render("en", f"<p>before {image} after</p>")


# --- The fit


@contextmanager
def unproven() -> Iterator[None]:
    before, fit._proven[:] = fit._proven[:], []
    try:
        yield
    finally:
        fit._proven[:] = before


def _raise(fault: Exception) -> object:
    raise fault


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((Stream, "marked", lambda self, box: None), r"Stream\.marked is \(self, box\), not \(self, box, tag\)"),
        ((Stream, "clone", None), r"Stream\.clone is missing"),
        ((Stream, "add_font", lambda self, pango_font: (object(), 10)), "AttributeError: .* no attribute 'hash'"),
        ((Stream, "show_text", lambda self, text: None), r"it draws \[\]"),
        ((Layout, "get_first_line", lambda self: _raise(TypeError("another line"))), "TypeError: another line"),
        ((weasyprint.document.Page, "paint", lambda self, stream, scale=1: None), "Error: "),
    ],
)
def test_another_weasyprint_is_refused_at_once_with_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: tuple[type, str, object], said: str
) -> None:
    monkeypatch.setattr(*change)
    monkeypatch.setattr(weasyprint, "VERSION", "99.1")
    with unproven(), pytest.raises(RenderError, match=said) as caught:
        Renderer(fonts_of("en"), Templates((tmp_path,)), tmp_path / "cache")
    assert "70.0" in caught.value.message
    assert "99.1" in caught.value.message
    assert "weasyprint==70.0" in caught.value.hint


def test_a_weasyprint_without_a_name_that_is_imported_is_refused_as_clearly() -> None:
    code = "import weasyprint.text.line_break as it; del it.Layout; import leaflet.textlayer"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    said = run.stderr.splitlines()[-1]
    assert re.search(r"RenderError: .* made for WeasyPrint 70\.0, .* cannot import name 'Layout'", said)


def test_the_installed_weasyprint_fits(tmp_path: Path) -> None:
    with unproven():
        Renderer(fonts_of("en"), Templates((tmp_path,)), tmp_path / "cache")
        assert fit._proven == [weasyprint.VERSION]


# --- Bytes


def test_documents_without_the_layer_are_as_ever(render: Render, tmp_path: Path) -> None:
    fonts = fonts_of("en")
    with isolated(fonts, tmp_path):
        config = FontConfiguration()
    text = f"<html lang='en'><title>t</title><p style='font-family: {fonts.css_families}'>efficient"
    page = weasyprint.HTML(string=text.replace('"', ""))
    before = page.write_pdf(font_config=config, pdf_variant="pdf/a-2a")
    render("en", "<p>text</p>")
    assert page.write_pdf(font_config=config, pdf_variant="pdf/a-2a") == before


def test_same_page_same_bytes_in_every_process(tmp_path: Path) -> None:
    digests = [print_digest(tmp_path / "here"), print_digest(tmp_path / "here")]
    code = "import sys, pathlib, test_textlayer as t; print(t.print_digest(pathlib.Path(sys.argv[1])))"
    environment = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    call = [sys.executable, "-c", code, tmp_path / "there"]
    run = subprocess.run(call, env=environment, capture_output=True, text=True, check=True)
    digests.append(run.stdout.strip())
    assert len(set(digests)) == 1


def print_digest(folder: Path) -> str:
    """Return the digest of a document that has lists, two scripts and several pages."""
    fonts = fonts_of("ar")
    entries = "".join(f"<li>{text}" for text in TEXTS["ar"] * 3)
    css = f"@page {{ size: 80mm 60mm }} html {{ font-family: {fonts.css_families} }}"
    page = f'<html lang="ar" dir="rtl"><title>t</title><style>{css}</style><ul>{entries}</ul><p lang="en">efficient'
    pdf = Renderer(fonts, Templates((folder,)), folder / "cache").render(Page(page, {}))
    assert pdf.pages > 3
    return hashlib.sha256(pdf.data).hexdigest()


def test_glyphs_are_added_to_a_font_as_others_read_it() -> None:
    data = fonts_of("ar").families[0].regular.path.read_bytes()
    own = TTFont(io.BytesIO(data))
    first = own["maxp"].numGlyphs
    alef, hamza = (own.getGlyphID(own.getBestCmap()[code]) for code in (0x627, 0x654))
    glyphs = [NewGlyph((Part(alef, 0, 0), Part(hamza, -30, 120)), 321), NewGlyph((), 0)]
    font = TTFont(io.BytesIO(add_glyphs(data, first + 5, glyphs)), checkChecksums=2)
    assert font["maxp"].numGlyphs == first + 7
    name = font.getGlyphName(first + 5)
    box = [font["glyf"][name].xMin, font["glyf"][name].yMin, font["glyf"][name].xMax, font["glyf"][name].yMax]
    assert font["hmtx"][name] == (321, box[0])
    font["glyf"][name].recalcBounds(font["glyf"])
    assert box == [font["glyf"][name].xMin, font["glyf"][name].yMin, font["glyf"][name].xMax, font["glyf"][name].yMax]
    assert [(font.getGlyphID(part.glyphName), part.x, part.y) for part in font["glyf"][name].components] == [
        (alef, 0, 0),
        (hamza, -30, 120),
    ]
    assert font["glyf"][font.getGlyphName(first + 6)].numberOfContours == 0
    assert font["glyf"][font.getGlyphName(alef)] == own["glyf"][own.getGlyphName(alef)]
    with pytest.raises(FontError):
        add_glyphs(data, first - 1, glyphs)
    with pytest.raises(FontError):
        add_glyphs(b"OTTO" + bytes(100), first, glyphs)


@pytest.mark.skipif(shutil.which("java") is None, reason="veraPDF needs Java, which is not installed")
@pytest.mark.skipif(not VERAPDF.is_file(), reason=f"{VERAPDF}, which runs veraPDF, is not there")
def test_files_are_pdf_a_2a_and_pdf_ua_1(render: Render, tmp_path: Path) -> None:
    files = []
    for tag, texts in TEXTS.items():
        files.append(tmp_path / f"{tag}.pdf")
        band = '<div class="band"><span lang="en" dir="ltr">Draft</span></div>'
        files[-1].write_bytes(
            render(tag, f"{band}<h1>{texts[0]}</h1>{paragraphs(texts)}<ul><li>{texts[1]}</ul>", HEADER)
        )
    environment = {**os.environ, "PYTHON": sys.executable}
    run = subprocess.run([VERAPDF, "ua1,2a", *files], env=environment, capture_output=True, text=True, check=False)
    found = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(found) == 2 * len(files), run.stderr
    assert [(report["file"], report["failed"]) for report in found if not report["compliant"]] == []
