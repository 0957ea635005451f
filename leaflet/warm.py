"""What workers on this machine are forked from: a process that has imported what takes long, started in good time.

It is started by a guess: only time hangs on it.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from multiprocessing import forkserver
from pathlib import Path

from leaflet.folders import CACHE, CONTENT, LOCALES, SETTINGS_FILE, TEMPLATES

# The file of the cache that is written whenever something was examined, and whose date tells when that was.
EXAMINED = "examined.json"
# What it imports.
_WARM = ["leaflet.forebear"]


def warm_up() -> None:
    """Start what workers are forked from, in the background, if it is not there: it takes half a second."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(_WARM)
    forkserver.ensure_running()


def looks_changed(root: Path) -> bool:
    """Tell whether a file that people write is younger than the last examination: there may be something to make.

    root: the folder of a project. Whether there is, only the bytes of the files say.
    """
    folders = [each for each in (root / CONTENT, root / LOCALES, root / TEMPLATES) if each.is_dir()]
    try:
        since = (root / CACHE / EXAMINED).stat().st_mtime_ns
        # Of what was removed, its folder tells.
        if any(path.stat().st_mtime_ns > since for path in (root / SETTINGS_FILE, *folders)):
            return True
        return any(date > since for folder in folders for date in _dates(folder))
    except OSError:
        return True


def _dates(folder: str | Path) -> Iterator[int]:
    """Yield when each file and folder below a folder was last written, in nanoseconds."""
    with os.scandir(folder) as entries:
        for entry in entries:
            yield entry.stat().st_mtime_ns
            if entry.is_dir():
                yield from _dates(entry.path)
