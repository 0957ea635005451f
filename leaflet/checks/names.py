"""What of the English may stand in any translation as it is: abbreviations, names, addresses."""

from __future__ import annotations

import re
from functools import lru_cache

from leaflet.checks.subject import Translation
from leaflet.scripts import letter_runs

_ADDRESS = re.compile(
    r"\S+://\S+ | www\.\S+ | \S+@\S+ | \S+\.(?:com|org|net|gov|edu|int)\b\S*", re.IGNORECASE | re.VERBOSE
)
# What stands before a word that has a capital letter only because a sentence begins.
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n])[^\w,;]*$")


def without_addresses(text: str) -> str:
    """Return a text with a space for each web or mail address."""
    return _ADDRESS.sub(" ", text) if "." in text or "@" in text or ":" in text else text


def own_words(subject: Translation) -> str:
    """Return the words of a translation without what may stand in it as the English has it."""
    return _own_words(subject.words, subject.source_words)


@lru_cache(maxsize=4096)
def _own_words(words: str, source_words: str) -> str:
    text = without_addresses(words)
    kept = names(source_words)
    return re.sub(rf"\b(?:{'|'.join(map(re.escape, kept))})\b", " ", text) if kept else text


@lru_cache(maxsize=4096)
def names(text: str) -> tuple[str, ...]:
    """Return the words of an English text that stay as they are in a translation: abbreviations, names, single letters.

    A word with a capital letter at the beginning of a sentence is none. Letters beside a digit are a part of a code.
    """
    found = []
    for start, word in letter_runs(text):
        letter = len(word) == 1 and word.isupper() and word != "A"
        name = word[0].isupper() and not _SENTENCE_START.search(text[:start])
        end = start + len(word)
        code = text[start - 1 : start].isdigit() or text[end : end + 1].isdigit()
        if letter or name or code or sum(map(str.isupper, word)) > 1:
            found.append(word)
    return tuple(dict.fromkeys(found))
