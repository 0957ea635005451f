"""Checks on the warning signs of a source: each is told apart from all others, and from the words of its glossary."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import SourceText
from leaflet.model import Urgency, WarningSign
from leaflet.problem import Severity
from leaflet.readability import plain, words
from leaflet.source import KeyPath

# From this likeness on, by their words, two signs of one list are nearly the same.
_NEARLY = 0.8


@dataclass(frozen=True)
class _Sign:
    """A warning sign with its place: its list, its message's id, and the keys that lead to it."""

    urgency: Urgency | None
    id: str
    keys: KeyPath
    sign: WarningSign

    @cached_property
    def text(self) -> str:
        """The sign's text without marks."""
        return plain(self.sign.text)

    @cached_property
    def letters(self) -> str:
        """What is left without numbers, values, spaces and marks."""
        return "".join(char for char in self.text.casefold() if char.isalpha())

    @property
    def meaning(self) -> tuple[frozenset[str], bool]:
        """What the checks of translations know of the sign: its terms, and whether it hangs on a negation."""
        return frozenset(self.sign.about), self.sign.negates


def _signs(subject: SourceText) -> list[_Sign]:
    return [
        _Sign(section.urgency, f"{section.id}/{sign.id}", ("sections", s, "signs", i), sign)
        for s, section in enumerate(subject.leaflet.sections)
        for i, sign in enumerate(section.signs)
    ]


@check(
    "same-sign",
    "source",
    Severity.ERROR,
    bad="“A temperature above {fever}” under “call”, “A temperature above {high-fever}” under “emergency”",
    good="“A temperature above {high-fever} that medicine does not bring down” under “emergency”",
)
def same_signs(subject: SourceText) -> Iterator[Finding]:
    """Two warning signs are the same but for their numbers.

    Who is ill and afraid compares words, not degrees: a number alone does not tell when to call from when not to wait.
    """
    for one, other in combinations(_signs(subject), 2):
        if one.letters == other.letters:
            hint = "say in words what is worse in the one, or remove the other"
            yield Finding(f"the sign is the same as “{one.id}”, but for numbers", hint, other.id, (*other.keys, "text"))


@check(
    "undistinguished-signs",
    "source",
    Severity.ERROR,
    bad="“A fever that lasts” and “A fever”, one in each list, both with “about: [fever]”",
    good="“A fever that lasts” with “about: [fever, lasting]”",
)
def undistinguished_signs(subject: SourceText) -> Iterator[Finding]:
    """A sign of one list holds a sign of the other, and both are about the same terms.

    What makes the difference is not declared: a translation that loses it, or two that were swapped, are not found.
    """
    for one, other in _across(subject):
        if one.meaning == other.meaning and (one.letters in other.letters or other.letters in one.letters):
            longer, shorter = sorted((one, other), key=lambda each: len(each.letters), reverse=True)
            hint = "add a term for what is said only here, under “terms:” and under “about:”"
            what = f"the sign is declared to be about the same as “{shorter.id}”, which it holds"
            yield Finding(what, hint, longer.id, (*longer.keys, "about"))


@check(
    "same-terms",
    "source",
    Severity.WARNING,
    bad="“Heavy bleeding” and “Light bleeding”, one in each list, both with “about: [bleeding]”",
    good="“about: [bleeding, heavy]” and “about: [bleeding, light]”",
)
def same_terms(subject: SourceText) -> Iterator[Finding]:
    """Two signs, one in each list, are about the same terms.

    Translations are compared with the terms: if the two come to stand in each other's place, nothing tells it.
    """
    for one, other in _across(subject):
        apart = one.letters not in other.letters and other.letters not in one.letters
        if one.meaning == other.meaning and apart:
            hint = "add a term to one of them for what makes the difference"
            yield Finding(f"the sign is about the same terms as “{one.id}”", hint, other.id, (*other.keys, "about"))


