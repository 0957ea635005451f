"""What a reader meets in a page for a browser: its texts, one after the other, as the HTML standard has them parsed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import tinyhtml5

from leaflet.expectedtext import ExpectedText, plain_text

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Elements that stand inside a line: a text goes on through them.
_INLINE = frozenset({"a", "abbr", "b", "bdi", "br", "em", "i", "small", "span", "strong", "sub", "sup", "time", "wbr"})
_LISTS = frozenset({"ul", "ol"})


@dataclass(frozen=True)
class Mark:
    """An element inside of a text, and the part of the text, from start to end, that it holds."""

    element: Element
    start: int
    end: int


@dataclass(eq=False)
class Block:
    """A text that stands by itself: what one element says that stands in no line.

    text: its white space collapsed; languages: of its parts, by start and end; marks: the elements inside of it;
    around: the elements that it stands in, the outermost first; expected: the text that it is, if it is one.
    """

    around: tuple[Element, ...]
    direction: str | None
    text: str = ""
    languages: list[tuple[int, int, str | None]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    expected: ExpectedText | None = None

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return next(element.tag for element in reversed(self.around) if element.tag not in _INLINE) in HEADINGS

    def nearest(self, *tags: str) -> Element | None:
        """Return the innermost element of one of these kinds that it stands in."""
        return next((element for element in reversed(self.around) if element.tag in tags), None)

    @property
    def list(self) -> Element | None:
        """The list that it stands in."""
        return self.nearest(*_LISTS)

    @property
    def entry(self) -> Element | None:
        """The entry of a list that it stands in."""
        return self.nearest("li")

    def marked(self, tag: str) -> Iterator[Mark]:
        """Yield the elements of a kind inside of it."""
        yield from (mark for mark in self.marks if mark.element.tag == tag)


@dataclass(frozen=True)
class Reading:
    """A page: the root of its elements, its texts in order, and its style sheets, one after the other."""

    root: Element
    blocks: tuple[Block, ...]
    style: str


def read(data: bytes) -> Reading:
    """Return what is in a page; UnicodeDecodeError if it is not in UTF-8. Any other bytes are a page of some kind."""
    root = tinyhtml5.parse(data.decode("utf-8"), namespace_html_elements=False)
    walk = _Walk()
    for body in root.iter("body"):
        walk.element(body, (root,), root.get("lang"), root.get("dir"))
    for block in walk.blocks:
        block.text = block.text.rstrip(" ")
    style = "\n".join("".join(element.itertext()) for element in root.iter("style"))
    return Reading(root, tuple(block for block in walk.blocks if block.text), style)


class _Walk:
    """Walks the elements in order, and gathers their texts into blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._block: Block | None = None

    def element(
        self, element: Element, around: tuple[Element, ...], language: str | None, direction: str | None
    ) -> None:
        """Read an element that stands in no line; language and direction: what it has from those around it."""
        self._block = None
        around = (*around, element)
        language, direction = element.get("lang", language), element.get("dir", direction)
        if element.tag not in {"style", "script"}:
            self._inside(element, around, language, direction)
        self._block = None

    def _inside(
        self, element: Element, around: tuple[Element, ...], language: str | None, direction: str | None
    ) -> None:
        self._say(element.text, around, language, direction)
        for child in element:
            if child.tag in _INLINE:
                self._inline(child, around, language, direction)
            elif isinstance(child.tag, str):
                self.element(child, around, language, direction)
            self._say(child.tail, around, language, direction)

    def _inline(
        self, element: Element, around: tuple[Element, ...], language: str | None, direction: str | None
    ) -> None:
        block = self._block_in(around, direction)
        start = len(block.text)
        if element.tag == "br":
            self._say(" ", around, language, direction)
        self._inside(element, (*around, element), element.get("lang", language), direction)
        if self._block is block:
            block.marks.append(Mark(element, start, len(block.text.rstrip(" "))))

    def _say(self, text: str | None, around: tuple[Element, ...], language: str | None, direction: str | None) -> None:
        text = plain_text(text or "")
        if not text or (self._block is None and not text.strip(" ")):
            return
        block = self._block_in(around, direction)
        start = len(block.text)
        if not block.text or block.text.endswith(" "):
            text = text.lstrip(" ")
        block.text += text
        if text.strip(" "):
            block.languages.append((start, len(block.text), language))

    def _block_in(self, around: tuple[Element, ...], direction: str | None) -> Block:
        if self._block is None:
            self._block = Block(around, direction)
            self.blocks.append(self._block)
        return self._block
