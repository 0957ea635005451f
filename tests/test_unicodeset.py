"""UnicodeSet patterns: what CLDR writes is read, and what is not understood is refused."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflet.unicodeset import UnicodeSetError, parse


@pytest.mark.parametrize(
    ("pattern", "elements"),
    [
        ("[]", ()),
        ("[a b]", ("a", "b")),
        ("[aá  b]", ("a", "á", "b")),
        ("[a-e]", ("a", "b", "c", "d", "e")),
        ("[a - c z]", ("a", "b", "c", "z")),
        (r"[\- \[ \] \\ \& \{ \} \: \^]", ("-", "[", "]", "\\", "&", "{", "}", ":", "^")),
        (r"[+\--/]", ("+", "-", ".", "/")),
        (r"[\u200C \U00020B9F \x41 \u{1F600}]", ("\u200c", "\U00020b9f", "A", "\U0001f600")),
        (r"[\u0061-\u0063]", ("a", "b", "c")),
        ("[c {ch} {n g} {\\u0915\\u093C}]", ("c", "ch", "ng", "\u0915\u093c")),
        ("[a a {a}]", ("a",)),
        ("[\u00a0\u202f a]", ("\u00a0", "\u202f", "a")),
        ("[\U0001f600]", ("\U0001f600",)),
    ],
)
def test_a_pattern_is_read(pattern: str, elements: tuple[str, ...]) -> None:
    assert parse(pattern) == elements


@pytest.mark.parametrize(
    "pattern",
    [
        *("", "a", "[a", "[a-]", "[c-a]", "[-a]", "[{ch]", "[ch}]", "[{}]", "[a-{ch}]", "[[a]]", "[a&b]", "[^a]"),
        *(r"[\p{L}]", r"[\uD]", r"[\u{110000}]", "[a$]", "[a\\]"),
    ],
)
def test_what_is_not_understood_is_refused(pattern: str) -> None:
    with pytest.raises(UnicodeSetError):
        parse(pattern)


def written(element: str) -> str:
    escaped = "".join(
        f"\\{c}" if c in string.punctuation else c if c.isalnum() else f"\\u{{{ord(c):x}}}" for c in element
    )
    return escaped if len(element) == 1 else f"{{{escaped}}}"


@given(st.lists(st.text(min_size=1, max_size=3), unique=True))
def test_what_is_written_is_read_back(elements: list[str]) -> None:
    assert parse(f"[{' '.join(map(written, elements))}]") == tuple(elements)
