"""Clean catalogs of the project, as raw material for mutants: their texts, and what is known of each.

Nothing here, nor in benchmarks/faults, reads the code of the checks: an examiner must not know the pupil's answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import polib

from leaflet.fonts import FontSet, font_set, read_families
from leaflet.language import Language
from leaflet.lexicon import Lexicon, read_lexicon
from leaflet.messages import SHARED_DOMAIN, Message, iter_messages, template_messages
from leaflet.project import Project
from leaflet.source import read_source
from leaflet.values import quantity_values

# The words by which the source, in English, says no.
ENGLISH_NO = re.compile(r"\b(?:no|not|never|nobody|none|without|cannot)\b", re.IGNORECASE)
# Sections whose texts a patient acts on.
CRITICAL = ("emergency/", "call/", "home-care/")
SPACELESS = {"Hans", "Hant", "Jpan", "Thai", "Laoo", "Khmr", "Mymr"}
MARKUP = re.compile(r"\*\*|\{[^{}]*\}")
JOINERS = "\u200c\u200d"
VOWEL_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")


@dataclass(frozen=True)
class Clean:
    """One clean catalog: its bytes, its messages and texts by id, and the same texts in the project's other languages.

    values: what each placeholder prints as. edition: which text of the source it translates (see editions.py).
    """

    language: Language
    domain: str
    data: bytes
    messages: Mapping[str, Message]
    texts: Mapping[str, str]
    others: Mapping[str, Mapping[str, str]]
    values: Mapping[str, str]
    lexicon: Lexicon
    fonts: FontSet
    edition: str = ""

    @property
    def spaceless(self) -> bool:
        """Whether the script puts no spaces between words."""
        return self.language.script in SPACELESS

    @property
    def signs(self) -> list[str]:
        """The ids of the warning signs."""
        return [name for name, message in self.messages.items() if message.is_sign]

    @cached_property
    def parsed(self) -> list[Text]:
        """Each message with its translation."""
        return [Text(self, message, self.texts[name]) for name, message in self.messages.items()]

    @cached_property
    def _blocks(self) -> dict[str, str]:
        """The lines of each entry, from its comments to its msgstr, by id."""
        blocks = self.data.decode().rstrip("\n").split("\n\n")[1:]
        return {found[1]: block for block in blocks if (found := re.search(r'^msgctxt "(.*)"$', block, re.MULTILINE))}

    @cached_property
    def _entries(self) -> dict[str, polib.POEntry]:
        return {entry.msgctxt: entry for entry in polib.pofile(self.data.decode(), wrapwidth=78)}

    def entry(self, message_id: str) -> str:
        """Return the lines of one entry, from its comments to its msgstr, without the empty line."""
        return self._blocks[message_id]

    def with_entry(self, message_id: str, lines: str) -> bytes:
        """Return the catalog with the lines of one entry replaced."""
        return self.data.decode().replace(self.entry(message_id), lines, 1).encode()

    def with_texts(self, edits: Mapping[str, str]) -> bytes:
        """Return the catalog with some translations replaced."""
        text = self.data.decode()
        for name, new in edits.items():
            entry = self._entries[name]
            entry.msgstr = new
            text = text.replace(self.entry(name), entry.__unicode__(wrapwidth=78).rstrip("\n"), 1)
            entry.msgstr = self.texts[name]
        return text.encode()


@dataclass(frozen=True)
class Text:
    """One message with its translation."""

    clean: Clean
    message: Message
    text: str

    @property
    def id(self) -> str:
        """The message's id."""
        return self.message.id

    @property
    def critical(self) -> bool:
        """Whether a patient acts on it."""
        return is_critical(self.id)

    @property
    def names(self) -> list[str]:
        """The placeholders, braces and all, in order."""
        return re.findall(r"\{[a-z0-9-]+\}", self.text)

    @property
    def says_no(self) -> bool:
        """Whether the English has a negation."""
        return bool(ENGLISH_NO.search(self.message.text))

    @cached_property
    def tokens(self) -> list[tuple[int, int]]:
        """The spans of runs of letters, marks and digits outside of markup; in Chinese such a run is a clause."""
        return word_spans(MARKUP.sub(lambda found: "\0" * len(found[0]), self.text))

    @property
    def words(self) -> list[tuple[int, int]]:
        """The spans of words of at least three letters, without digits."""
        spans = [(a, b) for a, b in self.tokens if not any(c.isdigit() for c in self.text[a:b])]
        return [(a, b) for a, b in spans if sum(c.isalpha() for c in self.text[a:b]) >= 3]

    def inside(self) -> list[int]:
        """Return places inside of words: after one letter and before another, not before a combining mark."""
        return [
            i
            for a, b in self.words
            for i in range(a + 1, b)
            if self.text[i].isalpha() and self.text[i - 1].isalpha() and unicodedata.category(self.text[i]) != "Mn"
        ]

    def spans(self, entries: Iterable[str]) -> list[tuple[int, int]]:
        """Return the spans of a lexicon's entries in the text (`word`, `stem*`, `two words`, `a … b`, but `!never`)."""
        found: list[tuple[int, int]] = []
        entries = tuple(entries)
        never = [span for entry in entries if entry.startswith("!") for span in self._spans(plain(entry[1:]).split())]
        for entry in sorted(entries, key=len, reverse=True):
            for a, b in self._spans(plain(entry).split()) if not entry.startswith("!") else ():
                if not any(a < d and c < b for c, d in (*found, *never)):
                    found.append((a, b))
        return sorted(found)

    def _spans(self, parts: list[str]) -> Iterator[tuple[int, int]]:
        if self.clean.spaceless:
            wanted = r"\s*".join(re.escape(part.strip("*")).replace("…", ".{0,8}?") for part in parts)
            if wanted and len(plain(self.text)) == len(self.text):
                yield from ((m.start(), m.end()) for m in re.finditer(wanted, plain(self.text)) if m[0])
            return
        for i in range(len(self.tokens)):
            end = self._match(parts, i)
            if end is not None:
                yield self.tokens[i][0], self.tokens[end][1]

    def _match(self, parts: list[str], i: int) -> int | None:
        """Return the index of the token at which the parts of an entry end, if they begin at token i."""
        if i >= len(self.tokens) or not parts:
            return None
        if parts[0] == "…":
            return next((end for j in range(i, i + 5) if (end := self._match(parts[1:], j)) is not None), None)
        a, b = self.tokens[i]
        if not re.fullmatch(re.escape(parts[0]).replace(r"\*", ".*"), plain(self.text[a:b])):
            return None
        return i if len(parts) == 1 else self._match(parts[1:], i + 1)


