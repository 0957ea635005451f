"""Statuses as a page: every file of output/, by language, for a ward's bookmark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath

import jinja2

from leaflet.status import LanguageStatus

NAME = "index.html"


def status_page(facility: str, titles: Mapping[str, str], found: Sequence[LanguageStatus]) -> str:
    """Return the page; titles: those of the leaflets in the source language, by id."""
    links = {each.tag: _links(each) for each in found}
    leaflets = [
        {"title": title, "rows": [{**vars(each), "links": links[each.tag].get(leaflet, [])} for each in found]}
        for leaflet, title in titles.items()
    ]
    return _template().render(facility=facility, leaflets=leaflets)


def _links(status: LanguageStatus) -> dict[str, list[dict[str, str]]]:
    """Return the links to a language's files, by leaflet."""
    links: dict[str, list[dict[str, str]]] = {}
    for path, edition, paper in status.files:
        text = f"{edition}, {paper}," if paper else f"{edition},"
        links.setdefault(PurePosixPath(path).parts[0], []).append({"path": path, "text": text})
    return links


@lru_cache
def _template() -> jinja2.Template:
    loader = jinja2.PackageLoader("leaflet", "pages")
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.get_template("status.html")
