"""How hard an English text is to read: words, sentences, and the US school grade by published formulas.

A formula is a rule of thumb over the lengths of words and sentences, made on pages of running text. On ten short lines
two formulas differ by some grades, one hard sentence weighs a lot, and no formula knows which words are known. So a
grade is a range: over two formulas that look at different things, over the fewest and the most syllables that each word
can have by its spelling, and over the text with any one of its sentences left out.

    Flesch-Kincaid   Kincaid, Fishburne, Rogers, Chissom: Derivation of New Readability Formulas, 1975: syllables
    ARI              Automated Readability Index, ibid.: letters

Of 2,900 common English words, 99 in 100 have a number of syllables between the two that are counted here, by the CMU
Pronouncing Dictionary; of all its words, names included, 96.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from leaflet import markup
from leaflet.model import ItemList, Section, Text

# A word may hold apostrophes, hyphens and points, and be a number: "don't", "follow-up", "38.9".
_WORD = re.compile(r"[^\W_]+(?:['’.,\-‑–/][^\W_]+)*")
# A sentence ends with its mark, and with closing brackets and quotes; the next begins with a capital letter, or so.
_SENTENCE_END = re.compile(r"(?<=[.!?])[”’\"')\]]*\s+(?=[“‘\"'(\[]*[^\Wa-z_])")
# What stands in a text for a value that is printed: a number is read as one short word.
_VALUE = "1"


# The grade that health agencies of the United States ask for.
TARGET = 6


@dataclass(frozen=True)
class Reading:
    """The counts of a text, the words of its longest sentence, and the range of its grade."""

    words: int
    sentences: int
    longest: int
    lowest: float
    highest: float


class _Counts(NamedTuple):
    """What the formulas look at: of a sentence, or of several."""

    words: int
    letters: int
    fewest: int
    most: int

    def grades(self, sentences: int) -> tuple[float, float, float]:
        """Return the grades of so many sentences: with the fewest syllables, with the most, and by letters."""
        a_sentence = self.words / sentences
        few, many = (0.39 * a_sentence + 11.8 * count / self.words - 15.59 for count in (self.fewest, self.most))
        return few, many, 4.71 * self.letters / self.words + 0.5 * a_sentence - 21.43


def plain(text: str) -> str:
    """Return a text without marks, "1" in the place of each value; as it stands, if its marks are broken."""
    try:
        nodes = markup.leaves(markup.parse(text))
    except markup.MarkupError:
        return text
    return "".join(node.text if isinstance(node, markup.Plain) else _VALUE for node in nodes)


def words(text: str) -> list[str]:
    """Return the words of a plain text."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """Return the sentences of a plain text; a text without a mark at its end is one."""
    return [sentence for sentence in _SENTENCE_END.split(text) if words(sentence)]


def measure(texts: Iterable[str]) -> Reading | None:
    """Return the reading of plain English texts, of which none goes on in the next; None if they have no word."""
    counts = [_counts(words(sentence)) for text in texts for sentence in sentences(text)]
    if not counts:
        return None
    whole = _sum(counts)
    grades = list(whole.grades(len(counts)))
    if len(counts) > 1:
        for i in range(len(counts)):
            grades += _sum(counts[:i] + counts[i + 1 :]).grades(len(counts) - 1)
    longest = max(each.words for each in counts)
    return Reading(whole.words, len(counts), longest, max(0.0, min(grades)), max(0.0, *grades))


def section_texts(section: Section) -> list[str]:
    """Return the plain texts of a section, without its heading, in order."""
    texts: list[Text] = list(section.signs)
    for block in section.blocks:
        texts += block.items if isinstance(block, ItemList) else [block]
    return [plain(text.text) for text in texts]


def _counts(found: Sequence[str]) -> _Counts:
    counts = [syllables(word) for word in found]
    letters = sum(char.isalnum() for word in found for char in word)
    return _Counts(len(found), letters, sum(low for low, _ in counts), sum(high for _, high in counts))


def _sum(counts: Sequence[_Counts]) -> _Counts:
    return _Counts(*(sum(column) for column in zip(*counts, strict=True)))


_VOWELS = re.compile("[aeiouy]+")
# Two vowels that are sometimes one syllable and sometimes two: "ocean" and "area", "nation" and "period".
_PERHAPS_TWO = re.compile("i[aou]|e[aou]|u[aeio]|ie(?!s?$|d$)|[aeiou]y[aeiou]|oi(?=ng)|[aeo]i(?=ng|sm|st)|oe|ya|yi|ao")
_ONE = re.compile("(?<=[cstgx])i(?:on|a[ln]|ous)|(?<=[gq])u[aeio]|eau|ea(?=[dkmnprstv])(?!te?[ds]?$|tion)|iew|eou")
# An e in the middle that may be silent, as before another part of a word: "caregiver", "careful", "temperature".
_PERHAPS_SILENT = re.compile("(?<=[aeiouy][bcdfgklmnprstvz])e(?=[bcdfghjklmnprstvwyz][a-z]*[aeiouy])")
# A vowel that is often swallowed: "every", "general", "medicine", "usually".
_PERHAPS_LOST = re.compile("(?<=[aeiouy][bcdfgklmnprstvz])[eiou](?=r[aeiouy]|n[aei]|l[aeiy])")


@lru_cache(maxsize=4096)
def syllables(word: str) -> tuple[int, int]:
    """Return the fewest and the most syllables that an English word can have by its spelling."""
    parts = re.findall("[a-z]+", word.casefold())
    if not parts:
        return 1, 1
    counts = [_part(part) for part in parts]
    return sum(low for low, _ in counts) or 1, sum(high for _, high in counts) or 1


def _part(part: str) -> tuple[int, int]:
    body = part
    if re.search("[^aeiouy]e$|[^aeiouy]es$|[^aeiouy]ed$|[aeiou]que$", part) and _VOWELS.search(part[:-2]):
        silent_s = not re.search("(?:[sxzcg]|sh|ch)es$", part)
        silent_d = not re.search("[td]ed$", part)
        keeps = re.search("[^aeiouyrwln]le[sd]?$", part)
        if not keeps and (
            (part.endswith("es") and silent_s) or (part.endswith("ed") and silent_d) or part.endswith("e")
        ):
            body = re.sub("e[sd]?$", "", part)
    high = len(_VOWELS.findall(body))
    low = high - len(_PERHAPS_SILENT.findall(body)) - len(_PERHAPS_LOST.findall(body))
    perhaps = len(_PERHAPS_TWO.findall(_ONE.sub("o", body)))
    high += perhaps
    # "rhythm", "autism": a last m with no vowel before it.
    high += bool(re.search("[sht]ms?$", body))
    return max(low, 1), max(high, 1)
