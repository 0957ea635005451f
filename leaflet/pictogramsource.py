"""Makes the files in pictograms/ from pictograms.toml: downloads the package, redraws in black, proves the bytes.

The package is believed only by the digest that pictograms.toml has of it, and so is each file that is made. Of a
drawing nothing is kept but the outlines of its paths: what else could show, run, or lead elsewhere is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import click
import tomlkit

from leaflet import npm
from leaflet.digest import digest_bytes
from leaflet.files import write_file
from leaflet.pictograms import MANIFEST, read_manifest
from leaflet.problem import LeafletError, PictogramError

_SVG = "{http://www.w3.org/2000/svg}"
# What a drawing may hold. Sizes are the page's to say, and a clip-rule says nothing where nothing clips.
_ATTRIBUTES = {
    f"{_SVG}svg": {"width", "height", "viewBox", "fill"},
    f"{_SVG}path": {"d", "fill", "fill-rule", "clip-rule"},
}
_BLACK = {"black", "#000", "#000000", "currentColor"}
_VIEW_BOX = re.compile(r"0 0 \d+ \d+")
_OUTLINE = re.compile(r"[MmLlHhVvCcSsQqTtAaZzEe\d\s.,+-]+", re.ASCII)


@dataclass(frozen=True)
class PictogramFile:
    """A file to make: the keys of its table in pictograms.toml, its path in the package, its path here, its SHA-256.

    drawing: whether it is one, and not the licence. sha256 is "" until it is pinned.
    """

    keys: tuple[str, ...]
    origin: str
    path: Path
    sha256: str
    drawing: bool


@dataclass(frozen=True)
class PictogramSource:
    """Where the pictograms come from. version and integrity are "" until they are pinned."""

    package: str
    version: str
    integrity: str
    files: tuple[PictogramFile, ...]


def read_source(folder: Path) -> PictogramSource:
    """Return where a folder's pictograms come from; PictogramError if its pictograms.toml is not complete."""
    manifest = read_manifest(folder)
    try:
        licence = manifest["licence"]
        files = [_file(folder / licence["file"], licence, ("licence",), drawing=False)]
        for name, table in manifest["pictograms"].items():
            files.append(_file(folder / f"{name}.svg", table, ("pictograms", name), drawing=True))
        package, version, integrity = (str(manifest[key]) for key in ("package", "version", "integrity"))
    except (KeyError, TypeError, AttributeError) as fault:
        raise PictogramError(f"{folder / MANIFEST} is not complete: {fault}", "see what its first lines say") from fault
    for file in files:
        if not re.fullmatch(r"\w[\w.-]*", file.path.name, re.ASCII) or file.path.parent != folder:
            hint = "use letters, digits, points, hyphens"
            raise PictogramError(f"{folder / MANIFEST}: “{file.path.name}” is no plain name of a file", hint)
    return PictogramSource(package, version, integrity, tuple(files))


def _file(path: Path, table: Mapping[str, Any], keys: tuple[str, ...], *, drawing: bool) -> PictogramFile:
    return PictogramFile(keys, table["from"], path, table.get("sha256", ""), drawing)


def make_pictograms(folder: Path, download: npm.Download = npm.pack) -> list[Path]:
    """Make the files if one is missing or altered; return the paths of what was written.

    LeafletError, and nothing written, if the package or a file made of it is not the one in pictograms.toml.
    """
    source = read_source(folder)
    if all(file.path.is_file() and digest_bytes(file.path.read_bytes()) == file.sha256 for file in source.files):
        return []
    if not source.integrity or not all(file.sha256 for file in source.files):
        hint = "run: python -m leaflet.pictogramsource --pin"
        raise PictogramError(f"{folder / MANIFEST}: not all is pinned", hint)
    archive = npm.pack_pinned(source.package, source.version, source.integrity, download)
    contents = _contents(source, archive)
    for file, content in contents.items():
        if digest_bytes(content) != file.sha256:
            hint = "do not use it unless you know why it changed"
            raise PictogramError(f"{file.path}: the file that was made is not the one that {MANIFEST} names", hint)
    return _write(contents)


