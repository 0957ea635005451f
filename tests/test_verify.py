"""leaflet verify: is a file the one that was built, whole, current?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest
from conftest import Keep, Run, edit, french_built_in

from leaflet.project import Project


@pytest.fixture
def mailed(keep: Keep, tmp_path: Path) -> tuple[Project, Path]:
    """A project with a finished French, and its A4 handout as it came by mail."""
    project = keep(tmp_path, french_built_in)
    file = tmp_path / "mailed.pdf"
    shutil.copy(project.output / "cut-care" / "cut-care.fr.handout.a4.pdf", file)
    return project, file


def test_a_file_as_built_is_told_so(mailed: tuple[Project, Path], run: Run) -> None:
    result = run("verify", str(mailed[1]))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "cut-care in fr, handout on a4: as built, current" in result.stdout


def test_a_file_of_other_bytes_is_not_ours_even_if_it_says_the_same(mailed: tuple[Project, Path], run: Run) -> None:
    _, file = mailed
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        pdf.save(file)
    result = run("verify", str(file))
    assert result.exit_code == 1
    assert "[unknown-pdf]" in result.stderr
    assert result.stderr.count("error:") == 1, "the proofs find nothing else"


def test_a_file_without_a_sign_is_told_by_the_proofs(mailed: tuple[Project, Path], run: Run) -> None:
    _, file = mailed
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        del pdf.pages[1:]
        pdf.pages[0].Contents = pdf.make_stream(b"")
        pdf.save(file)
    result = run("verify", str(file))
    assert result.exit_code == 1
    assert {"unknown-pdf", "sign-missing"} <= {part.split("]")[0] for part in result.stderr.split("[")[1:]}


@pytest.mark.parametrize("edition", ["card", "large-print"])
def test_a_damaged_file_is_held_to_its_own_edition(mailed: tuple[Project, Path], run: Run, edition: str) -> None:
    project, file = mailed
    assert run("build", "--edition", edition, "--paper", "a4", "--language", "fr").exit_code == 0
    with pikepdf.open(project.output / "cut-care" / f"cut-care.fr.{edition}.a4.pdf") as pdf:
        pdf.save(file, compress_streams=False)
    result = run("verify", str(file))
    assert "[unknown-pdf]" in result.stderr
    assert result.stderr.count("error:") == 1, "it differs from its own edition in nothing else"


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/cut-care.yaml", "revised: 2026-03-02", "revised: 2026-03-03"),
        ("locales/fr/LC_MESSAGES/cut-care.po", 'msgstr "Soigner votre coupure"', 'msgstr "Soigner la coupure"'),
        ("templates/handout.css", "/* The handout:", "/* A handout:"),
    ],
)
def test_a_file_of_yesterday_names_what_changed(
    mailed: tuple[Project, Path], run: Run, path: str, old: str, new: str
) -> None:
    project, file = mailed
    edit(project.root / path, old, new)
    result = run("verify", str(file))
    assert result.exit_code == 1
    assert "[outdated-pdf]" in result.stderr
    assert path in result.stderr


def test_a_comment_does_not_make_a_file_outdated(mailed: tuple[Project, Path], run: Run) -> None:
    project, file = mailed
    catalog = project.catalog_file(project.language("fr"), "cut-care")
    catalog.write_text("# Seen by me.\n" + catalog.read_text("utf-8"), "utf-8")
    assert run("verify", str(file)).exit_code == 0


def test_a_file_of_a_language_that_has_errors_now(mailed: tuple[Project, Path], run: Run) -> None:
    project, file = mailed
    edit(project.catalog_file(project.language("fr"), "cut-care"), "Plus de gonflement", "")
    assert "[outdated-pdf]" in run("verify", str(file)).stderr


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nhalf", None])
def test_what_is_no_pdf_is_one_clear_problem(mailed: tuple[Project, Path], run: Run, data: bytes | None) -> None:
    _, file = mailed
    file.unlink() if data is None else file.write_bytes(data)
    result = run("verify", str(file))
    assert result.exit_code == 1
    assert "[unreadable-pdf]" in result.stderr
    assert result.stderr.count("error:") == 1
