"""One page for a browser on trial: what was read of it, what is expected of it, and how a fault is told."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from leaflet.checks.web.reading import Block, Reading
from leaflet.expected import Expectation
from leaflet.expectedtext import ExpectedText
from leaflet.problem import Location, Problem, error

_LONGEST = 60


@dataclass(frozen=True, eq=False)
class Case:
    """A page with all that the proofs go by; missing: what is expected and nowhere; path: its name in messages."""

    reading: Reading
    expectation: Expectation
    missing: tuple[ExpectedText, ...]
    path: str

    def problem(self, check: str, what: str, hint: str, block: Block | None = None) -> Problem:
        """Return an error of this file; block: the text that it concerns, which the message then quotes."""
        message_id = None
        if block is not None:
            what = f"“{shortened(block.text)}” {what}"
            message_id = block.expected.id if block.expected is not None else None
        about = {"language": self.expectation.language, "leaflet": self.expectation.leaflet, "message_id": message_id}
        return error(check, Location(self.path), what, hint, **about)


def shortened(text: str) -> str:
    """Return a text, or its beginning if it is long."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def put_beside(reading: Reading, expectation: Expectation, path: str) -> Case:
    """Return the page with each of its texts put beside the expected text that it is."""
    wanted: dict[str, list[ExpectedText]] = defaultdict(list)
    for text in expectation.texts:
        wanted[text.text].append(text)
    section = ""
    for block in reading.blocks:
        candidates = wanted.get(block.text)
        if candidates:
            said = block.languages[0][2]
            # Of texts with the same words, the one in its language, and of the section that is being read.
            block.expected = min(candidates, key=lambda text: (text.language != said, text.id.split("/")[0] != section))
            candidates.remove(block.expected)
            if block.is_heading:
                section = block.expected.id.split("/")[0]
    missing = tuple(text for left in wanted.values() for text in left if text.required)
    return Case(reading, expectation, missing, path)
