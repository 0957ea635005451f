"""What is known of a project once it was read and checked: its leaflets and its problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from leaflet.acknowledge import Acknowledged, Settled
from leaflet.imprint import Imprint
from leaflet.localize import LocalizedLeaflet
from leaflet.problem import Problem
from leaflet.tally import Tally, Unit


@dataclass(frozen=True)
class Overview:
    """What is known of a project without its texts: the problems, and how much of each unit is translated.

    titles: of leaflets, in the source language, by id; languages: the tags of those that were looked at for errors.
    """

    settled: Settled
    tallies: Mapping[Unit, Tally]
    titles: Mapping[str, str]
    languages: frozenset[str]


@dataclass(frozen=True)
class Loaded:
    """What a project holds: the leaflets by id and language tag, and the problems, sorted by place.

    A leaflet is absent in a language in which it has an error. imprint: what they all share; languages: the tags of
    those that were asked for; tallies: of each domain and tag.
    acknowledged: the warnings that a person let stand; they are not among the problems.
    """

    leaflets: Mapping[tuple[str, str], LocalizedLeaflet]
    imprint: Imprint
    problems: tuple[Problem, ...]
    acknowledged: tuple[Acknowledged, ...] = ()
    languages: frozenset[str] = frozenset()
    tallies: Mapping[Unit, Tally] = field(default_factory=dict)

    @property
    def settled(self) -> Settled:
        """All problems, those that were let stand apart."""
        return Settled(self.problems, self.acknowledged)

    @property
    def overview(self) -> Overview:
        """The same without the texts."""
        source = self.imprint.source_language.tag
        titles = {unit[0]: each.leaflet.title.text for unit, each in self.leaflets.items() if unit[1] == source}
        return Overview(self.settled, self.tallies, titles, self.languages)


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
