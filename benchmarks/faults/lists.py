"""Faults of the lists of warning signs: a sign said twice, under the wrong urgency, in another's place."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

from benchmarks.catalogs import Clean, Text, cut, literal
from benchmarks.mutation import Draft, in_catalog, in_text


def _list_of(name: str) -> str:
    return name.split("/", maxsplit=1)[0]


def _headings(clean: Clean) -> list[str]:
    return [f"{name}/heading" for name in dict.fromkeys(map(_list_of, clean.signs))]


@in_catalog("lists/same-text", "mechanical")
def same(clean: Clean, _rng: random.Random) -> Iterator[Draft]:
    """A sign's translation stands in another's place too: one sign is missing."""
    for one, other in itertools.permutations(clean.signs, 2):
        where = "in its list" if _list_of(one) == _list_of(other) else "in the other list"
        yield Draft((other, one), f"over another {where}", {other: clean.texts[one]})
    for one, other in itertools.permutations(_headings(clean), 2):
        yield Draft((other, one), "a heading over the other", {other: clean.texts[one]})


@in_catalog("lists/nearly-same", "mechanical")
def nearly(clean: Clean, _rng: random.Random) -> Iterator[Draft]:
    """The same, with a small difference: another end, a mark, a comma, a letter."""
    for one, other in itertools.permutations(clean.signs, 2):
        text = clean.texts[one]
        if "{" in clean.messages[one].text or "{" in clean.messages[other].text or len(text) < 4:
            continue
        middle = Text(clean, clean.messages[one], text).tokens[-1][0]
        yield Draft((other, one), "with a point", {other: f"{text}."})
        yield Draft((other, one), "in quotes", {other: f"“{text}”"})
        yield Draft((other, one), "in bold", {other: f"**{text.replace('**', '')}**"})
        yield Draft((other, one), "with a comma", {other: f"{text[:middle]}, {text[middle:]}"})
        yield Draft((other, one), "a letter less", {other: text[:-2] + text[-1]})
        if text.lower() != text:
            yield Draft((other, one), "in small letters", {other: text.lower()})


def _exchanged(clean: Clean, one: str, other: str, description: str) -> Draft:
    return Draft((one, other), description, {one: clean.texts[other], other: clean.texts[one]})


@in_catalog("lists/other-urgency", "meaning")
def urgency(clean: Clean, _rng: random.Random) -> Iterator[Draft]:
    """Two signs exchanged between the list of emergencies and the list of calls."""
    for one, other in itertools.combinations(clean.signs, 2):
        if _list_of(one) != _list_of(other):
            yield _exchanged(clean, one, other, f"with {other}")


@in_catalog("lists/signs-swapped", "meaning")
def swapped(clean: Clean, _rng: random.Random) -> Iterator[Draft]:
    """Two signs of one list exchanged: neither translates its English."""
    for one, other in itertools.combinations(clean.signs, 2):
        if _list_of(one) == _list_of(other):
            yield _exchanged(clean, one, other, "exchanged")


@in_catalog("lists/order", "meaning")
def order(clean: Clean, _rng: random.Random) -> Iterator[Draft]:
    """A list in another order than its source's: each sign's translation slid to a neighbour."""
    for name in dict.fromkeys(map(_list_of, clean.signs)):
        signs = [sign for sign in clean.signs if _list_of(sign) == name]
        texts = [clean.texts[sign] for sign in signs]
        if len(signs) > 2:
            for step in (1, 2, len(signs) - 1):
                moved = texts[step:] + texts[:step]
                yield Draft(tuple(signs), f"slid by {step}", dict(zip(signs, moved, strict=True)))
            yield Draft(tuple(signs), "from last to first", dict(zip(signs, texts[::-1], strict=True)))


@in_catalog("lists/headings-swapped", "meaning")
def headings(clean: Clean, _rng: random.Random) -> Iterator[Draft]:
    """The headings of the two lists exchanged: emergencies are to be telephoned about."""
    for one, other in itertools.combinations(_headings(clean), 2):
        yield _exchanged(clean, one, other, "exchanged")
        for mark in (".", ":", "!"):
            texts = {one: clean.texts[other] + mark, other: clean.texts[one] + mark}
            yield Draft((one, other), f"exchanged, with “{mark}”", texts)
        yield Draft(
            (one, other), "exchanged, in bold", {one: f"**{clean.texts[other]}**", other: f"**{clean.texts[one]}**"}
        )


@in_text("lists/at-once-lost", "meaning")
def at_once(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """The heading of the emergencies no longer says "at once"."""
    if text.id != "emergency/heading":
        return
    ideas = text.clean.lexicon.ideas
    spans = text.spans(ideas.get("at-once", ()))
    if not spans:
        return
    start, end = spans[0][0], spans[-1][1]
    if all(a == d or not text.text[d:a].strip() for (_, d), (a, _) in itertools.pairwise(spans)):
        yield "lost", cut(text.text, start, end)
        for later in literal(ideas.get("later", ())):
            yield f"“{later}” instead", cut(text.text, start, end, later)
        yield "lost, in bold", f"**{cut(text.text, start, end)}**"
        yield "lost, with a point", cut(text.text, start, end) + "."
    else:
        for a, b in spans:
            yield "one of the words lost", cut(text.text, a, b)
