"""A leaflet, an edition and a paper -> the finished document, in the roomiest type that its pages hold."""

from __future__ import annotations

from dataclasses import dataclass, replace

from leaflet.edition import Edition, Paper
from leaflet.html import render_html
from leaflet.imprint import Imprint
from leaflet.localize import LocalizedLeaflet
from leaflet.pdf import RenderedPdf, Renderer
from leaflet.templates import Templates


@dataclass(frozen=True)
class Typesetter:
    """Sets the leaflets of one language; renderer: with that language's fonts."""

    renderer: Renderer
    imprint: Imprint
    templates: Templates

    def typeset(self, localized: LocalizedLeaflet, edition: Edition, paper: Paper) -> RenderedPdf:
        """Return the document at the first fit that keeps it within its edition's pages, or else at the tightest."""
        templates: frozenset[str] = frozenset()
        for fit in range(edition.fits):
            is_last = fit == edition.fits - 1
            pdf = self.at_fit(localized, edition, paper, fit, within=None if is_last else edition.most_pages)
            # What a fit was refused for is part of why the next was taken.
            templates |= pdf.templates
            if pdf.data:
                break
        return replace(pdf, templates=templates)

    def at_fit(
        self, localized: LocalizedLeaflet, edition: Edition, paper: Paper, fit: int, within: int | None = None
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
        )
        return replace(self.renderer.render(page, within), fit=fit)
