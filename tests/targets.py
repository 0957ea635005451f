"""Where in a finished PDF a fault is to be done: the marked content of a text, of a number, of a warning sign."""

from __future__ import annotations

from faults import Target
from finished import Finished, handout

from leaflet.checks.pdf.matching import read
from leaflet.checks.pdf.reading import Block, Part
from leaflet.readback import read_pdf


def found(finished: Finished, name: str) -> Block:
    reading = read(read_pdf(finished.data), finished.expectation)
    return next(block for block in reading.content if block.expected is not None and block.expected.id == name)


def target(part: Part, other: Target | None = None) -> Target:
    assert part.piece.mcid is not None
    return Target(part.piece.page, part.piece.mcid, other)


def longest(finished: Finished, name: str, other: Target | None = None) -> Target:
    return target(max(found(finished, name).parts, key=lambda part: len(part.text)), other)


def sign(tag: str) -> tuple[Finished, Target]:
    finished = handout(tag)
    return finished, longest(finished, "emergency/bleeding", longest(finished, "call/discharge"))


def number(finished: Finished) -> Target:
    reading = read(read_pdf(finished.data), finished.expectation)
    for block in reading.content:
        for value in block.expected.values if block.expected else ():
            for part in block.parts:
                if (part.start, part.end) == (value.start, value.end) and part.text != part.text[::-1]:
                    return target(part)
    raise LookupError
