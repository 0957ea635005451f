"""What was read of a PDF, put beside what is expected of it: which text is which, and what is nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from leaflet.bidi import levels
from leaflet.checks.pdf.reading import Block, Part, Reading, read_texts
from leaflet.expected import Expectation
from leaflet.expectedtext import ExpectedText
from leaflet.readback import PdfFacts

# The isolates of the Unicode Bidirectional Algorithm.
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT, _END = "\u2066", "\u2067", "\u2069"


def read(facts: PdfFacts, expectation: Expectation) -> Reading:
    """Return the texts of a PDF, each put beside the expected text that it is."""
    reading = read_texts(facts)
    _match_content(reading, expectation)
    _match_running(reading, expectation, len(facts.pages))
    for block in reading.blocks():
        _settle(block)
        block.levels = _levels(block, expectation.direction)
    return reading


def _key(text: str) -> str:
    """Return a text without white space: what is the same on whatever lines it stands."""
    return "".join(text.split())


def _match_content(reading: Reading, expectation: Expectation) -> None:
    """Put the blocks of the content beside the texts that are expected, joining what was broken over columns."""
    wanted: dict[str, list[ExpectedText]] = defaultdict(list)
    for text in expectation.texts:
        wanted[_key(text.text)].append(text)
    place = 0
    while place < len(reading.content):
        block = reading.content[place]
        for count in range(1, 1 + _joinable(reading.content, place)):
            parts = [part for each in reading.content[place : place + count] for part in each.parts]
            key = _key("".join(part.text for part in parts))
            if wanted.get(key):
                block.parts = parts
                said = parts[0].language or expectation.language
                block.expected = _nearest(wanted[key], reading.content[:place], said)
                wanted[key].remove(block.expected)
                del reading.content[place + 1 : place + count]
                break
            if not any(other.startswith(key) for other, left in wanted.items() if left):
                break
        place += 1
    reading.missing = [text for left in wanted.values() for text in left if text.required]


def _nearest(candidates: Sequence[ExpectedText], before: Sequence[Block], language: str) -> ExpectedText:
    """Return which of several texts of the same words a block is.

    The one in its language, if there is one, and of the section that was read last.
    """
    candidates = [text for text in candidates if text.language == language] or candidates
    for block in reversed(before):
        if block.expected is not None:
            section = block.expected.id.split("/")[0]
            for text in candidates:
                if text.id.split("/")[0] == section:
                    return text
    return candidates[0]


def _joinable(blocks: Sequence[Block], place: int) -> int:
    """Return how many blocks from a place on could be one text that was broken over columns or pages."""
    count = 1
    while place + count < len(blocks) and blocks[place + count].kind == blocks[place].kind:
        count += 1
    return count


def _match_running(reading: Reading, expectation: Expectation, pages: int) -> None:
    """Put what stands in no structure beside the texts that are expected on each page."""
    for number, pieces in enumerate(reading.running):
        wanted = list(expectation.running.get((number + 1, pages), ()))
        found: list[Block] = []
        parts = [part for block in pieces for part in block.parts]
        while parts:
            match, count = _running_text(parts, wanted)
            block = Block("", parts[:count], expected=match)
            if match is not None:
                wanted.remove(match)
            found.append(block)
            del parts[:count]
        reading.running[number] = found
        reading.missing_running += [(number, text) for text in wanted if text.required]


def _running_text(parts: Sequence[Part], wanted: Sequence[ExpectedText]) -> tuple[ExpectedText | None, int]:
    """Return the longest text wanted that the parts begin with, and how many parts it takes."""
    for text in sorted(wanted, key=lambda text: -len(text.text)):
        key, seen = _key(text.text), ""
        for count, part in enumerate(parts, 1):
            seen += _key(part.text)
            if seen == key:
                return text, count
            if not key.startswith(seen):
                break
    return None, 1


def _settle(block: Block) -> None:
    """Give a block its text, and each part its place in it.

    Where a line ends, the text has a space if the expected text has one there. If a space is amiss anywhere else, the
    block is not the text that is expected.
    """
    if block.expected is not None and _place_parts(block, block.expected.text):
        return
    block.expected, block.text = None, ""
    for line in block.lines():
        if block.text and not block.text.endswith(" "):
            block.text += " "
        for part in line:
            part.start = len(block.text)
            block.text += part.text
            part.end = len(block.text)


def _place_parts(block: Block, text: str) -> bool:
    position = 0
    for line in block.lines():
        position += text[position : position + 1] == " "
        for i, part in enumerate(line):
            words = part.text.lstrip(" ") if not i else part.text
            if i == len(line) - 1:
                words = words.rstrip(" ")
            if not text.startswith(words, position):
                return False
            part.text, part.start, part.end = words, position, position + len(words)
            position = part.end
    if text[position:].strip(" "):
        return False
    block.text = text
    return True


def _levels(block: Block, direction: str) -> tuple[int, ...]:
    """Return the levels of a block's characters, each value of its text kept apart from what is around it."""
    expected = block.expected
    base = int((direction if expected is None else expected.direction) == "rtl")
    if expected is None or not expected.values:
        return _text_levels(block.text, base)
    text, end = "", 0
    places: list[int] = []
    for value in expected.values:
        before, inside = block.text[end : value.start], block.text[value.start : value.end]
        places += range(len(text), len(text) + len(before))
        text += before + (_RIGHT_TO_LEFT if value.direction == "rtl" else _LEFT_TO_RIGHT)
        places += range(len(text), len(text) + len(inside))
        text += inside + _END
        end = value.end
    places += range(len(text), len(text) + len(block.text) - end)
    found = _text_levels(text + block.text[end:], base)
    return tuple([found[place] for place in places])


# A text has the same levels on whatever lines and papers it stands.
@lru_cache(maxsize=1024)
def _text_levels(text: str, base: int) -> tuple[int, ...]:
    return tuple(levels(text, base))
