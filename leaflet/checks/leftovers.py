"""Checks that nothing is left of the work on a translation: marks, fillers, ids of messages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from leaflet import markup
from leaflet.checks.overlap import holds, is_same_language, runs, tokens
from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import Translation
from leaflet.messages import Message, translator_notes
from leaflet.problem import Severity

# What programs and translators write in place of a text: in English wherever they are, as it is the tools' language.
_MARKERS = (
    r"fixme|(?-i:TBD|TBA|WIP|CHECK|REVIEW|PENDING|UNSURE)"
    r"|x{3,}|lorem ipsum|asdf\w*|qwerty\w*|foobar|blah?(?: blah?)+|dummy(?: text)?|placeholder"
    r"|translate (?:me|this|here)|translation (?:here|missing|needed|pending)|(?:missing|needs|no|pending) translation"
    r"|(?:to be|not|not yet|needs to be) translated|untranslated|needs (?:review|work|checking)|check this"
    r"|machine[- ]translat\w*|(?:google|deepl|bing) translat\w*|deepl|chatgpt"
)
# Each of the marks has one of these: most texts have none, and are soon done with.
_HINTS = (
    *("fixme", "tbd", "tba", "wip", "check", "review", "pending", "unsure", "xxx", "lorem", "asdf", "qwerty", "foobar"),
    *("bla", "dummy", "placeholder", "transl", "needs", "deepl", "chatgpt"),
)
_WORK = re.compile(rf"(?<![a-z])(?:{_MARKERS})(?![a-z])", re.IGNORECASE)
# A word of its own in some languages: there it is a mark only where it is set off from the text.
_TODO = re.compile(r"(?<![A-Za-z])TODO(?![A-Za-z])")
_SET_OFF = re.compile(r"TODO\s*[:：]|[(\[{（［【<@#]\W*TODO(?![A-Za-z])|^\W*TODO\W*$")
_DOUBT = re.compile(r"[?？؟]{2,}|[!！]{3,}|[(\[（［【]\s*[?？؟]+\s*[)\]）］】]|@@|##|<<|>>|\$\$|\^\^")
_OPENED = re.compile(r"^\s*(?:\[[^\[\]]*\]|［[^［］]*］|【[^【】]*】|⟦[^⟦⟧]*⟧|<<.*>>|<[^<>]*>$)")
_NOTHING = re.compile(r"n/\s?a|n\.\s?a|null|nil|none|nan|undefined", re.IGNORECASE)
# A filler has few characters: the longest is "undefined", in brackets.
_MOST_CHARACTERS = 16
# Scripts in which a letter is a sound: one is hardly ever a word.
_ALPHABETS = frozenset({"Latn", "Cyrl", "Grek", "Arab", "Hebr", "Armn", "Geor"})
# What may be added to a message's id where it stands in place of a text.
_OF_IDS = frozenset(
    {"id", "text", "msg", "msgid", "msgctxt", "msgstr", "message", "label", "key", "string", "str", "title", "item"}
)


@check(
    "work-marker",
    "completeness",
    Severity.ERROR,
    bad='msgstr "TODO: Sangrado por la vagina (???)"',
    good='msgstr "Sangrado por la vagina", with the doubt in a comment: # Doubt: …',
)
def work_marker(subject: Translation) -> Iterator[Finding]:
    """A translation holds a note about the work on it, or a filler.

    Somebody meant to come back to it. On paper it makes the text unsure, or stands in its place.
    """
    text, source = subject.text, subject.message.text
    patterns = [_DOUBT, _OPENED]
    if "TODO" in text:
        patterns.append(_TODO if _is_no_word(subject, "todo") else _SET_OFF)
    folded = text.casefold()
    if any(hint in folded for hint in _HINTS):
        patterns.append(_WORK)
    for pattern in patterns:
        found = pattern.search(text)
        if found and not pattern.search(source):
            what = f"“{subject.message.id}” has “{found[0].strip()}”, which is no part of its text"
            yield Finding(what, "finish the text; put doubts into a comment above the entry, after “# ”")
            return
    if _is_filler(subject):
        yield Finding(f"“{subject.message.id}” has a filler, “{text}”, in place of a text", "translate it")


@check(
    "id-as-text",
    "completeness",
    Severity.ERROR,
    bad='msgstr "emergency.bleeding"',
    good='msgstr "Sangrado por la vagina"',
)
def id_as_text(subject: Translation) -> Iterator[Finding]:
    """A translation is the id of a message.

    The patient would read a word of programmers where a warning sign should stand.
    """
    text = subject.text.strip().strip("*\"'“”[](){}<>#@:").strip()
    if re.search(r"[^!-~ ]", text) or not text:
        return
    source = {part.casefold() for part in re.findall(r"[A-Za-z]+", subject.message.text)}
    parts = [part.casefold() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+|\d+", text)]
    if not _id_words(tuple(message.id for message in subject.domain.messages)).issuperset(parts):
        return
    is_code = re.fullmatch(r"\w+(?:[./:_-]+\w+)*|[a-z]+(?:[A-Z][a-z]+)+", text) is not None
    for message in subject.domain.messages:
        own, ending = _id_parts(message.id)
        rest = [part for part in parts if part not in _OF_IDS or part in own]
        path = rest == own and len(own) > 1 and (is_code or parts != rest)
        # The last part alone may be a word of the source that stays: as a whole text, or as an abbreviation.
        last = rest == ending and message is subject.message
        alone = is_code and (text.islower() or (text.isupper() and text not in subject.message.text))
        if path or (last and (len(parts) > len(rest) or (alone and source != set(rest)))):
            yield Finding(f"“{subject.message.id}” has an id in place of a text: “{text}”", "translate the msgid")
            return


@check(
    "note-as-text",
    "completeness",
    Severity.ERROR,
    bad='msgstr "Warning sign 5 of 7, urgency: EMERGENCY. The patient must get medical care at once."',
    good='msgstr "Sangrado por la vagina"',
)
def note_as_text(subject: Translation) -> Iterator[Finding]:
    """A translation has what is said beside the text, for translators.

    A patient would read the instructions of others in place of her own.
    """
    text = tokens(subject.text)
    if len(text) < 2 or is_same_language(subject):
        return
    for told in _notes(subject.message):
        if len(set(told).intersection(text)) < 2:
            continue
        longest = max(runs(text, told), key=len, default=())
        whole = len(longest) >= 2 and len(longest) == len(told)
        # A note may quote the text that it is about.
        quoted = holds(tokens(subject.message.text), longest)
        if (whole or len(longest) >= 4) and not quoted:
            what = f"“{subject.message.id}” has words of a note to translators: “{' '.join(longest)}”"
            yield Finding(what, "translate the msgid; what stands after “#.” only explains it")
            return


@lru_cache(maxsize=4096)
def _id_parts(message_id: str) -> tuple[list[str], list[str]]:
    """Return the words of an id, and those of its last part."""
    return re.findall(r"[a-z]+|\d+", message_id), re.findall(r"[a-z]+|\d+", message_id.rpartition("/")[2])


@lru_cache(maxsize=64)
def _id_words(ids: tuple[str, ...]) -> frozenset[str]:
    return _OF_IDS.union(*(_id_parts(each)[0] for each in ids))


@lru_cache(maxsize=4096)
def _notes(message: Message) -> tuple[tuple[str, ...], ...]:
    """Return the words of each line that an entry has for translators."""
    names = markup.placeholders(markup.parse(message.text))
    lines = {*translator_notes(message, {}), *translator_notes(message, dict.fromkeys(names, ""))}
    return tuple(tokens(line.removeprefix("Note: ")) for line in sorted(lines))


def _is_no_word(subject: Translation, word: str) -> bool:
    """Tell whether a word of the marks cannot be one of the translation: in Spanish, "todo" is "all"."""
    ideas = subject.domain.lexicon.ideas
    said = [idea for idea in ideas if subject.domain.lexicon.says(idea, subject.source_words)]
    return not any(subject.lexicon.says(idea, word) for idea in said)


def _is_filler(subject: Translation) -> bool:
    """Tell whether a text is one letter for a longer text, one letter again and again, or a word for "nothing"."""
    if len(set(subject.words)) > _MOST_CHARACTERS:
        return False
    source = tokens(subject.source_words)
    letters = [c.casefold() for c in subject.words if unicodedata.category(c)[0] == "L"]
    if not letters or len("".join(source)) < 4 or subject.nodes is None or markup.placeholders(subject.nodes):
        return False
    if _NOTHING.fullmatch(subject.text.strip(" *.()[]-")) and len(source) > 1:
        return True
    alphabetic = subject.language.script in _ALPHABETS or letters[0].isascii()
    return len(set(letters)) == 1 and (len(letters) > 2 or (alphabetic and len(letters) == 1))
