"""The registry of checks: each a small function that finds faults of one kind, with what a person must know of it.

A check looks at one subject (see leaflet.checks.subject). Its docstring is its documentation: the first line is the
title, the rest says why the fault matters. docs/checks.md is made from it, and `leaflet checks ID` prints it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from leaflet.problem import Severity
from leaflet.source import KeyPath

Group = Literal[
    "source",
    "file",
    "completeness",
    "lists",
    "numbers",
    "meaning",
    "markup",
    "language",
    "characters",
    "glyphs",
    "print",
]


@dataclass(frozen=True)
class Finding:
    """One fault: what is wrong, what to do, and where, as the subject knows places.

    message_id: of a message in a catalog; keys: in a source; line: in a file. The runner turns it into a Problem.
    """

    message: str
    hint: str
    message_id: str | None = None
    keys: KeyPath = ()
    line: int | None = None


Find = Callable[[Any], Iterable[Finding]]
F = TypeVar("F", bound=Find)


@dataclass(frozen=True)
class Check:
    """A registered check; subject is the name of the class in leaflet.checks.subject that it looks at."""

    id: str
    group: Group
    severity: Severity
    title: str
    why: str
    bad: str
    good: str
    subject: str
    find: Find


_CHECKS: dict[str, Check] = {}


def check(check_id: str, group: Group, severity: Severity, *, bad: str, good: str) -> Callable[[F], F]:
    """Register a function as a check. bad and good: an example of each, as it would stand in the file.

    The subject is the annotation of the function's only parameter. ValueError if the check is not documented, or its id
    is taken: a fault of the programmer, found at import.
    """

    def register(function: F) -> F:
        title, _, why = inspect.cleandoc(function.__doc__ or "").partition("\n\n")
        (parameter,) = inspect.signature(function).parameters.values()
        if not (title and why and bad and good):
            raise ValueError(f"the check {check_id} lacks a title, a reason, a bad or a good example")
        if check_id in _CHECKS:
            raise ValueError(f"two checks are called {check_id}")
        subject = str(parameter.annotation)
        _CHECKS[check_id] = Check(check_id, group, severity, title, why, bad, good, subject, function)
        return function

    return register


def checks(subject: str | None = None) -> list[Check]:
    """Return the checks that look at a subject, or all, in the order of their registration."""
    return [each for each in _CHECKS.values() if subject is None or each.subject == subject]
