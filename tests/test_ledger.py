"""A ledger that was tampered with is found: by its chain, and by what else holds the digests of its records."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Keep, Run, runner
from signing import PEOPLE, REVISER, copy_project, sign

from leaflet.files import locked
from leaflet.ledger import ledger_file, read_ledger
from leaflet.problem import OutputError
from leaflet.project import Project

WHO = ("--name", REVISER, "--role", "reviser", "--qualification", "a fixture", "--yes")


def signed_in(root: Path) -> None:
    copy_project(root, "es", "fr")
    run = runner(root)
    sign(run, "en", "approved")
    sign(run, "es", "translated", "revised", "approved", "released")


@pytest.fixture
def project(keep: Keep, tmp_path: Path) -> Project:
    """A project whose Spanish went the whole way."""
    return keep(tmp_path, signed_in)


def file_of(project: Project, tag: str) -> Path:
    return ledger_file(project, project.language(tag))


def records(file: Path) -> tuple[str, list[str]]:
    """Return the head of a ledger, and its records as they stand there."""
    head, *rest = re.split(r"(?=^\[\[signoff\]\]\n)", file.read_text("utf-8"), flags=re.MULTILINE)
    return head, rest


def problems(project: Project, tag: str) -> list[str]:
    return [problem.message for problem in read_ledger(project, project.language(tag)).problems]


def test_a_ledger_as_it_was_written_is_whole(project: Project, run: Run) -> None:
    result = run("sign", "--check")
    assert result.exit_code == 0
    assert result.stdout.endswith("ledgers: 3, records: 5: whole\n")
    for name, role, qualification in (PEOPLE[act] for act in ("translated", "revised", "approved", "released")):
        assert f"by {name}, {role}, {qualification}" in result.stdout
    assert "git" not in result.stdout, "there is no repository here"


def edited(old: str, new: str) -> Callable[[list[str]], list[str]]:
    def edit(rows: list[str]) -> list[str]:
        assert old in rows[1]
        return [rows[0], rows[1].replace(old, new, 1), *rows[2:]]

    return edit


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (edited("Test Reviser", "Test Revisor"), "changed after it was written"),
        (edited('act = "revised"', 'act = "approved"'), "changed after it was written"),
        (edited('id = "title",', 'id = "titel",'), "changed after it was written"),
        (edited("qualification = ", 'method = "human"\nqualification = '), "changed after it was written"),
        (edited("acknowledged = []", 'acknowledged = ["x"]'), "changed after it was written"),
        (lambda rows: [rows[0], *rows[2:]], "one is missing, or the order was changed"),
        (lambda rows: rows[1:], "one is missing, or the order was changed"),
        (lambda rows: [rows[0], rows[2], rows[1], rows[3]], "one is missing, or the order was changed"),
        (lambda rows: [*rows, rows[0]], "one is missing, or the order was changed"),
    ],
)
def test_an_edited_a_dropped_and_a_moved_record_are_found(
    project: Project, run: Run, tamper: Callable[[list[str]], list[str]], said: str
) -> None:
    file = file_of(project, "es")
    head, rows = records(file)
    assert len(rows) == 4
    file.write_text(head + "".join(tamper([row.rstrip("\n") + "\n\n" for row in rows])), "utf-8")
    assert any(said in message for message in problems(project, "es"))
    result = run("sign", "--check")
    assert result.exit_code == 1
    assert "[broken-ledger]" in result.stderr
    assert result.stdout.endswith("NOT whole\n")
    # Nothing that it says counts, and nothing can be signed on top of it.
    before = file.read_bytes()
    assert run("sign", "es", "--act", "withdrawn", *WHO).exit_code == 2
    assert file.read_bytes() == before
    assert "nothing that its ledger says can be believed" in run("status").stdout


def test_a_record_or_a_ledger_of_another_language_is_found(project: Project, run: Run) -> None:
    shutil.copy(file_of(project, "es"), file_of(project, "fr"))
    assert set(problems(project, "fr")) == {"this record is of another language: es"}
    assert run("sign", "--check", "fr").exit_code == 1
    assert run("sign", "--check", "es").exit_code == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('act = "translated"', 'act = "aproved"', "act"),
        ('digest = "', 'digest = "x', "digest"),
        ("[[signoff]]", "[[signof]]", "only [[signoff]]"),
        ('name = "', 'name = ', "cannot be read"),
    ],
)
def test_a_ledger_that_cannot_be_read_is_told_with_its_line(project: Project, run: Run, old: str, new: str, said: str) -> None:
    file = file_of(project, "es")
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    result = run("sign", "--check")
    assert result.exit_code == 1
    assert "[signoff-syntax]" in result.stderr
    assert said in result.stderr
    assert run("sign", "es", "--act", "withdrawn", *WHO).exit_code == 2


def test_a_chain_cannot_show_that_its_end_is_gone(project: Project) -> None:
    # Honest, not wished for: what does show it stands in the tests below.
    file = file_of(project, "es")
    head, rows = records(file)
    file.write_text(head + "".join(rows[:-1]), "utf-8")
    assert problems(project, "es") == []


def test_the_end_of_the_english_ledger_is_held_by_those_of_translations(project: Project, run: Run) -> None:
    sign(run, "en", "withdrawn")
    sign(run, "fr", "translated")
    file = file_of(project, "en")
    head, rows = records(file)
    file.write_text(head + rows[0], "utf-8")
    assert problems(project, "en") == []
    result = run("sign", "--check")
    assert result.exit_code == 1
    assert "a record of locales/en/signoffs.toml is gone" in result.stderr
    assert "locales/fr/signoffs.toml:" in result.stderr


def git(project: Project, *arguments: str) -> None:
    who = ("-c", "user.name=Test Committer (fixture)", "-c", "user.email=fixture@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=project.root, check=True, capture_output=True)


@pytest.fixture
def committed(project: Project) -> Project:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    git(project, "init")
    git(project, "add", "locales")
    git(project, "commit", "-m", "Sign Spanish")
    return project


def test_git_says_who_brought_each_record(committed: Project, run: Run) -> None:
    sign(run, "fr", "translated")
    lines = run("sign", "--check").stdout.splitlines()
    beside = {line.split(" by ")[0].strip(): lines[i + 1 : i + 2] for i, line in enumerate(lines) if " by Test " in line and "git" not in line}
    shown = [line for line in lines if line.strip().startswith("git ")]
    assert len(shown) == 5
    assert all("by Test Committer (fixture) <fixture@example.org>" in line and "no signature" in line for line in shown)
    (french,) = [following for what, following in beside.items() if "translated" in what and "git" not in "".join(following)]
    assert "git" not in "".join(french), "nobody committed it yet"


@pytest.mark.parametrize("committed_too", [False, True])
def test_history_holds_the_end_of_a_ledger(committed: Project, run: Run, committed_too: bool) -> None:
    file = file_of(committed, "es")
    head, rows = records(file)
    file.write_text(head + "".join(rows[:-1]), "utf-8")
    if committed_too:
        git(committed, "commit", "--all", "-m", "Take the release away")
    result = run("sign", "--check")
    assert result.exit_code == 1
    assert "1 of its records is gone: they stood there in git" in result.stderr or "1 of its records is gone" in result.stderr
    file.unlink()
    if committed_too:
        git(committed, "commit", "--all", "-m", "Take the ledger away")
    result = run("sign", "--check")
    assert result.exit_code == 1
    assert "4 of its records are gone" in result.stderr


def test_a_ledger_written_anew_from_its_middle_is_found_by_history(committed: Project, run: Run) -> None:
    file = file_of(committed, "es")
    head, rows = records(file)
    file.write_text(head + "".join(rows[:-2]), "utf-8")
    sign(run, "es", "approved", by="Test Nurse (fixture)")
    assert problems(committed, "es") == []
    result = run("sign", "--check")
    assert result.exit_code == 1
    assert "2 of its records are gone" in result.stderr


def test_a_project_inside_of_a_repository_has_its_history(tmp_path: Path) -> None:
    from leaflet.history import History  # noqa: PLC0415

    outer = tmp_path / "outer"
    (outer / "inner").mkdir(parents=True)
    (outer / "inner" / "file").write_text("one", "utf-8")
    for arguments in (("init",), ("add", "."), ("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-m", "x")):
        subprocess.run(["git", *arguments], cwd=outer, check=True, capture_output=True)
    ((commit, content),) = History(outer / "inner").versions("file")
    assert (content, commit.author) == (b"one", "x <x@example.org>")


def test_a_lock_needs_its_folder(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be opened"), locked(tmp_path / "none"):
        pass
