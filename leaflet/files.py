"""Writing files: whole or not at all."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leaflet.problem import OutputError

# What an interrupted write may leave behind begins so, in the folder of the file that was meant.
PART_PREFIX = ".part-"


def write_file(file: Path, data: bytes) -> None:
    """Write a file so that at every moment its name leads to the old content, whole, or to the new, whole.

    Makes the folders above it. A file that holds these bytes already is left untouched. OutputError if it can't be
    written; the old file then stands as it was.
    """
    try:
        if file.is_file() and file.read_bytes() == data:
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=PART_PREFIX)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            part.chmod(0o666 & ~_umask())
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    except OSError as fault:
        hint = "make room, or give yourself the right to write there, and run the command again"
        raise OutputError(f"{file} cannot be written: {fault.strerror}", hint) from fault


def remove_file(file: Path) -> None:
    """Remove a file if it is there; OutputError if it is and cannot be removed."""
    try:
        file.unlink(missing_ok=True)
    except OSError as fault:
        hint = "remove it by hand: it must not be handed out"
        raise OutputError(f"{file} cannot be removed: {fault.strerror}", hint) from fault


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep a folder to this program, among those that ask: for reading a file and writing it anew, as one step.

    It waits for the others. The lock ends with the program, however that ends. OutputError if there is no such folder.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as fault:
        hint = "give yourself the right to read it"
        raise OutputError(f"{folder} cannot be opened: {fault.strerror}", hint) from fault
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _umask() -> int:
    # The system tells the mask only to one who sets it.
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
