"""One job, from values to the bytes of a file and what is wrong with them; on any machine that has the plan's tools.

A job brings the leaflet's texts, the templates, the logo and the press's profile along. The fonts are too big for that,
and stand beside the builder with the pictograms: they, and the worker's toolchain, must be those of the plan, or the
job is refused.
"""

from __future__ import annotations

import gc
import os
import socket
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from leaflet.checks.pdf import prove
from leaflet.expectation import expect
from leaflet.files import write_file
from leaflet.folders import TEMPLATES
from leaflet.fonts import FontFamily, FontFile, FontSet, verify
from leaflet.imprint import Imprint
from leaflet.localize import LocalizedLeaflet
from leaflet.model import Leaflet
from leaflet.pdf import Renderer
from leaflet.pictograms import Pictogram
from leaflet.portable import unpack
from leaflet.problem import FontError, LeafletError, Location, PictogramError, Problem, warning
from leaflet.project import BUILDER
from leaflet.task import Made, Task, TemplateFiles
from leaflet.templates import Templates
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

    RenderError or PictogramError if its page cannot be made; ForeignWorkerError if it must not be made here.
    """
    with _ONE_AT_A_TIME, _garbage_at_once():
        found = differences(toolchain(), dict(task.tools))
        if found:
            raise _foreign("; ".join(found))
        words, source_words = _Asked(task.words), _Asked(task.imprint.words)
        localized = replace(unpack(task.leaflet, words, task.imprint.facility), mark=task.mark)
        is_source = localized.language == task.imprint.source_language
        imprint = replace(task.imprint, words=words if is_source else source_words)
        if task.scratch is None:
            imprint = replace(imprint, pictograms=_own_pictograms(imprint, localized.leaflet))
        page = _publish(task, localized, imprint) if task.paper is None else _typeset(task, localized, imprint)
        asked = tuple(sorted(words.ids)), tuple(sorted(source_words.ids))
        problems = (*_warnings(task, localized, page.warnings), *(page.prove() if task.proofs else ()))
        return Made(page.data, page.pages, problems, *asked, tuple(sorted(page.templates)))


@dataclass(frozen=True)
class _Page:
    """What was made, before it is proved; prove: does that."""

    data: bytes
    pages: int
    warnings: tuple[str, ...]
    templates: frozenset[str]
    prove: Callable[[], Iterable[Problem]]


def _typeset(task: Task, localized: LocalizedLeaflet, imprint: Imprint) -> _Page:
    """Return a document for paper, or for a press."""
    paper, press, edition, language = task.paper, task.press, task.edition, localized.language
    assert paper is not None
    templates = _templates(_scratch(task.scratch), task.templates)
    renderer = _renderer(FontSet(task.families), templates, task.scratch)
    pdf = Typesetter(renderer, imprint, templates, task.logo).typeset(localized, edition, paper, press)

    def proofs() -> Iterator[Problem]:
        yield from prove(pdf.data, expect(localized, edition, paper, imprint), renderer.fonts, task.shown)
        if press:
            # Few jobs are for a press, or for a browser: a worker that has none need not wait for what they take.
            from leaflet.checks.press import preflight  # noqa: PLC0415

            folds = edition.folds(paper, language.direction)
            about = {"language": language.tag, "leaflet": localized.leaflet.id}
            yield from preflight(pdf.data, press, task.shown, folds, **about)

    return _Page(pdf.data, pdf.pages, pdf.warnings, pdf.templates, proofs)


def _publish(task: Task, localized: LocalizedLeaflet, imprint: Imprint) -> _Page:
    """Return a page for a browser."""
    from leaflet.checks.web import prove as prove_page  # noqa: PLC0415
    from leaflet.webpage import WebPublisher  # noqa: PLC0415

    templates = _templates(_scratch(task.scratch), task.templates)
    families = _own(task.families, task.scratch is None)
    page = WebPublisher(imprint, templates, families, task.logo).publish(localized, task.edition)

    def proofs() -> Iterable[Problem]:
        return prove_page(page.data, expect(localized, task.edition, None, imprint), families, task.shown)

    return _Page(page.data, 0, (), page.templates, proofs)


@contextmanager
def _garbage_at_once() -> Iterator[None]:
    """Collect garbage once, at the end: a page leaves a heap of boxes that refer to each other, all of it at its end.

    To look for it all the while costs a tenth of the time, and to let it lie the memory of several pages. What was
    there before, such as what is known of fonts, is not looked through again.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect(0)


def _warnings(task: Task, localized: LocalizedLeaflet, warnings: Iterable[str]) -> Iterator[Problem]:
    """Yield what the renderer warned of."""
    place = Location(f"{TEMPLATES}/{task.edition.template}")
    for said in warnings:
        # What it says of missing glyphs, the proofs say better.
        if "notdef" not in said:
            about = {"leaflet": localized.leaflet.id, "language": localized.language.tag}
            hint = "mend the template or its style sheet"
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
    return Renderer(FontSet(_own(fonts.families, scratch is None)), templates, _scratch(scratch))


# What a page for a browser is set in, and what a language is.
@lru_cache(maxsize=2)
def _own(wanted: tuple[FontFamily, ...], is_elsewhere: bool) -> tuple[FontFamily, ...]:
    """Return the plan's fonts, proved; on another machine those that stand beside the builder there."""
    families = []
    for family in wanted:
        folder = BUILDER / "fonts" / family.slug if is_elsewhere else family.folder
        regular, bold = (FontFile(folder / file.path.name, file.sha256) for file in family.files)
        families.append(replace(family, folder=folder, regular=regular, bold=bold))
    try:
        verify(families)
    except FontError as fault:
        if is_elsewhere:
            raise _foreign(fault.message) from fault
        raise
    return tuple(families)


def _own_pictograms(imprint: Imprint, leaflet: Leaflet) -> dict[str, Pictogram]:
    """Return a leaflet's pictograms, proved, as they stand beside the builder on another machine."""
    folder = BUILDER / "pictograms"
    found = [replace(each, path=folder / each.path.name) for each in imprint.pictograms_of(leaflet)]
    try:
        for pictogram in found:
            pictogram.read()
    except PictogramError as fault:
        raise _foreign(fault.message) from fault
    return {pictogram.name: pictogram for pictogram in found}


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
