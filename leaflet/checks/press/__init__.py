"""The preflight: is a finished press PDF one that a press prints as it is meant?

Written from ISO 15930-7 (PDF/X-4) and ISO 32000-1, and from what printers ask for. It looks at the file's bytes only.
The proofs on its text are those of every PDF: leaflet.checks.pdf.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pikepdf

from leaflet.checks.press.case import PressCase
from leaflet.checks.press.claims import check_claims
from leaflet.checks.press.colour import check_colours
from leaflet.checks.press.forbidden import check_forbidden
from leaflet.checks.press.painting import paintings
from leaflet.checks.press.sheet import check_sheet
from leaflet.problem import Location, Problem, by_place, error
from leaflet.profiles import Profile
from leaflet.readback import ReadbackError


def preflight(
    data: bytes, profile: Profile, path: str, folds: Sequence[float] = (), **about: str | None
) -> list[Problem]:
    """Return what is wrong with a press PDF, nothing if it can be printed.

    folds: how far from the left edge of the first page the sheet is folded, in millimetres; path: how messages name the
    file; about: the language and leaflet of its problems.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            painted = tuple(paint for number, page in enumerate(pdf.pages) for paint in paintings(page, number))
            case = PressCase(pdf, painted, profile, tuple(folds), path, about)
            return by_place(_all(case))
    except ReadbackError as fault:
        return [error("unreadable-pdf", Location(path), fault.message, "build it again", **about)]
    except (pikepdf.PdfError, KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError) as fault:
        # pikepdf answers an object of the wrong kind with most of these.
        return [error("unreadable-pdf", Location(path), f"the PDF is damaged: {fault}", "build it again", **about)]


def _all(case: PressCase) -> Iterator[Problem]:
    yield from check_sheet(case)
    yield from check_claims(case)
    yield from check_colours(case)
    yield from check_forbidden(case)
