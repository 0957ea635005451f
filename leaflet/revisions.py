"""What changed for a reader between two revisions of a project: text by text, in the source and in each language."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from leaflet.changes import moved
from leaflet.folders import CONTENT, LOCALES, SETTINGS_FILE, TEMPLATES
from leaflet.history import History
from leaflet.messages import SHARED_DOMAIN
from leaflet.paired import PairedReader, PairedText
from leaflet.problem import UsageError
from leaflet.project import Project, find_project

# All of a project that its texts depend on.
_PATHS = (SETTINGS_FILE, CONTENT, LOCALES, TEMPLATES)


class What(StrEnum):
    """What happened to a text in one language: its value is how it is told."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"
    MOVED = "moved"
    BEHIND = "as before, though its English is not"


@dataclass(frozen=True)
class Difference:
    """One text that differs, in one language: before and after as a reader gets it, “” where there was, or is, none."""

    domain: str
    id: str
    tag: str
    what: What
    before: str
    after: str


@contextmanager
def at_revisions(project: Project, old: str, new: str | None) -> Iterator[tuple[Project, Project]]:
    """Give a project as it was at two revisions of git; new: None for the files as they are now.

    UsageError if git has no such revision, or if no project can be read at one.
    """
    with ExitStack() as stack:

        def at(revision: str) -> Project:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="leaflet-"))).resolve()
            History(project.root).tree(revision, _PATHS, folder)
            try:
                found = find_project(folder)
            except UsageError as fault:
                raise UsageError(f"at {revision}: {fault.message}", fault.hint) from fault
            if found.root != folder:
                raise UsageError(f"at {revision} there was no {SETTINGS_FILE} here", "name a later revision")
            return found

        yield at(old), at(new) if new is not None else project


def differences(old: Project, new: Project) -> Iterator[Difference]:
    """Yield what differs, domain by domain, each text's source first, then its translations."""
    readers = PairedReader(old), PairedReader(new)
    tags = list(dict.fromkeys(language.tag for project in (new, old) for language in project.languages))
    tags.sort(key=lambda tag: tag != new.source_language.tag)
    domains: dict[str, dict[str, tuple[dict[str, PairedText], dict[str, PairedText]]]] = {}
    for leaflet_id in dict.fromkeys((*_ids(new), *_ids(old))):
        for tag in tags:
            sides = [_texts(*side, leaflet_id, tag) for side in zip(readers, (old, new), strict=True)]
            for domain in (leaflet_id, SHARED_DOMAIN):
                before, after = ({each.message.id: each for each in side if each.domain == domain} for side in sides)
                domains.setdefault(domain, {}).setdefault(tag, (before, after))
    for domain, by_tag in sorted(domains.items(), key=lambda item: item[0] == SHARED_DOMAIN):
        yield from _of_domain(domain, by_tag, new.source_language.tag)


def _ids(project: Project) -> tuple[str, ...]:
    return project.leaflet_ids() if any(project.content.glob("*.yaml")) else ()


def _texts(reader: PairedReader, project: Project, leaflet_id: str, tag: str) -> tuple[PairedText, ...]:
    language = next((each for each in project.languages if each.tag == tag), None)
    found = reader.read(leaflet_id, language) if language and project.source_file(leaflet_id).is_file() else None
    return found.texts if found else ()


def _of_domain(
    domain: str, by_tag: dict[str, tuple[dict[str, PairedText], dict[str, PairedText]]], source: str
) -> Iterator[Difference]:
    source_before, source_after = by_tag[source]
    order = moved(list(source_before), list(source_after))
    names = dict.fromkeys(name for sides in by_tag.values() for side in reversed(sides) for name in side)
    for name in names:
        source_same = _printed(source_before, name) == _printed(source_after, name)
        for tag, (before, after) in by_tag.items():
            old, new = _printed(before, name), _printed(after, name)
            if old != new:
                what = What.NEW if not old else What.GONE if not new else What.CHANGED
                yield Difference(domain, name, tag, what, old, new)
            elif old and not source_same:
                yield Difference(domain, name, tag, What.BEHIND, old, new)
            elif tag == source and name in order:
                yield Difference(domain, name, tag, What.MOVED, old, new)


def _printed(side: dict[str, PairedText], name: str) -> str:
    return side[name].printed if name in side else ""


def difference_lines(found: Iterator[Difference]) -> Iterator[str]:
    """Yield differences as text, line by line."""
    above = None
    for each in found:
        if (each.domain, each.id) != above:
            yield f"{each.domain}: {each.id}"
            above = (each.domain, each.id)
        yield f"  {each.tag}: {each.what}"
        if each.what is What.BEHIND or each.what is What.MOVED:
            yield f"      {each.after}"
            continue
        yield from (f"    {mark} {text}" for mark, text in (("-", each.before), ("+", each.after)) if text)
