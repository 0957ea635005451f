"""Makes the files in fonts/ from fonts.toml: downloads the packages, cuts down the large fonts, proves the bytes.

A package is believed only by the digest that fonts.toml has of it, and so is each file that is made. No path inside a
package decides where a file is written: only the named files are read out of it, and fonts.toml says what they become.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import tomlkit
import uharfbuzz

from leaflet import npm
from leaflet.digest import digest_bytes
from leaflet.files import write_file
from leaflet.fonts import MANIFEST, read_manifest
from leaflet.problem import FontError, LeafletError, UsageError

SUBSETTER = f"uharfbuzz {uharfbuzz.__version__}"
_UNICODE = (*range(0xD800), *range(0xE000, 0x110000))

# WeasyPrint sets no vertical text, and what only that needs is a fortieth of a font.
_VERTICAL_TABLES = ("vhea", "vmtx", "VORG")
_VERTICAL_FEATURES = ("vert", "vrt2", "valt", "vchw", "vhal", "vkrn", "vpal")


@dataclass(frozen=True)
class SourceFile:
    """A file to make: its key in fonts.toml, its path in the package, its path here, its SHA-256 ("" if unpinned)."""

    key: str
    origin: str
    path: Path
    sha256: str


@dataclass(frozen=True)
class FontSource:
    """Where a family comes from. version and integrity are "" until it is pinned; characters: () for all of them."""

    slug: str
    package: str
    version: str
    integrity: str
    subsetter: str
    characters: tuple[str, ...]
    files: tuple[SourceFile, ...]


def read_sources(fonts_folder: Path, families: Collection[str] = ()) -> list[FontSource]:
    """Return the sources of the families, or of all if none is named, as the folder's fonts.toml has them."""
    tables = read_manifest(fonts_folder)
    if unknown := sorted(set(families) - set(tables)):
        raise UsageError(f"{fonts_folder / MANIFEST} has no family {', '.join(unknown)}", f"it has {', '.join(tables)}")
    return [_source(fonts_folder, slug, table) for slug, table in tables.items() if slug in families or not families]


def _source(fonts_folder: Path, slug: str, table: dict[str, Any]) -> FontSource:
    folder, place = fonts_folder / slug, f"{fonts_folder / MANIFEST}: [{slug}]"
    try:
        keyed = [(key, table[key]) for key in ("regular", "bold", "licence")]
        for name in (slug, *(file["file"] for _, file in keyed)):
            if not re.fullmatch(r"\w[\w.-]*", name):
                raise FontError(f"{place}: “{name}” is no plain name of a file", "use letters, digits, points, hyphens")
        version, integrity, subsetter = (table.get(key, "") for key in ("version", "integrity", "subsetter"))
        characters = tuple(table.get("characters", ()))
        files = [SourceFile(key, file["from"], folder / file["file"], file.get("sha256", "")) for key, file in keyed]
        return FontSource(slug, table["package"], version, integrity, subsetter, characters, tuple(files))
    except (KeyError, TypeError) as fault:
        raise FontError(f"{place} is not complete: {fault}", "write it as the other families' tables are") from fault


def make_fonts(fonts_folder: Path, families: Collection[str] = (), download: npm.Download = npm.pack) -> list[Path]:
    """Make the files of the families, or of all, that are missing or altered; return the paths of what was written.

    FontError, and nothing written of that family, if its package or a file made of it is not the one in fonts.toml.
    """
    made: list[Path] = []
    for source in read_sources(fonts_folder, families):
        if all(file.path.is_file() and digest_bytes(file.path.read_bytes()) == file.sha256 for file in source.files):
            continue
        if not source.integrity:
            raise FontError(f"{source.slug} is not pinned", f"run: python -m leaflet.fontsource --pin {source.slug}")
        archive = npm.pack_pinned(source.package, source.version, source.integrity, download)
        contents = _contents(source, archive)
        for file, content in contents.items():
            if digest_bytes(content) != file.sha256:
                hint = f"{MANIFEST} was made with {source.subsetter or 'the same package'}, and this is {SUBSETTER}"
                raise FontError(f"{file.path}: the file that was made is not the one that {MANIFEST} names", hint)
        made += _write(contents)
    return made


