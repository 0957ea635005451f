"""The leaflets of this checkout: in every language, two lists and nine signs, whole and in order, on the page."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass

import polib
import pypdfium2
import pytest
from click.testing import Result
from conftest import ROOT, edit, runner
from finished import LEAFLET as ID
from finished import project as loaded_project

from leaflet import markup
from leaflet.edition import chosen_editions
from leaflet.load import Loaded
from leaflet.localize import LocalizedLeaflet
from leaflet.project import Project, find_project

PROJECT = find_project(ROOT)
PRINTED = [edition for edition in chosen_editions(PROJECT) if not edition.is_web]
FILES = sum(1 if edition.is_web else len(PROJECT.settings.papers) for edition in chosen_editions(PROJECT))
TAGS = [language.tag for language in PROJECT.languages]


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return loaded_project()[1]


@dataclass(frozen=True)
class Builds:
    """A copy of this project, built in English and Spanish, then in Spanish and Chinese with a sign not translated."""

    project: Project
    whole: Result
    pages: dict[str, list[str]]
    pages_then: dict[str, list[str]]
    """The letters of each page of each PDF after a build, by the file's name."""
    line: int
    """Where the sign stands in its catalog."""
    broken: Result


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    root = tmp_path_factory.mktemp("project")
    for name in ("content", "locales", "templates", "pyproject.toml"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, root / name)
    (root / "fonts").symlink_to(ROOT / "fonts")
    project, run = find_project(root), runner(root)
    whole = run("build", "--language", "en", "--language", "es")
    pages = read(project)
    file = project.catalog_file(project.language("es"), ID)
    entry = polib.pofile(str(file)).find("emergency/bleeding", by="msgctxt")
    edit(file, f'msgctxt "emergency/bleeding"\nmsgid "{entry.msgid}"\nmsgstr "{entry.msgstr}"', f'msgctxt "emergency/bleeding"\nmsgid "{entry.msgid}"\nmsgstr ""')
    line = file.read_text("utf-8").splitlines().index('msgctxt "emergency/bleeding"') + 1
    broken = run("build", "--language", "es", "--language", "zh-Hans")
    return Builds(project, whole, pages, read(project), line, broken)


def read(project: Project) -> dict[str, list[str]]:
    """Return the letters of each page of each PDF."""
    files = sorted((project.output / ID).glob("*.pdf"))
    return {file.name: [letters(page.get_textpage().get_text_bounded()) for page in pypdfium2.PdfDocument(file)] for file in files}


def test_every_language_is_whole_and_without_a_problem(loaded: Loaded) -> None:
    assert loaded.problems == ()
    assert sorted(tag for _, tag in loaded.leaflets) == sorted(TAGS)


@pytest.mark.parametrize("tag", TAGS)
def test_nine_signs_in_two_lists(loaded: Loaded, tag: str) -> None:
    sections = {section.id: section for section in loaded.leaflets[ID, tag].leaflet.sections}
    assert [sign.id for sign in sections["emergency"].signs] == [
        "fever", "contractions", "movement", "fainting", "bleeding", "fluid", "urine",
    ]  # fmt: skip
    assert [sign.id for sign in sections["call"].signs] == ["discharge", "fever"]
    texts = [sign.text for name in ("emergency", "call") for sign in sections[name].signs]
    assert len(set(texts)) == 9
    assert sections["emergency"].heading != sections["call"].heading


@pytest.mark.parametrize("tag", TAGS)
def test_the_fevers_are_told_apart(loaded: Loaded, tag: str) -> None:
    localized = loaded.leaflets[ID, tag]
    fevers = [
        sign.text for section in localized.leaflet.sections for sign in section.signs if sign.id == "fever"
    ]
    assert len(fevers) == 2
    assert all("{fever}" in fever for fever in fevers)
    # Half of the languages have a decimal comma, and none of them other digits on what is read off a thermometer.
    assert localized.values["fever"].replace("\xa0", " ") in {"102 °F (38.9 °C)", "102 °F (38,9 °C)"}
    assert len(fevers[0]) > len(fevers[1]) + 4, "the emergency says that medicine does not bring it down"


def letters(text: str) -> str:
    return re.sub(r"[^\w°]", "", text)


def plain(localized: LocalizedLeaflet, text: str) -> str:
    return letters(markup.fill(text, localized.values))


@pytest.mark.parametrize("tag", ["en", "es", "zh-Hans"])
def test_the_pages_show_each_list_in_order(loaded: Loaded, builds: Builds, tag: str) -> None:
    assert builds.whole.exit_code == 0
    localized = loaded.leaflets[ID, tag]
    made = builds.pages_then if tag == "zh-Hans" else builds.pages
    found = {name: pages for name, pages in made.items() if name.split(".")[1] == tag}
    editions = [edition.name for edition in PRINTED if tag != "en" or not edition.bilingual]
    names = (f"{ID}.{tag}.{edition}.{paper}.pdf" for edition in editions for paper in ("a4", "letter"))
    assert list(found) == sorted(names)
    # A viewer that selects line by line mixes the two columns of a bilingual page.
    for name, pages in ((name, pages) for name, pages in found.items() if "bilingual" not in name):
        # The lists stand on the front, but in large print.
        front = "".join(pages) if "large-print" in name else pages[0]
        assert len(pages) == {"handout": 2, "card": 1}.get(name.split(".")[2], len(pages))
        place = 0
        for section in localized.leaflet.sections:
            if section.urgency:
                for text in (section.heading, *section.signs):
                    place = front.find(plain(localized, text.text), place)
                    assert place >= 0, text.text


def test_a_sign_that_lost_its_translation_stops_its_language(builds: Builds) -> None:
    assert builds.whole.exit_code == 0
    assert {name.split(".")[1] for name in builds.pages} == {"en", "es"}
    assert {name.split(".")[1] for name in builds.pages_then} == {"en", "zh-Hans"}
    assert builds.broken.exit_code == 1
    found = re.search(r"locales/es/LC_MESSAGES/cervical-insufficiency\.po:(\d+): error: “emergency/bleeding”", builds.broken.stderr)
    assert found
    assert abs(int(found[1]) - builds.line) <= 6
    output = builds.project.output / ID
    assert not list(output.glob("*.es.*"))
    assert len(list(output.glob("*.zh-Hans.*"))) == FILES


@pytest.mark.parametrize("tag", TAGS[1:])
def test_a_translation_says_that_no_person_reviewed_it(tag: str) -> None:
    for domain in (ID, "handout"):
        po = polib.pofile(str(PROJECT.catalog_file(PROJECT.language(tag), domain)))
        assert "Not reviewed by a person" in po.header
        assert "not reviewed" in po.metadata["Last-Translator"]
