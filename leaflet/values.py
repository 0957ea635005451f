"""What the placeholders of a leaflet print as in one language: numbers with their units, telephone numbers, dates."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal

from babel.dates import format_skeleton
from babel.numbers import format_decimal

from leaflet import markup
from leaflet.digits import in_digits
from leaflet.language import Language
from leaflet.model import Leaflet, Quantity
from leaflet.units import UNITS, UnitName

# The shared message that says how a range is told in words: "{low} to {high}".
RANGE_MESSAGE = "quantity/range"


def quantity_values(leaflet: Leaflet, language: Language, words: Mapping[str, str]) -> dict[str, str]:
    """Return how each quantity of the leaflet is printed, by name; words: the language's shared words, by id."""
    return {name: print_quantity(quantity, language, words) for name, quantity in leaflet.quantities.items()}


def print_quantity(quantity: Quantity, language: Language, words: Mapping[str, str]) -> str:
    """Return a quantity as a reader of the language meets it: "102 °F (38.9 °C)", "12 to 14"."""
    text = _amount(quantity.numbers, quantity.unit, language, words)
    if quantity.convert_to:
        text += f" ({_amount(quantity.converted, quantity.convert_to, language, words)})"
    return text


def print_number(number: Decimal, language: Language) -> str:
    """Return a number that is measured, as the language writes it, with every decimal that it has."""
    decimals = max(0, -int(number.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    system = language.measured_digits
    return in_digits(format_decimal(number, pattern, locale=language.formats, numbering_system=system), system)


def print_date(date: datetime.date, language: Language) -> str:
    """Return a date as the language writes it, the month by its short name: "23 nov 2026".

    A month in digits would be read as the day by half of the world.
    """
    return in_digits(format_skeleton("yMMMd", date, locale=language.formats), language.own_digits)


def print_count(number: int, language: Language) -> str:
    """Return a number that is counted, as that of a page, in the digits of the language."""
    return in_digits(str(number), language.own_digits)


def _amount(numbers: tuple[Decimal, ...], unit: UnitName, language: Language, words: Mapping[str, str]) -> str:
    printed = [print_number(number, language) for number in numbers]
    if len(printed) == 2:
        text = markup.fill(words[RANGE_MESSAGE], {"low": printed[0], "high": printed[1]})
    else:
        (text,) = printed
    # A no-break space: the number and its unit stay on one line.
    return f"{text}\N{NO-BREAK SPACE}{unit}" if UNITS[unit].symbol else text
