"""The YAML boundary: the text of a source becomes a Leaflet, or problems with line and column.

Every scalar is read as the characters that stand in the file. What they mean is the model's to say, so `no` is a word,
`1.10` keeps its zero, and a number is exactly the number that the author wrote.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from leaflet import model
from leaflet.model import Leaflet
from leaflet.problem import Location, Problem, error

Key = str | int
KeyPath = tuple[Key, ...]


@dataclass(frozen=True)
class Source:
    """A leaflet as read from a file: the value, the file's path as messages show it, and where each part stands."""

    leaflet: Leaflet
    path: str
    places: Mapping[KeyPath, Location]

    def place(self, keys: KeyPath) -> Location:
        """Return where the part of the source stands that the keys lead to, or what is nearest above it."""
        return _place(self.places, keys)


class _Tree:
    """A YAML document as plain values, with the place of each value and of each key."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.places: dict[KeyPath, Location] = {}
        self.keys: dict[KeyPath, Location] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def value(self, node: Node, at: KeyPath = ()) -> Any:
        """Return the plain value of a node, and note its place."""
        place = self.places[at] = self.location(node.start_mark)
        if not isinstance(node, ScalarNode):
            # An alias is the same node again. Expanding it could take for ever, and a copy has no line of its own.
            if id(node) in self._seen:
                self.problems.append(error("yaml-alias", place, "an alias repeats a part of the file", "write it out"))
                return None
            self._seen.add(id(node))
        if isinstance(node, SequenceNode):
            return [self.value(child, (*at, i)) for i, child in enumerate(node.value)]
        if isinstance(node, MappingNode):
            return dict(self._pairs(node, at))
        return None if str(node.tag).endswith(":null") else node.value

    def _pairs(self, node: MappingNode, at: KeyPath) -> Iterator[tuple[str, Any]]:
        for key_node, value_node in node.value:
            place = self.location(key_node.start_mark)
            key = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
            if (*at, key) in self.keys:
                hint = f"the first stands in line {self.keys[*at, key].line}: keep one"
                self.problems.append(error("duplicate-key", place, f"“{key}” stands twice here", hint))
            self.keys[*at, key] = place
            yield key, self.value(value_node, (*at, key))

    def location(self, mark: Any) -> Location:
        return Location(self.path, mark.line + 1, mark.column + 1)


def read_source(file: Path, path: str) -> tuple[Source | None, list[Problem]]:
    """Read a leaflet's source. Return it, or None, and the problems found; path is how messages name the file."""
    try:
        data = file.read_bytes()
    except OSError as fault:
        return None, [error("unreadable-source", Location(path), f"the file cannot be read: {fault.strerror}")]
    source, problems = _parse(data, path)
    return source, list(problems)


