"""A leaflet, as values: frozen, ignorant of files, catalogs and pages.

The classes are the one description of the source's format: `leaflet.source` reads YAML into them, and
`json_schema` gives editors the same rules. Keys are written with hyphens in YAML (`also-called`).
"""

from __future__ import annotations

import datetime
import enum
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from leaflet import units

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="Small letters, digits and hyphens.")]
Written = Annotated[str, Field(pattern=r"\S", description="**strong** and {quantity} are understood.")]
SectionId = Literal[
    "about", "causes", "symptoms", "diagnosis", "prevention", "treatment", "home-care", "call", "emergency"
]


class Urgency(enum.StrEnum):
    """What a patient must do about a warning sign; the section that holds such signs bears the same id."""

    EMERGENCY = "emergency"
    CALL = "call"


class Value(BaseModel):
    """What all parts of a leaflet share: frozen, and no key that the format does not know."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", "-"), validate_by_name=True
    )


class Text(Value):
    """A text that is translated, with what its author tells the translators."""

    text: Written
    note: str = Field("", description="A note to translators: what is meant, what must not be lost.")


# A text that needs no note may be written as a plain string.
ShortText = Annotated[
    Text,
    BeforeValidator(lambda value: {"text": value} if isinstance(value, str) else value),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": r"\S"}, Text.model_json_schema()]}),
]


class Item(Text):
    """A text with an id of its own: a paragraph, or one entry of a list."""

    id: Id


class Term(Item):
    """A concept that warning signs are about, with its word in the source language."""


class WarningSign(Item):
    """A warning sign, the terms that it is about, and whether its meaning hangs on a negation ("not", "less").

    pictogram: the name of the picture beside it, for readers who read little; "" without one.
    """

    about: tuple[Id, ...] = Field(min_length=1)
    negates: bool = False
    pictogram: Id = Field("", description="A name in pictograms/pictograms.toml.")


class ItemList(Value):
    """A list of items, each with one thought."""

    items: tuple[Item, ...] = Field(min_length=1)


def _kind_of_block(value: object) -> str:
    # By a key, so that a fault is reported once, for the kind of block that the author meant.
    is_list = "items" in value if isinstance(value, dict) else isinstance(value, ItemList)
    return "list" if is_list else "paragraph"


Block = Annotated[
    Annotated[Item, Tag("paragraph")] | Annotated[ItemList, Tag("list")], Discriminator(_kind_of_block)
]


def _fault(message: str, hint: str, *key: str) -> PydanticCustomError:
    """Return a fault for a validator to raise; key leads from the object to the place."""
    # Pydantic fills {…} in a message from its context, and our words may hold braces: so they go in as values.
    return PydanticCustomError("fault", "{message}", {"message": message, "hint": hint, "key": key})


class Section(Value):
    """A heading with its blocks; the two sections that bear the name of an urgency hold the warning signs."""

    id: SectionId
    heading: ShortText
    blocks: tuple[Block, ...] = ()
    signs: tuple[WarningSign, ...] = ()

    @property
    def urgency(self) -> Urgency | None:
        """The urgency of this section's warning signs; None in a section that has none."""
        return Urgency(self.id) if self.id in set(Urgency) else None

    @model_validator(mode="after")
    def _signs_stand_where_they_belong(self) -> Self:
        if self.urgency and not self.signs:
            raise _fault(f"the section “{self.id}” has no warning signs", "list them under “signs:”")
        if self.signs and not self.urgency:
            hint = "warning signs stand in the sections “emergency” and “call”; here, use “blocks:”"
            raise _fault(f"the section “{self.id}” cannot hold warning signs", hint, "signs")
        if not self.signs and not self.blocks:
            raise _fault(f"the section “{self.id}” is empty", "fill “blocks:”, or remove the section")
        return self


class Quantity(Value):
    """A number that a patient acts on: a value or a range, its unit, and the unit that it is also given in."""

    value: Decimal | None = None
    range: tuple[Decimal, Decimal] | None = None
    unit: units.UnitName
    convert_to: units.UnitName | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if (self.value is None) == (self.range is None):
            raise _fault("a quantity has either a “value” or a “range”", "write one of the two")
        if self.range and self.range[0] >= self.range[1]:
            raise _fault("the range does not go up", "write the smaller number first", "range")
        if self.convert_to and not units.convertible(self.unit, self.convert_to):
            hint = "remove “convert-to”, or mend the unit"
            raise _fault(f"{self.unit} cannot be converted to {self.convert_to}", hint, "convert-to")
        return self

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The value, or the two ends of the range."""
        return self.range or ((self.value,) if self.value is not None else ())

    @property
    def converted(self) -> tuple[Decimal, ...]:
        """The numbers in the other unit, rounded as that unit is read; empty without one."""
        if self.convert_to is None:
            return ()
        return tuple(units.convert(number, self.unit, self.convert_to) for number in self.numbers)


class Leaflet(Value):
    """One leaflet: what is said, in which sections, with which numbers and warning signs."""

    id: Id
    revised: datetime.date = Field(description="The day of the last change that a reader would notice.")
    title: ShortText
    also_called: tuple[Item, ...] = ()
    codes: dict[str, tuple[str, ...]] = Field({}, description="Codes that systems look the leaflet up by.")
    quantities: dict[Id, Quantity] = {}
    terms: tuple[Term, ...] = ()
    summary: ShortText
    sections: tuple[Section, ...] = Field(min_length=1)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a leaflet's source, for editors that check and complete YAML."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Leaflet.model_json_schema(by_alias=True)}
