"""Numbering systems: the digits that a language writes numbers with, by the names that CLDR has for them."""

from __future__ import annotations

from leaflet.problem import UsageError

LATIN = "latn"

# CLDR's name of a numbering system (Unicode Technical Standard 35, part 3), its zero, and its name in CSS Counter
# Styles 3. All have ten digits that follow each other in Unicode.
_SYSTEMS = {
    LATIN: ("0", "decimal"),
    "arab": ("٠", "arabic-indic"),
    "arabext": ("۰", "persian"),
    "beng": ("০", "bengali"),
    "deva": ("०", "devanagari"),
    "gujr": ("૦", "gujarati"),
    "guru": ("੦", "gurmukhi"),
    "khmr": ("០", "khmer"),
    "knda": ("೦", "kannada"),
    "laoo": ("໐", "lao"),
    "mlym": ("൦", "malayalam"),
    "mymr": ("၀", "myanmar"),
    "orya": ("୦", "oriya"),
    "tamldec": ("௦", "tamil"),
    "telu": ("౦", "telugu"),
    "thai": ("๐", "thai"),
    "tibt": ("༠", "tibetan"),
}


def known_system(name: str) -> str:
    """Return the name of a numbering system; UsageError for one that is unknown here."""
    if name not in _SYSTEMS:
        raise UsageError(f"“{name}” is no numbering system that is known here", f"known: {', '.join(_SYSTEMS)}")
    return name


def in_digits(text: str, system: str) -> str:
    """Return a text with its Latin digits replaced by those of a numbering system."""
    zero = ord(_SYSTEMS[system][0])
    return text.translate({ord("0") + digit: zero + digit for digit in range(10)})


def counter_style(system: str) -> str:
    """Return what CSS calls a numbering system, for the numbers of pages."""
    return _SYSTEMS[system][1]
