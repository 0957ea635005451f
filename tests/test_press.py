"""Press PDFs: inks, bleed, marks and claims; and what Ghostscript and veraPDF say of them."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf
import pytest
from conftest import ROOT, MakeProject, Run, edit
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pressed import EDITIONS, FOLDS, faults, press_page, pressed

from leaflet.manifest import read_manifest
from leaflet.press.ink import as_rgb, separate
from leaflet.problem import RenderError
from leaflet.readback import read_pdf

TAGS = ("en", "ar", "zh-Hans", "km")
GS = shutil.which("gs")
needs_ghostscript = pytest.mark.skipif(GS is None, reason="Ghostscript is not installed")
VERAPDF = Path(os.environ.get("VERAPDF", ROOT / "tests/verapdf/run"))
COLOUR = st.tuples(*(st.integers(0, 255).map(lambda part: part / 255),) * 3)


@given(st.integers(0, 255))
def test_grey_is_black_ink_alone(grey: int) -> None:
    cyan, magenta, yellow, black = separate((grey / 255,) * 3)
    assert (cyan, magenta, yellow) == (0, 0, 0)
    assert black == pytest.approx(1 - grey / 255, abs=1e-4)


@given(COLOUR)
def test_inks_give_the_colour_back(rgb: tuple[float, ...]) -> None:
    assert as_rgb(separate(rgb)) == pytest.approx(rgb, abs=1e-3)


@given(COLOUR, st.sampled_from([2.4, 2.8, 3]))
def test_ink_stays_below_the_limit(rgb: tuple[float, ...], most: float) -> None:
    inks = separate(rgb, most)
    assert all(0 <= ink <= 1 for ink in inks)
    assert sum(inks) <= most + 1e-3


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("tag", TAGS)
def test_a_press_pdf_passes_the_proofs_and_the_preflight(tag: str, edition: str) -> None:
    finished = pressed(tag, edition)
    assert finished.problems() == []
    assert faults(finished.data, FOLDS) == []


def test_the_same_page_gives_the_same_bytes() -> None:
    once = pressed("ar", "card").data
    pressed.cache_clear()
    assert pressed("ar", "card").data == once


def test_the_boxes_are_trim_bleed_and_sheet() -> None:
    (front, back) = read_pdf(pressed("en").data).pages
    for page in (front, back):
        assert page.trim == pytest.approx((0, 0, 612, 792), abs=0.01)
        assert page.bleed == pytest.approx((-8.504, -8.504, 620.504, 800.504), abs=0.01)
        assert page.media == pytest.approx((-28.346, -28.346, 640.346, 820.346), abs=0.01)


def test_a_text_near_the_trim_is_told_though_the_sheet_is_larger() -> None:
    finished = pressed("en", "card")
    assert finished.checks(_with_trim(finished.data, 0)) == set()
    # The page's text begins 15 mm from the left; a trim that is 12 mm further in leaves 3.
    assert "page-edge" in finished.checks(_with_trim(finished.data, 34))


def _with_trim(data: bytes, inwards: float) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = (float(value) for value in page.trimbox)
            page.obj.TrimBox = pikepdf.Array([left + inwards, bottom, right, top])
        pdf.save(stream)
    return stream.getvalue()


def _picture(mode: str, colour: int | tuple[int, ...], other: int | tuple[int, ...], kind: str = "PNG") -> bytes:
    image = Image.new(mode, (40, 20), colour)
    image.paste(other, (0, 0, 20, 20))
    stream = io.BytesIO()
    image.save(stream, kind)
    return stream.getvalue()


LOGOS = {
    "rgb.png": _picture("RGB", (0, 90, 160), (0, 0, 0)),
    "grey.png": _picture("L", 130, 0),
    "see-through.png": _picture("RGBA", (0, 90, 160, 128), (0, 0, 0, 0)),
    "grey-see-through.png": _picture("LA", (90, 128), (0, 255)),
    "palette.png": _picture("P", 3, 0),
    "photo.jpg": _picture("RGB", (10, 120, 60), (250, 250, 250), "JPEG"),
    "grey.jpg": _picture("L", 130, 0, "JPEG"),
    "inks.jpg": _picture("CMYK", (0, 200, 200, 0), (0, 0, 0, 255), "JPEG"),
}
DRAWINGS = {
    "plain": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z" fill="#06c" stroke="red"/></svg>',
    "gradient": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><linearGradient id="g"><stop stop-color="#06c"/>'
    '<stop offset="1" stop-color="#fff"/></linearGradient><path d="M1 1h7v7z" fill="url(#g)"/></svg>',
    "faint": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g opacity=".5"><path d="M1 1h7v7z" fill="#06c"/></g></svg>',
    "mask": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><mask id="m"><path d="M1 1h4v4z" fill="#fff"/></mask>'
    '<path d="M1 1h7v7z" fill="#06c" mask="url(#m)"/></svg>',
    "pattern": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><pattern id="p" width="2" height="2" '
    'patternUnits="userSpaceOnUse"><path d="M0 0h1v1z" fill="#06c"/></pattern><path d="M1 1h7v7z" fill="url(#p)"/></svg>',
}
STYLES = {
    "gradient": "p { background: linear-gradient(#06c, #eee) }",
    "faint gradient": "p { background: linear-gradient(#06c, rgb(0 0 0 / 0)) }",
    "radial": "p { background: radial-gradient(red, yellow, #000) }",
    "opacity": "p { opacity: .5; background: #06c }",
    "inks": "p { color: device-cmyk(0 0 0 1); border: 1pt solid device-cmyk(0 1 1 0) }",
    "border": "p { border: 2pt dashed #06c; border-radius: 4pt; box-shadow: none }",
    "whole page": "@page { background: #fde }",
    "hsl": "p { color: hsl(0 0% 20%); text-decoration: underline }",
}


@pytest.mark.parametrize("name", LOGOS)
def test_every_picture_becomes_inks(name: str) -> None:
    data = press_page(f'<p>Text</p><img src="{name}" alt="A logo" style="width: 20mm">', {name: LOGOS[name]})
    assert faults(data) == []
    assert _spaces(data) <= {"/DeviceCMYK", "/Indexed"}


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_drawing_becomes_inks(name: str) -> None:
    files = {"logo.svg": DRAWINGS[name].encode()}
    assert faults(press_page('<p>Text</p><img src="logo.svg" alt="A logo" style="width: 20mm">', files)) == []


@pytest.mark.parametrize("name", STYLES)
def test_every_style_becomes_inks(name: str) -> None:
    assert faults(press_page("<p>Text</p>", style=STYLES[name])) == []


def _spaces(data: bytes) -> set[str]:
    """Return the colour spaces of a file's images, those of masks left out."""
    found = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        masks = {each.SMask.objgen for each in pdf.objects if isinstance(each, pikepdf.Stream) and "/SMask" in each}
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image" and each.objgen not in masks:
                space = each.ColorSpace
                found.add(str(space[0] if isinstance(space, pikepdf.Array) else space))
    assert found
    return found


