"""A project of its own for each test: small, on disk, with the real templates and fonts."""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
import shared
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

from leaflet.cli import main
from leaflet.project import Project, find_project

# A shared machine is slow at times: a property is true or not, however long it takes to try.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data"
FRENCH = tomllib.loads((DATA / "french.toml").read_text("utf-8"))

SETTINGS = """
[tool.leaflet]
languages = [{languages}]

[tool.leaflet.facility]
name = "Test Hospital"
telephone = "(555) 555-0100"
emergency-number = "911"
leaflet-address = "https://leaflets.example.org/{{id}}/{{language}}"
"""

MakeProject = Callable[..., Project]
Run = Callable[..., Result]
Keep = Callable[[Path, Callable[[Path], object]], Project]


def project_in(root: Path, *tags: str) -> Project:
    """Make a project with the short leaflet in a folder, in English and the languages named."""
    languages = ", ".join(f'"{tag}"' for tag in ("en", *tags))
    (root / "pyproject.toml").write_text(SETTINGS.format(languages=languages), "utf-8")
    (root / "content").mkdir()
    shutil.copy(DATA / "cut-care.yaml", root / "content")
    shutil.copytree(ROOT / "templates", root / "templates")
    for folder in ("fonts", "profiles"):
        (root / folder).symlink_to(ROOT / folder, target_is_directory=True)
    return find_project(root)


def runner(root: Path) -> Run:
    """Return a function that runs the `leaflet` command in the project of a folder."""

    def call(*arguments: str) -> Result:
        result = CliRunner().invoke(main, ["--project", str(root), *arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


@pytest.fixture
def make_project(tmp_path: Path) -> MakeProject:
    """Return a function that makes a project with the short leaflet, in the languages named."""
    return lambda *tags: project_in(tmp_path, *tags)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs the `leaflet` command in the test's project."""
    return runner(tmp_path)


@pytest.fixture(scope="session")
def keep(tmp_path_factory: pytest.TempPathFactory) -> Keep:
    """Return a function that puts a project into a folder: made by a function once, and copied from then on.

    Each test has a copy of its own to do with what it likes.
    """
    kept: dict[Callable[[Path], object], Path] = {}

    def put(folder: Path, make: Callable[[Path], object]) -> Project:
        if make not in kept:
            made = tmp_path_factory.mktemp("kept")
            make(made)
            kept[make] = made
        shutil.copytree(kept[make], folder, symlinks=True, dirs_exist_ok=True)
        return find_project(folder)

    return put


@pytest.fixture(scope="session", autouse=True)
def _share(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where tests run in several processes, have them share what takes long to make, for this run alone."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared.folders.append(tmp_path_factory.getbasetemp().parent / "shared")


def french_in(root: Path) -> Project:
    """Make a project with a finished French in a folder."""
    project_in(root)
    runner(root)("add-language", "fr")
    project = find_project(root)
    translate(project, "fr")
    return project


def french_built_in(root: Path) -> None:
    """Make a project with a finished French in a folder, and build it."""
    french_in(root)
    assert runner(root)("build").exit_code == 0


def in_french(domain: str, entry: polib.POEntry) -> str:
    """Return the French of an entry of the short leaflet, or of the shared words."""
    return str(FRENCH[domain][entry.msgctxt])


def in_brackets(domain: str, entry: polib.POEntry) -> str:
    """Return a stand-in for a translation, where only its fate matters: the English in brackets."""
    return f"[{entry.msgid}]"


def translate(project: Project, tag: str, how: Callable[[str, polib.POEntry], str] = in_french) -> None:
    """Fill in each empty translation of a language."""
    for domain in ("handout", *project.leaflet_ids()):
        file = project.catalog_file(project.language(tag), domain)
        po = polib.pofile(str(file))
        for entry in po:
            if not entry.msgstr:
                entry.msgstr = how(domain, entry)
        po.metadata["PO-Revision-Date"] = "2026-03-05 10:00+0000"
        po.save()


def edit(file: Path, old: str, new: str) -> None:
    """Replace a text that stands exactly once in a file."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), "utf-8")
