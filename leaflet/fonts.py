"""The fonts of one language: which families it is set in, what they can show, and nothing of the system's.

fonts/fonts.toml says which families there are and what each serves; leaflet.fontsource makes the files. Here they are
only read. A set of fonts is shut off from all others by a fontconfig file of its own, so that a character that its
families cannot show is missing, and is seen to be missing, instead of being taken from whatever else is installed.
"""

from __future__ import annotations

import functools
import hashlib
import html
import operator
import os
import tomllib
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leaflet.files import write_file
from leaflet.problem import FontError

MANIFEST = "fonts.toml"
MEND = "run: make fonts"

# Characters that are never seen, in any font: white space that is collapsed, soft hyphens, joiners, direction marks,
# break opportunities, variation selectors. For Unicode's other ignorable characters, WeasyPrint does ask for a glyph.
_UNSEEN = frozenset("\t\n\r\u00ad\u034f\u061c\ufeff") | {
    chr(code)
    for first, last in (
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0xFE00, 0xFE0F),
        (0xE0100, 0xE01EF),
    )
    for code in range(first, last + 1)
}

_FONTCONFIG = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
<match target="font">
<edit name="hinting" mode="assign"><bool>false</bool></edit>
<edit name="autohint" mode="assign"><bool>false</bool></edit>
</match>
</fontconfig>
"""


@dataclass(frozen=True)
class FontFile:
    """A font file, and the SHA-256 (hexadecimal) that its bytes should have."""

    path: Path
    sha256: str


@dataclass(frozen=True)
class FontFamily:
    """A family of fonts.toml: its table's name, the name that CSS calls it by, its files, and what it is meant for.

    scripts are ISO 15924 codes; languages are BCP 47 tags that this family serves before any family of their script.
    """

    slug: str
    name: str
    folder: Path
    regular: FontFile
    bold: FontFile
    scripts: tuple[str, ...]
    languages: tuple[str, ...]

    @property
    def files(self) -> tuple[FontFile, ...]:
        """The family's font files: regular, then bold."""
        return (self.regular, self.bold)

    def shows(self, character: str) -> bool:
        """Tell whether the family has a glyph for the character, in regular and in bold."""
        return ord(character) in _code_points(self.regular.path, self.bold.path)


@dataclass(frozen=True)
class FontSet:
    """The families that a language is set in, in the order in which they are asked for a glyph."""

    families: tuple[FontFamily, ...]

    @property
    def css_families(self) -> str:
        """The value of CSS's font-family: the families' names, quoted, in order."""
        return ", ".join(f'"{family.name}"' for family in self.families)

    @property
    def for_source(self) -> FontSet:
        """The same families for a text in the source language: the last first, which is the Latin one.

        The Latin letters of a font for another script are a makeshift: Nastaliq's have serifs.
        """
        return FontSet(self.families[::-1])

    @property
    def files(self) -> tuple[Path, ...]:
        """The paths of all font files of the set."""
        return tuple(file.path for family in self.families for file in family.files)

    @property
    def digest(self) -> str:
        """A SHA-256 that changes whenever a file of the set, or the families' order, is meant to change."""
        digests = [file.sha256 for family in self.families for file in family.files]
        return hashlib.sha256("\n".join(digests).encode()).hexdigest()

    def missing(self, text: str) -> list[str]:
        """Return the characters of the text that no family of the set can show, each once, in order of code point.

        Characters that are never seen (joiners, direction marks, break opportunities, line ends) need no font.
        """
        wanted = sorted(set(text) - _UNSEEN)
        return [character for character in wanted if not any(family.shows(character) for family in self.families)]


def read_manifest(fonts_folder: Path) -> dict[str, dict[str, Any]]:
    """Return the tables of the folder's fonts.toml, by family; FontError if it cannot be read."""
    path = fonts_folder / MANIFEST
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FontError(f"{path}: cannot be read: {error}", "the file says which fonts the project has") from error
    for slug, table in tables.items():
        if not isinstance(table, dict):
            raise FontError(f"{path}: {slug} is not a table", f"write one table a family: [{slug}]")
    return tables


