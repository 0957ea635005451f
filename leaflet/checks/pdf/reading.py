"""What a reader meets in a PDF: its texts, one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from leaflet.checks.pdf.glyphtext import glyph_text
from leaflet.expectedtext import ExpectedText, plain_text
from leaflet.readback.facts import Element, Leaf, PdfFacts, Piece, Run

# Elements that stand inside a line (ISO 32000-1, 14.8.4.4), and the one that stands for nothing.
_INLINE = frozenset(
    {"Span", "NonStruct", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "Warichu"}
)
HEADINGS = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"})
# Two lines never have baselines so close; and one line's never differ so much. In points.
SAME_LINE = 0.5


@dataclass(slots=True)
class Part:
    """A piece of the page with its text, and what the structure says of its language; start and end in its block.

    drawn: what its glyphs stand for; left and right: where its letters begin and end on the page; spaces at its ends
    take no room.
    """

    piece: Piece
    text: str
    drawn: str
    language: str | None
    start: int = 0
    end: int = 0
    left: float = field(init=False)
    right: float = field(init=False)

    def __post_init__(self) -> None:
        lefts, rights = [], []
        for run in self.piece.runs:
            places = range(len(run.codes))
            first, last = _first_seen(run, places), _first_seen(run, reversed(places))
            lefts.append(run.xs[first or 0])
            last = places[-1] if last is None else last
            rights.append(run.xs[last] + run.font.width(run.codes[last]) * (run.size / 1000))
        self.left, self.right = min(lefts), max(rights)


def _first_seen(run: Run, places: Iterable[int]) -> int | None:
    """Return the first of these places in a run at which it shows more than white space."""
    unicode, codes = run.font.unicode, run.codes
    return next((place for place in places if unicode.get(codes[place], "?").strip()), None)


@dataclass(slots=True, eq=False)
class Block:
    """A text that stands by itself: a heading, a paragraph, an entry of a list, or what runs along a page.

    kind: the type of its element, "" for what is in no structure; in_list: a number that all entries of one list share;
    in_entry: one that all texts of an entry share; text: as it is to be read, with a space where a line ends; levels:
    of its characters, by the Unicode Bidirectional Algorithm; expected: the text that it is, if it is one.
    """

    kind: str
    parts: list[Part]
    in_list: int | None = None
    in_entry: int | None = None
    text: str = ""
    levels: tuple[int, ...] = ()
    expected: ExpectedText | None = None

    @property
    def pages(self) -> set[int]:
        """The pages that it stands on."""
        return {part.piece.page for part in self.parts}

    def lines(self) -> Iterator[list[Part]]:
        """Yield the parts line by line."""
        line: list[Part] = []
        for part in self.parts:
            if line and not same_line(line[-1].piece, part.piece):
                yield line
                line = []
            line.append(part)
        if line:
            yield line


@dataclass(slots=True)
class Reading:
    """All texts of a PDF.

    content: in the order in which its structure tells them; labels: the signs before entries of lists; running: what
    belongs to no structure, by page; stray: what stands outside of marked content; missing: what is expected and is
    nowhere, on some page or in all; figures: the descriptions of images.
    """

    content: list[Block] = field(default_factory=list)
    labels: list[Block] = field(default_factory=list)
    running: list[list[Block]] = field(default_factory=list)
    stray: list[Piece] = field(default_factory=list)
    missing: list[ExpectedText] = field(default_factory=list)
    missing_running: list[tuple[int, ExpectedText]] = field(default_factory=list)
    figures: list[str | None] = field(default_factory=list)

    def blocks(self) -> Iterator[Block]:
        """Yield all texts."""
        yield from self.content
        yield from self.labels
        for page in self.running:
            yield from page


def same_line(one: Piece, other: Piece) -> bool:
    """Tell whether two pieces stand on the same line."""
    return one.page == other.page and abs(one.baseline - other.baseline) < SAME_LINE


def left_edge(block: Block) -> float:
    """Return where the leftmost letter of a text begins, in points from the left of its page."""
    return min(part.left for part in block.parts)


def right_edge(block: Block) -> float:
    """Return where the rightmost letter of a text ends."""
    return max(part.right for part in block.parts)


def read_texts(facts: PdfFacts) -> Reading:
    """Return the texts of a PDF, none of them put beside an expected one yet."""
    reading = Reading()
    _Walk(facts, reading).run()
    return reading


_Place = tuple[int | None, int | None]
"""The list that a text stands in, and its entry."""


class _Walk:
    """Walks the structure tree, and gathers the pieces that it leads to into blocks."""

    def __init__(self, facts: PdfFacts, reading: Reading) -> None:
        self._facts = facts
        self._reading = reading
        self._pieces: dict[Leaf, list[Piece]] = defaultdict(list)
        self._lists = self._entries = 0
        self._block: Block | None = None
        self._owner: Element | None = None

    def run(self) -> None:
        """Fill the reading."""
        rest: list[list[Piece]] = []
        for number, page in enumerate(self._facts.pages):
            rest.append([])
            for piece in page.pieces:
                if piece.mcid is not None:
                    self._pieces[Leaf(number, piece.mcid)].append(piece)
                elif piece.marked:
                    rest[number].append(piece)
                else:
                    self._reading.stray.append(piece)
        root = self._facts.structure
        if root is not None:
            self._element(root, root, (None, None), None)
        for leaf, pieces in self._pieces.items():
            rest[leaf.page] += pieces
        self._reading.running = [
            [Block("", [_part(piece, None, piece.language)]) for piece in pieces] for pieces in rest
        ]

    def _element(self, element: Element, owner: Element, place: _Place, said: str | None) -> None:
        if element.type not in _INLINE:
            owner = element
        if element.type == "L":
            self._lists += 1
            place = (self._lists, None)
        if element.type == "LI":
            self._entries += 1
            place = (place[0], self._entries)
        if element.type == "Figure":
            self._reading.figures.append(element.alt)
        if element.actual_text is not None:
            said = element.actual_text
        for kid in element.kids:
            if isinstance(kid, Element):
                self._element(kid, owner, place, said if len(element.kids) == 1 else None)
            else:
                self._leaf(kid, element, owner, place, said if len(element.kids) == 1 else None)

    def _leaf(self, leaf: Leaf, element: Element, owner: Element, place: _Place, said: str | None) -> None:
        pieces = self._pieces.pop(leaf, None)
        if pieces is None:
            return  # an image; or a text that is said, but shows nothing: it will be missed
        if self._block is None or self._owner is not owner:
            self._block, self._owner = Block(owner.type, [], *place), owner
            (self._reading.labels if owner.type == "Lbl" else self._reading.content).append(self._block)
        for piece in pieces:
            text = said if len(pieces) == 1 else None
            self._block.parts.append(_part(piece, text, piece.language or element.language))


def _part(piece: Piece, said: str | None, language: str | None) -> Part:
    """Return a piece with its text: what the structure says, or else the piece itself, or else its glyphs."""
    drawn = glyph_text(piece)
    text = said if said is not None else piece.actual_text if piece.actual_text is not None else drawn
    return Part(piece, plain_text(text), drawn, language)
