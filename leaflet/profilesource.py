"""Makes the files in profiles/ from profiles.toml: downloads each Debian package, and proves the bytes.

A package is believed only by the digest that profiles.toml has of it, and so is each file. Nothing of a package is
installed: only the files that are named are read out of it.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from leaflet.digest import digest_bytes
from leaflet.files import write_file
from leaflet.problem import LeafletError
from leaflet.profiles import MANIFEST, ProfileError, read_manifest


@dataclass(frozen=True)
class _File:
    origin: str
    path: Path
    sha256: str


def make_profiles(folder: Path, download: Callable[[str, str], bytes] | None = None) -> list[Path]:
    """Make the files of profiles/ that are missing or altered and come from a package; return what was written.

    download: gives a package's own file by its name and version; the system's apt-get, if none is named. ProfileError,
    and nothing written of that condition, if the package or a file in it is not the one in profiles.toml.
    """
    made: list[Path] = []
    for name, table in read_manifest(folder).items():
        if "package" not in table:
            continue
        files = _files(folder, name, table)
        if all(file.path.is_file() and digest_bytes(file.path.read_bytes()) == file.sha256 for file in files):
            continue
        package, version = str(table["package"]), str(table["version"])
        archive = (download or apt_download)(package, version)
        if digest_bytes(archive) != table["digest"]:
            what = f"the package {package} {version} is not the one that was pinned: its digest is another"
            raise ProfileError(what, "do not use it unless you know why it changed")
        contents = _members(archive, [file.origin for file in files])
        for file, content in zip(files, contents, strict=True):
            if digest_bytes(content) != file.sha256:
                raise ProfileError(f"{file.origin} in {package} is not the file that {MANIFEST} names")
        for file, content in zip(files, contents, strict=True):
            write_file(file.path, content)
            made.append(file.path)
    return made


def apt_download(package: str, version: str) -> bytes:
    """Return a Debian package as apt-get downloads it; ProfileError if there is no apt-get, or it cannot."""
    apt = shutil.which("apt-get")
    if apt is None:
        raise ProfileError(f"{package} is a Debian package, and apt-get is missing", "make the files on Debian")
    with tempfile.TemporaryDirectory() as folder:
        # As root, apt-get hands downloads to another user, who may not write here.
        command = [apt, "-o", "APT::Sandbox::User=root", "download", f"{package}={version}"]
        done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace", check=False)
        archives = list(Path(folder).glob("*.deb"))
        if done.returncode or len(archives) != 1:
            what = f"apt-get cannot download {package} {version}:\n{done.stderr.strip()}"
            raise ProfileError(what, "Debian keeps old versions for some time only: pin the new one, and compare")
        return archives[0].read_bytes()


def _files(folder: Path, name: str, table: dict[str, Any]) -> list[_File]:
    try:
        found = [table[key] for key in ("profile", "licence")]
        for part in (name, *(file["file"] for file in found)):
            if not re.fullmatch(r"\w[\w.-]*", part):
                raise ProfileError(f"{MANIFEST}: “{part}” is no plain name of a file", "use letters, digits, points")
        return [_File(str(file["from"]), folder / name / file["file"], str(file["sha256"])) for file in found]
    except (KeyError, TypeError) as fault:
        raise ProfileError(f"{folder / MANIFEST}: [{name}] is not complete: {fault}") from fault


def _members(archive: bytes, paths: list[str]) -> list[bytes]:
    """Return the files at these paths in a Debian package, in their order; dpkg-deb knows its compressions."""
    with tempfile.NamedTemporaryFile(suffix=".deb") as file:
        file.write(archive)
        file.flush()
        done = subprocess.run(["dpkg-deb", "--fsys-tarfile", file.name], capture_output=True, check=False)
    if done.returncode:
        raise ProfileError(f"a package cannot be unpacked: {done.stderr.decode('utf-8', 'replace').strip()}")
    found: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as tar:
        for member in tar:
            path = member.name.removeprefix("./")
            if path in paths and (stream := member.isreg() and tar.extractfile(member)):
                found[path] = stream.read()
    if absent := [path for path in paths if path not in found]:
        raise ProfileError(f"a package lacks {', '.join(absent)}", f"see what it has, and mend “from” in {MANIFEST}")
    return [found[path] for path in paths]


@click.command()
@click.option("--profiles", "folder", type=click.Path(path_type=Path), default="profiles", show_default=True)
def main(folder: Path) -> None:
    """Make the profiles of printing conditions, as profiles.toml says."""
    try:
        made = make_profiles(folder)
    except LeafletError as fault:
        click.echo(f"error: {fault.message}\nhint: {fault.hint}", err=True)
        raise SystemExit(1) from fault
    click.echo("\n".join(map(str, made)) or "every profile is as it should be")


if __name__ == "__main__":
    main()
