"""How much of a domain is translated in a language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leaflet.catalog import Catalog, read_catalog
from leaflet.messages import SHARED_DOMAIN, Message, iter_messages, template_messages
from leaflet.project import Project

# A domain (a leaflet's id, or that of the shared words) in a language (its tag).
Unit = tuple[str, str]


@dataclass(frozen=True)
class Tally:
    """How many texts a domain has, and how many of them a catalog has a translation of: good, or fuzzy."""

    texts: int
    translated: int
    fuzzy: int


def tally(messages: Sequence[Message], catalog: Catalog | None) -> Tally:
    """Count the texts of a domain in a catalog; None is one that cannot be read."""
    found = [catalog.entries.get(message.id) for message in messages] if catalog else []
    fuzzy = [entry.fuzzy for entry in found if entry and entry.text.strip()]
    return Tally(len(messages), fuzzy.count(False), fuzzy.count(True))


def read_tallies(project: Project, units: Iterable[Unit]) -> dict[Unit, Tally]:
    """Count the texts of units in their files, without checking them; none of a source that cannot be read."""
    messages: dict[str, list[Message]] = {}
    found = {}
    for domain, tag in units:
        if domain not in messages:
            messages[domain] = _messages(project, domain)
        file = project.catalog_file(project.language(tag), domain)
        count = len(messages[domain])
        if tag == project.source_language.tag:
            found[domain, tag] = Tally(count, count, 0)
        else:
            found[domain, tag] = tally(messages[domain], read_catalog(file, project.shown(file))[0])
    return found


def _messages(project: Project, domain: str) -> list[Message]:
    if domain == SHARED_DOMAIN:
        return list(template_messages(project.all_templates))
    # It takes time to import, which a build with nothing to do should not pay.
    from leaflet.source import read_source  # noqa: PLC0415

    source, _ = read_source(project.source_file(domain), domain)
    return list(iter_messages(source.leaflet)) if source else []
