"""How far the sign-off of a leaflet in a language is: computed from its ledger and its texts, never stored.

A text goes from draft to translated, revised by a second person, clinically approved, released; the source language has
the last two steps alone, and is settled first. An act counts for exactly the texts that were signed, and on top of the
step before it, for the same texts. Signing a step anew begins the steps above it anew. A withdrawal ends all.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from leaflet.changes import Change, changes
from leaflet.ledger import Act, Ledger, Signature, SignOff
from leaflet.paired import SignedTexts
from leaflet.persons import same_person

STEPS = (Act.TRANSLATED, Act.REVISED, Act.APPROVED, Act.RELEASED)
SOURCE_STEPS = (Act.APPROVED, Act.RELEASED)
# Acts that a date of the next review belongs to.
REVIEWED = (Act.APPROVED, Act.RELEASED)


class State(StrEnum):
    """How far a leaflet is in a language, the least first: only the last two may reach a patient."""

    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    STALE = "stale"
    DRAFT = "draft"
    TRANSLATED = "translated"
    REVISED = "revised"
    APPROVED = "approved"
    RELEASED = "released"

    @property
    def is_final(self) -> bool:
        """Whether a text in this state may be handed out."""
        return self in {State.APPROVED, State.RELEASED}


def weakest(states: Sequence[State]) -> State:
    """Return the state that is worth least; draft if there is none."""
    return min(states, key=list(State).index, default=State.DRAFT)


@dataclass(frozen=True)
class Signed:
    """What a record says, but for the texts that it covers one by one; fields as in SignOff."""

    act: Act
    name: str
    role: str
    qualification: str
    date: datetime.date
    until: datetime.date | None
    language: str
    whole: str
    digest: str

    @classmethod
    def by(cls, record: SignOff) -> Signed:
        """Return what a record says."""
        return cls(**{each.name: getattr(record, each.name) for each in fields(cls)})


@dataclass(frozen=True)
class Standing:
    """Where one leaflet stands in one language.

    signed: the records that count, by act, whatever became of the texts since; approval: the last approval that
    counted, of these texts or of others; changes: what has changed since the record that the state hangs on; since: the
    day of the source that it was made for; until: the day of the next review; withdrawn: the record that ended all
    before it; reason: what the state hangs on, in words.
    """

    leaflet: str
    tag: str
    state: State
    signed: Mapping[Act, Signed] = field(default_factory=dict)
    approval: Signed | None = None
    changes: tuple[Change, ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None
    withdrawn: Signed | None = None
    reason: str = ""

    @property
    def source_changed(self) -> bool:
        """Whether it is the source that has changed since."""
        return any(change.in_source for change in self.changes)

    @property
    def record(self) -> str:
        """The digest of the record that the state hangs on; “” if there is none."""
        return list(self.signed.values())[-1].digest if self.signed else ""

    @property
    def summary(self) -> str:
        """The state in one line, with what a reader must know of it."""
        if self.state is State.STALE and self.changes:
            named = ", ".join(str(change) for change in self.changes[:5])
            more = f" and {len(self.changes) - 5} more" if len(self.changes) > 5 else ""
            return f"stale: changed since it was signed for the English of {self.since}: {named}{more}"
        return f"{self.state}: {self.reason}" if self.reason else str(self.state)


@dataclass(frozen=True)
class Counted:
    """Those of a leaflet's records that count: by act, those of the steps reached; and the last approval that counted.

    The approval is there even if a step below it was signed anew since. A withdrawal ends both, and stands itself until
    something counts after it.
    """

    steps: Mapping[Act, SignOff] = field(default_factory=dict)
    approval: SignOff | None = None
    withdrawal: SignOff | None = None

    @property
    def top(self) -> SignOff | None:
        """The record of the highest step."""
        return list(self.steps.values())[-1] if self.steps else None


def count(records: Sequence[SignOff], source: Ledger | None) -> Counted:
    """Return what counts of a leaflet's records, which are in the order of time.

    source: the ledger of the source language; None if this is the source language itself.
    """
    found = Counted()
    steps = STEPS if source is not None else SOURCE_STEPS
    for record in records:
        if record.act is Act.WITHDRAWN:
            found = Counted(withdrawal=record)
        elif not objection(record, record.whole, found.steps, steps) and not _is_unsettled(record, source):
            below = steps[: steps.index(record.act)]
            kept = {act: found.steps[act] for act in below if act in found.steps}
            approval = record if record.act in REVIEWED else found.approval
            found = Counted({**kept, record.act: record}, approval)
    return found


def objection(signature: Signature, whole: str, standing: Mapping[Act, SignOff | Signed], steps: Sequence[Act]) -> str:
    """Return why a person may not sign, “” if they may; whole: the texts' digest; standing: what counts so far."""
    act = signature.act
    if act is Act.WITHDRAWN:
        return ""
    if act not in steps:
        return f"the source is no translation: it is {SOURCE_STEPS[0]}, then {SOURCE_STEPS[1]}"
    below = steps[: steps.index(act)]
    if below and (below[-1] not in standing or standing[below[-1]].whole != whole):
        return f"the texts, as they are now, are not {below[-1]}: that comes before {act}"
    others = {Act.REVISED: (Act.TRANSLATED,), Act.APPROVED: (Act.TRANSLATED, Act.REVISED)}.get(act, ())
    for other in others:
        if other in standing and same_person(standing[other].name, signature.name):
            return f"{standing[other].name} has {other} these texts: {act} wants another person"
    return ""


