"""What a facility makes its own: fields to fill in, the box for teach-back, its letterhead, its templates."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest
from conftest import ROOT, MakeProject, Run, edit
from PIL import Image

from leaflet.manifest import read_manifest
from leaflet.problem import UsageError
from leaflet.project import Project, find_project
from leaflet.readback import read_pdf
from leaflet.readback.facts import PdfFacts

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><path d="M0 0h60v20H0z" fill="#00594c"/></svg>'
FIELDS = '\n[tool.leaflet.edition.handout]\nfields = ["date", "nurse-telephone"]\nteach-back = true\n'


def add(project: Project, facility: str = "", rest: str = "") -> None:
    file = project.root / "pyproject.toml"
    file.write_text(file.read_text("utf-8") + facility + rest, "utf-8")


def texts(project: Project, name: str) -> str:
    facts = read_pdf((project.output / "cut-care" / name).read_bytes())
    return " ".join(
        "".join(run.font.unicode.get(glyph.code, "") for run, glyph in piece.glyphs())
        for page in facts.pages
        for piece in page.pieces
    )


def drawings(project: Project, name: str) -> PdfFacts:
    return read_pdf((project.output / "cut-care" / name).read_bytes())


def test_a_facility_switches_fields_and_teach_back_on(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    add(project, rest=FIELDS)
    assert run("build", "--paper", "a4").exit_code == 0
    said = texts(project, "cut-care.en.handout.a4.pdf")
    assert "Date" in said
    assert "Your nurse’s telephone number" in said
    assert "Tell us in your own words" in said
    assert "Your next appointment" not in said


def test_a_field_that_the_template_does_not_show_is_missed(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    add(project, rest=FIELDS)
    edit(project.templates / "fields.html", '{%- if "date" in edition.fields %}', "{%- if false %}")
    result = run("build", "--paper", "a4")
    assert result.exit_code == 1
    assert "“fields/date” is not told" in result.stderr


def test_a_logo_is_drawn_as_decoration_beside_the_title(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    assert run("build", "--paper", "a4").exit_code == 0
    before = drawings(project, "cut-care.en.handout.a4.pdf")
    (project.root / "logo.svg").write_text(LOGO, "utf-8")
    add(project, 'logo = "logo.svg"\naccent = "#00594c"\n')
    assert run("build", "--paper", "a4").exit_code == 0
    after = drawings(project, "cut-care.en.handout.a4.pdf")
    assert len(after.pages[0].drawings) == len(before.pages[0].drawings) + 1
    colors = {run.color for page in after.pages for piece in page.pieces for run in piece.runs}
    assert any(color and color[1] > max(color[0], color[2]) for color in colors)
    assert "logo.svg" in read_manifest(project.output)["cut-care/cut-care.en.handout.a4.pdf"].made_from


def test_a_png_serves_as_a_logo(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    Image.new("RGB", (60, 20), "#00594c").save(project.root / "logo.png")
    add(project, 'logo = "logo.png"\n')
    assert run("build", "--paper", "a4", "--press").exit_code == 0
    for name in ("cut-care.en.handout.a4.pdf", "cut-care.en.handout.a4.press.pdf"):
        with pikepdf.open(project.output / "cut-care" / name) as pdf:
            pictures = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and "/Width" in each]
            assert pictures
            # PDF/A allows no interpolated pictures (ISO 19005-2, 6.2.8).
            assert not any(bool(each.get("/Interpolate", False)) for each in pictures)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("logo.svg", None, "cannot be read"),
        ("logo.svg", b"<html/>", "not SVG"),
        ("logo.svg", b"<svg", "not SVG"),
        ("logo.png", b"GIF89a", "not a PNG"),
    ],
)
def test_a_logo_that_is_no_picture_is_refused(
    make_project: MakeProject, run: Run, name: str, data: bytes | None, said: str
) -> None:
    project = make_project()
    if data is not None:
        (project.root / name).write_bytes(data)
    add(project, f'logo = "{name}"\n')
    result = run("build", "--paper", "a4")
    assert result.exit_code == 2
    assert name in result.stderr
    assert said in result.stderr


@pytest.mark.parametrize(("accent", "said"), [("#ffcc00", "contrast of 1.5:1"), ("green", "match")])
def test_an_accent_that_cannot_be_read_is_refused(make_project: MakeProject, accent: str, said: str) -> None:
    project = make_project()
    add(project, f'accent = "{accent}"\n')
    with pytest.raises(UsageError, match=said):
        find_project(project.root)


@pytest.fixture
def bare(make_project: MakeProject, tmp_path: Path) -> Project:
    """A project without templates and fonts of its own."""
    project = make_project()
    shutil.rmtree(project.templates)
    (tmp_path / "fonts").unlink()
    return project


def test_a_project_without_templates_takes_those_of_the_builder(bare: Project, run: Run) -> None:
    assert run("build", "--paper", "a4").exit_code == 0
    record = read_manifest(bare.output)["cut-care/cut-care.en.handout.a4.pdf"]
    assert "templates/frame.html" in record.made_from
    assert run("verify", str(bare.output / "cut-care" / "cut-care.en.handout.a4.pdf")).exit_code == 0


def test_a_file_of_the_project_wins_and_is_told(bare: Project, run: Run) -> None:
    bare.templates.mkdir()
    card = (ROOT / "templates" / "card.css").read_text("utf-8")
    (bare.templates / "card.css").write_text(card.replace("border: 3pt solid", "border: 6pt solid"), "utf-8")
    lines = run("templates").output.splitlines()
    assert "card.css: templates/card.css, in place of that of the builder" in lines
    assert "frame.html: frame.html of the builder" in lines
    assert run("build", "--edition", "card", "--paper", "a4").exit_code == 0
    path = "cut-care/cut-care.en.card.a4.pdf"
    first = read_manifest(bare.output)[path]
    shutil.rmtree(bare.templates)
    assert run("verify", str(bare.output / path)).exit_code == 1
    assert run("build", "--edition", "card", "--paper", "a4").exit_code == 0
    assert read_manifest(bare.output)[path].sha256 != first.sha256


def test_the_words_of_a_builders_template_have_the_same_place_in_every_project(bare: Project, run: Run) -> None:
    assert run("extract").exit_code == 0
    template = bare.template_file("handout").read_text("utf-8")
    assert "#: templates/frame.html" in template
    assert str(ROOT) not in template
