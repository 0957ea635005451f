"""Checks for characters in a form that text does not have: loose accents, presentation forms, odd spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from leaflet.checks.names import without_addresses
from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import Translation
from leaflet.invisible import has_invisible
from leaflet.problem import Severity
from leaflet.scripts import is_letter, is_mark, language_scripts, letter_runs, scripts_of

# Spaces that are not the plain one, the ones without a break, or the thin one that some languages put before signs.
_ODD_SPACE = re.compile(r"[^\S \u00a0\u202f\u2009\n]")
_WIDE_SPACE = "\u3000"
_EAST_ASIAN = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo"})
# What a mark may stand on although it is no letter: a no-break space and a dotted circle, to show the mark alone.
_BASES = frozenset("\u00a0\u25cc")
# How the Unicode database names the forms of a letter that a font is to choose, not a writer.
_FORMS = ("<isolated>", "<initial>", "<medial>", "<final>", "<font>", "<wide>", "<narrow>")
# Where a line may end in a script that puts spaces between words; no-break spaces are none of them.
_BREAKS = re.compile("[ \t\n\u2000-\u2006\u2008-\u200b\u2010\u2013\u2014\u1361-]")
# No word of the leaflets' languages is so long, nor what no-break spaces join: 20 letters and a number with its units.
_LONGEST_RUN = 40
_LIGATURES = re.compile("[\ufb00-\ufb4f]")
_MOST_ACCENTS = 2
_MOST_MARKS = 3


@check(
    "decomposed-letter",
    "characters",
    Severity.WARNING,
    bad="e and U+0301, two characters for “é”",
    good="é, one character (normalization form C)",
)
def decomposed_letter(subject: Translation) -> Iterator[Finding]:
    """A letter and its accent are two characters where Unicode has one for both.

    Some fonts show the accent beside its letter, and a search for the word does not find it.
    """
    if subject.text.isascii():
        return
    composed = unicodedata.normalize("NFC", subject.text)
    if composed == subject.text or not (words := [run for _, run in letter_runs(subject.text) if _is_decomposed(run)]):
        return
    what = f"“{subject.message.id}” is not in normalization form C: {', '.join(dict.fromkeys(words))}"
    yield Finding(what, "save it in this form (NFC); most editors have a command for it")


@check(
    "stray-mark",
    "characters",
    Severity.WARNING,
    bad="a vowel sign at the beginning of a word, or five accents on one letter",
    good="marks after the letter that they belong to, full Arabic vowel marks included",
)
def stray_mark(subject: Translation) -> Iterator[Finding]:
    """A mark has no letter to stand on, stands on one of another script, or is one of too many.

    It is printed on a dotted circle, on the wrong letter, or over the line above.
    """
    if subject.text.isascii():
        return
    found = []
    base, marks = "", ""
    for character in subject.text:
        if not is_mark(character) or has_invisible(character):
            # Joiners and selectors stand between a letter and its marks.
            base, marks = (base if has_invisible(character) else character), ""
            continue
        marks += character
        if not _takes(base, character) or _are_too_many(marks):
            found.append(character)
    if found:
        shown = ", ".join(f"U+{ord(c):04X} {unicodedata.name(c, '')}" for c in dict.fromkeys(found))
        yield Finding(f"“{subject.message.id}” has marks out of place: {shown}", "type the word again")


@check(
    "presentation-form",
    "characters",
    Severity.WARNING,
    bad="“ﻧﺰﻳﻒ”, in the forms U+FE70 to U+FEFF, as text copied from a PDF has them; “ﬁebre” with U+FB01",
    good="“نزيف”, in the letters U+0600 to U+06FF; “fiebre”",
)
def presentation_form(subject: Translation) -> Iterator[Finding]:
    """A letter is written as one of its shapes, which the font is to choose.

    Letters in fixed shapes do not join, stand in the wrong order in many programs, and no search finds the word.
    """
    if subject.text.isascii():
        return
    east_asian = not language_scripts(subject.language).isdisjoint(_EAST_ASIAN)
    if found := [c for c in dict.fromkeys(subject.text) if _is_form(c, east_asian) and c not in subject.message.text]:
        meant = ", ".join(f"{unicodedata.normalize('NFKC', c)} for U+{ord(c):04X}" for c in found)
        yield Finding(f"“{subject.message.id}” has letters in fixed shapes: {' '.join(found)}", f"type {meant}")


@check(
    "unusual-space",
    "characters",
    Severity.WARNING,
    bad="a tab, a line break or a quarter of an em (U+2005) between two words",
    good="a space; a no-break space, narrow or not, where a line must not be broken",
)
def unusual_space(subject: Translation) -> Iterator[Finding]:
    """A space is none of those that text has: a tab, a line break, or a space of printers.

    It is printed wider or narrower than the others, or it breaks a line.
    """
    east_asian = not language_scripts(subject.language).isdisjoint(_EAST_ASIAN)
    found = [c for c in _ODD_SPACE.findall(subject.text) if c != _WIDE_SPACE or not east_asian]
    if "\n" in subject.text.strip("\n") and "\n" not in subject.message.text:
        found.append("\n")
    if found := [c for c in dict.fromkeys(found) if c not in subject.message.text]:
        shown = ", ".join(f"U+{ord(c):04X} {unicodedata.name(c, '')}".strip() for c in found)
        yield Finding(f"“{subject.message.id}” has unusual spaces: {shown}", "write a plain space there")


@check(
    "unbreakable",
    "print",
    Severity.WARNING,
    bad="no-break spaces, or none at all, between all the words of a Spanish sentence",
    good="no-break spaces where two words must stay together, plain ones elsewhere",
)
def unbreakable(subject: Translation) -> Iterator[Finding]:
    """A stretch of a text is too long for a line, and has no place where a line may end.

    It runs off the page, or into the next column.
    """
    # Where words are not parted by spaces, the setter of lines knows where they end.
    if subject.lexicon.spaceless or len(subject.words) <= _LONGEST_RUN:
        return
    for run in _BREAKS.split(without_addresses(subject.words)):
        if sum(not is_mark(character) for character in run) > _LONGEST_RUN:
            what = f"“{subject.message.id}” has no place to break a line in “{run[:30]}…”"
            yield Finding(what, "put plain spaces between the words")
            return


def _is_decomposed(run: str) -> bool:
    # The order of marks is nobody's fault, and letters that Unicode never composes stay as they are typed.
    each = [unicodedata.normalize("NFC", character) for character in run]
    single = any(len(other) == 1 and other != character for character, other in zip(run, each, strict=True))
    return single or len(unicodedata.normalize("NFC", run)) < sum(map(len, each))


def _takes(base: str, mark: str) -> bool:
    """Tell whether a mark can stand on a character: a letter of its script; what encloses, as a circle, on any."""
    if not base or not is_letter(base):
        return base in _BASES or (bool(base) and unicodedata.category(mark) == "Me")
    scripts, own = scripts_of(base), scripts_of(mark)
    return not scripts or not own or not scripts.isdisjoint(own)


def _are_too_many(marks: str) -> bool:
    """Tell whether so many marks cannot stand on one letter: vowel signs and the like that follow each other may."""
    if marks[-1] == marks[-2:-1]:
        return True
    accents = sum("\u0300" <= mark <= "\u036f" for mark in marks)
    # Signs for nukta (7) and virama (9) are no marks on top of each other.
    stacked = sum(unicodedata.combining(mark) not in {0, 7, 9} for mark in marks)
    return accents > _MOST_ACCENTS or stacked > _MOST_MARKS


def _is_form(character: str, east_asian: bool) -> bool:
    if character.isascii() or not (is_letter(character) or character.isdigit()):
        return False
    if _LIGATURES.match(character):
        return True
    form = unicodedata.decomposition(character).partition(" ")[0]
    # The script l is the sign for the litre in Korea and Japan, and full width is a width that East Asian text has.
    return form in _FORMS and character != "ℓ" and not (east_asian and form in {"<wide>", "<narrow>"})
