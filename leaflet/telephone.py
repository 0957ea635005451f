"""Telephone numbers as a person writes them -> the digits that a telephone dials."""

from __future__ import annotations

import re
import unicodedata

SCHEME = "tel:"
# What may stand between digits for the eye alone: spaces, brackets, hyphens and dots (RFC 3966, 5.1.1, and their
# relatives in Unicode).
_BETWEEN = re.compile(r"[ \u00a0\u202f().\u2010-\u2013-]+")
# ITU-T E.164: fifteen digits at most. The shortest numbers of emergency services have two.
_DIALLED = re.compile(r"\+?[0-9]{2,15}")


def dialled(number: str) -> str | None:
    """Return the digits to dial for a number as printed, with the “+” before a country's code.

    None where it takes a person to tell what to dial: an extension, letters, two numbers, a “(0)” after a country's
    code.
    """
    if number.lstrip().startswith("+") and "(0)" in number:
        return None
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", number).strip())
    digits = "".join(str(unicodedata.decimal(char, char)) for char in plain)
    return digits if _DIALLED.fullmatch(digits) else None
