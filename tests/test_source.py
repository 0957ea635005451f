"""The source: what its author gets told, and where."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import DATA, ROOT, MakeProject, Run, edit

from leaflet.model import Leaflet, json_schema
from leaflet.problem import Problem
from leaflet.source import read_source


def faults(tmp_path: Path, old: str, new: str) -> list[Problem]:
    """Return the problems of the short leaflet after one edit."""
    file = tmp_path / "cut-care.yaml"
    file.write_text((DATA / "cut-care.yaml").read_text("utf-8"), "utf-8")
    edit(file, old, new)
    source, problems = read_source(file, "content/cut-care.yaml")
    assert (source is None) == bool(problems)
    return problems


def test_a_good_source_is_read_with_places() -> None:
    source, problems = read_source(DATA / "cut-care.yaml", "content/cut-care.yaml")
    assert problems == []
    assert source is not None
    assert source.leaflet.id == "cut-care"
    assert source.leaflet.quantities["fever"].converted == (Decimal("38.3"),)
    assert source.place(("sections", 0, "signs", 0, "text")).line == 19


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "said", "hint"),
    [
        ("heading: Get help now", "headng: Get help now", 17, 5, "headng", "did you mean “heading”?"),
        ("heading: Get help now", "headng: Get help now", 16, 5, "“heading” is missing", "heading: …"),
        ("id: emergency", "id: emergancy", 16, 9, "emergancy", "did you mean “emergency”?"),
        ("text: Bleeding that does **not** stop", "text: ", 19, 29, "a text is expected", "some words"),
        ('text: "A fever above **{fever}**"', 'text: " "', 23, 27, "is empty", "write some words"),
        ("value: 500", "value: 5oo", 6, 17, "“5oo” is not a number", "38.9"),
        ("unit: mg", "unit: mgs", 6, 28, "“mgs”", "did you mean “mg”?"),
        ("range: [4, 6]", "range: [6, 4]", 7, 17, "does not go up", "smaller number first"),
        ("range: [4, 6]", "range: [4]", 7, 17, "", ""),
        ("{value: 101, unit: °F, convert-to: °C}", "{value: 101, unit: °F, convert-to: mg}", 8, 45, "cannot be", ""),
        ("{value: 101, ", "{value: 101, range: [1, 2], ", 8, 10, "either a “value” or a “range”", "one of the two"),
        ("revised: 2026-03-02", "revised: 2026-02-30", 3, 10, "is not a date", "2026-11-23"),
        ("id: bleeding, text: Bleeding that", "id: Bleed!, text: Bleeding that", 19, 14, "cannot be an id", "small letters"),
        ("negates: true", "negates: yep", 19, 91, "neither true nor false", "true or false"),
        ("about: [swelling]", "about: []", 24, 52, "the list is empty", ""),
        ("title: Caring for your cut", "title:\n  txt: x", 5, 3, "txt", "did you mean “text”?"),
        ("id: home-care", "id: call", 25, 5, "has no warning signs", "signs:"),
        ("    blocks:\n", "    signs: [{id: a, text: b, about: [fever]}]\n    blocks:\n", 27, 12, "cannot hold", "emergency"),
        ("title: Caring for your cut", "title: a: b", 4, 9, "this is not YAML", "in quotes"),
        ("title: Caring for your cut", "title: 'Caring", 33, 1, "this is not YAML", ""),
        ("title: Caring for your cut", "title: Caring\ntitle: Cut", 5, 1, "stands twice", "line 4"),
        ("    blocks:\n", "    signs:\n", 30, 9, "“items” is not known here", "elsewhere"),
    ],
)
def test_a_fault_is_told_with_its_place_and_a_hint(
    tmp_path: Path, old: str, new: str, line: int, column: int, said: str, hint: str
) -> None:
    problems = faults(tmp_path, old, new)
    places = [(problem.location.line, problem.location.column) for problem in problems]
    assert (line, column) in places, [str(problem) for problem in problems]
    assert any(said in problem.message and hint in problem.hint for problem in problems), problems


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "cut-care.yaml"
    file.write_text((DATA / "cut-care.yaml").read_text("utf-8"), "utf-8")
    edit(file, "unit: mg", "unit: mgs")
    edit(file, "heading: Call us", "headline: Call us")
    edit(file, "title: Caring for your cut", "title: ''")
    lines = {problem.location.line for problem in read_source(file, "x")[1]}
    assert {4, 6, 21} <= lines


@pytest.mark.parametrize(
    ("data", "check", "line"),
    [
        (b"id: x\ntitle: caf\xe9\n", "source-encoding", 2),
        (b"", "yaml-syntax", None),
        (b"- a\n- b\n", "bad-source", 1),
        (b"id: [\n", "yaml-syntax", 2),
        (b"a: &x [1]\nb: *x\n", "yaml-alias", 1),
        (b"a: &x [*x]\n", "yaml-alias", 1),
        (b"id: x\n\ttitle: y\n", "yaml-syntax", 2),
        (b"id: \x07\n", "yaml-syntax", None),
        (b"id: x\n---\nid: y\n", "yaml-syntax", 2),
        (b"? [a, b]\n: c\n", "bad-source", 1),
    ],
)
def test_what_is_no_source_is_one_clear_problem(tmp_path: Path, data: bytes, check: str, line: int | None) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(data)
    source, problems = read_source(file, "x.yaml")
    assert source is None
    assert check in {problem.check for problem in problems}
    assert line in {problem.location.line for problem in problems}


def test_words_that_yaml_knows_stay_words(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text((DATA / "cut-care.yaml").read_text("utf-8"), "utf-8")
    edit(file, "title: Caring for your cut", "title: no")
    edit(file, "{value: 500, unit: mg}", "{value: 1.10, unit: mg}")
    source, _ = read_source(file, "x.yaml")
    assert source is not None
    assert source.leaflet.title.text == "no"
    assert str(source.leaflet.quantities["dose"].value) == "1.10"


@pytest.mark.parametrize(
    ("old", "new", "check", "line"),
    [
        ("id: cut-care", "id: cut-cares", "leaflet-id", 2),
        ("id: swelling, text: More", "id: fever, text: More", "duplicate-id", 24),
        ("- {id: swelling, text: swelling}", "- {id: fever, text: swelling}", "duplicate-id", 13),
        ("about: [swelling]", "about: [sweling]", "unknown-term", 24),
        ("{dose}", "{doze}", "unknown-quantity", 31),
        ("**{fever}**", "**{fever}", "source-markup", 23),
        ("{dose}", "{dose", "source-markup", 31),
        ("  wait:", "  telephone:", "taken-name", 7),
    ],
)
def test_what_the_form_does_not_say_is_checked(
    make_project: MakeProject, run: Run, old: str, new: str, check: str, line: int
) -> None:
    edit(make_project().source_file("cut-care"), old, new)
    result = run("extract")
    assert result.exit_code == 1
    assert f"[{check}]" in result.stderr
    assert f"content/cut-care.yaml:{line}:" in result.stderr


def test_a_leaflet_without_one_of_the_lists_is_refused(make_project: MakeProject, run: Run) -> None:
    file = make_project().source_file("cut-care")
    text = file.read_text("utf-8")
    start, end = text.index("  - id: call"), text.index("  - id: home-care")
    file.write_text(text[:start] + text[end:], "utf-8")
    assert "[missing-list]" in run("extract").stderr


def test_the_schema_for_editors_is_the_model_s_own(run: Run, make_project: MakeProject) -> None:
    make_project()
    schema = json.loads(run("schema").stdout)
    assert schema == json_schema()
    assert schema == json.loads((ROOT / "docs" / "leaflet.schema.json").read_text("utf-8")), "run: make docs"
    assert set(schema["properties"]) == {field.alias for field in Leaflet.model_fields.values()}