@pytest.mark.parametrize(("name", "black"), [("rgb.png", (0, 0, 0, 255)), ("photo.jpg", (0, 0, 0, 5))])
def test_a_dot_of_a_picture_is_the_inks_of_its_colour(name: str, black: tuple[int, ...]) -> None:
    data = press_page(f'<img src="{name}" alt="A logo" style="width: 20mm">', {name: LOGOS[name]})
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (image,) = pdf.pages[0].get_images().values()
        picture = pikepdf.PdfImage(image).as_pil_image()
    assert picture.mode == "CMYK"
    assert picture.getpixel((5, 10)) == pytest.approx(black, abs=2)


def test_a_colour_that_cannot_be_turned_is_refused_by_name() -> None:
    with pytest.raises(RenderError, match="Lab"):
        press_page("<p>Text</p>", style="p { color: oklch(50% 0.1 30) }")


def test_a_press_pdf_has_no_links() -> None:
    data = press_page('<p><a href="https://leaflets.example.org/">Text</a></p>')
    assert read_pdf(data).annotations == ()
    assert faults(data) == []


def test_content_beyond_the_bleed_is_cut_off() -> None:
    """Else it would be printed over the marks."""
    wide = "div { position: absolute; left: -40mm; top: 0; width: 200mm; height: 10mm; background: #06c }"
    data = press_page("<p>Text</p><div></div>", style=wide)
    assert faults(data) == []
    if GS:
        inks = _separations(data, first=True)
        left, right = inks["Cyan"].crop((0, 60, 18, 80)), inks["Cyan"].crop((22, 60, 60, 80))
        assert left.getextrema()[0] == 255, "nothing beyond 3 mm"
        assert right.getextrema()[0] < 128, "the ground is there"


# Ghostscript draws the plates: it shares no code with this project.