def _is_unsettled(record: SignOff, source: Ledger | None) -> bool:
    """Tell whether a record approves a translation of a source that was not approved itself, word for word, by then."""
    if source is None or record.act not in REVIEWED:
        return False
    if record.source_record not in source.places:
        return True
    then = source.places[record.source_record]
    known = [each for each in source.by_leaflet.get(record.leaflet, ()) if source.places[each.digest] <= then]
    approval = count(known, None).steps.get(Act.APPROVED)
    return approval is None or approval.english != record.english


@dataclass(frozen=True)
class Side:
    """One language's side of a leaflet: its ledger, and its texts now; None if they cannot be read."""

    ledger: Ledger
    texts: SignedTexts | None


def standing_of(leaflet_id: str, own: Side, source: Side, today: datetime.date) -> Standing:
    """Return where a leaflet stands in a language on a day; source: the side of the source language."""
    found = _by_ledger(own.ledger, source.ledger, leaflet_id, own.texts, today)
    if own.ledger.tag == source.ledger.tag:
        return found
    return _after_source(found, _by_ledger(source.ledger, source.ledger, leaflet_id, source.texts, today))


def _by_ledger(
    ledger: Ledger, source_ledger: Ledger, leaflet_id: str, paired: SignedTexts | None, today: datetime.date
) -> Standing:
    records = ledger.by_leaflet.get(leaflet_id, ())
    if ledger.problems or source_ledger.problems:
        return Standing(leaflet_id, ledger.tag, State.DRAFT, reason="nothing that its ledger says can be believed")
    found = count(records, None if ledger.tag == source_ledger.tag else source_ledger)
    gone = found.withdrawal
    if gone:
        return Standing(leaflet_id, ledger.tag, State.WITHDRAWN, withdrawn=Signed.by(gone), reason=_said(gone))
    if found.top is None:
        return Standing(leaflet_id, ledger.tag, State.DRAFT)
    signed = {act: Signed.by(record) for act, record in found.steps.items()}
    approval = Signed.by(found.approval) if found.approval else None
    known: dict[str, Any] = {"signed": signed, "approval": approval, "since": found.top.source_revised}
    if paired is None:
        return Standing(leaflet_id, ledger.tag, State.STALE, **known, reason="the source cannot be read")
    if found.top.whole != paired.digest:
        return Standing(leaflet_id, ledger.tag, State.STALE, **known, changes=changes(found.top, paired))
    until = min((each.until for each in found.steps.values() if each.until), default=None)
    if until and today > until:
        reason = f"to be reviewed by {until}"
        return Standing(leaflet_id, ledger.tag, State.EXPIRED, **known, until=until, reason=reason)
    return Standing(leaflet_id, ledger.tag, State(found.top.act), **known, until=until, reason=_said(found.top))


def _said(record: SignOff) -> str:
    return f"by {record.name}, {record.date}"


def _after_source(own: Standing, source: Standing) -> Standing:
    """Return where a translation stands, given where its source stands: it is never worth more."""
    if source.state is State.WITHDRAWN and own.state is not State.WITHDRAWN:
        return replace(own, state=State.WITHDRAWN, withdrawn=source.withdrawn, reason="its source is withdrawn")
    if own.state.is_final and source.state is State.EXPIRED:
        return replace(own, state=State.EXPIRED, until=source.until, reason=f"its source is {source.summary}")
    if own.state.is_final and not source.state.is_final:
        return replace(own, state=State.STALE, reason=f"its source is {source.summary}")
    dates = [each for each in (own.until, source.until) if each]
    return replace(own, until=min(dates)) if own.state.is_final and dates else own
