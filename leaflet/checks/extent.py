"""Checks that a translation says as much as its source: no sentence less, none more, no address of its own."""

from __future__ import annotations

import math
import re
import statistics
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import TranslatedCatalog, Translation
from leaflet.problem import Severity

# Fewer texts than this say too little of how long a language is, or how it ends its sentences.
_FEWEST = 12
# Unicode's Sentence_Terminal characters of the scripts in use, in two kinds: those that also stand within a sentence
# (in numbers, abbreviations, names), and those that never do. Burmese ၊ is left out: it is written as a comma.
_WEAK = ".!?\u2026\u203c\u203d\u2047\u2048\u2049"
_SURE = (
    "\u0589\u061d\u061e\u061f\u06d4\u0964\u0965\u104b\u1362\u1367\u1368\u17d4\u17d5\u1803\u1809\u2e3c\u3002\ufe52\ufe56\ufe57"
    "\uff01\uff0e\uff1f\uff61"
)
# How a text ends, in words; and the marks of each.
_STOP, _QUESTION, _COLON = "with a stop", "with a question mark", "with a colon"
_QUESTIONS, _COLONS = "?\u037e\u055e\u061f\u1367\u2047\u2048\ufe56\uff1f", ":\u1365\u1366\u17d6\ufe55\uff1a"
# What no text begins with.
_INSIDE = ",;:.\u060c\u061b\u104a\u1363\u3001\u3002\uff0c\uff1b\uff1a"
_END = re.compile(rf"[{_WEAK}{_SURE}]+")
_URL = re.compile(
    r"https?:|www\.|\S@\S|(?<!\w)@[a-z0-9]\w+|"
    r"\b[a-z0-9-]{3,}\.(?:com|org|net|gov|edu|info|int|health|io|gob|gouv)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\{[a-z0-9-]+\}")
# Marks of direction, and quotation marks: a text may be quoted as a whole.
_UNSEEN = str.maketrans("", "", "\u200e\u200f\u061c\u2066\u2067\u2068\u2069\"“”„«»‹›「」『』《》〈〉")
# A sentence that was added in brackets: its stop stands before the bracket that ends it.
_SENTENCE_IN_BRACKETS = re.compile(rf"[(\[（【](?P<sentence>[^()\[\]（）【】]+[{_SURE}!?.])[)\]）】]")
# At least six digits, in any script, with what people write between the digits of a telephone number.
_TELEPHONE = re.compile(r"\+?\d(?:[\s().\u2010-\u2015/-]{0,3}\d){5,}")


@check(
    "sentence-count",
    "meaning",
    Severity.WARNING,
    bad='“Bleeding from your vagina” as "Sangrado por la vagina. Espere un día."',
    good='"Sangrado por la vagina"',
)
def sentence_count(subject: TranslatedCatalog) -> Iterator[Finding]:
    """A translation has more sentences than its source, or fewer.

    A sentence may be lost, or advice added that no clinician has seen. It can also be the language's way to divide.
    """
    several = [each for each in subject.translations.values() if sentences(each.source_words) > 1]
    divided = [each for each in several if sentences(each.words) > 1]
    # Thai, for one, marks no ends of sentences: there, fewer of them say nothing.
    marked = len(divided) * 2 >= len(several)
    for message_id, each in subject.translations.items():
        wanted, found = sentences(each.source_words), sentences(each.words)
        if found > wanted or (found < wanted and marked):
            what = f"the source has {_counted(wanted)}, the translation {found}"
            yield Finding(what, "see that none was lost, and none added", message_id)


