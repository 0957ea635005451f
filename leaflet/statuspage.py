"""Statuses as a page: every file of output/, by language, for a ward's bookmark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath

import jinja2

from leaflet.files import write_file
from leaflet.loaded import Overview
from leaflet.manifest import Record
from leaflet.project import Project
from leaflet.standings import SignOffs
from leaflet.status import LanguageStatus, statuses

NAME = "index.html"


def write_index(
    project: Project, known: Overview, records: Mapping[str, Record], signoffs: SignOffs, output: Path
) -> Path:
    """Write the page that links every file of an output folder, and return its path; records: those of the files."""
    found = statuses(project, known, records, signoffs)
    ids = dict.fromkeys(record.leaflet for record in records.values())
    titles = {i: known.titles.get(i) or _title(project, i) for i in project.leaflet_ids() if i in ids}
    file = output / NAME
    write_file(file, status_page(project.facility.name, titles, found).encode())
    return file


def _title(project: Project, leaflet_id: str) -> str:
    """Return the title of a leaflet as it is written, or its id if its source cannot be read."""
    # It takes time to import, which a build with nothing to do should not pay.
    from leaflet.source import read_source  # noqa: PLC0415

    source, _ = read_source(project.source_file(leaflet_id), leaflet_id)
    return source.leaflet.title.text if source else leaflet_id


def status_page(facility: str, titles: Mapping[str, str], found: Sequence[LanguageStatus]) -> str:
    """Return the page; titles: those of the leaflets in the source language, by id."""
    links = {each.tag: _links(each) for each in found}
    standings = {each.tag: {one.leaflet: one.summary for one in each.signoffs} for each in found}
    leaflets = [
        (title, [(each, links[each.tag].get(leaflet, []), standings[each.tag].get(leaflet, "")) for each in found])
        for leaflet, title in titles.items()
    ]
    return _template().render(facility=facility, leaflets=leaflets)


def _links(status: LanguageStatus) -> dict[str, list[tuple[str, str]]]:
    """Return the links to a language's files, by leaflet: the path, and what it is."""
    links: dict[str, list[tuple[str, str]]] = {}
    for path, edition, paper in status.files:
        text = f"{edition}, {paper}," if paper else f"{edition},"
        links.setdefault(PurePosixPath(path).parts[0], []).append((path, text))
    return links


@lru_cache
def _template() -> jinja2.Template:
    loader = jinja2.PackageLoader("leaflet", "pages")
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.get_template("status.html")
