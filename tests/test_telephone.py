"""Telephone numbers: what is dialled is what is printed, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflet.telephone import dialled


@pytest.mark.parametrize(
    ("printed", "digits"),
    [
        ("911", "911"),
        ("(555) 555-0100", "5555550100"),
        ("1-800-555-0100", "18005550100"),
        ("+1 555 555 0100", "+15555550100"),
        ("+49 30 555‑0100", "+49305550100"),
        ("555.555.0100", "5555550100"),
        ("٩١١", "911"),
        ("１１９", "119"),
    ],
)
def test_a_number_is_dialled_as_it_is_printed(printed: str, digits: str) -> None:
    assert dialled(printed) == digits


@pytest.mark.parametrize(
    "printed",
    ["555-0100 ext. 7", "1-800-NURSES", "555-0100, 555-0101", "555-0100/01", "+44 (0)20 5550 0100", "", "5", "5" * 16, "5+5", "#31#911"],
)
def test_what_takes_a_person_to_understand_is_not_dialled(printed: str) -> None:
    assert dialled(printed) is None


@given(st.text("0123456789+-() .x#,\u0661\u00a0", max_size=20))
def test_no_digit_is_lost_added_or_moved(printed: str) -> None:
    digits = dialled(printed)
    if digits is not None:
        assert digits.lstrip("+") == "".join(char for char in printed.replace("\u0661", "1") if char.isdecimal())
