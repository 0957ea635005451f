"""The bilingual edition: each text beside the same in the source language, in rows that never part."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import MakeProject, Run, edit
from finished import finished

from leaflet.edition import BILINGUAL
from leaflet.manifest import read_manifest
from leaflet.readback import read_pdf
from leaflet.readback.facts import Element

TAGS = ("es", "ar", "ur", "zh-Hans", "my")


@pytest.mark.parametrize("tag", TAGS)
def test_every_text_stands_beside_the_same_in_english(tag: str) -> None:
    document = finished(tag, BILINGUAL)
    assert document.problems() == []
    ids = [one.id for one, _ in document.expectation.rows]
    assert {"title", "summary", "emergency/bleeding", "call/discharge", "home-care/diet", "fields/name"} <= set(ids)
    assert all((one.language, other.language) == (tag, "en") for one, other in document.expectation.rows)
    assert len(document.expectation.lists) == 4


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_sign_that_is_amiss_on_either_side_is_found(language: str) -> None:
    document = finished("es", BILINGUAL)
    lists = tuple(
        replace(each, signs=(replace(each.signs[0], text="Another sign"), *each.signs[1:]))
        if each.heading.language == language and each.urgency == "emergency"
        else each
        for each in document.expectation.lists
    )
    texts = tuple(
        replace(text, text="Another sign") if (text.id, text.language) == ("emergency/fever", language) else text
        for text in document.expectation.texts
    )
    found = document.problems(expectation=replace(document.expectation, lists=lists, texts=texts))
    assert "sign-missing" in {problem.check for problem in found}


def test_two_texts_of_another_row_are_found() -> None:
    document = finished("es", BILINGUAL)
    rows = document.expectation.rows
    crossed = tuple((rows[i][0], rows[i - 1][1]) for i in range(len(rows)))
    assert "rows-parted" in document.checks(expectation=replace(document.expectation, rows=crossed))


def test_a_style_sheet_that_parts_the_rows_is_found(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    edit(project.templates / "bilingual.css", ".row { display: flex;", ".row { display: block;")
    result = run("build", "--edition", "bilingual", "--language", "en-XA", "--paper", "a4")
    assert result.exit_code == 1
    assert "[rows-parted]" in result.stderr


@pytest.mark.parametrize("tag", ["en-XA", "ar-XB"])
def test_it_is_proved_in_any_direction_and_length(make_project: MakeProject, run: Run, tag: str) -> None:
    make_project()
    result = run("build", "--edition", "bilingual", "--language", tag, "--paper", "letter")
    assert (result.exit_code, "error" in result.output) == (0, False)


def test_there_is_none_in_the_source_language(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    assert run("build", "--edition", "bilingual").exit_code == 0
    assert read_manifest(project.output) == {}


def test_each_cell_says_its_language() -> None:
    facts = read_pdf(finished("ar", BILINGUAL).data)
    assert facts.structure is not None
    languages = set[str | None]()

    def walk(element: Element) -> None:
        languages.add(element.language)
        for kid in element.kids:
            if isinstance(kid, Element):
                walk(kid)

    walk(facts.structure)
    assert {"ar", "en"} <= languages | {facts.metadata.language}
