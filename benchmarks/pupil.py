"""Our own checks at work on mutants: `leaflet.load` over a copy of the project, in which one catalog is replaced."""

from __future__ import annotations

import dataclasses
import re
import shutil
import tempfile
import tomllib
import traceback
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from benchmarks.catalogs import Clean
from benchmarks.editions import NUMBERS
from leaflet import load as load_module
from leaflet.checks import runner
from leaflet.checks.subject import Translation
from leaflet.fonts import FontFamily, read_families
from leaflet.problem import Problem, Severity
from leaflet.project import Project, find_project
from leaflet.source import Source, read_source

# A problem without its line and column: those move when a line is added.
Said = tuple[str, str, str, str | None, str]


def _remembered(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that is called once for a project and whatever names come with it."""
    cache: dict[tuple[str, ...], Any] = {}

    def call(*arguments: Any) -> Any:
        roots = [str(one.root) for one in arguments if isinstance(one, Project)]
        names = [
            str(getattr(one, "tag", one)) for one in arguments if isinstance(one, str | Path) or hasattr(one, "tag")
        ]
        key = (*roots, *names)
        if key not in cache:
            value = function(*arguments)
            cache[key] = tuple(value) if isinstance(value, Iterator) else value
        value = cache[key]
        # Lists of problems are added to by whoever gets them.
        return tuple(list(one) if isinstance(one, list) else one for one in value) if type(value) is tuple else value

    return call


# The roots of projects whose sources hold typed quantities, which a check on sources rightly refuses.
_editions: set[Path] = set()
_read_checked_source = load_module.read_checked_source


def _source_as_it_is(project: Project, leaflet_id: str, *more: Any) -> tuple[Source | None, list[Problem]]:
    """Read a source; that of an edition without the checks on sources, as its catalogs would not be looked at else."""
    if project.root not in _editions:
        return _read_checked_source(project, leaflet_id, *more)
    return read_source(project.source_file(leaflet_id), leaflet_id)


def _found_once(find: Callable[[Any], Iterable[Any]]) -> Callable[[Any], Iterable[Any]]:
    """Return the function that applies the checks to a subject, with a memory for translations of one message.

    What is found in one depends on the message, its entry and its values alone, and a mutant changes one of seventy.
    """
    cache: dict[Hashable, list[Any]] = {}

    def call(subject: Any) -> Iterable[Any]:
        if not isinstance(subject, Translation):
            return find(subject)
        entry = dataclasses.replace(subject.entry, line=0)
        key = (subject.language.tag, subject.domain.name, subject.message, entry, *sorted(subject.values.items()))
        if key not in cache:
            cache[key] = list(find(subject))
        return cache[key]

    return call


def remember() -> None:
    """Let what no mutant changes be read and checked once: sources, templates, lexicons, the other texts."""
    setattr(runner, "_findings", _found_once(runner._findings))  # noqa: B010
    load_module.read_checked_source = _remembered(_source_as_it_is)
    for name in ("read_project_lexicon", "template_messages", "extracted_texts"):
        setattr(load_module, name, _remembered(getattr(load_module, name)))


class Pupil:
    """The project's checks over one edition of it, on a copy of its own."""

    def __init__(self, root: Path, edition: str, catalogs: Sequence[Clean]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="leaflet-bench-")
        copy = Path(self._folder.name)
        settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
        shutil.copy(root / "pyproject.toml", copy)
        for name in ("content", "locales", "templates"):
            shutil.copytree(root / name, copy / name)
        (copy / "fonts").symlink_to((root / "fonts").resolve(), target_is_directory=True)
        assert "leaflet" in settings["tool"]
        if edition == NUMBERS:
            _edit_sources(copy, catalogs)
        self.project: Project = find_project(copy)
        if edition == NUMBERS:
            _editions.add(self.project.root)
        self.families: list[FontFamily] = list(read_families(self.project.fonts))
        for clean in catalogs:
            self._file(clean.language.tag, clean.domain).write_bytes(clean.data)

    def _file(self, tag: str, domain: str) -> Path:
        return self.project.catalog_file(self.project.language(tag), domain)

    def said(self, tag: str, domain: str, data: bytes | None = None) -> Counter[Said] | str:
        """Return the problems of a language, with one of its catalogs replaced; a traceback where there is one."""
        file = self._file(tag, domain)
        before = file.read_bytes()
        try:
            if data is not None:
                file.write_bytes(data)
            found = load_module.load(
                self.project, self.project.leaflet_ids(), [self.project.language(tag)], self.families
            )
        except Exception:  # a traceback is a result too
            return traceback.format_exc(limit=-3)
        finally:
            file.write_bytes(before)
        return Counter(map(_without_place, found.problems))

    def close(self) -> None:
        """Remove the copy."""
        self._folder.cleanup()


def _without_place(problem: Problem) -> Said:
    message = re.sub(r"\blines? \d+", "line #", problem.message)
    return (str(problem.severity), problem.check, problem.location.path, problem.message_id, message)


def _edit_sources(copy: Path, catalogs: Sequence[Clean]) -> None:
    """Write the English of the edition into the sources."""
    yaml = YAML()
    for clean in {one.domain: one for one in catalogs if one.edition == NUMBERS}.values():
        file = copy / "content" / f"{clean.domain}.yaml"
        data = yaml.load(file.read_text("utf-8"))
        for message in clean.messages.values():
            place = data
            for key in message.keys[:-1]:
                place = place[key]
            value = place[message.keys[-1]]
            if isinstance(value, str):
                place[message.keys[-1]] = message.text
            else:
                value["text"] = message.text
        with file.open("w", encoding="utf-8") as stream:
            yaml.dump(data, stream)


def grade(said: Counter[Said] | str, clean: Counter[Said]) -> str:
    """Return how a mutant was found: "error", "warning" or "missed", or "traceback"."""
    if isinstance(said, str):
        return "traceback"
    severities = {problem[0] for problem in said - clean}
    return "error" if Severity.ERROR in severities else "warning" if severities else "missed"