@check(
    "near-signs",
    "source",
    Severity.WARNING,
    bad="“Redness around the cut that spreads” and “Redness around your cut that spreads” in one list",
    good="one of the two",
)
def near_signs(subject: SourceText) -> Iterator[Finding]:
    """Two signs of one list are nearly the same, and about the same terms.

    A list is read to its end only if it is short. Two that differ in one word are often one that was written twice.
    """
    for one, other in combinations(_signs(subject), 2):
        if one.urgency == other.urgency and one.meaning == other.meaning and one.letters != other.letters:
            here, there = words(one.text.casefold()), words(other.text.casefold())
            if difflib.SequenceMatcher(None, here, there, autojunk=False).ratio() >= _NEARLY:
                hint = "make them one, or name under “about:” what makes the difference"
                what = f"the sign is nearly the same as “{one.id}”: “{one.text}”"
                yield Finding(what, hint, other.id, (*other.keys, "text"))


def _across(subject: SourceText) -> Iterator[tuple[_Sign, _Sign]]:
    """Yield the pairs of signs of which one stands in each list, and which are not the same."""
    for one, other in combinations(_signs(subject), 2):
        if one.urgency != other.urgency and one.letters != other.letters:
            yield one, other


@check(
    "undeclared-negation",
    "source",
    Severity.WARNING,
    bad="text: Bleeding that does not stop",
    good="text: Bleeding that does not stop, with “negates: true”",
)
def undeclared_negations(subject: SourceText) -> Iterator[Finding]:
    """A warning sign says “not” or “less”, and does not declare that its meaning hangs on it.

    Translations are checked for a negation that is declared. A lost “not” makes a sign of what is normal.
    """
    for sign in _signs(subject):
        said = [word for idea in ("negation", "less") for word in _finds(subject, idea, sign.text)]
        if said and not sign.sign.negates:
            hint = "add “negates: true”"
            yield Finding(f"the sign says “{said[0]}” without “negates: true”", hint, sign.id, (*sign.keys, "text"))


@check(
    "needless-negation",
    "source",
    Severity.WARNING,
    bad="text: Bleeding that lasts, with “negates: true”",
    good="text: Bleeding that does not stop, with “negates: true”",
)
def needless_negations(subject: SourceText) -> Iterator[Finding]:
    """A warning sign declares that its meaning hangs on a negation, and has none.

    Either its “not” was lost here, in the source, or good translations are reported in every language.
    """
    ideas = ("negation", "less", "near-negation")
    if not subject.lexicon.ideas.get("negation"):
        return
    for sign in _signs(subject):
        if sign.sign.negates and not any(_finds(subject, idea, sign.text) for idea in ideas):
            hint = f"remove “negates”; or, if a word here says no, add it to {subject.lexicon.path}"
            yield Finding("the sign has “negates: true”, and no “not”", hint, sign.id, (*sign.keys, "negates"))


def _finds(subject: SourceText, idea: str, text: str) -> list[str]:
    return subject.lexicon.finds(subject.lexicon.ideas.get(idea, ()), text)


@check(
    "unnamed-term",
    "source",
    Severity.WARNING,
    bad="text: Bleeding from your vagina, about: [bleeding, pain]",
    good="text: Bleeding from your vagina, about: [bleeding, vagina]",
)
def unnamed_terms(subject: SourceText) -> Iterator[Finding]:
    """A warning sign is declared to be about a term that its text does not name.

    Every translation is then asked for a word that the source does not have.
    """
    texts = {term.id: term.text for term in subject.leaflet.terms}
    for sign in _signs(subject):
        for a, term in enumerate(sign.sign.about):
            named = term not in texts or texts[term].casefold() in sign.text.casefold()
            if not named and not subject.lexicon.names(term, sign.text):
                hint = (
                    f"remove it, or mend the text; a right word that is not known yet goes into {subject.lexicon.path}"
                )
                what = f"the sign does not name “{texts[term]}”"
                yield Finding(what, hint, sign.id, (*sign.keys, "about", a))


@check(
    "unused-term",
    "source",
    Severity.WARNING,
    bad="a term “itching” that no sign is about",
    good="each term stands under “about:” of a sign",
)
def unused_terms(subject: SourceText) -> Iterator[Finding]:
    """No warning sign is about a term.

    Translators in every language look for words that nothing asks for; or a sign has lost a term that it needs.
    """
    used = {term for sign in _signs(subject) for term in sign.sign.about}
    for i, term in enumerate(subject.leaflet.terms):
        if term.id not in used:
            hint = "name it under “about:” of a sign, or remove it"
            yield Finding(f"no sign is about “{term.id}”", hint, keys=("terms", i))
