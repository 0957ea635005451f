"""Faults of completeness: entries that are missing, out of date, twice there, empty, or not translated."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import polib

from benchmarks.catalogs import MARKUP, Clean, Text
from benchmarks.mutation import Draft, in_catalog, in_text


def _sampled(clean: Clean, rng: random.Random, size: int = 12) -> list[str]:
    """Return some ids, with all that a patient acts on among them."""
    critical = [text.id for text in clean.parsed if text.critical]
    others = [text.id for text in clean.parsed if not text.critical]
    return critical + rng.sample(others, min(size, len(others)))


@in_catalog("completeness/missing", "mechanical")
def missing(clean: Clean, rng: random.Random) -> Iterator[Draft]:
    """A message has no entry."""
    for name in _sampled(clean, rng):
        lines = clean.entry(name)
        yield Draft((name,), "entry deleted", clean.with_entry(name, ""))
        commented = "\n".join(f"# {line}" for line in lines.splitlines())
        yield Draft((name,), "entry made a comment", clean.with_entry(name, commented))
        yield Draft((name,), "msgctxt deleted", clean.with_entry(name, re.sub(r"^msgctxt .*\n", "", lines, flags=re.M)))
        for description, other in (
            ("misspelt", name[:-1] + name[-2:]),
            ("in capitals", name.upper()),
            ("with a space", f"{name} "),
        ):
            yield Draft(
                (name,), f"msgctxt {description}", clean.with_entry(name, lines.replace(f'"{name}"', f'"{other}"', 1))
            )


@in_catalog("completeness/obsolete", "mechanical")
def obsolete(clean: Clean, rng: random.Random) -> Iterator[Draft]:
    """A message's only entry is marked obsolete (`#~`)."""
    for name in _sampled(clean, rng):
        lines = [line for line in clean.entry(name).splitlines() if not line.startswith("#")]
        yield Draft((name,), "marked obsolete", clean.with_entry(name, "\n".join(f"#~ {line}" for line in lines)))


@in_catalog("completeness/unknown-entry", "mechanical")
def unknown(clean: Clean, rng: random.Random) -> Iterator[Draft]:
    """An entry that the source does not have: of a text that is gone, or that never was."""
    for name in _sampled(clean, rng, 6):
        lines = clean.entry(name)
        prefix = name.split("/")[0]
        for description, other in (
            ("of a text that is gone", f"{prefix}/removed"),
            ("of another leaflet", "wound-care/wash"),
        ):
            new = lines.replace(f'"{name}"', f'"{other}"', 1)
            yield Draft((name,), description, clean.with_entry(name, f"{lines}\n\n{new}"))


@in_catalog("completeness/doubled", "mechanical")
def doubled(clean: Clean, rng: random.Random) -> Iterator[Draft]:
    """Two entries for one message: which is printed is chance."""
    names = _sampled(clean, rng, 6)
    for name in names:
        lines = clean.entry(name)
        yield Draft((name,), "the same twice", clean.with_entry(name, f"{lines}\n\n{lines}"))
        other = clean.texts[rng.choice([one for one in names if one != name])]
        second = _with_str(lines, other)
        yield Draft((name,), "a second one with another translation", clean.with_entry(name, f"{lines}\n\n{second}"))
        second = _with_str(_with_id(lines, clean.messages[name].text + " now"), other)
        yield Draft((name,), "a second one, of another English", clean.with_entry(name, f"{lines}\n\n{second}"))
        yield Draft((name,), "a second one at the end", clean.data.rstrip() + b"\n\n" + second.encode() + b"\n")
        yield Draft((name,), "a second one, empty", clean.with_entry(name, f"{lines}\n\n{_with_str(lines, '')}"))


def _with_str(lines: str, text: str) -> str:
    return lines[: lines.index("msgstr ")] + f'msgstr "{polib.escape(text)}"'


def _with_id(lines: str, text: str) -> str:
    start, end = re.search(r"^msgid (?:.*\n)+?(?=msgstr)", lines, re.M).span()  # type: ignore[union-attr]
    return f'{lines[:start]}msgid "{polib.escape(text)}"\n{lines[end:]}'


@in_catalog("completeness/stale", "mechanical")
def stale(clean: Clean, rng: random.Random) -> Iterator[Draft]:
    """A translation of another English than today's."""
    for name in _sampled(clean, rng):
        lines, source = clean.entry(name), clean.messages[name].text
        words = [found.span() for found in re.finditer(r"[A-Za-z]{3,}", MARKUP.sub(lambda m: "~" * len(m[0]), source))]
        changes = [
            ("a sentence was added to the English", f"{source} Call first."),
            ("one letter of the English", source.swapcase()[:1] + source[1:]),
            ("punctuation of the English", f"{source[:-1]};" if source[-1] in ".?:" else f"{source}."),
            (
                "marks were added to the English",
                re.sub(r"([A-Za-z]{4,})", r"**\1**", source, count=1)
                if "**" not in source
                else source.replace("**", ""),
            ),
        ]
        if len(words) > 1:
            start, end = rng.choice(words)
            changes.append(("a word of the English", f"{source[:start]}other{source[end:]}"))
            start, end = rng.choice(words)
            changes.append(("a word less in the English", re.sub(" +", " ", source[:start] + source[end:]).strip()))
        for description, new in changes:
            if new != source:
                yield Draft((name,), description, clean.with_entry(name, _with_id(lines, new)))


