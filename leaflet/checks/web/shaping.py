"""Proof: the fonts in a page for a browser have every glyph of its texts, and each is that of the pinned fonts."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from xml.etree.ElementTree import Element

import uharfbuzz
from fontTools.ttLib import TTFont

from leaflet.bidi import has_right_to_left
from leaflet.checks.pdf.typeface import PinnedTypeface, Stretch, Typeface, script_runs, shape
from leaflet.checks.web.case import Case
from leaflet.checks.web.reading import Block
from leaflet.checks.web.stylesheet import Declaration, Style, tokens
from leaflet.fonts import FontFamily, FontSet
from leaflet.problem import Problem

_REGULAR, _BOLD = "400", "700"
_FONT = "data:font/woff2;base64,"
_Embedded = Mapping[tuple[str, str], Typeface]
"""The fonts inside of a page, by family and weight."""


class _Pinned(dict[Path, Typeface]):
    """The pinned fonts, opened when they are first asked for, and for one page: of a Chinese one, HarfBuzz maps a good
    part into memory."""

    def __missing__(self, path: Path) -> Typeface:
        found = self[path] = PinnedTypeface(path)
        return found


@dataclass(frozen=True)
class _Run:
    """A part of a text that one family sets: from start to end. No family: none has its characters."""

    start: int
    end: int
    family: FontFamily | None


def prove_shaping(case: Case, style: Style, fonts: Mapping[str, FontSet]) -> Iterator[Problem]:
    """Yield a problem for each text that would not be drawn with the glyphs that its language's fonts have for it.

    fonts: those of each language on the page. foreign-font: a font that is none of the languages', or cannot be read;
    a text that is set in another one.
    missing-glyph: a character that no font on the page can show. wrong-glyphs: a text for which the font on the page
    gives other glyphs, or in other places, than the pinned one.
    """
    names = {family.name for each in fonts.values() for family in each.families}
    embedded: dict[tuple[str, str], Typeface] = {}
    for face in style.font_faces:
        name, weight = _word(face.get("font-family")), _word(face.get("font-weight")) or _REGULAR
        typeface = _unpacked(face.get("src"))
        if name not in names or weight not in {_REGULAR, _BOLD}:
            yield case.problem("foreign-font", f"the page has a font “{name}” of weight {weight}", "take it out")
        elif typeface is None:
            yield case.problem("foreign-font", f"the font “{name}” cannot be read", "build the page again")
        else:
            embedded[name, weight] = typeface
    pinned = _Pinned()
    for block in case.reading.blocks:
        if block.expected is not None and block.expected.language in fonts:
            yield from _family(case, block, fonts[block.expected.language], style)
            yield from _block(case, block, fonts[block.expected.language], embedded, pinned)


def _family(case: Case, block: Block, fonts: FontSet, style: Style) -> Iterator[Problem]:
    """Yield a problem if a text, or a part of it, is not to be set in the families of its language, in their order."""
    named = [each for each in style.declarations if each.name in {"font-family", "font"} and not each.at_rule]
    whole = [mark.element for mark in block.marks if (mark.start, mark.end) == (0, len(block.text))]
    parts = [mark.element for mark in block.marks if mark.element not in whole]
    # The innermost element that has a family of its own gives it to the text.
    asked = next(filter(None, (_for(named, element) for element in (*whole, *reversed(block.around)))), [])
    for declaration in (*asked, *(each for element in parts for each in _for(named, element))):
        families = [token.value for token in declaration.value if token.type == "string"]
        if families != [family.name for family in fonts.families]:
            what = f"is to be set in {', '.join(families) or declaration.text}"
            yield case.problem("foreign-font", what, "take it out of the style sheet", block)
    if not asked:
        yield case.problem("foreign-font", "is to be set in whatever a telephone has", "build the page again", block)


def _for(declarations: Sequence[Declaration], element: Element) -> list[Declaration]:
    return [each for each in declarations if each.elements is None or element in each.elements]


def _block(case: Case, block: Block, fonts: FontSet, embedded: _Embedded, pinned: _Pinned) -> Iterator[Problem]:
    """Yield the problems of one text. In the page's own language, it may stand in bold as well."""
    language = block.expected.language if block.expected else ""
    weights = (_REGULAR, _BOLD) if language == case.expectation.language else (_REGULAR,)
    for run in _runs(block.text, fonts):
        part = block.text[run.start : run.end]
        if run.family is None:
            what = f"has “{part}” in it, which no font of the language can show"
            yield case.problem("missing-glyph", what, "add a font that has it to fonts/fonts.toml", block)
            continue
        for weight in weights:
            face = embedded.get((run.family.name, weight))
            file = run.family.bold if weight == _BOLD else run.family.regular
            lacks = [char for char in part if run.family.shows(char) and not (face and ord(char) in face.characters)]
            if face is None or lacks:
                what = f"has “{''.join(lacks)}” in it, for which the page has no glyph of weight {weight}"
                yield case.problem("missing-glyph", what, "build the page again", block)
            elif _drawn(face, block.text, run, language) != _drawn(pinned[file.path], block.text, run, language):
                what = f"would be drawn with other glyphs than those of {run.family.name}"
                yield case.problem("wrong-glyphs", what, "build the page again", block)


def _runs(text: str, fonts: FontSet) -> Iterator[_Run]:
    """Yield the parts of a text by the family that sets them: the first that shows a character.

    What is never seen, as a joiner, goes with what stands before it.
    """
    families: list[FontFamily | None] = []
    for char in text:
        family = next((family for family in fonts.families if family.shows(char)), None)
        if family is None and not fonts.missing(char):
            family = families[-1] if families else fonts.families[0]
        families.append(family)
    start = 0
    for family, part in groupby(families):
        end = start + len(list(part))
        yield _Run(start, end, family)
        start = end


def _drawn(face: Typeface, text: str, run: _Run, language: str) -> list[object]:
    """Return what a font draws for a part of a text: each outline with its place."""
    drawn: list[object] = []
    for start, end, script in script_runs(text):
        first, last = max(start, run.start), min(end, run.end)
        if first < last:
            stretch = Stretch(text, first, last, script, language, has_right_to_left(text[first:last]))
            glyphs, width = shape(face, stretch)
            drawn += [(*glyph[1:], face.drawn(glyph.glyph_id)) for glyph in glyphs]
            drawn.append(width)
    return drawn


def _word(declaration: Declaration | None) -> str:
    """Return the string or the number that a value is."""
    for token in declaration.value if declaration else ():
        if token.type == "string":
            return str(token.value)
        if token.type == "number":
            return str(token.representation)
    return ""


def _unpacked(source: Declaration | None) -> Typeface | None:
    """Return the font that a page holds, None if there is none or it cannot be read."""
    for token in tokens(source.value) if source else ():
        if token.type in {"string", "url"} and token.value.startswith(_FONT):
            return _typeface(token.value)
    return None


@lru_cache(maxsize=32)
def _typeface(address: str) -> Typeface | None:
    plain = io.BytesIO()
    try:
        font = TTFont(io.BytesIO(base64.b64decode(address.removeprefix(_FONT), validate=True)))
        font.flavor = None
        font.save(plain)
        return Typeface(uharfbuzz.Blob(plain.getvalue()))
    except Exception:  # on damaged bytes, fontTools raises whatever its unpacking comes to
        return None
