"""The formatting characters of the Unicode Bidirectional Algorithm: isolates, embeddings, overrides (rules X1 to X8).

A text's characters are known by their bidirectional classes here (Unicode Standard Annex #9, table 4).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

INITIATORS = frozenset({"LRI", "RLI", "FSI"})
# Rule X9: these are as good as absent, once the levels are known.
REMOVED = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN"})
# The direction that each asks for, 1 from right to left, and the class that it gives to what it holds.
_EMBEDDINGS = {"LRE": (0, ""), "RLE": (1, ""), "LRO": (0, "L"), "RLO": (1, "R")}
_MAX_DEPTH = 125


class _Status(NamedTuple):
    """An entry of the directional status stack."""

    level: int
    override: str
    isolate: bool


def explicit_levels(classes: Sequence[str], base: int) -> tuple[list[int], list[str]]:
    """Return the level and the class of each character, as the formatting characters ask; base: the paragraph's level.

    Rules W1 to I2 go on from there.
    """
    explicit = _Explicit(classes, base)
    for i, kind in enumerate(classes):
        explicit.take(i, kind)
    return explicit.levels, explicit.classes


def matching_isolates(classes: Sequence[str]) -> dict[int, int]:
    """Return the place of the PDI of each isolate that has one (definition BD9)."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for i, kind in enumerate(classes):
        if kind in INITIATORS:
            stack.append(i)
        elif kind == "PDI" and stack:
            found[stack.pop()] = i
    return found


class _Explicit:
    """Goes through a paragraph once, with the stack and the three counters of rule X1."""

    def __init__(self, classes: Sequence[str], base: int) -> None:
        self.levels: list[int] = []
        self.classes = list(classes)
        self._original = classes
        self._base = base
        self._matching = matching_isolates(classes)
        self._stack = [_Status(base, "", False)]
        self._overflow_isolates = self._overflow_embeddings = self._valid_isolates = 0

    def take(self, i: int, kind: str) -> None:
        """Give the next character its level and class."""
        if kind == "PDI":
            self._end_isolate()
        level, override, _ = self._stack[-1]
        self.levels.append(self._base if kind == "B" else level)
        if override and kind not in REMOVED and kind != "B":
            self.classes[i] = override
        if kind in _EMBEDDINGS:
            if self._push(*_EMBEDDINGS[kind], isolate=False):
                return
            self._overflow_embeddings += not self._overflow_isolates
        elif kind in INITIATORS:
            right_to_left = self._first_strong(i) if kind == "FSI" else int(kind == "RLI")
            pushed = self._push(right_to_left, "", isolate=True)
            self._valid_isolates += pushed
            self._overflow_isolates += not pushed
        elif kind == "PDF":
            self._end_embedding()

    def _push(self, right_to_left: int, override: str, *, isolate: bool) -> bool:
        level = self._stack[-1].level
        level += 1 if (level + 1) % 2 == right_to_left else 2
        fits = level <= _MAX_DEPTH and not self._overflow_isolates and not self._overflow_embeddings
        if fits:
            self._stack.append(_Status(level, override, isolate))
        return fits

    def _end_isolate(self) -> None:
        """Rule X6a."""
        if self._overflow_isolates:
            self._overflow_isolates -= 1
        elif self._valid_isolates:
            self._overflow_embeddings = 0
            while not self._stack[-1].isolate:
                self._stack.pop()
            self._stack.pop()
            self._valid_isolates -= 1

    def _end_embedding(self) -> None:
        """Rule X7."""
        if self._overflow_isolates:
            return
        if self._overflow_embeddings:
            self._overflow_embeddings -= 1
        elif not self._stack[-1].isolate and len(self._stack) > 1:
            self._stack.pop()

    def _first_strong(self, start: int) -> int:
        """Rules P2 and P3 inside an FSI: 1 if the first strong character is a right-to-left one."""
        end = self._matching.get(start, len(self._original))
        i = start + 1
        while i < end:
            kind = self._original[i]
            if kind in {"L", "R", "AL"}:
                return int(kind != "L")
            i = self._matching.get(i, end) if kind in INITIATORS else i
            i += 1
        return 0
