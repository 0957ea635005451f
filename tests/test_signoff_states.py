"""Every path between the states of a sign-off, on values alone: no file, and the day is given."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from signing import OFFICE, PHYSICIAN, REVISER, TRANSLATOR

from leaflet.language import Language
from leaflet.ledger import Act, Covered, Ledger, Signature, SignOff, sealed
from leaflet.messages import Message
from leaflet.model import Leaflet
from leaflet.paired import PairedLeaflet, PairedText
from leaflet.problem import Location, error
from leaflet.signoff import Side, Signed, Standing, State, standing_of

DAY = datetime.date(2026, 3, 5)
EN, ES = Language("en"), Language("es")
LEAFLET = Leaflet.model_validate(
    {
        "id": "test",
        "revised": datetime.date(2026, 3, 1),
        "title": {"text": "T"},
        "summary": {"text": "S"},
        "sections": [{"id": "home-care", "heading": {"text": "H"}, "blocks": [{"id": "a", "text": "A"}]}],
    }
)
NAMES = {
    Act.TRANSLATED: TRANSLATOR,
    Act.REVISED: REVISER,
    Act.APPROVED: PHYSICIAN,
    Act.RELEASED: OFFICE,
    Act.WITHDRAWN: OFFICE,
}


class Desk:
    """A source and a translation of three texts, a ledger for each, and a calendar."""

    def __init__(self) -> None:
        self.today = DAY
        self.english = {"emergency/a": "A", "emergency/b": "B", "home-care/c": "C"}
        self.spanish = {name: text.lower() for name, text in self.english.items()}
        self.records: dict[str, list[SignOff]] = {"en": [], "es": []}

    def texts(self, language: Language) -> PairedLeaflet:
        pairs = []
        for name, english in self.english.items():
            own = english if language == EN else self.spanish.get(name, "")
            digests = {"english": f"{name}={english}", "text": f"{name}={english}={own}"}
            pairs.append(PairedText("test", Message(name, english), own, {}, {}, **digests))
        return PairedLeaflet(LEAFLET, language, tuple(pairs))

    def side(self, language: Language) -> Side:
        lines = tuple(enumerate(self.records[language.tag], 1))
        return Side(Ledger(f"{language.tag}.toml", language.tag, lines, ()), self.texts(language))

    def sign(self, language: Language, act: Act, *, by: str = "", until: datetime.date | None = None) -> None:
        signature = Signature(
            act=act, name=by or NAMES[act], role="fixture", qualification="fixture", date=self.today, until=until
        )
        head = self.records["en"][-1].digest if self.records["en"] and language == ES else ""
        texts = None if act is Act.WITHDRAWN else self.texts(language)
        own = self.records[language.tag]
        own.append(sealed(signature, Covered("test", texts, head), language, own[-1].digest if own else ""))

    def standing(self, language: Language = ES) -> Standing:
        return standing_of("test", self.side(language), self.side(EN), self.today)

    def state(self, language: Language = ES) -> str:
        return str(self.standing(language).state)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def reached(state: str) -> Desk:
    """Return a desk on which the translation is in a state; the source is released, to be reviewed within a year."""
    desk = Desk()
    desk.sign(EN, Act.APPROVED, until=DAY.replace(year=2028))
    desk.sign(EN, Act.RELEASED)
    steps = [Act.TRANSLATED, Act.REVISED, Act.APPROVED, Act.RELEASED]
    upto = {"draft": 0, "translated": 1, "revised": 2, "approved": 3, "released": 4}.get(state, 4)
    for act in steps[:upto]:
        desk.sign(ES, act, until=DAY.replace(year=2027) if act is Act.APPROVED else None)
    if state == "stale":
        desk.spanish["emergency/a"] = "aa"
    if state == "expired":
        desk.today = datetime.date(2027, 3, 6)
    if state == "withdrawn":
        desk.sign(ES, Act.WITHDRAWN)
    assert desk.state() == state
    return desk


# From each state, by each thing that can happen, to which state.
ACTS = ("translated", "revised", "approved", "released", "withdrawn")
PATHS = {
    #              translated    revised      approved    released    withdrawn    Spanish changed, English changed, a year on
    "draft": ("translated", "draft", "draft", "draft", "withdrawn", "draft", "draft", "draft"),
    "translated": ("translated", "revised", "translated", "translated", "withdrawn", "stale", "stale", "translated"),
    "revised": ("translated", "revised", "approved", "revised", "withdrawn", "stale", "stale", "revised"),
    "approved": ("translated", "revised", "approved", "released", "withdrawn", "stale", "stale", "expired"),
    "released": ("translated", "revised", "approved", "released", "withdrawn", "stale", "stale", "expired"),
    # Signed again as they are now, by whoever did it before: only the translator can begin.
    "stale": ("translated", "stale", "stale", "stale", "withdrawn", "stale", "stale", "stale"),
    # What is past its review date can be approved anew; a release hangs on an approval, and is no review.
    "expired": ("translated", "revised", "approved", "expired", "withdrawn", "stale", "stale", "expired"),
    "withdrawn": ("translated", "withdrawn", "withdrawn", "withdrawn", "withdrawn", "withdrawn", "withdrawn", "withdrawn"),
}
EVENTS = (*ACTS, "Spanish changed", "English changed", "a year on")


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("state", PATHS)
def test_every_path_between_states(state: str, event: str) -> None:
    desk = reached(state)
    if event in ACTS:
        desk.sign(ES, Act(event))
    elif event == "Spanish changed":
        desk.spanish["emergency/b"] = "bb"
    elif event == "English changed":
        desk.english["emergency/b"] = "BB"
    else:
        desk.today = datetime.date(2027, 3, 6)
    assert desk.state() == PATHS[state][EVENTS.index(event)]


def test_the_paths_lead_into_and_out_of_every_state() -> None:
    assert set(PATHS) == {str(state) for state in State}
    for state, row in PATHS.items():
        assert len(row) == len(EVENTS)
        assert set(row) - {state}, f"{state} is never left"
        others = {to for other, to_states in PATHS.items() if other != state for to in to_states}
        assert state in others or state == "draft", f"{state} is never reached"


def test_the_source_is_approved_and_released_alone(desk: Desk) -> None:
    for act in (Act.TRANSLATED, Act.REVISED):
        desk.sign(EN, act)
        assert desk.state(EN) == "draft"
    desk.sign(EN, Act.RELEASED)
    assert desk.state(EN) == "draft", "released without an approval"
    desk.sign(EN, Act.APPROVED)
    assert desk.state(EN) == "approved"
    desk.sign(EN, Act.RELEASED)
    assert desk.state(EN) == "released"


@pytest.mark.parametrize(
    ("act", "before", "same_as"),
    [(Act.REVISED, "translated", TRANSLATOR), (Act.APPROVED, "revised", TRANSLATOR), (Act.APPROVED, "revised", REVISER)],
)
@pytest.mark.parametrize("written", [str, str.upper, lambda name: "Dr. " + name, lambda name: " ".join(reversed(name.split()))])
def test_each_step_is_another_persons(act: Act, before: str, same_as: str, written: object) -> None:
    desk = reached(before)
    desk.sign(ES, act, by=written(same_as))  # type: ignore[operator]
    assert desk.state() == before


def test_a_translation_is_approved_only_on_top_of_an_approved_source(desk: Desk) -> None:
    desk.sign(ES, Act.TRANSLATED)
    desk.sign(ES, Act.REVISED)
    desk.sign(ES, Act.APPROVED)
    assert desk.state() == "revised"
    desk.sign(EN, Act.APPROVED)
    assert desk.state() == "revised", "an approval before that of the source counts afterwards"
    desk.sign(ES, Act.APPROVED)
    assert desk.state() == "approved"


def test_no_translation_is_worth_more_than_its_source() -> None:
    desk = reached("released")
    desk.today = datetime.date(2028, 3, 6)
    desk.sign(ES, Act.APPROVED)
    assert (desk.state(EN), desk.state()) == ("expired", "expired")
    desk.sign(EN, Act.APPROVED)
    desk.sign(ES, Act.APPROVED)
    assert (desk.state(EN), desk.state()) == ("approved", "approved")
    desk.sign(EN, Act.WITHDRAWN)
    assert (desk.state(EN), desk.state()) == ("withdrawn", "withdrawn")
    assert desk.standing().withdrawn == Signed.by(desk.records["en"][-1])
    desk.sign(ES, Act.TRANSLATED)
    assert desk.state() == "withdrawn", "a translation of what is withdrawn"
    desk.sign(EN, Act.APPROVED)
    assert desk.state() == "translated"


def test_a_source_that_went_on_and_back_takes_its_translations_along() -> None:
    desk = reached("released")
    desk.english["home-care/c"] = "CC"
    desk.sign(EN, Act.APPROVED)
    desk.english["home-care/c"] = "C"
    # Word for word what the translation was approved for; but the source's last approval is of another text.
    assert (desk.state(EN), desk.state()) == ("stale", "stale")
    desk.sign(EN, Act.APPROVED)
    assert desk.state() == "released"


def test_a_change_names_its_texts_and_the_day_of_the_source() -> None:
    desk = reached("released")
    desk.spanish["emergency/a"] = "aa"
    desk.english["home-care/c"] = "CC"
    standing = desk.standing()
    assert [str(change) for change in standing.changes] == [
        "emergency/a (translation changed)",
        "home-care/c (English changed)",
    ]
    assert standing.since == LEAFLET.revised
    assert standing.source_changed
    assert "2026-03-01" in standing.summary
    desk.english["home-care/c"] = "C"
    assert [change.id for change in desk.standing().changes] == ["emergency/a"]
    assert not desk.standing().source_changed
    desk.spanish["emergency/a"] = "a"
    assert desk.state() == "released", "the very texts that were signed, put back"


def test_order_is_signed_too() -> None:
    desk = reached("released")
    names = list(desk.english)
    desk.english = {name: desk.english[name] for name in (names[1], names[0], names[2])}
    standing = desk.standing()
    assert standing.state is State.STALE
    assert [str(change) for change in standing.changes] in (["emergency/a (moved)"], ["emergency/b (moved)"])
    desk.english = {name: desk.english[name] for name in (*names[:2], "home-care/d", names[2]) if name in desk.english}
    assert desk.state() == "released"
    desk.english = {"emergency/a": "A", "home-care/c": "C", "home-care/d": "D"}
    assert [str(change) for change in desk.standing().changes] == ["home-care/d (new)", "emergency/b (gone)"]


def test_the_last_day_is_the_day_of_the_review() -> None:
    desk = reached("released")
    desk.today = datetime.date(2027, 3, 5)
    assert desk.state() == "released"
    desk.today += datetime.timedelta(days=1)
    assert desk.state() == "expired"
    desk.sign(ES, Act.APPROVED, until=datetime.date(2030, 1, 1))
    assert desk.standing().until == datetime.date(2028, 3, 5), "the source is to be reviewed sooner"


def test_a_translator_who_signs_anew_begins_anew() -> None:
    desk = reached("released")
    desk.sign(ES, Act.TRANSLATED, by=REVISER)
    assert desk.state() == "translated"
    desk.sign(ES, Act.REVISED)
    assert desk.state() == "translated", "who translated last is the translator"
    desk.sign(ES, Act.REVISED, by=TRANSLATOR)
    assert desk.state() == "revised"


def test_of_a_broken_ledger_nothing_counts() -> None:
    desk = reached("released")
    fault = error("broken-ledger", Location("x"), "x")
    own = replace(desk.side(ES), ledger=replace(desk.side(ES).ledger, problems=(fault,)))
    assert standing_of("test", own, desk.side(EN), desk.today).state is State.DRAFT
    source = replace(desk.side(EN), ledger=replace(desk.side(EN).ledger, problems=(fault,)))
    assert standing_of("test", desk.side(ES), source, desk.today).state is State.DRAFT


class SignOffMachine(RuleBasedStateMachine):
    """Anything happens in any order; what must hold of a final text is told from the records by other means."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()

    @rule(act=st.sampled_from(list(Act)), language=st.sampled_from([EN, ES]), by=st.sampled_from(sorted(NAMES.values())),
          days=st.one_of(st.none(), st.integers(0, 300)))
    def sign(self, act: Act, language: Language, by: str, days: int | None) -> None:
        until = self.desk.today + datetime.timedelta(days=days) if days is not None else None
        self.desk.sign(language, act, by=by, until=until)

    @rule(act=st.sampled_from([Act.TRANSLATED, Act.REVISED, Act.APPROVED, Act.RELEASED]))
    def go_on(self, act: Act) -> None:
        """The usual way, so that the far states are reached often."""
        if act in {Act.APPROVED, Act.RELEASED}:
            self.desk.sign(EN, act)
        self.desk.sign(ES, act)

    @rule(name=st.sampled_from(["emergency/a", "emergency/b", "home-care/c"]), text=st.sampled_from("abc"), source=st.booleans())
    def change(self, name: str, text: str, source: bool) -> None:
        (self.desk.english if source else self.desk.spanish)[name] = text

    @rule(days=st.integers(1, 200))
    def wait(self, days: int) -> None:
        self.desk.today += datetime.timedelta(days=days)

    @precondition(lambda self: self.desk.standing().state.is_final)
    @rule(name=st.sampled_from(["emergency/a", "emergency/b", "home-care/c"]))
    def one_character(self, name: str) -> None:
        self.desk.spanish[name] += "x"
        standing = self.desk.standing()
        assert standing.state is State.STALE
        assert [change.id for change in standing.changes] == [name]
        self.desk.spanish[name] = self.desk.spanish[name][:-1]

    @invariant()
    def what_is_final_was_seen_by_three_and_stands_on_an_approved_source(self) -> None:
        desk = self.desk
        own, source = desk.standing(ES), desk.standing(EN)
        for language, standing in ((EN, source), (ES, own)):
            records = desk.records[language.tag]
            if not standing.state.is_final:
                continue
            assert records[-1].act is not Act.WITHDRAWN
            now = desk.texts(language).digest
            for record in standing.signed.values():
                assert record.whole == now
                assert record in [Signed.by(each) for each in records]
                assert record.until is None or record.until >= desk.today
        if own.state.is_final:
            assert source.state.is_final
            assert list(own.signed)[:3] == [Act.TRANSLATED, Act.REVISED, Act.APPROVED]
            assert len({own.signed[act].name for act in list(own.signed)[:3]}) == 3
        if desk.records["es"] and desk.records["es"][-1].act is Act.WITHDRAWN:
            assert own.state is State.WITHDRAWN


TestSignOffMachine = SignOffMachine.TestCase
TestSignOffMachine.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
