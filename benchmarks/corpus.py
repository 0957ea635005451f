"""PO files that this project did not write: from folders, from Debian's source packages, from wheels of PyPI.

Each registry is asked by its own client, for single packages by name. What was fetched stays in .cache/.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

# Many languages and scripts, several encodings, the tools of several decades; and the faulty files of other checkers'
# and libraries' own tests.
_DEBIAN = """
    bash bison coreutils debconf dpkg findutils gawk gettext gimp git glib2.0 gnupg2 grep gtk+3.0 i18nspector iso-codes
    kmymoney make-dfsg nautilus python-django sed tar wget xfce4-panel
"""
_PYPI = """
    django django-allauth django-cms django-countries django-extensions django-filter django-oscar horizon mailman
    plone.app.locales pretix sphinx wagtail weblate wtforms
"""
DEFAULTS = (*(f"debian:{name}" for name in _DEBIAN.split()), *(f"pypi:{name}" for name in _PYPI.split()))


@dataclass(frozen=True)
class Corpus:
    """What one source holds: its name, what was fetched (with versions), and its PO files; or why there are none."""

    name: str
    fetched: str
    files: tuple[Path, ...]
    missing: str = ""


def collect(sources: list[str], cache: Path) -> Iterator[Corpus]:
    """Yield the PO files of each source: a folder, `debian:PACKAGE` or `pypi:PACKAGE`."""
    for source in sources:
        kind, colon, name = source.partition(":")
        if not colon:
            yield Corpus(source, source, tuple(sorted(Path(source).rglob("*.po"))))
            continue
        folder = cache / f"{kind}-{name}"
        try:
            archives = _archives({"debian": _from_debian, "pypi": _from_pypi}[kind], name, folder / "archives", cache)
        except (subprocess.CalledProcessError, KeyError) as fault:
            yield Corpus(source, "", (), f"not fetched: {fault}" if isinstance(fault, KeyError) else "not fetched")
            continue
        files = folder / "files"
        for archive in archives:
            if not (files / archive.name).is_dir():
                _unpack(archive, files / archive.name)
        fetched = ", ".join(archive.name for archive in archives)
        yield Corpus(source, fetched, tuple(sorted(files.rglob("*.po"))))


def _archives(fetch: object, name: str, folder: Path, cache: Path) -> list[Path]:
    if not folder.is_dir():
        part = folder.with_name("part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        assert callable(fetch)
        fetch(name, part, cache)
        part.rename(folder)
    kinds = (".whl", ".tar.gz", ".tar.xz", ".tar.bz2")
    return sorted(file for file in folder.iterdir() if file.name.endswith(kinds))


def _from_pypi(name: str, folder: Path, _cache: Path) -> None:
    # Wheels alone: to learn the metadata of a source distribution, pip would run its code.
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--dest", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "download", *options, name], check=True, capture_output=True)


def _from_debian(name: str, folder: Path, cache: Path) -> None:
    command = ["apt-get", *_apt_options(cache / "apt")]
    subprocess.run(
        [*command, "-qq", "source", "--download-only", "--tar-only", name], check=True, capture_output=True, cwd=folder
    )


def _apt_options(folder: Path) -> list[str]:
    """Return the options with which apt knows source packages: of the system's own registries, in a folder apart."""
    options = [
        "-oDir::Etc::SourceList=/dev/null",
        f"-oDir::Etc::SourceParts={folder}/parts",
        f"-oDir::State::Lists={folder}/lists",
        "-oAPT::Sandbox::User=root",
    ]
    if not folder.is_dir():
        (folder / "parts").mkdir(parents=True)
        (folder / "lists" / "partial").mkdir(parents=True)
        system = Path("/etc/apt")
        for file in (system / "sources.list", *sorted((system / "sources.list.d").glob("*"))):
            if file.suffix in {".list", ".sources"} and file.is_file():
                text = re.sub(r"^(Types: *|)deb(?=\s)", r"\1deb-src", file.read_text("utf-8"), flags=re.MULTILINE)
                (folder / "parts" / file.name).write_text(text, "utf-8")
        subprocess.run(["apt-get", *options, "-qq", "update"], check=True, capture_output=True)
    return options


def _unpack(archive: Path, folder: Path) -> None:
    """Write the PO files of an archive to a folder, in their own folders, and nothing else."""
    folder.mkdir(parents=True)
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            for name in wheel.namelist():
                _write(folder, name, wheel.read(name) if name.endswith(".po") else None)
    else:
        with tarfile.open(archive) as tar:
            for member in tar:
                stream = tar.extractfile(member) if member.isfile() and member.name.endswith(".po") else None
                _write(folder, member.name, stream.read() if stream else None)


def _write(folder: Path, name: str, data: bytes | None) -> None:
    path = PurePosixPath(name)
    if data is None or path.is_absolute() or ".." in path.parts:
        return
    file = folder.joinpath(*path.parts)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
