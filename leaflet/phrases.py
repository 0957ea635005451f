"""Finds words and phrases, as lexicons write them, in texts of any script.

All the phrases of a language are looked for at once, in one walk through a text: a lexicon has some hundreds, and a
pattern for each of its ideas would take longer to compile than all the catalogs to read.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

Span = tuple[int, int]
Group = tuple[str, ...]

# Arabic short vowels, tanwin, shadda, sukun, superscript alef, and the tatweel that only stretches a line;
# then soft hyphens, joiners, directional marks and other characters that show nothing.
_IGNORED = re.compile(
    "[\u064b-\u0652\u0670\u0640\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u201b\u02bb\u02bc\u02b9\u00b4\u0060", "'"))
# A word: letters, digits, and the marks that belong to letters (\w has none: Hindi vowels are marks); or one other
# character. Hyphens, apostrophes and quotation marks only divide: "l'urine" has the word "urine".
_TOKEN = re.compile(
    r"[\w\u0300-\u036f\u0610-\u061a\u0653-\u065f\u06d6-\u06ed\u0900-\u0963\u0981-\u0dff\u0e31-\u0e4e\u0eb1-\u0ecd"
    r"\u102b-\u103e\u135d-\u135f\u17b4-\u17d3]+|[^\s'\"\u2010\u2011\u00ab\u00bb\u201c-\u201f\u2039\u203a\u300c-\u300f-]"
)
_SENTENCE_ENDS = frozenset(".!?\u061f\u06d4\u0964\u0965\u104b\u1362\u17d4\u17d5\u3002")
# How much may stand where a phrase has "…": words, or characters in scripts without spaces.
_GAP_WORDS, _GAP_CHARACTERS = 4, 12


@dataclass(frozen=True)
class _Word:
    """One word of a phrase; a star before it, or after it, lets it begin or end otherwise."""

    text: str
    open_start: bool = False
    open_end: bool = False


@dataclass(frozen=True)
class _Phrase:
    """A phrase of a group: its words, None for a gap; never: it is no match, and nothing within it is."""

    group: Group
    never: bool
    words: tuple[_Word | None, ...]


@dataclass(frozen=True)
class _Token:
    """A word of a text; starts and ends: where its core may begin and end, particles stripped.

    phrases: those whose first word it is.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    phrases: list[_Phrase]

    def is_word(self, word: _Word) -> bool:
        """Tell whether this is a word of a phrase."""
        if word.open_start and word.open_end:
            return word.text in self.text
        if word.open_start:
            return any(self.text[:end].endswith(word.text) for end in self.ends)
        if word.open_end:
            return any(self.text.startswith(word.text, start) for start in self.starts)
        return any(self.text[start:end] == word.text for start in self.starts for end in self.ends)


