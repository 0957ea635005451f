"""Proof: no text of a page for a browser is hidden, made small, or put onto it by its style."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from typing import Any
from xml.etree.ElementTree import Element

from leaflet.checks.web.case import Case
from leaflet.checks.web.markup import HINT
from leaflet.checks.web.reading import Block
from leaflet.checks.web.stylesheet import Declaration, Style, tokens
from leaflet.problem import Problem

# What is no text of the leaflet itself, and may wait until it is asked for: a link for those who go by keys, a list of
# languages.
_WAITING = ("web/skip", "web/languages", "languages/")
_Hides = Callable[[Declaration], bool]
_NEUTRAL = ("none", "auto", "normal", "inherit", "initial", "unset", "revert", "revert-layer")
# By as much as this, one thing may cover another: a hairline, in the units that have none finer.
_HAIRLINE = {"px": 1, "pt": 1}


def _unless(*allowed: str) -> _Hides:
    return lambda declaration: declaration.text not in {*allowed, *_NEUTRAL}


def _draws_back(declaration: Declaration) -> bool:
    return any(token.value < -_HAIRLINE.get(getattr(token, "lower_unit", ""), 0) for token in _numbers(declaration))


def _is_see_through(declaration: Declaration) -> bool:
    text = declaration.text
    return text == "transparent" or "/" in text or text.startswith(("rgba", "hsla", "#0000"))


# Whether a declaration can take a text out of sight. What can, and need not, is a fault all the same: a leaflet has no
# need of it.
_HIDES: dict[str, _Hides] = {
    "display": lambda declaration: "none" in declaration.text,
    "visibility": _unless("visible"),
    "content-visibility": _unless("visible"),
    "opacity": _unless("1", "100%"),
    "color": _is_see_through,
    "overflow": lambda declaration: "hidden" in declaration.text or "clip" in declaration.text,
    "line-height": lambda declaration: any(token.type == "number" and token.value < 1 for token in declaration.value),
    **dict.fromkeys(("left", "right", "top", "bottom", "inset", "text-indent"), _unless("0")),
    **dict.fromkeys(("inset-block-start", "inset-block-end", "inset-inline-start", "inset-inline-end"), _unless("0")),
    **dict.fromkeys(("margin", "letter-spacing", "word-spacing"), _draws_back),
    **dict.fromkeys((f"margin-{side}" for side in ("left", "right", "top", "bottom", "block", "inline")), _draws_back),
    **dict.fromkeys((f"margin-{axis}-{end}" for axis in ("block", "inline") for end in ("start", "end")), _draws_back),
    **dict.fromkeys(("clip", "clip-path", "mask", "mask-image", "filter", "mix-blend-mode", "zoom"), _unless()),
    **dict.fromkeys(("transform", "translate", "rotate", "scale", "offset-path", "animation"), _unless()),
    **dict.fromkeys(("-webkit-text-fill-color", "-webkit-text-security"), _unless()),
}
_BIDI = frozenset({"direction", "unicode-bidi", "writing-mode"})
# A browser's own size is 16 pixels; the least, in each unit.
_LEAST = {"px": 16, "pt": 12, "pc": 1, "em": 1, "rem": 1, "in": 1 / 6, "cm": 0.423, "mm": 4.23, "q": 16.9, "%": 100}
_FIXED = frozenset({"inherit", "medium", "large", "x-large", "xx-large", "xxx-large", "larger", "initial", "unset"})


def prove_looks(case: Case, style: Style) -> Iterator[Problem]:
    """Yield a problem for each text that may not be seen as it is, and for what is seen and is no text of the page.

    hidden: an attribute or a style that takes a text out of sight, from an ear or off a print. too-small: a style that
    makes it smaller than the reader's own size. text-direction: a style that turns its direction. text-unexpected: a
    style that writes words. external-resource: a style that asks for a file.
    """
    blocks = [block for block in case.reading.blocks if not _waits(block)]
    holders = {element: block for block in reversed(blocks) for element in _elements(block)}
    waiting = {
        element for block in case.reading.blocks if _waits(block) for element in _elements(block)
    } - holders.keys()
    for block in blocks:
        reason = _hiding_attribute(block)
        if reason:
            yield case.problem("hidden", f"is hidden by {reason}", "take it out of the template", block)
    for declaration in style.declarations:
        yield from _asks(case, declaration)
        if declaration.at_rule == "font-face":
            continue
        yield from _writes(case, declaration)
        if _covers(declaration, waiting):
            what = f"a style takes something out of its place by “position: {declaration.text}”"
            yield case.problem("hidden", what, "it could cover a text: take it out of the style sheet")
        hit = holders.keys() if declaration.elements is None else declaration.elements & holders.keys()
        if not hit:
            continue
        block = min((holders[element] for element in hit), key=case.reading.blocks.index)
        said = f"{declaration.name}: {declaration.text}"
        if declaration.name in _HIDES and _HIDES[declaration.name](declaration):
            yield case.problem("hidden", f"may be hidden by “{said}”", "take it out of the style sheet", block)
        elif declaration.name in {"font-size", "font"} and _is_small(declaration):
            what = f"is made small, or of an unknown size, by “{said}”"
            yield case.problem("too-small", what, "1rem or more: the reader's own size", block)
        elif declaration.name in _BIDI:
            yield case.problem("text-direction", f"is turned by “{said}”", "directions are said by dir", block)
    for said in style.imports:
        yield case.problem("external-resource", f"a style sheet says “{said}”", "put it into the edition's style sheet")


def _waits(block: Block) -> bool:
    return block.expected is not None and block.expected.id.startswith(_WAITING)


def _elements(block: Block) -> Iterator[Element]:
    """Yield the elements that a text stands in, and those inside of it that hold some of it: a picture's holds none."""
    yield from block.around
    yield from (mark.element for mark in block.marks if mark.start < mark.end)


