"""Numbering systems: the digits of dates, of pages, and of what is measured."""

import datetime
import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflet.digits import counter_style, in_digits, known_system
from leaflet.language import parse_language
from leaflet.problem import UsageError
from leaflet.values import print_count, print_date, print_number

SYSTEMS = ["latn", "arab", "arabext", "beng", "deva", "gujr", "guru", "khmr", "knda", "laoo", "mlym", "mymr", "orya"]
SYSTEMS += ["tamldec", "telu", "thai", "tibt"]


@given(st.sampled_from(SYSTEMS), st.integers(0, 10**12))
def test_a_number_keeps_its_value_in_any_digits(system: str, number: int) -> None:
    written = in_digits(str(number), known_system(system))
    assert [unicodedata.digit(char) for char in written] == [int(char) for char in str(number)]
    assert re.fullmatch(r"[a-z-]+", counter_style(system))


def test_an_unknown_system_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="roman"):
        parse_language("es", digits="roman")


@pytest.mark.parametrize(
    ("tag", "page", "date"),
    [
        ("es", "12", "5 mar 2026"),
        ("fa", "۱۲", "۵ مارس ۲۰۲۶"),
        ("bn", "১২", "৫ মার্চ, ২০২৬"),
        ("hi", "12", "5 मार्च 2026"),
        ("my", "၁၂", "၂၀၂၆ မတ် ၅"),
    ],
)
def test_pages_and_dates_have_the_digits_of_the_language(tag: str, page: str, date: str) -> None:
    language = parse_language(tag)
    assert print_count(12, language) == page
    assert print_date(datetime.date(2026, 3, 5), language) == date


@pytest.mark.parametrize(("tag", "digits", "printed"), [("fa", None, "1,038.90"), ("fa", "arabext", "۱٬۰۳۸٫۹۰"), ("my", None, "1,038.90")])
def test_what_is_measured_is_in_latin_digits_unless_the_project_says_otherwise(
    tag: str, digits: str | None, printed: str
) -> None:
    assert print_number(Decimal("1038.90"), parse_language(tag, digits=digits)) == printed
