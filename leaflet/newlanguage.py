"""A new language: what it needs, which of it is there, and the files that a translator begins with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from leaflet.exemplars import exemplars_of
from leaflet.extraction import Domain, add_to_settings, update_catalogs
from leaflet.files import write_file
from leaflet.fonts import FontFamily, font_set
from leaflet.identify import knows
from leaflet.language import Language
from leaflet.lexiconform import lexicon_form
from leaflet.linebreak import needs_dictionary
from leaflet.model import Leaflet
from leaflet.plurals import usual_plural_forms
from leaflet.problem import FontError
from leaflet.project import Project


@dataclass(frozen=True)
class Need:
    """Something that a language needs: what, whether it is there, and what there is, or what to do."""

    what: str
    there: bool
    said: str


def needs(language: Language, families: Sequence[FontFamily]) -> list[Need]:
    """Return what a language needs of the builder, beside its catalogs and its lexicon."""
    forms = usual_plural_forms(language.locale)
    found = [
        Need("script", True, f"{language.script}, written from {_side(language)}"),
        Need("plural forms", True, forms),
        Need("digits", True, f"{language.measured_digits} in what is measured, {language.own_digits} elsewhere"),
    ]
    try:
        fonts = font_set(language.tag, language.script, families)
        found.append(Need("fonts", True, ", ".join(family.name for family in fonts.families)))
    except FontError as fault:
        found.append(Need("fonts", False, f"{fault.message}: {fault.hint}"))
    if exemplars_of(language) is None:
        found.append(Need("letters", False, "CLDR does not list them: wrong letters are not found by the checks"))
    if not knows(language):
        found.append(Need("model", False, "it cannot tell this language: texts in another language are not found"))
    if needs_dictionary(language):
        found.append(Need("line breaks", True, "between words, by ICU's dictionary"))
    return found


def add_language(project: Project, tag: str, domains: Sequence[Domain], leaflets: Sequence[Leaflet]) -> list[Path]:
    """Add a language to the project: to its settings, with catalogs and an empty lexicon. Existing files are kept.

    Return the paths of its files. UsageError for a tag that is none, or is the source language's.
    """
    language = add_to_settings(project, tag)
    files = update_catalogs(project, language, list(domains))
    lexicon = project.lexicon_file(language)
    if not lexicon.exists():
        write_file(lexicon, lexicon_form(language, leaflets).encode())
    return [*files, lexicon]


def _side(language: Language) -> str:
    return "the right" if language.direction == "rtl" else "the left"
