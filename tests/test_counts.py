"""How much a build does, counted: what is read, which fonts are loaded, what is rendered. Never how long it takes."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from conftest import Keep
from engine import TODAY, CrewsHere, built, edit, make_project

from leaflet import build as builder
from leaflet import work
from leaflet.pdf import Renderer
from leaflet.scope import scope_of
from leaflet.warm import looks_changed

HEAVY = (
    *("weasyprint", "leaflet.load", "leaflet.checks.runner", "leaflet.pdf", "pikepdf", "pypdfium2", "py3langid", "pebble"),
    *("numpy", "rich", "ruamel.yaml", "PIL", "uharfbuzz", "urllib.request", "asyncio"),
)


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count what a build in this process does."""
    found: Counter[str] = Counter()
    work._renderer.cache_clear()

    def count(owner: type, name: str, what: str) -> None:
        call = getattr(owner, name)

        def counted(*args: object, **kwargs: object) -> object:
            found[what] += 1
            return call(*args, **kwargs)

        monkeypatch.setattr(owner, name, counted)

    count(Renderer, "render", "documents laid out")
    count(Renderer, "__init__", "font sets loaded")
    count(Path, "read_bytes", "files read whole")
    return found


def test_a_full_build_lays_each_document_out_once_and_loads_each_set_of_fonts_once(
    tmp_path: Path, counts: Counter[str]
) -> None:
    project = make_project(tmp_path / "project")
    assert len(builder.build(scope_of(project), CrewsHere(), today=TODAY).made) == 8
    assert counts["documents laid out"] == 8, "short leaflets fit at once"
    assert counts["font sets loaded"] == 1, "English and French have the same"


def test_one_message_costs_its_own_files_and_no_other(keep: Keep, tmp_path: Path, counts: Counter[str]) -> None:
    project = keep(tmp_path / "project", built)
    edit(project.catalog_file(project.language("fr"), "scrape"), "Plus de gonflement", "Davantage de gonflement")
    counts.clear()
    assert len(builder.build(scope_of(project), CrewsHere(), today=TODAY).made) == 2
    assert counts["documents laid out"] == 2
    assert counts["font sets loaded"] <= 1


def test_a_build_with_nothing_to_do_reads_each_file_once_and_lays_out_nothing(
    keep: Keep, tmp_path: Path, counts: Counter[str]
) -> None:
    project = keep(tmp_path / "project", built)
    counts.clear()
    assert builder.build(scope_of(project), CrewsHere(), today=TODAY).made == ()
    assert counts["documents laid out"] == 0
    assert counts["font sets loaded"] == 0
    files = [file for file in project.root.rglob("*") if file.is_file() and ".cache" not in file.parts]
    # The templates are read twice: as they are examined, and as they would be sent to a worker.
    assert counts["files read whole"] <= len(files) + 2 * len(project.all_templates.files()) + 20


def wait_for_another_date(tmp_path: Path) -> None:
    """Wait until a file that is written now has another date than one before: the clock of files moves in steps."""
    probe = tmp_path / "probe"
    probe.touch()
    begun = probe.stat().st_mtime_ns
    while probe.stat().st_mtime_ns == begun:
        probe.touch()


def test_files_look_changed_when_one_was_written_or_removed_and_not_after_a_build(keep: Keep, tmp_path: Path) -> None:
    project = keep(tmp_path / "project", built)
    assert not looks_changed(project.root)
    wait_for_another_date(tmp_path)
    catalog = project.catalog_file(project.language("fr"), "scrape")
    catalog.write_text(catalog.read_text("utf-8"), "utf-8")
    assert looks_changed(project.root)
    assert builder.build(scope_of(project), CrewsHere(), today=TODAY).made == ()
    assert not looks_changed(project.root), "the bytes are the same"
    wait_for_another_date(tmp_path)
    project.source_file("scrape").unlink()
    assert looks_changed(project.root)


def test_a_build_with_nothing_to_do_imports_neither_renderer_nor_checks(keep: Keep, tmp_path: Path) -> None:
    project = keep(tmp_path / "project", built)
    code = (
        "import sys\nfrom leaflet.cli import main\n"
        f"main(['--project', {str(project.root)!r}, 'build'], standalone_mode=False)\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "0 files in" in done.stdout
