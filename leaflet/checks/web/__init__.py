"""Proofs on a finished page for a browser: is it what was meant to be read, seen, heard and printed?

As with a PDF, the last word is what is read back from the file's bytes. All that they find are errors: a file with one
is not handed out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leaflet.checks.pdf import fewer
from leaflet.checks.web.case import Case, put_beside
from leaflet.checks.web.content import prove_content
from leaflet.checks.web.looks import prove_looks
from leaflet.checks.web.markup import prove_markup
from leaflet.checks.web.reading import read
from leaflet.checks.web.shaping import prove_shaping
from leaflet.checks.web.stylesheet import read_style
from leaflet.expected import Expectation
from leaflet.fonts import FontFamily, font_set
from leaflet.language import Language
from leaflet.problem import Location, Problem, error


def prove(data: bytes, expectation: Expectation, families: Sequence[FontFamily], path: str) -> list[Problem]:
    """Return what is wrong with a page, nothing if it is what was meant; path: how messages name the file.

    families: the fonts that there are.
    """
    try:
        reading = read(data)
    except UnicodeDecodeError as fault:
        about = {"language": expectation.language, "leaflet": expectation.leaflet}
        return [error("unreadable-page", Location(path), f"it is not in UTF-8: {fault}", "build it again", **about)]
    return list(fewer(_all(put_beside(reading, expectation, path), families)))


def _all(case: Case, families: Sequence[FontFamily]) -> Iterator[Problem]:
    languages = {text.language for text in case.expectation.texts}
    fonts = {tag: font_set(tag, Language(tag).script, families) for tag in sorted(languages)}
    style = read_style(case.reading.root, case.reading.style)
    yield from prove_content(case)
    yield from prove_markup(case)
    yield from prove_looks(case, style)
    yield from prove_shaping(case, style, fonts)
