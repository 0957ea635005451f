"""What is in a PDF, as values: nothing of how it came to be there.

Places and sizes are in points, from the lower left corner of the page's coordinates, upwards; pages count from 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

Color = tuple[float, ...]
"""Red, green, blue; or as inks: cyan, magenta, yellow, black. Each from 0 to 1."""


@dataclass(frozen=True, eq=False)
class Font:
    """A font of the file.

    name: as the file calls it, without the tag of a subset; program: the embedded TrueType font, None if there is none
    that can be read; code_length: bytes a code; widths: the advance of a code, in thousandths of an em;
    unicode: the characters that a code stands for; glyph_ids: the glyph of each code in the program, the missing
    one of a code that is not there; None where each code is its glyph's number itself.
    """

    name: str
    program: bytes | None
    code_length: int
    widths: Mapping[int, float]
    default_width: float
    unicode: Mapping[int, str]
    glyph_ids: Mapping[int, int] | None

    def width(self, code: int) -> float:
        """Return how far a code's glyph advances, in thousandths of an em."""
        return self.widths.get(code, self.default_width)

    def glyph_id(self, code: int) -> int:
        """Return the number of a code's glyph in the program (ISO 32000-1, 9.7.4.2); 0 is the missing glyph."""
        return code if self.glyph_ids is None else self.glyph_ids.get(code, 0)

    def glyph_numbers(self, codes: Sequence[int]) -> Sequence[int]:
        """Return the number of the glyph of each code."""
        known = self.glyph_ids
        return codes if known is None else [known.get(code, 0) for code in codes]


class Glyph(NamedTuple):
    """One glyph shown: its code in the font, and where its origin stands."""

    code: int
    x: float
    y: float


class Run(NamedTuple):
    """Glyphs shown one after the other in one font, size and colour.

    size is the height of the font's em; matrix (a, b, c, d) takes an em to points; baseline is where an unraised glyph
    would stand, end the place of the next glyph, were there one; color is None where it is no plain colour; mode is the
    text rendering mode (ISO 32000-1, table 106: 0 fills the glyphs, 3 shows nothing). codes, xs and ys: of each glyph
    its code in the font, and where its origin stands.
    """

    font: Font
    size: float
    matrix: tuple[float, float, float, float]
    baseline: float
    color: Color | None
    opacity: float
    mode: int
    codes: tuple[int, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    end: float

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        """The glyphs, in the order in which they are shown."""
        return tuple(map(Glyph, self.codes, self.xs, self.ys))


class Piece(NamedTuple):
    """The text that one marked-content sequence shows, or that stands outside any (marked is then false).

    mcid: the number by which the structure tree refers to it; artifact: whether it is marked as no part of the content;
    actual_text, language: what the sequence says of itself, None where it says nothing.
    """

    page: int
    mcid: int | None
    marked: bool
    artifact: bool
    actual_text: str | None
    language: str | None
    runs: tuple[Run, ...]

    @property
    def baseline(self) -> float:
        """Where an unraised glyph of the first run stands."""
        return self.runs[0].baseline

    def glyphs(self) -> Iterator[tuple[Run, Glyph]]:
        """Yield the glyphs in the order in which they are shown, each with its run."""
        for run in self.runs:
            for glyph in run.glyphs:
                yield run, glyph


@dataclass(frozen=True, slots=True)
class Drawing:
    """An image or form drawn as a whole: the content that it belongs to, and the box that it fills."""

    page: int
    mcid: int | None
    artifact: bool
    box: Box


class Leaf(NamedTuple):
    """A marked-content sequence, as the structure tree refers to it; page -1 is one that is not there."""

    page: int
    mcid: int


class Element(NamedTuple):
    """An element of the structure tree.

    type: the standard one ("P"); language: its own, or that of what is around it; actual_text: what it says stands in
    the place of its content; alt: the description of an image; kids: what it holds, in logical order.
    """

    type: str
    language: str | None
    actual_text: str | None
    alt: str | None
    kids: tuple[Element | Leaf, ...]

    def leaves(self) -> Iterator[Leaf]:
        """Yield the marked-content sequences in the element, in logical order."""
        for kid in self.kids:
            if isinstance(kid, Leaf):
                yield kid
            else:
                yield from kid.leaves()


class Annotation(NamedTuple):
    """What lies on a page beside its content: its type ("Link"), the address that it leads to, if any, and its box."""

    page: int
    type: str
    address: str | None
    box: Box


class OutlineEntry(NamedTuple):
    """An entry of the outline: its depth from 0, its title, and the page that it leads to, if it leads to one."""

    depth: int
    title: str
    page: int | None


@dataclass(frozen=True, eq=False)
class PageFacts:
    """A page: its boxes, its rotation in degrees, and what it shows, in the order of its content."""

    media: Box
    crop: Box
    trim: Box
    bleed: Box
    rotation: int
    unit: float
    pieces: tuple[Piece, ...]
    drawings: tuple[Drawing, ...]


@dataclass(frozen=True)
class Metadata:
    """What the document says of itself. pdf_a is "2A", pdf_ua "1", as the metadata claim it."""

    title: str | None
    xmp_title: str | None
    language: str | None
    shows_title: bool
    marked: bool
    pdf_a: str | None
    pdf_ua: str | None


@dataclass(frozen=True, eq=False)
class PdfFacts:
    """All that was read back from a file; structure is the root of its structure tree, None without one."""

    metadata: Metadata
    pages: tuple[PageFacts, ...]
    structure: Element | None
    outline: tuple[OutlineEntry, ...]
    annotations: tuple[Annotation, ...]
