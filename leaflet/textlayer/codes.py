"""Glyphs as they were set -> codes of a font, each of which stands for one glyph and one text.

A cluster is the least part of a text that is drawn as a whole: a letter with its marks, a ligature, a syllable of
Khmer. Where it is drawn as several glyphs, or is raised or widened, it becomes a glyph of its own. So a reader that
takes the codes one by one gets the text whole, and one that looks for gaps between letters finds none inside a word.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from leaflet.textlayer.truetype import NewGlyph, Part

# What says where a line may or may not be broken is no part of the text: no search and no reader should meet it.
BREAK_HINTS = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff")
SOFT_HYPHEN = "\u00ad"

# A glyph is moved, in place of being made wider or narrower, by no more than these parts of an em. Beyond, readers
# take the gap for a space (poppler from 0.1, pdfium and mupdf from more), or the overlap for another word.
_LOOSE, _TIGHT = 0.04, 0.2


class SetRun(NamedTuple):
    """Glyphs of one font in one direction, from left to right, as they were set. Lengths are in font units.

    text: UTF-8; starts: for each glyph, the place in the text where its cluster begins; hidden: the number that stands
    for no glyph; hyphen: the place from which the text is a hyphen that the end of the line put there.
    """

    text: bytes
    glyph_ids: tuple[int, ...]
    starts: tuple[int, ...]
    advances: tuple[float, ...]
    right: tuple[float, ...]
    down: tuple[float, ...]
    hidden: int
    hyphen: int


class Shown(NamedTuple):
    """What shows a run: the operand of TJ (ISO 32000-1, 9.4.3), and the text of its codes in their order."""

    operand: str
    text: str


class Entry(NamedTuple):
    """A code of the font: its glyph, its advance in thousandths of an em, its text."""

    glyph_id: int
    width: int
    text: str


class FontCodes:
    """The codes of one font, in the order in which they are first used.

    units: those of the font's em; first: the number that its first new glyph gets.
    """

    def __init__(self, units: int, first: int) -> None:
        self.units = units
        self.first = first
        self.entries: list[Entry] = []
        self.new_glyphs: dict[NewGlyph, int] = {}
        self._least, self._most = -_TIGHT * units, _LOOSE * units
        self._advances: dict[int, int] = {}
        self._simple: dict[tuple[int, bytes], tuple[str, int, str]] = {}
        self._codes: dict[tuple[int, str], str] = {}
        self._space = ""

    def show(self, run: SetRun, advance: Callable[[int], int]) -> Shown:
        """Return what shows a run; advance tells that of a glyph, in font units."""
        for glyph_id in set(run.glyph_ids) - self._advances.keys():
            self._advances[glyph_id] = 0 if glyph_id == run.hidden else advance(glyph_id)
        text, glyph_ids, starts, advances, right, down, _, hyphen = run
        writer = _Writer(1000 / self.units)
        order = sorted(set(starts))
        ends = dict(zip(order, [*order[1:], len(text)], strict=True))
        # Most glyphs are a cluster each, stand where the one before ends, and are known.
        i, count, simple, put, least, most = 0, len(glyph_ids), self._simple, writer.put, self._least, self._most
        while i < count:
            start = starts[i]
            end = i + 1
            while end < count and starts[end] == start:
                end += 1
            piece = text[start : ends[start]]
            if end == i + 1 and not right[i] and not down[i] and start < hyphen:
                known = simple.get((glyph_ids[i], piece)) or self._know(run, glyph_ids[i], piece)
                if known and (least <= advances[i] - known[1] <= most or known[2] == " "):
                    put(*known, advances[i])
                    i = end
                    continue
            self._cluster(writer, run, i, end, piece)
            i = end
        return writer.shown()

    def space(self) -> str:
        """Return the operand of TJ that shows a space: the font's own, or one that has no width."""
        return f"<{self._space or self._code(self._new((), 0), 0, ' ')}>"

    def _fits(self, gap: float) -> bool:
        return self._least <= gap <= self._most

    def _know(self, run: SetRun, glyph_id: int, piece: bytes) -> tuple[str, int, str] | None:
        """Return code, advance and text of a glyph that is a cluster by itself; None for one that is not plain."""
        text = piece.decode().translate(BREAK_HINTS)
        if glyph_id == run.hidden or not text:
            return None
        advance = self._advances[glyph_id]
        code = self._code(glyph_id, advance, text)
        if text == " ":
            self._space = self._space or code
        self._simple[glyph_id, piece] = known = code, advance, text
        return known

    def _cluster(self, writer: _Writer, run: SetRun, start: int, end: int, piece: bytes) -> None:
        """Show any cluster: the glyphs from start to end."""
        whole = piece.decode()
        text = whole.translate(BREAK_HINTS)
        pen, own, parts = 0.0, 0, []
        for i in range(start, end):
            if run.glyph_ids[i] != run.hidden:
                glyph_id = run.glyph_ids[i]
                parts.append(Part(glyph_id, round(pen + run.right[i]), round(-run.down[i])))
                own += self._advances[glyph_id]
            pen += run.advances[i]
        if parts and run.starts[start] >= run.hyphen:
            text = SOFT_HYPHEN
        elif parts:
            text = text or whole
        if not text:
            writer.skip(pen)
        elif not parts:
            # A joiner, a mark of direction: nothing to be seen, but a part of the text.
            writer.put(self._code(self._new((), 0), 0, text), 0, text, pen)
        elif text.isspace():
            glyph_id = parts[0].glyph_id
            own = self._advances[glyph_id]
            writer.put(self._code(glyph_id, own, text), own, text, pen)
        else:
            # A letter may be moved before it is drawn; a mark, which has no advance, may not: it would be taken for
            # one of the letter after it.
            lead = parts[0].x if len(parts) == 1 and own and self._fits(abs(parts[0].x)) else 0
            fits = self._fits(pen - lead - own)
            advance = own if fits else max(0, round(pen - lead))
            placed = tuple(Part(part.glyph_id, part.x - lead, part.y) for part in parts)
            alone = len(placed) == 1 and placed[0][1:] == (0, 0) and fits
            glyph_id = placed[0].glyph_id if alone else self._new(placed, advance)
            writer.put(self._code(glyph_id, advance, text), advance, text, pen, lead)

    def _new(self, parts: tuple[Part, ...], advance: int) -> int:
        glyph = NewGlyph(parts, advance)
        return self.new_glyphs.setdefault(glyph, self.first + len(self.new_glyphs))

    def _code(self, glyph_id: int, advance: int, text: str) -> str:
        code = self._codes.get((glyph_id, text))
        if code is None:
            # Code 0 is left to the glyph that says that one is missing.
            self.entries.append(Entry(glyph_id, round(advance * 1000 / self.units), text))
            code = self._codes[glyph_id, text] = f"{len(self.entries):04x}"
        return code


