"""One job, from values to the bytes of a file and what is wrong with them; on any machine that has the plan's tools.

A job brings the leaflet's texts and the templates along. The fonts are too big for that: the worker has its own, and
they, and its toolchain, must be those of the plan, or the job is refused.
"""

from __future__ import annotations

import gc
import os
import socket
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from leaflet.checks.pdf import prove
from leaflet.expectation import expect
from leaflet.files import write_file
from leaflet.fonts import FontFile, FontSet, verify
from leaflet.pdf import RenderedPdf, Renderer
from leaflet.portable import unpack
from leaflet.problem import FontError, LeafletError, Location, Problem, warning
from leaflet.project import BUILDER
from leaflet.task import Made, Task, TemplateFiles
from leaflet.templates import FOLDER, Templates
from leaflet.toolchain import differences, toolchain
from leaflet.typeset import Typesetter

# The renderer asks the environment for its fonts, and PDFium serves one thread: a process does one job at a time.
_ONE_AT_A_TIME = threading.Lock()


class ForeignWorkerError(LeafletError):
    """A worker has other fonts or programs than the plan: what it makes would not be the same."""


class _Asked(dict[str, str]):
    """Words that note which of them are asked for, by their ids."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__(words)
        self.ids: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.ids.add(key)
        return super().__getitem__(key)


def make(task: Task) -> Made:
    """Return the file of a task.

    RenderError if its page cannot be made; ForeignWorkerError if it must not be made here.
    """
    with _ONE_AT_A_TIME, _garbage_at_once():
        found = differences(toolchain(), dict(task.tools))
        if found:
            raise _foreign("; ".join(found))
        templates = _templates(_scratch(task.scratch), task.templates)
        renderer = _renderer(task.fonts, templates, task.scratch)
        words, source_words = _Asked(task.words), _Asked(task.imprint.words)
        localized = unpack(task.leaflet, words, task.imprint.facility)
        is_source = localized.language == task.imprint.source_language
        imprint = replace(task.imprint, words=words if is_source else source_words)
        pdf = Typesetter(renderer, imprint, templates).typeset(localized, task.edition, task.paper)
        asked = tuple(sorted(words.ids)), tuple(sorted(source_words.ids))
        problems = list(_warnings(task, localized.leaflet.id, localized.language.tag, pdf))
        if task.proofs:
            expectation = expect(localized, task.edition, task.paper, imprint)
            problems += prove(pdf.data, expectation, renderer.fonts, task.shown)
        return Made(pdf.data, pdf.pages, tuple(problems), *asked, tuple(sorted(pdf.templates)))


@contextmanager
def _garbage_at_once() -> Iterator[None]:
    """Collect garbage once, at the end: a page leaves a heap of boxes that refer to each other, all of it at its end.

    To look for it all the while costs a tenth of the time, and to let it lie the memory of several pages.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()


def _warnings(task: Task, leaflet_id: str, tag: str, pdf: RenderedPdf) -> Iterator[Problem]:
    """Yield what the renderer warned of."""
    place = Location(f"{FOLDER}/{task.edition.template}")
    for said in pdf.warnings:
        # What it says of missing glyphs, the proofs say better.
        if "notdef" not in said:
            hint, about = "mend the template or its style sheet", {"leaflet": leaflet_id, "language": tag}
            yield warning("renderer", place, f"{task.path}: {said}", hint, **about)


def _templates(scratch: Path, files: TemplateFiles) -> Templates:
    """Write templates to a folder, the same for all jobs that have the same, and return them."""
    folder = scratch / "templates" / files.digest
    for name, data in files.files:
        write_file(folder / name, data)
    return Templates((folder,))


# One language's only: the jobs come language by language, and a renderer holds its fonts in memory.
@lru_cache(maxsize=1)
def _renderer(fonts: FontSet, templates: Templates, scratch: Path | None) -> Renderer:
    return Renderer(_own(fonts, scratch is None), templates, _scratch(scratch))


def _own(fonts: FontSet, is_elsewhere: bool) -> FontSet:
    """Return the plan's fonts, proved; on another machine those that stand beside the builder there."""
    families = []
    for family in fonts.families:
        folder = BUILDER / "fonts" / family.slug if is_elsewhere else family.folder
        regular, bold = (FontFile(folder / file.path.name, file.sha256) for file in family.files)
        families.append(replace(family, folder=folder, regular=regular, bold=bold))
    try:
        verify(families)
    except FontError as fault:
        if is_elsewhere:
            raise _foreign(fault.message) from fault
        raise
    return FontSet(tuple(families))


def _foreign(what: str) -> ForeignWorkerError:
    message = f"the worker {socket.gethostname()}, process {os.getpid()}, has not what the plan has: {what}"
    return ForeignWorkerError(message, "install the same there, or stop it")


@lru_cache
def _scratch(folder: Path | None) -> Path:
    if folder is not None:
        return folder
    temporary = tempfile.TemporaryDirectory(prefix="leaflet-")
    _TEMPORARY.append(temporary)
    return Path(temporary.name)


# Removed when the process ends.
_TEMPORARY: list[tempfile.TemporaryDirectory[str]] = []
