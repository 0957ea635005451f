"""Fonts for a page on the web: of each pinned font what the page needs, small enough to be put into it.

HarfBuzz, which browsers set text with, says which glyphs a set of characters may become; WOFF2 packs them.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import uharfbuzz
from fontTools.ttLib import TTFont

from leaflet.fonts import FontFamily, FontSet

_REGULAR, _BOLD = 400, 700


def font_faces(texts: Mapping[FontSet, str], bold: FontSet) -> Iterator[tuple[FontFamily, int, bytes]]:
    """Yield the fonts of a page: the family, the weight as CSS counts it, and the font as WOFF2.

    texts: what is set in each set of families; bold: the set whose families are needed in bold too.
    """
    wanted: dict[FontFamily, set[str]] = {}
    for fonts, text in texts.items():
        rest = set(text)
        for family in fonts.families:
            shown = {char for char in rest if family.shows(char)}
            rest -= shown
            # A shaper may set a letter as its parts, Thai's SARA AM always: these are needed too.
            parts = {char for char in unicodedata.normalize("NFKD", "".join(shown)) if family.shows(char)}
            wanted.setdefault(family, set()).update(shown | parts)
    for family, characters in wanted.items():
        needed = frozenset(map(ord, characters))
        if needed:
            yield family, _REGULAR, _subset(family.regular.path, needed)
        if needed and family in bold.families:
            yield family, _BOLD, _subset(family.bold.path, needed)


@lru_cache(maxsize=256)
def _subset(path: Path, code_points: frozenset[int]) -> bytes:
    """Return the font with the glyphs of these characters alone, and of what they may become."""
    wanted = uharfbuzz.SubsetInput()
    for code_point in sorted(code_points):
        wanted.unicode_set.add(code_point)
    # Screens of today do not hint. A character without a glyph is to be seen as one.
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    small = uharfbuzz.subset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))), wanted)
    font = TTFont(io.BytesIO(small.blob.data), recalcTimestamp=False)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()
