"""Fonts as the proofs need them: the outline of each glyph, and the glyphs that a text asks for."""

from __future__ import annotations

import re
import struct
from collections.abc import Container, Iterator
from functools import cache, cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import uharfbuzz
from fontTools import unicodedata as scripts
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib.sfnt import SFNTReader

from leaflet.bidi import closing_bracket
from leaflet.fonts import FontSet

# Flags of a composite glyph's components (OpenType, glyf table).
_WORDS, _OFFSET, _SCALE, _MORE, _TWO_SCALES, _FOUR_SCALES = 0x1, 0x2, 0x8, 0x20, 0x40, 0x80
_DEEPEST = 8
# Scripts that tell nothing: common, inherited, unknown.
_SHARED = frozenset({"Zyyy", "Zinh", "Zzzz"})


class FontProgramError(ValueError):
    """A font program that cannot be read."""


class SetGlyph(NamedTuple):
    """A glyph that a text asks for: its number, and the first character that it stands for. In ems: its place, how far
    it is moved from the pen, and how far the pen goes on: a mark leaves it where it is."""

    glyph_id: int
    start: int
    x: float
    y: float
    offset: float
    advance: float


class Stroke(NamedTuple):
    """A simple outline that a glyph is made of: equal shapes are equal bytes; and where it stands, in ems."""

    shape: bytes
    x: float
    y: float


