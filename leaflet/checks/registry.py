"""The registry of checks: each a small function that finds faults of one kind, with what a person must know of it.

A check looks at one subject (see leaflet.checks.subject). Its docstring is its documentation: the first line is the
title, the rest says why the fault matters. docs/checks.md is made from it, and `leaflet checks ID` prints it.

What is found in reading a file, or in making a page, has no function here. It is declared, with the same documentation.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, TypeVar, get_args

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
    "press",
]


@dataclass(frozen=True)
class Finding:
    """One fault: what is wrong, what to do, and where, as the subject knows places.

    message_id: of a message in a catalog; keys: in a source; line: in a file. covers: the texts that it was found in,
    if they are more than the message's own. The runner turns it into a Problem.
    """

    message: str
    hint: str
    message_id: str | None = None
    keys: KeyPath = ()
    line: int | None = None
    covers: tuple[str, ...] = ()


Find = Callable[[Any], Iterable[Finding]]
F = TypeVar("F", bound=Find)


@dataclass(frozen=True)
class Rule:
    """What a person must know of a fault: its name, what it is, why it matters, a bad and a good example."""

    id: str
    group: Group
    severity: Severity
    title: str
    why: str
    bad: str
    good: str

    def __post_init__(self) -> None:
        # A fault of the programmer, found at import.
        if not (self.title and self.why and self.bad and self.good):
            raise ValueError(f"the check {self.id} lacks a title, a reason, a bad or a good example")


@dataclass(frozen=True)
class Check(Rule):
    """A registered check; subject is the name of the class in leaflet.checks.subject that it looks at."""

    subject: str
    find: Find


_RULES: dict[str, Rule] = {}


def check(check_id: str, group: Group, severity: Severity, *, bad: str, good: str) -> Callable[[F], F]:
    """Register a function as a check. bad and good: an example of each, as it would stand in the file.

    The subject is the annotation of the function's only parameter. ValueError if the check is not documented, or its id
    is taken.
    """

    def register(function: F) -> F:
        title, _, why = inspect.cleandoc(function.__doc__ or "").partition("\n\n")
        (parameter,) = inspect.signature(function).parameters.values()
        subject = str(parameter.annotation)
        _add(Check(check_id, group, severity, title, why, bad, good, subject, function))
        return function

    return register


def declare(check_id: str, group: Group, severity: Severity, title: str, why: str, *, bad: str, good: str) -> None:
    """Register the documentation of a fault that no check finds, but a reader of files or the build. As with check."""
    _add(Rule(check_id, group, severity, title, why, bad, good))


def _add(rule: Rule) -> None:
    if rule.id in _RULES:
        raise ValueError(f"two checks are called {rule.id}")
    _RULES[rule.id] = rule
    checks.cache_clear()


@lru_cache
def checks(subject: str | None = None) -> tuple[Check, ...]:
    """Return the checks that look at a subject, or all, in the order of their registration."""
    registered = [rule for rule in _RULES.values() if isinstance(rule, Check)]
    return tuple(each for each in registered if subject is None or each.subject == subject)


def rules() -> list[Rule]:
    """Return the documentation of all faults, of the checks and of those declared: by group, then by id."""
    order = get_args(Group)
    return sorted(_RULES.values(), key=lambda rule: (order.index(rule.group), rule.id))