def literal(entries: Iterable[str]) -> list[str]:
    """Return the entries of a lexicon that are words as they stand."""
    return [entry for entry in entries if not re.search(r"[*!…]", entry)]


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of runs of letters, marks, digits and joiners that begin with a letter or a digit."""
    spans: list[tuple[int, int]] = []
    start = None
    for i, character in enumerate(text + " "):
        kind = unicodedata.category(character)[0]
        if kind in "LN" or (start is not None and (kind == "M" or character in JOINERS)):
            start = i if start is None else start
        elif start is not None:
            spans.append((start, i))
            start = None
    return spans


def plain(text: str) -> str:
    """Return a text composed, without case and without Arabic vowel marks."""
    return VOWEL_MARKS.sub("", unicodedata.normalize("NFC", text).casefold())


def cut(text: str, start: int, end: int, new: str = "") -> str:
    """Return a text with a stretch replaced, tidied: no doubled spaces, no marks around nothing."""
    text = text[:start] + new + text[end:]
    text = re.sub(r"\*\*(\s*)\*\*", r"\1", text)
    return re.sub(r" {2,}", " ", text).strip()


def is_critical(message_id: str) -> bool:
    """Tell whether a patient acts on a message: a warning sign, its heading, an instruction for home."""
    return message_id.startswith(CRITICAL)


def clean_catalogs(project: Project, tags: Iterable[str] = ()) -> list[Clean]:
    """Return the clean catalogs of a project, in its languages or those named."""
    families = read_families(project.fonts)
    languages = [one for one in project.languages if one != project.source_language]
    shared = tuple(template_messages(project.all_templates))
    domains: list[tuple[str, tuple[Message, ...]]] = [(SHARED_DOMAIN, shared)]
    leaflets = {}
    for name in project.leaflet_ids():
        source, problems = read_source(project.source_file(name), name)
        assert source is not None, problems
        leaflets[name] = source.leaflet
        domains.append((name, tuple(iter_messages(source.leaflet))))
    texts = {(one.tag, domain): _texts(project.catalog_file(one, domain)) for one in languages for domain, _ in domains}
    found = []
    for language in languages:
        if tags and language.tag not in tags:
            continue
        file = project.lexicon_file(language)
        lexicon, _ = read_lexicon(file, project.shown(file), language)
        words = texts[language.tag, SHARED_DOMAIN]
        for domain, messages in domains:
            values = dict(project.facility.values)
            if domain in leaflets:
                values |= quantity_values(leaflets[domain], language, words)
            others = {tag: found for (tag, name), found in texts.items() if name == domain and tag != language.tag}
            clean = Clean(
                language,
                domain,
                project.catalog_file(language, domain).read_bytes(),
                {message.id: message for message in messages},
                texts[language.tag, domain],
                others,
                values,
                lexicon,
                font_set(language.tag, language.script, families),
            )
            found.append(clean)
    return found


def _texts(file: Path) -> dict[str, str]:
    return {entry.msgctxt: entry.msgstr for entry in polib.pofile(file.read_text("utf-8")) if not entry.obsolete}


def edited(clean: Clean, edition: str, messages: Mapping[str, Message], texts: Mapping[str, str]) -> Clean:
    """Return a clean catalog of another edition of the source: other English, other translations."""
    po = polib.pofile(clean.data.decode(), wrapwidth=78)
    for entry in po:
        if entry.msgctxt in messages:
            entry.msgid, entry.msgstr = messages[entry.msgctxt].text, texts[entry.msgctxt]
    return replace(clean, data=str(po).encode(), messages=messages, texts=texts, edition=edition)
