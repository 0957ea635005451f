"""Checks that no text of the source language was left in a translation, whole or in part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from leaflet.checks.names import names, without_addresses
from leaflet.checks.overlap import Evidence, evidence_of, is_same_language, key_of, runs, shown, tokens, vocabulary
from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import TranslatedCatalog
from leaflet.lexicon import Lexicon
from leaflet.problem import Severity
from leaflet.scripts import language_scripts, words
from leaflet.units import UNITS

# A piece in brackets, of those that scripts use: without brackets inside.
_BRACKETS = re.compile(r"[(\[（［【〔「『]([^()\[\]（）［］【】〔〕「」『』]*)[)\]）］】〕」』]")
_LONGEST_TERM = 3
_SYMBOLS = frozenset(name.casefold() for name, unit in UNITS.items() if unit.symbol) - {"in"}
_HINT = "translate it; a word that both languages share may be added to the language's lexicon.toml"


@check(
    "untranslated",
    "completeness",
    Severity.ERROR,
    bad='msgstr "Bleeding from your vagina"',
    good='msgstr "Sangrado por la vagina"',
)
def untranslated(subject: TranslatedCatalog) -> Iterator[Finding]:
    """A translation is the source text, of this message or of another.

    It looks finished in every editor, and the patient cannot read it.
    """
    for message_id, sure, what in _copies(subject):
        if sure:
            yield Finding(what, _HINT, message_id)


@check(
    "same-as-source",
    "completeness",
    Severity.WARNING,
    bad='msgid "Spotting", and msgstr "Spotting" in Spanish',
    good='msgid "Hospital", and msgstr "Hospital"',
)
def same_as_source(subject: TranslatedCatalog) -> Iterator[Finding]:
    """A short text is the same in the source.

    Some words are the same in both languages, and some names are. Or nobody has translated it.
    """
    for message_id, sure, what in _copies(subject):
        if not sure:
            yield Finding(what, _HINT, message_id)


@check(
    "half-translated",
    "completeness",
    Severity.ERROR,
    bad='msgstr "Su bebé **no** se mueve, or moves **less** than usual"',
    good='msgstr "Su bebé **no** se mueve, o se mueve **menos** que de costumbre"',
)
def half_translated(subject: TranslatedCatalog) -> Iterator[Finding]:
    """Some of the source text stands in the translation.

    The patient reads one half of the warning, and cannot read the other.
    """
    for message_id, sure, run in _left_over(subject):
        if sure:
            yield Finding(f"“{message_id}” has words that are not translated: “{run}”", "translate them", message_id)


@check(
    "source-words",
    "completeness",
    Severity.WARNING,
    bad='msgstr "Sangrado from la vagina"',
    good='msgstr "Sangrado por la vagina"; names and abbreviations of the source, such as LEEP, may stay',
)
def source_words(subject: TranslatedCatalog) -> Iterator[Finding]:
    """A few words of a translation seem to be the source's.

    They may be the same in both languages. Or they were forgotten.
    """
    for message_id, sure, run in _left_over(subject):
        if not sure:
            yield Finding(f"“{message_id}” has words of the source: “{run}”", "translate them", message_id)


def _copies(subject: TranslatedCatalog) -> Iterator[tuple[str, bool, str]]:
    """Yield the ids of the translations that are source texts, whether that is surely a fault, and what to say."""
    if is_same_language(subject):
        return
    sources = {key: message for message in reversed(subject.domain.messages) if (key := key_of(message.text))}
    evidence = evidence_of(subject)
    scripts = language_scripts(subject.language)
    for message_id, translation in subject.translations.items():
        key = key_of(translation.text)
        own = key == key_of(translation.message.text)
        other = sources.get(key)
        if other is None or not key:
            continue
        said = tokens(shown(other.text))
        kept = {name.casefold() for name in names(other.text)}
        if kept.issuperset(said) or not said:
            continue
        foreign_script = not any(word.native for word in words(translation.words, scripts))
        shared = all(_is_shared(word, subject, evidence) for word in said)
        foreign = any(evidence.is_foreign(word, own=0) for word in said)
        if foreign_script:
            sure = len(said) > 1 or bool(translation.message.urgency)
        elif shared and len(said) <= 2:
            continue
        else:
            sure = len(said) >= 4 or (foreign and len(said) > 1)
        whose = "its source text" if own else f"the source text of “{other.id}”"
        yield message_id, sure, f"“{message_id}” is not translated: it is {whose}"


def _is_shared(word: str, subject: TranslatedCatalog, evidence: Evidence) -> bool:
    """Tell whether a word of the source is one of the target language too: in its lexicon, or in other translations."""
    lexicon = subject.lexicon
    groups = (*lexicon.terms.values(), *lexicon.ideas.values(), *lexicon.units.values())
    return evidence.translation[word] > 0 or any(lexicon.spans(group, word) for group in groups)


def _left_over(subject: TranslatedCatalog) -> Iterator[tuple[str, bool, str]]:
    """Yield the ids of the translations with words of the source, whether that is surely a fault, and the words."""
    if is_same_language(subject):
        return
    evidence = evidence_of(subject)
    copies = {message_id for message_id, _, _ in _copies(subject)}
    scripts = language_scripts(subject.domain.language)
    same_script = not scripts.isdisjoint(language_scripts(subject.language))
    known = vocabulary(tuple(message.text for message in subject.domain.messages))
    for message_id, translation in subject.translations.items():
        if message_id in copies:
            continue
        texts = translation.words, translation.source_words
        if same_script:
            found = _in_same_script(*texts, evidence, _accepted(translation.source_words, subject.lexicon))
        else:
            found = _in_other_script(*texts, known, scripts)
        if found:
            yield message_id, *found


@lru_cache(maxsize=1 << 14)
def _in_other_script(text: str, source: str, known: frozenset[str], scripts: frozenset[str]) -> tuple[bool, str] | None:
    """Return words of the source, side by side; one by itself, another check tells. known: the words of all sources."""
    if not any(map(str.isascii, text.replace(" ", ""))) and "Latn" in scripts:
        return None
    kept = _kept(source)
    run: list[str] = []
    for word in words(_without_brackets(text, source), scripts):
        is_left = word.native and word.text.casefold() in known and word.text.casefold() not in kept
        # Single letters, and words in capitals, name things.
        if is_left and (len(word.text) == 1 or not word.text.isupper()):
            run.append(word.text)
            if len(run) >= 2 and any(len(each) > 1 for each in run):
                return True, " ".join(run)
        elif not word.native or len(word.text) > 1:
            run = []
    return None


@lru_cache(maxsize=1 << 14)
def _in_same_script(
    text: str, source: str, evidence: Evidence, accepted: frozenset[str]
) -> tuple[bool, str] | None:
    """Return words of the source, and whether they are surely none of the target language.

    accepted: words that are of both languages, as the lexicon has them.
    """
    kept = _kept(source) | accepted
    doubtful = None
    for run in runs(tokens(_without_brackets(text, source)), tokens(source)):
        known = [word for word in run if word not in accepted and evidence.is_foreign(word)]
        # Two languages share medical words, and hardly ever four in a row; names and abbreviations are not counted.
        size = sum(word not in kept for word in run)
        if (size >= 3 and known) or size >= 5 or (size == 2 and len(known) == 2):
            return True, " ".join(run)
        unknown = [word for word in run if len(word) > 3 and word not in kept and evidence.translation[word] <= 1]
        if size >= 3 or (size == 2 and (known or unknown)) or any(len(word) > 3 for word in known):
            doubtful = doubtful or (False, " ".join(run))
    return doubtful


def _accepted(source: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the words of a source that a lexicon has too: loan words."""
    return frozenset(word for word in tokens(source) if lexicon.knows(word))


def _kept(source: str) -> frozenset[str]:
    """Return the words of a source that stay as they are: names, abbreviations, symbols of units."""
    return _SYMBOLS | {name.casefold() for name in names(source)}


def _without_brackets(text: str, source: str) -> str:
    """Return the words of a translation without the pieces in brackets that may stay as they are.

    A translator may add a term of the source in brackets, or spell an abbreviation out. What the source itself has in
    brackets is a part of the text, and so is a whole sentence.
    """
    own = {key_of(found[1]) for found in _BRACKETS.finditer(source)}
    text = without_addresses(text)

    def kept(found: re.Match[str]) -> str:
        if re.search(r"[A-Z][A-Z0-9.-]+\s*$", text[: found.start()]):
            return " , "
        is_term = key_of(found[1]) not in own and len(tokens(found[1])) <= _LONGEST_TERM
        return " , " if is_term else found[0]

    return _BRACKETS.sub(kept, text)
