"""The words of one language that checks look for: only a translator knows them, so a translator can read and edit them.

locales/LOCALE/lexicon.toml lists, for each idea, the accepted words. How an entry is written:

    sangre        this word                    sangr*       words that begin so
    *chen         words that end so            *رحم*        words that have it inside
    más de        these words, one after the other

In scripts that put no spaces between words, an entry is found wherever its characters stand. Upper and lower case,
and the vowel marks of Arabic, make no difference.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from leaflet.language import Language
from leaflet.problem import Location, Problem, error

# The ideas that every language must have words for, with what a translator needs to know of each.
IDEAS = {
    "negation": "what makes a sentence say no: not, no, never, without, none",
    "above": "higher than a number: above, over, more than, higher than",
    "below": "lower than a number: below, under, less than, lower than",
    "at-once": "now, without waiting: at once, immediately, right away, now",
    "later": "not now: later, soon, tomorrow, when you can, at your next visit",
    "or": "one or the other",
    "and": "both",
}
# Scripts whose words are not separated by spaces.
_SPACELESS = {"Hans", "Hant", "Jpan", "Thai", "Laoo", "Khmr", "Mymr"}
# Arabic short vowels, tanwin, shadda, sukun, superscript alef, and the tatweel that only stretches a line.
_VOWEL_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")


@dataclass(frozen=True)
class Lexicon:
    """The accepted words of a language: for each idea, for each term of the glossary, for each unit that is a word."""

    path: str
    spaceless: bool
    ideas: Mapping[str, tuple[str, ...]]
    terms: Mapping[str, tuple[str, ...]]
    units: Mapping[str, tuple[str, ...]]

    def finds(self, entries: Iterable[str], text: str) -> list[str]:
        """Return what the entries match in a text, in the order of the text, each place once."""
        entries = tuple(entries)
        if not entries:
            return []
        return [found[0] for found in _pattern(entries, self.spaceless).finditer(normalized(text))]

    def says(self, idea: str, text: str) -> bool:
        """Tell whether a text has a word for an idea; False if the lexicon has none for it."""
        return bool(self.finds(self.ideas.get(idea, ()), text))

    def names(self, term: str, text: str) -> bool:
        """Tell whether a text has an accepted word for a term of the glossary."""
        return bool(self.finds(self.terms.get(term, ()), text))


def normalized(text: str) -> str:
    """Return a text as entries are compared with it: composed, without case, without Arabic vowel marks."""
    return _VOWEL_MARKS.sub("", unicodedata.normalize("NFC", text).casefold())


@lru_cache(maxsize=4096)
def _pattern(entries: tuple[str, ...], spaceless: bool) -> re.Pattern[str]:
    # A letter, a digit, or a mark that belongs to a letter: \w has no marks, and Hindi vowels are marks.
    letter = r"[\w\u0300-\u036f\u0900-\u0dff\u0e31-\u0e4e\u0eb1-\u0ecd\u102b-\u103e\u17b4-\u17d3]"
    parts = []
    # The longest first: "no sooner" before "no".
    for entry in sorted(map(normalized, entries), key=len, reverse=True):
        start, end = entry.startswith("*"), entry.endswith("*")
        body = r"\s+".join(re.escape(word).replace(r"\*", f"{letter}*") for word in entry.strip("*").split())
        if spaceless:
            parts.append(body)
        else:
            before = f"{letter}*" if start else f"(?<!{letter})"
            parts.append(before + body + (f"{letter}*" if end else f"(?!{letter})"))
    return re.compile("|".join(parts))


def read_lexicon(file: Path, path: str, language: Language) -> tuple[Lexicon, list[Problem]]:
    """Read a language's lexicon: empty if there is no file. Return it, and the problems of its form."""
    data: dict[str, Any] = {}
    problems = []
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        pass  # an empty lexicon: the check "lexicon" says what it should have
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        found = re.search(r"line (\d+)", str(fault))
        place = Location(path, int(found[1]) if found else None)
        problems.append(error("lexicon-syntax", place, f"this is not TOML: {fault}", 'write: idea = ["word", "stem*"]'))
    tables: dict[str, dict[str, tuple[str, ...]]] = {"ideas": {}, "terms": {}, "units": {}}
    for name, table in data.items():
        for key, words in table.items() if isinstance(table, dict) else [(name, None)]:
            if name not in tables or not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                hint = 'the tables are [ideas], [terms] and [units], with lines such as: above = ["word", "stem*"]'
                what = f"“{key}” in [{name}] is not a list of words"
                problems.append(error("lexicon-syntax", Location(path), what, hint))
            else:
                tables[name][key] = tuple(word for word in words if word.strip("* "))
    return Lexicon(path, language.script in _SPACELESS, **tables), problems
