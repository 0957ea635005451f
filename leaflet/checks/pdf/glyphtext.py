"""What the glyphs on a page stand for."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from leaflet.bidi import has_right_to_left
from leaflet.readback.facts import Piece

_UNSEEN_KINDS = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})


def glyph_text(piece: Piece) -> str:
    """Return what the glyphs of a piece stand for, in the order of reading.

    Glyphs are shown from left to right. In a piece that has right-to-left letters, the words of that script, and all
    stretches, follow one another from the right; only inside a number or a Latin word do they go from the left.
    """
    texts: list[str] = []
    for run in piece.runs:
        unicode = run.font.unicode
        texts += [unicode.get(code, "") for code in run.codes]
    text = "".join(texts)
    if not has_right_to_left(text):
        return text
    kinds = [_direction(text) for text in texts]
    read: list[str] = []
    end = len(texts)
    while end:
        start = end - 1
        if kinds[start] == "L":
            # As far to the left as only neutral signs stand between letters or digits of this direction.
            for i in range(start - 1, -1, -1):
                if kinds[i] == "R":
                    break
                if kinds[i] == "L":
                    start = i
        read += texts[start:end]
        end = start
    return "".join(read)


@lru_cache(maxsize=4096)
def _direction(text: str) -> str:
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in {"R", "AL"}:
            return "R"
        if kind in {"L", "EN", "AN"}:
            return "L"
    return ""


def readable(text: str) -> str:
    """Return the characters of a text that are seen: no spaces, joiners or marks of direction; composed (NFC)."""
    return unicodedata.normalize("NFC", text.translate(_SEEN))


class _Seen(dict[int, int | None]):
    """What each character is read as: itself, or None if it is not seen. It is looked up once."""

    def __missing__(self, code: int) -> int | None:
        found = self[code] = None if unicodedata.category(chr(code)) in _UNSEEN_KINDS else code
        return found


_SEEN = _Seen()
