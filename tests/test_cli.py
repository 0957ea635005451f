"""The command: its help, its exit status, and bad input, which is one clear message and never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import MakeProject, Run, edit

from leaflet.cli import main

COMMANDS = sorted(main.commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_shows_an_example(command: str) -> None:
    result = CliRunner().invoke(main, [*command.split(), "--help"])
    assert result.exit_code == 0
    assert "Example" in result.stdout
    assert f"leaflet {command}" in result.stdout.split("Example")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "--language", "fr"], "no language “fr”"),
        (["build", "--language", "em"], "did you mean “en”?"),
        (["build", "cut-car"], "did you mean “cut-care”?"),
        (["build", "--paper", "legal"], "legal"),
        (["init", "klingon"], "not a language"),
        (["init", "zh_Hans"], "zh"),
        (["init", "en"], "written in"),
        (["update", "--language", "xx"], "no language “xx”"),
        (["bild"], "bild"),
    ],
)
def test_a_name_that_is_not_known_is_a_usage_error(
    make_project: MakeProject, run: Run, arguments: list[str], said: str
) -> None:
    make_project()
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('languages = ["en"]', "languages = [", "not TOML"),
        ('languages = ["en"]', "languages = []", "languages"),
        ('languages = ["en"]', 'languages = ["es"]', "source language"),
        ('languages = ["en"]', 'languages = ["en", "xx"]', "“xx”"),
        ('languages = ["en"]', 'languages = ["en"]\ncolour = 1', "colour"),
        ('telephone = "(555) 555-0100"', "", "telephone"),
        ('"https://leaflets', '"javascript:', "leaflet-address"),
    ],
)
def test_wrong_settings_are_a_usage_error(make_project: MakeProject, run: Run, old: str, new: str, said: str) -> None:
    project = make_project()
    edit(project.root / "pyproject.toml", old, new)
    result = run("build")
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_folder_without_a_project(run: Run) -> None:
    result = run("build")
    assert result.exit_code == 2
    assert "--project" in result.stderr


def test_a_project_without_a_leaflet(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    project.source_file("cut-care").unlink()
    assert run("build").exit_code == 2


@pytest.mark.parametrize("folder", ["output", "locales"])
def test_a_folder_that_cannot_be_written(make_project: MakeProject, run: Run, folder: str) -> None:
    project = make_project()
    (project.root / folder).write_text("in the way")
    result = run("build") if folder == "output" else run("init", "es")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    assert (project.root / folder).read_text() == "in the way"


def test_a_template_with_a_fault_names_its_line(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    edit(project.templates / "handout.html", "<main>", "<main>{{ nonsense }}")
    result = run("build", "--paper", "a4")
    assert (result.exit_code, "nonsense" in result.stderr) == (1, True)
    edit(project.templates / "handout.html", "{{ nonsense }}", "{% if %}")
    result = run("build", "--paper", "a4")
    assert result.exit_code == 1
    assert "handout.html:" in result.stderr


def test_a_bug_keeps_its_traceback(make_project: MakeProject, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    make_project()
    monkeypatch.setattr("leaflet.model.json_schema", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run("schema")


def test_the_project_is_found_from_a_folder_inside_it(make_project: MakeProject, tmp_path: Path) -> None:
    make_project()
    result = CliRunner().invoke(main, ["--project", str(tmp_path / "content"), "extract"])
    assert result.exit_code == 0
    assert (tmp_path / "locales" / "cut-care.pot").is_file()
