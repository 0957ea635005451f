"""What has changed in a leaflet since it was signed, text by text."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import StrEnum

from leaflet.ledger import SignOff
from leaflet.paired import PairedLeaflet


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


def changes(record: SignOff, paired: PairedLeaflet) -> tuple[Change, ...]:
    """Return what has changed since a record, in the order of the leaflet as it is, then what is gone from it."""
    before = {each.id: each for each in record.texts}
    now = {each.id: each for each in paired.texts}
    # Of the texts that are in both, those that have to be taken out for the rest to be in the same order.
    old_order, new_order = [name for name in before if name in now], [name for name in now if name in before]
    blocks = difflib.SequenceMatcher(None, old_order, new_order, autojunk=False).get_matching_blocks()
    kept = {name for block in blocks for name in old_order[block.a : block.a + block.size]}
    found = []
    for name, each in now.items():
        old = before.get(name)
        if old is None:
            found.append(Change(name, Kind.NEW))
        elif old.english != each.english:
            found.append(Change(name, Kind.ENGLISH))
        elif old.text != each.text:
            found.append(Change(name, Kind.TRANSLATION))
        elif name not in kept:
            found.append(Change(name, Kind.MOVED))
    return (*found, *(Change(name, Kind.GONE) for name in before if name not in now))
