"""The proofs are silent on every good PDF, and each fault in a finished one is told by its check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import faults
import pytest
from faults import Fault, damaged
from finished import LEAFLET, SAMPLES, TAGS, Finished, handout, page_of, project, sample, watched_typefaces
from targets import found, longest, number, sign, target

from leaflet.checks.pdf import ink, order, page, shaping, structure
from leaflet.checks.pdf.setting import faces_of
from leaflet.expectedtext import ExpectedText, Value
from leaflet.model import Urgency
from leaflet.problem import Severity
from leaflet.settings import PaperName

# Six scripts, each with a difficulty of its own.
SCRIPTS = ("en", "ar", "hi", "th", "km", "zh-Hans")


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("tag", TAGS)
def test_a_good_handout_has_no_problem(tag: str, paper: PaperName) -> None:
    assert handout(tag, paper).problems() == []


def test_the_fonts_of_one_language_are_held_and_none_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    finished = [handout(tag) for tag in ("zh-Hant", "ja")]
    opened = watched_typefaces(monkeypatch)
    assert [each.problems() for each in finished] == [[], []]
    faces = faces_of(finished[-1].fonts)
    assert set(opened) == {*faces.regular, *faces.bold}
    assert not any("_glyf" in vars(face) for face in opened)


@pytest.mark.parametrize("tag", SAMPLES)
def test_a_good_page_in_any_script_has_no_problem(tag: str) -> None:
    assert sample(tag).problems() == []


@pytest.mark.parametrize("tag", SCRIPTS)
@pytest.mark.parametrize(("fault", "checks"), faults.TEXT_FAULTS.items())
def test_a_fault_in_a_text_is_found(fault: Fault, checks: set[str], tag: str) -> None:
    finished = sample(tag)
    assert finished.checks(damaged(finished.data, fault, longest(finished, "sample/1"))) & checks


@pytest.mark.parametrize("tag", SCRIPTS)
@pytest.mark.parametrize(("fault", "checks"), faults.NUMBER_FAULTS.items())
def test_a_fault_in_a_number_is_found(fault: Fault, checks: set[str], tag: str) -> None:
    finished = sample(tag)
    assert finished.checks(damaged(finished.data, fault, number(finished))) & checks


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize(("fault", "checks"), faults.SIGN_FAULTS.items())
def test_a_fault_in_a_warning_sign_is_found(fault: Fault, checks: set[str], tag: str) -> None:
    finished, at = sign(tag)
    assert finished.checks(damaged(finished.data, fault, at)) & checks


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_fault_in_the_order_of_lines_is_found(tag: str) -> None:
    finished = sample(tag)
    block = found(finished, f"sample/{len(SAMPLES[tag]) - 1}")
    second = list(block.lines())[1]
    for fault, checks in faults.LINE_FAULTS.items():
        assert finished.checks(damaged(finished.data, fault, target(second[0]))) & checks
    lines = [line for name in ("sample/2", "sample/4") for line in found(finished, name).lines()]
    first, *_, last = next(line for line in lines if len(line) > 1)
    for fault, checks in faults.PART_FAULTS.items():
        assert finished.checks(damaged(finished.data, fault, target(first, target(last)))) & checks


def test_a_sign_is_told_apart_from_one_in_the_other_list() -> None:
    finished, _ = sign("en")
    for name in ("emergency/fever", "call/fever"):
        data = damaged(finished.data, faults.removed_sign, longest(finished, name))
        problems = [problem for problem in finished.problems(data) if problem.check == "sign-missing"]
        assert [name in problem.message for problem in problems] == [True]


def test_a_problem_says_where_it_is_and_blocks_the_file() -> None:
    finished, at = sign("ar")
    (problem,) = finished.problems(damaged(finished.data, faults.one_point, at))
    assert problem.check == "too-small"
    assert problem.severity is Severity.ERROR
    assert (problem.location.path, problem.language, problem.leaflet) == ("test.pdf", "ar", LEAFLET)
    assert problem.message_id == "emergency/bleeding"
    assert "page 1" in problem.message
    assert problem.hint


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no PDF"])
def test_what_is_no_pdf_is_one_problem(data: bytes) -> None:
    assert [problem.check for problem in sample("en").problems(data or b" ")] == ["unreadable-pdf"]


# What cannot well be done to a file is done to what is expected of it.


def expecting(finished: Finished, name: str, **changes: object) -> set[str]:
    """Return the checks that fire if one text is expected otherwise."""
    texts = tuple(
        replace(text, **changes) if text.id == name else text  # type: ignore[arg-type]
        for text in finished.expectation.texts
    )
    return finished.checks(expectation=replace(finished.expectation, texts=texts))


def text_of(finished: Finished, name: str) -> ExpectedText:
    return next(text for text in finished.expectation.texts if text.id == name)


def test_a_leaflet_in_another_language_or_about_something_else_does_not_pass() -> None:
    spanish, english = handout("es"), handout("en")
    checks = {"sign-missing", "text-missing", "text-unexpected", "title", "language", "code"}
    assert checks <= spanish.checks(english.data)


def test_more_pages_than_the_edition_has_are_too_many() -> None:
    finished = handout("en")
    assert "page-budget" in finished.checks(expectation=replace(finished.expectation, most_pages=1))


def test_words_that_stand_out_must_be_bold() -> None:
    finished = sample("en")
    assert expecting(finished, "sample/1", strong=((0, 5),)) == {"strong-lost"}


def test_a_value_on_two_lines_is_found() -> None:
    finished = sample("en")
    length = len(text_of(finished, "sample/5").text)
    assert expecting(finished, "sample/5", values=(Value(0, length, "ltr"),)) == {"value-split"}


def test_a_value_against_its_direction_is_found() -> None:
    finished = sample("ar")
    assert "value-order" in expecting(finished, "sample/0", values=(Value(0, 3, "ltr"),))


def test_a_character_without_a_glyph_is_found() -> None:
    finished = page_of("en", ("Heading", "An \N{HEBREW LETTER ALEF} that no font here has"))
    assert "missing-glyph" in finished.checks()


def test_a_list_on_two_pages_is_found() -> None:
    finished = handout("en")
    home = [text for text in finished.expectation.texts if text.id in {"home-care/diet", "treatment/stays"}]
    heading = text_of(finished, "home-care/heading")
    lists = (replace(finished.expectation.lists[0], heading=heading, signs=tuple(home)),)
    assert "sign-broken" in finished.checks(expectation=replace(finished.expectation, lists=lists))


def test_a_text_under_another_heading_is_found() -> None:
    finished = handout("en")
    assert expecting(finished, "home-care/diet", id="causes/diet") == {"text-section"}


def test_a_code_and_a_description_of_another_address_are_found() -> None:
    finished = handout("en")
    expectation = replace(finished.expectation, code="https://example.org/another")
    assert finished.checks(expectation=expectation) == {"code", "image-text"}


def test_the_text_of_a_template_that_no_catalog_has_is_found() -> None:
    finished = handout("es")
    texts = tuple(text for text in finished.expectation.texts if (text.id, text.language) != ("title", "en"))
    assert finished.checks(expectation=replace(finished.expectation, texts=texts)) == {"text-unexpected"}


def test_every_sign_and_every_message_is_expected() -> None:
    _, loaded = project()
    for tag in TAGS:
        expectation = handout(tag).expectation
        leaflet = loaded.leaflets[LEAFLET, tag].leaflet
        signs = {part.urgency: [sign.id for sign in part.signs] for part in leaflet.sections if part.urgency}
        assert {each.urgency: [sign.id.split("/")[1] for sign in each.signs] for each in expectation.lists} == signs
        assert signs.keys() == set(Urgency)


@pytest.mark.parametrize(("tag", "close"), [("ur", 1.35), ("my", 1.15), ("fa", 0.9), ("en", 0.7)])
def test_lines_that_are_set_too_close_are_found(tag: str, close: float) -> None:
    assert "lines-meet" in page_of(tag, tuple(SAMPLES[tag]), close).checks()


def documented() -> Iterator[str]:
    proofs = (structure.prove_structure, page.prove_page, shaping.prove_shaping, order.prove_order, ink.prove_ink)
    for proof in proofs:
        names = re.findall(r"((?:[a-z]+(?:-[a-z]+)*, )*[a-z]+(?:-[a-z]+)*): ", proof.__doc__ or "")
        yield from (name for group in names for name in group.split(", "))


def test_every_check_is_documented_and_tested_here() -> None:
    tables = (faults.TEXT_FAULTS, faults.NUMBER_FAULTS, faults.LINE_FAULTS, faults.PART_FAULTS, faults.SIGN_FAULTS)
    fired = {check for table in tables for checks in table.values() for check in checks}
    fired |= set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', Path(__file__).read_text("utf-8")))
    checks = set(documented()) - {"data"}
    assert len(checks) > 30
    assert checks <= fired, checks - fired


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b" Tf", b" 0 mul Tf"),
        (b"[<", b"[-99999999999 <"),
        (b"BT\n1 0 0 -1 ", b"BT\n0 0 0 0 "),
        (b"BT\n1", b"BT\n1e999"),
    ],
)
def test_a_file_out_of_all_bounds_has_a_problem_and_not_an_end(old: bytes, new: bytes) -> None:
    finished = sample("en")
    damage = faults.Damage(finished.data, longest(finished, "sample/1"))
    content = damage.page.Contents.read_bytes()
    assert old in content
    damage.page.Contents = damage.pdf.make_stream(content.replace(old, new))
    assert finished.problems(damage.saved())
