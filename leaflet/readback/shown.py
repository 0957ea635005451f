"""What a page shows: its marked-content sequences with their glyphs, gathered as its content is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from leaflet.readback.facts import Box, Drawing, Font, Piece, Run
from leaflet.readback.token import ReadbackError

# Forms in forms in forms: a file that nests them deeper is broken, or means harm.
_DEEPEST = 12

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Form(NamedTuple):
    """An external object: its matrix and box; the content and resources of a form, None of an image."""

    matrix: Matrix
    box: Box
    content: bytes | None
    resources: Resources | None


class Resources(Protocol):
    """What the names in a content stream stand for; ReadbackError for a name that stands for nothing."""

    def font(self, name: str) -> Font:
        """Return a font."""

    def opacity(self, name: str) -> float | None:
        """Return the opacity of fillings that a set of graphics parameters gives, None if it gives none."""

    def form(self, name: str) -> Form:
        """Return an external object."""

    def properties(self, name: str) -> Mapping[str, str | int]:
        """Return a property list: MCID, ActualText, Lang."""


@dataclass(slots=True)
class _Mark:
    """A marked-content sequence that is open, with the runs that it shows."""

    mcid: int | None
    marked: bool
    artifact: bool
    actual_text: str | None
    language: str | None
    runs: list[Run]


class Shown:
    """What a page shows: filled as its content is read, and that of its forms."""

    def __init__(self, page: int) -> None:
        self.pieces: list[Piece] = []
        self.drawings: list[Drawing] = []
        self._page = page
        self._marks = [_Mark(None, False, False, None, None, [])]
        self._depth = 0

    @contextmanager
    def stream(self) -> Iterator[None]:
        """Watch over the reading of one content stream: what is marked in it ends in it (ISO 32000-1, 14.6.1)."""
        self._depth += 1
        depth = len(self._marks)
        if self._depth > _DEEPEST:
            raise ReadbackError(f"forms on page {self._page + 1} are nested too deeply")
        yield
        if len(self._marks) != depth:
            raise ReadbackError(f"marked content on page {self._page + 1} does not end where it should")
        self._flush()
        self._depth -= 1

    def begin(self, tag: bytes, said: Mapping[str, str | int]) -> None:
        """Begin a marked-content sequence."""
        self._flush()
        outer = self._marks[-1]
        mcid, text, language = said.get("MCID"), said.get("ActualText"), said.get("Lang")
        self._marks.append(
            _Mark(
                mcid if isinstance(mcid, int) else outer.mcid,
                True,
                outer.artifact or tag == b"/Artifact",
                text if isinstance(text, str) else None,
                language if isinstance(language, str) else outer.language,
                [],
            )
        )

    def end(self) -> None:
        """End the innermost marked-content sequence."""
        self._flush()
        self._marks.pop()
        if not self._marks:
            raise ReadbackError(f"marked content on page {self._page + 1} ends that did not begin")

    def add(self, run: Run) -> None:
        """Add a run to the innermost marked-content sequence."""
        self._marks[-1].runs.append(run)

    def draw(self, box: Box) -> None:
        """Add an object that is drawn as a whole."""
        mark = self._marks[-1]
        self.drawings.append(Drawing(self._page, mark.mcid, mark.artifact, box))

    def _flush(self) -> None:
        mark = self._marks[-1]
        if mark.runs:
            runs = tuple(mark.runs)
            piece = Piece(self._page, mark.mcid, mark.marked, mark.artifact, mark.actual_text, mark.language, runs)
            self.pieces.append(piece)
            mark.runs = []
