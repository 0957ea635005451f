"""What a finished leaflet must say, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from leaflet.expectedtext import ExpectedText
from leaflet.fold import Panel
from leaflet.model import Urgency


@dataclass(frozen=True)
class ExpectedList:
    """A list of warning signs: its heading, and its signs in order."""

    urgency: Urgency
    heading: ExpectedText
    signs: tuple[ExpectedText, ...]


@dataclass(frozen=True)
class Expectation:
    """What a finished leaflet must say.

    texts: what its content says, each as often as it stands here, the lists' headings and signs included; lists: the
    warning signs, in the order in which a reader must meet them; sections: their ids, and “causes/short” must stand
    under the heading of “causes”; running: what stands on every page, by page and number of pages, both from 1; size:
    the paper's width and height in points; code: the address in the code to scan, None without one; smallest_size: that
    of its type, in points; rows: texts that stand side by side, the same in two languages; panels: those of a folded
    sheet, their edges in points; links: on a page for a browser, the addresses that texts lead to, by the text's id.
    Such a page has no paper, and nothing runs.
    """

    leaflet: str
    language: str
    direction: str
    title: str
    texts: tuple[ExpectedText, ...]
    lists: tuple[ExpectedList, ...]
    sections: tuple[str, ...]
    running: Mapping[tuple[int, int], tuple[ExpectedText, ...]]
    size: tuple[float, float]
    most_pages: int
    code: str | None
    smallest_size: float = 12
    rows: tuple[tuple[ExpectedText, ExpectedText], ...] = ()
    panels: tuple[Panel, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
