"""What workers on this machine are forked from imports this: it does, once, what each of them would do by itself."""

from __future__ import annotations

import atexit
import gc
import os
import tempfile
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
    from leaflet import work, workers  # noqa: F401, PLC0415

    toolchain()
    renderer = _renderer()
    gc.enable()
    return renderer


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
