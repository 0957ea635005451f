"""Where a line may break in scripts that put no spaces between words, by ICU's dictionaries.

Pango, which sets the lines, has a dictionary for Thai. For Lao, Khmer and Burmese it has none, so that a line of theirs
ran off the page. There, a zero-width space (U+200B) is put in wherever ICU would break a line: it shows nothing, and
the finished file says nothing of it.
"""

from __future__ import annotations

from itertools import accumulate

from icu4py.breakers import LineBreaker

from leaflet import markup
from leaflet.language import Language
from leaflet.scripts import is_mark

BREAK = "\N{ZERO WIDTH SPACE}"
# What Unicode calls complex context (UAX #14, class SA) but for Thai.
_SCRIPTS = frozenset({"Khmr", "Laoo", "Mymr"})
# Stands for a value: a break is possible before and after it as around a number.
_VALUE = "0"

# What puts the next letter under the one before it: the Khmer coeng, the Burmese virama.
_STACKING = "\u17d2\u1039"


def needs_breaks(language: Language) -> bool:
    """Tell whether the lines of a language can be broken by a dictionary alone, which the page's setter lacks."""
    return language.script in _SCRIPTS


def with_breaks(nodes: tuple[markup.Node, ...], language: Language) -> tuple[markup.Node, ...]:
    """Return the nodes of a text with every possible break in its plain parts marked, if the language needs it."""
    if not needs_breaks(language):
        return nodes
    parts = [node.text if isinstance(node, markup.Plain) else _VALUE for node in markup.leaves(nodes)]
    breaks = _breaks("".join(parts), language)
    start, marked = 0, []
    for part in parts:
        marked.append(_marked(part, breaks, start))
        start += len(part)
    texts = iter(marked)

    def replaced(node: markup.Node) -> markup.Node:
        if isinstance(node, markup.Strong):
            return markup.Strong(tuple(map(leaf, node.nodes)))
        return leaf(node)

    def leaf(node: markup.Plain | markup.Placeholder) -> markup.Plain | markup.Placeholder:
        text = next(texts)
        return markup.Plain(text) if isinstance(node, markup.Plain) else node

    return tuple(map(replaced, nodes))


def marked_breaks(text: str, language: Language) -> str:
    """Return a text without markup, with every possible break marked, if the language needs it."""
    breaks = _breaks(text, language) if needs_breaks(language) else frozenset()
    return _marked(text, breaks, 0)


def _marked(text: str, breaks: frozenset[int], start: int) -> str:
    """Return a part of a text, which begins at start, with the breaks in it marked."""
    return "".join((BREAK if start + i in breaks else "") + char for i, char in enumerate(text)) if breaks else text


def _breaks(text: str, language: Language) -> frozenset[int]:
    """Return the places where a line may end between two letters: where there is a space, the setter sees it too.

    In words that it does not know, ICU may break within a syllable, which would tear a letter from what is under it.
    """
    ends = accumulate(map(len, LineBreaker(text, language.identifier)))
    inside = (end for end in ends if end < len(text) and not text[end - 1].isspace())
    return frozenset(end for end in inside if text[end - 1] not in _STACKING and not is_mark(text[end]))
