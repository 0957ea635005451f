"""Faults of meaning, as far as a machine can make them: negations, terms, sentences, length, what was never said."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from benchmarks import numerals
from benchmarks.catalogs import ENGLISH_NO, Clean, Text, cut, literal
from benchmarks.mutation import in_text

STRONG = re.compile(r"\*\*(.+?)\*\*")
# The marks that end a sentence in the scripts of the world, with the closing brackets and spaces behind them.
SENTENCE = re.compile(r".+?(?:[.!?…։؟۔।॥།።፧።။។៕。！？]+[)»”’）」』]*(?:\s+|(?<=[。！？])|$)|$)", re.DOTALL)


def _sentences(text: str) -> list[str]:
    return [found[0] for found in SENTENCE.finditer(text) if found[0].strip()]


def _spoken_no(clean: Clean) -> list[str]:
    """Return how the language says "not": the words that stand for a bold "not" of the English, then the lexicon's."""
    found = []
    for text in clean.parsed:
        ours, theirs = STRONG.findall(text.message.text), STRONG.findall(text.text)
        if len(ours) == len(theirs):
            size = 2 if clean.spaceless else 8
            found += [
                word.lower() for one, word in zip(ours, theirs, strict=True) if one == "not" and len(word) <= size
            ]
    words = [word for word in literal(clean.lexicon.ideas.get("negation", ())) if " " not in word]
    return list(dict.fromkeys(found + words[:2]))


