"""The words of one language that checks look for: only a translator knows them, so a translator can read and edit them.

locales/LOCALE/lexicon.toml lists, for each idea, term and unit, the accepted words. How an entry is written:

    sangre        this word                    sangr*       words that begin so
    *chen         words that end so            *غمى*        words that have it inside
    más de        these words, one after the other
    too … to      these words, with up to four others between them
    !no obstante  never this, though another entry would find a part of it

Under [affixes] stand the particles that the language writes together with the next or the previous word (in Arabic, و):
they may be fused to any word that has no star there. In scripts that put no spaces between words, an entry is found
wherever its characters stand. Upper and lower case, the form of apostrophes, invisible characters and the vowel marks
of Arabic make no difference.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, get_args

from leaflet.language import Language
from leaflet.phrases import Group, PhraseFinder, Span, normalized
from leaflet.problem import Location, Problem, error
from leaflet.units import UNITS, UnitName

# The ideas that every language must have words for, with what a translator needs to know of each.
IDEAS = {
    "negation": "what makes a sentence say no: not, never, without, nobody; also words that forbid: avoid, must stop",
    "above": "higher than a number: above, over, more than, higher than",
    "below": "lower than a number: below, under, less than, lower than",
    "less": "a smaller number or amount than before: less, fewer",
    "at-once": "now, without waiting: at once, immediately, right away; “as soon as possible” is weaker, leave it out",
    "later": "not now: later, soon, tomorrow, when you can, at your next visit",
    "or": "one or the other",
    "and": "both",
    "all": "not one left out: all, every, each; also “not miss any”",
    "until": "only from then on: until, till, before … says so",
    "unless": "the exception: unless, except, only if",
    "before": "earlier than",
    "after": "later than",
}
# What the source language must have words for besides.
SOURCE_IDEAS = {
    "near-negation": "words without a “not” that a good translation may say with one: too … to, only, abnormal, lose",
}
# Scripts whose words are not separated by spaces.
_SPACELESS = {"Hans", "Hant", "Jpan", "Thai", "Laoo", "Khmr", "Mymr"}


@dataclass(frozen=True)
class Lexicon:
    """The accepted words of a language: for each idea, for each term of the glossary, for each unit that is a word.

    before and after: the particles that are written together with the next, or the previous, word.
    """

    path: str
    spaceless: bool
    ideas: Mapping[str, Group]
    terms: Mapping[str, Group]
    units: Mapping[str, Group]
    before: Group = ()
    after: Group = ()

    @cached_property
    def _finder(self) -> PhraseFinder:
        groups = (*self.ideas.values(), *self.terms.values(), *self.units.values())
        return PhraseFinder(groups, self.spaceless, self.before, self.after)

    @cached_property
    def _term_ids(self) -> Mapping[Group, frozenset[str]]:
        # An idea is a term too, if a leaflet has one of that name and the lexicon no words of its own for it.
        words = {**self.ideas, **self.terms}
        return {group: frozenset(term for term in words if words[term] == group) for group in words.values()}

    def spans(self, entries: Group, text: str) -> tuple[Span, ...]:
        """Return where entries, those of an idea, a term or a unit, stand in the normalized text, no place twice."""
        return self._finder.find(text).get(entries, ())

    def finds(self, entries: Iterable[str], text: str) -> list[str]:
        """Return what any entries match in a text, in the order of the text, each place once."""
        group = tuple(entries)
        found = _finder(group, self.spaceless, self.before, self.after).find(text)
        return [self.cut(text, span) for span in found.get(group, ())]

    def knows(self, text: str) -> bool:
        """Tell whether any entry of the lexicon stands in a text."""
        return bool(self._finder.find(text))

    def terms_in(self, text: str) -> frozenset[str]:
        """Return the terms that a text has an accepted word for."""
        found = self._finder.find(text)
        return frozenset(term for group in found for term in self._term_ids.get(group, ()))

    def cut(self, text: str, span: Span) -> str:
        """Return what stands at a span of the normalized text."""
        return normalized(text)[slice(*span)]

    def says(self, idea: str, text: str) -> bool:
        """Tell whether a text has a word for an idea; False if the lexicon has none for it."""
        return bool(self.spans(self.ideas.get(idea, ()), text))

    def names(self, term: str, text: str) -> bool:
        """Tell whether a text has an accepted word for a term of the glossary."""
        return bool(self.spans(self.term(term), text))

    def term(self, term: str) -> Group:
        """Return the accepted words for a term: its own, or those of the idea that has the same name ("above")."""
        return self.terms.get(term) or self.ideas.get(term, ())


@lru_cache(maxsize=1 << 10)
def _finder(group: Group, spaceless: bool, before: Group, after: Group) -> PhraseFinder:
    return PhraseFinder([group], spaceless, before, after)


def read_lexicon(file: Path, path: str, language: Language) -> tuple[Lexicon, list[Problem]]:
    """Read a language's lexicon: empty if there is no file. Return it, and the problems of its form."""
    text = ""
    data: dict[str, Any] = {}
    problems = []
    try:
        text = file.read_text("utf-8-sig")
        data = tomllib.loads(text)
    except FileNotFoundError:
        pass  # an empty lexicon: the check "lexicon" says what it should have
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        found = re.search(r"line (\d+)", str(fault))
        last = text.count("\n") + 1 if text else None
        place = Location(path, int(found[1]) if found else last)
        problems.append(error("lexicon-syntax", place, f"this is not TOML: {fault}", 'write: idea = ["word", "stem*"]'))
    tables: dict[str, dict[str, Group]] = {name: {} for name in _KEYS}
    for name, table in data.items():
        lines: dict[str, Any] = table if isinstance(table, dict) else {name: None}
        for key, words in lines.items():
            what, hint = _fault(name, key, words)
            if what:
                found = re.search(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*=", text, re.MULTILINE)
                line = text.count("\n", 0, found.end()) + 1 if found else None
                problems.append(error("lexicon-syntax", Location(path, line), what, hint, language=language.tag))
            else:
                tables[name][key] = tuple(word for word in words if word.strip("!*… ."))
    affixes = tables.pop("affixes")
    before, after = affixes.get("before", ()), affixes.get("after", ())
    return Lexicon(path, language.script in _SPACELESS, **tables, before=before, after=after), problems


# The tables of a lexicon, with the keys that each may have; none: any.
_KEYS: dict[str, frozenset[str]] = {
    "ideas": frozenset(IDEAS) | frozenset(SOURCE_IDEAS),
    "terms": frozenset(),
    "units": frozenset(unit for unit in get_args(UnitName) if not UNITS[unit].symbol),
    "affixes": frozenset({"before", "after"}),
}


def _fault(table: str, key: str, words: Any) -> tuple[str, str]:
    """Return what is wrong with one line of a lexicon, and a hint; or two empty texts."""
    if table not in _KEYS or not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        hint = 'the tables are [ideas], [terms], [units] and [affixes], with lines such as: above = ["word", "stem*"]'
        return f"“{key}” in [{table}] is not a list of words", hint
    for word in words:
        if re.search(r"\S\*\S|\S!|!\s", word.removeprefix("!")) or word.startswith("! "):
            hint = 'a star stands at the beginning or the end of a word, "!" before the first: "stem*", "!word"'
            return f"in “{key}”, [{table}], “{word}” cannot be understood", hint
    known = _KEYS[table] or {key}
    if key in known:
        return "", ""
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    hint = f"did you mean “{near[0]}”?" if near else f"it knows: {', '.join(sorted(known))}"
    return f"[{table}] knows no “{key}”", hint
