"""Imposition: sheets that, folded or cut, give exactly the pages that were proved."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from conftest import Keep, Run, edit, project_in, runner
from finished import handout, project
from hypothesis import given
from hypothesis import strategies as st

import leaflet.checks.runner  # noqa: F401
from leaflet import printing
from leaflet.checks.pdf.imposed import prove_imposed
from leaflet.checks.registry import rules
from leaflet.edition import FORMATS
from leaflet.imposition import Direction, booklet_sides, impose
from leaflet.manifest import read_manifest
from leaflet.problem import UsageError
from leaflet.project import Project
from leaflet.schemes import BOOKLET, FOUR_UP, SCHEMES, TWO_UP, Scheme

LETTER = FORMATS["letter"]


def folded(sides: list[tuple[int | None, ...]], direction: Direction) -> list[int | None]:
    """Return the pages in the order of reading: the leaves of the nested sheets, each its front and its back."""
    leaves: list[tuple[int | None, int | None]] = []
    for front, back in zip(sides[-2::-2], sides[::-2], strict=True):
        # Laid on the table with its front up, the back of a sheet's right half is the left half of the other side.
        right, left = (front[1], back[0]), (back[1], front[0])
        leaves = [right, *leaves, left] if direction == "ltr" else [left[::-1], *leaves, right[::-1]]
    return [page for leaf in leaves for page in leaf]


@given(pages=st.integers(1, 400), direction=st.sampled_from(["ltr", "rtl"]))
def test_a_folded_booklet_reads_from_the_first_page_to_the_last(pages: int, direction: Direction) -> None:
    sides = booklet_sides(pages, direction)
    assert folded(sides, direction) == [*range(pages), *[None] * (-pages % 4)]
    assert len(sides) == BOOKLET.sides(pages)


@given(pages=st.integers(1, 400))
def test_a_booklet_from_right_to_left_is_the_mirror_image(pages: int) -> None:
    assert booklet_sides(pages, "rtl") == [side[::-1] for side in booklet_sides(pages, "ltr")]


def test_the_cover_of_a_booklet_is_on_the_side_that_opens() -> None:
    assert booklet_sides(8, "ltr")[0] == (7, 0)
    assert booklet_sides(8, "rtl")[0] == (0, 7)


@pytest.mark.parametrize(
    ("scheme", "paper", "sheet", "size"),
    [
        (BOOKLET, "letter", "tabloid", (431.8, 279.4)),
        (BOOKLET, "a4", "a3", (420, 297)),
        (TWO_UP, "half-letter", "letter", (279.4, 215.9)),
        (TWO_UP, "a5", "a4", (297, 210)),
        (FOUR_UP, "quarter-letter", "letter", (215.9, 279.4)),
        (FOUR_UP, "a6", "a4", (210, 297)),
    ],
)
def test_a_sheet_is_as_large_as_its_pages_together(
    scheme: Scheme, paper: str, sheet: str, size: tuple[float, float]
) -> None:
    found = scheme.sheet(FORMATS[paper])
    assert (found.name, (found.width, found.height)) == (sheet, size)


def test_pages_for_which_there_is_no_sheet_are_a_usage_error() -> None:
    with pytest.raises(UsageError, match="no sheet"):
        FOUR_UP.sheet(FORMATS["a4"])


def test_the_command_knows_the_schemes() -> None:
    assert tuple(SCHEMES) == printing.SCHEME_NAMES


@cache
def pages(tag: str = "en", count: int = 6) -> bytes:
    """Return a document of different pages: those of a handout, each further one with a line more."""
    with pikepdf.open(io.BytesIO(handout(tag).data)) as pdf:
        sheets = len(pdf.pages)
        for number in range(sheets, count):
            pdf.pages.append(pdf.pages[number % sheets])
            pdf.pages[-1].contents_add(b"q 0 G %d 0 m 9 9 l S Q" % number)
        return saved(pdf)


@cache
def imposed(scheme: Scheme, tag: str = "en") -> bytes:
    return impose(pages(tag), scheme, LETTER, direction_of(tag))


def direction_of(tag: str) -> Direction:
    return project()[0].language(tag).direction


def saved(pdf: pikepdf.Pdf) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def faults(data: bytes, scheme: Scheme, tag: str = "en", direction: Direction | None = None) -> set[str]:
    """Return the checks that fire on sheets."""
    found = prove_imposed(data, pages(tag), scheme, LETTER, direction or direction_of(tag), "sheets.pdf")
    return {problem.check for problem in found}


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("scheme", [BOOKLET, TWO_UP], ids=lambda scheme: scheme.name)
def test_good_sheets_have_no_problem(scheme: Scheme, tag: str) -> None:
    assert faults(imposed(scheme, tag), scheme, tag) == set()


def test_sheets_have_the_same_bytes_at_each_run_and_say_what_they_are() -> None:
    assert imposed(BOOKLET, "ar") == impose(pages("ar"), BOOKLET, LETTER, "rtl")
    with pikepdf.open(io.BytesIO(imposed(BOOKLET, "ar"))) as pdf, pikepdf.open(io.BytesIO(pages("ar"))) as before:
        assert len(pdf.pages) == 4
        assert pdf.docinfo["/Title"] == before.docinfo["/Title"]
        assert pdf.Root.Lang == "ar"
        assert pdf.Root.ViewerPreferences.Duplex == pikepdf.Name.DuplexFlipShortEdge
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
        assert "pdfuaid:part" not in metadata


def test_pages_with_a_bleed_are_a_usage_error() -> None:
    with pikepdf.open(io.BytesIO(pages())) as pdf:
        pdf.pages[0].MediaBox = [-9, -9, 621, 801]
        with pytest.raises(UsageError, match="bleed"):
            impose(saved(pdf), BOOKLET, LETTER, "ltr")


def test_sheets_that_claim_what_they_are_not_are_an_error() -> None:
    with pikepdf.open(io.BytesIO(imposed(BOOKLET))) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["pdfaid:conformance"] = "A"
        assert faults(saved(pdf), BOOKLET) == {"conformance"}


def test_a_booklet_bound_on_the_wrong_side_is_an_error() -> None:
    assert faults(imposed(BOOKLET, "ar"), BOOKLET, "ar", "ltr") == {"imposed-order"}
    assert faults(imposed(BOOKLET), BOOKLET, "en", "rtl") == {"imposed-order"}


def test_the_sheets_of_another_document_are_an_error() -> None:
    assert "imposed-page" in faults(imposed(BOOKLET, "ar"), BOOKLET, "en", "rtl")


Damage = Callable[[pikepdf.Pdf], None]


def in_content(old: bytes, new: bytes, side: int = 0) -> Damage:
    """Return a damage: a text in the content of a side, in place of another."""

    def damage(pdf: pikepdf.Pdf) -> None:
        content = pdf.pages[side].Contents.read_bytes()
        assert old in content
        pdf.pages[side].Contents = pdf.make_stream(content.replace(old, new, 1))

    return damage


def added(new: bytes) -> Damage:
    def damage(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(new)

    return damage


def swap_pages(pdf: pikepdf.Pdf) -> None:
    forms = pdf.pages[1].Resources.XObject
    forms["/Page2"], other = pdf.pages[2].Resources.XObject["/Page3"], forms["/Page2"]
    pdf.pages[2].Resources.XObject["/Page3"] = other


def swap_sides(pdf: pikepdf.Pdf) -> None:
    pdf.pages.append(pdf.pages[1])
    del pdf.pages[1]


def double_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].Resources.XObject["/Page2"] = pdf.pages[0].Resources.XObject["/Page1"]


def drop_side(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[-1]


def add_side(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page(page_size=(1224, 792))


def change_page(pdf: pikepdf.Pdf) -> None:
    form = pdf.pages[0].Resources.XObject["/Page1"]
    form.write(form.read_bytes() + b" ")


def change_font(pdf: pikepdf.Pdf) -> None:
    fonts = pdf.pages[0].Resources.XObject["/Page1"].Resources.Font
    name = sorted(fonts.keys())[0]
    program = fonts[name].DescendantFonts[0].FontDescriptor.FontFile2
    program.write(program.read_bytes()[:-1] + b"!")


def hide_half(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.XObject["/Page1"].BBox = [0, 396, 612, 792]


def scale_by_form(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.XObject["/Page1"].Matrix = [0.9, 0, 0, 0.9, 0, 0]


def hide_by_layer(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.XObject["/Page1"].OC = pikepdf.Dictionary(Type=pikepdf.Name.OCG)


def turn_sheet(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Rotate = 180


def narrow_sheet(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].MediaBox = [0, 0, 1200, 792]


def add_note(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 9, 9])])


def add_action(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def other_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Another"


def other_language(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = "fr"


MARK = b"612.000 0.000 m 612.000 28.346 l S"
DAMAGES: dict[str, tuple[Damage, str]] = {
    "two pages swapped": (swap_pages, "imposed-order"),
    "two sides swapped": (swap_sides, "imposed-order"),
    "a page doubled": (double_page, "imposed-count"),
    "a page dropped": (in_content(b"/Page1 Do", b""), "imposed-count"),
    "a page drawn twice": (in_content(b"/Page1 Do", b"/Page1 Do /Page1 Do"), "imposed-place"),
    "a side dropped": (drop_side, "imposed-count"),
    "a side added": (add_side, "imposed-order"),
    "a page scaled": (in_content(b"q 1 0 0 1", b"q .99 0 0 .99"), "imposed-place"),
    "a page scaled by its form": (scale_by_form, "imposed-place"),
    "a page turned": (in_content(b"q 1 0 0 1 612.000 0.000", b"q -1 0 0 -1 1224 792"), "imposed-place"),
    "a page moved": (in_content(b"1 612.000 0.000 cm", b"1 612.000 3.000 cm"), "imposed-place"),
    "a page off the sheet": (in_content(b"1 612.000 0.000 cm", b"1 1224 0 cm"), "imposed-place"),
    "a page changed": (change_page, "imposed-page"),
    "a font changed": (change_font, "imposed-page"),
    "half a page hidden": (hide_half, "imposed-page"),
    "a page on a layer": (hide_by_layer, "imposed-extra"),
    "a mark dropped": (in_content(MARK, b""), "imposed-mark"),
    "a mark moved": (in_content(MARK, MARK.replace(b"612", b"600")), "imposed-mark"),
    "a mark across the page": (in_content(MARK, MARK.replace(b"28.346", b"700")), "imposed-mark"),
    "a mark too thick": (in_content(b"0.25 w", b"5 w"), "imposed-mark"),
    "a box over a page": (added(b"q 1 g 0 0 300 300 re f Q"), "imposed-extra"),
    "a page painted white": (in_content(b"q 1 0 0 1", b"q /GS gs 1 0 0 1"), "imposed-extra"),
    "a sheet turned": (turn_sheet, "imposed-extra"),
    "a sheet of another size": (narrow_sheet, "page-boxes"),
    "a note": (add_note, "imposed-extra"),
    "a script": (add_action, "imposed-extra"),
    "another title": (other_title, "title"),
    "another language": (other_language, "language"),
}


@pytest.mark.parametrize(("damage", "check"), DAMAGES.values(), ids=DAMAGES)
def test_damaged_sheets_are_an_error(damage: Damage, check: str) -> None:
    with pikepdf.open(io.BytesIO(imposed(BOOKLET))) as pdf:
        damage(pdf)
        assert check in faults(saved(pdf), BOOKLET)


def test_every_fault_of_a_sheet_is_documented_and_tried() -> None:
    documented = {rule.id for rule in rules()}
    tried = {check for _, check in DAMAGES.values()}
    assert tried <= documented
    assert {name for name in documented if name.startswith("imposed-")} <= tried


def test_a_card_that_is_missing_on_a_sheet_is_an_error() -> None:
    with pikepdf.open(io.BytesIO(imposed(TWO_UP))) as pdf:
        in_content(b"/Page1 Do", b"")(pdf)
        assert faults(saved(pdf), TWO_UP) == {"imposed-count"}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nnothing"])
def test_what_is_no_pdf_is_one_problem(data: bytes) -> None:
    assert faults(data, BOOKLET) == {"unreadable-pdf"}


# The command.


def built_in(root: Path) -> None:
    made = project_in(root)
    # The short leaflet takes two pages of large print.
    edit(made.templates / "large-print.css", ".signs { margin-bottom", ".signs { break-after: page; margin-bottom")
    small = ("--edition", "half-card", "--edition", "quarter-card")
    assert runner(root)("build", "--edition", "large-print", *small, "--paper", "letter").exit_code == 0


@pytest.fixture
def built(keep: Keep, tmp_path: Path) -> Project:
    """A project with large print and both small cards, for one paper."""
    return keep(tmp_path, built_in)


def file_of(project: Project, form: str) -> str:
    return str(project.output / "cut-care" / f"cut-care.en.{form}.pdf")


def test_small_cards_keep_their_type_and_are_imposed_at_their_size(built: Project, run: Run) -> None:
    assert run("impose", "2-up", file_of(built, "half-card.half-letter")).exit_code == 0
    assert run("impose", "4-up", file_of(built, "quarter-card.quarter-letter")).exit_code == 0
    for form, size in (
        ("half-card.half-letter.2-up", [792, 612]),
        ("quarter-card.quarter-letter.4-up", [612, 792]),
    ):
        file = file_of(built, form)
        with pikepdf.open(file) as pdf:
            (page,) = pdf.pages
            assert [float(side) for side in page.mediabox[2:]] == pytest.approx(size)
        assert "as built, current" in run("verify", file).stdout


def test_large_print_becomes_a_booklet(built: Project, run: Run) -> None:
    result = run("impose", "booklet", file_of(built, "large-print.letter"))
    assert result.exit_code == 0
    assert "of tabloid" in result.stdout
    record = read_manifest(built.output)["cut-care/cut-care.en.large-print.letter.booklet.pdf"]
    assert (record.imposition, record.paper, record.pages % 2) == ("booklet", "tabloid", 0)


def test_a_file_that_was_changed_or_is_outdated_is_not_imposed(built: Project, run: Run) -> None:
    file = file_of(built, "half-card.half-letter")
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        pdf.save(file)
    result = run("impose", "2-up", file)
    assert (result.exit_code, "[unknown-pdf]" in result.stderr) == (1, True)
    edit(built.source_file("cut-care"), "revised: 2026-03-02", "revised: 2026-03-03")
    result = run("impose", "4-up", file_of(built, "quarter-card.quarter-letter"))
    assert (result.exit_code, "[outdated-pdf]" in result.stderr) == (1, True)
    assert list(built.output.glob("*/*-up.pdf")) == []


def test_sheets_go_when_the_file_that_they_are_made_of_changes(built: Project, run: Run) -> None:
    form, options = "half-card.half-letter", ("--edition", "half-card", "--paper", "letter")
    assert run("impose", "2-up", file_of(built, form)).exit_code == 0
    sheets = built.output / "cut-care" / f"cut-care.en.{form}.2-up.pdf"
    assert run("build", *options).exit_code == 0
    assert sheets.exists()
    edit(built.root / "pyproject.toml", "Test Hospital", "Other Hospital")
    result = run("build", *options)
    assert (result.exit_code, sheets.exists(), sheets.name in result.stdout) == (0, False, True)
    assert not [path for path, record in read_manifest(built.output).items() if record.imposition]


def test_sheets_of_a_file_that_is_no_longer_built_go_with_it(built: Project, run: Run) -> None:
    assert run("impose", "booklet", file_of(built, "large-print.letter")).exit_code == 0
    assert run("build").exit_code == 0
    assert list(built.output.glob("*/*large-print*")) == []


def test_old_sheets_are_told_from_current_ones(built: Project, run: Run) -> None:
    assert run("impose", "2-up", file_of(built, "half-card.half-letter")).exit_code == 0
    edit(built.source_file("cut-care"), "revised: 2026-03-02", "revised: 2026-03-03")
    assert "[outdated-pdf]" in run("verify", file_of(built, "half-card.half-letter.2-up")).stderr


def test_wrong_usage_says_what_to_do(built: Project, run: Run) -> None:
    half = file_of(built, "half-card.half-letter")
    assert run("impose", "booklet", half).exit_code == 2
    assert run("impose", "4-up", file_of(built, "large-print.letter")).exit_code == 2
    assert run("impose", "3-up", half).exit_code == 2
    assert run("impose", "2-up", half).exit_code == 0
    again = run("impose", "2-up", file_of(built, "half-card.half-letter.2-up"))
    assert (again.exit_code, "sheets already" in again.stderr) == (2, True)


def test_a_file_that_is_not_there_is_a_problem(built: Project, run: Run) -> None:
    result = run("impose", "2-up", file_of(built, "no"))
    assert (result.exit_code, "[unreadable-pdf]" in result.stderr) == (1, True)
