"""Checks that each warning sign says what it is about, by the words that each language's lexicon accepts."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import SourceText, TranslatedCatalog, Translation
from leaflet.lexicon import IDEAS, SOURCE_IDEAS, Lexicon
from leaflet.model import Leaflet, WarningSign
from leaflet.phrases import within
from leaflet.problem import Severity
from leaflet.units import UNITS


@check(
    "lexicon",
    "meaning",
    Severity.WARNING,
    bad="a lexicon.toml without the words for “negation”",
    good='negation = ["no", "nunca", "sin"]',
)
def incomplete_lexicon(subject: TranslatedCatalog) -> Iterator[Finding]:
    """The lexicon of the language has no words for an idea, a term or a unit.

    The checks look for these words: without them a lost “not”, or a sign about another thing, stays unseen.
    """
    domain = subject.domain
    if domain.leaflet is None:  # The shared words: what no leaflet has of its own is told here, once.
        yield from _missing(subject.lexicon, "ideas", [f"{idea} ({means})" for idea, means in IDEAS.items()])
    else:
        yield from _missing_of_leaflet(subject.lexicon, domain.leaflet)


@check(
    "source-lexicon",
    "meaning",
    Severity.WARNING,
    bad="a lexicon.toml of the source language without the words for “negation”",
    good='negation = ["not", "no", "never"]',
)
def incomplete_source_lexicon(subject: SourceText) -> Iterator[Finding]:
    """The lexicon of the source language has no words for an idea, a term or a unit.

    What the source says is read with it: without it, no translation in any language is checked for that meaning.
    """
    ideas = IDEAS | SOURCE_IDEAS
    yield from _missing(subject.lexicon, "ideas", [f"{idea} ({means})" for idea, means in ideas.items()])
    yield from _missing_of_leaflet(subject.lexicon, subject.leaflet)


def _missing_of_leaflet(lexicon: Lexicon, leaflet: Leaflet) -> Iterator[Finding]:
    yield from _missing(lexicon, "terms", [f"{term.id} ({term.text})" for term in leaflet.terms])
    units = sorted({quantity.unit for quantity in leaflet.quantities.values() if not UNITS[quantity.unit].symbol})
    yield from _missing(lexicon, "units", list(units))


def _missing(lexicon: Lexicon, table: str, wanted: list[str]) -> Iterator[Finding]:
    words = {"ideas": lexicon.ideas, "terms": {**lexicon.ideas, **lexicon.terms}, "units": lexicon.units}[table]
    missing = [what for what in wanted if not words.get(what.split(" (")[0])]
    if missing:
        hint = f'add under [{table}] lines such as: {missing[0].split(" (")[0]} = ["word", "stem*"]'
        yield Finding(f"{lexicon.path} has no {table} for: {', '.join(missing)}", hint, covers=tuple(missing))


@check(
    "missing-term",
    "meaning",
    Severity.ERROR,
    bad='“Bleeding from your vagina” as "Dolor en la vagina"',
    good='"Sangrado por la vagina"',
)
def missing_terms(subject: Translation) -> Iterator[Finding]:
    """A warning sign does not name what it is about.

    Each sign declares its terms. One that lacks a term says something else: half of it is lost, or it is the text of
    another sign, and the patient who bleeds does not find bleeding in the list.
    """
    for term in subject.message.about:
        accepted = subject.lexicon.term(term)
        if accepted and not subject.lexicon.names(term, subject.words):
            what = f"the sign “{subject.message.id}” does not name “{_text(subject, term)}”"
            hint = f"accepted are {_listed(accepted)}; a right word that is missing goes into {subject.lexicon.path}"
            yield Finding(what, hint)


@check(
    "other-sign",
    "meaning",
    Severity.ERROR,
    bad="under “call”, “… above {fever} that medicine does not bring down”, which stands under “emergency”",
    good="under “call”, “A temperature, taken by mouth, above {fever}”",
)
def other_sign(subject: Translation) -> Iterator[Finding]:
    """A warning sign names all that another sign is about.

    It is the other's text, or both in one: the sign has come under the other urgency, or stands in the list twice.
    """
    for other in _signs(subject):
        foreign = [term for term in other.about if term not in subject.message.about]
        if foreign and all(_named_apart(subject, term) for term in foreign):
            named = ", ".join(f"“{_text(subject, term)}”" for term in foreign)
            what = f"the sign “{subject.message.id}” names what another is about: {named}"
            yield Finding(what, f"compare it with the sign “{other.text}”: each stands in its own place")
            return


@check(
    "foreign-term",
    "meaning",
    Severity.WARNING,
    bad='“Bleeding from your vagina” as "Sangrado por la vagina con dolor"',
    good='"Sangrado por la vagina"',
)
def foreign_terms(subject: Translation) -> Iterator[Finding]:
    """A warning sign names something that it is not about, and another sign is.

    A condition that was added makes the sign narrower: who bleeds without pain may wait at home.
    """
    for term in dict.fromkeys(term for sign in _signs(subject) for term in sign.about):
        if term not in subject.message.about and _named_apart(subject, term):
            what = f"the sign “{subject.message.id}” names “{_text(subject, term)}”, which it is not about"
            hint = f"is it added? If it is one way to say the sign's own term, put it there in {subject.lexicon.path}"
            yield Finding(what, hint)


@check(
    "lost-term",
    "meaning",
    Severity.WARNING,
    bad='“Take medicine as your caregiver directs.” as "Coma como se lo indique su médico."',
    good='"Tome las medicinas como se lo indique su médico."',
)
def lost_terms(subject: Translation) -> Iterator[Finding]:
    """A text does not name a term of the glossary that its source names, or names another in its place.

    Outside of the warning signs too, a text that speaks of other things is often the translation of another one.
    """
    leaflet = subject.domain.leaflet
    if leaflet is None or subject.message.is_sign:
        return
    said, lexicon = subject.domain.lexicon, subject.lexicon
    here, wanted = lexicon.terms_in(subject.words), said.terms_in(subject.source_words)
    known = [term.id for term in leaflet.terms if said.term(term.id) and lexicon.term(term.id)]
    lost = [term for term in known if term in wanted - here]
    gained = [term for term in known if lost and term in here - wanted and _named_apart(subject, term, wanted)]
    if lost and (gained or subject.message.id.startswith("home-care/")):
        what = f"the translation does not name {', '.join(f'“{_text(subject, term)}”' for term in lost)}"
        if gained:
            what += f", but names {', '.join(f'“{_text(subject, term)}”' for term in gained)}"
        yield Finding(what, f"is it the translation of this text? A right word goes into {lexicon.path}")


def _signs(subject: Translation) -> Iterator[WarningSign]:
    """Yield the signs of the leaflet, if this is the translation of one."""
    if subject.message.is_sign and subject.domain.leaflet:
        for section in subject.domain.leaflet.sections:
            yield from section.signs


def _named_apart(subject: Translation, term: str, own: Collection[str] = ()) -> bool:
    """Tell whether a text names a term, and not only within the words for its own ("blood" in "loss of blood")."""
    lexicon = subject.lexicon
    names = own or subject.message.about
    covered = [span for name in names for span in lexicon.spans(lexicon.term(name), subject.words)]
    return any(not within(span, covered) for span in lexicon.spans(lexicon.term(term), subject.words))


def _text(subject: Translation, term: str) -> str:
    leaflet = subject.domain.leaflet
    return next((each.text for each in leaflet.terms if each.id == term), term) if leaflet else term


def _listed(words: tuple[str, ...]) -> str:
    plain = [word for word in words if not word.startswith("!")]
    return ", ".join(f"“{word}”" for word in plain[:6]) + (" …" if len(plain) > 6 else "")
