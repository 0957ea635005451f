"""What workers on this machine are forked from imports this: it does, once, what each of them would do by itself."""

from __future__ import annotations

import gc

from leaflet.toolchain import toolchain


def _get_ready() -> None:
    # What is imported is no garbage: it need not be looked for meanwhile.
    gc.disable()
    from leaflet import work, workers  # noqa: F401, PLC0415

    toolchain()
    gc.enable()


_get_ready()
