"""Numbers as they are printed: converted exactly, formatted by CLDR, with Latin digits."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflet.language import parse_language
from leaflet.model import Quantity
from leaflet.units import UNITS, convert, convertible
from leaflet.values import print_number, print_quantity

WORDS = {"quantity/range": "{low} to {high}"}


@pytest.mark.parametrize(
    ("value", "unit", "other", "expected"),
    [
        ("102", "°F", "°C", "38.9"),
        ("100.4", "°F", "°C", "38.0"),
        ("104", "°F", "°C", "40.0"),
        ("38.9", "°C", "°F", "102.0"),
        ("-40", "°F", "°C", "-40.0"),
        ("1", "lb", "kg", "0.5"),
        ("10", "lb", "kg", "4.5"),
        ("8", "fl oz", "mL", "237"),
        ("1.5", "L", "mL", "1500"),
        ("2", "in", "cm", "5"),
        ("2", "week", "day", "14"),
        ("0.5", "g", "mg", "500"),
    ],
)
def test_conversion(value: str, unit: str, other: str, expected: str) -> None:
    assert str(convert(Decimal(value), unit, other)) == expected  # type: ignore[arg-type]


@given(st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(UNITS)), st.integers(-1000, 100_000))
def test_converting_there_and_back_stays_within_the_rounding(unit: str, other: str, number: int) -> None:
    if not convertible(unit, other):  # type: ignore[arg-type]
        assert unit == other or UNITS[unit].dimension != UNITS[other].dimension  # type: ignore[index]
        return
    here, there = UNITS[unit], UNITS[other]  # type: ignore[index]
    back = convert(convert(Decimal(number), unit, other), other, unit)  # type: ignore[arg-type]
    step = Decimal(1).scaleb(-there.decimals) / 2 * there.factor / here.factor
    assert abs(back - number) <= step + Decimal(1).scaleb(-here.decimals) / 2


@pytest.mark.parametrize(
    ("tag", "region", "expected"),
    [
        ("en", None, "102\xa0°F (38.9\xa0°C)"),
        ("es", "US", "102\xa0°F (38.9\xa0°C)"),
        ("es", None, "102\xa0°F (38,9\xa0°C)"),
        ("fr", None, "102\xa0°F (38,9\xa0°C)"),
        ("ar", None, "102\xa0°F (38.9\xa0°C)"),
        ("fa", None, "102\xa0°F (38.9\xa0°C)"),
        ("bn", None, "102\xa0°F (38.9\xa0°C)"),
        ("zh-Hans", None, "102\xa0°F (38.9\xa0°C)"),
    ],
)
def test_a_fever_in_many_languages(tag: str, region: str | None, expected: str) -> None:
    fever = Quantity(value=Decimal(102), unit="°F", convert_to="°C")
    assert print_quantity(fever, parse_language(tag, region), WORDS) == expected


def test_a_range_is_told_in_words_and_a_unit_of_time_is_the_sentence_s() -> None:
    weeks = Quantity(range=(Decimal(12), Decimal(14)), unit="week")
    assert print_quantity(weeks, parse_language("en"), WORDS) == "12 to 14"
    warm = Quantity(range=(Decimal(100), Decimal(102)), unit="°F", convert_to="°C")
    assert print_quantity(warm, parse_language("en"), WORDS) == "100 to 102\xa0°F (37.8 to 38.9\xa0°C)"


@given(st.decimals(0, 10**7, places=2), st.sampled_from(["en", "es", "ar", "fa", "hi", "bn", "my", "zh-Hans", "th"]))
def test_a_printed_number_keeps_every_digit(number: Decimal, tag: str) -> None:
    printed = print_number(number, parse_language(tag))
    assert "".join(char for char in printed if char.isdigit()) == str(number).replace(".", "")
    assert printed.isascii() or tag in {"fa", "ar"}
    assert all(char.isascii() for char in printed if char.isdigit())
