"""What a reviewer reads, row by row: each text in English and in the translation, with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from leaflet.changes import Change, changes
from leaflet.ledger import Act, Ledger, SignOff
from leaflet.lexicon import Lexicon
from leaflet.load import Loaded
from leaflet.messages import SHARED_DOMAIN
from leaflet.model import Urgency
from leaflet.paired import PairedLeaflet, PairedText, full_id

# The parts of a sheet, in the order in which they are read: what a patient needs most is read when the eye is fresh.
PARTS = ("Get help at once", "Call", "The rest of the leaflet", "Words that all leaflets share")


@dataclass(frozen=True)
class Row:
    """One text, as both languages' readers get it; number: that of a warning sign in its list, “1 of 7”.

    terms: each term of the glossary that the sign must name, with the word stems that are accepted for it; said: what
    the checks said, and who let it stand; change: what happened to it since the last signature, “” if nothing.
    """

    id: str
    number: str
    english: str
    translation: str
    note: str
    terms: tuple[tuple[str, tuple[str, ...]], ...]
    said: tuple[str, ...]
    change: str


@dataclass(frozen=True)
class Part:
    """A part of a sheet: its heading, and its rows."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Sheet:
    """All rows of a leaflet in a language, and the last signature before, which the changes are counted from.

    gone: the ids of texts that the last signature covered and that are there no more.
    """

    texts: PairedLeaflet
    parts: tuple[Part, ...]
    last: SignOff | None
    gone: tuple[str, ...]

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
        rows[_part(each)].append(_row(each, texts, by_id, said.get(each.id, ()), lexicon))
    parts = tuple(Part(heading, tuple(found)) for heading, found in rows.items() if found)
    return Sheet(texts, parts, last, tuple(change.id for change in changed if change.id not in ids))


def _part(each: PairedText) -> str:
    if each.domain == SHARED_DOMAIN:
        return PARTS[3]
    return {Urgency.EMERGENCY: PARTS[0], Urgency.CALL: PARTS[1], None: PARTS[2]}[each.message.urgency]


def _row(
    each: PairedText, texts: PairedLeaflet, changed: Mapping[str, Change], said: Sequence[str], lexicon: Lexicon
) -> Row:
    message = each.message
    names = {term.id: term.text for term in texts.leaflet.terms}
    terms = tuple((names.get(term, term), _words(lexicon, term)) for term in message.about)
    return Row(
        id=message.id,
        number=f"{message.number[0]} of {message.number[1]}" if message.number else "",
        english=each.printed_english,
        translation=each.printed,
        note=message.note,
        terms=terms,
        said=tuple(said),
        change=str(changed[each.id].kind) if each.id in changed else "",
    )


def _words(lexicon: Lexicon, term: str) -> tuple[str, ...]:
    return tuple(word for word in lexicon.term(term))


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
