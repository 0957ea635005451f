"""Where a line may break in scripts whose breaks the page's setter does not know.

Pango, which sets the lines, has a dictionary for Thai. For Lao, Khmer and Burmese it has none, so that a line of theirs
ran off the page. There, a zero-width space (U+200B) is put in wherever ICU would break a line. Korean it breaks between
any two syllables; readers want whole words, which a word joiner (U+2060) keeps together, as `word-break: keep-all` of
CSS would. Both show nothing, and the finished file says nothing of them.
"""

from __future__ import annotations

from itertools import accumulate

from icu4py.breakers import LineBreaker

from leaflet import markup
from leaflet.language import Language
from leaflet.scripts import is_mark, scripts_of

BREAK = "\N{ZERO WIDTH SPACE}"
JOIN = "\N{WORD JOINER}"
# What Unicode calls complex context (UAX #14, class SA) but for Thai.
_SCRIPTS = frozenset({"Khmr", "Laoo", "Mymr"})
# Stands for a value: a break is possible before and after it as around a number.
_VALUE = "0"
# What puts the next letter under the one before it: the Khmer coeng, the Burmese virama.
_STACKING = "\u17d2\u1039"


def needs_dictionary(language: Language) -> bool:
    """Tell whether the lines of a language can be broken by a dictionary alone, which the page's setter lacks."""
    return language.script in _SCRIPTS


def with_breaks(nodes: tuple[markup.Node, ...], language: Language) -> tuple[markup.Node, ...]:
    """Return the nodes of a text with its breaks marked in the plain parts, where the language needs it."""
    parts = [node.text if isinstance(node, markup.Plain) else _VALUE for node in markup.leaves(nodes)]
    marks = _marks("".join(parts), language)
    if not marks:
        return nodes
    start, marked = 0, []
    for part in parts:
        marked.append(_marked(part, marks, start))
        start += len(part)
    texts = iter(marked)

    def leaf(node: markup.Plain | markup.Placeholder) -> markup.Plain | markup.Placeholder:
        text = next(texts)
        return markup.Plain(text) if isinstance(node, markup.Plain) else node

    return tuple(
        markup.Strong(tuple(map(leaf, node.nodes))) if isinstance(node, markup.Strong) else leaf(node) for node in nodes
    )


def marked_breaks(text: str, language: Language) -> str:
    """Return a text without markup, with its breaks marked, where the language needs it."""
    return _marked(text, _marks(text, language), 0)


def _marked(text: str, marks: dict[int, str], start: int) -> str:
    """Return a part of a text, which begins at start, with the marks in it."""
    return "".join(marks.get(start + i, "") + char for i, char in enumerate(text)) if marks else text


def _marks(text: str, language: Language) -> dict[int, str]:
    """Return what is to be put between two characters of a text, by the place of the second."""
    if needs_dictionary(language):
        return dict.fromkeys(_breaks(text, language), BREAK)
    if language.script == "Kore":
        return dict.fromkeys(_joins(text), JOIN)
    return {}


def _breaks(text: str, language: Language) -> list[int]:
    """Return the places where a line may end between two letters: where there is a space, the setter sees it too.

    In words that it does not know, ICU may break within a syllable, which would tear a letter from what is under it.
    """
    ends = accumulate(map(len, LineBreaker(text, language.identifier)))
    inside = (end for end in ends if end < len(text) and not text[end - 1].isspace())
    return [end for end in inside if text[end - 1] not in _STACKING and not is_mark(text[end])]


def _joins(text: str) -> list[int]:
    """Return the places between two characters of a word, one of them Hangul."""
    return [
        i
        for i in range(1, len(text))
        if not any(char.isspace() for char in text[i - 1 : i + 1])
        and any("Hang" in scripts_of(char) for char in text[i - 1 : i + 1])
    ]
