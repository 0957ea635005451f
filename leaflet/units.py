"""Units of the quantities that a patient acts on: how they convert, and whether they print as a symbol.

A unit with a symbol (°C, mL) is printed with it in every language, as it stands on the thermometer or the bottle.
A unit without one (week, dose) is a word, and words belong to sentences: the quantity prints its number alone,
and each language's text says "weeks" with the ending that its grammar asks for. (CLDR's unit names are no help there:
they know the nominative only, and some libraries' copies lack the weeks of a dozen languages.)
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

UnitName = Literal[
    "°F", "°C", "mg", "g", "kg", "lb", "oz", "mL", "L", "fl oz", "cm", "m", "in", "ft", "mmHg", "%",
    "minute", "hour", "day", "week", "month", "year", "time", "dose",
]  # fmt: skip


@dataclass(frozen=True)
class Unit:
    """A unit: value × factor + offset gives the base unit of its dimension; decimals is how finely it is read."""

    dimension: str
    factor: Decimal = Decimal(1)
    offset: Decimal = Decimal(0)
    decimals: int = 0
    symbol: bool = True


def _word(dimension: str, factor: int = 1) -> Unit:
    return Unit(dimension, Decimal(factor), symbol=False)


# Exact factors: NIST Special Publication 811 (2008), appendix B. The US fluid ounce and avoirdupois weights.
_FAHRENHEIT = Decimal(5) / Decimal(9)
UNITS: dict[UnitName, Unit] = {
    "°C": Unit("temperature", decimals=1),
    "°F": Unit("temperature", _FAHRENHEIT, -32 * _FAHRENHEIT, decimals=1),
    "mg": Unit("mass", Decimal("0.001")),
    "g": Unit("mass"),
    "kg": Unit("mass", Decimal(1000), decimals=1),
    "lb": Unit("mass", Decimal("453.59237"), decimals=1),
    "oz": Unit("mass", Decimal("28.349523125"), decimals=1),
    "mL": Unit("volume"),
    "L": Unit("volume", Decimal(1000), decimals=1),
    "fl oz": Unit("volume", Decimal("29.5735295625"), decimals=1),
    "cm": Unit("length"),
    "m": Unit("length", Decimal(100), decimals=1),
    "in": Unit("length", Decimal("2.54"), decimals=1),
    "ft": Unit("length", Decimal("30.48"), decimals=1),
    "mmHg": Unit("pressure"),
    "%": Unit("share", decimals=1),
    "minute": _word("time", 1),
    "hour": _word("time", 60),
    "day": _word("time", 1440),
    "week": _word("time", 10080),
    # A month and a year have no fixed length, and a dose none at all: they convert to nothing.
    "month": _word("month"),
    "year": _word("year"),
    "time": _word("count"),
    "dose": _word("dose"),
}


def convertible(unit: UnitName, other: UnitName) -> bool:
    """Tell whether a value in the one unit can be given in the other."""
    return unit != other and UNITS[unit].dimension == UNITS[other].dimension


def convert(value: Decimal, unit: UnitName, other: UnitName) -> Decimal:
    """Return the value in the other unit, rounded half up to the decimals that one reads it with.

    A whole result is written without decimals only where the unit has none: 104 °F is 40.0 °C, as a thermometer shows.
    """
    return convert_exactly(value, unit, other).quantize(Decimal(1).scaleb(-UNITS[other].decimals), ROUND_HALF_UP)


def convert_exactly(value: Decimal, unit: UnitName, other: UnitName) -> Decimal:
    """Return the value in the other unit, not rounded."""
    here, there = UNITS[unit], UNITS[other]
    return (value * here.factor + here.offset - there.offset) / there.factor
