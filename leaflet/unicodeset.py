"""UnicodeSet patterns, as CLDR writes sets of characters: "[a-z á {ch} \\u200C]" (Unicode Technical Standard 35).

Read are single characters, ranges, strings in braces and escapes. Nested sets, properties and operators, which the
lists of a language's characters never have, are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
    [\t-\r\x20\x85\u200E\u200F\u2028\u2029]+  # white space of patterns: no-break spaces are none
    | \\u\{\s*(?P<braced>[0-9A-Fa-f]{1,6})\s*\}
    | \\(?:u(?P<u4>[0-9A-Fa-f]{4}) | U(?P<u8>[0-9A-Fa-f]{8}) | x(?P<x2>[0-9A-Fa-f]{2}))
    | \\(?P<escaped>\W|_)
    | (?P<operator>[\[\]{}&^$-]|\\.?)
    | (?P<plain>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class UnicodeSetError(ValueError):
    """A pattern that cannot be read."""


def parse(pattern: str) -> tuple[str, ...]:
    """Return the elements of a pattern, characters and strings, each once; UnicodeSetError if it cannot be read."""
    if len(pattern) < 2 or pattern[0] != "[" or pattern[-1] != "]":
        raise UnicodeSetError(f"“{pattern}” does not stand in square brackets")
    tokens = list(_tokens(pattern[1:-1]))
    elements: list[str] = []
    at = 0
    while at < len(tokens):
        kind, text = tokens[at]
        if kind == "character" and tokens[at + 1 : at + 2] == [("operator", "-")]:
            elements += _range(text, tokens[at + 2 : at + 3])
            at += 3
        elif kind == "character":
            elements.append(text)
            at += 1
        elif (kind, text) == ("operator", "{"):
            end = next((i for i in range(at, len(tokens)) if tokens[i] == ("operator", "}")), None)
            inside = tokens[at + 1 : end]
            if end is None or not inside or any(kind != "character" for kind, _ in inside):
                raise UnicodeSetError("a brace without its other half, or with an operator or nothing inside")
            elements.append("".join(text for _, text in inside))
            at = end + 1
        else:
            raise UnicodeSetError(f"“{text}” is not understood here")
    return tuple(dict.fromkeys(elements))


def _tokens(inner: str) -> Iterator[tuple[str, str]]:
    for found in _TOKEN.finditer(inner):
        if digits := found["braced"] or found["u4"] or found["u8"] or found["x2"]:
            if int(digits, 16) > 0x10FFFF:
                raise UnicodeSetError(f"U+{digits} is no character")
            yield "character", chr(int(digits, 16))
        elif found["operator"]:
            yield "operator", found["operator"]
        elif character := found["escaped"] or found["plain"]:
            yield "character", character


def _range(first: str, rest: list[tuple[str, str]]) -> list[str]:
    if not rest or rest[0][0] != "character" or rest[0][1] < first:
        raise UnicodeSetError(f"the range from “{first}” has no end")
    return [chr(code) for code in range(ord(first), ord(rest[0][1]) + 1)]