@in_text("meaning/negation-dropped", "meaning")
def negation_dropped(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """The "not" is gone: the text says the opposite."""
    if not text.says_no:
        return
    ours, theirs = list(STRONG.finditer(text.message.text)), list(STRONG.finditer(text.text))
    # A language may put the quantity first: it is left out of the count.
    ours, theirs = ([one for one in found if "{" not in one[1]] for found in (ours, theirs))
    if len(ours) == len(theirs):
        for one, other in zip(ours, theirs, strict=True):
            if ENGLISH_NO.fullmatch(one[1]):
                yield "the words in bold", cut(text.text, *other.span())
    spans = text.spans(text.clean.lexicon.ideas.get("negation", ()))
    new = text.text
    for start, end in reversed(spans):
        new = cut(new, start, end)
    if spans:
        yield "every word for it", new


@in_text("meaning/negation-added", "meaning")
def negation_added(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A "not" that the English does not have."""
    negations = text.clean.lexicon.ideas.get("negation", ())
    told = text.critical or text.id.startswith("treatment/")
    if text.says_no or text.spans(negations) or not told or text.message.text.endswith("?"):
        return
    space = "" if text.clean.spaceless else " "
    first = text.text[0] if text.text.startswith("**") else text.text[0].lower()
    for word in _spoken_no(text.clean)[:3]:
        yield f"“{word}” before the first word", f"{word.capitalize()}{space}{first}{text.text[1:]}"
        yield f"“{word}” in bold before the first word", f"**{word.capitalize()}**{space}{first}{text.text[1:]}"
        if not text.clean.spaceless and len(text.tokens) > 2:
            at = rng.choice(text.tokens[1:])[0]
            yield f"“{word}” before a later word", f"{text.text[:at]}{word} {text.text[at:]}"


def _lacks(text: Text, new: str, term: str) -> bool:
    """Tell whether a new text has no word for a term that the old one has."""
    words = text.clean.lexicon.terms.get(term, ())
    return bool(text.spans(words)) and not Text(text.clean, text.message, new).spans(words)


@in_text("meaning/term-lost", "meaning")
def term_lost(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """A sign no longer names what it is about."""
    drafts = []
    for term in text.message.about:
        new = text.text
        for start, end in reversed(text.spans(text.clean.lexicon.terms.get(term, ()))):
            new = cut(new, start, end)
        drafts.append(("a term", new))
    parts = re.split(r"[,،、，;؛]", text.text)
    if len(parts) > 1 and not text.names:
        drafts += [("all behind the comma", parts[0].strip()), ("all before the comma", parts[-1].strip())]
    if len(text.words) >= 4 and not text.names and "**" not in text.text:
        drafts.append(("the last words", text.text[: text.words[len(text.words) // 2][0]].strip(" ,،、，(")))
    for description, new in drafts:
        if re.search(r"\w", new) and any(_lacks(text, new, term) for term in text.message.about):
            yield description, new


@in_text("meaning/term-replaced", "meaning")
def term_replaced(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A sign names another sign's matter: pain for bleeding."""
    terms = text.clean.lexicon.terms
    others = []
    for other in text.clean.parsed:
        for term in other.message.about:
            if term not in text.message.about:
                others += [other.text[a:b] for a, b in other.spans(terms.get(term, ()))]
    for term in text.message.about:
        spans = text.spans(terms.get(term, ()))
        words = [word for word in others if word not in {text.text[a:b] for a, b in spans}]
        for word in rng.sample(words, min(2, len(words))):
            new = text.text
            for start, end in reversed(spans):
                new = cut(new, start, end, word)
            if _lacks(text, new, term):
                yield "a term", new


@in_text("meaning/sentence-lost", "language-data")
def sentence_lost(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """One sentence of several is gone."""
    sentences = _sentences(text.text)
    if len(sentences) > 1 and not text.names and len(_sentences(text.message.text)) == len(sentences):
        yield "the first", "".join(sentences[1:]).strip()
        yield "the last", "".join(sentences[:-1]).strip()
        if len(sentences) > 2:
            yield "all but the first", sentences[0].strip()


def _full_sentences(clean: Clean, prefix: tuple[str, ...]) -> list[str]:
    return [
        sentence.strip()
        for text in clean.parsed
        if text.id.startswith(prefix) and not text.id.endswith("/heading") and not text.names
        for sentence in _sentences(text.text)
        if SENTENCE.fullmatch(sentence) and not sentence.strip()[-1].isalnum() and sentence.strip()[-1] not in ")）:："
    ]


def _ended(text: Text, mark: str) -> str:
    return text.text if not (text.text[-1].isalnum() or text.text[-1] in "*)）}") else text.text + mark


def _joined(text: Text, sentence: str) -> str:
    return _ended(text, sentence[-1]) + ("" if sentence[-1] == "。" else " ") + sentence


@in_text("meaning/sentence-added", "language-data")
def sentence_added(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A sentence that the English does not have."""
    sentences = [
        one for one in _full_sentences(text.clean, ("about/", "diagnosis/", "treatment/")) if one not in text.text
    ]
    if sentences and not text.id.endswith("/heading"):
        yield "behind", _joined(text, rng.choice(sentences))
        sentence = rng.choice(sentences)
        yield "before", sentence + ("" if sentence[-1] == "。" else " ") + text.text


@in_text("meaning/advice-added", "meaning")
def advice_added(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """An advice that the English does not give."""
    sentences = [one for one in _full_sentences(text.clean, ("home-care/",)) if one not in text.text]
    if not sentences:
        return
    sentence = rng.choice(sentences)
    yield "a sentence", _joined(text, sentence)
    yield "a sentence in brackets", f"{text.text} ({sentence})"
    yield "a sentence behind a dash", f"{text.text} – {sentence.lower()}"


PHONES = (
    "1-800-555-0199",
    "(555) 012-3456",
    "+34 912 345 678",
    "911",
    "112",
    "555 0100",
    "+86 10 5555 0123",
    "800.555.0199",
)
ADDRESSES = (
    "www.example.com",
    "https://example.org/help",
    "help@example.org",
    "http://192.0.2.1/",
    "example.com",
    "123 Main St.",
    "facebook.com/group",
    "@hospital_help",
)


@in_text("meaning/phone-added", "mechanical")
def phone(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A telephone number that the English does not have."""
    for number in PHONES:
        yield number, f"{text.text} {rng.choice((number, f'({number})', f'☎ {number}'))}"
    system = numerals.native_system(text.clean.language)
    if system != "latn":
        yield f"in {system} digits", f"{text.text} {numerals.in_digits('0800 555 0199', system)}"


@in_text("meaning/address-added", "mechanical")
def address(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """An address of a page, a mailbox or a house that the English does not have."""
    for where in ADDRESSES:
        yield where, f"{text.text} {rng.choice((where, f'({where})'))}"


@in_text("meaning/far-too-long", "mechanical")
def long(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Many times as long as usual in the language."""
    others = [one.text for one in text.clean.parsed if one is not text and not one.names and "**" not in one.text]
    while sum(map(len, others)) > 6 * max(len(text.text), 60) and len(others) > 1:
        others.pop(rng.randrange(len(others)))
    if sum(map(len, others)) > 5 * len(text.text):
        yield "joined by commas", ", ".join([text.text, *(other.strip(".。।") for other in others)])
        yield "joined by points", f"{text.text} " + " ".join(others)
    plain = text.text if not text.names and "**" not in text.text else ""
    if len(plain) > 12:
        yield "said six times", ", ".join([plain.strip(".。।")] * 6)


@in_text("meaning/far-too-short", "mechanical")
def short(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """A small part of the usual length."""
    if text.names or "**" in text.text or len(text.message.text) < 35:
        return
    start, end = text.tokens[0]
    word = text.text[start : min(end, start + max(2, len(text.text) // 8))] if text.clean.spaceless else text.text[:end]
    if len(word) * 6 < len(text.text):
        yield "the first word", word
        yield "the first word and a point", f"{word}."
        yield "the first word and three points", f"{word}…"