@check(
    "text-edges",
    "meaning",
    Severity.WARNING,
    bad='“Go back to your usual diet.” as "Vuelva a comer como", or as "como de costumbre."',
    good='"Vuelva a comer como de costumbre."',
)
def text_edges(subject: TranslatedCatalog) -> Iterator[Finding]:
    """A text begins, or ends, otherwise than its source: without its end, as a question, in mid-sentence.

    A part of it may be lost, or it is the translation of another text: what was cut off prints like a whole one.
    """
    texts = {name: (_seen(each.message.text), _seen(each.text)) for name, each in subject.translations.items()}
    pairs = [(_end(source), _end(text)) for source, text in texts.values()]
    # Languages that end no sentence, or no question, with a mark: the catalog itself tells.
    marked = {end for end in (_STOP, _QUESTION) if _usual(own == end for source, own in pairs if source == end)}
    great = [text for source, text in texts.values() if _begins_small(source) is False]
    cased = _usual(_begins_small(text) is False for text in great)
    for message_id, (source, text) in texts.items():
        wanted, found = _end(source), _end(text)
        lost = wanted in marked and (wanted == _QUESTION or not found)
        if wanted != found and (lost or found == _QUESTION or (wanted, found) == (_COLON, _STOP)):
            what = f"the translation ends {found or 'without a mark'}, its source {wanted or 'without a mark'}"
            yield Finding(what, "see that nothing is cut off or added, and that it is this text", message_id)
        if _begins_inside(text) and not _begins_inside(source):
            yield Finding("the translation begins in mid-sentence", "see that nothing is cut off", message_id)
        elif cased and _begins_small(text) and _begins_small(source) is False:
            yield Finding("the translation begins with a small letter", "see that nothing is cut off", message_id)
        if _open(text) != 0 and _open(source) == 0:
            yield Finding("a bracket is not closed, or not opened", "see that nothing is cut off", message_id)


@check(
    "length",
    "meaning",
    Severity.WARNING,
    bad='“It measures and follows the length of the wound.” as "Sirve para medir."',
    good='"Sirve para medir y vigilar el largo del cuello de la matriz en mujeres con riesgo."',
)
def odd_length(subject: TranslatedCatalog) -> Iterator[Finding]:
    """A translation is much shorter, or longer, than texts of this length are in this language.

    Part of it may be lost, or something added. How long the language is, the catalog itself tells: by the median of all
    its texts.
    """
    ratios = {
        message_id: math.log(_length(each.words) / _length(each.source_words))
        for message_id, each in subject.translations.items()
        if _length(each.words) and _length(each.source_words)
    }
    if len(ratios) < _FEWEST // 2:
        return
    # Of few texts, the median is a guess: only what strays very far is told.
    doubt = max(0.0, 0.4 * (_FEWEST / len(ratios) - 1))
    median = statistics.median(ratios.values())
    # How far the texts of this language stray by themselves.
    spread = statistics.median(abs(ratio - median) for ratio in ratios.values())
    for message_id, ratio in ratios.items():
        translation = subject.translations[message_id]
        size = _length(translation.source_words)
        # Short texts stray far: one word for three, or a word with its explanation. Whether a short sign is whole,
        # missing-term tells.
        short = ratio - median < -(0.2 + doubt + spread / 2 + 10 / size) and not translation.message.about
        if short or ratio - median > 0.35 + doubt + spread + 16 / size:
            percent = round(100 * math.exp(ratio - median))
            what = f"the translation has {percent} % of the length that is usual for such a text in this language"
            yield Finding(what, "see that nothing was lost, and nothing added", message_id)


@check(
    "added-contact",
    "meaning",
    Severity.ERROR,
    bad='“Call your caregiver” as "Llame al 555 555 0199"',
    good='"Llame a su médico, partera o enfermera"',
)
def added_contact(subject: Translation) -> Iterator[Finding]:
    """A translation has a telephone number or an address that its source does not have.

    Nobody at the hospital knows whose it is. The facility's own numbers come from its settings, by name.
    """
    for pattern, what in ((_URL, "an address"), (_TELEPHONE, "a telephone number")):
        found = pattern.search(subject.words)
        if found and not pattern.search(subject.source_words):
            hint = "take it out; numbers and addresses of the facility stand in its settings"
            yield Finding(f"the translation has {what} of its own: “{found[0]}”", hint)


