"""Finished PDFs for tests, with what they must say: the project's own handouts, and sample pages in each script."""

from __future__ import annotations

import tomllib
import weakref
from dataclasses import dataclass, replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
import uharfbuzz
from shared import shared

from leaflet.checks.pdf import prove
from leaflet.checks.pdf.typeface import Typeface
from leaflet.edition import HANDOUT, PAPERS, Edition
from leaflet.expectation import expect
from leaflet.expected import Expectation
from leaflet.expectedtext import ExpectedText, Value, plain_text
from leaflet.fonts import FontSet, font_set, read_families
from leaflet.html import Page
from leaflet.language import parse_language
from leaflet.load import Loaded, load
from leaflet.mark import DRAFT, Mark
from leaflet.pdf import Renderer
from leaflet.problem import Problem
from leaflet.project import Project, find_project
from leaflet.settings import PaperName
from leaflet.typeset import Typesetter

ROOT = Path(__file__).parents[1]
LEAFLET = "cervical-insufficiency"
TAGS = tuple(find_project(ROOT).settings.languages)
SAMPLES: dict[str, list[str]] = {
    tag: table["texts"] for tag, table in tomllib.loads((ROOT / "tests/data/scripts.toml").read_text("utf-8")).items()
}
_WIDTH, _HEIGHT = 340, 567


@dataclass(frozen=True)
class Finished:
    """A PDF, what it must say, and the fonts of its language."""

    data: bytes
    expectation: Expectation
    fonts: FontSet

    def problems(self, data: bytes | None = None, expectation: Expectation | None = None) -> list[Problem]:
        """Return what the proofs find, in this file or in another one in its place."""
        return prove(data or self.data, expectation or self.expectation, self.fonts, "test.pdf")

    def checks(self, data: bytes | None = None, expectation: Expectation | None = None) -> set[str]:
        """Return the checks that fire."""
        return {problem.check for problem in self.problems(data, expectation)}


@cache
def project() -> tuple[Project, Loaded]:
    """Return the project of this checkout, and its leaflets."""
    found = find_project(ROOT)
    return found, load(found, [LEAFLET], found.languages, read_families(found.fonts))


@cache
def _fonts(tag: str) -> FontSet:
    return font_set(tag, parse_language(tag).script, read_families(project()[0].fonts))


@cache
def _renderer(tag: str) -> tuple[FontSet, Renderer]:
    found, _ = project()
    return _fonts(tag), Renderer(_fonts(tag), found.all_templates, found.cache)


@cache
def finished(tag: str, edition: Edition = HANDOUT, paper: PaperName = "letter", mark: Mark = DRAFT) -> Finished:
    """Return a leaflet of this checkout, as a build makes it; mark: what it says of its sign-off."""
    found, loaded = project()
    localized = replace(loaded.leaflets[LEAFLET, tag], mark=mark)

    def typeset() -> bytes:
        typesetter = Typesetter(_renderer(tag)[1], loaded.imprint, found.all_templates)
        return typesetter.typeset(localized, edition, PAPERS[paper]).data

    data = shared(typeset, tag, edition, paper, mark)
    return Finished(data, expect(localized, edition, PAPERS[paper], loaded.imprint), _fonts(tag))


def at_fit(tag: str, edition: Edition, fit: int, paper: PaperName = "letter") -> Finished:
    """Return a leaflet of this checkout at one fit, however many pages it takes."""
    found, loaded = project()
    localized, (fonts, renderer) = loaded.leaflets[LEAFLET, tag], _renderer(tag)
    edition = replace(edition, most_pages=99)
    pdf = Typesetter(renderer, loaded.imprint, found.all_templates).at_fit(localized, edition, PAPERS[paper], fit)
    return Finished(pdf.data, expect(localized, edition, PAPERS[paper], loaded.imprint), fonts)


def handout(tag: str, paper: PaperName = "letter") -> Finished:
    """Return a handout of this checkout, as a build makes it."""
    return finished(tag, HANDOUT, paper)


@cache
def sample(tag: str) -> Finished:
    """Return a page with the sample texts of a language."""
    return page_of(tag, tuple(SAMPLES[tag]))


def page_html(tag: str, texts: tuple[str, ...], leading: float | None = None) -> str:
    """Return the HTML of a page of texts in HTML, the first as its heading."""
    language = parse_language(tag)
    fonts, _ = _renderer(tag)
    leading = leading or (2.4 if tag == "ur" else 1.6)
    heading, *others = texts
    return (
        f'<!DOCTYPE html><html lang="{tag}" dir="{language.direction}"><meta charset="utf-8"><title>{tag}</title>'
        f"<style>@page {{ size: {_WIDTH}pt {_HEIGHT}pt; margin: 28pt }}"
        f"html {{ font: 12pt/{leading} {fonts.css_families} }}"
        "h1 { font-size: 18pt; margin: 0 } p { margin: 6pt 0 } bdi { white-space: nowrap }</style>"
        f"<h1>{heading}</h1>{''.join(f'<p>{text}</p>' for text in others)}</html>"
    )


def page_of(tag: str, texts: tuple[str, ...], leading: float | None = None) -> Finished:
    """Return the page of texts, as a build makes it; leading: the distance of lines, in sizes of type."""
    language = parse_language(tag)
    fonts, renderer = _renderer(tag)
    html = page_html(tag, texts, leading)
    expected = tuple(_expected(f"sample/{i}", text, tag, language.direction) for i, text in enumerate(texts))
    expectation = Expectation(
        leaflet="sample",
        language=tag,
        direction=language.direction,
        title=tag,
        texts=expected,
        lists=(),
        sections=(),
        running={},
        size=(_WIDTH, _HEIGHT),
        most_pages=1,
        code=None,
    )
    return Finished(renderer.render(Page(html, {})).data, expectation, fonts)


class _Markup(HTMLParser):
    """Reads a sample text: what it says, which parts keep their own direction, which stand out."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.values: list[Value] = []
        self.strong: list[tuple[int, int]] = []
        self._open: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(len(self.text))

    def handle_endtag(self, tag: str) -> None:
        start = self._open.pop()
        if tag == "bdi":
            self.values.append(Value(start, len(self.text), "ltr"))
        else:
            self.strong.append((start, len(self.text)))

    def handle_data(self, data: str) -> None:
        self.text += plain_text(data)


def _expected(name: str, html: str, language: str, direction: str) -> ExpectedText:
    parser = _Markup()
    parser.feed(html)
    parser.close()
    return ExpectedText(name, parser.text, language, direction, tuple(parser.values), tuple(parser.strong))


def watched_typefaces(monkeypatch: pytest.MonkeyPatch) -> weakref.WeakSet[Typeface]:
    """Return the typefaces that are opened from now on, and still held."""
    held: weakref.WeakSet[Typeface] = weakref.WeakSet()
    begin = Typeface.__init__

    def watched(face: Typeface, blob: uharfbuzz.Blob) -> None:
        held.add(face)
        begin(face, blob)

    monkeypatch.setattr(Typeface, "__init__", watched)
    return held
