"""Proofs on a finished PDF: is it what was meant to be printed, to whoever sees, hears, searches or copies it?

Each proof takes the facts that were read back from the file's bytes, lays them beside what the leaflet must say, and
yields a problem for each fault. All are errors: a file with one is not handed out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

import pypdfium2

from leaflet.checks.pdf.case import Case
from leaflet.checks.pdf.ink import prove_ink
from leaflet.checks.pdf.matching import read
from leaflet.checks.pdf.order import prove_order
from leaflet.checks.pdf.page import prove_budget, prove_page
from leaflet.checks.pdf.panels import prove_panels
from leaflet.checks.pdf.rows import prove_rows
from leaflet.checks.pdf.shaping import prove_shaping
from leaflet.checks.pdf.structure import prove_structure
from leaflet.expected import Expectation
from leaflet.fonts import FontSet
from leaflet.problem import Location, Problem, error
from leaflet.readback import ReadbackError, read_pdf

# A font that fails, fails in each text. This many problems of a kind tell enough.
_MOST_OF_A_KIND = 4


def prove(data: bytes, expectation: Expectation, fonts: FontSet, path: str) -> list[Problem]:
    """Return what is wrong with a PDF, nothing if it is what was meant; path: how messages name the file."""
    try:
        facts = read_pdf(data)
        case = Case(facts, expectation, read(facts, expectation), path)
        return list(fewer(_all(case, data, fonts)))
    except (ReadbackError, pypdfium2.PdfiumError) as fault:
        about = {"language": expectation.language, "leaflet": expectation.leaflet}
        return [error("unreadable-pdf", Location(path), str(fault), "build it again", **about)]


def _all(case: Case, data: bytes, fonts: FontSet) -> Iterator[Problem]:
    over_budget = list(prove_budget(case))
    if over_budget:
        # What stands on a page too many cannot be right, and need not be told text by text.
        yield from over_budget
        return
    yield from prove_structure(case)
    yield from prove_rows(case)
    yield from prove_panels(case)
    yield from prove_page(case)
    yield from prove_shaping(case, fonts)
    yield from prove_order(case)
    yield from prove_ink(case, data)


def fewer(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems, but of many of a kind only the first few, the last of them saying how many there are more."""
    for _, kind in groupby(sorted(problems, key=lambda problem: problem.check), key=lambda problem: problem.check):
        found = list(dict.fromkeys(kind))
        yield from found[: _MOST_OF_A_KIND - 1]
        if len(found) >= _MOST_OF_A_KIND:
            last, more = found[_MOST_OF_A_KIND - 1], len(found) - _MOST_OF_A_KIND
            yield replace(last, message=f"{last.message} (and {more} more of the kind)") if more else last
