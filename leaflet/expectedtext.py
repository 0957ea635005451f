"""A text as it is to be read on a finished page: its values filled in, its markup gone, what they were still known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leaflet import markup

# The white space that a page collapses (CSS Text 3, 4.1.1). A no-break space is none of it.
_SPACE = re.compile(r"[ \t\n\r\f]+")
_UNSEEN = str.maketrans("", "", "\u200b\u00ad\u2060\ufeff")


@dataclass(frozen=True)
class Value:
    """A part of a text, from start to end, that has a direction of its own: a quantity, a telephone number, a name.

    direction: "ltr" or "rtl"; together: whether it must stand on one line; name: which value it is, as texts name it.
    """

    start: int
    end: int
    direction: str
    together: bool = True
    name: str = ""


@dataclass(frozen=True)
class ExpectedText:
    """A text as it is to be read on the page.

    id: the message's, or a name for what is none; text: with its values filled in and its white space collapsed;
    language: BCP 47, and the direction that it is written in; strong: the parts, by start and end, that stand out;
    required: whether the page must have it.
    """

    id: str
    text: str
    language: str
    direction: str
    values: tuple[Value, ...] = ()
    strong: tuple[tuple[int, int], ...] = ()
    required: bool = True


def plain_text(text: str) -> str:
    """Return a text as a reader meets it: composed (NFC), its white space collapsed as a page collapses it.

    Break opportunities (U+200B, U+00AD and the like) are left out: they are put in where a text is set.
    """
    return unicodedata.normalize("NFC", _SPACE.sub(" ", text.translate(_UNSEEN)))


def filled(
    name: str, nodes: Iterable[markup.Node], values: Mapping[str, str], language: str, direction: str
) -> ExpectedText:
    """Return the text of parsed markup; name: its id; values: what its placeholders print as."""
    builder = _Builder(values)
    for node in nodes:
        builder.add(node)
    return ExpectedText(
        id=name,
        text=builder.text.rstrip(" "),
        language=language,
        direction=direction,
        values=tuple(builder.values),
        strong=tuple(builder.strong),
    )


class _Builder:
    """Puts the nodes of a text together, and notes where its values and strong parts come to stand."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.text = ""
        self.values: list[Value] = []
        self.strong: list[tuple[int, int]] = []
        self._given = values

    def add(self, node: markup.Node) -> None:
        """Add a node at the end."""
        start = len(self.text)
        if isinstance(node, markup.Strong):
            for inner in node.nodes:
                self.add(inner)
            self.strong.append((start, len(self.text)))
        elif isinstance(node, markup.Placeholder):
            text = self._append(self._given[node.name])
            self.values.append(Value(len(self.text) - len(text), len(self.text), _direction(text), name=node.name))
        else:
            self._append(node.text)

    def _append(self, text: str) -> str:
        text = plain_text(text)
        if not self.text or self.text.endswith(" "):
            text = text.lstrip(" ")
        self.text += text
        return text


def _direction(text: str) -> str:
    right = any(unicodedata.bidirectional(char) in {"R", "AL"} for char in text)
    return "rtl" if right else "ltr"
