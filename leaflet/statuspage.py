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
    leaflets = [{"title": title, "rows": [_row(each, leaflet) for each in found]} for leaflet, title in titles.items()]
    return _template().render(facility=facility, leaflets=leaflets)


def _row(status: LanguageStatus, leaflet_id: str) -> dict[str, object]:
    links = [
        {"path": path, "text": f"{edition}, {paper}," if paper else f"{edition},"}
        for path, edition, paper in status.files
        if PurePosixPath(path).parts[0] == leaflet_id
    ]
    standing = next((each.summary for each in status.signoffs if each.leaflet == leaflet_id), "")
    return {**vars(status), "links": links, "standing": standing}


@lru_cache
def _template() -> jinja2.Template:
    loader = jinja2.PackageLoader("leaflet", "pages")
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.get_template("status.html")