def read_families(fonts_folder: Path) -> tuple[FontFamily, ...]:
    """Return the families of the folder's fonts.toml, in its order; FontError if one of their files is absent.

    That the files hold the right bytes is for verify to say: it reads them whole.
    """
    families = tuple(_family(fonts_folder, slug, table) for slug, table in read_manifest(fonts_folder).items())
    for file in (file for family in families for file in family.files):
        if not file.path.is_file():
            raise FontError(f"{file.path}: the font file is missing", MEND)
    return families


def _family(fonts_folder: Path, slug: str, table: dict[str, Any]) -> FontFamily:
    folder = fonts_folder / slug
    try:
        regular, bold = (FontFile(folder / table[key]["file"], table[key]["sha256"]) for key in ("regular", "bold"))
        return FontFamily(
            slug=slug,
            name=table["name"],
            folder=folder,
            regular=regular,
            bold=bold,
            scripts=tuple(table.get("scripts", ())),
            languages=tuple(table.get("languages", ())),
        )
    except (KeyError, TypeError) as error:
        message = f"{fonts_folder / MANIFEST}: [{slug}] is not complete: {error}"
        hint = f"write it as the other families' tables are, then run: python -m leaflet.fontsource --pin {slug}"
        raise FontError(message, hint) from error


def verify(families: Iterable[FontFamily]) -> None:
    """Read the families' files; FontError if one does not hold the bytes that fonts.toml promises."""
    for file in (file for family in families for file in family.files):
        try:
            with file.path.open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise FontError(f"{file.path}: the font file cannot be read: {error.strerror}", MEND) from error
        if found != file.sha256:
            raise FontError(f"{file.path}: the font file is not the one that {MANIFEST} names", MEND)


def font_set(language_tag: str, script: str, families: Sequence[FontFamily]) -> FontSet:
    """Return the fonts of a language: its own family, else its script's, and then the family of the Latin script.

    language_tag is a BCP 47 tag: a family for "ur" serves "ur-PK" too. FontError if there is no family.
    """
    subtags = language_tag.split("-")
    prefixes = ["-".join(subtags[:length]) for length in range(len(subtags), 0, -1)]
    for_language = [family for tag in prefixes for family in families if tag in family.languages]
    own = for_language[0] if for_language else _for_script(script, families, language_tag)
    return FontSet(tuple(dict.fromkeys((own, _for_script("Latn", families, language_tag)))))


def _for_script(script: str, families: Sequence[FontFamily], language_tag: str) -> FontFamily:
    for family in families:
        if script in family.scripts:
            return family
    hint = f'add a family with scripts = ["{script}"] to {MANIFEST}, then run: python -m leaflet.fontsource --pin'
    raise FontError(f"no font for the script {script}, which {language_tag} needs", hint)


def fontconfig_file(font_set: FontSet, folder: Path) -> Path:
    """Write a fontconfig file into the folder that lists the set's fonts and no others; return its path.

    The folder is made if need be, and holds fontconfig's cache too: use one folder for all sets, and keep it.
    """
    folder = folder.resolve()
    folders = "\n".join(f"<dir>{_escape(family.folder.resolve())}</dir>" for family in font_set.families)
    path = folder / f"{font_set.families[0].slug}.conf"
    content = _FONTCONFIG.format(folders=folders, cache=_escape(folder / "cache"))
    write_file(path, content.encode())
    (folder / "cache").mkdir(exist_ok=True)  # where two processes make it at once, fontconfig complains
    return path


def _escape(path: Path) -> str:
    return html.escape(str(path), quote=False)


@contextmanager
def isolated(font_set: FontSet, folder: Path) -> Iterator[None]:
    """Let a weasyprint FontConfiguration that is made inside see the set's fonts and no others.

    folder is as in fontconfig_file. The environment is the whole process's: not for two threads at once.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(fontconfig_file(font_set, folder))
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


@functools.cache
def _code_points(*paths: Path) -> Container[int]:
    """Return what all the files have a glyph for: as HarfBuzz has it, since as Python's numbers it takes megabytes."""
    # It takes time to import, which a build with nothing to do should not pay.
    import uharfbuzz  # noqa: PLC0415

    found = [uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))).unicodes for path in paths]
    for path, code_points in zip(paths, found, strict=True):
        if not code_points:
            raise FontError(f"{path}: the font file cannot be read", MEND)
    shared: Container[int] = functools.reduce(operator.iand, found)
    return shared