def pin(folder: Path, download: npm.Download = npm.pack) -> list[Path]:
    """Make the files, and write their digests into pictograms.toml; return the paths of what was written.

    The package is the one that is pinned, or the newest if there is none: then its version and digest are written too.
    """
    source = read_source(folder)
    if source.integrity:
        archive = npm.pack_pinned(source.package, source.version, source.integrity, download)
    else:
        archive = download(source.package)
    contents = _contents(source, archive)
    manifest = folder / MANIFEST
    document: Any = tomlkit.parse(manifest.read_text(encoding="utf-8"))
    document["version"] = json.loads(_members(archive, {"package.json"})["package.json"])["version"]
    document["integrity"] = npm.integrity_of(archive)
    for file, content in contents.items():
        table = document
        for key in file.keys:
            table = table[key]
        table["sha256"] = digest_bytes(content)
    made = _write(contents)
    write_file(manifest, tomlkit.dumps(document).encode())
    return made


def redrawn(svg: bytes) -> bytes:
    """Return a drawing as it is printed: its view box and the outlines of its paths, filled with black, and no more.

    PictogramError if it holds anything else than paths filled with black: text, an image, a script, a style, a link, a
    second colour. What it shows could not be the same without them.
    """
    try:
        if b"<!DOCTYPE" in svg or b"<!ENTITY" in svg:
            raise PictogramError("a drawing declares entities")
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as fault:
        raise PictogramError(f"a drawing is no SVG: {fault}") from fault
    for element in root.iter():
        more = set(element.attrib) - _ATTRIBUTES.get(element.tag, set(element.attrib) | {""})
        if element.tag not in _ATTRIBUTES or more or (element.text or "").strip() or (element.tail or "").strip():
            what = element.tag.removeprefix(_SVG)
            raise PictogramError(f"a drawing is more than paths: <{what}> {' '.join(sorted(more))}".rstrip())
    box = root.get("viewBox", "")
    paths = [_path(element, root.get("fill", "black")) for element in root]
    if root.tag != f"{_SVG}svg" or not _VIEW_BOX.fullmatch(box) or not paths or any(len(path) for path in root):
        raise PictogramError("a drawing is not written as paths in a view box")
    lines = [f'<svg xmlns="{_SVG[1:-1]}" viewBox="{box}">', *paths, "</svg>", ""]
    return "\n".join(lines).encode()


def _path(element: ElementTree.Element, inherited: str) -> str:
    outline, fill, rule = element.get("d", ""), element.get("fill", inherited), element.get("fill-rule", "nonzero")
    if fill not in _BLACK:
        raise PictogramError(f"a drawing has the colour {fill}", "take one in black")
    if not _OUTLINE.fullmatch(outline) or rule not in {"nonzero", "evenodd"}:
        raise PictogramError("a drawing has a path that is none")
    return f'<path fill-rule="{rule}" d="{outline}"/>' if rule == "evenodd" else f'<path d="{outline}"/>'


def _contents(source: PictogramSource, archive: bytes) -> dict[PictogramFile, bytes]:
    found = _members(archive, {file.origin for file in source.files})
    contents = {}
    for file in source.files:
        try:
            contents[file] = redrawn(found[file.origin]) if file.drawing else found[file.origin]
        except PictogramError as fault:
            raise PictogramError(f"{source.package}: {file.origin}: {fault.message}", fault.hint) from fault
    return contents


def _members(archive: bytes, paths: set[str]) -> dict[str, bytes]:
    found = npm.members(archive, paths.__contains__)
    if absent := sorted(paths - set(found)):
        hint = f"see what it has, and mend “from” in {MANIFEST}"
        raise PictogramError(f"the package lacks {', '.join(absent)}", hint)
    return found


def _write(contents: Mapping[PictogramFile, bytes]) -> list[Path]:
    for file, content in contents.items():
        write_file(file.path, content)
    return [file.path for file in contents]


@click.command()
@click.option("--pin", "pinning", is_flag=True, help="Write what the files are into pictograms.toml.")
@click.option("--pictograms", "folder", type=click.Path(path_type=Path), default="pictograms", show_default=True)
def main(pinning: bool, folder: Path) -> None:
    """Make the pictograms, as pictograms.toml says."""
    try:
        made = (pin if pinning else make_pictograms)(folder)
    except LeafletError as fault:
        click.echo(f"error: {fault.message}\nhint: {fault.hint}", err=True)
        raise SystemExit(1) from fault
    click.echo("\n".join(map(str, made)) or "every pictogram is as it should be")


if __name__ == "__main__":
    main()
