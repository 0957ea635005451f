"""The hardest thing of each script, proved from the bytes of a finished PDF."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

import pytest
import uharfbuzz
from finished import TAGS, Finished, at_fit, handout, page_of
from icu4py.breakers import LineBreaker

from leaflet.checks.pdf.matching import read
from leaflet.checks.pdf.reading import Block, Part, Reading
from leaflet.checks.pdf.typeface import Faces, Typeface
from leaflet.edition import HANDOUT
from leaflet.language import parse_language
from leaflet.readback import read_pdf
from leaflet.readback.facts import Font


def reading(finished: Finished) -> Reading:
    return read(read_pdf(finished.data), finished.expectation)


def block(finished: Finished, name: str) -> Block:
    return next(each for each in reading(finished).content if each.expected and each.expected.id == name)


@cache
def program(font: Font) -> Typeface:
    return Typeface(uharfbuzz.Blob(font.program or b""))


def shapes(part: Block | Part) -> Iterator[bytes]:
    """Yield the outlines that are drawn for a text, in order."""
    for each in part.parts if isinstance(part, Block) else [part]:
        for run, glyph in each.piece.glyphs():
            yield from (stroke.shape for stroke in program(run.font).strokes(run.font.glyph_id(glyph.code)))


def nominal(finished: Finished, char: str, *, bold: bool = False) -> list[bytes]:
    """Return the outlines that the pinned font has for a character that stands by itself, not shaped."""
    faces = Faces(finished.fonts)
    face = (faces.bold if bold else faces.regular)[0]
    return [stroke.shape for stroke in face.strokes(face.font.get_nominal_glyph(ord(char)) or 0)]


def lines_of(part: Block) -> list[str]:
    return ["".join(each.text for each in line) for line in part.lines()]


def broken_texts(tag: str) -> list[Block]:
    found = [each for each in reading(handout(tag)).content if each.expected and len(lines_of(each)) > 1]
    assert len(found) > 10
    return found


def test_arabic_letters_join() -> None:
    finished = page_of("ar", ("عنوان", "غير", "غ ي ر"))
    joined, apart = (set(shapes(block(finished, f"sample/{i}"))) for i in (1, 2))
    for letter in "غي":
        alone = set(nominal(finished, letter))
        assert alone <= apart
        assert not alone <= joined


@pytest.mark.parametrize("tag", [tag for tag in TAGS if parse_language(tag).direction == "rtl"])
def test_a_fever_reads_from_the_left_in_a_line_from_the_right(tag: str) -> None:
    for name in ("emergency/fever", "call/fever"):
        text = block(handout(tag), name)
        assert text.expected is not None
        (value,) = text.expected.values
        (part,) = (each for each in text.parts if (each.start, each.end) == (value.start, value.end))
        drawn = sorted((glyph.x, run.font.unicode[glyph.code]) for run, glyph in part.piece.glyphs())
        assert "".join(char for _, char in drawn).replace("\xa0", " ").replace(",", ".") == "102 °F (38.9 °C)"


@pytest.mark.parametrize(
    ("tag", "stacked", "sign"),
    [
        ("km", "ស្ត្រី", "\u17d2"),
        ("my", "သတ္တိ", "\u1039"),
        ("hi", "क्षेत्र", "\u094d"),
        ("ne", "स्त्री", "\u094d"),
        ("bn", "ক্ষত্র", "\u09cd"),
        ("pa", "ਪ੍ਰਸੂਤ", "\u0a4d"),
    ],
)
def test_letters_stack_and_the_sign_that_stacks_them_is_not_drawn(tag: str, stacked: str, sign: str) -> None:
    finished = page_of(tag, ("x", stacked, stacked.replace(sign, "")))
    with_sign, without = (list(shapes(block(finished, f"sample/{i}"))) for i in (1, 2))
    assert set(nominal(finished, sign)).isdisjoint(with_sign)
    assert with_sign != without, "the letters are drawn side by side"
    assert finished.problems() == []


def test_a_virama_is_drawn_where_the_letters_are_kept_apart() -> None:
    finished = page_of("hi", ("x", "क्\u200cष"))
    assert set(nominal(finished, "\u094d")) <= set(shapes(block(finished, "sample/1")))


@pytest.mark.parametrize("tag", ["th", "km", "my"])
def test_lines_end_where_words_do_in_scripts_without_spaces(tag: str) -> None:
    for text in broken_texts(tag):
        ends = set(accumulate(len(part) for part in LineBreaker(text.text, tag)))
        place = 0
        for line in list(text.lines())[:-1]:
            place = line[-1].end
            after = place + (text.text[place : place + 1] == " ")
            assert after in ends, f"{text.text[:place]}|{text.text[place:]}"
            assert unicodedata.category(text.text[after])[0] != "M"


def test_a_korean_line_ends_at_a_space() -> None:
    for text in broken_texts("ko"):
        assert all(text.text[line[-1].end] == " " for line in list(text.lines())[:-1]), lines_of(text)


@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant", "ja"])
def test_no_line_of_chinese_or_japanese_begins_with_a_stop_or_ends_with_an_opening(tag: str) -> None:
    for text in broken_texts(tag):
        lines = lines_of(text)
        assert not [line for line in lines[1:] if line[0] in "。，、；：！？）」』】ーっゃゅょッャュョ"]
        assert not [line for line in lines[:-1] if line.rstrip()[-1] in "（「『【"]


def test_each_han_language_has_its_own_forms() -> None:
    drawn = {}
    for tag in ("zh-Hans", "zh-Hant", "ja"):
        finished = page_of(tag, ("x", "骨直角"))
        drawn[tag] = list(shapes(block(finished, "sample/1")))
        assert finished.problems() == []
    assert drawn["zh-Hans"] != drawn["zh-Hant"] != drawn["ja"] != drawn["zh-Hans"]


def test_nastaliq_slopes_and_its_lines_keep_apart() -> None:
    finished = handout("ur")
    heights = []
    for text in reading(finished).content:
        for line in text.lines():
            for part in line:
                for run, glyph in part.piece.glyphs():
                    heights += [stroke.y for stroke in program(run.font).strokes(run.font.glyph_id(glyph.code))]
        for above, below in zip(list(text.lines())[:-1], list(text.lines())[1:], strict=True):
            one, other = above[0].piece, below[0].piece
            if one.page == other.page and one.baseline > other.baseline:
                assert one.baseline - other.baseline >= 1.9 * one.runs[0].size
    # The first letters of a word stand higher than its last, which are on the line.
    assert max(heights) > 0.4
    assert not finished.checks() & {"lines-meet", "hidden"}


def test_vietnamese_letters_bear_two_marks() -> None:
    letters = "ấầẩẫậếềểễệốồổỗộắằẳẵặớờởỡợứừửữự"
    finished = page_of("vi", ("x", letters, unicodedata.normalize("NFD", letters)))
    composed, loose = (block(finished, f"sample/{i}") for i in (1, 2))
    for letter in letters:
        assert len(nominal(finished, letter)) >= 1
    assert list(shapes(composed)) == [shape for letter in letters for shape in nominal(finished, letter)]
    # Loose marks are put together to the same letters.
    assert list(shapes(loose)) == list(shapes(composed))
    assert finished.problems() == []


def test_an_amharic_line_may_end_behind_a_wordspace_and_never_begins_with_one() -> None:
    words = "የማህፀን፡በር፡መድከም፡ማለት፡የማህፀን፡በር፡በእርግዝና፡ጊዜ፡ቶሎ፡መከፈት፡ነው።"
    finished = page_of("am", ("x", words * 3))
    lines = lines_of(block(finished, "sample/1"))
    assert len(lines) > 2
    assert [line for line in lines[:-1] if line[-1] not in "፡።"] == []
    assert [line for line in lines if line[0] in "፡።"] == []
    assert finished.problems() == []


@pytest.mark.parametrize("tag", ["ur", "my", "km", "vi"])
def test_the_handout_is_right_at_every_fit(tag: str) -> None:
    # Another leaflet, a shorter one, takes a fit that this one has no room for.
    for fit in range(HANDOUT.fits):
        assert at_fit(tag, HANDOUT, fit).problems() == [], f"fit {fit}"