def _covers(declaration: Declaration, waiting: Set[Element]) -> bool:
    """Tell whether something is put where it may lie over a text; waiting: what is out of its place until asked for."""
    if declaration.name != "position" or declaration.text in {"static", "relative", *_NEUTRAL}:
        return False
    return declaration.for_parts or declaration.elements is None or not declaration.elements <= waiting


def _hiding_attribute(block: Block) -> str | None:
    for element in _elements(block):
        if element.get("hidden") is not None:
            return "“hidden”"
        if element.get("aria-hidden", "false") != "false":
            return "“aria-hidden”"
    if block.nearest("details") is not None:
        return "an element “details”, which may be closed"
    return None


def _numbers(declaration: Declaration) -> Iterator[Any]:
    yield from (token for token in declaration.value if token.type in {"number", "dimension", "percentage"})


def _is_small(declaration: Declaration) -> bool:
    """Tell whether a size is less than the reader's own, or cannot be known, as it hangs on something else."""
    for token in declaration.value:
        if token.type in {"dimension", "percentage"}:
            unit = "%" if token.type == "percentage" else token.lower_unit
            return bool(token.value < _LEAST.get(unit, float("inf")))
        if token.type == "ident" and token.lower_value in _FIXED:
            return False
    return True


def _writes(case: Case, declaration: Declaration) -> Iterator[Problem]:
    if declaration.name == "content":
        said = [token.value for token in tokens(declaration.value) if token.type == "string"]
        computed = any(token.type == "function" for token in declaration.value)
        if computed or any(char.isalnum() for text in said for char in text):
            what = f"a style writes “{declaration.text}” onto the page"
            yield case.problem("text-unexpected", what, "every text comes from the source or a catalog")


def _asks(case: Case, declaration: Declaration) -> Iterator[Problem]:
    for token in tokens(declaration.value):
        address = None
        if token.type == "url":
            address = token.value
        elif token.type == "function" and token.lower_name in {"url", "src", "image", "image-set", "-webkit-image-set"}:
            strings = [each.value for each in token.arguments if each.type == "string"]
            address = strings[0] if strings else ""
        if address is not None and not address.startswith("data:"):
            what = f"a style asks for “{address[:80]}”"
            yield case.problem("external-resource", what, HINT)
