"""How far each language is, as a table, as JSON, and as a page that links every file."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import polib
import pytest
from conftest import MakeProject, Run, translate

from leaflet.project import Project, find_project


@pytest.fixture
def project(make_project: MakeProject, run: Run) -> Project:
    root = make_project().root
    for tag in ("fr", "es"):
        assert run("add-language", tag).exit_code == 0
    project = find_project(root)
    translate(project, "fr")
    return project


class Links(HTMLParser):
    """Collects the links of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append(dict(attributes)["href"] or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def status(run: Run) -> dict[str, dict[str, Any]]:
    result = run("status", "--format", "json")
    assert result.exit_code == 0
    return {each["tag"]: each for each in json.loads(result.stdout)}


def test_a_language_is_complete_incomplete_or_faulty(project: Project, run: Run) -> None:
    found = status(run)
    assert {tag: each["state"] for tag, each in found.items()} == {"en": "complete", "fr": "complete", "es": "incomplete"}
    assert (found["es"]["translated"], found["es"]["missing"]) == (0, found["es"]["texts"])
    file = project.catalog_file(project.language("fr"), "cut-care")
    po = polib.pofile(str(file))
    first, second = po.find("call/swelling", by="msgctxt"), po.find("title", by="msgctxt")
    first.msgstr += "\u202e"
    po.save()
    assert status(run)["fr"]["state"] == "faulty"
    second.flags.append("fuzzy")
    po.save()
    found = status(run)["fr"]
    assert (found["state"], found["fuzzy"], found["missing"], found["errors"] > 0) == ("incomplete", 1, 0, True)


def test_the_table_names_each_language(project: Project, run: Run) -> None:
    result = run("status")
    lines = {line.split()[0]: line for line in result.stdout.splitlines()[1:]}
    assert set(lines) == {"en", "fr", "es"}
    assert "français" in lines["fr"]
    assert "incomplete" in lines["es"]


def test_the_page_links_every_file_by_both_names(project: Project, run: Run) -> None:
    assert run("build", "--language", "en", "--language", "fr").exit_code == 0
    file = project.output / "index.html"
    page = Links(file.read_text("utf-8"))
    assert sorted(page.links) == sorted(str(path.relative_to(project.output)) for path in project.output.glob("*/*.pdf"))
    assert len(page.links) == 4
    assert all(name in page.text for name in ("français", "French", "español", "Spanish"))
    file.unlink()
    assert run("status", "--format", "html").stdout.strip() == "output/index.html"
    assert Links(file.read_text("utf-8")).links == page.links


def test_the_page_of_a_part_of_the_languages_calls_no_other_checked(project: Project, run: Run) -> None:
    assert run("build", "--language", "fr", "--paper", "a4").exit_code == 0
    page = Links((project.output / "index.html").read_text("utf-8"))
    assert page.text.count("unchecked") == 1
    assert "Caring for your cut" in page.text


def test_a_title_is_escaped(project: Project, run: Run) -> None:
    source = Path(project.source_file("cut-care"))
    source.write_text(source.read_text("utf-8").replace("title: ", "title: <b>&", 1), "utf-8")
    run("build", "--language", "en", "--paper", "a4")
    assert "<b>&amp;" not in (project.output / "index.html").read_text("utf-8")
