"""The settings of a project: what stands under [tool.leaflet] in its pyproject.toml."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from leaflet.contrast import LEAST_CONTRAST, contrast, parse_color
from leaflet.model import SectionId

PaperName = Literal["letter", "a4"]
Parts = Literal[1, 2, 4]
FieldName = Literal["name", "date", "appointment", "nurse-telephone"]
# Which of the facility's values are telephone numbers.
TELEPHONES = ("emergency-number", "telephone")
_WHITE = (255, 255, 255)


class _Settings(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.replace("_", "-"),
        validate_by_name=True,
        str_strip_whitespace=True,
    )


class Facility(_Settings):
    """The hospital or practice that hands the leaflets out: what every page says of it."""

    name: str = Field(min_length=1)
    telephone: str = Field(min_length=1)
    emergency_number: str = Field(min_length=1)
    leaflet_address: str | None = Field(None, pattern=r"^https?://")
    logo: str | None = Field(None, pattern=r"\.(svg|png)$")
    accent: str | None = Field(None, pattern=r"^#[0-9a-fA-F]{6}$")

    @field_validator("accent")
    @classmethod
    def _accent_is_legible(cls, accent: str | None) -> str | None:
        found = contrast(parse_color(accent), _WHITE) if accent else LEAST_CONTRAST
        if found < LEAST_CONTRAST:
            what = f"{accent} has a contrast of {found:.1f}:1 with white paper, below {LEAST_CONTRAST}:1: darken it"
            raise PydanticCustomError("contrast", "{what}", {"what": what})
        return accent

    @property
    def values(self) -> dict[str, str]:
        """What texts and templates may name in braces."""
        return {"facility": self.name, "telephone": self.telephone, "emergency-number": self.emergency_number}


class EditionSettings(_Settings):
    """What a project says of an edition, its own or one that comes with the builder: as leaflet.edition.Edition."""

    template: str = Field("", min_length=1)
    style: str = Field("", min_length=1)
    most_pages: int = Field(0, ge=1)
    smallest_size: float = Field(0, ge=6)
    fits: int = Field(0, ge=1)
    sections: tuple[SectionId, ...] = ()
    bilingual: bool = False
    fields: tuple[FieldName, ...] = ()
    teach_back: bool = False
    parts: Parts = 1
    medium: Literal["print", "web"] = "print"
    outside: tuple[tuple[SectionId, ...], ...] = Field((), min_length=3, max_length=3)


class Settings(_Settings):
    """All that a project can set."""

    source_language: str = "en"
    languages: tuple[str, ...] = Field(min_length=1)
    papers: tuple[PaperName, ...] = Field(("letter", "a4"), min_length=1)
    editions: tuple[str, ...] = Field(("handout",), min_length=1)
    edition: dict[str, EditionSettings] = {}
    press_profile: str = "iso-coated-v2-300"
    regions: dict[str, str] = {}
    digits: dict[str, str] = {}
    pictograms: bool = True
    facility: Facility
