"""Catalogs: no finished work is lost or misplaced, and what cannot be read is one problem with its line."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from conftest import MakeProject, Run, edit, in_brackets, translate

from leaflet.catalog import read_catalog
from leaflet.project import Project, find_project


@pytest.fixture
def french(make_project: MakeProject, run: Run) -> Project:
    """A project with a finished French."""
    project = make_project()
    assert run("add-language", "fr").exit_code == 0
    project = find_project(project.root)
    translate(project, "fr", in_brackets)
    assert run("update").exit_code == 0
    return project


def entries(project: Project, domain: str = "cut-care") -> dict[str, polib.POEntry]:
    po = polib.pofile(str(project.catalog_file(project.language("fr"), domain)))
    return {entry.msgctxt: entry for entry in po}


def test_init_adds_the_language_to_the_settings_and_keeps_their_comments(french: Project) -> None:
    assert [language.tag for language in french.languages] == ["en", "fr"]
    assert set(entries(french)) >= {"title", "summary", "emergency/bleeding", "call/fever", "home-care/wash"}


def test_a_changed_english_keeps_its_translation_fuzzy_with_the_old_english(french: Project, run: Run) -> None:
    edit(french.source_file("cut-care"), "text: More swelling", "text: Much more swelling")
    run("update")
    entry = entries(french)["call/swelling"]
    assert (entry.msgid, entry.msgstr) == ("Much more swelling", "[More swelling]")
    assert entry.fuzzy
    assert entry.previous_msgid == "More swelling"
    edit(french.source_file("cut-care"), "text: Much more swelling", "text: Very much swelling")
    run("update")
    entry = entries(french)["call/swelling"]
    assert entry.previous_msgid == "More swelling", "the translation is still that of the first English"
    assert [each.fuzzy for each in entries(french).values()].count(True) == 1


def test_a_text_that_moves_keeps_its_translation(french: Project, run: Run) -> None:
    file = french.source_file("cut-care")
    lines = file.read_text("utf-8").splitlines(keepends=True)
    first, second = (next(i for i, line in enumerate(lines) if name in line) for name in ("id: pain", "id: tape"))
    lines[first], lines[second] = lines[second], lines[first]
    file.write_text("".join(lines), "utf-8")
    before = entries(french)
    run("update")
    after = entries(french)
    assert list(after) != list(before)
    assert {name: entry.msgstr for name, entry in after.items()} == {name: e.msgstr for name, e in before.items()}
    assert not any(entry.fuzzy or entry.obsolete for entry in after.values())


def test_a_text_under_a_new_id_takes_its_translation_along(french: Project, run: Run) -> None:
    edit(french.source_file("cut-care"), "id: tape,", "id: strip,")
    run("update")
    after = entries(french)
    assert after["home-care/strip"].msgstr == "[Tape a strip of {strip} over it.]"
    assert not after["home-care/strip"].fuzzy
    assert "home-care/tape" not in after


def test_a_sign_that_moves_to_the_other_list_is_fuzzy(french: Project, run: Run) -> None:
    file = french.source_file("cut-care")
    text = file.read_text("utf-8")
    sign = next(line for line in text.splitlines(keepends=True) if "id: swelling, text: More" in line)
    file.write_text(text.replace(sign, "").replace("  - id: call\n", sign + "  - id: call\n"), "utf-8")
    run("update")
    entry = entries(french)["emergency/swelling"]
    assert entry.msgstr == "[More swelling]"
    assert entry.fuzzy


def test_the_same_english_in_two_lists_stays_two_messages(french: Project, run: Run) -> None:
    edit(french.source_file("cut-care"), 'text: "Tape a strip of {strip} over it."', "text: More swelling")
    run("update")
    after = entries(french)
    assert after["home-care/tape"].msgstr == "[Tape a strip of {strip} over it.]"
    assert after["home-care/tape"].fuzzy
    assert not after["call/swelling"].fuzzy


def test_what_is_removed_becomes_obsolete_and_comes_back(french: Project, run: Run) -> None:
    file = french.source_file("cut-care")
    text = file.read_text("utf-8")
    sign = next(line for line in text.splitlines(keepends=True) if "id: swelling, text: More" in line)
    file.write_text(text.replace(sign, ""), "utf-8")
    run("update")
    assert entries(french)["call/swelling"].obsolete
    run("update")
    assert entries(french)["call/swelling"].obsolete
    file.write_text(text, "utf-8")
    run("update")
    entry = entries(french)["call/swelling"]
    assert (entry.obsolete, entry.fuzzy, entry.msgstr) == (0, False, "[More swelling]")


def test_headers_comments_and_flags_of_others_stay(french: Project, run: Run) -> None:
    file = french.catalog_file(french.language("fr"), "cut-care")
    po = polib.pofile(str(file))
    po.metadata["X-Generator"] = "Poedit 3.5"
    entry = po.find("call/swelling", by="msgctxt")
    entry.tcomment, entry.flags = "Is “gonflement” better?", ["no-wrap"]
    po.save()
    edit(french.source_file("cut-care"), "title: Caring", "title: Looking")
    run("update")
    after = polib.pofile(str(file))
    assert after.metadata["X-Generator"] == "Poedit 3.5"
    entry = after.find("call/swelling", by="msgctxt")
    assert (entry.tcomment, entry.flags) == ("Is “gonflement” better?", ["no-wrap"])


@pytest.mark.parametrize(
    ("old", "new", "check", "line"),
    [
        (b'msgctxt "title"', b'msgctx "title"', "catalog-syntax", True),
        (b'msgctxt "title"', b"<<<<<<< HEAD", "catalog-syntax", True),
        (b"charset=UTF-8", b"charset=ISO-8859-1", "catalog-encoding", True),
        (b"text/plain; charset=UTF-8", b"text/plain", "catalog-encoding", True),
        (b"[More swelling]", b"gonfl\xe9", "catalog-encoding", True),
    ],
)
def test_a_catalog_that_cannot_be_read_is_one_problem_and_stays_as_it_is(
    french: Project, run: Run, old: bytes, new: bytes, check: str, line: bool
) -> None:
    file = french.catalog_file(french.language("fr"), "cut-care")
    data = file.read_bytes()
    assert data.count(old) == 1
    file.write_bytes(data.replace(old, new))
    catalog, problems = read_catalog(file, "x.po")
    assert catalog is None
    assert [problem.check for problem in problems] == [check]
    assert (problems[0].location.line is not None) == line
    for command in ("update", "build"):
        result = run(command)
        assert result.exit_code == 1
        assert f"{file.name}:{problems[0].location.line}" in result.stderr
    assert file.read_bytes() == data.replace(old, new)


def test_no_catalog_is_a_problem_that_names_the_command(tmp_path: Path) -> None:
    catalog, problems = read_catalog(tmp_path / "locales" / "pt_BR" / "LC_MESSAGES" / "x.po", "x.po")
    assert catalog is None
    assert "leaflet add-language pt-BR" in problems[0].hint
