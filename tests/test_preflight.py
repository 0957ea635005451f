"""The preflight finds each fault that a press PDF can have, and says nothing of a good one (see test_press)."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from finished import ROOT
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from pressed import FOLDS, PROFILE, faults, pressed

from leaflet.checks.press import preflight
from leaflet.checks.registry import rules

Damage = Callable[[Pdf], None]
DAMAGES: dict[str, dict[str, Damage]] = {}


def damage(check: str) -> Callable[[Damage], Damage]:
    """Note a function that does a press PDF some harm, and the check that must tell of it."""

    def note(function: Damage) -> Damage:
        DAMAGES.setdefault(check, {})[function.__name__] = function
        return function

    return note


def draw(pdf: Pdf, content: str, page: int = 0, **resources: Any) -> None:
    """Draw something more on a page; resources: by kind, what it names."""
    for kind, entries in resources.items():
        found = pdf.pages[page].resources
        if f"/{kind}" not in found:
            found[f"/{kind}"] = Dictionary()
        for name, value in entries.items():
            found[f"/{kind}"][f"/{name}"] = value
    before = pdf.pages[page].obj.Contents.read_bytes()
    pdf.pages[page].obj.Contents = pdf.make_stream(before + f"\nq {content} Q\n".encode())


def replace(pdf: Pdf, pattern: str, by: str, count: int = 1, page: int = 0) -> None:
    """Replace something in the content of a page."""
    content = pdf.pages[page].obj.Contents.read_bytes().decode("latin-1")
    changed, found = re.subn(pattern, by, content, count=count)
    assert found, f"{pattern} is not on the page"
    pdf.pages[page].obj.Contents = pdf.make_stream(changed.encode("latin-1"))


def form(pdf: Pdf, content: str, **entries: Any) -> Stream:
    """Return a form that draws something."""
    made = Stream(pdf, content.encode())
    made.Type, made.Subtype, made.BBox = Name.XObject, Name.Form, Array([0, 0, 99, 99])
    for key, value in entries.items():
        made[f"/{key}"] = value
    return pdf.make_indirect(made)


def image(pdf: Pdf, space: Any, data: bytes, **entries: Any) -> Stream:
    """Return an image of one dot."""
    made = Stream(pdf, data)
    made.Type, made.Subtype, made.Width, made.Height, made.BitsPerComponent = Name.XObject, Name.Image, 1, 1, 8
    made.ColorSpace = space
    for key, value in entries.items():
        made[f"/{key}"] = value
    return pdf.make_indirect(made)


def box(pdf: Pdf, name: str, more: float, page: int = 0) -> None:
    """Give a page a box that is larger than its trim by so many points on each side."""
    left, bottom, right, top = (float(value) for value in pdf.pages[page].trimbox)
    pdf.pages[page].obj[f"/{name}"] = Array([left - more, bottom - more, right + more, top + more])


def metadata(pdf: Pdf, pattern: str, by: str) -> None:
    """Replace something in the metadata."""
    text = pdf.Root.Metadata.read_bytes().decode()
    changed, found = re.subn(pattern, by, text)
    assert found == 1, f"{pattern} stands {found} times in the metadata"
    pdf.Root.Metadata = pdf.make_stream(changed.encode(), Type=Name.Metadata, Subtype=Name.XML)


@damage("press-boxes")
def bleed_of_two_millimetres(pdf: Pdf) -> None:
    box(pdf, "BleedBox", 5.67, page=1)


@damage("press-boxes")
def bleed_on_three_sides(pdf: Pdf) -> None:
    left, bottom, right, top = (float(value) for value in pdf.pages[0].obj.BleedBox)
    pdf.pages[0].obj.BleedBox = Array([left, bottom, right, top - 8.5])


@damage("press-boxes")
def no_trim_box(pdf: Pdf) -> None:
    del pdf.pages[0].obj.TrimBox


@damage("press-boxes")
def art_box(pdf: Pdf) -> None:
    box(pdf, "ArtBox", 0)


@damage("press-boxes")
def crop_to_the_trim(pdf: Pdf) -> None:
    box(pdf, "CropBox", 0)


@damage("press-boxes")
def sheet_smaller_than_the_bleed(pdf: Pdf) -> None:
    box(pdf, "MediaBox", 4)


@damage("press-boxes")
def turned_page(pdf: Pdf) -> None:
    pdf.pages[1].obj.Rotate = 90


@damage("press-marks")
def mark_off_by_a_millimetre(pdf: Pdf) -> None:
    replace(pdf, r"(?m)^-11\.3386 0\.0000 m -25\.5118 0\.0000 l", "-11.3386 3.0000 m -25.5118 3.0000 l")


@damage("press-marks")
def no_marks(pdf: Pdf) -> None:
    replace(pdf, r"/Artifact <</Type /Page>> BDC[\s\S]*?EMC", "", page=1)


@damage("press-marks")
def mark_on_the_page(pdf: Pdf) -> None:
    draw(pdf, "/Artifact <</Type /Page>> BDC 0 0 0 1 K 100 -20 m 100 5 l S EMC")


@damage("press-marks")
def mark_in_the_bleed(pdf: Pdf) -> None:
    draw(pdf, "/Marks CS 1 SCN 100 -20 m 100 -5 l S")


@damage("press-marks")
def words_on_all_plates(pdf: Pdf) -> None:
    name = next(iter(pdf.pages[0].resources.Font))
    draw(pdf, f"/Artifact <</Type /Page>> BDC 0 0 0 1 k BT {name} 9 Tf <0001> Tj ET EMC")


@damage("press-marks")
def folds_of_the_front_on_the_back(pdf: Pdf) -> None:
    front = pdf.pages[0].obj.Contents.read_bytes().decode("latin-1")
    marks = re.search(r"/Artifact <</Type /Page>> BDC[\s\S]*?EMC", front)
    assert marks
    replace(pdf, r"/Artifact <</Type /Page>> BDC[\s\S]*?EMC", marks[0].replace("\\", ""), page=1)


@damage("press-intent")
def no_intents(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


@damage("press-intent")
def intent_for_an_archive_only(pdf: Pdf) -> None:
    pdf.Root.OutputIntents = Array([pdf.Root.OutputIntents[1]])


@damage("press-intent")
def another_condition(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].OutputConditionIdentifier = String("FOGRA52")


@damage("press-intent")
def no_profile(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents[0].DestOutputProfile


@damage("press-intent")
def profile_of_a_screen(pdf: Pdf) -> None:
    data = bytearray(PROFILE.icc)
    data[12:20] = b"mntrRGB "
    _both(pdf, pdf.make_stream(bytes(data), N=3))


@damage("press-intent")
def wrong_number_of_inks(pdf: Pdf) -> None:
    _both(pdf, pdf.make_stream(PROFILE.icc, N=3))


@damage("press-intent")
def altered_profile(pdf: Pdf) -> None:
    _both(pdf, pdf.make_stream(PROFILE.icc[:-1] + b"\x07", N=4))


def _both(pdf: Pdf, profile: Stream) -> None:
    for intent in pdf.Root.OutputIntents:
        intent.DestOutputProfile = profile


@damage("press-intent")
def two_profiles(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[1].DestOutputProfile = pdf.make_stream(PROFILE.icc, N=4)


@damage("press-claims")
def not_said_to_be_pdf_x(pdf: Pdf) -> None:
    metadata(pdf, "PDF/X-4<", "PDF/X-3:2003<")


@damage("press-claims")
def no_metadata(pdf: Pdf) -> None:
    del pdf.Root.Metadata


@damage("press-claims")
def metadata_that_are_no_xml(pdf: Pdf) -> None:
    metadata(pdf, "</rdf:RDF>", "")


@damage("press-claims")
def not_said_whether_trapped(pdf: Pdf) -> None:
    del pdf.docinfo["/Trapped"]
    metadata(pdf, "<pdf:Trapped>False</pdf:Trapped>", "")


@damage("press-claims")
def trapped_unknown(pdf: Pdf) -> None:
    pdf.docinfo["/Trapped"] = Name.Unknown
    metadata(pdf, "Trapped>False<", "Trapped>Unknown<")


@damage("press-claims")
def another_title(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = "Another leaflet"


@damage("press-claims")
def another_date(pdf: Pdf) -> None:
    pdf.docinfo["/ModDate"] = "D:20200101"


@damage("press-claims")
def no_document_id(pdf: Pdf) -> None:
    metadata(pdf, "<xmpMM:DocumentID>.*?</xmpMM:DocumentID>", "")


@damage("press-claims")
def version_in_the_catalog(pdf: Pdf) -> None:
    pdf.Root.Version = Name("/1.7")


@damage("press-colour")
def red_green_blue(pdf: Pdf) -> None:
    draw(pdf, "0.1 0.2 0.3 rg 0 0 9 9 re f")


@damage("press-colour")
def red_green_blue_line(pdf: Pdf) -> None:
    draw(pdf, "0.1 0.2 0.3 RG 0 0 m 9 9 l S")


@damage("press-colour")
def grey(pdf: Pdf) -> None:
    draw(pdf, "0.5 g 0 0 9 9 re f")


@damage("press-colour")
def the_colour_that_a_page_begins_with(pdf: Pdf) -> None:
    draw(pdf, "0 0 9 9 re f")


@damage("press-colour")
def text_in_a_form(pdf: Pdf) -> None:
    name = next(iter(pdf.pages[0].resources.Font))
    inner = form(pdf, f"0 0 1 rg BT {name} 9 Tf <0001> Tj ET", Resources=pdf.pages[0].resources)
    draw(pdf, "/Damage Do", XObject={"Damage": inner})


@damage("press-colour")
def named_space(pdf: Pdf) -> None:
    lab = Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])])
    draw(pdf, "/Damage cs 50 1 1 sc 0 0 9 9 re f", ColorSpace={"Damage": lab})


@damage("press-colour")
def calibrated_space_that_nothing_uses(pdf: Pdf) -> None:
    calibrated = Array([Name.CalGray, Dictionary(WhitePoint=[0.96, 1, 0.82])])
    draw(pdf, "", ColorSpace={"Damage": calibrated})


@damage("press-colour")
def spot_colour(pdf: Pdf) -> None:
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
    spot = Array([Name.Separation, Name("/Hospital#20red"), Name.DeviceCMYK, function])
    draw(pdf, "/Damage cs 1 scn 0 0 9 9 re f", ColorSpace={"Damage": spot})


@damage("press-colour")
def ground_on_all_plates(pdf: Pdf) -> None:
    """Else the inks of a registration colour would be counted as one."""
    draw(pdf, "/Marks cs 1 scn 0 0 9 9 re f")


@damage("press-colour")
def picture_in_rgb(pdf: Pdf) -> None:
    draw(pdf, "/Damage Do", XObject={"Damage": image(pdf, Name.DeviceRGB, b"\x10\x20\x30")})


@damage("press-colour")
def picture_in_grey(pdf: Pdf) -> None:
    draw(pdf, "/Damage Do", XObject={"Damage": image(pdf, Name.DeviceGray, b"\x10")})


@damage("press-colour")
def picture_with_a_table_of_rgb(pdf: Pdf) -> None:
    space = Array([Name.Indexed, Name.DeviceRGB, 0, String(b"\x10\x20\x30")])
    draw(pdf, "/Damage Do", XObject={"Damage": image(pdf, space, b"\x00")})


@damage("press-colour")
def mask_of_a_picture_in_inks(pdf: Pdf) -> None:
    mask = image(pdf, Name.DeviceCMYK, bytes(4))
    draw(pdf, "/Damage Do", XObject={"Damage": image(pdf, Name.DeviceCMYK, bytes(4), SMask=mask)})


def _gradient(space: Name, one: list[float], other: list[float]) -> Dictionary:
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=one, C1=other, N=1)
    stitched = Dictionary(FunctionType=3, Domain=[0, 1], Functions=[function], Bounds=[], Encode=[0, 1])
    return Dictionary(ShadingType=2, ColorSpace=space, Coords=[0, 0, 9, 9], Function=stitched)


@damage("press-colour")
def gradient_in_grey(pdf: Pdf) -> None:
    draw(pdf, "/Damage sh", Shading={"Damage": _gradient(Name.DeviceGray, [0], [1])})


@damage("press-colour")
def pattern_in_rgb(pdf: Pdf) -> None:
    shading = _gradient(Name.DeviceRGB, [0, 0, 0], [1, 1, 1])
    pattern = Dictionary(Type=Name.Pattern, PatternType=2, Shading=shading)
    draw(pdf, "/Pattern cs /Damage scn 0 0 9 9 re f", Pattern={"Damage": pdf.make_indirect(pattern)})


@damage("press-colour")
def tiles_in_grey(pdf: Pdf) -> None:
    tile = pdf.make_stream(b"0.5 g 0 0 1 1 re f", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1)
    tile.BBox, tile.XStep, tile.YStep, tile.Resources = Array([0, 0, 2, 2]), 2, 2, Dictionary()
    draw(pdf, "/Pattern cs /Damage scn 0 0 9 9 re f", Pattern={"Damage": tile})


@damage("press-colour")
def mask_in_inks(pdf: Pdf) -> None:
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=form(pdf, "0 0 0 1 k 0 0 9 9 re f")))
    draw(pdf, "/Damage gs 0 0 0 1 k 0 0 9 9 re f", ExtGState={"Damage": state})


@damage("press-black")
def text_in_four_inks(pdf: Pdf) -> None:
    replace(pdf, r"\b0 0 0 1 k\b", "0.75 0.68 0.67 0.9 k", count=0)


@damage("press-black")
def grey_text_in_three_inks(pdf: Pdf) -> None:
    replace(pdf, r"\b0 0 0 0\.8 k\b", "0.6 0.6 0.6 0 k", count=0)


@damage("press-black")
def outlined_text(pdf: Pdf) -> None:
    name = next(iter(pdf.pages[0].resources.Font))
    draw(pdf, f"0 0 0 1 k 0.6 0.6 0.6 0.2 K 2 Tr BT {name} 9 Tf <0001> Tj ET")


@damage("press-ink")
def ground_of_four_hundred_percent(pdf: Pdf) -> None:
    draw(pdf, "1 1 1 1 k 0 0 9 9 re f")


@damage("press-ink")
def frame_of_much_ink(pdf: Pdf) -> None:
    draw(pdf, "0.9 0.8 0.8 0.9 K 0 0 9 9 re S")


@damage("press-ink")
def picture_of_much_ink(pdf: Pdf) -> None:
    draw(pdf, "/Damage Do", XObject={"Damage": image(pdf, Name.DeviceCMYK, b"\xff\xff\xff\x40")})


@damage("press-ink")
def table_of_much_ink(pdf: Pdf) -> None:
    space = Array([Name.Indexed, Name.DeviceCMYK, 0, String(b"\xff\xff\xff\x40")])
    draw(pdf, "/Damage Do", XObject={"Damage": image(pdf, space, b"\x00")})


@damage("press-ink")
def gradient_to_much_ink(pdf: Pdf) -> None:
    draw(pdf, "/Damage sh", Shading={"Damage": _gradient(Name.DeviceCMYK, [0, 0, 0, 0], [1, 1, 1, 0.5])})


@damage("press-transparency")
def page_that_blends_in_rgb(pdf: Pdf) -> None:
    pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)


@damage("press-transparency")
def group_that_blends_in_grey(pdf: Pdf) -> None:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    draw(pdf, "/Damage Do", XObject={"Damage": form(pdf, "0 0 0 1 k 0 0 9 9 re f", Group=group)})


@damage("press-transparency")
def multiplied(pdf: Pdf) -> None:
    draw(pdf, "/Damage gs 0 0 0 0.1 k 0 0 9 9 re f", ExtGState={"Damage": Dictionary(BM=Name.Multiply)})


@damage("press-transparency")
def overprinted(pdf: Pdf) -> None:
    draw(pdf, "/Damage gs 0 0 0 0 k 0 0 9 9 re f", ExtGState={"Damage": Dictionary(op=True, OPM=1)})


@damage("press-font")
def standard_font(pdf: Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    draw(pdf, "0 0 0 1 k BT /Damage 9 Tf (A) Tj ET", Font={"Damage": pdf.make_indirect(font)})


@damage("press-font")
def lost_font(pdf: Pdf) -> None:
    font = next(iter(pdf.pages[0].resources.Font.values()))
    del font.DescendantFonts[0].FontDescriptor.FontFile2


@damage("press-forbidden")
def script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('')"))


@damage("press-forbidden")
def action_of_a_page(pdf: Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.GoTo))


@damage("press-forbidden")
def link(pdf: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[99, 99, 199, 199], Border=[0, 0, 0])
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


@damage("press-forbidden")
def layers(pdf: Pdf) -> None:
    pdf.Root.OCProperties = Dictionary(OCGs=[], D=Dictionary())


@damage("press-forbidden")
def alternate_image(pdf: Pdf) -> None:
    other = image(pdf, Name.DeviceCMYK, bytes(4))
    alternates = Array([Dictionary(Image=other, DefaultForPrinting=True)])
    draw(pdf, "/Damage Do", XObject={"Damage": image(pdf, Name.DeviceCMYK, bytes(4), Alternates=alternates)})


@damage("press-forbidden")
def another_file(pdf: Pdf) -> None:
    pdf.attachments["note.txt"] = b"a note"


@damage("press-forbidden")
def fields(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=[])


@damage("press-forbidden")
def transfer_function(pdf: Pdf) -> None:
    draw(pdf, "/Damage gs", ExtGState={"Damage": Dictionary(TR=Name.Identity)})


@damage("press-forbidden")
def postscript(pdf: Pdf) -> None:
    draw(pdf, "", XObject={"Damage": form(pdf, "", Subtype2=Name.PS)})


def _damaged(do: Damage) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pressed("en").data)) as pdf:
        do(pdf)
        as_they_are = pikepdf.StreamDecodeLevel.none
        pdf.save(stream, fix_metadata_version=False, compress_streams=False, stream_decode_level=as_they_are)
    return stream.getvalue()


def _unharmed(pdf: Pdf) -> None:
    """Do nothing."""


def test_a_file_that_was_only_written_anew_has_no_fault() -> None:
    assert faults(_damaged(_unharmed), FOLDS) == []


@pytest.mark.parametrize(("check", "name"), [(check, name) for check, found in DAMAGES.items() for name in found])
def test_each_fault_is_found(check: str, name: str) -> None:
    found = faults(_damaged(DAMAGES[check][name]), FOLDS)
    assert check in found
    # A colour that is no ink may also be a mark, or blend; nothing else is told beside what is wrong.
    assert len(found) <= 2, found


def test_every_check_has_faults_that_it_finds() -> None:
    assert set(DAMAGES) == {rule.id for rule in rules() if rule.group == "press"}


def test_an_encrypted_file_is_told() -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pressed("en").data)) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="owner", user=""))
    assert "press-forbidden" in faults(stream.getvalue(), FOLDS)


def test_an_ordinary_pdf_is_no_press_pdf() -> None:
    from finished import handout  # noqa: PLC0415

    found = faults(handout("en").data)
    assert {"press-boxes", "press-claims", "press-colour", "press-intent"} <= set(found)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.6 nothing", None])
def test_what_is_no_pdf_is_told_as_that(data: bytes | None) -> None:
    assert faults(pressed("en").data[:5000] if data is None else data) == ["unreadable-pdf"]


def test_a_page_that_names_what_it_lacks_is_told() -> None:
    assert faults(_damaged(lambda pdf: draw(pdf, "/Nothing Do")), FOLDS) == ["unreadable-pdf"]


def test_a_problem_names_its_page_and_what_it_is_about() -> None:
    data = _damaged(lambda pdf: draw(pdf, "1 0 0 rg 0 0 9 9 re f", page=1))
    (problem,) = preflight(data, PROFILE, "a.press.pdf", FOLDS, language="en", leaflet="cut-care")
    assert problem.message.startswith("page 2:")
    assert (problem.location.path, problem.language, problem.leaflet) == ("a.press.pdf", "en", "cut-care")


def test_the_folds_that_are_asked_for_are_looked_for() -> None:
    assert faults(pressed("en").data, (*FOLDS, 100.0)) == ["press-marks"]


def test_the_profile_is_the_one_that_the_project_has() -> None:
    assert PROFILE.file.is_relative_to(ROOT / "profiles")