# It is read once to be checked, and once more as what a person signs. A few are in use at a time.
@lru_cache(maxsize=16)
def _parse(data: bytes, path: str) -> tuple[Source | None, Sequence[Problem]]:
    tree = _Tree(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = fault.object[: fault.start].count(b"\n") + 1
        hint = "save the file again with the encoding UTF-8"
        return None, [error("source-encoding", Location(path, line), "the file is not in UTF-8", hint)]
    try:
        yaml = YAML(typ="safe", pure=True)
        yaml.allow_duplicate_keys = True  # reported by us, with both lines
        node = yaml.compose(text)
    except MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = tree.location(mark) if mark else Location(path)
        said = str(fault.problem)
        return None, [error("yaml-syntax", place, f"this is not YAML: {said}", _syntax_hint(said))]
    except YAMLError as fault:
        return None, [error("yaml-syntax", Location(path), f"this is not YAML: {str(fault).splitlines()[0]}")]
    if node is None:
        return None, [error("yaml-syntax", Location(path), "the file is empty", "docs/authors.md shows a source")]
    value = tree.value(node)
    if tree.problems:
        return None, tree.problems
    try:
        leaflet = Leaflet.model_validate(value)
    except ValidationError as fault:
        return None, list(_problems(tree, fault.errors()))
    return Source(leaflet, path, tree.places), []


def _place(places: Mapping[KeyPath, Location], keys: KeyPath) -> Location:
    while keys not in places:
        keys = keys[:-1]
    return places[keys]


def _syntax_hint(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return "a text that holds a colon and a space must stand in quotes, or the line is indented wrongly"
    if "\\t" in problem:
        return "indent with spaces, not with tabs"
    return "look at this line and the one above it: quotes, colons and indentation"


def _problems(tree: _Tree, faults: list[ErrorDetails]) -> Iterator[Problem]:
    for fault in faults:
        # Pydantic names the kind of a block in its path too; the file does not.
        keys: KeyPath = ()
        for key in fault["loc"][:-1]:
            keys = (*keys, key) if (*keys, key) in tree.places else keys
        last = fault["loc"][-1:] if fault["loc"] else ()
        if fault["type"] == "missing" or (*keys, *last) in tree.places:
            keys = (*keys, *last)
        if fault["type"] == "too_short" and fault["input"]:
            continue  # all its entries are faulty, and each is reported by itself
        known = tree.keys if fault["type"] in {"extra_forbidden", "literal_error"} else tree.places
        message, hint = _explain(fault, keys)
        keys = (*keys, *fault.get("ctx", {}).get("key", ()))
        place = known[keys] if fault["type"] == "extra_forbidden" and keys in known else _place(tree.places, keys)
        yield error("bad-source", place, message, hint)


_EXPECTED = {
    "string_type": ("a text is expected here", "write some words after the colon"),
    "tuple_type": ("a list is expected here", "start each entry on a line of its own with “- ”"),
    "dict_type": ("named values are expected here", "write “name: value”, each on a line of its own"),
    "model_type": ("named values are expected here", "write “name: value”, each on a line of its own"),
    "model_attributes_type": ("named values are expected here", "write “name: value”, each on a line of its own"),
    "decimal_parsing": ("“{input}” is not a number", "write digits only, with a point for decimals: 38.9"),
    "decimal_type": ("a number is expected here", "write digits only, with a point for decimals: 38.9"),
    "bool_parsing": ("“{input}” is neither true nor false", "write true or false"),
    "bool_type": ("true or false is expected here", "write true or false"),
    "too_short": ("the list is empty", "fill it, or remove it"),
    "too_long": ("the list is too long here", "a range has two numbers: [12, 14]"),
}


def _explain(fault: ErrorDetails, keys: KeyPath) -> tuple[str, str]:
    """Say a fault that pydantic found in words for the author of a source: message and hint."""
    kind, context, given = fault["type"], fault.get("ctx", {}), fault["input"]
    name = keys[-1] if keys else ""
    if kind == "fault":
        return context["message"], context["hint"]
    if kind == "missing":
        return f"“{name}” is missing here", f"add a line “{name}: …”"
    if kind == "extra_forbidden":
        known = _known_keys()
        hint = f"“{name}” belongs elsewhere" if name in known else _nearest(str(name), sorted(known))
        return f"the key “{name}” is not known here", hint
    if kind == "literal_error":
        return f"“{given}” is not known here", _nearest(str(given), [*_literals(context["expected"])])
    if kind == "string_pattern_mismatch":
        if not str(given).strip():
            return f"“{name}” is empty", "write some words, or remove the entry"
        return f"“{given}” cannot be an id", "use small letters, digits and hyphens: warning-signs"
    if kind.startswith("date"):
        return f"“{given}” is not a date", "write year, month, day: 2026-11-23"
    message, hint = _EXPECTED.get(kind, (fault["msg"], ""))
    return message.replace("{input}", str(given)), hint


def _literals(expected: str) -> Iterator[str]:
    return (part for i, part in enumerate(expected.split("'")) if i % 2)


def _known_keys() -> set[str]:
    models = [item for item in vars(model).values() if isinstance(item, type) and issubclass(item, BaseModel)]
    return {str(field.alias or name) for item in models for name, field in item.model_fields.items()}


def _nearest(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"did you mean “{near[0]}”?" if near else f"known: {', '.join(known)}"
