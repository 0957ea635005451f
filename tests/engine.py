"""What the tests of the build engine share: a project that was built once, and crews that work in this process."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polib
from conftest import DATA, FRENCH, ROOT, SETTINGS, edit

from leaflet.build import build
from leaflet.crews import Crews
from leaflet.execute import ALONE, Crew
from leaflet.extraction import extract_domains, update_catalogs, write_templates
from leaflet.job import Job
from leaflet.problem import has_errors
from leaflet.project import Project, find_project
from leaflet.scope import scope_of

# Nothing is signed in these projects: any day would do.
TODAY = datetime.date(2026, 11, 25)
LEAFLETS = ("cut-care", "scrape")


class CrewsHere(Crews):
    """Crews whose only worker is this process."""

    making = ALONE  # type: ignore[assignment]

    @contextmanager
    def checking(self, units: int) -> Iterator[Crew]:
        yield ALONE


def make_project(root: Path) -> Project:
    """Make a project of two leaflets, in English and French, as handout and card on A4."""
    settings = SETTINGS.format(languages='"en", "fr"').replace(
        "[tool.leaflet.facility]", 'papers = ["a4"]\neditions = ["handout", "card"]\n[tool.leaflet.facility]'
    )
    (root / "content").mkdir(parents=True)
    (root / "pyproject.toml").write_text(settings, "utf-8")
    source = (DATA / "cut-care.yaml").read_text("utf-8")
    for leaflet_id in LEAFLETS:
        text = source.replace("id: cut-care", f"id: {leaflet_id}", 1)
        (root / "content" / f"{leaflet_id}.yaml").write_text(text, "utf-8")
    shutil.copytree(ROOT / "templates", root / "templates")
    (root / "fonts").symlink_to(ROOT / "fonts", target_is_directory=True)
    project = find_project(root)
    domains, problems = extract_domains(project)
    assert not has_errors(problems), problems
    write_templates(project, domains)
    french = project.language("fr")
    update_catalogs(project, french, domains)
    for domain in ("handout", *LEAFLETS):
        po = polib.pofile(str(project.catalog_file(french, domain)))
        for entry in po:
            entry.msgstr = str(FRENCH["handout" if domain == "handout" else "cut-care"][entry.msgctxt])
        po.metadata["PO-Revision-Date"] = "2026-03-05 10:00+0000"
        po.save()
    return project


def built(root: Path) -> Project:
    """Make the project and build it, in this process."""
    project = make_project(root)
    result = build(scope_of(project), CrewsHere(), today=TODAY)
    assert not has_errors(result.problems), result.problems
    assert len(result.made) == 8
    return project


__all__ = ["TODAY", "CrewsHere", "Job", "built", "edit", "make_project"]
