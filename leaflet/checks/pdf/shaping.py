"""Proof: the glyphs on the page are those that the pinned fonts have for the text.

Each text is set again with HarfBuzz, in the fonts of fonts/, and laid beside what the file shows: glyph by glyph,
outline by outline, place by place. No letter that is missing, foreign, unjoined, replaced, moved or emptied can hide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

import uharfbuzz

from leaflet.checks.pdf.case import Case
from leaflet.checks.pdf.glyphtext import readable
from leaflet.checks.pdf.reading import Block, Part
from leaflet.checks.pdf.setting import Wanted, faces_of, set_text
from leaflet.checks.pdf.typeface import Faces, FontProgramError, Stroke, Typeface
from leaflet.fonts import FontSet
from leaflet.problem import Problem
from leaflet.readback.facts import Font, Run

# How far a glyph may stand from where its font puts it beside the one before, in ems: widths and adjustments are
# rounded to thousandths; stock WeasyPrint writes offsets in 1024ths as if they were thousandths. And HarfBuzz itself
# places a mark of a mark otherwise in one version than in another: by less than a tenth.
_TOLERANCE = 0.004
_OFFSET_TOLERANCE = 0.03
_MARK_TOLERANCE = 0.1
_ADD_FONT = "add a font that has it to fonts/fonts.toml"

_Glyph = tuple[int, float, float]
"""A glyph that the file shows: its code, and where it stands on the page."""

_Shown = tuple[Run, _Glyph, bytes, float, float]
"""A stroke that the file shows: the run and glyph that it is of, its shape, and where it stands, in ems."""


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
    shaper = _Shaper(faces_of(fonts), case.expectation.language)
    for block in case.reading.blocks():
        for part in block.parts:
            fault = shaper.fault(block, part)
            if fault is not None:
                yield case.problem(*fault, block)
                break


class _Strokes(dict[int, tuple[Stroke, ...]]):
    """The outlines that each code of an embedded font is drawn with, read when they are first asked for."""

    def __init__(self, font: Font) -> None:
        super().__init__()
        self._font = font
        self._typeface = Typeface(uharfbuzz.Blob(font.program or b""))

    def __missing__(self, code: int) -> tuple[Stroke, ...]:
        found = self[code] = self._typeface.strokes(self._font.glyph_id(code))
        return found


class _Shaper:
    """Sets texts again, and compares."""

    def __init__(self, faces: Faces, language: str) -> None:
        self._faces = faces
        self._language = language
        self._embedded: dict[Font, _Strokes] = {}

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
        shown = self._show(part)
        # What the file says of its language is not to be relied on.
        language = block.expected.language if block.expected is not None else self._language
        levels = block.levels[part.start : part.end]
        faces = self._faces.asked(bold, own_language=language == self._language)
        fault = None
        # A run in a script that is foreign to the language may be set as no language's: both are right by the font.
        for own_scripts_only in (False, True):
            wanted = set_text(part.text, levels, language, faces, own_scripts_only)
            fault = _difference(part, wanted, shown, named)
            if fault is None:
                return _unicode_fault(part, wanted, shown)
        return fault

    def _type_fault(self, part: Part, named: Mapping[Font, Typeface | None]) -> _Fault | None:
        for font, face in named.items():
            if face is None:
                what = f"is set in {font.name or 'a font without a name'}"
                return _Fault("foreign-font", what, "only the fonts of its language may be used")
            if not font.program:
                return _Fault("foreign-font", f"is set in {font.name}, which is not in the file", "embed it")
            if font not in self._embedded:
                self._embedded[font] = _Strokes(font)
        if any(0 in run.font.glyph_numbers(run.codes) for run in part.piece.runs):
            return _Fault("missing-glyph", f"has a glyph for “missing” in “{part.text}”", _ADD_FONT)
        if any(run.size <= 0 for run in part.piece.runs):
            return _Fault("wrong-glyphs", "is set in type without a size", "build it again")
        return None

    def _show(self, part: Part) -> list[_Shown]:
        """Return the strokes that a part shows, in order."""
        shown = []
        for run in part.piece.runs:
            strokes, size, baseline = self._embedded[run.font], run.size, run.baseline
            for glyph in zip(run.codes, run.xs, run.ys, strict=True):
                code, x, y = glyph
                for shape, right, up in strokes[code]:
                    shown.append((run, glyph, shape, x / size + right, (y - baseline) / size + up))
        return shown


def _difference(
    part: Part, wanted: Sequence[Wanted], shown: Sequence[_Shown], named: Mapping[Font, Typeface | None]
) -> _Fault | None:
    before: tuple[Wanted, _Shown] | None = None
    for want, show in zip_longest(wanted, shown):
        if want is not None and not want.glyph.glyph_id:
            character = part.text[want.glyph.start]
            what = f"has “{character}” (U+{ord(character):04X}), for which its fonts have no glyph"
            return _Fault("missing-glyph", what, _ADD_FONT)
        if want is None or show is None or show[2] != want.shape or named[show[0].font] is not want.face:
            what = "is not drawn with the glyphs that its fonts have for it"
            if want is not None:
                what += f", from “{part.text[want.glyph.start :][:12]}” on"
            return _Fault("wrong-glyphs", what, "build it again; if that does not help, tell the makers of the builder")
        if _misplaced(before, want, show):
            what = f"has “{part.text[want.glyph.start :][:12]}” in another place than its font asks for"
            return _Fault("glyph-place", what, "letter-spacing, justified text and the like are not for a handout")
        if want.glyph.advance:
            before = (want, show)
    return None


def _misplaced(before: tuple[Wanted, _Shown] | None, want: Wanted, show: _Shown) -> bool:
    """Tell whether a stroke stands elsewhere than it should: beside the letter before it, and above the baseline."""
    _, glyph, _, want_x, want_y = want
    run, _, _, x, y = show
    tolerance = _TOLERANCE if glyph.advance else _TOLERANCE + _MARK_TOLERANCE
    if abs(y - want_y) > tolerance + _OFFSET_TOLERANCE * glyph.offset:
        return True
    if before is None:
        return False
    (_, glyph_before, _, want_x_before, _), (run_before, _, _, x_before, _) = before
    if run is not run_before:
        resized = abs(run.size - run_before.size) > _TOLERANCE
        if resized or abs(run.baseline - run_before.baseline) > _TOLERANCE:
            return True
    tolerance += _OFFSET_TOLERANCE * (glyph.offset + glyph_before.offset)
    return abs(x - x_before - want_x + want_x_before) > tolerance


def _unicode_fault(part: Part, wanted: Sequence[Wanted], shown: Sequence[_Shown]) -> _Fault | None:
    """Compare what the glyphs say they stand for with the text: all in all, or else cluster by cluster.

    What the glyphs of a right-to-left cluster say may be told from either side.
    """
    # Most say what the text says to the letter, but for the space at the end of a line.
    if not wanted or part.drawn.strip() == part.text.strip() or readable(part.drawn) == readable(part.text):
        return None
    said: dict[int, dict[_Glyph, str]] = {}
    for want, (run, glyph, *_) in zip(wanted, shown, strict=True):
        said.setdefault(want.glyph.start, {})[glyph] = run.font.unicode.get(glyph[0], "")
    starts = sorted(said)
    for start, end in zip(starts, [*starts[1:], len(part.text)], strict=True):
        meant, texts = readable(part.text[start:end]), list(said[start].values())
        if meant not in (readable("".join(texts)), readable("".join(reversed(texts)))):
            what = f"says “{''.join(texts)}” to a search or a copy where it shows “{meant}”"
            return _Fault("wrong-unicode", what, "its map of characters (ToUnicode) is at fault")
    return None