class _Writer:
    """Writes the operand of TJ: codes, and between them how far to go back, in thousandths of an em."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._tokens: list[str] = []
        self._codes: list[str] = []
        self._texts: list[str] = []
        # Where the next glyph would stand and where it should stand, in thousandths of an em.
        self._at = 0
        self._target = 0.0

    def put(self, code: str, advance: int, text: str, room: float, lead: float = 0) -> None:
        """Show a code whose glyph advances by so much, where it has so much room and stands off by lead."""
        scale = self._scale
        target = self._target + lead * scale
        if not -0.5 <= self._at - target <= 0.5:
            self._move(target)
        self._codes.append(code)
        self._texts.append(text)
        self._at += round(advance * scale)
        self._target += room * scale

    def skip(self, room: float) -> None:
        """Leave room."""
        self._target += room * self._scale

    def shown(self) -> Shown:
        """Return the operand and the text."""
        self._move(self._target)
        self._flush()
        return Shown("".join(self._tokens), "".join(self._texts))

    def _move(self, target: float) -> None:
        back = round(self._at - target)
        if back:
            self._flush()
            self._tokens.append(str(back))
            self._at -= back

    def _flush(self) -> None:
        if self._codes:
            self._tokens.append(f"<{''.join(self._codes)}>")
            self._codes.clear()
