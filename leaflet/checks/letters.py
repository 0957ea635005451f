"""Checks that a translation is written with the letters of its language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale

from leaflet.checks.names import names, own_words, without_addresses
from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import Translation
from leaflet.exemplars import exemplars_of
from leaflet.language import Language
from leaflet.orthography import is_foreign_letter, twin
from leaflet.problem import Severity
from leaflet.scripts import Word, language_scripts, letter_runs, script_of, scripts_of, words
from leaflet.units import UNITS

_ROMAN_DIGITS = frozenset("IVX")
# Greek letters that stand for themselves in medicine and in units, in any script.
_SYMBOLS = frozenset("αβγδμΔΩ")


@check(
    "wrong-script",
    "language",
    Severity.ERROR,
    bad='in an Arabic catalog: msgstr "nazif min almahbal"',
    good='msgstr "نزيف من المهبل"',
)
def wrong_script(subject: Translation) -> Iterator[Finding]:
    """A text is not written in the script of its language.

    Who reads Arabic in Arabic letters cannot read it in Latin ones: for this patient, the page lacks the sign.
    """
    found = _foreign_words(subject)
    if found and _in_foreign_script(subject, found):
        script = Locale("en").scripts.get(subject.language.script, subject.language.script)
        what = f"“{subject.message.id}” is not in the script of {subject.language.english_name}: {_shown(found)}"
        yield Finding(what, f"write it in this script: {script}")


@check(
    "foreign-word",
    "language",
    Severity.WARNING,
    bad='in a Chinese catalog: msgstr "请 call 您的医生"',
    good='msgstr "请给您的医生打电话"; names and abbreviations of the English, such as IVF, may stay',
)
def foreign_word(subject: Translation) -> Iterator[Finding]:
    """A word is in another script than the language, and is no name or abbreviation of the English.

    It was left over from another language, or its letters only look like the right ones.
    """
    found = _foreign_words(subject)
    if found and not _in_foreign_script(subject, found):
        what = f"“{subject.message.id}” has words in another script: {_shown(found)}"
        yield Finding(what, f"translate them, or add the accepted word to {subject.lexicon.path}")


@check(
    "mixed-script-word",
    "language",
    Severity.ERROR,
    bad='msgstr "Sаngrado", with the Cyrillic letter а',
    good='msgstr "Sangrado"',
)
def mixed_script_word(subject: Translation) -> Iterator[Finding]:
    """A word has letters of two alphabets that look alike.

    It looks right, but a search or a screen reader finds another word, and another font may show it in two styles.
    """
    if len(_alphabets(subject.words)) < 2:
        return
    for _, run in letter_runs(without_addresses(subject.words)):
        if len(_alphabets(run)) > 1 and not _is_unit(run):
            own = language_scripts(subject.language)
            strange = [c for c in run if c.isalpha() and script_of(c) not in own] or run
            shown = ", ".join(f"{c} ({unicodedata.name(c, 'without a name')})" for c in dict.fromkeys(strange))
            hint = f"type the word again, on a keyboard for {subject.language.english_name}"
            yield Finding(f"“{subject.message.id}”: “{run}” mixes letters of two alphabets: {shown}", hint)


@check(
    "foreign-letter",
    "language",
    Severity.WARNING,
    bad='in an Arabic catalog: msgstr "نزیف", with the Persian letter ی',
    good='msgstr "نزيف"',
)
def foreign_letter(subject: Translation) -> Iterator[Finding]:
    """A letter is of the language's script, but not of its spelling.

    A keyboard for Persian makes letters in Arabic that look right at one place of a word and wrong at another, and
    Traditional characters in a Simplified text may be unknown to its reader. Or the word is of another language.
    """
    strange = {c for c in set(subject.words) if is_foreign_letter(c, subject.language)}
    if not strange:
        return
    kept = names(subject.source_words)
    found = [
        c
        for _, run in letter_runs(without_addresses(subject.words))
        if not strange.isdisjoint(run) and run not in kept
        for c in run
        if c in strange and not _is_accepted(subject, run, c)
    ]
    if found:
        shown = ", ".join(f"{c} (U+{ord(c):04X})" for c in dict.fromkeys(found))
        what = f"“{subject.message.id}” has letters that {subject.language.english_name} does not use: {shown}"
        instead = {c: other for c in found if (other := twin(c, subject.language))}
        meant = ", ".join(f"{other} (U+{ord(other):04X}) for {c}" for c, other in instead.items())
        yield Finding(what, f"write {meant}" if meant else "is this word spelt right, and of this language?")


def _foreign_words(subject: Translation) -> list[Word]:
    """Return the words of a translation that are in another script than the language, without a reason."""
    scripts = language_scripts(subject.language)
    if all(_is_native(character, scripts) for character in set(subject.words)):
        return []
    text = without_addresses(subject.words)
    kept = names(subject.source_words)
    return [
        word
        for word in words(text, scripts)
        if not word.native
        and word.text not in kept
        and not _is_sign(word.text, text[: word.start])
        and not _is_abbreviation(word.text, subject)
        and not _is_accepted(subject, word.text, word.text)
    ]


def _is_sign(word: str, before: str) -> bool:
    """Tell whether a word is a sign that all languages share: a Greek letter, a Roman number, a unit of a number."""
    if word in _SYMBOLS or _ROMAN_DIGITS.issuperset(word) or _is_unit(word):
        return True
    return before[-1:] == "°" or (word in UNITS and before.rstrip()[-1:].isdigit())


def _is_abbreviation(word: str, subject: Translation) -> bool:
    # Scripts without upper and lower case take abbreviations as they are: B超, X線. In Cyrillic, CT looks like СТ.
    capitals = len(word) <= 5 and word.isascii() and word.isupper()
    return capitals and not _is_cased(subject.language) and word.casefold() not in subject.source_words.casefold()


def _is_accepted(subject: Translation, word: str, part: str) -> bool:
    """Tell whether an entry of the lexicon that has this part is a word of the text: not what a stem leaves open."""
    lexicon = subject.lexicon
    tables = (lexicon.ideas, lexicon.terms, lexicon.units)
    entries = tuple(entry for table in tables for each in table.values() for entry in each)
    return bool(lexicon.finds((entry for entry in entries if part.casefold() in entry.casefold()), word))


def _in_foreign_script(subject: Translation, foreign: list[Word]) -> bool:
    """Tell whether hardly any letter of a translation is of its language's script."""
    native = sum(word.letters for word in words(own_words(subject), language_scripts(subject.language)) if word.native)
    strange = sum(word.letters for word in foreign)
    return strange >= 3 and (native == 0 or (strange >= 12 and native * 6 < strange))


@lru_cache(maxsize=1 << 14)
def _is_native(character: str, scripts: frozenset[str]) -> bool:
    own = scripts_of(character)
    return not character.isalpha() or not own or not own.isdisjoint(scripts)


def _alphabets(text: str) -> set[str]:
    # Only alphabets with upper and lower case have letters in common: Latin, Cyrillic, Greek, Armenian …
    return {script_of(c) for c in set(text) if c.isupper() or c.islower()} - {"Zyyy"}


@lru_cache
def _is_cased(language: Language) -> bool:
    exemplars = exemplars_of(language)
    return exemplars is not None and any(character != character.upper() for character in exemplars.main)


def _is_unit(word: str) -> bool:
    # μg, with the Greek letter: Unicode holds it equal to the sign for "micro".
    return word[0] == "μ" and word[1:] in {"g", "m", "L", "l", "mol"}


def _shown(found: list[Word]) -> str:
    return "“" + " ".join(dict.fromkeys(word.text for word in found)) + "”"
