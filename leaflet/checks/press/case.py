"""One press PDF on trial: the open file, what it is made for, and how a fault is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from leaflet.checks.press.plates import Paint
from leaflet.problem import Location, Problem, error
from leaflet.profiles import Profile


@dataclass(frozen=True, eq=False)
class PressCase:
    """A press PDF with all that the preflight goes by.

    painted: what its pages draw; folds: where the sheet is folded, in millimetres from the left edge of its first page;
    path: how messages name the file; about: the language and leaflet that problems are about.
    """

    pdf: pikepdf.Pdf
    painted: tuple[Paint, ...]
    profile: Profile
    folds: tuple[float, ...]
    path: str
    about: dict[str, str | None]

    def problem(self, check: str, what: str, hint: str, page: int | None = None) -> Problem:
        """Return an error of this file; page: that which it is on, from 0."""
        where = "" if page is None else f"page {page + 1}: "
        return error(check, Location(self.path), where + what, hint, **self.about)


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every dictionary and stream of a file, those within others too, whether a page leads to it or not."""
    for found in pdf.objects:
        yield from _within(found, 0)


def _within(found: Any, depth: int) -> Iterator[Any]:
    if depth and getattr(found, "is_indirect", False):
        return
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        yield found
        for _, value in found.items():
            yield from _within(value, depth + 1)
    elif isinstance(found, pikepdf.Array):
        for each in found:
            yield from _within(each, depth + 1)
