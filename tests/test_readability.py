"""Words, sentences and grades of English."""

from __future__ import annotations

import pytest
from conftest import DATA

from leaflet.readability import measure, plain, section_texts, sentences, syllables, words
from leaflet.source import read_source


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Take it at once.", 4),
        ("Don’t stop: follow-up visits", 4),
        ("above 38.9 °C (102 °F)", 5),
        ("12–14 weeks, and/or more", 4),
        ("… — ()", 0),
    ],
)
def test_words(text: str, count: int) -> None:
    assert len(words(text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One thought", 1),
        ("One. Two! Three? Four", 4),
        ("It is 38.9 degrees, i.e. too much", 1),
        ("Rest. (You may walk.) Then eat.", 3),
        ("He said: “Rest.” Then he left.", 2),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("baby", 2), ("cervix", 2), ("medicine", 3), ("temperature", 4), ("bleeding", 2), ("care", 1), ("caregiver", 3),
        ("appointed", 3), ("stopped", 1), ("little", 2), ("pieces", 2), ("area", 3), ("diet", 2), ("period", 3),
        ("contraction", 3), ("pregnancy", 3), ("the", 1), ("follow-up", 3), ("your", 1), ("ocean", 2), ("1", 1),
    ],
)  # fmt: skip
def test_the_syllables_of_a_word_lie_in_the_range(word: str, count: int) -> None:
    fewest, most = syllables(word)
    assert fewest <= count <= most
    assert most - fewest <= 1


def test_the_formulas() -> None:
    # Eight words of one syllable and three letters, in two sentences: nothing is left to guess.
    reading = measure(["The cat sat hot. The dog did run."])
    assert reading is not None
    assert (reading.words, reading.sentences, reading.longest) == (8, 2, 4)
    assert reading.lowest == reading.highest == 0
    # Six words of two sure syllables and six letters, in one sentence.
    reading = measure(["Winter hammer banter dinner summer butter"])
    assert reading is not None
    by_letters, by_syllables = 4.71 * 6 + 0.5 * 6 - 21.43, 0.39 * 6 + 11.8 * 2 - 15.59
    assert (reading.lowest, reading.highest) == (pytest.approx(by_letters), pytest.approx(by_syllables))


def test_a_range_holds_the_text_without_one_of_its_sentences() -> None:
    easy = ["The dog ran to the hut.", "Then it sat in the sun."]
    hard = "Unpredictable physiological complications necessitate immediate hospitalization."
    both, alone = measure([*easy, hard]), measure(easy)
    assert both is not None
    assert alone is not None
    assert both.lowest <= alone.highest
    assert both.highest > 12


def test_no_words_no_grade() -> None:
    assert measure([]) is None
    assert measure(["…", ""]) is None


def test_the_texts_of_a_section_are_those_that_are_printed() -> None:
    assert plain("above **{fever}** now") == "above 1 now"
    assert plain("above **{fever now") == "above **{fever now"
    source, _ = read_source(DATA / "cut-care.yaml", "x")
    assert source is not None
    assert section_texts(source.leaflet.sections[2]) == [
        "Wash your hands first. Call 1 if you are not sure.",
        "Take 1 of the pain medicine every 1 hours.",
        "Tape a strip of 1 over it.",
    ]
