"""The sheet folded in three: its panels, what stands on which, and what the proof of the panels finds."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pypdfium2
import pytest
from conftest import MakeProject, Run, edit
from finished import LEAFLET, Finished, finished, project
from hypothesis import given
from hypothesis import strategies as st

from leaflet.checks.pdf.matching import read
from leaflet.edition import HANDOUT, PAPERS, TRIFOLD
from leaflet.fold import FLAP_NARROWER, Panel, letter_fold
from leaflet.problem import Problem
from leaflet.readback import read_pdf
from leaflet.settings import PaperName

POINTS_IN_MILLIMETRE = 72 / 25.4


def trifold(tag: str, paper: PaperName = "letter") -> Finished:
    return finished(tag, TRIFOLD, paper)


def with_panels(good: Finished, *panels: Panel) -> list[Problem]:
    return good.problems(expectation=replace(good.expectation, panels=panels))


@given(st.floats(150, 500), st.sampled_from(["ltr", "rtl"]))
def test_panels_fill_both_sides_and_meet_at_the_same_folds(width: float, direction: str) -> None:
    panels = letter_fold(width, direction)
    sides = [sorted((p for p in panels if p.page == page), key=lambda p: p.left) for page in (1, 2)]
    for side in sides:
        edges = [side[0].left, *(panel.right for panel in side)]
        assert edges == pytest.approx([0, side[1].left, side[2].left, width])
    # The back of a panel is seen through the paper, turned on its short edge.
    for outer, inner in zip(sides[0], reversed(sides[1]), strict=True):
        assert (outer.left, outer.right) == pytest.approx((width - inner.right, width - inner.left))
    widths = {panel.name: panel.right - panel.left for panel in panels}
    assert widths["front"] == pytest.approx(widths["back"])
    assert widths["front"] - widths["flap"] == pytest.approx(FLAP_NARROWER)
    assert widths["third"] == pytest.approx(widths["flap"])


@pytest.mark.parametrize(
    ("direction", "outside", "inside"),
    [
        ("ltr", ["flap", "back", "front"], ["first", "second", "third"]),
        ("rtl", ["front", "back", "flap"], ["third", "second", "first"]),
    ],
)
def test_panels_stand_as_the_script_runs(direction: str, outside: list[str], inside: list[str]) -> None:
    panels = sorted(letter_fold(297, direction), key=lambda panel: (panel.page, panel.left))
    assert [panel.name for panel in panels] == [*outside, *inside]


def test_panels_are_told_in_the_order_in_which_they_are_met() -> None:
    names = ["front", "back", "flap", "first", "second", "third"]
    assert [panel.name for panel in letter_fold(297, "ltr")] == names
    assert [panel.name for panel in letter_fold(297, "rtl")] == names


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("tag", ["en", "ar", "my", "zh-Hans"])
def test_a_good_trifold_has_no_problem(tag: str, paper: PaperName) -> None:
    good = trifold(tag, paper)
    assert good.problems() == []
    sheet = PAPERS[paper]
    size = (sheet.height * POINTS_IN_MILLIMETRE, sheet.width * POINTS_IN_MILLIMETRE)
    assert good.expectation.size == pytest.approx(size)
    assert len(read_pdf(good.data).pages) == 2


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_emergency_list_is_on_the_panel_that_is_seen_first(tag: str) -> None:
    good = trifold(tag)
    content = read(read_pdf(good.data), good.expectation).content
    width = good.expectation.size[0]
    (title,) = [block for block in content if block.expected and block.expected.id == "title" and block.kind == "H1"]
    signs = [block for block in content if block.expected and block.expected.id.startswith("emergency/")]
    assert len(signs) == len(good.expectation.lists[0].signs) + 2  # its heading, and the number to call
    for block in (title, *signs):
        assert block.pages == {0}
        for part in block.parts:
            # In a left-to-right script the spine of the folded sheet is at its left, so its front at the right.
            assert part.left > 2 * width / 3 if tag == "en" else part.right < width / 3
    assert content[0] is title


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_reading_order_goes_from_panel_to_panel(tag: str) -> None:
    good = trifold(tag)
    met: list[str] = []
    for block in read(read_pdf(good.data), good.expectation).content:
        part = block.parts[0]
        (name,) = [
            panel.name
            for panel in good.expectation.panels
            if panel.page == part.piece.page + 1 and panel.left <= part.left < panel.right
        ]
        if not met or met[-1] != name:
            met.append(name)
    assert met == ["front", "back", "flap", "first", "second", "third"]


def test_it_leaves_out_the_same_sections_in_every_language_and_no_sign() -> None:
    for tag in ("en", "ar"):
        good = trifold(tag)
        assert good.expectation.sections == TRIFOLD.sections
        told = {block.expected.id for block in read(read_pdf(good.data), good.expectation).content if block.expected}
        assert {sign.id for each in good.expectation.lists for sign in each.signs} <= told
        assert {"home-care/diet", "code/label"} <= told
        assert not any(name.startswith(("causes/", "diagnosis/")) for name in told)


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_marks_at_the_folds_stand_above_and_below_the_panels(tag: str) -> None:
    good = trifold(tag)
    folds = [[p.left for p in good.expectation.panels if p.page == page and p.left > 1] for page in (1, 2)]
    marks = _marks(good.data)
    for page in (0, 1):
        assert marks[page] == pytest.approx(sorted(folds[page]), abs=0.5)


def _marks(data: bytes) -> list[list[float]]:
    """Return where, from the left, each page has a line from 6.8 to 10.2 mm below its upper edge, and above its lower."""
    document, found, scale = pypdfium2.PdfDocument(data), [], 4
    for page in document:
        image = page.render(scale=scale).to_pil().convert("L")
        near, far = (round(mm * POINTS_IN_MILLIMETRE * scale) for mm in (6.8, 10.2))
        rows = [*range(near, far), *range(image.height - far, image.height - near)]
        dark = [x for x in range(image.width) if all(cast("int", image.getpixel((x, y))) < 160 for y in rows)]
        found.append([(x + 0.5) / scale for x in dark if x - 1 not in dark])
    document.close()
    return found


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_text_at_a_fold_is_found(tag: str) -> None:
    good = trifold(tag)
    moved = [replace(panel, left=panel.left + 30, right=panel.right + 30) for panel in good.expectation.panels]
    assert "panel-fold" in {problem.check for problem in with_panels(good, *moved)}


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_list_on_another_panel_than_the_front_is_found(tag: str) -> None:
    good = trifold(tag)
    front, back, *others = good.expectation.panels
    swapped = replace(front, sections=back.sections), replace(back, sections=front.sections)
    found = with_panels(good, *swapped, *others)
    assert {problem.check for problem in found} == {"panel-place"}
    assert "stands on page 1, panel “front”" in found[0].message
    assert found[0].hint == "it belongs on the panel “back”"


def test_a_list_on_two_panels_is_found() -> None:
    good = trifold("en")
    emergency, call = good.expectation.lists
    both = replace(emergency, signs=(*emergency.signs, call.signs[0]))
    found = good.problems(expectation=replace(good.expectation, lists=(both,)))
    assert "panel-broken" in {problem.check for problem in found}


def test_a_sheet_that_is_not_folded_has_no_panels() -> None:
    good = finished("en", HANDOUT)
    assert good.expectation.panels == ()
    assert not any(problem.check.startswith("panel") for problem in good.problems())


def test_a_style_sheet_that_shifts_a_column_stops_the_file(make_project: MakeProject, run: Run) -> None:
    made = make_project()
    sheet = made.templates / "trifold.css"
    sheet.write_text(sheet.read_text("utf-8") + "\n.panel { position: relative; left: 6mm }\n", "utf-8")
    result = run("build", "--edition", "trifold", "--paper", "a4")
    assert result.exit_code == 1
    assert "[panel-fold]" in result.stderr
    assert not list(made.output.glob("*/*.pdf"))


def test_a_template_that_changes_panels_stops_the_file(make_project: MakeProject, run: Run) -> None:
    made = make_project()
    edit(made.templates / "trifold.html", "for only in edition.outside", "for only in edition.outside|reverse")
    result = run("build", "--edition", "trifold", "--paper", "a4")
    assert result.exit_code == 1
    assert "[panel-place]" in result.stderr


def test_an_item_broken_over_two_panels_stops_the_file() -> None:
    good = trifold("en")
    first = good.expectation.panels[3]
    # A panel whose right half is another one: what fills its width stands on both.
    middle = (first.left + first.right) / 2
    halves = replace(first, right=middle), replace(first, name="second", left=middle)
    found = with_panels(good, *good.expectation.panels[:3], *halves, *good.expectation.panels[4:])
    assert {problem.check for problem in found} & {"panel-broken", "panel-fold"}


@pytest.mark.parametrize("tag", ["en-XA", "ar-XB"])
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_it_is_proved_in_any_direction_and_length(make_project: MakeProject, run: Run, tag: str, paper: str) -> None:
    make_project()
    result = run("build", "--edition", "trifold", "--paper", paper, "--language", tag)
    assert (result.exit_code, "error" in result.output) == (0, False)


@pytest.mark.parametrize(("section", "key"), [("emergency", "signs"), ("home-care", "items")])
def test_what_a_panel_does_not_hold_is_named_with_its_lines(
    make_project: MakeProject, run: Run, section: str, key: str
) -> None:
    made = make_project()
    file = made.content / "cut-care.yaml"
    text = file.read_text("utf-8")
    if section == "emergency":
        old = "      - {id: bleeding, text: Bleeding that does **not** stop, about: [bleeding], negates: true}\n"
        words = ("".join(chr(97 + i // 26) + chr(97 + i % 26) for i in range(n, n + 9)) for n in range(60))
        more = [f"      - {{id: more-{i}, text: Bleeding {word} that does **not** stop, about: [bleeding], negates: true}}\n" for i, word in enumerate(words)]
        edit(file, old, old + "".join(more))
    else:
        old = "          - {id: tape, text: \"Tape a strip of {strip} over it.\"}\n"
        if old not in text:
            old = next(line + "\n" for line in text.splitlines() if "id: tape" in line)
        more = [f"          - {{id: more-{i}, text: Keep it dry and clean.}}\n" for i in range(60)]
        edit(file, old, old + "".join(more))
    result = run("build", "--edition", "trifold", "--paper", "a4")
    assert result.exit_code == 1
    assert "[page-budget]" in result.stderr
    assert f"panels do not hold “{section}” (" in result.stderr


def test_a_project_folds_an_edition_of_its_own(make_project: MakeProject, run: Run) -> None:
    made = make_project()
    settings = made.root / "pyproject.toml"
    settings.write_text(
        settings.read_text("utf-8")
        + '\n[tool.leaflet.edition.folded]\ntemplate = "trifold.html"\nstyle = "trifold.css"\nmost-pages = 2\nfits = 7\n'
        'outside = [["emergency", "call"], [], ["home-care"]]\n',
        "utf-8",
    )
    result = run("build", "--edition", "folded", "--paper", "a4")
    assert (result.exit_code, "error" in result.output) == (0, False)
    (file,) = made.output.glob("*/*.folded.a4.pdf")
    assert run("verify", str(file)).exit_code == 0


def test_every_leaflet_of_the_project_names_the_sections_outside() -> None:
    _, loaded = project()
    outside = {section for panel in TRIFOLD.outside for section in panel}
    assert outside <= {section.id for section in loaded.leaflets[LEAFLET, "en"].leaflet.sections}
