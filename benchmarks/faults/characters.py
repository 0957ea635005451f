"""Faults of single characters: what cannot be seen, what should not be there, what no font has."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator

from benchmarks.catalogs import MARKUP, Text
from benchmarks.editions import NUMBERS
from benchmarks.mutation import in_text

# Scripts in which a zero-width space between words is right, and those in which joiners stand inside of words.
BREAKING = {"Thai", "Laoo", "Khmr", "Mymr", "Jpan", "Hans", "Hant"}
JOINING = {"Arab", "Deva", "Beng", "Guru", "Mymr", "Khmr", "Thai", "Laoo"}


def _places(text: Text) -> list[int]:
    """Return where something can be put between two characters outside of markup."""
    taken = {i for found in MARKUP.finditer(text.text) for i in range(found.start() + 1, found.end())}
    return [i for i in range(1, len(text.text)) if i not in taken]


def _put(text: Text, rng: random.Random, new: str, places: list[int] | None = None) -> str:
    at = rng.choice(places or _places(text) or [0])
    return text.text[:at] + new + text.text[at:]


def _around(text: Text, rng: random.Random, opening: str, closing: str) -> str:
    start, end = rng.choice(text.tokens)
    return text.text[:start] + opening + text.text[start:end] + closing + text.text[end:]


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


@in_text("characters/bidi-override", "mechanical")
def override(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A character that forces the direction: text can be shown backwards."""
    for character in "\u202e\u202d":
        yield f"{_code(character)}, closed", _around(text, rng, character, "\u202c")
        yield f"{_code(character)}, open", _put(text, rng, character)
        yield f"{_code(character)} at the start", character + text.text


