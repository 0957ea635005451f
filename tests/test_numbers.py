"""Numbers in texts: how they are read, compared with those of the source, and found in words."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable

import pytest
from test_checks import PROJECT, clean_lexicon, translated

from leaflet.catalog import Entry
from leaflet.checks import digits, figures, lists, measures, numbers, spelled
from leaflet.checks.registry import checks
from leaflet.checks.subject import Translation
from leaflet.language import Language, parse_language
from leaflet.messages import Message

ENGLISH = Language("en")
MODULES = {module.__name__ for module in (numbers, digits, measures, lists)}


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("24", {"24"}),
        ("٢٤", {"24"}),
        ("38.9", {"38.9"}),
        ("38,9", {"38.9"}),
        ("٣٨٫٩", {"38.9"}),
        ("1,500", {"1500", "1.500"}),
        ("1\u202f500", {"1500"}),
        ("1’500.5", {"1500.5"}),
        ("1.234.567", {"1234567"}),
        ("12,34,567", {"1234567"}),
        ("38.0", {"38"}),
        ("0.125", {"0.125"}),
        ("½", {"0.5"}),
        ("②", {"2"}),
        ("1.2.3", {"1.2.3"}),
    ],
)
def test_a_number_is_read_as_all_that_it_can_mean(text: str, readings: set[str]) -> None:
    (found,) = figures.figures(f"a {text} b").numbers
    assert found.readings == readings
    assert found.text == text


def test_a_year_and_a_number_are_two() -> None:
    assert [found.text for found in figures.figures("in 2026 500 women, {x} 3 000").numbers] == ["2026", "500", "3 000"]


def test_values_in_braces_have_places() -> None:
    found = figures.figures("**{low}** to {high}")
    assert found.values() == [("low", 0), ("high", 5)]


@pytest.mark.parametrize(
    ("tag", "own", "foreign"),
    [
        ("ar", "٣3", "۳३"),
        ("fa", "۳3", "٣"),
        ("hi", "३", "৩"),
        ("zh-Hans", "３3", "٣"),
        ("es", "3", "３٣"),
        ("th", "๓", "៣"),
    ],
)
def test_digits_of_a_language(tag: str, own: str, foreign: str) -> None:
    language = Language(tag)
    assert all(figures.is_own_digit(digit, language) for digit in own)
    assert not any(figures.is_own_digit(digit, language) for digit in foreign)


@pytest.mark.parametrize(
    ("tag", "text", "number"),
    [
        ("en", "in the second trimester", 2),
        ("es", "al principio del tercero", 3),
        ("es", "en el primer trimestre", 1),
        ("fr", "vingt-quatre heures", 24),
        ("ar", "في الثلث الثاني", 2),
        ("ru", "во втором триместре", 2),
        ("zh-Hans", "二十四小时内", 24),
        ("th", "ยี่สิบสี่ชั่วโมง", 24),
    ],
)
def test_a_number_in_words_is_found(tag: str, text: str, number: int) -> None:
    assert spelled.says_number(text, number, Language(tag))
    assert not spelled.says_number(text, number + 5, Language(tag))


def test_a_language_without_rules_has_no_number_words() -> None:
    assert spelled.spelled(2, Language("so")) == ()
    assert spelled.spelled(2.5, ENGLISH) == ()
    assert spelled.spelled(102, ENGLISH) == ()


@pytest.fixture
def found(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str, str], set[str]]:
    """Return a function that gives the ids of the checks on numbers that fire on a text and its translation."""
    spanish = PROJECT.language("es")
    subject, problems = translated({}, spanish, clean_lexicon(spanish), tmp_path_factory.mktemp("project"))
    assert subject, problems
    base = subject.translations["emergency/fever"]

    def find(tag: str, source: str, text: str) -> set[str]:
        language = Language(tag)
        lexicon = base.lexicon
        if tag in {"ar", "zh-Hans"}:
            lexicon = clean_lexicon(PROJECT.language(tag))
        elif tag != "es":  # no catalog of this language yet: no lexicon either
            lexicon = dataclasses.replace(lexicon, ideas={}, terms={}, units={}, before=(), after=())
        message = Message("home-care/diet", source)
        entry = Entry(message.id, source, text, False, 1)
        subject = Translation(message, entry, base.domain, language, lexicon, base.values, base.fonts)
        chosen = [check for check in checks("Translation") if check.find.__module__ in MODULES]
        return {check.id for check in chosen if list(check.find(subject))}

    return find


@pytest.mark.parametrize(
    ("tag", "source", "text"),
    [
        ("fr", "Above 38.9 °C", "Plus de 38,9\u202f°C"),
        ("fr", "1,500 mL a day", "1\u202f500 ml par jour"),
        ("fr", "at 8:30 p.m.", "à 20 h 30"),
        ("hi", "1,500 mL", "१,५०० मिली"),
        ("fa", "Above 38.9 °C", "بالای ۳۸٫۹ درجه"),
        ("fa", "Above 38.9 °C", "بالای ۳۸/۹ درجه سانتی‌گراد"),
        ("ar", "Above 38.9 °C", "أعلى من \u206838,9\u2069 °م"),
        ("zh-Hans", "Above 102 °F", "高于华氏102度"),
        ("ja", "within 24 hours", "24時間以内"),
        ("bn", "within 24 hours", "২৪ ঘণ্টার মধ্যে"),
        ("my", "24 hours", "၂၄ နာရီ"),
        ("th", "24 hours", "๒๔ ชั่วโมง"),
        ("am", "24 hours", "24 ሰዓት"),
        ("ru", "5 mg", "5 мг"),
        ("pl", "in the 2nd trimester", "w II trymestrze"),
        ("es", "½ tablet", "½ tableta"),
        ("es", "COVID-19 and vitamin B12", "COVID-19 y vitamina B12"),
        ("es", "100% of women", "el 100 % de las mujeres"),
        ("es", "two to three weeks", "2 a 3 semanas"),
        ("es", "once a day", "1 vez al día"),
        ("es", "-5 °C", "-5 °C"),
        ("es", "(555) 555-0100", "(555) 555-0100"),
    ],
)
def test_other_ways_to_write_a_number_pass(found: Callable[..., set[str]], tag: str, source: str, text: str) -> None:
    assert found(tag, source, text) == set()


@pytest.mark.parametrize(
    ("tag", "source", "text", "check"),
    [
        ("fr", "within 24 hours", "dans les 42 heures", "changed-number"),
        ("hi", "1,500 mL", "१,५ मिली", "changed-number"),
        ("fa", "Above 38.9 °C", "بالای ۳۹٫۸ درجه", "changed-number"),
        ("es", "take 0.5 mL", "tome 5 mL", "changed-number"),
        ("es", "take 1.5 mL", "tome 15 mL", "changed-number"),
        ("es", "12 to 14 hours", "12 horas", "lost-number"),
        ("es", "12–14 hours", "1214 horas", "changed-number"),
        ("ru", "in the second trimester", "в третьем или третий триместр", "changed-ordinal"),
        ("fr", "in the second trimester", "au troisième trimestre", "changed-ordinal"),
        ("th", "24 hours", "2๔ ชั่วโมง", "mixed-digits"),
        ("my", "24 hours", "২৪ နာရီ", "foreign-digits"),
        ("ru", "above 102", "выше 1О2", "letter-in-number"),
        ("zh-Hans", "within 24 hours", "24天内", "unit-word"),
        ("es", "2 tablets every 6 hours", "6 tabletas cada 2 horas", "unit-word"),
    ],
)
def test_a_spoilt_number_is_found(found: Callable[..., set[str]], tag: str, source: str, text: str, check: str) -> None:
    assert check in found(tag, source, text)


def test_a_telephone_number_with_points_is_no_number_and_no_traceback() -> None:
    (figure,) = figures.figures("800.555.0199").numbers
    assert figure.number == math.inf
    assert not spelled.says_number("eight hundred", figure.number, parse_language("en"))
