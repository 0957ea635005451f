"""Press PDFs for tests: the project's own handouts, and pages of any HTML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from finished import LEAFLET, ROOT, Finished, project

from leaflet.checks.press import preflight
from leaflet.edition import CARD, HANDOUT, LARGE_PRINT, PAPERS
from leaflet.expectation import expect
from leaflet.fonts import FontSet, font_set, read_families
from leaflet.html import Page, render_html
from leaflet.language import parse_language
from leaflet.pdf import Renderer
from leaflet.press import press_pdf
from leaflet.profiles import read_profile

PROFILE = read_profile(ROOT / "profiles", "iso-coated-v2-300")
# Two folds of a Letter sheet, not in its middle, so that front and back differ.
FOLDS = (71.0, 143.0)
EDITIONS = {edition.name: edition for edition in (HANDOUT, LARGE_PRINT, CARD)}


@cache
def _renderer(tag: str) -> tuple[FontSet, Renderer]:
    found, _ = project()
    fonts = font_set(tag, parse_language(tag).script, read_families(found.fonts))
    return fonts, Renderer(fonts, found.all_templates, found.cache)


@cache
def pressed(tag: str, edition_name: str = "handout") -> Finished:
    """Return the press PDF of an edition on Letter, folded twice."""
    found, loaded = project()
    edition, paper = EDITIONS[edition_name], PAPERS["letter"]
    localized, (fonts, renderer) = loaded.leaflets[LEAFLET, tag], _renderer(tag)
    imprint, templates = loaded.imprint, found.all_templates
    for fit in range(edition.fits):
        page = render_html(localized, edition, paper, fit, imprint=imprint, fonts=fonts, templates=templates)
        pdf = press_pdf(renderer, page, PROFILE, FOLDS)
        if pdf.pages <= edition.most_pages:
            break
    return Finished(pdf.data, expect(localized, edition, paper, imprint), fonts)


def press_page(body: str, files: Mapping[str, bytes] | None = None, style: str = "") -> bytes:
    """Return the press PDF of one small page with this HTML in it."""
    fonts, renderer = _renderer("en")
    html = (
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>A page</title>'
        '<meta name="author" content="Test Hospital"><meta name="description" content="A page.">'
        '<meta name="generator" content="Leaflet"><meta name="dcterms.created" content="2026-01-02">'
        '<meta name="dcterms.modified" content="2026-01-03">'
        f"<style>@page {{ size: 90mm 90mm; margin: 10mm }} html {{ font: 12pt {fonts.css_families} }}{style}</style>"
        f"{body}</html>"
    )
    return press_pdf(renderer, Page(html, files or {}), PROFILE).data


def faults(data: bytes, folds: tuple[float, ...] = ()) -> list[str]:
    """Return what the preflight finds in a press PDF: the checks that fire, each once."""
    return sorted({problem.check for problem in preflight(data, PROFILE, "test.press.pdf", folds)})
