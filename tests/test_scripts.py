"""Scripts of characters, and words by script."""

import pytest

from leaflet.language import parse_language
from leaflet.scripts import is_letter, is_mark, language_scripts, letter_runs, scripts_of, words


@pytest.mark.parametrize(
    ("tag", "scripts"),
    [
        ("es", {"Latn"}),
        ("ar", {"Arab"}),
        ("zh-Hans", {"Hani", "Bopo"}),
        ("zh-Hant", {"Hani", "Bopo"}),
        ("ja", {"Hani", "Hira", "Kana"}),
        ("ko", {"Hang"}),
        ("pa", {"Guru"}),
        ("sr-Latn", {"Latn"}),
    ],
)
def test_a_language_has_scripts(tag: str, scripts: set[str]) -> None:
    assert language_scripts(parse_language(tag)) == scripts


def test_a_character_is_of_the_scripts_that_use_it() -> None:
    assert scripts_of("a") == {"Latn"}
    assert scripts_of("ー") == {"Hira", "Kana"}
    assert scripts_of("1") == frozenset()
    assert {"Arab", "Syrc"} <= scripts_of("\u064b")


def test_marks_belong_to_the_letters_before_them() -> None:
    assert [run for _, run in letter_runs("हिन्दी, नेपाली")] == ["हिन्दी", "नेपाली"]
    assert is_mark("ि")
    assert not is_letter("ि")


@pytest.mark.parametrize(
    ("tag", "text", "found"),
    [
        ("ja", "X線検査とMRI", [("X", False), ("線検査と", True), ("MRI", False)]),
        ("ja", "コーヒー", [("コーヒー", True)]),
        ("es", "de β-hCG", [("de", True), ("β", False), ("hCG", True)]),
        ("ar", "الـMRI", [("الـ", True), ("MRI", False)]),
        ("ru", "ви\u0301рус", [("ви\u0301рус", True)]),
        ("en", "12 %", []),
    ],
)
def test_words_are_of_one_script(tag: str, text: str, found: list[tuple[str, bool]]) -> None:
    split = list(words(text, language_scripts(parse_language(tag))))
    assert [(word.text, word.native) for word in split] == found
    assert all(text[word.start :].startswith(word.text) for word in split)
