"""The order in which a line is drawn, against an implementation of its own of the same algorithm."""

from __future__ import annotations

import unicodedata

import pytest
from bidi import get_display  # type: ignore[import-untyped]
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from leaflet.bidi import closing_bracket, levels, visual_order

# What the algorithm leaves out (rule X9) may stand anywhere in the outcome.
REMOVED = {"LRE", "RLE", "LRO", "RLO", "PDF", "BN"}
CHARACTERS = (
    "abאבגالم١٢12 .,:/+-$%()[]{}«»\u0301\u064b\u200e\u200f\t!?\u200b\u00ad"
    "\u2066\u2067\u2068\u2069\u202a\u202b\u202d\u202e\u202c"
)


def drawn(text: str, base: int) -> str:
    return "".join(text[i] for i in visual_order(levels(text, base)))


@pytest.mark.parametrize(
    ("text", "base", "order"),
    [
        ("abc 123", 0, "abc 123"),
        ("אבג 123", 1, "123 גבא"),
        ("אבג abc", 0, "גבא abc"),
        # A telephone number in a right-to-left line: as it is, and kept together.
        ("ال 555-123-4567", 1, "4567-123-555 لا"),
        ("ال \u2066555-123-4567\u2069", 1, "\u2069555-123-4567\u2066 لا"),
        ("א (b) ג", 1, "ג )b( א"),
        ("", 1, ""),
    ],
)
def test_texts_are_drawn_as_a_reader_of_their_script_expects(text: str, base: int, order: str) -> None:
    assert drawn(text, base) == order


@settings(deadline=None)
@given(st.text(st.sampled_from(CHARACTERS), max_size=16), st.sampled_from([0, 1]))
def test_any_text_is_drawn_as_another_implementation_draws_it(text: str, base: int) -> None:
    found = levels(text, base)
    # The other one passes over rule L1 where nothing is at an odd level before it.
    assume(any(level % 2 for level in found if level != base) or not base)
    assert seen(drawn(text, base)) == seen(get_display(text, base_dir="LR"[base]))


def seen(text: str) -> str:
    return "".join(char for char in text if unicodedata.bidirectional(char) not in REMOVED)


@settings(deadline=None)
@given(st.text(max_size=40), st.sampled_from([0, 1]))
def test_each_character_is_drawn_once(text: str, base: int) -> None:
    found = levels(text, base)
    assert len(found) == len(text)
    assert all(level >= base for level in found)
    assert sorted(visual_order(found)) == list(range(len(text)))


def test_brackets_are_paired() -> None:
    assert [closing_bracket(char) for char in "([{（「«a)"] == [")", "]", "}", "）", "」", "", "", ""]
