"""Inputs that a few pages alone have: the logo, pictograms, a press, other languages, sign-offs. None passes unseen."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Keep, Run, edit, project_in, runner
from signing import copy_project, sign

from leaflet.manifest import read_manifest
from leaflet.paired import PairedReader
from leaflet.project import Project

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'
SCOPE = ("--language", "en", "--paper", "a4", "--edition", "card", "--edition", "web", "--press")
PRINT, PRESS, WEB = "card.a4.pdf", "card.a4.press.pdf", "web.html"


def planned(run: Run, *scope: str) -> dict[str, str]:
    """Return what a dry run would make, by the end of its name: and why."""
    *lines, _ = run("build", "--dry-run", *scope).stdout.splitlines()
    return {name.split(".", 2)[2]: why for name, _, why in (line.partition(": ") for line in lines)}


def built_in(root: Path) -> None:
    made = project_in(root, "fr")
    (made.root / "logo.svg").write_text(LOGO, "utf-8")
    for name in ("pictograms", "profiles"):
        (made.root / name).unlink(missing_ok=True)
        shutil.copytree(ROOT / name, made.root / name)
    settings = made.root / "pyproject.toml"
    settings.write_text(settings.read_text("utf-8") + 'logo = "logo.svg"\n', "utf-8")
    edit(made.source_file("cut-care"), "about: [fever]}", "about: [fever], pictogram: fever}")
    result = runner(root)("build", *SCOPE)
    assert result.exit_code == 0, result.stderr


@pytest.fixture
def project(keep: Keep, tmp_path: Path, run: Run) -> Project:
    """A project with a logo, a pictogram and files of its own of all that is not in its settings, built."""
    made = keep(tmp_path, built_in)
    assert planned(run, *SCOPE) == {}
    return made


@pytest.mark.parametrize(
    ("change", "files", "reason"),
    [
        (lambda root: edit(root / "logo.svg", "M0 0", "M1 0"), {PRINT, PRESS, WEB}, "logo.svg"),
        (lambda root: edit(root / "pictograms" / "fever.svg", "<svg", "<svg "), {PRINT, PRESS, WEB}, "pictograms/fever.svg"),
        (lambda root: edit(root / "pictograms" / "vomiting.svg", "<svg", "<svg "), set(), ""),
        (lambda root: edit(root / "profiles" / "profiles.toml", "most-ink = 300", "most-ink = 280"), {PRESS}, "pyproject.toml"),
        (lambda root: edit_first(root / "templates" / "web.css"), {WEB}, "templates/web.css"),
    ],
    ids=["logo", "pictogram", "another pictogram", "most ink of the press", "style of the web"],
)
def test_an_input_of_a_few_pages(
    project: Project, run: Run, change: Callable[[Path], None], files: set[str], reason: str
) -> None:
    change(project.root)
    found = planned(run, *SCOPE)
    assert set(found) == files
    assert all(why == f"changed: {reason}" for why in found.values())


def edit_first(file: Path) -> None:
    """Add a comment at the head of a style sheet."""
    file.write_text("/* Changed. */\n" + file.read_text("utf-8"), "utf-8")


def test_a_page_for_a_browser_names_the_other_languages(project: Project, run: Run) -> None:
    edit(project.root / "pyproject.toml", 'languages = ["en", "fr"]', 'languages = ["en", "fr", "pl"]')
    assert planned(run, *SCOPE) == {WEB: "changed: pyproject.toml"}


def test_a_sign_off_and_its_end_are_inputs(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    project = copy_project(tmp_path, "es")
    scope = ("--paper", "a4", "--edition", "card")
    assert run("build", *scope).exit_code == 0
    assert planned(run, *scope) == {}
    sign(run, "en", "approved", more=("--until", "2098-12-31"))
    path = "cervical-insufficiency/cervical-insufficiency.en.card.a4.pdf"
    assert run("build", "--dry-run", *scope).stdout.splitlines()[0] == f"output/{path}: changed: sign-off"
    assert run("build", *scope).exit_code == 0
    record = read_manifest(project.output)[path]
    assert (record.state, len(record.signoff)) == ("approved", 64)
    with monkeypatch.context() as patch:
        # What was signed is known from the last build by its digest: nobody reads it again.
        patch.setattr(PairedReader, "read", lambda *arguments: pytest.fail("a text was read"))
        assert planned(run, *scope) == {}
    later = datetime.date(2099, 1, 1)
    monkeypatch.setattr("leaflet.cli.today", lambda: later)
    assert planned(run, *scope) == {"card.a4.pdf": "changed: sign-off"}
    assert run("build", *scope).exit_code == 0
    assert read_manifest(project.output)[path].state == "expired"
