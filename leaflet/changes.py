"""What has changed in a leaflet since it was signed, text by text."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from leaflet.ledger import SignOff
from leaflet.paired import SignedTexts


class Kind(StrEnum):
    """What happened to a text: its value is how it is told."""

    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    ENGLISH = "English changed"
    TRANSLATION = "translation changed"


@dataclass(frozen=True)
class Change:
    """A text that has changed, by its id (see PairedText.id), and how."""

    id: str
    kind: Kind

    @property
    def in_source(self) -> bool:
        """Whether it is the source that changed."""
        return self.kind is not Kind.TRANSLATION

    def __str__(self) -> str:
        return f"{self.id} ({self.kind})"


def moved(before: Sequence[str], now: Sequence[str]) -> set[str]:
    """Return, of the names that are in both lists, those to take out for the rest to be in the same order."""
    both = set(before) & set(now)
    old, new = [name for name in before if name in both], [name for name in now if name in both]
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return both - {name for block in blocks for name in old[block.a : block.a + block.size]}


def changes(record: SignOff, paired: SignedTexts) -> tuple[Change, ...]:
    """Return what has changed since a record, in the order of the leaflet as it is, then what is gone from it."""
    before = {each.id: each for each in record.texts}
    now = {each.id: each for each in paired.texts}
    displaced = moved(list(before), list(now))
    found = []
    for name, each in now.items():
        old = before.get(name)
        if old is None:
            found.append(Change(name, Kind.NEW))
        elif old.english != each.english:
            found.append(Change(name, Kind.ENGLISH))
        elif old.text != each.text:
            found.append(Change(name, Kind.TRANSLATION))
        elif name in displaced:
            found.append(Change(name, Kind.MOVED))
    return (*found, *(Change(name, Kind.GONE) for name in before if name not in now))
