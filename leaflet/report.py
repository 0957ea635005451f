"""Problems -> text for a person."""

from __future__ import annotations

from collections.abc import Sequence

from leaflet.problem import LeafletError, Problem, Severity


def problem_text(problem: Problem) -> str:
    """Return a problem as `path:line:column: error: message [check]`, with its hint on a line below."""
    text = f"{problem.location}: {problem.severity}: {problem.message} [{problem.check}]"
    return f"{text}\n    {problem.hint}" if problem.hint else text


def error_text(fault: LeafletError) -> str:
    """Return what stopped the program, and below it what to do."""
    return f"leaflet: {fault.message}" + (f"\n    {fault.hint}" if fault.hint else "")


def count_text(problems: Sequence[Problem]) -> str:
    """Return how many errors and warnings there are, in words."""
    parts = []
    for severity in Severity:
        count = sum(problem.severity is severity for problem in problems)
        if count:
            parts.append(f"{count} {severity}{'s' if count > 1 else ''}")
    return ", ".join(parts) or "no problems"