def pin(fonts_folder: Path, families: Collection[str] = (), download: npm.Download = npm.pack) -> list[Path]:
    """Make the files of the families, or of all, from their newest packages; return the paths of what was written.

    Writes each version, integrity, digest and subsetter into fonts.toml, and leaves the rest of that file as it is.
    """
    manifest = fonts_folder / MANIFEST
    made: list[Path] = []
    for source in read_sources(fonts_folder, families):
        archive = download(source.package)
        contents = _contents(source, archive)
        document = tomlkit.parse(manifest.read_text(encoding="utf-8"))
        table: Any = document[source.slug]
        table["version"] = json.loads(*_members(archive, ["package.json"]))["version"]
        table["integrity"] = npm.integrity_of(archive)
        if source.characters:
            table["subsetter"] = SUBSETTER
        for file, content in contents.items():
            table[file.key]["sha256"] = digest_bytes(content)
        made += _write(contents)
        write_file(manifest, tomlkit.dumps(document).encode())
    return made


def repertoire(specifiers: Iterable[str]) -> set[int]:
    """Return the code points that one or more of the specifiers stand for; FontError for one without meaning.

    A specifier is a range as CSS writes it, "U+3000-303F"; a Python codec, "gb2312", for all that it can encode; the
    characters themselves, if none is ASCII; or some of these, joined by "&", for what they have in common.
    """
    return {code for each in specifiers for code in set.intersection(*map(_code_points, each.split("&")))}


def _code_points(specifier: str) -> set[int]:
    name = specifier.strip()
    if match := re.fullmatch(r"U\+([0-9A-F]{1,6})(?:-([0-9A-F]{1,6}))?", name):
        return set(range(int(match[1], 16), int(match[2] or match[1], 16) + 1))
    if name and not any(map(str.isascii, name)):
        return set(map(ord, name))
    try:
        return {ord(character) for character in map(chr, _UNICODE) if character.encode(name, "ignore")}
    except (LookupError, UnicodeError) as fault:
        hint = "write a range, as U+3000-303F, or the name of a Python codec, as gb2312"
        raise FontError(f"{MANIFEST}: “{name}” stands for no characters", hint) from fault


def subset(font: bytes, code_points: Iterable[int]) -> bytes:
    """Return the font with only these characters; the same bytes for the same input. FontError if it is no font.

    Kept too are all names, the outline of a missing glyph, and HarfBuzz's usual layout features for horizontal text.
    """
    try:
        wanted = uharfbuzz.SubsetInput()
        wanted.unicode_set.update(code_points)
        wanted.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
        wanted.name_id_set.update(range(0x8000))
        wanted.drop_table_tag_set.update(map(_tag, _VERTICAL_TABLES))
        wanted.layout_feature_tag_set.difference_update(uharfbuzz.Set(map(_tag, _VERTICAL_FEATURES)))
        return bytes(uharfbuzz.subset(uharfbuzz.Face(font), wanted).blob.data)
    except RuntimeError as fault:
        raise FontError(f"a font cannot be cut down: {fault}", "is it a TrueType font?") from fault


def _contents(source: FontSource, archive: bytes) -> dict[SourceFile, bytes]:
    *fonts, licence = _members(archive, [file.origin for file in source.files])
    if source.characters:
        code_points = repertoire(source.characters)
        fonts = [subset(font, code_points) for font in fonts]
    return dict(zip(source.files, [*fonts, licence], strict=True))


def _members(archive: bytes, paths: Collection[str]) -> list[bytes]:
    # The files at these paths in a package, in the paths' order.
    found = npm.members(archive, paths.__contains__)
    if absent := [path for path in paths if path not in found]:
        raise FontError(f"a package lacks {', '.join(absent)}", f"see what it has, and mend “from” in {MANIFEST}")
    return [found[path] for path in paths]


def _write(contents: dict[SourceFile, bytes]) -> list[Path]:
    for file, content in contents.items():
        write_file(file.path, content)
    return [file.path for file in contents]


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")


@click.command()
@click.option("--pin", "pinning", is_flag=True, help="Take the newest packages, and write what came of them there.")
@click.option("--fonts", "fonts_folder", type=click.Path(path_type=Path), default="fonts", show_default=True)
@click.argument("families", metavar="[FAMILY]...", nargs=-1)
def main(pinning: bool, fonts_folder: Path, families: tuple[str, ...]) -> None:
    """Make the font files of each FAMILY, or of all, as fonts.toml says."""
    try:
        made = (pin if pinning else make_fonts)(fonts_folder, families)
    except LeafletError as fault:
        click.echo(f"error: {fault.message}\nhint: {fault.hint}", err=True)
        raise SystemExit(2 if isinstance(fault, UsageError) else 1) from fault
    click.echo("\n".join(map(str, made)) or "every font file is as it should be")


if __name__ == "__main__":
    main()
