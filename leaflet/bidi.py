"""In which order a line of text is drawn: the Unicode Bidirectional Algorithm (Unicode Standard Annex #9, revision 50).

The renderer has an implementation of its own, and uses it on stretches of a line only; a proof of what it drew needs
another. There is none to be had in Python that tells the levels, so the rules stand here, under their names.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator, Sequence

from leaflet.isolates import INITIATORS, REMOVED, explicit_levels, matching_isolates

_NEUTRAL = frozenset({"B", "S", "WS", "ON", "FSI", "LRI", "RLI", "PDI"})
_LEFT_ALONE = frozenset({"L", "EN", "ES", "ET", "CS", "NSM", "B", "S", "WS", "ON", "BN"})
_NUMBERS = frozenset({"EN", "AN"})
# Brackets are paired up to this depth (definition BD16).
_MOST_BRACKETS = 63

_class = functools.cache(unicodedata.bidirectional)


def has_right_to_left(text: str) -> bool:
    """Tell whether any character of the text could be drawn from right to left."""
    return not text.isascii() and not _LEFT_ALONE.issuperset(map(_class, text))


def levels(text: str, base: int) -> list[int]:
    """Return the embedding level of each character of a paragraph; base is its own: 0 left to right, 1 right to left.

    A character at an even level is drawn left to right. What rule X9 removes gets the level of what stands before it.
    """
    if not base and not has_right_to_left(text):
        return [0] * len(text)
    return _Paragraph(text, base).levels


def visual_order(line_levels: Sequence[int]) -> list[int]:
    """Return the places of a line's characters in the order in which they are drawn, from the left (rule L2)."""
    order = list(range(len(line_levels)))
    if not order:
        return order
    odd = [level for level in line_levels if level % 2]
    for level in range(max(line_levels), min(odd, default=1) - 1, -1):
        start = 0
        while start < len(order):
            if line_levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and line_levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end
    return order


