"""What is read back of a PDF is what is in it, whoever made it; what could hide something is refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from finished import TAGS, handout, sample
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from leaflet.readback import PdfFacts, ReadbackError, read_pdf
from leaflet.readback.facts import Element, Leaf, Piece
from leaflet.readback.token import properties, string_value, text_value, tokens


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object]) -> PdfFacts:
    """Return what is read of a file after a change."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(stream)
    return read_pdf(stream.getvalue())


def showing(content: str) -> list[Piece]:
    """Return what a page shows of a content stream; F1 is a font whose codes are each half an em wide."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 100))
    descendant = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Test"), DW=500)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Test"), Encoding=Name("/Identity-H"))
    font.DescendantFonts = Array([descendant])
    font.ToUnicode = pdf.make_stream(
        b"1 beginbfrange <0001> <0003> <0061> endbfrange 1 beginbfchar <0004> <00660069> endbfchar"
    )
    form = pdf.make_stream(b"BT /F1 10 Tf <0002> Tj ET", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form.Matrix = Array([1, 0, 0, 1, 50, 0])
    page = pdf.pages[0]
    page.Resources = Dictionary(
        Font=Dictionary(F1=pdf.make_indirect(font)),
        XObject=Dictionary(X1=form),
        Properties=Dictionary(P1=Dictionary(MCID=7, ActualText=String("said"))),
        ExtGState=Dictionary(G1=Dictionary(ca=0.5)),
    )
    page.Contents = pdf.make_stream(content.encode("latin-1"))
    stream = io.BytesIO()
    pdf.save(stream)
    return list(read_pdf(stream.getvalue()).pages[0].pieces)


def places(content: str) -> list[tuple[int, float, float]]:
    return [tuple(glyph) for piece in showing(f"/F1 10 Tf {content}") for _, glyph in piece.glyphs()]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("BT <00010002> Tj ET", [(1, 0, 0), (2, 5, 0)]),
        ("BT 30 40 Td <0001> Tj 0 -12 Td <0002> Tj ET", [(1, 30, 40), (2, 30, 28)]),
        ("BT 30 40 TD 0 -12 TD <0001> Tj T* <0002> Tj ET", [(1, 30, 28), (2, 30, 16)]),
        ("BT [<0001> -1000 <0002> 500 <0003>] TJ ET", [(1, 0, 0), (2, 15, 0), (3, 15, 0)]),
        ("BT 1 Tc <00010002> Tj ET", [(1, 0, 0), (2, 6, 0)]),
        ("BT 50 Tz <00010002> Tj ET", [(1, 0, 0), (2, 2.5, 0)]),
        ("BT 3 Ts <0001> Tj 0 Ts <0002> Tj ET", [(1, 0, 3), (2, 5, 0)]),
        ("BT 12 TL <0001> Tj <0002> ' ET", [(1, 0, 0), (2, 0, -12)]),
        ('BT 12 TL 0 2 <00010002> " ET', [(1, 0, -12), (2, 7, -12)]),
        ("BT 2 0 0 2 10 20 Tm <00010002> Tj ET", [(1, 10, 20), (2, 20, 20)]),
        ("q 1 0 0 -1 0 100 cm BT 1 0 0 -1 10 30 Tm <0001> Tj ET Q BT <0002> Tj ET", [(1, 10, 70), (2, 0, 0)]),
        ("BT (\\000\\001\\000\\002) Tj ET % (\\000\\003) Tj", [(1, 0, 0), (2, 5, 0)]),
        ("/X1 Do", [(2, 50, 0)]),
    ],
)
def test_glyphs_stand_where_the_operators_put_them(content: str, shown: list[tuple[int, float, float]]) -> None:
    assert places(content) == shown


def test_marked_content_says_what_it_is() -> None:
    text = "BT /F1 10 Tf <0001> Tj ET"
    pieces = showing(
        f"{text} /Span <</MCID 3 /Lang (fr)>> BDC {text} /Span <</ActualText <feff0041>>> BDC {text} EMC EMC "
        f"/Artifact BMC {text} EMC /Span /P1 BDC {text} EMC"
    )
    said = [(piece.mcid, piece.marked, piece.artifact, piece.actual_text, piece.language) for piece in pieces]
    assert said == [
        (None, False, False, None, None),
        (3, True, False, None, "fr"),
        (3, True, False, "A", "fr"),
        (None, True, True, None, None),
        (7, True, False, "said", None),
    ]


def test_a_run_tells_how_it_is_painted() -> None:
    (piece,) = showing("1 0 0 rg /G1 gs BT /F1 10 Tf 3 Tr <0001> Tj 0 g 0 Tr <0004> Tj /Cs cs /P0 scn <0001> Tj ET")
    assert [(run.color, run.opacity, run.mode) for run in piece.runs] == [
        ((1, 0, 0), 0.5, 3),
        ((0, 0, 0), 0.5, 0),
        (None, 0.5, 0),
    ]
    assert [run.font.unicode[glyph.code] for run, glyph in piece.glyphs()] == ["a", "fi", "a"]
    assert [(run.size, run.font.name, run.end) for run in piece.runs][-1] == (10, "Test", 15)


@pytest.mark.parametrize(
    "content",
    [
        "BT /F1 10 Tf <0001> Tj ET EMC",
        "/Span <</MCID 1>> BDC BT /F1 10 Tf <0001> Tj ET",
        "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI",
        "BT <0001> Tj ET",
        "BT /F2 10 Tf <0001> Tj ET",
        "BT /F1 10 Tf (no end Tj ET",
        "BT /F1 ten Tf <0001> Tj ET",
        "BT /F1 10 Tf <00> Tj ET",
        "/X2 Do",
        "Q",
    ],
)
def test_what_could_hide_a_text_is_refused(content: str) -> None:
    with pytest.raises(ReadbackError):
        showing(content)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"no PDF at all"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(ReadbackError):
        read_pdf(data)


def test_an_element_that_stands_in_itself_is_refused() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        root: Any = pdf.Root.StructTreeRoot
        document = root.K[0]
        document.K.append(document)

    with pytest.raises(ReadbackError):
        changed(sample("en").data, change)


@pytest.mark.parametrize("tag", TAGS)
def test_the_tokens_are_those_that_another_reader_finds(tag: str) -> None:
    """qpdf reads the same operators and operands, in the same order."""
    with pikepdf.open(io.BytesIO(handout(tag).data)) as pdf:
        for page in pdf.pages:
            content = page.Contents.read_bytes()
            theirs = pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page))
            assert normalized(tokens(content)) == normalized(tokens(theirs))


def normalized(found: list[bytes]) -> list[bytes | float]:
    """Return the tokens' values; those of a dictionary, which has no order, sorted."""
    values: list[bytes | float] = []
    start = 0
    for token in found:
        values.append(normal(token))
        if token == b"<<":
            start = len(values)
        elif token == b">>":
            values[start:-1] = sorted(values[start:-1], key=str)
    return values


