"""Which words a translation and its source have in common."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from leaflet import markup
from leaflet.checks.subject import TranslatedCatalog, Translation
from leaflet.scripts import letter_runs


@dataclass(frozen=True, eq=False)
class Evidence:
    """How often words stand in the texts of a catalog: in its sources, and in its translations."""

    source: Counter[str]
    translation: Counter[str]

    def is_foreign(self, word: str, own: int = 1) -> bool:
        """Tell whether the catalog shows that a word of the source is none of the target language.

        Other texts have it in the source, and hardly any translation has it. own: 1 if this text is counted with them.
        """
        others, kept = self.source[word] - own, self.translation[word] - own
        return others >= 2 and kept * 5 <= others


def runs(text: Sequence[str], source: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the longest runs of words in a text that stand in the source in the same order, side by side."""
    at = 0
    while at < len(text):
        longest = 0
        for start, word in enumerate(source):
            if word == text[at]:
                size = 1
                while at + size < len(text) and start + size < len(source) and text[at + size] == source[start + size]:
                    size += 1
                longest = max(longest, size)
        if longest:
            yield tuple(text[at : at + longest])
        at += longest or 1


def holds(text: Sequence[str], run: Sequence[str]) -> bool:
    """Tell whether words stand in a text, side by side."""
    return any(tuple(text[i : i + len(run)]) == tuple(run) for i in range(len(text) - len(run) + 1))


def is_same_language(subject: TranslatedCatalog | Translation) -> bool:
    """Tell whether source and target are one language, as spoken in two countries."""
    return bool(subject.language.locale.language == subject.domain.language.locale.language)


def evidence_of(subject: TranslatedCatalog) -> Evidence:
    """Return how often words stand in the texts of a catalog."""
    return _evidence(tuple((each.source_words, each.words) for each in subject.translations.values()))


@lru_cache(maxsize=256)
def _evidence(pairs: tuple[tuple[str, str], ...]) -> Evidence:
    source: Counter[str] = Counter()
    translation: Counter[str] = Counter()
    untranslated = {key_of(text) for text, _ in pairs}
    for text, translated in pairs:
        # A text that is not translated shows nothing of the language.
        if key_of(translated) not in untranslated:
            source.update(set(tokens(text)))
            translation.update(set(tokens(translated)))
    return Evidence(source, translation)


@lru_cache(maxsize=64)
def vocabulary(texts: tuple[str, ...]) -> frozenset[str]:
    """Return the words of all the texts."""
    return frozenset(word for text in texts for word in tokens(shown(text)))


@lru_cache(maxsize=1 << 14)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text, without case."""
    return tuple(run.casefold() for _, run in letter_runs(text))


@lru_cache(maxsize=1 << 14)
def key_of(text: str) -> str:
    """Return a text as copies are compared: letters and digits alone. Without letters beside its names: nothing."""
    if not any(map(str.isalpha, shown(text))):
        return ""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in folded if unicodedata.category(c) != "Cf")))


def shown(text: str) -> str:
    """Return the words of a text, without marks and names in braces, even if its markup is broken."""
    try:
        nodes = markup.leaves(markup.parse(text))
    except markup.MarkupError:
        return text
    return "".join(node.text if isinstance(node, markup.Plain) else " " for node in nodes)