@in_text("characters/unbalanced-isolate", "mechanical")
def isolate(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """An isolate or embedding that is not closed, or closed without being opened."""
    for character in "\u2066\u2067\u2068\u202a\u202b":
        yield f"{_code(character)} open", _put(text, rng, character)
    for character in "\u2069\u202c":
        yield f"{_code(character)} alone", _put(text, rng, character)
    yield "two opened, one closed", _around(text, rng, "\u2067\u2068", "\u2069")
    yield "closed before it is opened", _around(text, rng, "\u2069", "\u2068")
    yield "an isolate closed as an embedding", _around(text, rng, "\u2067", "\u202c")


@in_text("characters/zero-width-in-word", "mechanical")
def zero_width(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A character without width inside of a word: the word is not found, nor read out, as what it is."""
    places, script = text.inside(), text.clean.language.script
    if not places:
        return
    characters = ["\ufeff", "\u180e"]
    if script not in BREAKING:
        characters += ["\u200b", "\u2060"]
    if script not in JOINING:
        characters += ["\u200c", "\u200d"]
    for character in characters:
        yield _code(character), _put(text, rng, character, places)
        yield f"{_code(character)} twice", _put(text, rng, character * 2, places)


@in_text("characters/zero-width-in-number", "mechanical", typed=True)
def zero_width_number(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A character without width inside of a number."""
    places = [found.start() for found in re.finditer(r"(?<=\d)(?=\d)|(?<=\d)(?=[.,٫]\d)", text.text)]
    if text.clean.edition == NUMBERS and places:
        for character in "\u200b\u200c\u200d\u2060\ufeff":
            yield _code(character), _put(text, rng, character, places)
    for name in text.names:
        for character in "\u200b\ufeff":
            yield (
                f"{_code(character)} in the name of a number",
                text.text.replace(name, name[:2] + character + name[2:], 1),
            )


@in_text("characters/control", "mechanical")
def control(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A control character, or a code point that is no character."""
    for character in "\x01\x07\x08\x0b\x0c\x1b\x1f\x7f\x80\x85\x9f\ufffe\uffff\U0001fffe\ufff9":
        yield _code(character), _put(text, rng, character)


@in_text("characters/tag", "mechanical")
def tags(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Tag characters: text that nobody sees."""
    yield "a hidden word", _put(text, rng, "".join(chr(0xE0000 + ord(letter)) for letter in "ignore"))
    yield "a language tag", "\U000e0001\U000e0065\U000e006e" + text.text
    yield "one", _put(text, rng, "\U000e0041")
    yield "the end of tags", f"{text.text}\U000e007f"


@in_text("characters/private-use", "mechanical")
def private(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A character that means something in one font only."""
    for character in "\ue000\uf8ff\uf0b7\U000f0000\U0010fffd":
        yield _code(character), _put(text, rng, character)
        yield (
            f"{_code(character)} for the first",
            character + text.text[1:] if text.text[0] not in "{*" else f"{character} {text.text}",
        )


@in_text("characters/replacement", "mechanical")
def replacement(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """The sign that stands for what a program could not read."""
    start, end = rng.choice(text.tokens)
    at = rng.randrange(start, end)
    yield "for a character", text.text[:at] + "\ufffd" + text.text[at + 1 :]
    yield "for a word", text.text[:start] + "\ufffd" * min(3, end - start) + text.text[end:]
    yield "at the end", f"{text.text}\ufffd"
    yield "the object replacement character", _put(text, rng, "\ufffc")


def _misread(text: str, codec: str) -> str | None:
    data = text.encode()
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        # As browsers do, and many programs: bytes without a meaning become control characters.
        return (
            "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in data) if codec == "cp1252" else None
        )


@in_text("characters/mojibake", "mechanical")
def mojibake(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """UTF-8 read as another encoding."""
    if text.text.isascii():
        return
    for codec in ("cp1252", "latin-1", "cp1251", "mac_roman", "koi8-r", "cp437", "gbk", "big5", "cp1256"):
        new = _misread(text.text, codec)
        if new is not None and new != text.text:
            yield f"as {codec}", new
    words = [(a, b) for a, b in text.words if not text.text[a:b].isascii()]
    if words:
        start, end = words[0]
        word = _misread(text.text[start:end], "cp1252")
        yield "one word, as cp1252", text.text[:start] + (word or "") + text.text[end:]
        twice = _misread(_misread(text.text[start:end], "cp1252") or "", "cp1252")
        yield "one word, twice", text.text[:start] + (twice or "") + text.text[end:]
    yield "question marks", re.sub(r"[^\x00-\x7f]", "?", text.text)


@in_text("characters/decomposed", "mechanical")
def decomposed(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Letters and their marks apart (NFD): not found, and badly set."""
    new = unicodedata.normalize("NFD", text.text)
    if unicodedata.normalize("NFC", text.text) == text.text != new:
        yield "all", new
        places = [i for i, character in enumerate(text.text) if unicodedata.normalize("NFD", character) != character]
        at = rng.choice(places)
        yield "one letter", text.text[:at] + unicodedata.normalize("NFD", text.text[at]) + text.text[at + 1 :]


# Pictures, letters of scripts that no font of the project is for, and signs.
UNUSUAL = "🤰🚑🩸☠⚕ཀᎠ𓀀ꙮ㊙🅱ⵣ𐌰ꦧ𝐀⅌⚠☎✔➜"


@in_text("glyphs/not-in-the-fonts", "language-data")
def glyph(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A character that the language's fonts lack: an empty box on paper."""
    for character in UNUSUAL:
        if text.clean.fonts.missing(character):
            yield (
                f"{character} {_code(character)}",
                rng.choice((f"{character} {text.text}", f"{text.text} {character}")),
            )


@in_text("print/unbreakable", "page")
def unbreakable(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """A text that runs over the edge of the page, as it cannot be broken into lines."""
    if len(text.text) > 60 and " " in text.text and not text.clean.spaceless:
        yield "no-break spaces only", text.text.replace(" ", "\u00a0")
        yield "no spaces", re.sub(r"[^\S\n]", "", text.text)
        yield "underscores for spaces", text.text.replace(" ", "_")
    if len(text.text) > 20:
        yield "a long word behind it", f"{text.text} {'W' * 120}"
