"""A text as its fonts set it: stroke by stroke, from the left."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from leaflet.bidi import visual_order
from leaflet.checks.pdf.typeface import Faces, SetGlyph, Stretch, Typeface, script_runs, shape
from leaflet.fonts import FontSet
from leaflet.language import Language


class Wanted(NamedTuple):
    """A stroke that a text asks for: its face, its glyph, its shape, and where it stands, in ems."""

    face: Typeface
    glyph: SetGlyph
    shape: bytes
    x: float
    y: float


# One language's only: the jobs come language by language, and a typeface holds what was read of its file.
@lru_cache(maxsize=1)
def faces_of(fonts: FontSet) -> Faces:
    """Return the typefaces of a language."""
    # What was set in those of the language before would hold them.
    set_text.cache_clear()
    return Faces(fonts)


# What one leaflet says in a line, the next often says as well, and so does the same leaflet on another paper.
@lru_cache(maxsize=1024)
def set_text(
    text: str, levels: tuple[int, ...], language: str, faces: tuple[Typeface, ...], own_scripts_only: bool
) -> tuple[Wanted, ...]:
    """Return the strokes that a text asks for, from the left.

    levels: of its characters, by the Unicode Bidirectional Algorithm; faces: in the order in which they are asked;
    own_scripts_only: whether a part in a script that is foreign to the language is set as no language's.
    """
    wanted, x = [], 0.0
    for number, stretch in _stretches(text, levels, language, faces, own_scripts_only):
        face = faces[number]
        glyphs, advance = shape(face, stretch)
        for glyph in glyphs:
            for outline, right, up in face.strokes(glyph.glyph_id):
                wanted.append(Wanted(face, glyph, outline, x + glyph.x + right, glyph.y + up))
        x += advance
    return tuple(wanted)


def _stretches(
    text: str, levels: Sequence[int], language: str, faces: Sequence[Typeface], own_scripts_only: bool
) -> Iterator[tuple[int, Stretch]]:
    """Yield the parts of a text that are set at once, each with the number of its face, from the left."""
    scripts = [script for start, end, script in script_runs(text) for _ in range(start, end)]
    found, end = [], 0
    for (level, script, number), same in groupby(zip(levels, scripts, _choose(text, faces), strict=True)):
        start, end = end, end + sum(1 for _ in same)
        found.append((start, end, level, script, number))
    own = _scripts_of(language)
    for i in visual_order([level for _, _, level, _, _ in found]):
        start, end, level, script, number = found[i]
        said = "" if own_scripts_only and script not in own else language
        yield number, Stretch(text, start, end, script, said, level % 2 == 1)


def _choose(text: str, faces: Sequence[Typeface]) -> list[int]:
    """Return the number of the face for each character: the first that has it. Spaces and joiners go with the rest."""
    if all(ord(char) in faces[0].characters for char in text):
        return [0] * len(text)
    found: list[int | None] = []
    for char in text:
        if unicodedata.category(char) in {"Zs", "Cf"}:
            found.append(found[-1] if found else None)
        else:
            found.append(next((i for i, face in enumerate(faces) if ord(char) in face.characters), 0))
    first = next((number for number in found if number is not None), 0)
    return [first if number is None else number for number in found]


@cache
def _scripts_of(language: str) -> frozenset[str]:
    """Return the scripts that a language's texts are written in."""
    script = Language(language).script
    return _MIXED.get(script, frozenset({script}))


# ISO 15924 has codes for writing that mixes scripts.
_MIXED = {
    "Hans": frozenset({"Hani", "Bopo"}),
    "Hant": frozenset({"Hani", "Bopo"}),
    "Jpan": frozenset({"Hani", "Hira", "Kana"}),
    "Kore": frozenset({"Hani", "Hang"}),
}
