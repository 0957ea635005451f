"""A language: its tag, and what CLDR knows of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from leaflet.digits import LATIN, known_system
from leaflet.problem import UsageError

# The two pseudo-languages of CLDR (Unicode Technical Standard 35, 3.1), for those who write and test pages: the locale
# whose data each borrows, and its name.
PSEUDO_LANGUAGES = {"en-XA": ("en", "English, accented"), "ar-XB": ("ar", "English, mirrored")}


@dataclass(frozen=True)
class Language:
    """One language of a project.

    tag: BCP 47, as documents name it (`pt-BR`); region: whose way of writing numbers and dates is used, where the tag
    does not say it ("US": decimal points in Spanish); digits: CLDR's name of the numbering system that its numbers are
    to be written in, if the project says so.
    """

    tag: str
    region: str | None = None
    digits: str | None = None

    def __reduce__(self) -> tuple[Callable[..., Language], tuple[object, ...]]:
        # Sent to another process without CLDR's data: it has them. But a page for a browser names all languages, and to
        # read the data of each takes a quarter of a second, and what they take in memory is never given back.
        return _named, (self.tag, self.region, self.digits, self.autonym, self.direction)

    @cached_property
    def locale(self) -> Locale:
        """CLDR's data for the language."""
        return Locale.parse(PSEUDO_LANGUAGES[self.tag][0] if self.is_pseudo else self.tag, sep="-")

    @property
    def is_pseudo(self) -> bool:
        """Whether it is no language, but the source language disguised as one."""
        return self.tag in PSEUDO_LANGUAGES

    @cached_property
    def formats(self) -> Locale:
        """CLDR's data for the numbers and dates of the language, in its region."""
        if self.region and not self.locale.territory:
            return Locale.parse(f"{self.locale}_{self.region}")
        return self.locale

    @property
    def own_digits(self) -> str:
        """The numbering system of dates and of page numbers: the project's choice, or the usual one by CLDR."""
        return self.digits or str(self.formats.default_numbering_system)

    @property
    def measured_digits(self) -> str:
        """The numbering system of what a patient compares with a thermometer, a bottle or a telephone.

        The digits on these are Latin wherever the leaflet is read, unless the project says otherwise.
        """
        return self.digits or LATIN

    @property
    def identifier(self) -> str:
        """The locale identifier, as folders name it: `pt_BR`."""
        return self.tag.replace("-", "_")

    @cached_property
    def script(self) -> str:
        """The ISO 15924 code of the script: the tag's own, or the likely one by CLDR."""
        if self.locale.script:
            return self.locale.script
        likely = get_global("likely_subtags")
        full = likely.get(self.identifier) or likely[self.locale.language]
        return str(full.split("_")[1])

    @cached_property
    def direction(self) -> Literal["ltr", "rtl"]:
        """The direction in which the script is written."""
        return "rtl" if self.locale.text_direction == "rtl" else "ltr"

    @cached_property
    def autonym(self) -> str:
        """The language's name in itself."""
        return self._name_in(self.locale)

    @property
    def english_name(self) -> str:
        """The language's name in English."""
        return self._name_in(Locale("en"))

    def _name_in(self, other: Locale) -> str:
        if self.is_pseudo:
            return PSEUDO_LANGUAGES[self.tag][1]
        # CLDR has names of their own for some languages in a script or a country: "Simplified Chinese".
        name = other.languages.get(self.identifier) or self.locale.get_display_name(other)
        if not name:
            raise UsageError(f"CLDR has no name for the language “{self.tag}”", "choose a tag that it knows")
        return name


def _named(tag: str, region: str | None, digits: str | None, autonym: str, direction: str) -> Language:
    language = Language(tag, region, digits)
    language.__dict__.update(autonym=autonym, direction=direction)
    return language


def parse_language(tag: str, region: str | None = None, digits: str | None = None) -> Language:
    """Return the language of a BCP 47 tag; region and digits are as in Language.

    UsageError for a tag that is malformed or unknown to CLDR, or for digits that are unknown.
    """
    if tag in PSEUDO_LANGUAGES:
        return Language(tag)
    try:
        language = Language(str(Locale.parse(tag, sep="-")).replace("_", "-"), region, digits)
        # All that is computed later is computed once here: a tag that lacks any of it is refused at the door.
        _ = language.script, language.autonym, language.english_name, known_system(language.own_digits)
    except (ValueError, UnknownLocaleError, KeyError) as error:
        hint = "write a BCP 47 tag such as “es”, “pt-BR” or “zh-Hans”"
        raise UsageError(f"“{tag}” is not a language that CLDR knows", hint) from error
    if language.tag != tag:
        raise UsageError(f"“{tag}” is not written as usual", f"write “{language.tag}”")
    return language
