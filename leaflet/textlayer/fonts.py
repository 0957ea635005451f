"""The fonts of a PDF that is about to be written: given the codes, and the glyphs, that its text uses."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence

import pydyf  # type: ignore[import-untyped]

from leaflet.problem import RenderError
from leaflet.textlayer.codes import Entry, FontCodes
from leaflet.textlayer.objects import Objects
from leaflet.textlayer.truetype import add_glyphs

# Of one block of a CMap (Adobe Technical Note 5014, 3).
_MOST_LINES = 100
# Codes are two bytes long, and the first is not used.
_MOST_CODES = 0xFFFF


def write_fonts(objects: Objects, used: Mapping[str, FontCodes]) -> None:
    """Let each font of the file have the codes that are used of it, by its name in the content streams.

    RenderError for a font that has no TrueType outlines.
    """
    page = objects[objects.pdf.page_references[0]]
    fonts = objects[objects[page["Resources"]]["Font"]]
    for name, codes in used.items():
        _write_font(objects, objects[fonts[name]], codes)


def _write_font(objects: Objects, font: pydyf.Dictionary, codes: FontCodes) -> None:
    descendant = objects[font["DescendantFonts"][0]] if "DescendantFonts" in font else {}
    program = objects[descendant["FontDescriptor"]].get("FontFile2") if descendant else None
    if program is None:
        name = font["BaseFont"].decode() if "BaseFont" in font else "?"
        raise RenderError(f"the font {name} has no TrueType outlines", "take a .ttf for it into fonts/fonts.toml")
    if len(codes.entries) > _MOST_CODES:
        raise RenderError("the text has more letters with their marks than a font has codes", "divide the document")
    if codes.new_glyphs:
        stream = objects[program]
        data = add_glyphs(b"".join(stream.stream), codes.first, list(codes.new_glyphs))
        stream.stream[:] = [data]
        stream.extra["Length1"] = len(data)
    # ISO 32000-1, 9.7.4.2 and 9.7.4.3. Code 0 is the missing glyph, which nothing uses.
    glyphs = pydyf.Stream([_words([0, *(entry.glyph_id for entry in codes.entries)])], compress=True)
    objects.pdf.add_object(glyphs)
    descendant["CIDToGIDMap"] = glyphs.reference
    descendant["W"] = pydyf.Array([1, pydyf.Array([entry.width for entry in codes.entries])])
    font["Encoding"] = "/Identity-H"
    _write_texts(objects[font["ToUnicode"]].stream, codes.entries)


def _write_texts(lines: list[bytes], entries: Sequence[Entry]) -> None:
    """Put the codes' texts into a ToUnicode CMap (ISO 32000-1, 9.10.3), in place of those that it has."""
    start, end = lines.index(b"endcodespacerange") + 1, lines.index(b"endcmap")
    lines[start:end] = _blocks([f"<{code:04x}> <{_utf16(entry.text)}>" for code, entry in enumerate(entries, 1)])


def _blocks(lines: Sequence[str]) -> Iterator[bytes]:
    for start in range(0, len(lines), _MOST_LINES):
        block = lines[start : start + _MOST_LINES]
        yield f"{len(block)} beginbfchar".encode()
        yield from (line.encode() for line in block)
        yield b"endbfchar"


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex()


def _words(numbers: Sequence[int]) -> bytes:
    return struct.pack(f">{len(numbers)}H", *numbers)
