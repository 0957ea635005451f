"""Adding a language: what it needs is told, its files are made, and nothing that is there is touched."""

import tomllib

import pytest
from conftest import MakeProject, Run, edit

from leaflet.fonts import read_families
from leaflet.language import parse_language
from leaflet.lexicon import IDEAS, read_lexicon
from leaflet.newlanguage import needs
from leaflet.project import Project, find_project


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    return make_project()


def told(tag: str, project: Project) -> dict[str, tuple[bool, str]]:
    return {need.what: (need.there, need.said) for need in needs(parse_language(tag), read_families(project.fonts))}


@pytest.mark.parametrize(
    ("tag", "script", "plural", "fonts"),
    [
        ("fr", "Latn, written from the left", "nplurals=2", "Noto Sans"),
        ("ur", "Arab, written from the right", "nplurals=2", "Noto Nastaliq Urdu, Noto Sans"),
        ("km", "Khmr, written from the left", "nplurals=1", "Noto Sans Khmer, Noto Sans"),
        ("ru", "Cyrl, written from the left", "nplurals=", "Noto Sans"),
    ],
)
def test_what_a_language_needs(project: Project, tag: str, script: str, plural: str, fonts: str) -> None:
    found = told(tag, project)
    assert found["script"] == (True, script)
    assert found["plural forms"][1].startswith(plural)
    assert found["fonts"] == (True, fonts)
    assert all(there for there, _ in found.values())
    assert ("line breaks" in found) == (tag == "km")


def test_a_script_without_a_font_is_told_with_what_to_do(project: Project) -> None:
    there, said = told("ka", project)["fonts"]
    assert not there
    assert "Geor" in said
    assert "fonts.toml" in said


def test_a_language_that_the_model_does_not_know_is_told(project: Project) -> None:
    assert not told("haw", project)["model"][0]


def test_its_files_are_made_and_what_is_left_is_told(project: Project, run: Run) -> None:
    result = run("add-language", "ht")
    assert result.exit_code == 0
    project = find_project(project.root)
    language = project.language("ht")
    assert project.catalog_file(language, "cut-care").is_file()
    lexicon, problems = read_lexicon(project.lexicon_file(language), "x", language)
    assert problems == []
    assert not any((lexicon.ideas, lexicon.terms, lexicon.units)) or not any(
        word for table in (lexicon.ideas, lexicon.terms, lexicon.units) for word in table.values()
    )
    keys = tomllib.loads(project.lexicon_file(language).read_text("utf-8"))
    assert list(keys["ideas"]) == list(IDEAS)
    assert "Haitian Creole" in result.stdout
    assert "translate" in result.stdout
    assert "qualified translator" in result.stdout


def test_what_is_there_already_stays(project: Project, run: Run) -> None:
    run("add-language", "ht")
    project = find_project(project.root)
    lexicon = project.lexicon_file(project.language("ht"))
    edit(lexicon, "negation = []", 'negation = ["pa"]')
    catalog = project.catalog_file(project.language("ht"), "cut-care")
    before = (lexicon.read_bytes(), catalog.read_bytes())
    assert run("add-language", "ht").exit_code == 0
    assert (lexicon.read_bytes(), catalog.read_bytes()) == before
    assert (project.root / "pyproject.toml").read_text().count('"ht"') == 1
