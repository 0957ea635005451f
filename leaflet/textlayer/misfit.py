"""What is said where the WeasyPrint found is not one that the text layer can work with."""

from __future__ import annotations

import weasyprint

from leaflet.problem import RenderError

MADE_FOR = "70.0"


def misfit(what: str) -> RenderError:
    """Return the error: the version that is expected, the one that is found, and what does not fit."""
    found = weasyprint.VERSION
    message = f"the text layer was made for WeasyPrint {MADE_FOR}, and does not fit the {found} found: {what}"
    return RenderError(message, f"install weasyprint=={MADE_FOR}")
