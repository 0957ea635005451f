"""The markup of texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflet.markup import MarkupError, Placeholder, Plain, Strong, fill, leaves, parse, placeholders

PLAIN = st.text(st.characters(exclude_characters="{}*"), min_size=1).map(Plain)
NAME = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).map(Placeholder)
STRONG = st.lists(PLAIN | NAME, min_size=1).map(lambda nodes: Strong(tuple(nodes)))


def written(node: object) -> str:
    if isinstance(node, Strong):
        return "**" + "".join(map(written, node.nodes)) + "**"
    return f"{{{node.name}}}" if isinstance(node, Placeholder) else node.text  # type: ignore[attr-defined]


@given(st.lists(PLAIN | NAME | STRONG))
def test_what_is_written_is_what_is_parsed(nodes: list[Plain | Placeholder | Strong]) -> None:
    text = "".join(map(written, nodes))
    parsed = parse(text)
    assert "".join(map(written, parsed)) == text
    assert placeholders(parsed) == placeholders(tuple(nodes))


@given(st.text())
def test_any_text_is_parsed_or_refused_and_nothing_is_lost(text: str) -> None:
    try:
        nodes = parse(text)
    except MarkupError:
        assert set(text) & set("*{}"), "only markup can be at fault"
        return
    assert "".join(map(written, nodes)) == text


@pytest.mark.parametrize("text", ["**", "a ** b", "****", "{", "}", "{A}", "{a.b}", "{a b}", "{}", "**a", "{{a}}", "{0}}"])
def test_broken_markup_is_refused(text: str) -> None:
    with pytest.raises(MarkupError):
        parse(text)


def test_html_is_plain_text() -> None:
    assert parse('<b onclick="x">&amp;') == (Plain('<b onclick="x">&amp;'),)


def test_filling_takes_values_and_drops_marks() -> None:
    assert fill("above **{fever}**", {"fever": "{x} **y**"}) == "above {x} **y**"
    assert [type(leaf) for leaf in leaves(parse("a **{b}c**"))] == [Plain, Placeholder, Plain]
