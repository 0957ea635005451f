"""What is known of a project once it was read and checked: its leaflets, its problems, and how much is translated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leaflet.acknowledge import Acknowledged, Settled
from leaflet.catalog import Catalog
from leaflet.imprint import Imprint
from leaflet.localize import LocalizedLeaflet
from leaflet.messages import Message
from leaflet.problem import Problem

# A domain (a leaflet's id, or that of the shared words) in a language (its tag).
Unit = tuple[str, str]


@dataclass(frozen=True)
class Tally:
    """How many texts a domain has, and how many of them a catalog has a translation of: good, or fuzzy."""

    texts: int
    translated: int
    fuzzy: int


def tally(messages: Sequence[Message], catalog: Catalog | None) -> Tally:
    """Count the texts of a domain in a catalog; None is one that cannot be read."""
    found = [catalog.entries.get(message.id) for message in messages] if catalog else []
    fuzzy = [entry.fuzzy for entry in found if entry and entry.text.strip()]
    return Tally(len(messages), fuzzy.count(False), fuzzy.count(True))


@dataclass(frozen=True)
class Loaded:
    """What a project holds: the leaflets by id and language tag, and the problems, sorted by place.

    A leaflet is absent in a language in which it has an error. imprint: what they all share.
    acknowledged: the warnings that a person let stand; they are not among the problems.
    """

    leaflets: Mapping[tuple[str, str], LocalizedLeaflet]
    imprint: Imprint
    problems: tuple[Problem, ...]
    acknowledged: tuple[Acknowledged, ...] = ()
    tallies: Mapping[Unit, Tally] = field(default_factory=dict)

    @property
    def settled(self) -> Settled:
        """All problems, those that were let stand apart."""
        return Settled(self.problems, self.acknowledged)


@dataclass(frozen=True)
class Examined:
    """What was found in a project before it is known which warnings a person let stand.

    leaflets, problems: as in Loaded, the problems in no order. checked: by a language's tag, the domains that were
    checked in it from end to end; words: by tag, the shared words of each language that has them without an error.
    tallies: of each domain and tag.
    """

    leaflets: Mapping[Unit, LocalizedLeaflet]
    imprint: Imprint
    problems: tuple[Problem, ...]
    checked: Mapping[str, set[str]]
    words: Mapping[str, Mapping[str, str]]
    tallies: Mapping[Unit, Tally]