class Typeface:
    """A TrueType font: one of fonts/, or one that is embedded in a file."""

    def __init__(self, blob: uharfbuzz.Blob) -> None:
        self.face = uharfbuzz.Face(blob)
        self.font = uharfbuzz.Font(self.face)
        self.units: int = self.face.upem
        self._loca, head = (bytes(self.face.reference_table(tag).data) for tag in ("loca", "head"))
        if len(head) < 54 or not self._loca:
            raise FontProgramError("the font has no TrueType outlines")
        self._place = struct.Struct(">II" if head[50:52] == b"\0\1" else ">HH")
        self._strokes: dict[int, tuple[Stroke, ...]] = {}
        self._drawn: dict[int, str] = {}

    @cached_property
    def characters(self) -> Container[int]:
        """The code points that the font has a glyph for."""
        # As HarfBuzz has them: a Chinese font's take kilobytes so, and megabytes as numbers of Python's.
        characters: Container[int] = self.face.unicodes
        return characters

    @cached_property
    def _glyf(self) -> bytes:
        return bytes(self.face.reference_table("glyf").data)

    def _outline(self, start: int, end: int) -> bytes:
        return self._glyf[start:end]

    def drawn(self, glyph_id: int) -> str:
        """Return how a glyph is drawn: equal outlines are equal texts, which take less memory than numbers do."""
        known = self._drawn.get(glyph_id)
        if known is None:
            pen = RecordingPen()
            self.font.draw_glyph_with_pen(glyph_id, pen)
            known = self._drawn[glyph_id] = repr(pen.value)
        return known

    def strokes(self, glyph_id: int) -> tuple[Stroke, ...]:
        """Return the simple outlines that a glyph is made of, in order; none for a glyph without ink.

        Hinting, which a subset font lacks, is left out of account. FontProgramError if there is no such glyph.
        """
        known = self._strokes.get(glyph_id)
        if known is None:
            try:
                known = self._strokes[glyph_id] = tuple(self._read(glyph_id, 0))
            except struct.error as fault:
                raise FontProgramError(f"glyph {glyph_id} is damaged or absent") from fault
        return known

    def _read(self, glyph_id: int, depth: int) -> Iterator[Stroke]:
        start, end = self._place.unpack_from(self._loca, self._place.size // 2 * glyph_id)
        data = self._outline(start, end) if self._place.size == 8 else self._outline(2 * start, 2 * end)
        if not data:
            return
        (contours,) = struct.unpack_from(">h", data)
        if contours < 0:
            yield from self._components(data, depth)
            return
        end = 10 + 2 * contours
        (instructions,) = struct.unpack_from(">H", data, end)
        # What may follow the coordinates is padding: the flags tell how many coordinates there are.
        yield Stroke(data[:end] + data[end + 2 + instructions :].rstrip(b"\0"), 0, 0)

    def _components(self, data: bytes, depth: int) -> Iterator[Stroke]:
        if depth > _DEEPEST:
            raise FontProgramError("a glyph is part of itself")
        position, flags = 10, _MORE
        while flags & _MORE:
            flags, component = struct.unpack_from(">HH", data, position)
            x, y = struct.unpack_from(">hh" if flags & _WORDS else ">bb", data, position + 4)
            position += 8 if flags & _WORDS else 6
            scales = 1 if flags & _SCALE else 2 if flags & _TWO_SCALES else 4 if flags & _FOUR_SCALES else 0
            turned = data[position : position + 2 * scales]
            position += 2 * scales
            if not flags & _OFFSET:
                # Put where two points meet: as good as another shape.
                turned, x, y = struct.pack(">4s2h", b"meet", x, y) + turned, 0, 0
            for shape, right, up in self._read(component, depth + 1):
                if turned:
                    yield Stroke(struct.pack(">2d", right, up) + turned + shape, x / self.units, y / self.units)
                else:
                    yield Stroke(shape, right + x / self.units, up + y / self.units)


class PinnedTypeface(Typeface):
    """One of fonts/. Its outlines are read one by one: a Chinese font's are megabytes, of which a page needs few."""

    def __init__(self, path: Path) -> None:
        super().__init__(uharfbuzz.Blob.from_file_path(str(path)))
        self._path = path
        with path.open("rb") as file:
            self._offset: int = SFNTReader(file).tables["glyf"].offset

    def _outline(self, start: int, end: int) -> bytes:
        with self._path.open("rb") as file:
            file.seek(self._offset + start)
            return file.read(end - start)


class Faces:
    """The typefaces of a language: its families in the order in which they are asked for a glyph, in two weights."""

    def __init__(self, fonts: FontSet) -> None:
        self.regular = tuple(PinnedTypeface(family.regular.path) for family in fonts.families)
        self.bold = tuple(PinnedTypeface(family.bold.path) for family in fonts.families)
        self._named: dict[str, Typeface] = {}
        for family, regular, bold in zip(fonts.families, self.regular, self.bold, strict=True):
            name = _letters(family.name)
            self._named |= {name: regular, f"{name}regular": regular, f"{name}bold": bold}

    def asked(self, bold: bool, *, own_language: bool) -> tuple[Typeface, ...]:
        """Return the typefaces of a weight in the order in which they are asked for a glyph.

        A text that is not in the page's own language, the title in the source language, asks the last family first: the
        Latin one.
        """
        faces = self.bold if bold else self.regular
        return faces if own_language else faces[::-1]

    def named(self, name: str) -> Typeface | None:
        """Return the typeface that a file calls by that name; None if it is none of these."""
        return self._named.get(_letters(name))


@lru_cache(maxsize=256)
def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


class Stretch(NamedTuple):
    """A part of a text that is set at once: in one script (ISO 15924), language (BCP 47, "" for none) and direction.

    The rest of the text is what stands around it: letters join by it.
    """

    text: str
    start: int
    end: int
    script: str
    language: str
    right_to_left: bool


def shape(face: Typeface, stretch: Stretch) -> tuple[tuple[SetGlyph, ...], float]:
    """Return the glyphs that a font gives for a stretch, from the left, and how far they advance, in ems."""
    buffer = uharfbuzz.Buffer()
    buffer.add_codepoints([ord(char) for char in stretch.text], stretch.start, stretch.end - stretch.start)
    buffer.direction = "rtl" if stretch.right_to_left else "ltr"
    buffer.script = stretch.script
    if stretch.language:
        buffer.language = stretch.language
    uharfbuzz.shape(face.font, buffer)
    em, x, glyphs = face.units, 0, []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        right, up, on = position.x_offset, position.y_offset, position.x_advance
        moved = (abs(right) + abs(up)) / em
        glyphs.append(SetGlyph(info.codepoint, info.cluster, (x + right) / em, up / em, moved, on / em))
        x += on
    return tuple(glyphs), x / em


def script_runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches of a text in one script: start, end, ISO 15924 code ("Zyyy" where no letter says which).

    What belongs to all scripts goes with what stands before it, and at the beginning with what comes after; a closing
    bracket goes with its opening one (Unicode Standard Annex #24, 5.1 and 5.2).
    """
    start = 0
    for script, stretch in groupby(_resolved_scripts(text)):
        end = start + sum(1 for _ in stretch)
        yield start, end, script
        start = end


@lru_cache(maxsize=4096)
def _resolved_scripts(text: str) -> tuple[str, ...]:
    current = next((script for script in map(_script, text) if script not in _SHARED), "Zyyy")
    found: list[str] = []
    brackets: list[tuple[str, str]] = []
    for char in text:
        script = _script(char)
        if script not in _SHARED:
            current = script
        elif closing := closing_bracket(char):
            brackets.append((closing, current))
        elif any(char == expected for expected, _ in brackets):
            while brackets:
                expected, current = brackets.pop()
                if expected == char:
                    break
        found.append(current)
    return tuple(found)


_script = cache(scripts.script)
