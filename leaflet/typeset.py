"""A leaflet, an edition and a paper -> the finished document, in the roomiest type that its pages hold."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from leaflet.edition import Edition, Paper
from leaflet.html import render_html
from leaflet.imprint import Imprint
from leaflet.localize import LocalizedLeaflet
from leaflet.pdf import RenderedPdf, Renderer
from leaflet.press import press_pdf
from leaflet.profiles import Profile
from leaflet.templates import Templates


@dataclass(frozen=True)
class Typesetter:
    """Sets the leaflets of one language; renderer: with that language's fonts; logo: as leaflet.letterhead reads it."""

    renderer: Renderer
    imprint: Imprint
    templates: Templates
    logo: Mapping[str, bytes] = field(default_factory=dict)

    def typeset(
        self, localized: LocalizedLeaflet, edition: Edition, paper: Paper, press: Profile | None = None
    ) -> RenderedPdf:
        """Return the document at the first fit that keeps it within its edition's pages, or else at the tightest.

        press: the press that it is for, None for an office printer.
        """
        templates: frozenset[str] = frozenset()
        for fit in range(edition.fits):
            within = None if fit == edition.fits - 1 else edition.most_pages
            pdf = self.at_fit(localized, edition, paper, fit, press, within)
            # What a fit was refused for is part of why the next was taken.
            templates |= pdf.templates
            if pdf.data:
                break
            # A page leaves a heap of boxes that refer to each other: room for those of the next.
            gc.collect(0)
        return replace(pdf, templates=templates)

    def at_fit(
        self,
        localized: LocalizedLeaflet,
        edition: Edition,
        paper: Paper,
        fit: int,
        press: Profile | None = None,
        within: int | None = None,
    ) -> RenderedPdf:
        """Return the document at one fit, without its bytes if it takes more pages than within."""
        page = render_html(
            localized,
            edition,
            paper,
            fit,
            imprint=self.imprint,
            fonts=self.renderer.fonts,
            templates=self.templates,
            logo=self.logo,
        )
        if press is None:
            return replace(self.renderer.render(page, within=within), fit=fit)
        folds = edition.folds(paper, localized.language.direction)
        return replace(press_pdf(self.renderer, page, press, folds, within), fit=fit)
