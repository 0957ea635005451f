"""Break opportunities in scripts without spaces: between words, never within a syllable, and nothing else changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflet import markup
from leaflet.language import parse_language
from leaflet.linebreak import BREAK, JOIN, marked_breaks, with_breaks

KHMER, BURMESE, LAO, KOREAN = (parse_language(tag) for tag in ("km", "my", "lo", "ko"))


def marked(text: str, tag: str) -> str:
    nodes = with_breaks(markup.parse(text), parse_language(tag))
    return "".join(node.text if isinstance(node, markup.Plain) else "{}" for node in markup.leaves(nodes))


@pytest.mark.parametrize(
    ("tag", "text", "broken"),
    [
        ("km", "អ្នកជំងឺត្រូវទៅមន្ទីរពេទ្យ", "អ្នកជំងឺ|ត្រូវ|ទៅ|មន្ទីរពេទ្យ"),
        ("km", "ទារកមិនធ្វើ**ចលនា**ឬ", "ទារក|មិន|ធ្វើ|ចលនា|ឬ"),
        ("lo", "ແມ່ຍິງຖືພາ", "ແມ່ຍິງ|ຖືພາ"),
        ("th", "ปวดหัว", "ปวดหัว"),
        ("en", "bleeding", "bleeding"),
    ],
)
def test_a_line_may_break_between_words(tag: str, text: str, broken: str) -> None:
    assert marked(text, tag).replace(BREAK, "|") == broken
    if "**" not in text:
        assert marked_breaks(text, parse_language(tag)).replace(BREAK, "|") == broken


def test_a_korean_word_stays_whole() -> None:
    assert marked("질에서 피가 나옴(질 출혈), LEEP는 **{fever}**", "ko").replace(JOIN, "~") == (
        "질~에~서 피~가 나~옴~(~질 출~혈~), LEEP~는 {}"
    )


def test_no_letter_is_torn_from_what_stands_under_it() -> None:
    # ICU's dictionary does not know this loanword, and would break it after the sign that stacks the next letter.
    assert not re.search(f"[\u17d2\u1039]{BREAK}", marked("ឌីអេទីលស្ទីលបេស្ត្រុល", "km"))


@given(
    st.sampled_from([KHMER, BURMESE, LAO, KOREAN]),
    st.lists(
        st.one_of(
            st.text(st.characters(min_codepoint=0x0E80, max_codepoint=0x0EDF, categories=["L", "M", "N"])),
            st.text(st.characters(min_codepoint=0x1000, max_codepoint=0x109F, categories=["L", "M", "N", "P"])),
            st.text(st.characters(min_codepoint=0x1780, max_codepoint=0x17E9, categories=["L", "M", "N", "P"])),
            st.sampled_from(["**a**", "{fever}", " ", "LEEP", "😀", "(", "출혈", "피가"]),
        )
    ),
)
def test_nothing_but_breaks_is_added(language: object, parts: list[str]) -> None:
    nodes = markup.parse("".join(parts))
    found = with_breaks(nodes, language)  # type: ignore[arg-type]

    def text(some: tuple[markup.Node, ...]) -> list[str]:
        return [leaf.text if isinstance(leaf, markup.Plain) else leaf.name for leaf in markup.leaves(some)]

    assert [part.replace(BREAK, "").replace(JOIN, "") for part in text(found)] == text(nodes)
    assert [type(node) for node in found] == [type(node) for node in nodes]
    assert not re.search(f"(^|[ \u17d2\u1039])[{BREAK}{JOIN}]", "".join(text(found)))
