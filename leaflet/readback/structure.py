"""The structure tree of a PDF -> Element (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from leaflet.readback.facts import Element, Leaf
from leaflet.readback.token import ReadbackError

NO_PAGE = -1


def read_structure(root: Any, pages: Mapping[tuple[int, int], int]) -> Element:
    """Return the root of a structure tree; pages: the number of each page, by the number of its object.

    What belongs to a page that is not there has the page NO_PAGE. ReadbackError for an element that stands twice.
    """
    return _Tree(root, pages).element(root, None, NO_PAGE)


class _Tree:
    def __init__(self, root: Any, pages: Mapping[tuple[int, int], int]) -> None:
        self._roles = {str(key): str(value) for key, value in root.get("/RoleMap", {}).items()}
        self._pages = pages
        self._seen: set[tuple[int, int]] = set()

    def element(self, node: Any, language: str | None, page: int) -> Element:
        """Return an element; language and page: those of what is around it."""
        number = node.objgen
        if number in self._seen:
            raise ReadbackError("an element stands twice in the structure tree")
        if node.is_indirect:
            self._seen.add(number)
        said = dict(node.items())
        role = str(said.get("/S", "/StructTreeRoot"))
        language = str(said["/Lang"]) if "/Lang" in said else language
        page = self._page(said, page)
        actual_text, alt = said.get("/ActualText"), said.get("/Alt")
        return Element(
            type=self._roles.get(role, role)[1:],
            language=language,
            actual_text=None if actual_text is None else str(actual_text),
            alt=None if alt is None else str(alt),
            kids=tuple(self._kids(said.get("/K"), language, page)),
        )

    def _kids(self, found: Any, language: str | None, page: int) -> Iterator[Element | Leaf]:
        if found is None:
            return
        for kid in found if isinstance(found, pikepdf.Array) else (found,):
            if isinstance(kid, int):
                yield Leaf(page, kid)
                continue
            kind = kid.get("/Type")
            if kind == "/MCR":
                yield Leaf(self._page(kid, page), int(kid["/MCID"]))
            # An object reference leads to an annotation, which says for itself what it is.
            elif kind != "/OBJR":
                yield self.element(kid, language, page)

    def _page(self, said: Any, page: int) -> int:
        return self._pages.get(said["/Pg"].objgen, NO_PAGE) if "/Pg" in said else page
