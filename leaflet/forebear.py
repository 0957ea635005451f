"""What workers on this machine are forked from imports this: it does, once, what each of them would do by itself."""

from __future__ import annotations

import atexit
import ctypes.util
import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leaflet.problem import LeafletError
from leaflet.project import BUILDER
from leaflet.toolchain import toolchain


def _get_ready() -> object:
    """Return what is to stay."""
    # It ends with the build, which waits for it: nothing that it holds needs to be taken down piece by piece.
    atexit.register(os._exit, 0)
    # What is imported is no garbage: it need not be looked for meanwhile.
    gc.disable()
    with _libraries_by_file():
        from leaflet import work, workers  # noqa: F401, PLC0415

    toolchain()
    renderer = _renderer()
    gc.enable()
    return renderer


@contextmanager
def _libraries_by_file() -> Iterator[None]:
    """Let no library of the system be looked for by a name that is not its file's.

    WeasyPrint asks for each of its seven libraries first by the names that it has on other systems. For each name,
    ctypes runs ldconfig, the C compiler and the linker, some fifty programs in all: half of the time that a worker
    takes to start. By the names of their files, which WeasyPrint asks for too, Linux finds the same libraries at once.
    """
    find = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = find


def _renderer() -> object:
    """Return a renderer, which has set a small page: what was looked up for it, no worker has to look up again."""
    from leaflet.fonts import FontSet, read_families  # noqa: PLC0415
    from leaflet.pdf import Renderer  # noqa: PLC0415
    from leaflet.templates import Templates  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="leaflet-") as cache:
        try:
            return Renderer(FontSet(read_families(BUILDER / "fonts")[:1]), Templates(()), Path(cache))
        except LeafletError:
            # Each worker finds the same, and says so where it is heard.
            return None


# It has a thread of Pango's, which waits. As long as it stays, no worker is forked while that thread ends.
_RENDERER = _get_ready()
