"""Problems -> SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format): code hosts show it beside the lines."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from leaflet.acknowledge import Acknowledged
from leaflet.checks.registry import Rule
from leaflet.problem import Problem

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(problems: Sequence[Problem], rules: Sequence[Rule], acknowledged: Sequence[Acknowledged] = ()) -> str:
    """Return problems as a SARIF log; acknowledged: warnings to be told as suppressed, with the reason."""
    index = {rule.id: number for number, rule in enumerate(rules)}
    seen: Counter[str] = Counter()
    results = [_result(problem, index, seen) for problem in problems]
    if acknowledged:
        # All results have the list, or none: an empty one says that nobody suppressed it.
        results = [{**result, "suppressions": []} for result in results]
        results += [
            _result(each.problem, index, seen) | {"suppressions": [_suppression(each)]} for each in acknowledged
        ]
    run = {
        "tool": {"driver": {"name": "leaflet", "semanticVersion": version("leaflet"), "rules": _rules(rules)}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _rules(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    return [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": " ".join(rule.why.split())},
            "help": {"text": f"{rule.title}\n\n{rule.why}\n\nBad: {rule.bad}\nGood: {rule.good}"},
            "defaultConfiguration": {"level": str(rule.severity)},
            "properties": {"tags": [rule.group]},
        }
        for rule in rules
    ]


def _result(problem: Problem, index: dict[str, int], seen: Counter[str]) -> dict[str, Any]:
    place = problem.location
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(place.path), "uriBaseId": "%SRCROOT%"}}
    if place.line is not None:
        column = {"startColumn": place.column} if place.column is not None else {}
        physical["region"] = {"startLine": place.line} | column
    location: dict[str, Any] = {"physicalLocation": physical}
    names = [name for name in (problem.language, problem.leaflet, problem.message_id) if name]
    if problem.message_id:
        location["logicalLocations"] = [{"name": problem.message_id, "fullyQualifiedName": "/".join(names)}]
    fingerprint = _fingerprint(problem)
    seen[fingerprint] += 1
    return {
        "ruleId": problem.check,
        "ruleIndex": index[problem.check],
        "level": str(problem.severity),
        "message": {"text": f"{problem.message}\n{problem.hint}" if problem.hint else problem.message},
        "locations": [location],
        # By this name GitHub knows a problem again, whose line has moved: what is wrong with which message.
        "partialFingerprints": {"primaryLocationLineHash": f"{fingerprint}:{seen[fingerprint]}"},
    }


def _fingerprint(problem: Problem) -> str:
    parts = (problem.check, problem.location.path, problem.language, problem.leaflet, problem.message_id)
    # Where no message tells what is meant, the words of the problem do.
    said = "" if problem.message_id else problem.message
    return hashlib.sha256("\0".join([*(part or "" for part in parts), said]).encode()).hexdigest()[:16]


def _suppression(each: Acknowledged) -> dict[str, str]:
    record = each.record
    said = f"{record.reason} ({record.name}, {record.date})"
    return {"kind": "external", "status": "accepted", "justification": said}
