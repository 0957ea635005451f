"""A warning is let stand by a named person, for exactly the text that it was raised on."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Run, edit

from leaflet.acknowledge import Settled, record_file
from leaflet.checks import registry
from leaflet.checks.registry import Finding
from leaflet.checks.subject import Translation
from leaflet.fonts import read_families
from leaflet.load import load
from leaflet.problem import Severity
from leaflet.project import Project, find_project

ID = "cervical-insufficiency"
SOURCE_WARNING = ("typed-number", "home-care/diet", "--language", "en", "--leaflet", ID)
WARNING = ("seen", "emergency/fainting", "--language", "es", "--leaflet", ID)
WHO = ("--name", "Test Reader", "--reason", "It is right: “so” it is said.")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of this project in English and Spanish, without its output."""
    for name in ("content", "templates", "pyproject.toml"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, tmp_path / name)
    for name in ("en", "es"):
        shutil.copytree(ROOT / "locales" / name, tmp_path / "locales" / name)
    (tmp_path / "fonts").symlink_to(ROOT / "fonts")
    return find_project(tmp_path)


@pytest.fixture(autouse=True)
def _marker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A check that warns of one text, whatever it says, and a check that finds an error in two words."""
    monkeypatch.setattr(registry, "_RULES", dict(registry._RULES))

    @registry.check("seen", "meaning", Severity.WARNING, bad="x", good="y")
    def seen(subject: Translation) -> Iterator[Finding]:
        """A text is the one that this test looks at.

        It is a test.
        """
        if subject.message.id == "emergency/fainting":
            yield Finding("look at this", "look")

    @registry.check("never", "meaning", Severity.ERROR, bad="x", good="y")
    def never(subject: Translation) -> Iterator[Finding]:
        """A text says “nunca jamás”.

        It is a test.
        """
        if "nunca jamás" in subject.text:
            yield Finding("never say so", "mend it")

    yield
    # No later test may run them.
    registry.checks.cache_clear()


def settled(project: Project) -> Settled:
    languages = [project.language("es")]
    return load(project, project.leaflet_ids(), languages, read_families(project.fonts)).settled


def open_ids(project: Project) -> list[str]:
    return [problem.check for problem in settled(project).open]


def catalog(project: Project) -> Path:
    return project.catalog_file(project.language("es"), ID)


def test_a_warning_is_let_stand_until_its_text_changes(project: Project, run: Run) -> None:
    assert open_ids(project) == ["seen"]
    result = run("acknowledge", *WARNING, *WHO)
    assert (result.exit_code, result.stdout) == (0, "locales/es/acknowledged.toml: 1 warning acknowledged\n")
    assert open_ids(project) == []
    (done,) = settled(project).acknowledged
    assert (done.record.name, done.record.message_id) == ("Test Reader", "emergency/fainting")
    # Another place in the file is no other text.
    file = catalog(project)
    file.write_text(
        "\n" + file.read_text("utf-8").replace('msgid ""\nmsgstr ""', '# x\nmsgid ""\nmsgstr ""', 1), "utf-8"
    )
    assert open_ids(project) == []
    text = json.loads(run("check", "--language", "es", "--format", "json").stdout)
    assert text == []
    words = next(line for line in file.read_text("utf-8").splitlines() if line.startswith('msgstr "Desmayo'))
    edit(file, words, words.replace("Desmayo", "Desmayos"))
    assert sorted(open_ids(project)) == ["seen", "stale-acknowledgement"]


def test_acknowledged_anew_the_record_before_is_history(project: Project, run: Run) -> None:
    file = record_file(project, project.language("es"))
    run("acknowledge", *WARNING, *WHO)
    first = file.read_text("utf-8")
    words = next(
        line for line in catalog(project).read_text("utf-8").splitlines() if line.startswith('msgstr "Desmayo')
    )
    edit(catalog(project), words, words.replace("Desmayo", "Desmayos"))
    assert run("acknowledge", *WARNING, *WHO).exit_code == 0
    assert file.read_text("utf-8").startswith(first), "a record that was there has changed"
    records = tomllib.loads(file.read_text("utf-8"))["acknowledged"]
    assert [each["name"] for each in records] == ["Test Reader", "Test Reader"]
    assert len({each["digest"] for each in records}) == 2
    assert open_ids(project) == []
    # And the text before, put back, is the one that was looked at first.
    edit(catalog(project), words.replace("Desmayo", "Desmayos"), words)
    assert open_ids(project) == []


def test_the_english_counts_as_the_text_does(project: Project, run: Run) -> None:
    run("acknowledge", *WARNING, *WHO)
    for file in (catalog(project), project.source_file(ID)):
        text = file.read_text("utf-8")
        assert "Fainting (passing out)" in text
        file.write_text(text.replace("Fainting (passing out)", "Fainting (passing right out)"), "utf-8")
    assert "seen" in open_ids(project)


def test_a_warning_of_a_source(project: Project, run: Run) -> None:
    edit(project.source_file(ID), "text: Go back to your usual diet.", "text: Eat 3 meals.")
    for file in (catalog(project),):
        edit(file, '"Go back to your usual diet."', '"Eat 3 meals."')
    assert "typed-number" in open_ids(project)
    assert run("acknowledge", *SOURCE_WARNING, *WHO).exit_code == 0
    assert "typed-number" not in open_ids(project)
    assert "typed-number" not in run("extract").stderr
    edit(project.source_file(ID), "text: Eat 3 meals.", "text: Eat 4 meals.")
    assert "typed-number" in open_ids(project)
    assert "typed-number" in run("extract").stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sen", *WARNING[1:], *WHO), "did you mean “seen”?"),
        (("never", *WARNING[1:], *WHO), "there is no warning"),
        (("seen", "emergency/faint", *WARNING[2:], *WHO), "there are: seen emergency/fainting"),
        ((*WARNING[:3], "tlh", *WARNING[4:], *WHO), "no language “tlh”"),
        ((*WARNING[:5], "handout", *WHO), "there is no warning"),
        ((*WARNING[:5], "other", *WHO), "no leaflet “other”"),
        ((*WARNING, "--name", " ", "--reason", "x"), "--name is empty"),
        ((*WARNING, "--name", "x", "--reason", ""), "--reason is empty"),
        (WARNING, "--name"),
    ],
)
def test_what_cannot_be_acknowledged_is_a_usage_error(
    project: Project, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    result = run("acknowledge", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not record_file(project, project.language("es")).exists()


def test_an_error_is_never_let_stand(project: Project, run: Run) -> None:
    words = next(
        line for line in catalog(project).read_text("utf-8").splitlines() if line.startswith('msgstr "Desmayo')
    )
    edit(catalog(project), words, words.replace("Desmayo", "Desmayo, nunca jamás"))
    result = run("acknowledge", "never", *WARNING[1:], *WHO)
    assert result.exit_code == 2
    assert "an error cannot be acknowledged" in result.stderr
    # Nor is it by a record written by hand.
    run("acknowledge", *WARNING, *WHO)
    edit(record_file(project, project.language("es")), 'check = "seen"', 'check = "never"')
    assert {"never", "seen", "stale-acknowledgement"} <= set(open_ids(project))


def test_it_is_acknowledged_once(project: Project, run: Run) -> None:
    run("acknowledge", *WARNING, *WHO)
    result = run("acknowledge", *WARNING, *WHO)
    assert result.exit_code == 2
    assert "acknowledged already, by Test Reader" in result.stderr


def test_what_was_let_stand_is_told_with_who_and_why(project: Project, run: Run) -> None:
    run("acknowledge", *WARNING, *WHO)
    plain = run("check", "--language", "es")
    assert (plain.exit_code, plain.stdout) == (0, "1 acknowledged\n")
    result = run("check", "--language", "es", "--all")
    assert "acknowledged by Test Reader on 2" in result.stdout
    assert "It is right: “so” it is said." in result.stdout
    log = json.loads(run("check", "--language", "es", "--all", "--format", "sarif").stdout)
    assert "Test Reader" in log["runs"][0]["results"][0]["suppressions"][0]["justification"]
    assert run("check", "--all", "--format", "json").exit_code == 2


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('name = "Test Reader"\n', "", 4, "name"),
        ('name = "Test Reader"', 'name = ""', 4, "name"),
        ("date = ", "day = ", 4, "date"),
        ("[[acknowledged]]", "[[acknowleged]]", None, "acknowledged"),
        ('check = "seen"', "check = seen", 8, "cannot be read"),
        ('digest = "', 'digest = "x', 4, "digest"),
    ],
)
def test_records_that_cannot_be_read_stop_the_language(
    project: Project, run: Run, old: str, new: str, line: int | None, said: str
) -> None:
    run("acknowledge", *WARNING, *WHO)
    file = record_file(project, project.language("es"))
    edit(file, old, new)
    loaded = load(project, project.leaflet_ids(), [project.language(tag) for tag in ("en", "es")], read_families(project.fonts))
    fault = next(problem for problem in loaded.problems if problem.check == "acknowledgement-syntax")
    assert fault.severity is Severity.ERROR
    assert fault.location.path == "locales/es/acknowledged.toml"
    assert fault.location.line == line
    assert said in fault.message
    assert "seen" in {problem.check for problem in loaded.problems}
    assert {tag for _, tag in loaded.leaflets} == {"en"}
    before = file.read_bytes()
    assert run("acknowledge", *WARNING, *WHO).exit_code == 2
    assert file.read_bytes() == before


def test_a_catalog_that_cannot_be_read_makes_no_record_stale(project: Project, run: Run) -> None:
    run("acknowledge", *WARNING, *WHO)
    catalog(project).write_text('msgid "\n', "utf-8")
    assert open_ids(project) == ["catalog-syntax"]


def test_a_record_of_a_leaflet_that_is_gone_is_told(project: Project, run: Run) -> None:
    run("acknowledge", *WARNING, *WHO)
    edit(record_file(project, project.language("es")), f'leaflet = "{ID}"', 'leaflet = "gone"')
    assert sorted(open_ids(project)) == ["seen", "stale-acknowledgement"]
