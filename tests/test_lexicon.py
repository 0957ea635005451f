"""A lexicon is read from a file that a translator edits: its words are found, its faults are told with their line."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from leaflet.language import Language, parse_language
from leaflet.lexicon import IDEAS, SOURCE_IDEAS, Lexicon, read_lexicon
from leaflet.phrases import normalized
from leaflet.problem import Problem
from leaflet.project import find_project

PROJECT = find_project(ROOT)


def read(folder: Path, text: str, tag: str = "es") -> tuple[Lexicon, list[Problem]]:
    file = folder / "lexicon.toml"
    file.write_text(text, "utf-8")
    return read_lexicon(file, "locales/es/lexicon.toml", parse_language(tag))


@pytest.mark.parametrize("language", PROJECT.languages, ids=lambda language: language.tag)
def test_every_lexicon_of_the_project_is_whole(language: Language) -> None:
    lexicon, problems = read_lexicon(PROJECT.lexicon_file(language), "lexicon.toml", language)
    assert problems == []
    wanted = IDEAS | SOURCE_IDEAS if language == PROJECT.source_language else IDEAS
    assert [idea for idea in wanted if not lexicon.ideas.get(idea)] == []
    assert len(lexicon.terms) >= 20
    assert lexicon.units["week"]


@pytest.mark.parametrize("language", PROJECT.languages, ids=lambda language: language.tag)
def test_no_entry_stands_twice_under_one_idea_or_term(language: Language) -> None:
    lexicon, _ = read_lexicon(PROJECT.lexicon_file(language), "lexicon.toml", language)
    for table in (lexicon.ideas, lexicon.terms, lexicon.units):
        for key, entries in table.items():
            twice = {entry for entry in entries if [normalized(e) for e in entries].count(normalized(entry)) > 1}
            assert twice == set(), f"{key} in {language.tag}"


def test_no_file_is_an_empty_lexicon(tmp_path: Path) -> None:
    lexicon, problems = read_lexicon(tmp_path / "none.toml", "none.toml", parse_language("es"))
    assert problems == []
    assert not lexicon.says("negation", "no")
    assert not lexicon.names("blood", "sangre")
    assert not lexicon.knows("no")


def test_words_are_found_by_idea_term_and_unit(tmp_path: Path) -> None:
    text = '[ideas]\nnegation = ["no", "sin"]\nabove = ["más de"]\n[terms]\nblood = ["sangre"]\n[units]\nweek = ["semana*"]'
    lexicon, problems = read(tmp_path, text)
    assert problems == []
    assert lexicon.says("negation", "No, sin ella")
    assert not lexicon.says("negation", "nota")
    assert not lexicon.says("below", "menos de")
    assert lexicon.names("blood", "la SANGRE")
    assert lexicon.names("above", "más de dos"), "an idea is a term, if the lexicon has no other words for it"
    assert lexicon.terms_in("sangre, más de dos semanas") >= {"blood", "above"}
    assert lexicon.finds(lexicon.units["week"], "14 Semanas, 1 semana") == ["semanas", "semana"]
    assert lexicon.finds(["semanas"], "14 Semanas") == ["semanas"]
    assert lexicon.spans(lexicon.ideas["negation"], "No, sin ella") == ((0, 2), (4, 7))
    assert lexicon.cut("No, SIN ella", (4, 7)) == "sin"
    assert lexicon.knows("dos semanas")
    assert not lexicon.knows("dos meses")


def test_particles_and_scripts_without_spaces(tmp_path: Path) -> None:
    arabic, _ = read(tmp_path, '[affixes]\nbefore = ["و", "ال"]\nafter = ["ك"]\n[terms]\nblood = ["دم"]', "ar")
    assert arabic.names("blood", "والدم")
    assert not arabic.names("blood", "قدم")
    chinese, _ = read(tmp_path, '[terms]\nblood = ["血"]', "zh-Hans")
    assert chinese.names("blood", "阴道出血")


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    lexicon, problems = read(tmp_path, '\ufeff[terms]\nblood = ["sangre"]')
    assert problems == []
    assert lexicon.names("blood", "sangre")


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ('[ideas]\nabove = "más de"', 2, "not a list"),
        ("[ideas]\nabove = [1]", 2, "not a list"),
        ('above = ["más de"]', 1, "not a list"),
        ('[words]\nabove = ["más de"]', 2, "not a list"),
        ('[ideas]\n\nabve = ["más de"]', 3, "above"),
        ('[units]\nweeks = ["semanas"]', 2, "week"),
        ('[units]\n"°C" = ["grados"]', 2, "°C"),
        ('[affixes]\nin-front = ["y"]', 2, "before"),
        ('[terms]\nblood = ["san*gre"]', 2, "star"),
        ('[terms]\nblood = ["sangre!"]', 2, "star"),
        ('[terms\nblood = ["sangre"]', 1, "TOML"),
        ('[terms]\nblood = ["sangre]', 2, "TOML"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, text: str, line: int, part: str) -> None:
    _, problems = read(tmp_path, text)
    assert [problem.check for problem in problems] == ["lexicon-syntax"]
    assert problems[0].location.path == "locales/es/lexicon.toml"
    assert problems[0].location.line == line
    assert part in problems[0].message + problems[0].hint


def test_what_is_not_text_is_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.toml"
    file.write_bytes('[terms]\nblood = ["sangr\xed"]'.encode("latin-1"))
    _, problems = read_lexicon(file, "lexicon.toml", parse_language("es"))
    assert [problem.check for problem in problems] == ["lexicon-syntax"]
