"""Editions: which there are, how a project adds its own, and the limits that each keeps."""

from __future__ import annotations

from collections import Counter

import pytest
from conftest import ROOT, MakeProject, Run, edit

from leaflet.edition import LARGE_PRINT, chosen_editions, editions
from leaflet.manifest import read_manifest
from leaflet.problem import UsageError
from leaflet.project import Project, find_project
from leaflet.readback import read_pdf
from leaflet.readback.facts import PdfFacts

OWN = """
[tool.leaflet.edition.pocket]
style = "pocket.css"
most-pages = 8
smallest-size = 14
"""


def add_settings(project: Project, text: str) -> Project:
    file = project.root / "pyproject.toml"
    file.write_text(file.read_text("utf-8") + text, "utf-8")
    return find_project(project.root)


def facts(project: Project, name: str) -> PdfFacts:
    return read_pdf((project.output / "cut-care" / name).read_bytes())


def test_large_print_is_large_in_all_its_text(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    assert run("build", "--edition", "large-print").exit_code == 0
    for paper in ("letter", "a4"):
        found = facts(project, f"cut-care.en.large-print.{paper}.pdf")
        sizes = Counter(round(run.size) for page in found.pages for piece in page.pieces for run in piece.runs)
        assert min(sizes) >= LARGE_PRINT.smallest_size == 18
        assert 0 < len(found.pages) <= LARGE_PRINT.most_pages


@pytest.mark.parametrize("tag", ["ar-XB", "en-XA"])
@pytest.mark.parametrize("edition", ["large-print", "card"])
def test_an_edition_is_proved_in_any_direction_and_length(
    make_project: MakeProject, run: Run, tag: str, edition: str
) -> None:
    make_project()
    result = run("build", "--edition", edition, "--paper", "letter", "--language", tag)
    assert (result.exit_code, "error" in result.output) == (0, False)


def test_a_card_has_every_sign_and_nothing_else_of_the_leaflet(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    assert run("build", "--edition", "card", "--paper", "a4").exit_code == 0
    found = facts(project, "cut-care.en.card.a4.pdf")
    assert len(found.pages) == 1
    assert [entry.title for entry in found.outline] == ["Caring for your cut", "Get help now", "Call us"]


@pytest.mark.parametrize(
    ("edition", "paper", "form", "size", "smallest"),
    [
        ("half-card", "letter", "half-letter", (396, 612), 12),
        ("half-card", "a4", "a5", (419.5, 595.3), 12),
        ("quarter-card", "letter", "quarter-letter", (306, 396), 9),
        ("quarter-card", "a4", "a6", (297.6, 419.5), 9),
    ],
)
def test_small_cards_are_parts_of_a_sheet_with_every_sign_and_their_own_smallest_type(
    make_project: MakeProject, run: Run, edition: str, paper: str, form: str, size: tuple[float, float], smallest: float
) -> None:
    project = make_project()
    assert run("build", "--edition", edition, "--paper", paper).exit_code == 0
    (page,) = facts(project, f"cut-care.en.{edition}.{form}.pdf").pages
    assert page.trim[2:] == pytest.approx(size, abs=0.1)
    assert min(round(run.size, 2) for piece in page.pieces for run in piece.runs) >= smallest
    assert run("build", "--edition", edition, "--paper", paper, "--language", "ar-XB").exit_code == 0


def test_a_card_without_one_of_its_signs_is_an_error(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    edit(project.templates / "signs.html", "for sign in section.signs", "for sign in section.signs[1:]")
    result = run("build", "--edition", "card", "--paper", "a4")
    assert result.exit_code == 1
    assert "[sign-missing]" in result.stderr


def test_a_project_adds_an_edition_with_a_style_sheet_and_a_few_lines(make_project: MakeProject, run: Run) -> None:
    project = add_settings(make_project(), OWN)
    large = (project.templates / "large-print.css").read_text("utf-8")
    (project.templates / "pocket.css").write_text(large.replace("18pt", "15pt"), "utf-8")
    assert run("build", "--edition", "pocket", "--edition", "handout", "--paper", "a4").exit_code == 0
    assert {(each.edition, each.paper) for each in read_manifest(project.output).values()} == {
        ("pocket", "a4"),
        ("handout", "a4"),
    }
    (file,) = project.output.glob("*/*.pocket.a4.pdf")
    assert run("verify", str(file)).exit_code == 0


def test_type_below_the_smallest_size_of_an_edition_is_an_error(make_project: MakeProject, run: Run) -> None:
    project = add_settings(make_project(), OWN)
    handout = (project.templates / "handout.css").read_text("utf-8")
    (project.templates / "pocket.css").write_text(handout, "utf-8")
    result = run("build", "--edition", "pocket", "--paper", "a4")
    assert result.exit_code == 1
    assert "[too-small]" in result.stderr
    assert not list(project.output.glob("*/*.pdf"))


def test_an_unknown_edition_is_a_usage_error(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    assert "did you mean “large-print”" in run("build", "--edition", "largeprint").stderr
    with pytest.raises(UsageError, match="no edition"):
        chosen_editions(project, ("poster",))
    assert run("build", "--edition", "poster").exit_code == 2


def test_editions_that_the_settings_no_longer_name_do_not_stay(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    run("build", "--edition", "large-print", "--paper", "a4")
    assert len(list(project.output.glob("*/*.large-print.a4.pdf"))) == 1
    run("build")
    assert list(project.output.glob("*/*.large-print.*")) == []


def test_the_settings_of_this_project_name_editions_that_there_are() -> None:
    project = find_project(ROOT)
    assert set(project.settings.editions) <= set(editions(project))


@pytest.mark.parametrize("edition", ["handout", "large-print", "bilingual", "web"])
def test_other_names_are_told_where_no_section_tells_of_the_condition(
    make_project: MakeProject, run: Run, edition: str
) -> None:
    project = make_project()
    source = project.source_file("cut-care")
    names = "also-called:\n  - {id: wound, text: stitched wound}\nsummary:"
    source.write_text(source.read_text("utf-8").replace("summary:", names, 1), "utf-8")
    result = run("build", "--edition", edition, "--paper", "a4", "--language", "en-XA")
    assert (result.exit_code, result.stderr.count("error:")) == (0, 0), result.stderr
