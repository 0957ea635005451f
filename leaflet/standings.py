"""Where the leaflets of a project stand: its ledgers and texts read, each once; between builds, only what has changed.

A hospital's ledgers are many megabytes, which a build with nothing to do should not read. So what was computed from
them is kept in .cache/, with the digests of all that it hangs on and the days on which it holds. Of a ledger with a
fault nothing is kept: it is read, and its fault told, each time. The cache may be removed at any time.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from leaflet.digest import ABSENT, digest_files
from leaflet.files import write_file
from leaflet.language import Language
from leaflet.ledger import Ledger, ledger_file, read_ledger
from leaflet.paired import KnownDigest, PairedReader
from leaflet.problem import Problem
from leaflet.project import Project
from leaflet.signoff import Side, Standing, State, standing_of
from leaflet.toolchain import toolchain

NAME = "standings.json"


class SignOffs:
    """Reads the ledgers and texts of a project, each once, and says where its leaflets stand on a day.

    known: the digests of texts that need not be read.
    """

    def __init__(self, project: Project, today: datetime.date, known: KnownDigest = lambda leaflet_id, tag: "") -> None:
        self._project = project
        self._known = known
        self._today = today
        self.ledger = lru_cache(maxsize=None)(self._ledger)
        self.standing = lru_cache(maxsize=None)(self._standing)

    @cached_property
    def reader(self) -> PairedReader:
        """The reader of the project's texts."""
        return PairedReader(self._project, self._known)

    def _ledger(self, language: Language) -> Ledger:
        return read_ledger(self._project, language)

    def _standing(self, leaflet_id: str, language: Language) -> Standing:
        """Return where a leaflet stands in a language; in a pseudo-language, everything is a draft."""
        if language.is_pseudo:
            return Standing(leaflet_id, language.tag, State.DRAFT)
        source = self._project.source_language
        ledgers = [self.ledger(each) for each in (language, source)]
        if not any(ledger.problems or leaflet_id in ledger.by_leaflet for ledger in ledgers):
            # What nobody signed is a draft, whatever its texts are: they need not be read.
            return Standing(leaflet_id, language.tag, State.DRAFT)
        own, origin = (Side(self.ledger(each), self.reader.signed(leaflet_id, each)) for each in (language, source))
        return standing_of(leaflet_id, own, origin, self._today)

    def problems(self, language: Language) -> list[Problem]:
        """Return what is wrong with the ledgers that a language hangs on, as errors of that language."""
        ledgers = dict.fromkeys((self._project.source_language, language))
        found = [each for one in ledgers if not one.is_pseudo for each in self.ledger(one).problems]
        return [replace(problem, language=language.tag) for problem in found]


@dataclass(frozen=True)
class _Kept:
    """A standing, the digests of all that it hangs on, and the first and the last day on which it holds.

    hangs_on: the digests of the language's ledger and of the source's, then of the texts in both.
    """

    hangs_on: tuple[str, ...]
    first: datetime.date
    last: datetime.date | None
    standing: Standing


@dataclass(frozen=True)
class _File:
    """What is kept: standings, and the digests of ledgers without a fault, by tag; code: of what computed them."""

    code: str
    sound: dict[str, str] = field(default_factory=dict)
    standings: dict[str, _Kept] = field(default_factory=dict)


class KeptSignOffs(SignOffs):
    """As SignOffs; but what hangs on the same bytes as at an earlier build is not computed again."""

    def __init__(self, project: Project, today: datetime.date, known: KnownDigest) -> None:
        super().__init__(project, today, known)
        self._file = project.cache / NAME
        self._kept = _read(self._file)
        self._computed: dict[str, _Kept] = {}
        self._digests = self._ledger_digests()
        self._sound = {tag for tag, digest in self._kept.sound.items() if self._digests.get(tag) == digest}

    def problems(self, language: Language) -> list[Problem]:
        """Return what is wrong with the ledgers that a language hangs on, as errors of that language."""
        ledgers = (self._project.source_language, language)
        is_sound = all(each.is_pseudo or each.tag in self._sound for each in ledgers)
        return [] if is_sound else super().problems(language)

    def keep(self) -> None:
        """Write what was computed to the cache, if the ledgers are still as they were: one may change meanwhile."""
        now = self._ledger_digests()
        same = {tag for tag, digest in now.items() if digest == self._digests[tag]}
        names = {_name(leaflet_id, tag) for leaflet_id in self._project.leaflet_ids() for tag in same}
        if self._project.source_language.tag not in same:
            return
        standings = {name: each for name, each in (self._kept.standings | self._computed).items() if name in names}
        found = _File(self._kept.code, {tag: now[tag] for tag in sorted(self._sound & same) if now[tag]}, standings)
        if found != self._kept:
            write_file(self._file, _adapter().dump_json(found))

    def _ledger_digests(self) -> dict[str, str]:
        files = {language.tag: ledger_file(self._project, language) for language in self._project.languages}
        digests = digest_files(files.values())
        return {tag: digests[file] for tag, file in files.items()}

    def _ledger(self, language: Language) -> Ledger:
        found = super()._ledger(language)
        if not found.problems:
            self._sound.add(language.tag)
        return found

    def _standing(self, leaflet_id: str, language: Language) -> Standing:
        both = (language, self._project.source_language)
        ledgers = [self._digests.get(each.tag, ABSENT) for each in both]
        texts = [self._known(leaflet_id, each.tag) for each in both]
        if language.is_pseudo or not any(ledgers) or "" in texts:
            return super()._standing(leaflet_id, language)
        name, hangs_on = _name(leaflet_id, language.tag), (*ledgers, *texts)
        kept = self._kept.standings.get(name)
        if kept and kept.hangs_on == hangs_on and kept.first <= self._today <= (kept.last or datetime.date.max):
            return kept.standing
        found = super()._standing(leaflet_id, language)
        if not any(self.ledger(each).problems for each in both):
            records = [record for each in both for record in self.ledger(each).by_leaflet.get(leaflet_id, ())]
            # Days count only by whether one is past: until the next of these is, nothing changes.
            to_come = [record.until for record in records if record.until and record.until >= self._today]
            self._computed[name] = _Kept(hangs_on, self._today, min(to_come, default=None), found)
        return found


def _name(leaflet_id: str, tag: str) -> str:
    return f"{leaflet_id}|{tag}"


@lru_cache
def _adapter() -> TypeAdapter[_File]:
    return TypeAdapter(_File)


def _read(file: Path) -> _File:
    """Return what is kept: nothing if there is no such file, or other code wrote it, or it is damaged."""
    nothing = _File(toolchain()["leaflet"])
    try:
        found = _adapter().validate_json(file.read_bytes()) if file.exists() else nothing
    except (OSError, ValidationError):
        return nothing
    return found if found.code == nothing.code else nothing