def _ghostscript(data: bytes, *arguments: str, folder: Path | None = None) -> str:
    command = [str(GS), "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", *arguments, "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=True, cwd=folder)
    return done.stdout.decode()


def _coverage(data: bytes) -> list[list[float]]:
    """Return how much of each page, as it is trimmed, each ink covers: cyan, magenta, yellow, black, in percent."""
    said = _ghostscript(data, "-dUseTrimBox", "-sDEVICE=ink_cov", "-o", "-")
    return [[float(part) for part in line.split()[:4]] for line in said.splitlines() if line.endswith("OK")]


def _separations(data: bytes, *, first: bool = False, trim: bool = False) -> dict[str, Image.Image]:
    """Return the plates of the first page at 72 dots an inch, by the name of their ink: 0 is full ink, 255 is none."""
    with tempfile.TemporaryDirectory() as folder:
        box = ["-dUseTrimBox"] if trim else []
        pages = ["-dLastPage=1"] if first else []
        _ghostscript(data, *box, *pages, "-sDEVICE=tiffsep", "-r72", "-o", f"{folder}/page.tif", folder=Path(folder))
        return {
            name: Image.open(Path(folder) / f"page({name}).tif").convert("L")
            for name in ("Cyan", "Magenta", "Yellow", "Black")
        }


@needs_ghostscript
@pytest.mark.parametrize("tag", TAGS)
def test_a_page_with_black_text_alone_is_on_one_plate(tag: str) -> None:
    front, back = _coverage(pressed(tag).data)
    assert back[:3] == [0, 0, 0]
    assert back[3] > 2
    assert front[0] == 0, "the red has no cyan"
    assert min(front[1:]) > 1


@needs_ghostscript
def test_the_colour_of_the_emergency_is_the_only_one_beside_black() -> None:
    """All that is on the plates of magenta and yellow lies within the emergency's frame, and its black text does not."""
    plates = _separations(pressed("en").data, first=True, trim=True)
    black = plates["Black"].point(lambda dot: 255 * (dot < 128)).getbbox()
    red = plates["Magenta"].point(lambda dot: 255 * (dot < 128)).getbbox()
    assert red is not None
    assert black is not None
    assert black[1] < red[1], "the title stands above"
    assert red[3] < black[3], "the advice stands below"
    assert plates["Cyan"].getextrema() == (255, 255)
    for name in ("Magenta", "Yellow"):
        below = plates[name].crop((0, red[3] + 1, plates[name].width, plates[name].height))
        assert below.getextrema() == (255, 255), name


@needs_ghostscript
def test_marks_are_on_every_plate() -> None:
    for name, plate in _separations(pressed("en").data, first=True).items():
        corner = plate.crop((0, 0, 30, 30))
        assert corner.getextrema()[0] < 200, name


@pytest.mark.skipif(shutil.which("java") is None, reason="veraPDF needs Java, which is not installed")
@pytest.mark.skipif(not VERAPDF.is_file(), reason=f"{VERAPDF}, which runs veraPDF, is not there")
def test_a_press_pdf_is_pdf_a_and_pdf_ua_too(tmp_path: Path) -> None:
    files = []
    for tag in TAGS:
        files.append(tmp_path / f"{tag}.pdf")
        files[-1].write_bytes(pressed(tag).data)
    logos = "".join(f'<img src="{name}" alt="A logo" style="width: 9mm">' for name in LOGOS)
    files.append(tmp_path / "logos.pdf")
    files[-1].write_bytes(press_page(f"<h1>Logos</h1><p>{logos}</p>", LOGOS, STYLES["gradient"]))
    environment = {**os.environ, "PYTHON": sys.executable}
    run = subprocess.run([VERAPDF, "ua1,2a", *files], env=environment, capture_output=True, text=True, check=False)
    verdicts = [json.loads(line) for line in run.stdout.splitlines()]
    assert [verdict["failed"] for verdict in verdicts] == [[]] * 2 * len(files)


def test_a_build_for_the_press_stands_beside_the_others(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    result = run("build", "--press", "--paper", "a4")
    assert result.exit_code == 0, result.output
    names = sorted(file.name for file in (project.output / "cut-care").iterdir())
    assert names == ["cut-care.en.handout.a4.pdf", "cut-care.en.handout.a4.press.pdf"]
    press = project.output / "cut-care" / names[1]
    assert faults(press.read_bytes()) == []
    assert run("verify", str(press)).exit_code == 0
    made_from = read_manifest(project.output)[f"cut-care/{names[1]}"].made_from
    assert any(path.endswith(".icc") for path in made_from)
    # A build without it leaves nothing behind that no longer is what was asked for.
    assert run("build").exit_code == 0
    assert not press.exists()


def test_a_press_pdf_of_another_make_is_held_to_its_own_paper(
    make_project: MakeProject, run: Run, tmp_path: Path
) -> None:
    """A sheet of Letter with its marks is nearer to A4 than to Letter: it is the trim that counts."""
    project = make_project()
    assert run("build", "--press", "--paper", "letter").exit_code == 0
    mailed = tmp_path / "mailed.pdf"
    mailed.write_bytes((project.output / "cut-care/cut-care.en.handout.letter.press.pdf").read_bytes() + b"\n")
    result = run("verify", str(mailed))
    assert result.exit_code == 1
    assert re.findall(r"\[([a-z-]+)\]", result.stderr) == ["unknown-pdf"]


def test_a_printing_condition_that_is_not_there_is_told(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    edit(project.root / "pyproject.toml", 'languages = ["en"]', 'languages = ["en"]\npress-profile = "newsprint"')
    result = run("build", "--press")
    assert result.exit_code == 2
    assert "newsprint" in result.stderr