class _Paragraph:
    """One paragraph on its way through the rules. classes changes as they resolve it."""

    def __init__(self, text: str, base: int) -> None:
        self.text = text
        self.base = base
        self.original = [_class(char) or "L" for char in text]
        self._matching = matching_isolates(self.original)
        self.levels, self.classes = explicit_levels(self.original, base)
        for sequence, before, after in list(self._sequences()):
            self._weak(sequence, before)
            self._brackets(sequence, before)
            self._neutrals(sequence, before, after)
            self._implicit(sequence)
        self._whitespace()

    def _sequences(self) -> Iterator[tuple[list[int], str, str]]:
        """Rule X10: yield each isolating run sequence with the classes that stand for its edges (sos, eos)."""
        kept = [i for i, kind in enumerate(self.original) if kind not in REMOVED]
        runs: list[list[int]] = []
        for place, i in enumerate(kept):
            if place and self.levels[i] == self.levels[kept[place - 1]]:
                runs[-1].append(i)
            else:
                runs.append([i])
        by_start = {run[0]: run for run in runs}
        ends_of_isolates = set(self._matching.values())
        position = {i: place for place, i in enumerate(kept)}
        for run in runs:
            if run[0] in ends_of_isolates:
                continue
            sequence = list(run)
            while sequence[-1] in self._matching:
                sequence += by_start[self._matching[sequence[-1]]]
            level = self.levels[run[0]]
            first, last = position[sequence[0]], position[sequence[-1]]
            before = self.levels[kept[first - 1]] if first else self.base
            open_isolate = self.original[sequence[-1]] in INITIATORS
            after = self.base if open_isolate or last + 1 == len(kept) else self.levels[kept[last + 1]]
            yield sequence, _strong(max(level, before)), _strong(max(level, after))

    def _weak(self, sequence: list[int], before: str) -> None:
        """Rules W1 to W7: numbers, their signs and separators, and marks."""
        classes = _numbers([self.classes[i] for i in sequence], before)
        for place in range(1, len(classes) - 1):
            kind, left, right = classes[place], classes[place - 1], classes[place + 1]
            if left == right and ((kind in {"ES", "CS"} and left == "EN") or (kind == "CS" and left == "AN")):
                classes[place] = left
        for places in _stretches(classes, {"ET"}):
            if "EN" in (classes[places[0] - 1 : places[0]] + classes[places[-1] + 1 : places[-1] + 2]):
                classes[places[0] : places[-1] + 1] = ["EN"] * len(places)
        strong = before
        for place, (i, kind) in enumerate(zip(sequence, classes, strict=True)):
            if kind in {"L", "R"}:
                strong = kind
            elif kind in {"ES", "ET", "CS"}:
                classes[place] = "ON"
            elif kind == "EN" and strong == "L":
                classes[place] = "L"
            self.classes[i] = classes[place]

    def _brackets(self, sequence: list[int], before: str) -> None:
        """Rule N0: a pair of brackets takes the direction of what it encloses, or of what stands before it."""
        direction = _strong(self.levels[sequence[0]])
        for opening, closing in self._bracket_pairs(sequence):
            inside = {_strong_class(self.classes[i]) for i in sequence[opening + 1 : closing]} - {""}
            if direction in inside:
                chosen = direction
            elif inside:
                context = (_strong_class(self.classes[i]) for i in reversed(sequence[:opening]))
                earlier = next((kind for kind in context if kind), before)
                chosen = earlier if earlier != direction else direction
            else:
                continue
            for place in (opening, closing):
                self.classes[sequence[place]] = chosen
                for i in sequence[place + 1 :]:
                    if self.original[i] != "NSM":
                        break
                    self.classes[i] = chosen

    def _bracket_pairs(self, sequence: list[int]) -> list[tuple[int, int]]:
        """Return the places of bracket pairs in a sequence, by their opening (definition BD16)."""
        pairs: list[tuple[int, int]] = []
        stack: list[tuple[str, int]] = []
        for place, i in enumerate(sequence):
            char = unicodedata.normalize("NFC", self.text[i])
            if self.classes[i] != "ON":
                continue
            if closing_bracket(char):
                if len(stack) == _MOST_BRACKETS:
                    break
                stack.append((closing_bracket(char), place))
            else:
                for depth in range(len(stack) - 1, -1, -1):
                    if stack[depth][0] == char:
                        pairs.append((stack[depth][1], place))
                        del stack[depth:]
                        break
        return sorted(pairs)

    def _neutrals(self, sequence: list[int], before: str, after: str) -> None:
        """Rules N1 and N2: what has no direction takes that of what is around it, or its paragraph's."""
        classes = [self.classes[i] for i in sequence]
        direction = _strong(self.levels[sequence[0]])
        for places in _stretches(classes, _NEUTRAL):
            left = _strong_class(classes[places[0] - 1]) if places[0] else before
            right = _strong_class(classes[places[-1] + 1]) if places[-1] + 1 < len(classes) else after
            for place in places:
                self.classes[sequence[place]] = left if left == right else direction

    def _implicit(self, sequence: list[int]) -> None:
        """Rules I1 and I2: the levels that the resolved classes ask for."""
        for i in sequence:
            kind, level = self.classes[i], self.levels[i]
            if level % 2:
                self.levels[i] += kind in {"L", "EN", "AN"}
            else:
                self.levels[i] += {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)

    def _whitespace(self) -> None:
        """Rule L1 for the end of the paragraph and before separators; and levels for what X9 removed."""
        at_end = True
        for i in range(len(self.original) - 1, -1, -1):
            kind = self.original[i]
            if kind in {"B", "S"}:
                at_end = True
                self.levels[i] = self.base
            elif kind in {"WS", "FSI", "LRI", "RLI", "PDI"} or kind in REMOVED:
                if at_end:
                    self.levels[i] = self.base
            else:
                at_end = False
        for i, kind in enumerate(self.original):
            if kind in REMOVED:
                self.levels[i] = self.levels[i - 1] if i else self.base


def _numbers(classes: list[str], before: str) -> list[str]:
    """Rules W1 to W3: a mark is as what it stands on, a number after an Arabic letter is an Arabic one."""
    last = strong = before
    found = []
    for original in classes:
        isolated = last in INITIATORS or last == "PDI"
        kind = original if original != "NSM" else "ON" if isolated else last
        last = kind
        if kind in {"L", "R", "AL"}:
            strong = kind
        found.append("AN" if kind == "EN" and strong == "AL" else "R" if kind == "AL" else kind)
    return found


def _stretches(classes: Sequence[str], wanted: frozenset[str] | set[str]) -> Iterator[range]:
    start = None
    for place, kind in enumerate((*classes, "")):
        if kind in wanted:
            start = place if start is None else start
        elif start is not None:
            yield range(start, place)
            start = None


def _strong(level: int) -> str:
    return "R" if level % 2 else "L"


def _strong_class(kind: str) -> str:
    """Return the direction of a resolved class for rules N0 to N2; "" if it has none. Numbers count as R."""
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(kind, "")


@functools.cache
def closing_bracket(char: str) -> str:
    """Return the bracket that closes an opening one, "" for any other character (Bidi_Paired_Bracket).

    Python knows which characters are mirrored brackets, but not the pairs: they go by their names.
    """
    if unicodedata.category(char) != "Ps" or not unicodedata.mirrored(char):
        return ""
    try:
        found = unicodedata.lookup(unicodedata.name(char).replace("LEFT", "RIGHT"))
    except KeyError:
        return ""
    return unicodedata.normalize("NFC", found) if unicodedata.category(found) == "Pe" else ""
