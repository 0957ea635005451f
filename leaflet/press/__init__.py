"""A page -> a PDF for a printing press: PDF/X-4, in inks, with bleed and marks, and still PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import pikepdf

from leaflet.html import Page
from leaflet.pdf import RenderedPdf, Renderer
from leaflet.press.claims import claim
from leaflet.press.marks import BLEED, add_sheet
from leaflet.press.separation import convert_colours
from leaflet.profiles import Profile


def press_pdf(
    renderer: Renderer, page: Page, profile: Profile, folds: Sequence[float] = (), within: int | None = None
) -> RenderedPdf:
    """Return the PDF of a page for a printing condition; the same bytes for the same input.

    within: as in Renderer.render.
    folds: how far from the left edge of the first page the sheet is folded, in millimetres. RenderError for a colour or
    an image that cannot be turned into inks, or as Renderer.render.
    """
    rendered = renderer.render(page, bleed=BLEED, within=within)
    if not rendered.data:
        return rendered
    with pikepdf.open(io.BytesIO(rendered.data)) as pdf:
        convert_colours(pdf, profile.most_ink)
        add_sheet(pdf, folds)
        claim(pdf, profile)
        pdf.remove_unreferenced_resources()
        stream = io.BytesIO()
        # PDF/X-4 is written in PDF 1.6, and PDF/A-2 may be.
        pdf.save(
            stream,
            force_version="1.6",
            fix_metadata_version=False,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return replace(rendered, data=stream.getvalue())
