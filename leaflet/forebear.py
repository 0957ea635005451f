"""What workers on this machine are forked from imports this: it does, once, what each of them would do by itself."""

from __future__ import annotations

import atexit
import gc
import os

from leaflet.toolchain import toolchain


def _get_ready() -> None:
    # It ends with the build, which waits for it: nothing that it holds needs to be taken down piece by piece.
    atexit.register(os._exit, 0)
    # What is imported is no garbage: it need not be looked for meanwhile.
    gc.disable()
    from leaflet import work, workers  # noqa: F401, PLC0415

    toolchain()
    gc.enable()


_get_ready()