@lru_cache(maxsize=1 << 16)
def normalized(text: str) -> str:
    """Return a text as phrases are compared with it: composed, without case, marks of vowels and what shows nothing."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text).casefold()).translate(_APOSTROPHES)


class PhraseFinder:
    """Looks for groups of phrases; before and after: particles that are fused to the next or the previous word."""

    def __init__(self, groups: Iterable[Group], spaceless: bool, before: Group = (), after: Group = ()) -> None:
        self._spaceless = spaceless
        self._before, self._after = tuple(map(normalized, before)), tuple(map(normalized, after))
        # Phrases by their first word, or by its first two characters where there are no words.
        self._whole: dict[str, list[_Phrase]] = defaultdict(list)
        self._stems: dict[str, list[_Phrase]] = defaultdict(list)
        self._others: list[_Phrase] = []
        for group in dict.fromkeys(groups):
            for entry in group:
                self._add(group, entry)
        self._tokens: dict[str, _Token] = {}
        self._found: dict[str, Mapping[Group, tuple[Span, ...]]] = {}

    def _add(self, group: Group, entry: str) -> None:
        pieces = normalized(entry.lstrip("!")).split("...")
        words: list[_Word | None] = []
        for piece in pieces:
            inner = self._words(piece)
            if words and inner:
                words.append(None)
            words += inner
        if not words or words[0] is None:
            return
        phrase, first = _Phrase(group, entry.startswith("!"), tuple(words)), words[0]
        if self._spaceless:
            self._whole[first.text[:2]].append(phrase)
        elif first.open_start:
            self._others.append(phrase)
        else:
            (self._stems if first.open_end else self._whole)[first.text].append(phrase)

    def _words(self, piece: str) -> list[_Word]:
        if self._spaceless:
            text = "".join(piece.replace("*", "").split())
            return [_Word(text)] if text else []
        words = []
        for written in piece.split():
            parts = _TOKEN.findall(written.strip("*"))
            for i, part in enumerate(parts):
                open_start, open_end = i == 0 and written[0] == "*", i == len(parts) - 1 and written[-1] == "*"
                words.append(_Word(part, open_start, open_end))
        return words

    def find(self, text: str) -> Mapping[Group, tuple[Span, ...]]:
        """Return where the phrases of each group stand in the normalized text, in its order, no place twice."""
        if text not in self._found:
            matches: dict[Group, list[tuple[int, int, bool]]] = defaultdict(list)
            for phrase, (start, end) in self._in_characters(text) if self._spaceless else self._in_words(text):
                matches[phrase.group].append((start, -end, phrase.never))
            spans = {group: _apart(found) for group, found in matches.items()}
            self._found[text] = {group: found for group, found in spans.items() if found}
        return self._found[text]

    def _in_words(self, text: str) -> Iterator[tuple[_Phrase, Span]]:
        shown = normalized(text)
        places = [found.span() for found in _TOKEN.finditer(shown)]
        tokens = [self._token(shown[start:end]) for start, end in places]
        for i, token in enumerate(tokens):
            for phrase in token.phrases:
                end = _end(phrase.words[1:], tokens, i + 1)
                if end:
                    yield phrase, (places[i][0], places[end - 1][1])

    def _token(self, text: str) -> _Token:
        if text not in self._tokens:
            starts, ends = [0], [len(text)]
            if self._before:
                for _ in range(3):
                    starts += [start + len(p) for start in starts for p in self._before if text.startswith(p, start)]
            if self._after:
                for _ in range(2):
                    ends += [end - len(p) for end in ends for p in self._after if text.endswith(p, 0, end)]
            token = _Token(text, tuple(dict.fromkeys(starts)), tuple(dict.fromkeys(ends)), [])
            token.phrases.extend(self._beginning_with(token))
            self._tokens[text] = token
        return self._tokens[text]

    def _beginning_with(self, token: _Token) -> Iterator[_Phrase]:
        text = token.text
        for phrase in self._others:
            if phrase.words[0] and token.is_word(phrase.words[0]):
                yield phrase
        for start in token.starts:
            for end in token.ends:
                yield from self._whole.get(text[start:end], ())
            for end in range(start + 1, len(text) + 1):
                yield from self._stems.get(text[start:end], ())

    def _in_characters(self, text: str) -> Iterator[tuple[_Phrase, Span]]:
        shown = normalized(text)
        # Spaces divide nothing here; the places are those of the text with its spaces.
        places = [i for i, character in enumerate(shown) if not character.isspace()]
        dense = "".join(shown[i] for i in places)
        for i in range(len(dense)):
            for phrase in (*self._whole.get(dense[i], ()), *self._whole.get(dense[i : i + 2], ())):
                end = _end_in_characters(phrase.words, dense, i)
                if end is not None:
                    yield phrase, (places[i], places[end - 1] + 1)


def _end(words: tuple[_Word | None, ...], tokens: list[_Token], at: int) -> int | None:
    """Return where the words end if they stand from a token on; None if they do not."""
    for i, word in enumerate(words):
        if word is None:
            for skipped in range(_GAP_WORDS + 1):
                if at + skipped >= len(tokens) or (skipped and tokens[at + skipped - 1].text in _SENTENCE_ENDS):
                    return None
                end = _end(words[i + 1 :], tokens, at + skipped)
                if end is not None:
                    return end
            return None
        if at >= len(tokens) or not tokens[at].is_word(word):
            return None
        at += 1
    return at


def _end_in_characters(words: tuple[_Word | None, ...], text: str, at: int) -> int | None:
    """Return where the pieces end if the first stands at a place, and the others after gaps; None if not."""
    after_gap = False
    for word in words:
        if word is None:
            after_gap = True
            continue
        limit = at + _GAP_CHARACTERS + len(word.text) if after_gap else at + len(word.text)
        start = text.find(word.text, at, limit)
        if start < 0 or not _SENTENCE_ENDS.isdisjoint(text[at:start]):
            return None
        at, after_gap = start + len(word.text), False
    return at


def _apart(matches: list[tuple[int, int, bool]]) -> tuple[Span, ...]:
    """Return the spans of the matches (start, minus end, never), the longest first, none within another or a never."""
    never = [(start, -end) for start, end, excluded in matches if excluded]
    spans: list[Span] = []
    last = 0
    for start, minus_end, excluded in sorted(matches):
        span = (start, -minus_end)
        if not excluded and start >= last and not within(span, never):
            spans.append(span)
            last = span[1]
    return tuple(spans)


def within(span: Span, others: Iterable[Span]) -> bool:
    """Tell whether a span lies within one of the others."""
    return any(start <= span[0] and span[1] <= end for start, end in others)
