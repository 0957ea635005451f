"""The style of a page, read by the rules of CSS: which declarations are meant for which elements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2

# Rules that hold others (CSS Conditional Rules 3, CSS Cascade 5).
_GROUPS = frozenset({"media", "supports", "layer", "container", "scope", "starting-style"})


@dataclass(frozen=True)
class Declaration:
    """One declaration: its property, in lower case, its value as tokens, and the elements that it is for.

    elements: None where nobody knows; at_rule: the name of the rule that it stands in instead, “font-face” or “page”;
    for_parts: whether it is for parts of elements too, such as what a style puts before them.
    """

    name: str
    value: tuple[Any, ...]
    elements: frozenset[Element] | None
    at_rule: str = ""
    for_parts: bool = False

    @property
    def text(self) -> str:
        """The value as it is written, in lower case."""
        return str(tinycss2.serialize(self.value)).strip().lower()


@dataclass(frozen=True)
class Style:
    """All that a page says of its looks: the declarations, and what it asks to be imported."""

    declarations: tuple[Declaration, ...]
    imports: tuple[str, ...]
    font_faces: tuple[dict[str, Declaration], ...]


def read_style(root: Element, sheets: str) -> Style:
    """Return the style of a page: its style sheets, and the style attributes of its elements."""
    page = list(cssselect2.ElementWrapper.from_html_root(root).iter_subtree())
    reader = _Reader(page)
    reader.rules(tinycss2.parse_stylesheet(sheets, skip_comments=True, skip_whitespace=True))
    for element in root.iter():
        if element.get("style"):
            reader.declarations(_contents(element.get("style", "")), frozenset({element}))
    return Style(tuple(reader.found), tuple(reader.imports), tuple(reader.faces))


def _contents(tokens: Any) -> Sequence[Any]:
    return list(tinycss2.parse_blocks_contents(tokens, skip_comments=True, skip_whitespace=True))


class _Reader:
    def __init__(self, page: Sequence[Any]) -> None:
        self.found: list[Declaration] = []
        self.imports: list[str] = []
        self.faces: list[dict[str, Declaration]] = []
        self._page = page

    def rules(self, rules: Sequence[Any]) -> None:
        """Read rules, and those inside of them."""
        for rule in rules:
            if rule.type == "qualified-rule":
                self._styles(rule)
            elif rule.type == "at-rule":
                self._at_rule(rule)

    def _styles(self, rule: Any) -> None:
        """Read a rule with selectors: an element is styled by one of them, or in part, as by ::before."""
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            self.declarations(_contents(rule.content), None)
            return
        tests = [each.test for each in selectors if each.pseudo_element is None]
        elements = frozenset(each.etree_element for each in self._page if any(test(each) for test in tests))
        self.declarations(_contents(rule.content), elements, for_parts=len(tests) < len(selectors))

    def declarations(
        self, contents: Sequence[Any], elements: frozenset[Element] | None, at_rule: str = "", for_parts: bool = False
    ) -> None:
        """Read what stands between braces."""
        for each in contents:
            if each.type == "declaration":
                self.found.append(Declaration(each.lower_name, tuple(each.value), elements, at_rule, for_parts))
            elif each.type == "qualified-rule":
                # A rule inside of another: what it is for hangs on the one around it.
                self.declarations(_contents(each.content), None)
            elif each.type == "at-rule":
                self._at_rule(each)

    def _at_rule(self, rule: Any) -> None:
        name = rule.lower_at_keyword
        if rule.content is None:
            self.imports.append(f"@{name} {tinycss2.serialize(rule.prelude).strip()}")
        elif name in _GROUPS:
            self.rules(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
        else:
            before = len(self.found)
            self.declarations(_contents(rule.content), frozenset(), name)
            if name == "font-face":
                self.faces.append({each.name: each for each in self.found[before:]})


def tokens(value: Sequence[Any]) -> Iterator[Any]:
    """Yield the tokens of a value, with those inside of functions and brackets."""
    for token in value:
        yield token
        yield from tokens(getattr(token, "arguments", None) or getattr(token, "content", None) or ())