def normal(token: bytes) -> bytes | float:
    if token[:1] in (b"<", b"(") and token != b"<<":
        return string_value(token)
    try:
        return float(token)
    except ValueError:
        return token


@settings(deadline=None)
@given(st.binary())
def test_strings_are_read_as_they_were_written(data: bytes) -> None:
    for token in (String(data).unparse(), b"<" + data.hex().encode() + b">"):
        (found,) = tokens(token)
        assert string_value(found) == data


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_texts_are_read_as_they_were_written(text: str) -> None:
    said = properties(tokens(Dictionary(ActualText=String(text), MCID=5, Lang=String("ar")).unparse()))
    assert said == {"ActualText": text, "MCID": 5, "Lang": "ar"}
    assert text_value(b"\xef\xbb\xbf" + text.encode()) == text


@pytest.mark.parametrize("tag", TAGS)
def test_a_handout_says_what_it_is(tag: str) -> None:
    finished = handout(tag)
    facts = read_pdf(finished.data)
    says = facts.metadata
    assert says.title == says.xmp_title == finished.expectation.title
    assert (says.language, says.pdf_a, says.pdf_ua) == (tag, "2A", "1")
    assert says.marked
    assert says.shows_title
    assert len(facts.pages) == 2
    assert all(page.media == page.crop == page.trim == (0, 0, 612, 792) for page in facts.pages)
    assert {run.font.name for page in facts.pages for piece in page.pieces for run in piece.runs} <= {
        f"{family.name.replace(' ', '-')}{weight}" for family in finished.fonts.families for weight in ("", "-Bold")
    }
    assert facts.annotations == ()
    assert [entry.depth for entry in facts.outline] == [0] + [1] * 10
    assert {entry.page for entry in facts.outline} == {0, 1}


def test_the_structure_is_read_in_order_with_its_languages() -> None:
    facts = read_pdf(handout("ar").data)
    assert facts.structure is not None
    found = list(descendants(facts.structure))
    assert sum(element.type == "H2" for element in found) == 10
    assert {element.language for element in found if element.type == "LBody"} == {None}
    assert "en" in {element.language for element in found}
    leaves = list(facts.structure.leaves())
    assert len(leaves) == len(set(leaves)) > 150
    (alt,) = [element.alt for element in found if element.type == "Figure"]
    assert alt is not None
    assert alt.endswith("/cervical-insufficiency/ar")


def descendants(element: Element) -> list[Element]:
    return [element, *(each for kid in element.kids if not isinstance(kid, Leaf) for each in descendants(kid))]


def test_notes_on_a_page_are_told() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([9, 9, 1, 2]))
        link.A = Dictionary(S=Name.URI, URI=String("https://example.org"))
        pdf.pages[0].Annots = Array([pdf.make_indirect(link)])

    (note,) = changed(sample("en").data, change).annotations
    assert note == (0, "Link", "https://example.org", (1, 2, 9, 9))
