"""Checks that the fonts of a language can show its texts."""

from __future__ import annotations

from collections.abc import Iterator

from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import Translation
from leaflet.problem import Severity


@check(
    "missing-glyph",
    "glyphs",
    Severity.ERROR,
    bad="a Chinese character in a Spanish text",
    good="characters that the language's pinned fonts have",
)
def missing_glyph(subject: Translation) -> Iterator[Finding]:
    """A character is in none of the language's fonts.

    It would be printed as an empty box, or be set in whatever font a machine happens to have.
    """
    missing = subject.fonts.missing(subject.text)
    if missing:
        shown = ", ".join(f"“{char}” (U+{ord(char):04X})" for char in missing)
        what = f"“{subject.message.id}” has what the fonts of this language cannot show: {shown}"
        yield Finding(what, "write it with other characters, or add a font that has them to fonts/fonts.toml")
