"""SHA-256 of files and of values: what tells whether anything changed, whatever the date and the machine."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# What stands for the digest of a file that is not there, or that cannot be read.
ABSENT = ""


def digest_bytes(data: bytes) -> str:
    """Return the digest of bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_value(value: object) -> str:
    """Return the digest of a value that JSON can write; the order of the keys of a mapping makes no difference."""
    return digest_bytes(json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode())


def digest_file(file: Path) -> str:
    """Return the digest of a file's bytes, ABSENT if there are none to be had."""
    try:
        return digest_bytes(file.read_bytes())
    except OSError:
        return ABSENT


def digest_files(files: Iterable[Path]) -> dict[Path, str]:
    """Return the digest of each file, as digest_file; the processor's cores read and count at the same time."""
    wanted = list(dict.fromkeys(files))
    cores = os.cpu_count() or 1

    def share(core: int) -> list[str]:
        return [digest_file(file) for file in wanted[core::cores]]

    found: dict[Path, str] = {}
    with ThreadPoolExecutor(cores) as pool:
        for core, digests in enumerate(pool.map(share, range(cores))):
            found |= zip(wanted[core::cores], digests, strict=True)
    return found
