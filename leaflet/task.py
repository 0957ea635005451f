"""One job as values: what goes to a worker, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from leaflet.digest import digest_bytes, digest_value
from leaflet.edition import Edition, Paper
from leaflet.fonts import FontFamily
from leaflet.imprint import Imprint
from leaflet.mark import Mark
from leaflet.problem import Problem
from leaflet.profiles import Profile


@dataclass(frozen=True)
class TemplateFiles:
    """The files of the templates, name and bytes of each."""

    files: tuple[tuple[str, bytes], ...]

    @property
    def digests(self) -> dict[str, str]:
        """The digest of each file, by name."""
        return {name: digest_bytes(data) for name, data in self.files}

    @property
    def digest(self) -> str:
        """The digest of all."""
        return digest_value(self.digests)


@dataclass(frozen=True)
class Task:
    """What a job is made from, as values.

    leaflet: packed by leaflet.portable; mark: what its pages say of its sign-off; words: the shared words of its
    language; paper: None for a page for a browser; press: the press that it is for, None for an office printer; logo:
    as leaflet.letterhead reads it; families: the fonts of the language, or all that a page for a browser is set in;
    tools: the plan's toolchain; shown: how messages name the file; proofs: whether the finished bytes are proved;
    scratch: a folder for what is known of fonts, None on another machine: there, a temporary one.
    """

    path: str
    shown: str
    leaflet: bytes
    mark: Mark
    words: Mapping[str, str]
    imprint: Imprint
    edition: Edition
    paper: Paper | None
    press: Profile | None
    logo: Mapping[str, bytes]
    families: tuple[FontFamily, ...]
    templates: TemplateFiles
    tools: Mapping[str, str]
    proofs: bool = True
    scratch: Path | None = None


@dataclass(frozen=True)
class Made:
    """What a job came to: the bytes, how many pages of paper, what is wrong, and what the page asked for.

    words: the ids of the shared words, its own and those of the source language; templates: names.
    """

    data: bytes
    pages: int
    problems: tuple[Problem, ...]
    words: tuple[str, ...]
    source_words: tuple[str, ...]
    templates: tuple[str, ...]
