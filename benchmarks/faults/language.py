"""Faults of language and script."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from benchmarks import lookalikes
from benchmarks.catalogs import Clean, Text
from benchmarks.mutation import Draft, in_catalog, in_text

HAN = ("Hans", "Hant", "Jpan")


@lru_cache(maxsize=1)
def neighbours() -> dict[str, dict[str, dict[str, str]]]:
    """Return translations into languages that a project may not have: by domain, tag and id."""
    data = Path(__file__).with_name("neighbours.toml").read_text("utf-8")
    return tomllib.loads(data)


def _others(clean: Clean) -> dict[str, dict[str, str]]:
    """Return the same texts in other languages: the project's, and those of neighbours.toml that it lacks."""
    found = {tag: dict(texts) for tag, texts in clean.others.items()}
    for tag, texts in neighbours().get(clean.domain, {}).items():
        if tag != clean.language.tag:
            found.setdefault(tag, texts)
    return found


@in_text("language/other-language", "language-data")
def other_language(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """One text in another language."""
    for tag, texts in _others(text.clean).items():
        new = texts.get(text.id, "")
        if len(re.findall(r"\w", new)) >= 8 or not new.isascii():
            yield f"in {tag}", new


@in_catalog("language/all-in-another", "language-data")
def all_in_another(clean: Clean, _rng: random.Random) -> Iterator[Draft]:
    """All texts, or all signs, in another language: a file in the wrong folder."""
    for tag, texts in clean.others.items():
        yield Draft((), f"all in {tag}", {name: texts[name] for name in clean.texts if texts.get(name)})
        for prefix in ("emergency/", "home-care/", "about/"):
            some = {name: texts[name] for name in clean.texts if name.startswith(prefix) and texts.get(name)}
            if len(some) > 1:
                yield Draft(tuple(some), f"{prefix} in {tag}", some)
    for tag, texts in _others(clean).items():
        if tag not in clean.others and texts:
            yield Draft(
                tuple(texts), f"{len(texts)} texts in {tag}", {n: t for n, t in texts.items() if n in clean.texts}
            )


def _outside_names(text: str, change: dict[str, str]) -> str:
    return re.sub(r"\{[^}]*\}|.", lambda m: m[0] if m[0][0] == "{" else change.get(m[0], m[0]), text, flags=re.DOTALL)


@in_text("language/wrong-script", "language-data")
def wrong_script(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """The right language in the wrong script: Spanish in Cyrillic letters, Arabic in Latin ones."""
    if not text.words:
        return
    if text.clean.language.script == "Latn":
        change = {character: lookalikes.in_cyrillic(character) for character in set(text.text)}
        yield "in Cyrillic", _outside_names(text.text, change)
        greek = {**lookalikes.LATIN_TO_GREEK, **dict(zip("abdegiklmnprstfc", "αβδεγικλμνπρστφκ", strict=True))}
        yield "in Greek", _outside_names(text.text, greek)
    else:
        change = {character: lookalikes.romanized(character) for character in set(text.text)}
        yield "in Latin", _outside_names(text.text, change)
        start, end = text.words[-1]
        yield (
            "a word in Latin",
            text.text[:start] + lookalikes.romanized(text.text[start:end]).strip() + text.text[end:],
        )


@in_text("language/homoglyph", "language-data")
def homoglyph(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A letter of another script that looks like the right one."""
    script = text.clean.language.script
    tables = {
        "Latn": {"Cyrillic": lookalikes.LATIN_TO_CYRILLIC, "Greek": lookalikes.LATIN_TO_GREEK},
        "Cyrl": {"Latin": lookalikes.CYRILLIC_TO_LATIN},
        **{name: {"a radical or a compatibility ideograph": lookalikes.han_lookalikes()} for name in HAN},
    }
    places = [i for a, b in text.words for i in range(a, b)]
    for name, table in tables.get(script, {}).items():
        fit = [i for i in places if text.text[i] in table]
        if fit:
            at = rng.choice(fit)
            yield f"{name}, a letter", text.text[:at] + table[text.text[at]] + text.text[at + 1 :]
            start, end = rng.choice([(a, b) for a, b in text.words if any(text.text[i] in table for i in range(a, b))])
            word = "".join(table.get(character, character) for character in text.text[start:end])
            yield f"{name}, a word", text.text[:start] + word + text.text[end:]
    inner = text.inside()
    if inner and script not in ("Latn", "Hans", "Hant", "Jpan"):
        at = rng.choice(inner)
        # The Cyrillic і is a letter of Ukrainian: there it would be a slip of spelling.
        for letter in "oaο" if script == "Cyrl" else "oaіο":
            yield f"U+{ord(letter):04X} inside of a word", text.text[:at] + letter + text.text[at + 1 :]


@in_text("language/neighbour-letter", "language-data")
def neighbour(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A letter of a neighbouring language of the same script: Persian ones in Arabic."""
    for own, other in lookalikes.NEIGHBOURS.get(text.clean.language.locale.language, {}).items():
        places = [i for a, b in text.words for i in range(a, b) if text.text[i] == own]
        if places:
            at = rng.choice(places)
            yield f"{other} for {own}", text.text[:at] + other + text.text[at + 1 :]
            if len(places) > 1:
                yield f"{other} for every {own}", text.text.replace(own, other)


@in_text("language/other-chinese", "language-data")
def other_chinese(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Traditional characters in Simplified Chinese, or the reverse."""
    script = text.clean.language.script
    if script not in ("Hans", "Hant"):
        return
    table = lookalikes.TO_TRADITIONAL if script == "Hans" else lookalikes.TO_SIMPLIFIED
    places = [i for i, character in enumerate(text.text) if character in table]
    if places:
        at = rng.choice(places)
        yield "a character", text.text[:at] + table[text.text[at]] + text.text[at + 1 :]
        yield "all characters", "".join(table.get(character, character) for character in text.text)
        at = places[-1]
        yield "the last character", text.text[:at] + table[text.text[at]] + text.text[at + 1 :]
