"""A TrueType font with more glyphs: each made of glyphs that the font has.

fontTools can do this too, in 15 ms a font: as long as a whole page takes. Here are only the six tables that a font in
a PDF must have (ISO 32000-1, 9.9), as OpenType 1.9 describes them.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import NamedTuple

from leaflet.problem import FontError

# What a PDF reader uses of a TrueType font that is embedded for a CIDFont; a font may have hints or not.
_HINTS = (b"cvt ", b"fpgm", b"prep")
_TABLES = (b"head", b"hhea", b"maxp", b"hmtx", b"loca", b"glyf", *_HINTS)
# Flags of a component: its place is two words, and an offset in font units; more follow; the parts may overlap.
_WORDS, _OFFSET, _MORE, _OVERLAP = 0x1, 0x2, 0x20, 0x400
_MAGIC = 0xB1B0AFBA


class Part(NamedTuple):
    """A glyph of the font, and where its origin stands in the new glyph, in font units, upwards."""

    glyph_id: int
    x: int
    y: int


class NewGlyph(NamedTuple):
    """A glyph to be added: its parts (none for a glyph without ink), and its advance in font units."""

    parts: tuple[Part, ...]
    advance: int


def add_glyphs(font: bytes, first: int, glyphs: Sequence[NewGlyph]) -> bytes:
    """Return the font with the glyphs added as numbers first, first + 1 and so on.

    first must not be less than the font's own number of glyphs; the numbers between are glyphs without ink. FontError
    if it is, if there is no room for the glyphs, or if the font has no TrueType outlines.
    """
    try:
        return _Font(font).with_glyphs(first, glyphs)
    except (KeyError, struct.error, IndexError) as fault:
        raise FontError(f"no glyphs can be added to an embedded font: {fault}") from fault


class _Font:
    """The tables of a font, in bytes."""

    def __init__(self, font: bytes) -> None:
        (number,) = struct.unpack_from(">H", font, 4)
        self.version = font[:4]
        records = (struct.unpack_from(">4sIII", font, 12 + 16 * i) for i in range(number))
        found = {tag: font[start : start + length] for tag, _, start, length in records}
        self.tables = {tag: found[tag] for tag in _TABLES if tag in found or tag not in _HINTS}
        (self.count,) = struct.unpack_from(">H", self.tables[b"maxp"], 4)
        (long,) = struct.unpack_from(">h", self.tables[b"head"], 50)
        loca = self.tables[b"loca"]
        self.places = [
            place if long else 2 * place
            for place in struct.unpack_from(f">{self.count + 1}{'I' if long else 'H'}", loca)
        ]

    def with_glyphs(self, first: int, glyphs: Sequence[NewGlyph]) -> bytes:
        count = first + len(glyphs)
        if first < self.count or count > 0xFFFF:
            raise FontError(f"a font of {self.count} glyphs has no room for glyphs {first} to {count - 1}")
        boxes = [self._box(glyph.parts) for glyph in glyphs]
        outlines = [_composite(glyph, box) for glyph, box in zip(glyphs, boxes, strict=True)]
        end = self.places[-1]
        places = self.places + [end] * (first - self.count)
        for outline in outlines:
            end += len(outline)
            places.append(end)
        self.tables[b"glyf"] = self.tables[b"glyf"][: self.places[-1]] + b"".join(outlines)
        self.tables[b"loca"] = struct.pack(f">{len(places)}I", *places)
        self._set_metrics(first, glyphs, boxes)
        self._set_limits(count, glyphs, boxes)
        return self._bytes()

    def _box(self, parts: Sequence[Part]) -> tuple[int, int, int, int] | None:
        """Return the box around the parts: least x and y, greatest x and y; None if there is no ink."""
        corners = []
        for part in parts:
            start, end = self.places[part.glyph_id : part.glyph_id + 2]
            if start < end:
                left, low, right, high = struct.unpack_from(">4h", self.tables[b"glyf"], start + 2)
                corners.append((left + part.x, low + part.y, right + part.x, high + part.y))
        if not corners:
            return None
        lefts, lows, rights, highs = zip(*corners, strict=True)
        return min(lefts), min(lows), max(rights), max(highs)

    def _set_metrics(
        self, first: int, glyphs: Sequence[NewGlyph], boxes: Sequence[tuple[int, int, int, int] | None]
    ) -> None:
        """Give each glyph its own advance and left side bearing (hmtx; hhea says how many have)."""
        hhea, hmtx = bytearray(self.tables[b"hhea"]), self.tables[b"hmtx"]
        (own,) = struct.unpack_from(">H", hhea, 34)
        bearings = hmtx[4 * own : 4 * own + 2 * (self.count - own)]
        shared = hmtx[4 * own - 4 : 4 * own - 2]
        metrics = [hmtx[: 4 * own], *(shared + bearings[i : i + 2] for i in range(0, len(bearings), 2))]
        metrics.append(bytes(4 * (first - self.count)))
        for glyph, box in zip(glyphs, boxes, strict=True):
            metrics.append(struct.pack(">Hh", glyph.advance, box[0] if box else 0))
        self.tables[b"hmtx"] = b"".join(metrics)
        (widest,) = struct.unpack_from(">H", hhea, 10)
        struct.pack_into(">H", hhea, 10, max(widest, *(glyph.advance for glyph in glyphs)))
        struct.pack_into(">H", hhea, 34, first + len(glyphs))
        self.tables[b"hhea"] = bytes(hhea)

    def _set_limits(
        self, count: int, glyphs: Sequence[NewGlyph], boxes: Sequence[tuple[int, int, int, int] | None]
    ) -> None:
        """Let maxp and head bound the new glyphs too."""
        maxp, head = bytearray(self.tables[b"maxp"]), bytearray(self.tables[b"head"])
        points, contours, deep_points, deep_contours = struct.unpack_from(">4H", maxp, 6)
        elements, depth = struct.unpack_from(">2H", maxp, 28)
        most = max(len(glyph.parts) for glyph in glyphs)
        struct.pack_into(">H", maxp, 4, count)
        struct.pack_into(">H", maxp, 10, min(0xFFFF, max(points, deep_points) * max(most, 1)))
        struct.pack_into(">H", maxp, 12, min(0xFFFF, max(contours, deep_contours) * max(most, 1)))
        struct.pack_into(">2H", maxp, 28, max(elements, most), depth + 1)
        struct.pack_into(">I", head, 8, 0)
        left, low, right, high = struct.unpack_from(">4h", head, 36)
        for box in filter(None, boxes):
            left, low, right, high = min(left, box[0]), min(low, box[1]), max(right, box[2]), max(high, box[3])
        struct.pack_into(">4h", head, 36, left, low, right, high)
        struct.pack_into(">h", head, 50, 1)
        self.tables[b"maxp"], self.tables[b"head"] = bytes(maxp), bytes(head)

    def _bytes(self) -> bytes:
        number = len(self.tables)
        power = number.bit_length() - 1
        header = self.version + struct.pack(">4H", number, 16 << power, power, 16 * number - (16 << power))
        place, records, bodies = len(header) + 16 * number, [], []
        for tag, body in sorted(self.tables.items()):
            padded = body + bytes(-len(body) % 4)
            records.append(struct.pack(">4sIII", tag, _checksum(padded), place, len(body)))
            bodies.append(padded)
            place += len(padded)
        font = bytearray(b"".join([header, *records, *bodies]))
        head = next(struct.unpack_from(">I", record, 8)[0] for record in records if record.startswith(b"head"))
        struct.pack_into(">I", font, head + 8, (_MAGIC - _checksum(font)) & 0xFFFFFFFF)
        return bytes(font)


def _composite(glyph: NewGlyph, box: tuple[int, int, int, int] | None) -> bytes:
    if box is None:
        return b""
    data = [struct.pack(">5h", -1, *box)]
    for i, part in enumerate(glyph.parts):
        flags = _WORDS | _OFFSET | (_OVERLAP if not i else 0) | (_MORE if i < len(glyph.parts) - 1 else 0)
        data.append(struct.pack(">2H2h", flags, *part))
    return b"".join(data)


def _checksum(padded: bytes | bytearray) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
