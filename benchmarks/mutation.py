"""Mutants: catalogs with one fault each, and the registry of the classes of faults that make them."""

from __future__ import annotations

import inspect
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from benchmarks.catalogs import Clean, Text, is_critical

# mechanical: what was written wrongly can be told from the file alone. language-data: with what Unicode and CLDR know
# of the language. meaning: with words that only a translator knows (the lexicon). page: on the finished page.
Kind = Literal["mechanical", "language-data", "meaning", "page"]


@dataclass(frozen=True)
class Draft:
    """A fault that could be made: of which messages, what it does, and the new translations or the whole new file."""

    ids: tuple[str, ...]
    description: str
    change: Mapping[str, str] | bytes


@dataclass(frozen=True)
class Mutant:
    """A clean catalog with one fault. message_id is None where the fault concerns the whole file."""

    fault: str
    kind: Kind
    critical: bool
    language: str
    domain: str
    edition: str
    message_id: str | None
    description: str
    data: bytes

    @property
    def group(self) -> str:
        """The group of its class: `numbers` of `numbers/changed`."""
        return self.fault.split("/")[0]


Make = Callable[[Clean, random.Random], Iterable[Draft]]
# What a fault in one text yields: what it does, and the new text.
MakeText = Callable[[Text, random.Random], Iterable[tuple[str, str]]]


@dataclass(frozen=True)
class Fault:
    """A class of faults: its id, its kind, what it means (a sentence), and what makes its drafts.

    typed: whether it is made in the edition with typed numbers too (see editions.py).
    """

    id: str
    kind: Kind
    title: str
    make: Make
    typed: bool


FAULTS: dict[str, Fault] = {}


def in_catalog(fault_id: str, kind: Kind, *, typed: bool = False) -> Callable[[Make], Make]:
    """Register a class whose faults concern a whole catalog, or several of its texts."""

    def register(make: Make) -> Make:
        assert fault_id not in FAULTS, fault_id
        FAULTS[fault_id] = Fault(fault_id, kind, (inspect.getdoc(make) or "").splitlines()[0], make, typed)
        return make

    return register


def in_text(fault_id: str, kind: Kind, *, typed: bool = False) -> Callable[[MakeText], MakeText]:
    """Register a class whose faults each concern one text."""

    def register(make: MakeText) -> MakeText:
        def every(clean: Clean, rng: random.Random) -> Iterator[Draft]:
            for text in clean.parsed:
                for description, new in make(text, rng):
                    yield Draft((text.id,), description, {text.id: new})

        every.__doc__ = make.__doc__
        in_catalog(fault_id, kind, typed=typed)(every)
        return make

    return register


def mutants_of(fault: Fault, catalogs: Iterable[Clean], quota: int, seed: int) -> list[Mutant]:
    """Return up to quota mutants of a class from the catalogs of one language, always the same for a seed.

    Each way of making the fault (each description) has its turn before any has a second; critical entries come first
    two times in three.
    """
    ranked: list[tuple[int, float, Clean, Draft]] = []
    for clean in catalogs:
        if clean.edition and not fault.typed:
            continue
        # A seed that is a string: Python's own hashes differ from run to run.
        rng = random.Random(f"{seed} {fault.id} {clean.language.tag} {clean.domain} {clean.edition}")
        drafts = [draft for draft in fault.make(clean, rng) if _is_fault(clean, draft)]
        weighed = sorted(drafts, key=lambda draft: rng.random() * (0.5 if any(map(is_critical, draft.ids)) else 1.0))
        turns: dict[str, int] = {}
        for draft in weighed:
            turn = turns[draft.description] = turns.get(draft.description, -1) + 1
            ranked.append((turn, rng.random() + (clean.domain == "handout"), clean, draft))
    ranked.sort(key=lambda item: item[:2])
    found: list[Mutant] = []
    seen: set[tuple[str, str, bytes]] = set()
    for _, _, clean, draft in ranked:
        if len(found) == quota:
            break
        data = draft.change if isinstance(draft.change, bytes) else clean.with_texts(draft.change)
        key = (clean.domain, clean.edition, data)
        if key not in seen and data != clean.data:
            seen.add(key)
            found.append(_mutant(fault, clean, draft, data))
    return found


def _is_fault(clean: Clean, draft: Draft) -> bool:
    """Tell whether a draft changes anything at all; what it changes must mislead, which is up to its class."""
    if isinstance(draft.change, bytes):
        return draft.change != clean.data
    return any(clean.texts[name] != new for name, new in draft.change.items())


def _mutant(fault: Fault, clean: Clean, draft: Draft, data: bytes) -> Mutant:
    # A fault of the whole file takes its warning signs along.
    critical = any(map(is_critical, draft.ids)) if draft.ids else bool(clean.signs)
    return Mutant(
        fault.id,
        fault.kind,
        critical,
        clean.language.tag,
        clean.domain,
        clean.edition,
        draft.ids[0] if draft.ids else None,
        draft.description,
        data,
    )


def shape(mutant: Mutant) -> str:
    """Return what tells a mutant from others in a report: class, language, message, description."""
    return f"{mutant.fault} [{mutant.language}] {mutant.message_id or mutant.domain}: {mutant.description}"


def tidy(description: str) -> str:
    """Return a description on one line, without control characters."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", "·", description)
