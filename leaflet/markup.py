"""The markup of a text: `**strong**` and `{name}`, nothing else.

A parsed text is a tuple of nodes. What is not markup is plain text, `<b>` and `&amp;` included: whoever writes a text,
author or translator, can mark words as strong and name a value, and can do nothing else to a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Plain:
    """Characters, to be shown as they are."""

    text: str


@dataclass(frozen=True)
class Placeholder:
    """The place of a value: a quantity of the leaflet, or what the facility's settings say."""

    name: str


@dataclass(frozen=True)
class Strong:
    """Words that stand out."""

    nodes: tuple[Plain | Placeholder, ...]


Node = Plain | Placeholder | Strong

_TOKEN = re.compile(r"(?P<strong>\*\*)|\{(?P<name>[a-z0-9-]+)\}|(?P<brace>[{}])")


class MarkupError(ValueError):
    """A text whose markup cannot be understood: the message says what is wrong with it."""


def parse(text: str) -> tuple[Node, ...]:
    """Return the nodes of a text; MarkupError for a `**` without its other half, or a brace that names nothing."""
    nodes: list[Node] = []
    strong: list[Plain | Placeholder] | None = None
    end = 0
    for token in _TOKEN.finditer(text):
        inner = nodes if strong is None else strong
        if token.start() > end:
            inner.append(Plain(text[end : token.start()]))
        end = token.end()
        if token["brace"]:
            raise MarkupError(f"a “{token['brace']}” that is not part of a name in braces such as {{fever}}")
        if token["name"]:
            inner.append(Placeholder(token["name"]))
        elif strong is None:
            strong = []
        elif not strong:
            raise MarkupError("nothing stands between “**” and “**”")
        else:
            nodes.append(Strong(tuple(strong)))
            strong = None
    if strong is not None:
        raise MarkupError("a “**” without its other half")
    if end < len(text):
        nodes.append(Plain(text[end:]))
    return tuple(nodes)


def leaves(nodes: tuple[Node, ...]) -> Iterator[Plain | Placeholder]:
    """Yield the nodes with what is inside of strong ones, in order."""
    for node in nodes:
        if isinstance(node, Strong):
            yield from node.nodes
        else:
            yield node


def placeholders(nodes: tuple[Node, ...]) -> Counter[str]:
    """Return how often each name stands in the nodes."""
    return Counter(node.name for node in leaves(nodes) if isinstance(node, Placeholder))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its placeholders replaced by plain values and its marks for strong removed."""
    nodes = leaves(parse(text))
    return "".join(values[node.name] if isinstance(node, Placeholder) else node.text for node in nodes)
