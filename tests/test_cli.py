"""The command: its help, its exit status, and bad input, which is one clear message and never a traceback."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT, MakeProject, Run, edit
from ruamel.yaml import YAML

from leaflet.cli import main
from leaflet.project import Project

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
        (["add-language", "klingon"], "not a language"),
        (["add-language", "zh_Hans"], "zh"),
        (["add-language", "en"], "written in"),
        (["update", "--language", "xx"], "no language “xx”"),
        (["bild"], "bild"),
        (["check", "cut-car"], "did you mean “cut-care”?"),
        (["check", "--language", "em"], "did you mean “en”?"),
        (["check", "--format", "xml"], "xml"),
        (["check", "--severity", "note"], "note"),
        (["check", "--all", "--format", "github"], "--format text"),
        (["checks", "bad-sorce"], "did you mean “bad-source”?"),
        (["checks", "xyzzy"], "leaflet checks"),
        (["reading", "cut-car"], "did you mean “cut-care”?"),
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
    result = run("build") if folder == "output" else run("add-language", "es")
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


@pytest.fixture
def warned(make_project: MakeProject) -> Project:
    """A project in English alone, with the source language's lexicon, and one warning."""
    project = make_project()
    shutil.copytree(ROOT / "locales" / "en", tmp := project.root / "locales" / "en")
    edit(tmp / "lexicon.toml", "[terms]", '[terms]\nswelling = ["swell*"]\nfever = ["fever*"]')
    edit(project.source_file("cut-care"), "Wash your hands first.", "Wash your hands first, 2 times.")
    return project


@pytest.mark.parametrize(
    ("arguments", "status", "count"),
    [
        ([], 0, 1),
        (["--severity", "warning"], 1, 1),
        (["--severity", "error"], 0, 0),
        (["cut-care", "--language", "en"], 0, 1),
    ],
)
def test_a_warning_fails_the_check_only_where_that_is_asked_for(
    warned: Project, run: Run, arguments: list[str], status: int, count: int
) -> None:
    result = run("check", *arguments, "--format", "json")
    assert result.exit_code == status, result.stdout
    assert [each["check"] for each in json.loads(result.stdout)] == ["typed-number"] * count


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_an_error_fails_the_check_in_every_form(warned: Project, run: Run, form: str) -> None:
    edit(warned.source_file("cut-care"), "{fever}", "{feber}")
    for severity in ([], ["--severity", "error"], ["--severity", "warning"]):
        result = run("check", "--format", form, *severity)
        assert result.exit_code == 1
        assert "unknown-quantity" in result.stdout
        assert result.stderr == ""


def test_a_check_shows_the_line_builds_nothing_and_needs_no_renderer(warned: Project) -> None:
    command = [
        sys.executable,
        "-X",
        "importtime",
        "-c",
        "from leaflet.cli import main; main()",
        "--project",
        str(warned.root),
        "check",
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    line, excerpt, caret, hint, count = done.stdout.splitlines()
    assert line.startswith("content/cut-care.yaml:29:15: warning: the number “2” was typed [typed-number]")
    assert "29 |         text: Wash your hands first, 2 times." in excerpt
    assert caret.index("^") == excerpt.index("Wash")
    assert "quantities" in hint
    assert count == "1 warning"
    assert not warned.output.exists()
    assert "leaflet.load" in done.stderr
    assert "weasyprint" not in done.stderr


def test_a_build_tells_problems_as_a_check_does(warned: Project, run: Run) -> None:
    edit(warned.source_file("cut-care"), "{fever}", "{feber}")
    told = run("check").stdout.splitlines()
    assert run("build").stderr.splitlines() == told[:-1]


def test_a_clean_project_is_told_in_two_words(warned: Project, run: Run) -> None:
    edit(warned.source_file("cut-care"), ", 2 times", "")
    assert run("check").stdout == "no problems\n"
    assert run("check", "--format", "github").stdout == ""
    assert run("check", "--format", "json").stdout == "[]\n"


def test_the_reading_grade_is_a_range(warned: Project, run: Run) -> None:
    result = run("reading")
    assert result.exit_code == 0
    assert "home-care" in result.stdout
    assert " to " in result.stdout
    edit(warned.root / "pyproject.toml", 'languages = ["en"]', 'languages = ["es"]\nsource-language = "es"')
    assert run("reading").exit_code == 2


def test_the_hook_for_pre_commit_is_a_command_that_there_is() -> None:
    (hook,) = YAML(typ="safe", pure=True).load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    name, command = hook["entry"].split()
    assert (name, command in COMMANDS, hook["pass_filenames"]) == ("leaflet", True, False)
    for path in ("content/a.yaml", "locales/es/LC_MESSAGES/a.po", "locales/es/lexicon.toml", "pyproject.toml"):
        assert re.search(hook["files"], path)
    assert not re.search(hook["files"], "docs/content/a.md")
