"""Checks that small words which decide what a patient does are still there: at once, above, or, until, all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from leaflet import markup
from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import Translation
from leaflet.lexicon import Lexicon
from leaflet.phrases import Span, normalized, within
from leaflet.problem import Severity

# Ideas of which the one must not become the other.
_OPPOSITES = {"above": "below", "below": "above", "before": "after", "after": "before"}
# Ideas that a translation must have where its source has them.
_LOSABLE = ("all", "until", "unless", "less", "at-once", "above", "below", "or")


@check(
    "above-below",
    "numbers",
    Severity.ERROR,
    bad='“above **{fever}**” as "menos de **{fever}**"',
    good='"más de **{fever}**"',
)
def above_becomes_below(subject: Translation) -> Iterator[Finding]:
    """“Above” a number has become “below”, or the reverse.

    The patient with a high fever waits, and the one without a fever calls.
    """
    if re.search(r"\{|\d", subject.message.text):
        for idea in ("above", "below"):
            if _reversed(subject, idea):
                what = f"the source says “{idea}” a number, the translation “{_OPPOSITES[idea]}”"
                yield Finding(what, f"the words for both are in {subject.lexicon.path}")


@check(
    "heading-urgency",
    "lists",
    Severity.ERROR,
    bad='“Get medical care at once” as "Busque atención médica pronto"',
    good='"Busque atención médica de inmediato"',
)
def heading_urgency(subject: Translation) -> Iterator[Finding]:
    """The heading of a list of warning signs says another urgency than its source.

    Where “at once” is lost the patient waits; where it is added, or the two headings have changed places, she cannot
    tell the signs of an emergency from the others.
    """
    message, lexicon = subject.message, subject.lexicon
    if not message.urgency or message.is_sign or not lexicon.ideas.get("at-once"):
        return
    hint = f"the words that count are under “at-once” and “later” in {lexicon.path}"
    urgent = subject.domain.lexicon.says("at-once", subject.source_words)
    if urgent and not lexicon.says("at-once", subject.words):
        yield Finding("the source says “at once”, the translation does not", hint)
    if not urgent and subject.domain.lexicon.ideas.get("at-once") and lexicon.says("at-once", subject.words):
        yield Finding("the translation says “at once”, the source does not", hint)
    if lexicon.says("later", subject.words) and not subject.domain.lexicon.says("later", subject.source_words):
        yield Finding("the translation puts off what the source does not: “later”, “soon” or “tomorrow”", hint)


@check(
    "or-and",
    "meaning",
    Severity.ERROR,
    bad='“does not move, or moves less than usual” as "no se mueve, y se mueve menos que de costumbre"',
    good='"no se mueve, o se mueve menos que de costumbre"',
)
def or_becomes_and(subject: Translation) -> Iterator[Finding]:
    """“Or” has become “and” in a warning sign.

    One of the two is enough. The patient who has one waits for the other.
    """
    if subject.message.is_sign and _lost_or(subject) and subject.lexicon.says("and", subject.words):
        yield Finding("the source says “or”, the translation “and”", f"the words are in {subject.lexicon.path}")


@check(
    "lost-word",
    "meaning",
    Severity.WARNING,
    bad='“Go to **all** your visits.” as "Vaya a sus citas."',
    good='"Vaya a todas sus citas."',
)
def lost_words(subject: Translation) -> Iterator[Finding]:
    """A small word that decides the meaning is lost: all, until, unless, less, at once, above, below, or.

    So are “before” that has become “after”, and “and” that has become “or”. Without “until her caregiver says so” the
    patient obeys for ever, or not at all.
    """
    hint = f"if the translation says it, add its word in {subject.lexicon.path}"
    for idea in _LOSABLE:
        if idea == "or":
            lost = _lost_or(subject) and not (subject.message.is_sign and subject.lexicon.says("and", subject.words))
        elif idea == "at-once" and subject.message.urgency and not subject.message.is_sign:
            lost = False  # heading-urgency tells
        else:
            lost = _lost(subject, idea) and not (idea in _OPPOSITES and _reversed(subject, idea))
        if lost:
            yield Finding(f"the source says “{idea}”, the translation has no word for it", hint)
    for idea in ("before", "after"):
        if _reversed(subject, idea):
            yield Finding(f"the source says “{idea}”, the translation “{_OPPOSITES[idea]}”", hint)
    if (
        _lost(subject, "and")
        and subject.lexicon.says("or", subject.words)
        and not _source_says(subject, "or")
        and not _source_says(subject, "negation")
    ):
        yield Finding("the source says “and”, the translation “or”", hint)


@check(
    "emphasis",
    "meaning",
    Severity.WARNING,
    bad='“Do **not** do exercise or have sex” as "**Haga** ejercicio, ni tenga relaciones"',
    good='"**No** haga ejercicio ni tenga relaciones"',
)
def lost_emphasis(subject: Translation) -> Iterator[Finding]:
    """A word that the source makes strong is not among the strong words of the translation.

    What is strong is what a patient sees first. Often the word itself was lost, though others like it are left.
    """
    source, strong = _strong(subject.message.text), _strong(subject.text)
    if strong and source:
        for idea in ("negation", "all", "less", "at-once"):
            wanted = _strong_times(subject.domain.lexicon, idea, subject.source_words, source)
            entries = subject.lexicon.ideas.get(idea)
            if entries and wanted > _strong_times(subject.lexicon, idea, subject.words, strong):
                what = f"“{idea}” is strong in the source, and not in the translation"
                yield Finding(what, "put the word that says it between “**” and “**”")


def _source_says(subject: Translation, idea: str) -> bool:
    return subject.domain.lexicon.says(idea, subject.source_words)


def _lost(subject: Translation, idea: str) -> bool:
    """Tell whether the source has a word for an idea, apart from its terms, and the translation has none."""
    source, lexicon = subject.domain.lexicon, subject.lexicon
    if not source.ideas.get(idea) or not lexicon.ideas.get(idea) or not _source_says(subject, idea):
        return False
    if lexicon.says(idea, subject.words):
        return False
    own = [source.term(term) for term in subject.message.about]
    covered = [span for words in own for span in source.spans(words, subject.source_words)]
    return any(not within(span, covered) for span in source.spans(source.ideas[idea], subject.source_words))


def _lost_or(subject: Translation) -> bool:
    """Tell whether “or” is lost. After a “no”, a second “no” says it too, and so does “and”: avoid this and that.

    A sign that has both, "does not move, or moves less", needs its “or”.
    """
    if not _lost(subject, "or"):
        return False
    source, lexicon = subject.domain.lexicon, subject.lexicon
    said = source.spans(source.ideas.get("negation", ()), subject.source_words)
    found = lexicon.spans(lexicon.ideas.get("negation", ()), subject.words)
    denied = len(found) > len(said) or (not subject.message.is_sign and lexicon.says("and", subject.words))
    return not (said and denied)


def _reversed(subject: Translation, idea: str) -> bool:
    """Tell whether the source says only the idea, and the translation only its opposite."""
    opposite = _OPPOSITES[idea]
    if not subject.lexicon.ideas.get(idea) or not _source_says(subject, idea) or _source_says(subject, opposite):
        return False
    return subject.lexicon.says(opposite, subject.words) and not subject.lexicon.says(idea, subject.words)


def _strong_times(lexicon: Lexicon, idea: str, words: str, strong: Iterable[Span]) -> int:
    """Return how many of the strong parts of a text say an idea, or a part of it: “ne bouge **plus**”."""
    spans = lexicon.spans(lexicon.ideas.get(idea, ()), words)
    return sum(any(a < end and start < b for a, b in spans) for start, end in strong)


@lru_cache(maxsize=1 << 14)
def _strong(text: str) -> tuple[Span, ...]:
    """Return where the parts that a text makes strong stand among its words, normalized."""
    try:
        nodes = markup.parse(text)
    except markup.MarkupError:
        return ()
    found, words = [], ""
    for node in nodes:
        start = len(normalized(words))
        for leaf in node.nodes if isinstance(node, markup.Strong) else (node,):
            words += leaf.text if isinstance(leaf, markup.Plain) else " "
        if isinstance(node, markup.Strong):
            found.append((start, len(normalized(words))))
    return tuple(found)
