"""One PDF on trial: what was read of it, what is expected of it, and how a fault is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from leaflet.checks.pdf.reading import Block, Reading
from leaflet.expected import Expectation
from leaflet.problem import Location, Problem, error
from leaflet.readback import PdfFacts


@dataclass(frozen=True, eq=False)
class Case:
    """A PDF with all that the proofs go by; path is how messages name the file."""

    facts: PdfFacts
    expectation: Expectation
    reading: Reading
    path: str

    def problem(self, check: str, what: str, hint: str, block: Block | None = None) -> Problem:
        """Return an error of this file; block: the text that it concerns, which the message then quotes."""
        message_id = None
        if block is not None:
            pages = " and ".join(str(page + 1) for page in sorted(block.pages))
            what = f"page {pages}: “{shortened(block.text)}” {what}"
            message_id = block.expected.id if block.expected is not None else None
        about = {"language": self.expectation.language, "leaflet": self.expectation.leaflet, "message_id": message_id}
        return error(check, Location(self.path), what, hint, **about)


Proof = Callable[[Case], Iterator[Problem]]


def shortened(text: str, length: int = 60) -> str:
    """Return a text, or its beginning if it is long."""
    return text if len(text) <= length else text[: length - 1] + "…"
