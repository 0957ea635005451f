"""The leaflets of this checkout: in every language, two lists and nine signs, whole and in order, on the page."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import polib
import pypdfium2
import pytest
from conftest import ROOT, Run, edit

from leaflet import markup
from leaflet.edition import chosen_editions
from leaflet.fonts import read_families
from leaflet.load import load
from leaflet.localize import LocalizedLeaflet
from leaflet.project import Project, find_project

PROJECT = find_project(ROOT)
ID = "cervical-insufficiency"
PRINTED = [edition for edition in chosen_editions(PROJECT) if not edition.is_web]
FILES = sum(1 if edition.is_web else len(PROJECT.settings.papers) for edition in chosen_editions(PROJECT))
TAGS = [language.tag for language in PROJECT.languages]
LOADED = load(PROJECT, (ID,), PROJECT.languages, read_families(PROJECT.fonts))


@pytest.fixture
def copy(tmp_path: Path) -> Project:
    """A copy of this project, without its output."""
    for name in ("content", "locales", "templates", "pyproject.toml"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, tmp_path / name)
    (tmp_path / "fonts").symlink_to(ROOT / "fonts")
    return find_project(tmp_path)


def test_every_language_is_whole_and_without_a_problem() -> None:
    assert LOADED.problems == ()
    assert sorted(tag for _, tag in LOADED.leaflets) == sorted(TAGS)


@pytest.mark.parametrize("tag", TAGS)
def test_nine_signs_in_two_lists(tag: str) -> None:
    sections = {section.id: section for section in LOADED.leaflets[ID, tag].leaflet.sections}
    assert [sign.id for sign in sections["emergency"].signs] == [
        "fever", "contractions", "movement", "fainting", "bleeding", "fluid", "urine",
    ]  # fmt: skip
    assert [sign.id for sign in sections["call"].signs] == ["discharge", "fever"]
    texts = [sign.text for name in ("emergency", "call") for sign in sections[name].signs]
    assert len(set(texts)) == 9
    assert sections["emergency"].heading != sections["call"].heading


@pytest.mark.parametrize("tag", TAGS)
def test_the_fevers_are_told_apart(tag: str) -> None:
    localized = LOADED.leaflets[ID, tag]
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
def test_the_pages_show_each_list_in_order(copy: Project, run: Run, tag: str) -> None:
    assert run("build", "--language", tag).exit_code == 0
    localized = LOADED.leaflets[ID, tag]
    files = sorted((copy.output / ID).glob("*.pdf"))
    editions = [edition.name for edition in PRINTED if tag != "en" or not edition.bilingual]
    names = (f"{ID}.{tag}.{edition}.{paper}.pdf" for edition in editions for paper in ("a4", "letter"))
    assert [file.name for file in files] == sorted(names)
    # A viewer that selects line by line mixes the two columns of a bilingual page.
    for file in (file for file in files if "bilingual" not in file.name):
        pages = [letters(page.get_textpage().get_text_bounded()) for page in pypdfium2.PdfDocument(file)]
        # The lists stand on the front, but in large print.
        front = "".join(pages) if "large-print" in file.name else pages[0]
        assert len(pages) == {"handout": 2, "card": 1}.get(file.name.split(".")[2], len(pages))
        place = 0
        for section in localized.leaflet.sections:
            if section.urgency:
                for text in (section.heading, *section.signs):
                    place = front.find(plain(localized, text.text), place)
                    assert place >= 0, text.text


def test_a_sign_that_lost_its_translation_stops_its_language(copy: Project, run: Run) -> None:
    assert run("build", "--language", "es").exit_code == 0
    file = copy.catalog_file(copy.language("es"), ID)
    po = polib.pofile(str(file))
    entry = po.find("emergency/bleeding", by="msgctxt")
    edit(file, f'msgctxt "emergency/bleeding"\nmsgid "{entry.msgid}"\nmsgstr "{entry.msgstr}"', f'msgctxt "emergency/bleeding"\nmsgid "{entry.msgid}"\nmsgstr ""')
    line = file.read_text("utf-8").splitlines().index('msgctxt "emergency/bleeding"') + 1
    result = run("build", "--language", "es", "--language", "zh-Hans")
    assert result.exit_code == 1
    found = re.search(r"locales/es/LC_MESSAGES/cervical-insufficiency\.po:(\d+): error: “emergency/bleeding”", result.stderr)
    assert found
    assert abs(int(found[1]) - line) <= 6
    assert not list((copy.output / ID).glob("*.es.*"))
    assert len(list((copy.output / ID).glob("*.zh-Hans.*"))) == FILES


@pytest.mark.parametrize("tag", TAGS[1:])
def test_a_translation_says_that_no_person_reviewed_it(tag: str) -> None:
    for domain in (ID, "handout"):
        po = polib.pofile(str(PROJECT.catalog_file(PROJECT.language(tag), domain)))
        assert "Not reviewed by a person" in po.header
        assert "not reviewed" in po.metadata["Last-Translator"]
