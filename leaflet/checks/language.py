"""Checks that a translation, and a whole catalog, is in its language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from leaflet.checks.names import own_words
from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import TranslatedCatalog, Translation
from leaflet.identify import Rival, rival
from leaflet.problem import Severity
from leaflet.scripts import is_letter, scripts_of

# The odds, as a power of ten, from which on a text counts as another language's, by the bytes of its letters in UTF-8:
# what the model knows grows with them. Of 102,000 texts of programs in 85 languages, two in a thousand are accused.
_ODDS = ((60, 0.6), (40, 0.7), (20, 1.0), (12, 1.5), (6, 2.2))
_LONGEST_NAME = 12
# The letters and the odds from which on a list, or a catalog, is for certain in another language.
_CERTAIN_LETTERS, _CERTAIN_ODDS = 40, 3.0


@check(
    "another-language",
    "language",
    Severity.WARNING,
    bad='in a Spanish catalog: msgstr "Sangramento pela vagina"',
    good='msgstr "Sangrado por la vagina"',
)
def another_language(subject: TranslatedCatalog) -> Iterator[Finding]:
    """A text seems to be in another language.

    A text pasted into the wrong catalog looks finished to whoever cannot read it.
    """
    told = {translation.message.id for _, translations, _ in _foreign_lists(subject) for translation in translations}
    for message_id, translation in subject.translations.items():
        found = _rival(translation)
        # To count its letters takes longer than the rest, and few texts have a rival at all.
        if found and found.odds > 0 and message_id not in told and found.odds >= _needed(translation, found):
            what = f"“{message_id}” seems to be {found.english_name}, not {subject.language.english_name}"
            yield Finding(what, "is it in the right catalog? If its language is right, acknowledge it", message_id)


@check(
    "catalog-language",
    "language",
    Severity.ERROR,
    bad="the catalog of Ukrainian, filled with Russian",
    good="each catalog, and each list in it, in its own language",
)
def catalog_language(subject: TranslatedCatalog) -> Iterator[Finding]:
    """A catalog, or one of its sections, is in another language.

    Catalogs were exchanged: a patient would be handed a page that is headed with her language, and not in it.
    """
    name, hint = subject.language.english_name, "put each translation into the catalog of its language"
    for section, translations, found in _foreign_lists(subject):
        if section is None:
            yield Finding(f"this catalog is in {found.english_name}, not in {name}", hint, line=1)
        else:
            what = f"the section “{section}” is in {found.english_name}, not in {name}"
            yield Finding(what, hint, translations[0].message.id)


def _foreign_lists(subject: TranslatedCatalog) -> list[tuple[str | None, list[Translation], Rival]]:
    """Return what is for certain in another language: the whole catalog, without a name, or sections of it by name."""
    every = list(subject.translations.values())
    if whole := _certain_rival(every):
        return [(None, every, whole)]
    sections = [(name, list(part)) for name, part in groupby(every, lambda each: each.message.id.split("/")[0])]
    found = [(name, part, _certain_rival(part)) for name, part in sections if len(part) > 1]
    return [(name, part, other) for name, part, other in found if other]


def _certain_rival(translations: Iterable[Translation]) -> Rival | None:
    translations = list(translations)
    rivals = [_rival(translation) for translation in translations]
    # What is in another language together is so, for the most part, text by text: this spares reading it all twice.
    if 2 * sum(found is not None and found.odds > 0 for found in rivals) <= len(rivals):
        return None
    text = "\n".join(map(own_words, translations))
    found = rival(text, translations[0].language)
    certain = found and found.odds >= _CERTAIN_ODDS and sum(map(is_letter, text)) >= _CERTAIN_LETTERS
    return found if certain else None


def _rival(translation: Translation) -> Rival | None:
    # That a text is a copy of the English is told by a check on completeness.
    if translation.text == translation.message.text:
        return None
    return rival(own_words(translation), translation.language)


def _needed(translation: Translation, found: Rival) -> float:
    letters = "".join(filter(is_letter, own_words(translation)))
    # The name of an illness is the same in ideographs: foreign ones are told letter by letter.
    if found.code == "zh" and len(letters) <= _LONGEST_NAME and all("Hani" in scripts_of(letter) for letter in letters):
        return float("inf")
    size = len(letters.encode())
    return next((odds for least, odds in _ODDS if size >= least), float("inf"))
