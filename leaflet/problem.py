"""Problems: faults in content, as values; and the few errors that stop the program.

A fault in a source, a catalog or a finished page is a Problem. All problems are collected and reported together.
An exception is for what makes going on impossible; every one that a user can cause is a LeafletError.
"""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self


class Severity(enum.StrEnum):
    """How a problem is treated: an error blocks its language, a warning wants a person's eye."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file: its path as the user would type it, and line and column counted from 1, if known."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


@dataclass(frozen=True)
class Problem:
    """One fault: the check that found it, how bad it is, where it stands, what is wrong and how to mend it.

    language, leaflet and message_id say what is affected; None where the fault concerns more than one.
    digest: of the check and the text that a warning was raised on, which an acknowledgement of it names; None where
    there is no such text.
    """

    check: str
    severity: Severity
    location: Location
    message: str
    hint: str = ""
    language: str | None = None
    leaflet: str | None = None
    message_id: str | None = None
    digest: str | None = None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the problem that dataclasses.asdict made data of. TypeError or KeyError if it did not."""
        about = {**data, "severity": Severity(data["severity"]), "location": Location(**data["location"])}
        return cls(**about)


def error(check: str, location: Location, message: str, hint: str = "", **about: str | None) -> Problem:
    """Return a Problem of severity error; about: its language, leaflet and message_id."""
    return Problem(check, Severity.ERROR, location, message, hint, **about)


def warning(check: str, location: Location, message: str, hint: str = "", **about: str | None) -> Problem:
    """Return a Problem of severity warning; about: its language, leaflet and message_id."""
    return Problem(check, Severity.WARNING, location, message, hint, **about)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems is an error."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def by_place(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without repetitions, sorted by file, line, column, then by check and message."""

    def key(problem: Problem) -> tuple[str, int, int, str, str]:
        place = problem.location
        return (place.path, place.line or 0, place.column or 0, problem.check, problem.message)

    return sorted(dict.fromkeys(problems), key=key)


class LeafletError(Exception):
    """Something that a user can mend and that stops the program: what happened, and a hint on what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(LeafletError):
    """The command, or the project's settings, ask for what does not exist: exit status 2."""


class FontError(LeafletError):
    """A font that the project needs is missing, altered or unreadable."""


class PictogramError(LeafletError):
    """A pictogram is missing, altered, or not what may stand on a page."""


class RenderError(LeafletError):
    """A page could not be made from sources that had no problem: a template or a style sheet is at fault."""


class OutputError(LeafletError):
    """A file could not be written: no permission, no room."""


def nearest(word: str, known: list[str], otherwise: str) -> str:
    """Return a hint for a word that is not known: the known one that it is like, or else all, and what else to do."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    if near:
        return f"did you mean “{near[0]}”?"
    return f"known: {', '.join(known)}; {otherwise}"
