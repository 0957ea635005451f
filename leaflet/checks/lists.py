"""Checks on the two lists of warning signs as a whole: each sign once, each in its own words, one sign a line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from leaflet.checks.figures import figures
from leaflet.checks.overlap import key_of, tokens
from leaflet.checks.registry import Finding, check
from leaflet.checks.spelled import says_number
from leaflet.checks.subject import TranslatedCatalog, Translation
from leaflet.phrases import normalized
from leaflet.problem import Severity

# Likeness, from 0 to 1, from which on two texts are nearly the same if they are also so much more alike than their
# sources. Two signs share words, and in a language with few characters a sign they share more of them.
_NEARLY, _MORE = 0.72, 0.15
# Sources that are less alike than this say different things.
_DIFFERENT = 0.6
# What stands before the entries of a list: a bullet, a dash, a sign for a number; a number or a letter with a bracket.
_BULLET = re.compile(
    r"\s*(?:[-+\u00b7\u2010-\u2015\u2022-\u2024\u2027\u2043\u204c\u204d\u2190-\u21ff\u2219\u2460-\u24ff\u25a0-\u2612"
    r"\u2713-\u27bf\u2b1b-\u2b55\u3200-\u32ff\u30fb\uff0a\uff65]|\*(?!\*)|>(?!\s*[*\d{]))\s*(?=\S)"
)
_NUMBERED = re.compile(
    r"\s*[(（\[]?\s*(?:(?P<digits>\d{1,2})|[^\W\d_]|[ivxIVX]{1,4}|[\u2160-\u2188])\s*(?:[.)）\]、．]|-(?=\s))(?!\d)\s*(?=\S)"
)
_INNER = re.compile(r"\n|[\u2022\u2023\u25aa\u25cf\u25e6\u2043]")


@check(
    "repeated-sign",
    "lists",
    Severity.ERROR,
    bad="emergency/fever with the text of call/fever: what medicine has to do with it is lost",
    good="each warning sign, and each heading, in its own words",
)
def repeated_sign(subject: TranslatedCatalog) -> Iterator[Finding]:
    """Two warning signs, or a sign and a heading, have the same text.

    One of the two is lost: its own text stands nowhere. Or a sign stands under the other urgency.
    """
    for one, other in combinations(_listed(subject), 2):
        if _is_same(one, other) and key_of(one.message.text) != key_of(other.message.text):
            # Which of the two is wrong, the text does not say.
            for wrong, twin in ((one, other), (other, one)):
                what = f"“{wrong.message.id}” has the text of “{twin.message.id}”"
                yield Finding(what, "translate each from its own msgid", wrong.message.id, covers=_texts(one, other))


@check(
    "similar-signs",
    "lists",
    Severity.WARNING,
    bad="“Bleeding from your vagina” as “Flujo vaginal anormal.”, and “Abnormal discharge” as “Flujo vaginal anormal”",
    good="two translations that differ as much as their sources do",
)
def similar_signs(subject: TranslatedCatalog) -> Iterator[Finding]:
    """Two warning signs are nearly the same, and their sources are not.

    One may be a copy of the other that somebody began to change.
    """
    for one, other in combinations(_listed(subject), 2):
        if not _is_same(one, other) and _are_near(one, other):
            what = f"“{other.message.id}” is nearly the same as “{one.message.id}”"
            yield Finding(what, "compare both with their msgid", other.message.id, covers=_texts(one, other))


@check(
    "same-text",
    "lists",
    Severity.WARNING,
    bad="“What causes it?” and “What are the symptoms?” with one translation",
    good="a translation for each",
)
def same_text(subject: TranslatedCatalog) -> Iterator[Finding]:
    """Two texts that say different things have the same translation.

    The one is lost, and the other is told twice.
    """
    seen: dict[str, Translation] = {}
    listed = {each.message.id for each in _listed(subject)}
    for message_id, translation in subject.translations.items():
        key = _key(translation)
        first = seen.setdefault(key, translation) if key else translation
        if first is translation or {first.message.id, message_id} <= listed:
            continue
        if _likeness(first.message.text, translation.message.text) < _DIFFERENT:
            what = f"“{message_id}” has the text of “{first.message.id}”"
            yield Finding(what, "compare both", message_id, covers=_texts(first, translation))


@check(
    "joined-signs",
    "lists",
    Severity.WARNING,
    bad='msgstr "Desmayo (pérdida del conocimiento). Sangrado por la vagina"',
    good="one sign for each msgid",
)
def joined_signs(subject: TranslatedCatalog) -> Iterator[Finding]:
    """A warning sign holds another one as well, or several lines.

    The lists are printed one sign a line. What is joined is read as one sign, for which both are needed.
    """
    listed = _listed(subject)
    hint = "give each sign its own text, from its own msgid"
    for one in listed:
        if _INNER.search(one.text.strip()) and not _INNER.search(one.message.text):
            yield Finding(f"“{one.message.id}” has several lines or bullets", hint, one.message.id)
        for other in listed:
            if other is not one and _holds(one, other):
                what = f"“{one.message.id}” holds the text of “{other.message.id}”"
                yield Finding(what, hint, one.message.id, covers=_texts(one, other))


@check(
    "typed-bullet",
    "lists",
    Severity.WARNING,
    bad='msgstr "• Sangrado por la vagina"',
    good='msgstr "Sangrado por la vagina"',
)
def typed_bullet(subject: Translation) -> Iterator[Finding]:
    """A bullet, a dash or a number was typed before a text.

    The page sets its own before each sign, and the order of the signs is the source's: a number would be wrong, a dash
    before a value a minus.
    """
    text, source = subject.text, subject.message.text
    found = _BULLET.match(text)
    if found and not _BULLET.match(source):
        yield _bullet(subject, found)
        return
    found = _NUMBERED.match(text)
    if found and not _NUMBERED.match(source):
        # "2. trimestr" is an ordinal in Polish.
        ordinal = "." in found[0] and text[found.end() : found.end() + 1].islower()
        number = figures(found["digits"]).numbers[0] if ordinal and found["digits"] else None
        said = number and says_number(subject.source_words, number.number, subject.domain.language)
        if not said:
            yield _bullet(subject, found)


def _bullet(subject: Translation, found: re.Match[str]) -> Finding:
    what = f"“{subject.message.id}” begins with “{found[0].strip()}”"
    return Finding(what, "take it out: the page sets bullets by itself")


def _listed(subject: TranslatedCatalog) -> list[Translation]:
    """Return the translations of the warning signs and their headings."""
    return [each for each in subject.translations.values() if each.message.urgency]


def _texts(*translations: Translation) -> tuple[str, ...]:
    return tuple(text for each in translations for text in (each.message.text, each.text))


def _key(translation: Translation) -> str:
    return key_of(normalized(translation.text))


def _is_same(one: Translation, other: Translation) -> bool:
    """Tell whether two translations have the same words, in whatever order."""
    first, second = _key(one), _key(other)
    return bool(first) and (first == second or sorted(first.split()) == sorted(second.split()))


def _are_near(one: Translation, other: Translation) -> bool:
    likeness = _likeness(one.text, other.text)
    return likeness >= _NEARLY and likeness - _likeness(one.message.text, other.message.text) >= _MORE


@lru_cache(maxsize=1 << 16)
def _likeness(one: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, normalized(one), normalized(other), autojunk=False)
    # A quick upper bound: that two texts have nothing to do with each other is all that is to be known of them.
    most = matcher.quick_ratio()
    return most if most < _DIFFERENT else matcher.ratio()


def _holds(one: Translation, other: Translation) -> bool:
    """Tell whether a translation holds all of another one, and its source does not hold the other's source."""
    text, part = _key(one), _key(other)
    if one.lexicon.spaceless:
        held = len(part) > 1 and part.replace(" ", "") in text.replace(" ", "")
    else:
        held = len(part) > 3 and f" {part} " in f" {text} "
    if len(part) >= len(text) or not held:
        return False
    # "Pain" is a part of "pain when you urinate", in the source too; words may have other endings there.
    said = tokens(one.message.text)
    return any(not any(each[:4] == word[:4] for each in said) for word in tokens(other.message.text))
