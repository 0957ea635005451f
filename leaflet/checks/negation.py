"""Checks that no translation says no where its source says yes, or yes where it says no.

What counts as a "no" is in each language's lexicon. Languages put it differently: "abnormal" may be "not normal", "too
weak to keep" may be "so weak that it cannot keep". So a "no" is not held against a translation where its source has one
of the source lexicon's near-negations, or where the words are those for a term that the sign is about.
"""

from __future__ import annotations

from collections.abc import Iterator

from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import Translation
from leaflet.phrases import Span, within
from leaflet.problem import Severity

# Ideas that languages also say with a "no": "do not wait", "not miss any", "as long as … has not".
_COVERING = ("at-once", "all", "until", "unless")


def critical(subject: Translation) -> bool:
    """Tell whether a patient acts on a text: signs and their headings, home care, and the words on every page."""
    message = subject.message
    return bool(message.urgency) or message.id.startswith("home-care/") or subject.domain.leaflet is None


@check(
    "lost-negation",
    "meaning",
    Severity.ERROR,
    bad='“Do **not** use tampons.” as "Use tampones."',
    good='"**No** use tampones."',
)
def lost_negation(subject: Translation) -> Iterator[Finding]:
    """A text that a patient acts on says no, and its translation does not.

    The patient is told to do what harms her, or that a baby who moves is a warning sign.
    """
    said, found = _said(subject), _found(subject)
    if critical(subject) and said and found is not None and not found:
        yield _lost(subject, said)


@check(
    "added-negation",
    "meaning",
    Severity.ERROR,
    bad='“Bleeding from your vagina” as "Sin sangrado por la vagina"',
    good='"Sangrado por la vagina"',
)
def added_negation(subject: Translation) -> Iterator[Finding]:
    """A warning sign, its heading, or the words on every page say no where their source does not.

    The sign has become its opposite: the patient looks for what is normal, or does not call.
    """
    if _must_say_yes(subject) and _is_plain(subject) and (found := _found(subject)):
        yield _added(subject, found)


@check(
    "negation",
    "meaning",
    Severity.WARNING,
    bad='“Do not douche, and do not use tampons.” as "No se lave la vagina por dentro y use tampones."',
    good='"No se lave la vagina por dentro, y no use tampones."',
)
def changed_negation(subject: Translation) -> Iterator[Finding]:
    """A translation says no more or less often than its source.

    Half of what is forbidden may have become allowed. It can also be the language's own way to say the same.
    """
    said, found = _said(subject), _found(subject)
    if found is None:
        return
    if said and not found and not critical(subject):
        yield _lost(subject, said)
    elif len(found) < len(said) and found:
        what = f"the source says no {len(said)} times, the translation {len(found)}: {_quoted(subject, found)}"
        yield Finding(what, "see that each thing that is denied or forbidden still is")
    elif found and _is_plain(subject) and not _must_say_yes(subject):
        yield _added(subject, found)
    elif said and len(found) > len(said) and subject.message.is_sign:
        what = f"the sign says no {len(found)} times, its source {len(said)}: {_quoted(subject, found)}"
        yield Finding(what, "see that the sign has not become its opposite")


def _said(subject: Translation) -> tuple[Span, ...]:
    """Return the negations of the source text."""
    lexicon = subject.domain.lexicon
    return lexicon.spans(lexicon.ideas.get("negation", ()), subject.source_words)


def _found(subject: Translation) -> list[Span] | None:
    """Return the negations of the translation that are not a part of other words; None if the lexicon has no words."""
    lexicon, source = subject.lexicon, subject.domain.lexicon
    entries = lexicon.ideas.get("negation")
    if not entries:
        return None
    own = [lexicon.term(term) for term in subject.message.about if not _said(subject) or _is_near(subject, term)]
    own += [lexicon.ideas.get(idea, ()) for idea in _COVERING if source.says(idea, subject.source_words)]
    covered = [span for words in own for span in lexicon.spans(words, subject.words)]
    return [span for span in lexicon.spans(entries, subject.words) if not within(span, covered)]


def _must_say_yes(subject: Translation) -> bool:
    """Tell whether a text names a thing, or commands one, so that no good translation denies it."""
    return bool(subject.message.urgency) or subject.domain.leaflet is None


def _is_near(subject: Translation, term: str) -> bool:
    """Tell whether a term is one that languages say with a "no": "abnormal", "less than usual"."""
    lexicon = subject.domain.lexicon
    terms = subject.domain.leaflet.terms if subject.domain.leaflet else ()
    return any(lexicon.says("near-negation", each.text) for each in terms if each.id == term)


def _is_plain(subject: Translation) -> bool:
    """Tell whether the source has no negation, and nothing that comes near one but its terms."""
    lexicon = subject.domain.lexicon
    if _said(subject) or not lexicon.ideas.get("near-negation"):
        return False
    own = [lexicon.term(term) for term in subject.message.about]
    covered = [span for words in own for span in lexicon.spans(words, subject.source_words)]
    near = lexicon.spans(lexicon.ideas["near-negation"], subject.source_words)
    return all(within(span, covered) for span in near)


def _lost(subject: Translation, said: tuple[Span, ...]) -> Finding:
    words = ", ".join(f"“{subject.domain.lexicon.cut(subject.source_words, span)}”" for span in said)
    hint = f"the words that count are under “negation” in {subject.lexicon.path}"
    return Finding(f"the source says {words}, the translation says no such thing", hint)


def _added(subject: Translation, found: list[Span]) -> Finding:
    what = f"the translation says no, {_quoted(subject, found)}, where the source does not"
    return Finding(what, f"the words that count are under “negation” in {subject.lexicon.path}")


def _quoted(subject: Translation, spans: list[Span]) -> str:
    return ", ".join(f"“{subject.lexicon.cut(subject.words, span)}”" for span in spans)
