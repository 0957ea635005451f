"""A font dictionary -> Font (ISO 32000-1, 9.6 to 9.10)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pikepdf

from leaflet.readback.facts import Font
from leaflet.readback.token import ReadbackError, number_value, string_value, tokens


def read_font(font: Any) -> Font:
    """Return the facts of a font. ReadbackError for an encoding whose codes this reader cannot tell apart."""
    subtype = str(font.get("/Subtype"))
    name = str(font.get("/BaseFont", "/")).lstrip("/")
    if name[6:7] == "+":
        name = name[7:]
    unicode = _unicode(font.get("/ToUnicode"))
    if subtype != "/Type0":
        # A font of single bytes. It has no place in a handout, so its program is not looked at: no proof lets it pass.
        first = int(font.get("/FirstChar", 0))
        widths = {first + i: float(width) for i, width in enumerate(font.get("/Widths", ()))}
        return Font(name, None, 1, widths, 0, unicode, None)
    encoding = font.get("/Encoding")
    if encoding != "/Identity-H":
        raise ReadbackError(f"the font {name} has an encoding that is not Identity-H")
    descendant = font["/DescendantFonts"][0]
    program = descendant.get("/FontDescriptor", {}).get("/FontFile2")
    mapping = descendant.get("/CIDToGIDMap")
    return Font(
        name,
        program.read_bytes() if program is not None else None,
        2,
        dict(_widths(descendant.get("/W"))),
        float(descendant.get("/DW", 1000)),
        unicode,
        dict(enumerate(_numbers(mapping.read_bytes()))) if isinstance(mapping, pikepdf.Stream) else None,
    )


def _numbers(data: bytes) -> tuple[int, ...]:
    """Return numbers of two bytes each, the high one first; one byte too many is none."""
    return struct.unpack_from(f">{len(data) // 2}H", data)


def _widths(array: Any) -> Iterator[tuple[int, float]]:
    """Yield code and width of a W array: `first [w …]` or `first last w` (ISO 32000-1, 9.7.4.3)."""
    if array is None:
        return
    found = tokens(array.unparse(resolved=True))
    if b"R" in found:
        raise ReadbackError("a font's widths are spread over several objects")
    position = 1
    while position < len(found) - 1:
        first = int(found[position])
        if found[position + 1] == b"[":
            end = found.index(b"]", position)
            yield from enumerate(map(number_value, found[position + 2 : end]), first)
            position = end + 1
        else:
            width = number_value(found[position + 2])
            yield from ((code, width) for code in range(first, int(found[position + 1]) + 1))
            position += 3


def _unicode(stream: Any) -> dict[int, str]:
    """Return what each code stands for, by a ToUnicode character map (ISO 32000-1, 9.10.3)."""
    if not isinstance(stream, pikepdf.Stream):
        return {}
    result: dict[int, str] = {}
    found = tokens(stream.read_bytes())
    position = 0
    while position < len(found):
        token = found[position]
        position += 1
        if token == b"beginbfchar":
            end = found.index(b"endbfchar", position)
            for code, text in zip(found[position:end:2], found[position + 1 : end : 2], strict=True):
                result[_code(code)] = _characters(text)
            position = end
        elif token == b"beginbfrange":
            end = found.index(b"endbfrange", position)
            position = _ranges(found, position, end, result)
    return result


def _ranges(found: list[bytes], position: int, end: int, result: dict[int, str]) -> int:
    while position < end:
        first, last = _code(found[position]), _code(found[position + 1])
        if found[position + 2] == b"[":
            close = found.index(b"]", position)
            result.update(enumerate(map(_characters, found[position + 3 : close]), first))
            position = close + 1
        else:
            start = string_value(found[position + 2])
            for code in range(first, last + 1):
                result[code] = (start[:-1] + bytes([start[-1] + code - first])).decode("utf-16-be", "replace")
            position += 3
    return end


@lru_cache(maxsize=4096)
def _code(token: bytes) -> int:
    return int.from_bytes(string_value(token), "big")


@lru_cache(maxsize=4096)
def _characters(token: bytes) -> str:
    return string_value(token).decode("utf-16-be", "replace")