@in_text("completeness/empty", "mechanical")
def empty(_text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """A message without a translation."""
    yield "nothing", ""


BLANKS = {
    "a space": " ",
    "a no-break space": "\u00a0",
    "an ideographic space": "\u3000",
    "a zero-width space": "\u200b",
    "a left-to-right mark": "\u200e",
    "a word joiner": "\u2060",
    "an empty isolate": "\u2068\u2069",
    "a line end": "\n",
    "a dash": "-",
    "an em dash": "—",
    "question marks": "???",
    "an ellipsis": "…",
    "points": "...",
    "a point": ".",
    "underscores": "____",
    "an asterisk": "*",
    "a slash": "/",
    "a Hangul filler": "\u3164",
    "a braille blank": "\u2800",
}


@in_text("completeness/blank-looking", "mechanical")
def blank(_text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """A translation that has characters, but says nothing."""
    yield from BLANKS.items()


@in_catalog("completeness/fuzzy", "mechanical")
def fuzzy(clean: Clean, rng: random.Random) -> Iterator[Draft]:
    """A translation marked as a guess."""
    for name in _sampled(clean, rng):
        lines = clean.entry(name)
        for flags in ("#, fuzzy", "#,fuzzy", "#, fuzzy, no-wrap", "#, no-wrap, fuzzy", "#, no-wrap\n#, fuzzy"):
            new = lines.replace("msgctxt ", f"{flags}\nmsgctxt ", 1)
            yield Draft((name,), flags.replace("\n", " "), clean.with_entry(name, new))


@in_catalog("completeness/fuzzy-new-syntax", "mechanical")
def fuzzy_new(clean: Clean, rng: random.Random) -> Iterator[Draft]:
    """A guess marked by the flag line that is announced for gettext (`#=`): old readers take it for a comment."""
    for name in _sampled(clean, rng):
        for flags in ("#= fuzzy", "#=fuzzy", "#= fuzzy, no-wrap", "#= no-wrap, fuzzy"):
            new = clean.entry(name).replace("msgctxt ", f"{flags}\nmsgctxt ", 1)
            yield Draft((name,), flags, clean.with_entry(name, new))


@in_text("completeness/copy-of-english", "mechanical")
def copied(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """The English in the place of the translation."""
    source = text.message.text
    if len(re.findall(r"[A-Za-z]{2,}", MARKUP.sub("", source))) < 1:
        return
    yield "word for word", source
    yield "in capitals", re.sub(r"(\{[^}]*\})|([^{]+)", lambda m: m[1] or m[2].upper(), source)
    yield "with another end", source.rstrip(".?:") if source[-1] in ".?:" else f"{source}."
    yield "between spaces", f" {source} "
    if "**" in source:
        yield "without marks", source.replace("**", "")


@in_text("completeness/half-translated", "mechanical")
def half(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A translation with a stretch of the English left in it."""
    source = text.message.text
    english = re.findall(r"[^\s{}*]*\{[^}]*\}[^\s]*|[^\s]+", source)
    tail = [word for word in english if not re.search(r"[{}*]", word)]
    spans = [match.span() for match in re.finditer(r"\S+", text.text)]
    if len(english) < 5 or len(tail) < 4:
        return
    if not text.names and "**" not in text.text:
        middle = spans[len(spans) // 2][0] if len(spans) >= 4 else len(text.text) // 2
        yield "the end in English", f"{text.text[:middle].rstrip()} {' '.join(english[len(english) // 2 :])}"
        yield "the start in English", f"{' '.join(english[: len(english) // 2])} {text.text[middle:]}"
    at = rng.randrange(len(tail) - 2)
    words = " ".join(tail[at : at + 3])
    yield "three English words left behind", f"{text.text} {words}"
    sentences = re.findall(r".+?[.?:](?:\s|$)", source)
    if len(sentences) > 1 and "{" not in sentences[-1]:
        yield "a sentence left in English", f"{text.text} {sentences[-1].strip()}"


MARKERS = (
    "TODO",
    "FIXME",
    "XXX",
    "TBD",
    "???",
    "(?)",
    "@@@",
    "[TODO]",
    "TODO:",
    "<<<check>>>",
    "[TRANSLATE]",
    "FIXME:",
    "!!!CHECK",
    "[NEEDS REVIEW]",
)


@in_text("completeness/work-marker", "mechanical")
def marker(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A mark that somebody left to say that work is to be done."""
    for mark in MARKERS:
        yield mark, rng.choice((f"{mark} {text.text}", f"{text.text} {mark}"))


@in_text("completeness/id-as-text", "mechanical")
def id_as_text(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """A message's id in the place of its translation."""
    yield "the id", text.id
    if "/" in text.id:
        yield "the end of the id", text.id.split("/")[1]
        yield "the id with a point", text.id.replace("/", ".")
