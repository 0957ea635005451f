"""Problems -> what a person or another program reads: text, JSON, GitHub's workflow commands."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from leaflet.acknowledge import Acknowledged
from leaflet.problem import LeafletError, Location, Problem, Severity

# The most characters of a source line that are shown.
_WIDEST = 100
# Characters that would turn the rest of a terminal's line, or the whole terminal: shown by their number instead.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff")


class Reporter:
    """Writes problems as text; root: the project's folder, where their files lie."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lines: dict[str, list[str]] = {}

    def text(self, problem: Problem) -> str:
        """Return a problem as `path:line:column: error: message [check]`; below it the line itself, and the hint."""
        head = f"{problem.location}: {problem.severity}: {problem.message} [{problem.check}]"
        hint = [f"    {harmless(problem.hint)}"] if problem.hint else []
        return "\n".join([harmless(head), *self._excerpt(problem.location), *hint])

    def acknowledged(self, each: Acknowledged) -> str:
        """Return a warning that was let stand, with who let it stand, and why."""
        record = each.record
        said = f"acknowledged by {record.name} on {record.date}: {record.reason}"
        return f"{self.text(each.problem)}\n    {harmless(said)}"

    def _excerpt(self, place: Location) -> list[str]:
        """Return the line at a place, behind its number, and a caret below it if the column is known."""
        lines = self._file(place.path)
        if place.line is None or not 1 <= place.line <= len(lines):
            return []
        line, column = lines[place.line - 1], place.column
        start = max(0, column - _WIDEST * 3 // 4) if column else 0
        shown = harmless(line[start : start + _WIDEST].rstrip())
        if not shown.strip():
            return []
        number = str(place.line)
        excerpt = [f"    {number} | {'…' if start else ''}{shown}{'…' if len(line) > start + _WIDEST else ''}"]
        if column:
            before = _width(harmless(line[start : column - 1])) + bool(start)
            excerpt.append(f"    {' ' * len(number)} | {' ' * before}^")
        return excerpt

    def _file(self, path: str) -> list[str]:
        if path not in self._lines:
            try:
                text = (self._root / path).read_bytes().decode("utf-8", "replace")
            except OSError:
                text = ""
            # Lines end as editors count them: not at the other characters that str.splitlines ends one at.
            self._lines[path] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return self._lines[path]


def harmless(text: str) -> str:
    """Return a text that a terminal can show: control characters are written by their numbers, a tab is a space."""
    return "".join(
        f"<U+{ord(char):04X}>" if unicodedata.category(char) in {"Cc", "Cs"} or char in _TURNING else char
        for char in text.replace("\t", " ")
    )


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.category(char) in {"Mn", "Me", "Cf"} else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


def error_text(fault: LeafletError) -> str:
    """Return what stopped the program, and below it what to do."""
    return f"leaflet: {fault.message}" + (f"\n    {fault.hint}" if fault.hint else "")


def count_text(problems: Iterable[Problem], acknowledged: Sequence[Acknowledged] = ()) -> str:
    """Return how many errors and warnings there are, in words."""
    counts = Counter(str(problem.severity) for problem in problems)
    parts = [f"{counts[name]} {name}{'s' if counts[name] > 1 else ''}" for name in Severity if counts[name]]
    if acknowledged:
        parts.append(f"{len(acknowledged)} acknowledged")
    return ", ".join(parts) or "no problems"


def problems_json(problems: Iterable[Problem]) -> str:
    """Return problems as a JSON list of objects, every one with the same keys."""
    objects = [
        {
            "check": problem.check,
            "severity": str(problem.severity),
            "path": problem.location.path,
            "line": problem.location.line,
            "column": problem.location.column,
            "language": problem.language,
            "leaflet": problem.leaflet,
            "message_id": problem.message_id,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps(objects, indent=2, ensure_ascii=False)


def github_command(problem: Problem) -> str:
    """Return a problem as a workflow command of GitHub, which marks the line in a pull request."""
    place = problem.location
    values = {"file": place.path, "line": place.line, "col": place.column, "title": problem.check}
    properties = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in values.items() if value is not None)
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return f"::{problem.severity} {properties}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    # As the @actions/core package does it.
    for char in f"%\r\n{more}":
        text = text.replace(char, f"%{ord(char):02X}")
    return text
