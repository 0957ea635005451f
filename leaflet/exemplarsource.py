"""Makes cldr/exemplars.json, the characters of each language by CLDR, from the npm package that the file itself pins.

The package is believed by the digest that the file has of it. Unicode's licence is written beside the data.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from leaflet import npm
from leaflet.exemplars import DATA, FIELDS
from leaflet.files import write_file
from leaflet.problem import LeafletError
from leaflet.unicodeset import UnicodeSetError, parse

PACKAGE = "cldr-misc-full"
LICENCE = "LICENSE"


def make_exemplars(file: Path = DATA, download: npm.Download = npm.pack) -> list[Path]:
    """Make the file again from the package that it pins; return the paths of what was written.

    PackageError, and nothing written, if the package is another than it was.
    """
    try:
        pinned = json.loads(file.read_text("utf-8"))
        package, version, integrity = (str(pinned[key]) for key in ("package", "version", "integrity"))
    except (OSError, ValueError, KeyError) as fault:
        hint = "run: python -m leaflet.exemplarsource --pin"
        raise LeafletError(f"{file} does not say which package it is made from: {fault}", hint) from fault
    return _write(file, package, npm.pack_pinned(package, version, integrity, download))


def pin(file: Path = DATA, download: npm.Download = npm.pack) -> list[Path]:
    """Make the file from the newest package, and write its version and digest into it; return what was written."""
    return _write(file, PACKAGE, download(PACKAGE))


def _write(file: Path, package: str, archive: bytes) -> list[Path]:
    members = npm.members(archive, lambda path: path in {LICENCE, "package.json"} or path.endswith("/characters.json"))
    try:
        licence = members.pop(LICENCE)
        version = json.loads(members.pop("package.json"))["version"]
        languages = {}
        for content in members.values():
            for tag, locale in json.loads(content)["main"].items():
                languages[tag] = _fields(locale["characters"])
    except (KeyError, ValueError, UnicodeSetError) as fault:
        raise npm.PackageError(f"the package {package} is not written as expected: {fault}") from fault
    head = {"package": package, "version": version, "integrity": npm.integrity_of(archive), "licence": "Unicode-3.0"}
    write_file(file, text_of(head, _without_repetition(languages)).encode())
    write_file(file.with_name(LICENCE), licence)
    return [file, file.with_name(LICENCE)]


def _fields(characters: Mapping[str, Any]) -> dict[str, str]:
    # A space is what separates; as an element of a set it says nothing.
    fields = {ours: " ".join(parse(characters.get(theirs, "[]"))) for ours, theirs in FIELDS.items()}
    return {name: text for name, text in fields.items() if text}


def _without_repetition(languages: Mapping[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    # A language is found by dropping what its tag ends with: what is found then anyway need not be written.
    kept = {}
    for tag, fields in sorted(languages.items()):
        parents = (tag.rsplit("-", n)[0] for n in range(1, tag.count("-") + 1))
        parent = next((parent for parent in parents if parent in languages), None)
        if parent is None or languages[parent] != fields:
            kept[tag] = fields
    return kept


def text_of(head: Mapping[str, str], languages: Mapping[str, dict[str, str]]) -> str:
    """Return the file's text: a line for each language, so that a new version shows what changed."""
    lines = [f"  {_json(tag)}: {_json(fields)}" for tag, fields in languages.items()]
    return f"{_json(head)[:-1]},\n {_json('languages')}: {{\n" + ",\n".join(lines) + "\n}}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@click.command()
@click.option("--pin", "pinning", is_flag=True, help="Take the newest package.")
def main(pinning: bool) -> None:
    """Make the list of each language's characters again, from CLDR."""
    try:
        made = pin() if pinning else make_exemplars()
    except LeafletError as fault:
        click.echo(f"error: {fault.message}\nhint: {fault.hint}", err=True)
        raise SystemExit(1) from fault
    click.echo("\n".join(map(str, made)))


if __name__ == "__main__":
    main()