@lru_cache(maxsize=1 << 14)
def sentences(text: str) -> int:
    """Return how many sentences a text has: pieces with a letter or digit, between the ends of sentences."""
    count, start = 0, 0
    for end in _END.finditer(text):
        rest = text[end.end() :].lstrip("\"'”’»）)]*")
        following = next((character for character in rest if character.isalnum()), "")
        shortened = end[0] == "." and _is_abbreviation(text[: end.start()], following)
        inside = end[0][-1] not in _SURE and (not rest[:1].isspace() or following.islower() or shortened)
        if following and not inside:
            count += any(character.isalnum() for character in text[start : end.start()])
            start = end.end()
    # A part in brackets that ends as a sentence does is one more, unless nothing stands before it.
    added = sum(_is_sentence(found) for found in _SENTENCE_IN_BRACKETS.finditer(text) if text[: found.start()].strip())
    return count + added + any(character.isalnum() for character in text[start:])


def _is_sentence(found: re.Match[str]) -> bool:
    # A weak stop may end an abbreviation: “(Dr. García et al.)”.
    words = found["sentence"].split()
    return found["sentence"][-1] in _SURE or (len(words) > 2 and len(words[-1]) > 4)


def _is_abbreviation(before: str, following: str) -> bool:
    """Tell whether a text ends as no sentence does: in one letter, or two, “Dr”, or in a short word before a number."""
    word = re.split(r"[\s(.]", before)[-1]
    letters = [character for character in word if character.isalpha()]
    if len(letters) == 1 or (len(letters) == 2 and letters[0].isupper()):
        return True
    return 0 < len(letters) <= 3 and following.isdigit()


def _counted(number: int) -> str:
    return "one sentence" if number == 1 else f"{number} sentences"


@lru_cache(maxsize=1 << 14)
def _seen(text: str) -> str:
    """Return a text as its edges count: a number for each name in braces, no quotation marks or marks of direction."""
    return _NAME.sub("0", text).translate(_UNSEEN)


@lru_cache(maxsize=1 << 14)
def _end(text: str) -> str:
    """Return how a text ends; empty for one that ends with a word."""
    mark = text.rstrip("\"'”’»」』）)]* \t\n\u00a0\u202f")[-1:]
    if not mark or mark not in _QUESTIONS + _COLONS + _WEAK + _SURE:
        return ""
    return _QUESTION if mark in _QUESTIONS else _COLON if mark in _COLONS else _STOP


def _usual(each: Iterable[bool]) -> bool:
    """Tell whether at least four in five are true, and there are enough to judge by."""
    found = list(each)
    return len(found) >= _FEWEST // 2 and sum(found) >= 0.8 * len(found)


def _begins_small(text: str) -> bool | None:
    """Tell whether a text begins with a small letter; None if its first character has no case."""
    first = text.lstrip("\"'“‘«„¿¡(（[* ")[:1]
    return first.islower() if first.isupper() or first.islower() else None


def _begins_inside(text: str) -> bool:
    """Tell whether a text begins with what stands only after other words: a comma, a bracket."""
    text = text.strip("* ")
    first, last = text[:1], text[-1:]
    if first in _INSIDE or (_is_bracket(first) and unicodedata.category(first) == "Pe"):
        return True
    # Not so a text that is in brackets as a whole.
    return _is_bracket(first) and not _is_bracket(last)


def _is_bracket(character: str) -> bool:
    return bool(character and unicodedata.mirrored(character)) and unicodedata.category(character) in {"Ps", "Pe"}


def _open(text: str) -> int:
    """Return how many brackets of a text are open at its end."""
    kinds = [unicodedata.category(character) for character in text if _is_bracket(character)]
    return kinds.count("Ps") - kinds.count("Pe")


@lru_cache(maxsize=1 << 14)
def _length(text: str) -> int:
    return sum(map(len, text.split()))
