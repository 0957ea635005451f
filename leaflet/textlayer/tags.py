"""The structure tree of a PDF that is about to be written: in it, each text says what it is to a reader.

ISO 32000-1, 14.7 and 14.8. WeasyPrint has made the tree; what is done here:

- text whose codes stand in another order than it is read in (right-to-left text is drawn from the left) gets an element
  with its ActualText around it. Around it: mupdf mixes up the text of an element that has both.
- text in another language than the document's gets its Lang;
- what runs along each page is taken out, as an artifact, and what draws nothing too (ISO 14289-1, 7.8);
- a paragraph, a list or an entry of a list that was broken over columns or pages becomes one again.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element

import pydyf  # type: ignore[import-untyped]

from leaflet.problem import RenderError
from leaflet.textlayer.codes import BREAK_HINTS
from leaflet.textlayer.lines import SetText
from leaflet.textlayer.objects import Objects, text_string

_LISTS = frozenset({"ul", "ol", "dl"})


def reads_as_shown(text: SetText) -> bool:
    """Tell whether the codes that show a text, one after the other, say it."""
    return text.shown.translate(BREAK_HINTS) == text.says


class StructureTree:
    """The structure tree of a file."""

    def __init__(self, objects: Objects) -> None:
        if "StructTreeRoot" not in objects.pdf.catalog:
            raise RenderError("the PDF has no structure tree", "write it as PDF/UA or PDF/A-2a")
        self._objects = objects
        self._root = objects[objects.pdf.catalog["StructTreeRoot"]]
        numbers = objects[self._root["ParentTree"]]["Nums"]
        # Of each page, and of each annotation, by its number: the elements that the numbers of its content lead to.
        self._parents: dict[int, Any] = dict(zip(numbers[::2], numbers[1::2], strict=True))

    def finish(self, texts: Iterable[SetText], joins: Iterable[tuple[SetText, SetText]]) -> None:
        """Make the tree what it should be.

        joins: two texts each, of a paragraph that was broken between them, in the order of reading.
        """
        content = []
        for text in texts:
            if text.artifact is not None:
                self._drop(text)
            else:
                self._give_element(text)
                content.append(text)
        for before, after in joins:
            if before.artifact is after.artifact is None:
                self._join(self._container(before), self._container(after))
        for before, after in itertools.pairwise(content):
            self._join_lists(before, after)
        self._remove_empty()
        for text in content:
            self._describe(text)
        self._remove_unreachable()

    def _parent(self, text: SetText) -> Any:
        return self._objects[self._parents[text.page][text.mcid]]

    def _drop(self, text: SetText) -> None:
        element = self._parent(text)
        element["K"] = pydyf.Array(kid for kid in element["K"] if kid != text.mcid)
        self._parents[text.page][text.mcid] = "null"
        if not element["K"]:
            self._remove(element)

    def _remove(self, element: Any) -> Any:
        """Take an element out of the tree, and return the one that it stood in."""
        parent = self._objects[element["P"]]
        parent["K"] = pydyf.Array(kid for kid in parent["K"] if kid != element.reference)
        return parent

    def _give_element(self, text: SetText) -> None:
        """Give a text an element of its own: a link holds its texts without one."""
        link = self._parent(text)
        if link["S"] == "/Link":
            own = self._add_span(link)
            own["K"] = pydyf.Array([text.mcid])
            link["K"] = pydyf.Array(own.reference if kid == text.mcid else kid for kid in link["K"])
            self._parents[text.page][text.mcid] = own.reference

    def _add_span(self, parent: Any) -> Any:
        return self._objects.add({"Type": "/StructElem", "S": "/Span", "P": parent.reference, "Pg": parent["Pg"]})

    def _container(self, text: SetText) -> Any:
        """Return the element of the paragraph that a text stands in."""
        element = self._parent(text)
        for _ in range(text.depth):
            element = self._objects[element["P"]]
        return element

    def _join_lists(self, before: SetText, after: SetText) -> None:
        """Join the lists, and the entry of a list, that were broken between two texts."""
        if frozenset(before.lists).isdisjoint(after.lists):
            return
        for role in ("/L", "/LI"):
            first, second = self._list_elements(before, role), self._list_elements(after, role)
            for element in filter(second.__contains__, first):
                self._join(first[element], second[element])
                bodies = [kid for kid in map(self._objects.__getitem__, first[element]["K"]) if kid["S"] == "/LBody"]
                for one, other in itertools.pairwise(bodies if role == "/LI" else ()):
                    self._join(one, other)

    def _remove_empty(self) -> None:
        """Remove what holds nothing: decoration, and entries of a list alone, which WeasyPrint puts beside them."""
        for item in self._elements():
            while not item["K"] and item["S"] in ("/L", "/LI", "/LBody", "/Span"):
                item = self._remove(item)  # noqa: PLW2901

    def _list_elements(self, text: SetText, role: str) -> dict[Element, Any]:
        """Return the elements of a role that a text stands in, by those of the HTML that they stand for."""
        sources = [element for element in text.lists if (element.tag in _LISTS) == (role == "/L")]
        # A list in an entry of another stands beside that entry in the tree: only the innermost entry can be told.
        only_innermost = role == "/LI"
        found: list[Any] = []
        element = self._parent(text)
        while element["S"] != "/Document" and not (found and only_innermost):
            if element["S"] == role:
                found.insert(0, element)
            element = self._objects[element["P"]]
        if only_innermost:
            sources = sources[-1:]
        return dict(zip(sources, found, strict=True)) if len(sources) == len(found) else {}

    def _join(self, first: Any, second: Any) -> None:
        # A link keeps its own: its annotation refers to it.
        if first is second or "/Link" in (first["S"], second["S"]):
            return
        for kid in second["K"]:
            self._objects[kid]["P"] = first.reference
        first["K"] += second["K"]
        second["K"] = pydyf.Array()
        # What it stood in was broken with it, and may hold nothing more. A table keeps all its cells.
        while not second["K"] and second["S"] not in ("/Document", "/TD", "/TH"):
            second = self._remove(second)

    def _describe(self, text: SetText) -> None:
        element = self._parent(text)
        if text.language:
            element["Lang"] = pydyf.String(text.language)
        if not reads_as_shown(text):
            inner = self._add_span(element)
            inner["K"], element["K"] = element["K"], pydyf.Array([inner.reference])
            element["ActualText"] = text_string(text.says)
            self._parents[text.page][text.mcid] = inner.reference

    def _remove_unreachable(self) -> None:
        """Empty the elements that are not in the tree: those of what has become an artifact."""
        reached, stack = set(), list(self._root["K"])
        while stack:
            kid = stack.pop()
            if isinstance(kid, bytes) and kid not in reached:
                reached.add(kid)
                stack += self._objects[kid].get("K", ())
        for item in self._elements():
            if item.reference not in reached:
                item.clear()

    def _elements(self) -> list[Any]:
        objects = self._objects.pdf.objects
        return [item for item in objects if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructElem"]
