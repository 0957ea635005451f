"""Checks for characters that show nothing, break what is shown, or come from another encoding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from leaflet.checks.names import without_addresses
from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import Translation
from leaflet.invisible import has_invisible, is_out_of_place
from leaflet.mojibake import misread
from leaflet.problem import Severity
from leaflet.scripts import script_of

_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u206a-\u206f]")
_ISOLATES = "\u2066\u2067\u2068"
_POP_ISOLATE = "\u2069"
# A letter that was lost to an encoding without it, and signs that stand for letters of another encoding.
_LOST_LETTER = re.compile(r"(?:[^\W\d_]|\s)\?(?=[^\W\d_])")
_SIGN_IN_WORD = re.compile(r"[^\W\d_][¹²³¼½¾¿¡£¥§¶¤¦©®±÷](?=[^\W\d_])")


# For objects and annotations inside a text, and for what could not be converted.
_NO_TEXT = frozenset("\ufff9\ufffa\ufffb\ufffc\ufffd")


@check(
    "bidi-control",
    "characters",
    Severity.ERROR,
    bad="U+202E, which turns what follows around: “102” is printed as “201”",
    good="no such character; a placeholder is isolated by the builder, and U+2066 to U+2069 isolate by hand",
)
def bidi_control(subject: Translation) -> Iterator[Finding]:
    """A text has an invisible character that turns the order of what follows.

    A number is printed backwards, and nobody sees why: the file shows it right.
    """
    if found := _BIDI_CONTROLS.findall(subject.text):
        what = f"“{subject.message.id}” has invisible characters that turn its direction: {_names(found)}"
        yield Finding(what, "delete them; around a foreign word, use U+2068 before it and U+2069 after it")


@check(
    "unbalanced-isolate",
    "characters",
    Severity.ERROR,
    bad="U+2068 before a number, and no U+2069 after it",
    good="U+2068 … U+2069",
)
def unbalanced_isolate(subject: Translation) -> Iterator[Finding]:
    """A piece that is isolated from the direction of its text has no end, or no beginning.

    Everything up to the end of the paragraph is then set in another order than it was written.
    """
    depth, lost = 0, 0
    for character in subject.text:
        if character in _ISOLATES:
            depth += 1
        elif character == _POP_ISOLATE:
            depth -= 1
            if depth < 0:
                depth, lost = 0, lost + 1
    if depth or lost:
        what = f"“{subject.message.id}” has " + " and ".join(
            part for part in (depth and f"{depth} isolates without an end", lost and f"{lost} ends without one") if part
        )
        yield Finding(what, "each U+2066, U+2067 or U+2068 needs its U+2069, in the same text")


@check(
    "broken-character",
    "characters",
    Severity.ERROR,
    bad="“fi�bre”: U+FFFD stands where a letter was lost",
    good="“fièvre”",
)
def broken_character(subject: Translation) -> Iterator[Finding]:
    """A character is no text: a control code, a lost letter, a private or unassigned code.

    It is printed as a box or not at all, and a letter that it stands for is lost.
    """
    if found := [character for character in subject.text if _is_broken(character)]:
        what = f"“{subject.message.id}” has characters that are no text: {_names(found)}"
        yield Finding(what, "type this place again, and paste nothing from a PDF")


@check(
    "mojibake",
    "characters",
    Severity.ERROR,
    bad="“fiÃ¨vre”",
    good="“fièvre”",
)
def mojibake(subject: Translation) -> Iterator[Finding]:
    """Letters were read in another encoding than they were written in.

    What is printed are signs that no reader can make letters of.
    """
    text = without_addresses(subject.words)
    if found := misread(text, subject.language):
        yield Finding(f"“{subject.message.id}” has “{found[0]}”, which was “{found[1]}” in UTF-8", "type it again")
    elif lost := _lost_letters(text):
        what = f"“{subject.message.id}” has signs in the place of letters: {', '.join(lost)}"
        yield Finding(what, "type the word again: its letters were lost in a conversion")


@check(
    "invisible-character",
    "characters",
    Severity.WARNING,
    bad="a zero-width space, U+200B, in the middle of a Spanish word or of a number",
    good="zero-width non-joiners in Persian and Hindi, zero-width spaces between Khmer words",
)
def invisible_character(subject: Translation) -> Iterator[Finding]:
    """An invisible character stands where the script has no use for it.

    A line may be broken there, in the middle of a word or of a number; a search does not find the word.
    """
    text = subject.text
    if not has_invisible(text):
        return
    if found := [text[at] for at in range(len(text)) if is_out_of_place(text, at, subject.language)]:
        what = f"“{subject.message.id}” has invisible characters: {_names(found)}"
        yield Finding(what, "delete them: in the editor, move through the word letter by letter")


def _is_broken(character: str) -> bool:
    if " " <= character <= "~":
        return False
    category = unicodedata.category(character)
    # Python may know an older Unicode than the list of scripts does.
    unassigned = category == "Cn" and script_of(character) == "Zzzz"
    control = category == "Cc" and character not in "\t\n\r"
    tag = "\U000e0000" <= character <= "\U000e007f"
    return unassigned or control or tag or category in {"Co", "Cs"} or character in _NO_TEXT


def _lost_letters(text: str) -> list[str]:
    found = []
    for pattern in (_LOST_LETTER, _SIGN_IN_WORD):
        for match in pattern.finditer(text):
            # A capital may be the next sentence's.
            if text[match.end()].islower():
                found.append(text[max(0, match.start() - 6) : match.end() + 6].strip())
    return found


def _names(characters: Iterable[str]) -> str:
    return ", ".join(f"U+{ord(c):04X} {unicodedata.name(c, '')}".strip() for c in dict.fromkeys(characters))
