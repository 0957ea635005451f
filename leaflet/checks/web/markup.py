"""Proof: a page for a browser asks for nothing, runs nothing, and leads only where the leaflet leads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from leaflet.checks.web.case import Case
from leaflet.checks.web.reading import Block, Mark
from leaflet.problem import Problem
from leaflet.settings import TELEPHONES
from leaflet.telephone import SCHEME, dialled

# What a leaflet can be written with. All else is a fault, whatever a browser makes of it: a script, a form, a frame, a
# text that only some see.
_ELEMENTS = frozenset(
    {
        "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "footer", "section",
        "article", "aside", "div", "details", "summary", "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol",
        "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption",
        "blockquote", "address", "hr", "br", "wbr", "img", "a", "abbr", "b", "bdi", "em", "i", "small", "span",
        "strong", "sub", "sup", "time",
    }
)  # fmt: skip
_ATTRIBUTES = frozenset(
    {
        "class", "id", "lang", "dir", "tabindex", "href", "hreflang", "rel", "src", "alt", "style", "charset",
        "name", "content", "http-equiv", "hidden", "open", "aria-hidden", "aria-labelledby", "scope", "colspan",
        "rowspan", "start", "datetime", "width", "height",
    }
)  # fmt: skip
HINT = "put the file into templates/, and name it without a folder"
_POLICY = "content-security-policy"
# Directives without which a page may load or run something, or send something off, and the most that each may allow.
_NEEDED = {"default-src": {"'none'"}, "base-uri": {"'none'"}, "form-action": {"'none'"}}
_ALLOWED = {"style-src": {"'unsafe-inline'"}, "font-src": {"data:"}, "img-src": {"data:"}} | _NEEDED


def prove_markup(case: Case) -> Iterator[Problem]:
    """Yield a problem for each part of the page that does more than say what the leaflet says.

    foreign-markup: an element or an attribute that a leaflet has no use for. external-resource: a file that the page
    asks for. content-policy: it does not forbid itself to. link: it leads elsewhere than to the leaflet in another
    language, or a place in itself. telephone-link: a number that dials another, or cannot be dialled. image-text: an
    image that says something.
    """
    yield from _elements(case)
    yield from _policy(case)
    anchors = {element.get("id") for element in case.reading.root.iter() if element.get("id")}
    told: set[Element] = set()
    for block in case.reading.blocks:
        for mark in block.marked("a"):
            told.add(mark.element)
            yield from _link(case, block, mark, anchors)
        yield from _numbers(case, block)
    for link in case.reading.root.iter("a"):
        if link not in told:
            yield case.problem("link", f"a link to “{link.get('href')}” has no text", "give it one, or take it out")


def _elements(case: Case) -> Iterator[Problem]:
    for element in case.reading.root.iter():
        if not isinstance(element.tag, str):
            continue  # a comment
        if element.tag not in _ELEMENTS:
            what = f"the page has an element “{element.tag}”"
            yield case.problem("foreign-markup", what, "a leaflet is text: it needs no script, form or frame")
        for name, value in element.items():
            if name not in _ATTRIBUTES:
                what = f"an element “{element.tag}” has an attribute “{name}”"
                yield case.problem("foreign-markup", what, "take it out of the template")
            elif name == "src" and not value.startswith("data:image/"):
                what = f"an image is asked for from “{value[:80]}”"
                yield case.problem("external-resource", what, HINT)
        if element.tag == "img" and element.get("alt") != "":
            what = f"an image is described as “{element.get('alt') or ''}”"
            yield case.problem("image-text", what, 'what a leaflet says is text: give the image alt=""')


def _policy(case: Case) -> Iterator[Problem]:
    metas = [element for element in case.reading.root.iter("meta") if element.get("http-equiv")]
    said = [meta.get("content", "") for meta in metas if meta.get("http-equiv", "").lower() == _POLICY]
    if len(metas) != len(said):
        yield case.problem("foreign-markup", "a meta element does what a server's header does", "take it out")
    directives = [part.split() for policy in said for part in policy.split(";") if part.strip()]
    policy = {words[0]: set(words[1:]) for words in directives}
    lacks = [name for name in _NEEDED if name not in policy]
    loose = [name for name, sources in policy.items() if not sources <= _ALLOWED.get(name, {"'none'"})]
    if lacks or loose:
        what = f"the page's content security policy lacks or loosens {', '.join([*lacks, *loose])}"
        yield case.problem("content-policy", what, "take the policy of the builder's web.html")


def _link(case: Case, block: Block, mark: Mark, anchors: set[str | None]) -> Iterator[Problem]:
    address = mark.element.get("href", "")
    text = block.text[mark.start : mark.end]
    if address.startswith(SCHEME):
        if _digits(text) != address.removeprefix(SCHEME) or not dialled(text):
            what = f"“{text}” would dial {address.removeprefix(SCHEME)}"
            yield case.problem("telephone-link", what, "a number dials the very digits that it shows")
    elif address.startswith("#") and address[1:] in anchors:
        return
    elif block.expected is None or case.expectation.links.get(block.expected.id) != address:
        what = f"leads to “{address}”"
        yield case.problem("link", what, "a leaflet leads to itself, in its languages, and nowhere else", block)


def _numbers(case: Case, block: Block) -> Iterator[Problem]:
    """Yield a problem for each number that should be a link, and for a language's name that leads nowhere."""
    if block.expected is None:
        return
    links = {(mark.start, mark.end) for mark in block.marked("a") if mark.element.get("href")}
    for value in block.expected.values:
        number = block.text[value.start : value.end]
        if value.name in TELEPHONES and dialled(number) and (value.start, value.end) not in links:
            what = f"has “{number}” in it, which no tap dials"
            yield case.problem("telephone-link", what, "write it with text() in the template", block)
    if block.expected.id in case.expectation.links and not links:
        yield case.problem("link", "leads nowhere", "mend the template", block)


def _digits(text: str) -> str:
    """Return the digits of a text, and the “+” that it begins with, as a telephone's keys have them."""
    plus = "+" if re.match(r"\s*\+", text) else ""
    return plus + "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())
