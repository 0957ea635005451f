"""The tokens of a content stream, a character map or an array of numbers (ISO 32000-1, 7.2 and 7.3).

pikepdf reads streams too, into an object for each operand: for the forty thousand operands of a handout that takes
longer than all the proofs together. Here a token stays bytes until somebody asks for its value.
"""

from __future__ import annotations

import math
import re
from codecs import BOM_UTF8, BOM_UTF16_BE
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

import pikepdf

from leaflet.problem import LeafletError


class ReadbackError(LeafletError):
    """A PDF that cannot be read, or that holds what could hide text from the reader."""


# The last alternative catches what no token begins with: it is an error wherever it turns up.
_TOKEN = re.compile(
    rb"""
    [^\x00\t\n\f\r\x20()<>\[\]{}/%]+                                                # number, operator, keyword
    | <[0-9A-Fa-f\x00\t\n\f\r\x20]*>                                                # string of hexadecimal digits
    | /[^\x00\t\n\f\r\x20()<>\[\]{}/%]*                                             # name
    | [\[\]] | << | >>
    | \((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\)                # string, parentheses two deep in it
    | %[^\r\n]*
    | [^\x00\t\n\f\r\x20]
    """,
    re.VERBOSE | re.DOTALL,
)
_STRAYS = dict.fromkeys((b"(", b")", b"<", b">", b"{", b"}"))


def tokens(data: bytes) -> list[bytes]:
    """Return the tokens of a stream, comments left out; ReadbackError for bytes that form none."""
    found: list[bytes] = _TOKEN.findall(data)
    if b"%" in data:
        found = [token for token in found if not token.startswith(b"%")]
    if not _STRAYS.keys().isdisjoint(found):
        stray = next(token for token in _STRAYS if token in found)
        raise ReadbackError(f"a stream has a “{stray.decode()}” that belongs to nothing")
    return found


def string_value(token: bytes) -> bytes:
    """Return the bytes of a string token; ReadbackError if it is another token."""
    if token[:1] == b"<" and token != b"<<":
        digits = token[1:-1].translate(None, b"\0\t\n\f\r ").decode("ascii")
        return bytes.fromhex(digits + "0" if len(digits) % 2 else digits)
    if token[:1] == b"(":
        return bytes(pikepdf.Object.parse(token))
    raise ReadbackError(f"a stream has {token!r} where a string is due")


def text_value(data: bytes) -> str:
    """Return the characters of a text string (ISO 32000-1, 7.9.2.2)."""
    if data.startswith(BOM_UTF16_BE):
        return data[2:].decode("utf-16-be", "replace")
    if data.startswith(BOM_UTF8):
        return data[3:].decode("utf-8", "replace")
    return data.decode("pdfdoc", "replace")


def number_value(token: bytes) -> float:
    """Return the value of a number; ReadbackError if the token is none."""
    try:
        value = float(token)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ReadbackError(f"a stream has {token!r} where a number is due")
    return value


def properties(operands: Sequence[bytes]) -> Mapping[str, str | int]:
    """Return the numbers and texts of a property list that is written out: MCID, ActualText, Lang, Alt."""
    return _properties(tuple(operands))


# Each page begins to count its marked content anew: most lists of one are those of another.
@lru_cache(maxsize=1024)
def _properties(operands: tuple[bytes, ...]) -> Mapping[str, str | int]:
    found: dict[str, str | int] = {}
    depth = 0
    for i, token in enumerate(operands):
        depth += (token == b"<<") - (token == b">>")
        if depth == 1 and token[:1] == b"/" and i + 1 < len(operands):
            value = operands[i + 1]
            if value[:1] == b"(" or (value[:1] == b"<" and value != b"<<"):
                found.setdefault(token[1:].decode("latin-1"), text_value(string_value(value)))
            elif value.isdigit():
                found.setdefault(token[1:].decode("latin-1"), int(value))
    return MappingProxyType(found)
