"""The characters of an HTML document, in order, and where among them stands a text that was set."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from leaflet.problem import RenderError

# What HTML calls white space; a no-break space is a character like others.
_WHITE = " \t\n\r\f"
_WHITE_CHARS = frozenset(_WHITE)
_WORD = re.compile(f"[^{_WHITE}]+")
_LIST_TAGS = frozenset({"ul", "ol", "dl", "li", "dt", "dd"})


class Place(NamedTuple):
    """Where a text stands in the document: its first character, and the one after its last.

    added: how many characters at the text's end do not stand there: a hyphen that the end of a line put there.
    """

    start: int
    end: int
    added: int = 0


class SourceText:
    """The text of an HTML document, with what each element has of it."""

    def __init__(self, root: Element) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._whole: dict[Element, Place] = {}
        self._own: dict[Element, _Own] = defaultdict(_Own)
        self._lists: dict[Element, tuple[Element, ...]] = {}
        self._read(root, ())
        self._text = "".join(self._pieces)

    def _read(self, element: Element, lists: tuple[Element, ...]) -> None:
        start = self._length
        if element.tag in _LIST_TAGS:
            lists = (*lists, element)
        self._lists[element] = lists
        if element.tag == "br":
            self._add(element, "\n")
        elif isinstance(element.tag, str):
            # A comment has text too, but it is none of the document's.
            self._add(element, element.text)
        for child in element:
            self._read(child, lists)
            self._add(element, child.tail)
        self._whole[element] = Place(start, self._length)

    def _add(self, element: Element, text: str | None) -> None:
        if text:
            self._own[element].add(text, self._length)
            self._pieces.append(text)
            self._length += len(text)

    def before(self, element: Element) -> Place:
        """Return the place before an element's first character."""
        return Place(self._whole[element].start, self._whole[element].start)

    def after(self, element: Element) -> Place:
        """Return the place after an element's last character."""
        return Place(self._whole[element].end, self._whole[element].end)

    def lists(self, element: Element) -> tuple[Element, ...]:
        """Return the lists and entries of lists that an element stands in, itself among them, from the outermost."""
        return self._lists[element]

    def place(self, element: Element, text: str, hyphen: str) -> Place:
        """Return where the next text of an element stands: the one after that which was asked for last.

        White space is not compared, but for no-break spaces. hyphen is what may have been added to the end of a line.
        After its last text an element begins again: the running header of the next page. RenderError if the text is
        not the element's.
        """
        own = self._own[element]
        for cursor in (own.cursor, 0):
            for added in (0, len(hyphen)) if text.endswith(hyphen) else (0,):
                found = own.find(_WORD.findall(text[: len(text) - added]), cursor)
                if found:
                    return Place(*found, added)
        raise RenderError(
            f"what is set of <{element.tag}> is not what is written there: “{text}”",
            "write the text as it is to be read: without text-transform, and not into a form",
        )

    def has_white_space(self, after: Place, before: Place) -> bool:
        """Tell whether there is white space between two places."""
        return any(char in _WHITE_CHARS for char in self._text[after.end : before.start])


class _Own:
    """The text that stands in an element but in none of its children."""

    def __init__(self) -> None:
        self.text = ""
        # Where the text was found that was asked for last.
        self.cursor = 0
        # Its pieces: where each begins in this text, and where in the document's.
        self._pieces: list[tuple[int, int]] = []

    def add(self, text: str, place: int) -> None:
        """Add what stands at a place in the document."""
        self._pieces.append((len(self.text), place))
        self.text += text

    def find(self, words: Sequence[str], cursor: int) -> tuple[int, int] | None:
        """Return where in the document the words stand that are the next from a place on; None if others are."""
        start, position = -1, cursor
        for word in words:
            while self.text[position : position + 1] in _WHITE_CHARS:
                position += 1
            if not self.text.startswith(word, position):
                return None
            start = position if start < 0 else start
            position += len(word)
        if start < 0:
            return None
        self.cursor = position
        return self._in_document(start), self._in_document(position - 1) + 1

    def _in_document(self, position: int) -> int:
        own, place = next(piece for piece in reversed(self._pieces) if piece[0] <= position)
        return place + position - own
