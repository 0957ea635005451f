"""The ledger of a language: locales/LOCALE/signoffs.toml, one record for each act of sign-off, in the order of time.

Records are only ever added. Each holds the digest of the one before it and its own, over all that it says: a record
that was edited, taken out or moved breaks the chain. What a chain cannot show is that its *last* record was taken out;
that shows in what else holds its digest: the history of the file, other languages' ledgers, the manifest of a release.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from leaflet.acknowledge import Said
from leaflet.files import locked
from leaflet.language import Language
from leaflet.paired import PairedLeaflet, whole_digest
from leaflet.problem import Location, Problem, UsageError, error
from leaflet.project import Project
from leaflet.recordfile import RecordFile

Sha256 = Field(pattern="^[0-9a-f]{64}$")


class Act(StrEnum):
    """What a person does by signing, in the order in which a text goes through it; withdrawing ends them all."""

    TRANSLATED = "translated"
    REVISED = "revised"
    APPROVED = "approved"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


Method = Literal["human", "machine-and-human", "machine"]


class _Value(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", "-"), validate_by_name=True
    )


class SignedText(_Value):
    """One text that was signed: its id, and the digests of its English and of both, as leaflet.paired makes them."""

    id: str
    english: str
    text: str


class Signature(_Value):
    """Who signs, as what, and by which right; until: the day of the next review; method: how it was translated."""

    act: Act
    name: Said
    role: Said
    qualification: Said
    date: datetime.date
    until: datetime.date | None = None
    method: Method | None = None


class SignOff(Signature):
    """One record: a signature, and exactly what was signed.

    source_revised: the day of the English; source_record: the last record that the English ledger had then;
    acknowledged: the warnings that stood acknowledged; whole: the digest of the texts as a whole, as the review sheet
    shows it; before: the digest of the record before (“” in the first).
    """

    leaflet: str
    language: str
    source_revised: datetime.date | None = None
    source_record: str = ""
    acknowledged: tuple[str, ...] = ()
    whole: str = ""
    texts: tuple[SignedText, ...] = ()
    before: str
    digest: str = Sha256

    @property
    def english(self) -> tuple[tuple[str, str], ...]:
        """The English that it covers: ids and digests, in order."""
        return tuple((each.id, each.english) for each in self.texts)

    def computed_digest(self) -> str:
        """Return what the record's digest must be: that of all else that it says."""
        said = self.model_dump(mode="json", by_alias=True, exclude={"digest"}, exclude_none=True)
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


SIGNOFFS = RecordFile(
    table="signoff",
    model=SignOff,
    header="""\
# Who translated, revised, approved, released or withdrew which texts of this language: made by “leaflet sign”. Each
# record holds the digests of exactly the texts that were signed, of the record before it, and of itself. Records are
# added at the end, never changed: “leaflet sign --check” finds one that was.
""",
    check="signoff-syntax",
    hint="see what “leaflet sign” writes; your version control has the file as it was",
)


@dataclass(frozen=True)
class Ledger:
    """The records of a language, each with its line; path: as messages show it; problems: what is wrong with it."""

    path: str
    tag: str
    lines: tuple[tuple[int, SignOff], ...]
    problems: tuple[Problem, ...]

    @property
    def records(self) -> tuple[SignOff, ...]:
        """The records alone."""
        return tuple(record for _, record in self.lines)

    @cached_property
    def by_leaflet(self) -> Mapping[str, tuple[SignOff, ...]]:
        """The records of each leaflet that has any, by its id."""
        found: dict[str, list[SignOff]] = {}
        for record in self.records:
            found.setdefault(record.leaflet, []).append(record)
        return {leaflet_id: tuple(records) for leaflet_id, records in found.items()}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each record among all, by its digest."""
        return {record.digest: place for place, record in enumerate(self.records)}

    @property
    def head(self) -> str:
        """The digest of the last record; “” if there is none."""
        return self.lines[-1][1].digest if self.lines else ""


def ledger_file(project: Project, language: Language) -> Path:
    """Return the path of a language's ledger."""
    return project.lexicon_file(language).with_name("signoffs.toml")


