"""What the processes of one run of the tests have in common: finished files, each made by the first that needs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from leaflet.digest import digest_bytes
from leaflet.files import write_file

# The folder that they share, by this one name; empty while there is but one process, which remembers for itself.
folders: list[Path] = []


def shared(make: Callable[[], bytes], *what: object) -> bytes:
    """Return the bytes of a file. Whichever process makes it, they are the same: that is tested elsewhere.

    what: all that it is made from beside the project itself, as values that print as what they are.
    """
    for folder in folders:
        file = folder / digest_bytes(repr(what).encode())
        if not file.is_file():
            write_file(file, make())
        return file.read_bytes()
    return make()
