"""What a reviewer reads, row by row: each text in English and in the translation, with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from leaflet.changes import Change, changes
from leaflet.ledger import Act, Ledger, SignOff
from leaflet.lexicon import Lexicon
from leaflet.loaded import Loaded
from leaflet.messages import SHARED_DOMAIN
from leaflet.model import Urgency
from leaflet.paired import PairedLeaflet, PairedText, full_id

# The parts of a sheet, in the order in which they are read: what a patient needs most is read when the eye is fresh.
PARTS = ("Get help at once", "Call", "The rest of the leaflet", "Words that all leaflets share")


@dataclass(frozen=True)
class Row:
    """One text; number: that of a warning sign in its list, “1 of 7”.

    note: the author's; terms: those of the glossary that the sign must name; said: what the checks said, and who let it
    stand; change: what happened to it since the last signature, “” if nothing.
    """

    id: str
    number: str
    pair: PairedText
    note: str
    terms: tuple[str, ...]
    said: tuple[str, ...]
    change: str


@dataclass(frozen=True)
class Part:
    """A part of a sheet: its heading, and its rows."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Word:
    """A term of the glossary: its word in the source, what is meant, and what the checks accept for it."""

    term: str
    note: str
    accepted: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """All rows of a leaflet in a language, and the last signature before, which the changes are counted from.

    gone: the ids of texts that the last signature covered and that are there no more.
    """

    texts: PairedLeaflet
    parts: tuple[Part, ...]
    last: SignOff | None
    gone: tuple[str, ...]
    glossary: tuple[Word, ...]

    @property
    def changed(self) -> int:
        """How many texts have changed since the last signature, those that are gone included."""
        return sum(bool(row.change) for part in self.parts for row in part.rows) + len(self.gone)


def make_sheet(texts: PairedLeaflet, ledger: Ledger, loaded: Loaded, lexicon: Lexicon) -> Sheet:
    """Return the sheet of a leaflet's texts; ledger, lexicon: those of its language; loaded: what the checks said."""
    signed = [each for each in ledger.records if each.leaflet == texts.leaflet.id and each.act is not Act.WITHDRAWN]
    last = signed[-1] if signed else None
    changed = changes(last, texts) if last else ()
    by_id = {change.id: change for change in changed}
    ids = {each.id for each in texts.texts}
    said = _said(loaded, texts)
    rows: dict[str, list[Row]] = {heading: [] for heading in PARTS}
    for each in texts.texts:
        rows[_part(each)].append(_row(each, texts, by_id, said.get(each.id, ())))
    parts = tuple(Part(heading, tuple(_as_read(found))) for heading, found in rows.items() if found)
    gone = tuple(change.id for change in changed if change.id not in ids)
    glossary = tuple(Word(term.text, term.note, _accepted(lexicon, term.id)) for term in texts.leaflet.terms)
    return Sheet(texts, parts, last, gone, glossary)


def _part(each: PairedText) -> str:
    if each.domain == SHARED_DOMAIN:
        return PARTS[3]
    return {Urgency.EMERGENCY: PARTS[0], Urgency.CALL: PARTS[1], None: PARTS[2]}[each.message.urgency]


def _as_read(rows: Sequence[Row]) -> list[Row]:
    """Return rows as they stand on the page: the heading of a section before what stands under it."""
    sections = list(dict.fromkeys(row.id.split("/")[0] for row in rows))
    return sorted(rows, key=lambda row: (sections.index(row.id.split("/")[0]), not row.id.endswith("/heading")))


def _row(each: PairedText, texts: PairedLeaflet, changed: Mapping[str, Change], said: Sequence[str]) -> Row:
    message = each.message
    names = {term.id: term.text for term in texts.leaflet.terms}
    return Row(
        id=message.id,
        number=f"{message.number[0]} of {message.number[1]}" if message.number else "",
        pair=each,
        note=message.note,
        terms=tuple(names.get(term, term) for term in message.about),
        said=tuple(said),
        change=str(changed[each.id].kind) if each.id in changed else "",
    )


def _accepted(lexicon: Lexicon, term: str) -> tuple[str, ...]:
    """Return the words that are accepted for a term; those that are excepted from them are for the checks alone."""
    return tuple(word for word in lexicon.term(term) if not word.startswith("!"))


def _said(loaded: Loaded, texts: PairedLeaflet) -> dict[str, list[str]]:
    """Return what the checks said of each text of a language, by the text's id."""
    found: dict[str, list[str]] = {}
    for message_id, line in _lines(loaded, texts):
        found.setdefault(message_id, []).append(line)
    return found


def _lines(loaded: Loaded, texts: PairedLeaflet) -> Iterator[tuple[str, str]]:
    settled = [(each.problem, each.record) for each in loaded.acknowledged]
    for problem, record in [*((each, None) for each in loaded.problems), *settled]:
        leaflet = problem.leaflet or SHARED_DOMAIN
        if problem.message_id and problem.language in {texts.language.tag, None}:
            let = f" Let stand by {record.name} on {record.date}: {record.reason}" if record else ""
            if leaflet in {texts.leaflet.id, SHARED_DOMAIN}:
                yield full_id(leaflet, problem.message_id), f"{problem.severity}: {problem.message}.{let}"
