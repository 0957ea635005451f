"""Contrast: by WCAG's formula, and in black and white, as most ward printers print."""

from __future__ import annotations

import pytest

from leaflet.contrast import contrast, grey, least_contrast, parse_color

WHITE, BLACK, RED = (255, 255, 255), (0, 0, 0), (255, 0, 0)


# From the examples that WCAG's Understanding documents and its tools agree on.
@pytest.mark.parametrize(("color", "ratio"), [("#000000", 21), ("#767676", 4.54), ("#959595", 2.98), ("#ffffff", 1)])
def test_contrast_with_white(color: str, ratio: float) -> None:
    assert contrast(parse_color(color), WHITE) == pytest.approx(ratio, abs=0.02)


def test_red_on_black_is_lost_in_black_and_white() -> None:
    assert contrast(RED, BLACK) > 4.5
    assert least_contrast(RED, BLACK) < 3
    assert grey(RED) == 76


def test_the_emergency_bar_is_read_in_both() -> None:
    assert least_contrast(parse_color("#8a0f14"), WHITE) > 7


@pytest.mark.parametrize("text", ["", "8a0f14", "#8a0f1", "#8a0f1g", "red"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse_color(text)
