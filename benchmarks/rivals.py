"""The same catalogs under other programs that check PO files. They are used here and nowhere else in the project.

The rule is the same for all, ours included: a fault is found if the program says something of the mutant that it does
not say of the clean catalog.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import polib

# What a program says of a catalog, without the places in it: those move when a line is added.
Complaints = frozenset[str]


@dataclass(frozen=True)
class Rival:
    """A program: its name in the table, how to get it, what to ask for its version."""

    name: str
    command: str
    install: str
    version: tuple[str, ...] = ("--version",)


MSGFMT = Rival("msgfmt -c", "msgfmt", "apt-get install gettext")
I18NSPECTOR = Rival("i18nspector", "i18nspector", "apt-get install i18nspector")
POFILTER = Rival(
    "pofilter",
    "pofilter",
    "python3 -m venv .venv/pofilter && .venv/pofilter/bin/pip install translate-toolkit",
)
RIVALS = (MSGFMT, I18NSPECTOR, POFILTER)


@dataclass(frozen=True)
class Paper:
    """A catalog on disk for the programs to read; language: the locale's identifier, as folders name it."""

    key: str
    language: str
    file: Path


def program(rival: Rival, root: Path) -> str | None:
    """Return the path of a program: on PATH, or in an environment of its own below .venv."""
    own = root / ".venv" / rival.command / "bin" / rival.command
    return str(own) if own.exists() else shutil.which(rival.command)


def version(path: str, rival: Rival) -> str:
    """Return what a program says of its version."""
    done = subprocess.run([path, *rival.version], capture_output=True, text=True, check=False)
    found = re.search(r"\d+(?:\.\d+)+", done.stdout + done.stderr)
    return found[0] if found else "unknown"


def complaints(rival: Rival, path: str, papers: Sequence[Paper], scratch: Path) -> dict[str, Complaints]:
    """Return what a program says of each catalog, by key."""
    run = {MSGFMT: _msgfmt, I18NSPECTOR: _i18nspector, POFILTER: _pofilter}[rival]
    return dict(run(path, papers, scratch))


def _environment() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}


def _msgfmt(path: str, papers: Sequence[Paper], _scratch: Path) -> Iterator[tuple[str, Complaints]]:
    def one(paper: Paper) -> tuple[str, Complaints]:
        command = [path, "-c", "-o", os.devnull, str(paper.file)]
        done = subprocess.run(command, capture_output=True, env=_environment(), check=False)
        said = done.stderr.decode("utf-8", "replace").replace(str(paper.file), "")
        lines = [re.sub(r"^:(?:\d+:)*\s*", "", line) for line in said.splitlines()]
        # Of a summary, how many errors there were does not matter: the errors stand above it.
        return paper.key, frozenset(re.sub(r"\d+", "#", line) for line in lines if "found #" not in line)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(one, papers)


def _i18nspector(path: str, papers: Sequence[Paper], _scratch: Path) -> Iterator[tuple[str, Complaints]]:
    def some(batch: Sequence[Paper]) -> list[tuple[str, Complaints]]:
        command = [path, *(str(paper.file) for paper in batch)]
        done = subprocess.run(command, capture_output=True, env=_environment(), check=False)
        if done.returncode and len(batch) > 1:
            # It stopped at one of them: each by itself, then.
            return [item for paper in batch for item in some([paper])]
        said: dict[str, set[str]] = {str(paper.file): set() for paper in batch}
        for line in done.stdout.decode("utf-8", "replace").splitlines():
            found = re.match(r"(\w: )(.+?\.po)(: .*)", line)
            if found and found[2] in said:
                said[found[2]].add(found[1] + re.sub(r"\bline \d+", "line #", found[3]))
        if done.returncode:
            said[str(batch[0].file)].add("it stops with a traceback")
        return [(paper.key, frozenset(said[str(paper.file)])) for paper in batch]

    batches = [papers[i : i + 40] for i in range(0, len(papers), 40)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(some, batches):
            yield from found


def _pofilter(path: str, papers: Sequence[Paper], scratch: Path) -> Iterator[tuple[str, Complaints]]:
    folders: dict[tuple[str, Path], list[Paper]] = {}
    for paper in papers:
        folders.setdefault((paper.language, paper.file.parent), []).append(paper)

    def folder(item: tuple[tuple[str, Path], list[Paper]]) -> list[tuple[str, Complaints]]:
        (language, where), inside = item
        out = scratch / f"pofilter-{language}"
        command = [path, "--progress=none", f"--language={language}", str(where), str(out)]
        done = subprocess.run(command, capture_output=True, env=_environment(), check=False)
        failed: dict[str, str] = {}
        for line in done.stderr.decode("utf-8", "replace").splitlines():
            found = re.search(r"Error processing: input (\S+?), output [^,]*, template None: (.*)", line)
            if found:
                failed[Path(found[1]).name] = re.sub(r"\d+", "#", found[2])
        return [(paper.key, _filtered(out / paper.file.name, failed.get(paper.file.name))) for paper in inside]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(folder, folders.items()):
            yield from found


def _filtered(file: Path, failed: str | None) -> Complaints:
    """Return what pofilter wrote of a catalog: the entries that it complains of, each with the tests that failed."""
    said = {failed} if failed is not None else set()
    if file.exists() and failed is None:
        try:
            entries: Iterable[polib.POEntry] = polib.pofile(file.read_bytes().decode("utf-8", "replace"))
        except (OSError, ValueError, IndexError):
            entries = ()
            said.add("what it wrote cannot be read")
        for entry in entries:
            tests = re.findall(r"\(pofilter\) (.*)", f"{entry.tcomment}\n{entry.comment}")
            said |= {f"{entry.msgctxt}: {test}" for test in tests}
    return frozenset(said)


def found_by(
    said: Mapping[str, Complaints], clean: Mapping[str, Complaints], pairs: Iterable[tuple[str, str]]
) -> dict[str, bool]:
    """Tell of each mutant whether more is said of it than of its clean catalog; pairs: their keys."""
    return {key: bool(said[key] - clean[base]) for key, base in pairs}
