"""Proof: the glyphs on the page are those that the pinned fonts have for the text.

Each text is set again with HarfBuzz, in the fonts of fonts/, and laid beside what the file shows: glyph by glyph,
outline by outline, place by place. No letter that is missing, foreign, unjoined, replaced, moved or emptied can hide.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby, zip_longest
from typing import NamedTuple

import uharfbuzz

from leaflet.bidi import visual_order
from leaflet.checks.pdf.case import Case
from leaflet.checks.pdf.reading import Block, Part, glyph_text, readable
from leaflet.checks.pdf.typeface import Faces, FontProgramError, SetGlyph, Stretch, Typeface, script_runs, shape
from leaflet.fonts import FontSet
from leaflet.language import Language
from leaflet.problem import Problem
from leaflet.readback.facts import Font, Glyph, Run

# How far a glyph may stand from where its font puts it beside the one before, in ems: widths and adjustments are
# rounded to thousandths; stock WeasyPrint writes offsets in 1024ths as if they were thousandths. And HarfBuzz itself
# places a mark of a mark otherwise in one version than in another: by less than a tenth.
_TOLERANCE = 0.004
_OFFSET_TOLERANCE = 0.03
_MARK_TOLERANCE = 0.1
_ADD_FONT = "add a font that has it to fonts/fonts.toml"


class _Wanted(NamedTuple):
    """A stroke that a text asks for: its face, its glyph, its shape, and where it stands, in ems."""

    face: Typeface
    glyph: SetGlyph
    shape: bytes
    x: float
    y: float


class _Shown(NamedTuple):
    """A stroke that the file shows: the run and glyph that it is of, its shape, and where it stands, in ems."""

    run: Run
    glyph: Glyph
    shape: bytes
    x: float
    y: float


class _Fault(NamedTuple):
    check: str
    what: str
    hint: str


def prove_shaping(case: Case, fonts: FontSet) -> Iterator[Problem]:
    """Yield a problem for each text whose glyphs are not those of the language's fonts.

    foreign-font: a font that is none of the language's, or is not in the file. missing-glyph: a character that the
    fonts do not have. wrong-glyphs: other glyphs, or other outlines, than the font has for the text. glyph-place: a
    glyph is not where its font puts it. wrong-unicode: a glyph says that it stands for other characters than the text
    has there, so that a search or a copy finds another word. strong-lost: what stands out in the source does not.
    """
    shaper = _Shaper(Faces(fonts), case.expectation.language)
    for block in case.reading.blocks():
        for part in block.parts:
            fault = shaper.fault(block, part)
            if fault is not None:
                yield case.problem(*fault, block)
                break


class _Shaper:
    """Sets texts again, and compares."""

    def __init__(self, faces: Faces, language: str) -> None:
        self._faces = faces
        self._language = language
        self._embedded: dict[Font, Typeface | None] = {}

    def fault(self, block: Block, part: Part) -> _Fault | None:
        """Return the first thing that is wrong with the glyphs of a part, None if nothing is."""
        try:
            return self._fault(block, part)
        except FontProgramError as fault:
            return _Fault("wrong-glyphs", f"is shown by a font with a fault: {fault}", "build it again")

    def _fault(self, block: Block, part: Part) -> _Fault | None:
        named = {run.font: self._faces.named(run.font.name) for run in part.piece.runs}
        fault = self._type_fault(part, named)
        if fault is not None:
            return fault
        bold = next(iter(named.values())) in self._faces.bold
        strong = block.expected.strong if block.expected is not None else ()
        if not bold and any(start < part.end and part.start < end for start, end in strong):
            return _Fault("strong-lost", f"shows “{part.text}” in ordinary type", "mend the style sheet")
        shown = list(self._show(part))
        # What the file says of its language is not to be relied on.
        language = block.expected.language if block.expected is not None else self._language
        fault = None
        # A run in a script that is foreign to the language may be set as no language's: both are right by the font.
        for own_scripts_only in (False, True):
            wanted = list(self._set(part.text, block.levels[part.start : part.end], language, bold, own_scripts_only))
            fault = _difference(part, wanted, shown, named)
            if fault is None:
                return _unicode_fault(part, wanted, shown)
        return fault

    def _type_fault(self, part: Part, named: Mapping[Font, Typeface | None]) -> _Fault | None:
        for font, face in named.items():
            if face is None:
                what = f"is set in {font.name or 'a font without a name'}"
                return _Fault("foreign-font", what, "only the fonts of its language may be used")
            if self._program(font) is None:
                return _Fault("foreign-font", f"is set in {font.name}, which is not in the file", "embed it")
        if any(run.font.glyph_id(glyph.code) == 0 for run, glyph in part.piece.glyphs()):
            return _Fault("missing-glyph", f"has a glyph for “missing” in “{part.text}”", _ADD_FONT)
        if any(run.size <= 0 for run in part.piece.runs):
            return _Fault("wrong-glyphs", "is set in type without a size", "build it again")
        return None

    def _show(self, part: Part) -> Iterator[_Shown]:
        """Yield the strokes that a part shows, in order."""
        for run, glyph in part.piece.glyphs():
            program = self._program(run.font)
            if program is not None:
                x, y = glyph.x / run.size, (glyph.y - run.baseline) / run.size
                for shape, right, up in program.strokes(run.font.glyph_id(glyph.code)):
                    yield _Shown(run, glyph, shape, x + right, y + up)

    def _program(self, font: Font) -> Typeface | None:
        if font not in self._embedded:
            self._embedded[font] = Typeface(uharfbuzz.Blob(font.program)) if font.program else None
        return self._embedded[font]

    def _set(
        self, text: str, levels: Sequence[int], language: str, bold: bool, own_scripts_only: bool
    ) -> Iterator[_Wanted]:
        """Yield the strokes that a text asks for, from the left."""
        faces = self._faces.asked(bold, own_language=language == self._language)
        chosen = _choose(text, faces)
        texts_script = [script for start, end, script in script_runs(text) for _ in range(start, end)]
        stretches, end = [], 0
        for (level, script, number), same in groupby(zip(levels, texts_script, chosen, strict=True)):
            start, end = end, end + sum(1 for _ in same)
            stretches.append((start, end, level, script, number))
        x = 0.0
        own = _scripts_of(language)
        for i in visual_order([level for _, _, level, _, _ in stretches]):
            start, end, level, script, number = stretches[i]
            said = "" if own_scripts_only and script not in own else language
            face = faces[number]
            glyphs, advance = shape(face, Stretch(text, start, end, script, said, level % 2 == 1))
            for glyph in glyphs:
                for shape_, right, up in face.strokes(glyph.glyph_id):
                    yield _Wanted(face, glyph, shape_, x + glyph.x + right, glyph.y + up)
            x += advance


def _difference(
    part: Part, wanted: Sequence[_Wanted], shown: Sequence[_Shown], named: Mapping[Font, Typeface | None]
) -> _Fault | None:
    before: tuple[_Wanted, _Shown] | None = None
    for want, show in zip_longest(wanted, shown):
        if want is not None and not want.glyph.glyph_id:
            character = part.text[want.glyph.start]
            what = f"has “{character}” (U+{ord(character):04X}), for which its fonts have no glyph"
            return _Fault("missing-glyph", what, _ADD_FONT)
        if want is None or show is None or show.shape != want.shape or named[show.run.font] is not want.face:
            what = "is not drawn with the glyphs that its fonts have for it"
            if want is not None:
                what += f", from “{part.text[want.glyph.start :][:12]}” on"
            return _Fault("wrong-glyphs", what, "build it again; if that does not help, tell the makers of the builder")
        if _misplaced(before, (want, show)):
            what = f"has “{part.text[want.glyph.start :][:12]}” in another place than its font asks for"
            return _Fault("glyph-place", what, "letter-spacing, justified text and the like are not for a handout")
        if want.glyph.advance:
            before = (want, show)
    return None


def _misplaced(before: tuple[_Wanted, _Shown] | None, now: tuple[_Wanted, _Shown]) -> bool:
    """Tell whether a stroke stands elsewhere than it should: beside the letter before it, and above the baseline."""
    want, show = now
    tolerance = _TOLERANCE + (0 if want.glyph.advance else _MARK_TOLERANCE)
    if abs(show.y - want.y) > tolerance + _OFFSET_TOLERANCE * want.glyph.offset:
        return True
    if before is None:
        return False
    want_before, show_before = before
    if show.run is not show_before.run:
        of, other = show.run, show_before.run
        if abs(of.size - other.size) > _TOLERANCE or abs(of.baseline - other.baseline) > _TOLERANCE:
            return True
    tolerance += _OFFSET_TOLERANCE * (want.glyph.offset + want_before.glyph.offset)
    return abs(show.x - show_before.x - want.x + want_before.x) > tolerance


def _unicode_fault(part: Part, wanted: Sequence[_Wanted], shown: Sequence[_Shown]) -> _Fault | None:
    """Compare what the glyphs say they stand for with the text: all in all, or else cluster by cluster.

    What the glyphs of a right-to-left cluster say may be told from either side.
    """
    if not wanted or readable(glyph_text(part.piece)) == readable(part.text):
        return None
    said: dict[int, dict[Glyph, str]] = {}
    for want, show in zip(wanted, shown, strict=True):
        said.setdefault(want.glyph.start, {})[show.glyph] = show.run.font.unicode.get(show.glyph.code, "")
    starts = sorted(said)
    for start, end in zip(starts, [*starts[1:], len(part.text)], strict=True):
        meant, texts = readable(part.text[start:end]), list(said[start].values())
        if meant not in (readable("".join(texts)), readable("".join(reversed(texts)))):
            what = f"says “{''.join(texts)}” to a search or a copy where it shows “{meant}”"
            return _Fault("wrong-unicode", what, "its map of characters (ToUnicode) is at fault")
    return None


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