def read_ledger(project: Project, language: Language) -> Ledger:
    """Return the ledger of a language, without records if it has none, its chain proved."""
    file = ledger_file(project, language)
    path = project.shown(file)
    lines, problems = SIGNOFFS.read(file, path)
    if not problems:
        problems = list(_breaks(lines, path, language.tag))
    return Ledger(path, language.tag, tuple(lines), tuple(replace(each, language=language.tag) for each in problems))


def _breaks(lines: Sequence[tuple[int, SignOff]], path: str, tag: str) -> Iterator[Problem]:
    """Yield where a chain is broken."""
    hint = "nothing that it says can be believed: bring back the file as it was, by your version control"
    before = ""
    for line, record in lines:
        place = Location(path, line)
        if record.computed_digest() != record.digest:
            yield error("broken-ledger", place, "this record was changed after it was written", hint)
        if record.before != before:
            what = "the record before this one is not the one that was there: one is missing, or the order was changed"
            yield error("broken-ledger", place, what, hint)
        if record.language != tag:
            yield error("broken-ledger", place, f"this record is of another language: {record.language}", hint)
        if record.whole != covered(record):
            yield error("broken-ledger", place, "its digest as a whole is not that of its texts", hint)
        before = record.digest


def covered(record: SignOff) -> str:
    """Return the digest, as a whole, of the texts that a record covers; “” of a withdrawal, which covers none."""
    texts = [(each.id, each.english, each.text) for each in record.texts]
    return whole_digest(record.leaflet, texts) if record.act is not Act.WITHDRAWN else ""


@dataclass(frozen=True)
class Covered:
    """What one record is to cover: a leaflet, its texts (None to withdraw it), and what stood beside them."""

    leaflet: str
    texts: PairedLeaflet | None
    source_record: str = ""
    acknowledged: tuple[str, ...] = ()


def add_records(
    project: Project, language: Language, signature: Signature, covering: Sequence[Covered], head: str
) -> Path:
    """Add a record for each leaflet at the end of a language's ledger; return its path.

    head: the digest of the last record that the signer knew of. UsageError if the ledger has another one by now, or is
    broken: nothing is added then.
    """
    file = ledger_file(project, language)
    file.parent.mkdir(parents=True, exist_ok=True)
    with locked(file.parent):
        ledger = read_ledger(project, language)
        for fault in ledger.problems:
            raise UsageError(f"{fault.location}: {fault.message}", fault.hint)
        if ledger.head != head:
            raise UsageError(f"{ledger.path} has a new record: somebody signed just now", "look, and sign again")
        added: list[dict[str, Any]] = []
        for each in covering:
            record = sealed(signature, each, language, head)
            added.append(record.model_dump(by_alias=True, exclude_none=True, mode="python"))
            head = record.digest
        SIGNOFFS.add(file, [_plain(row) for row in added])
    return file


def sealed(signature: Signature, covering: Covered, language: Language, before: str) -> SignOff:
    """Return the record of a signature; before: the digest of the record that it comes after, “” for the first."""
    said: dict[str, Any] = {**dict(signature), "leaflet": covering.leaflet, "language": language.tag, "before": before}
    said |= {"source_record": covering.source_record, "acknowledged": covering.acknowledged}
    if covering.texts:
        texts = [SignedText(id=each.id, english=each.english, text=each.text) for each in covering.texts.texts]
        said |= {"source_revised": covering.texts.revised, "whole": covering.texts.digest, "texts": tuple(texts)}
    # The digest is made of the record's values as they are read back: so it is made from a record.
    unsealed = SignOff(**said, digest="0" * 64)
    return unsealed.model_copy(update={"digest": unsealed.computed_digest()})


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Return a record's values as TOML knows them."""
    return {
        key: str(value) if isinstance(value, StrEnum) else list(value) if isinstance(value, tuple) else value
        for key, value in row.items()
    }
