"""What builds keep of where the leaflets stand: the same as what the ledgers say, on any day, without reading them."""

from __future__ import annotations

import datetime
import itertools
from pathlib import Path

import pytest
from conftest import Keep, edit, runner
from signing import ID, copy_project, kept_signoffs, sign

from leaflet import standings
from leaflet.language import Language
from leaflet.ledger import Ledger, read_ledger
from leaflet.project import Project
from leaflet.signoff import State
from leaflet.standings import NAME, SignOffs

TODAY = datetime.datetime.now().astimezone().date()
SOURCE_UNTIL, UNTIL = TODAY + datetime.timedelta(days=20), TODAY + datetime.timedelta(days=10)
DAY = datetime.timedelta(days=1)


def approved_in(root: Path) -> None:
    copy_project(root, "es")
    run = runner(root)
    sign(run, "en", "approved", more=("--until", SOURCE_UNTIL.isoformat()))
    sign(run, "es", "translated", "revised")
    sign(run, "es", "approved", more=("--until", UNTIL.isoformat()))


@pytest.fixture
def project(keep: Keep, tmp_path: Path) -> Project:
    """A project in English and Spanish, both approved, until different days."""
    return keep(tmp_path, approved_in)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the tags of the ledgers that are read from now on."""
    found: list[str] = []

    def noted(project: Project, language: Language) -> Ledger:
        found.append(language.tag)
        return read_ledger(project, language)

    monkeypatch.setattr(standings, "read_ledger", noted)
    return found


def look(project: Project, day: datetime.date = TODAY) -> dict[str, str]:
    """Return how far each language is, as a build finds out, and keep what it keeps."""
    signoffs = kept_signoffs(project, day)
    found = {each.tag: signoffs.standing(ID, each).state for each in project.languages if not signoffs.problems(each)}
    signoffs.keep()
    return {tag: str(state) for tag, state in found.items()}


def test_a_ledger_is_read_once(project: Project, read: list[str]) -> None:
    assert look(project) == {"en": "approved", "es": "approved"}
    assert sorted(read) == ["en", "es"]
    read.clear()
    assert look(project) == {"en": "approved", "es": "approved"}
    assert read == []


def test_what_is_kept_is_what_the_ledgers_say_on_any_day(project: Project, read: list[str]) -> None:
    days = [TODAY - DAY, TODAY, *(each + n * DAY for each in (UNTIL, SOURCE_UNTIL) for n in (-1, 0, 1))]
    for before, day in itertools.product(days, days):
        look(project, before)
        signoffs = SignOffs(project, day)
        assert look(project, day) == {each.tag: signoffs.standing(ID, each).state for each in project.languages}
    assert look(project, UNTIL + DAY) == {"en": "approved", "es": State.EXPIRED}
    read.clear()
    assert look(project, SOURCE_UNTIL) == {"en": "approved", "es": State.EXPIRED}
    assert read == [], "no day of a review lies between the two"


def test_what_hangs_on_other_bytes_is_not_believed(project: Project, read: list[str]) -> None:
    look(project)
    catalog = project.catalog_file(project.language("es"), ID)
    before = catalog.read_bytes()
    edit(catalog, "¿Cómo se trata?", "¿Cómo se cura?")
    assert look(project) == {"en": "approved", "es": "stale"}
    catalog.write_bytes(before)
    assert look(project) == {"en": "approved", "es": "approved"}
    ledger = project.root / "locales" / "es" / "signoffs.toml"
    edit(ledger, "physician", "physicist")
    assert look(project) == {"en": "approved"}, "the ledger is broken"
    read.clear()
    assert look(project) == {"en": "approved"}
    assert read.count("es") == 1, "what is wrong with a ledger is told each time"


@pytest.mark.parametrize("damage", [b"", b"{", b'{"code": "x"}', b"\xff"])
def test_a_damaged_file_is_made_anew(project: Project, read: list[str], damage: bytes) -> None:
    look(project)
    file = project.cache / NAME
    whole = file.read_bytes()
    file.write_bytes(damage)
    assert look(project) == {"en": "approved", "es": "approved"}
    assert file.read_bytes() == whole


def test_what_other_code_computed_is_not_believed(
    project: Project, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    look(project)
    monkeypatch.setattr(standings, "toolchain", lambda: {"leaflet": "other"})
    read.clear()
    look(project)
    assert sorted(read) == ["en", "es"]


def test_a_ledger_that_changes_meanwhile_is_not_kept(project: Project, read: list[str]) -> None:
    signoffs = kept_signoffs(project, TODAY)
    assert signoffs.standing(ID, project.language("es")).state is State.APPROVED
    ledger = project.root / "locales" / "es" / "signoffs.toml"
    ledger.write_bytes(ledger.read_bytes() + b"\n# a comment\n")
    signoffs.keep()
    read.clear()
    assert look(project) == {"en": "approved", "es": "approved"}
    assert "es" in read


def test_nothing_is_kept_where_nothing_is_signed(tmp_path: Path) -> None:
    project = copy_project(tmp_path, "es")
    assert look(project) == {"en": "draft", "es": "draft"}
    assert not (project.cache / NAME).exists()
