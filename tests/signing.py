"""Sign-offs for tests: a project with three languages to sign in, and people who are fixtures and say so."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

from conftest import ROOT, Run

from leaflet.project import Project, find_project
from leaflet.standings import KeptSignOffs, SignOffs

ID = "cervical-insufficiency"
TRANSLATOR = "Test Translator (fixture)"
REVISER = "Test Reviser (fixture)"
PHYSICIAN = "Test Physician (fixture)"
OFFICE = "Test Office (fixture)"
PEOPLE = {
    "translated": (TRANSLATOR, "translator", "no certificate: a fixture"),
    "revised": (REVISER, "reviser", "no certificate: a fixture"),
    "approved": (PHYSICIAN, "physician", "no licence: a fixture"),
    "released": (OFFICE, "patient-education office", "none: a fixture"),
    "withdrawn": (OFFICE, "patient-education office", "none: a fixture"),
}


def copy_project(folder: Path, *tags: str) -> Project:
    """Return a copy of this project in English and the languages named, without its output."""
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    settings = (ROOT / "pyproject.toml").read_text("utf-8")
    languages = ", ".join(f'"{tag}"' for tag in ("en", *tags))
    settings = re.sub(r"^languages = \[.*?\]", f"languages = [{languages}]", settings, count=1, flags=re.S | re.M)
    (folder / "pyproject.toml").write_text(settings, "utf-8")
    for tag in ("en", *tags):
        shutil.copytree(ROOT / "locales" / tag.replace("-", "_"), folder / "locales" / tag.replace("-", "_"))
    (folder / "fonts").symlink_to(ROOT / "fonts")
    return find_project(folder)


def sign(run: Run, tag: str, *acts: str, by: str = "", more: tuple[str, ...] = ()) -> str:
    """Sign, each act by its own person; return what the last said."""
    for act in acts:
        name, role, qualification = PEOPLE[act]
        who = ("--name", by or name, "--role", role, "--qualification", qualification)
        result = run("sign", tag, "--act", act, *who, "--yes", *more)
        assert result.exit_code == 0, result.stderr
    return str(result.stdout)


def kept_signoffs(project: Project, today: datetime.date) -> KeptSignOffs:
    """Return the sign-offs as a build sees them: it knows the digests of all texts."""
    reader = SignOffs(project, today).reader

    def known(leaflet_id: str, tag: str) -> str:
        texts = reader.read(leaflet_id, project.language(tag))
        return texts.digest if texts else ""

    return KeptSignOffs(project, today, known)
