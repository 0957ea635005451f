"""Faults of names in braces and of marks."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from benchmarks.catalogs import Text
from benchmarks.mutation import in_text


def _replaced(text: Text, name: str, new: str) -> str:
    return text.text.replace(name, new, 1)


@in_text("markup/name-lost", "mechanical")
def lost(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """A name in braces is gone, and with it the value."""
    for name in set(text.names):
        yield "gone", re.sub(" {2,}", " ", _replaced(text, name, "").replace("****", "")).strip()
        yield "three points for it", _replaced(text, name, "…")
        yield "its braces gone", _replaced(text, name, name[1:-1])
        yield "round brackets", _replaced(text, name, f"({name[1:-1]})")
        yield "square brackets", _replaced(text, name, f"[{name[1:-1]}]")


@in_text("markup/name-changed", "mechanical")
def renamed(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A name in braces is another: translated, misspelt, or one that stands elsewhere."""
    words = [text.text[a:b] for a, b in text.words if text.text[a:b].isalpha()]
    for name in set(text.names):
        inner = name[1:-1]
        yield "a letter less", _replaced(text, name, f"{{{inner[:-1]}}}")
        yield "a letter twice", _replaced(text, name, f"{{{inner}{inner[-1]}}}")
        yield "capital", _replaced(text, name, f"{{{inner.capitalize()}}}")
        yield "capitals", _replaced(text, name, f"{{{inner.upper()}}}")
        yield "spaces inside", _replaced(text, name, f"{{ {inner} }}")
        yield "underscore", _replaced(text, name, f"{{{inner}_1}}")
        yield "Cyrillic letter", _replaced(text, name, name.translate(str.maketrans("aeocpi", "аеосрі")))
        yield "empty", _replaced(text, name, "{}")
        yield "number", _replaced(text, name, "{0}")
        if words:
            yield "translated", _replaced(text, name, f"{{{rng.choice(words)}}}")
        others = [f"{{{other}}}" for other in text.clean.values if other != inner]
        others += [
            other for one in text.clean.parsed for other in one.names if one is not text and other not in text.names
        ]
        if others:
            yield "another text's", _replaced(text, name, rng.choice(others))


@in_text("markup/name-doubled", "mechanical")
def doubled(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """A name in braces stands twice."""
    for name in set(text.names):
        yield "side by side", _replaced(text, name, f"{name} {name}")
        yield "at the end too", f"{text.text} {name}"
        yield "at the start too", f"{name} {text.text}"
        others = [other for other in set(text.names) if other != name]
        for other in others:
            yield "over another", _replaced(text, other, name)
    if not text.names:
        known = sorted(text.clean.values)
        if known:
            yield "in a text that has none", f"{text.text} {{{known[0]}}}"


@in_text("markup/names-swapped", "mechanical")
def swapped(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """Two names of a text exchanged: "14 to 12"."""
    if len(text.names) == 2 and text.names[0] != text.names[1]:
        one, other = text.names
        new = text.text.replace(one, "\0").replace(other, one).replace("\0", other)
        yield "exchanged", new
        yield "exchanged, with a point", f"{new}."
        yield "exchanged, between marks", new.replace(other, f"**{other}**") if "**" not in new else f"{new} "


@in_text("markup/name-typed", "mechanical")
def typed(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """The value typed by hand in the place of its name: it stays when the source changes."""
    for name in set(text.names):
        value = text.clean.values.get(name[1:-1])
        if value:
            yield "the value", _replaced(text, name, value)
            yield "the value, and spaces", _replaced(text, name, value.replace("\u00a0", " "))
            yield "its first word", _replaced(text, name, value.split()[0])
        else:
            for word in ("1", "—", "A"):
                yield f"“{word}” typed", _replaced(text, name, word)


@in_text("markup/name-with-code", "mechanical")
def code(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """More than a name between the braces: attributes, indexes, formats."""
    for name in set(text.names):
        inner = name[1:-1]
        tails = (".value", ".__class__", "[0]", "!r", ":>10", ":d", "|upper", "()", ".__init__.__globals__", ", number")
        for tail in tails:
            yield tail, _replaced(text, name, f"{{{inner}{tail}}}")
    yield "code where no name is", f"{text.text} {{config.key}}"


@in_text("markup/name-in-other-syntax", "mechanical")
def syntax(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """A name as other programs write it."""
    for name in set(text.names):
        inner = name[1:-1]
        for new in (
            f"%({inner})s",
            "%s",
            f"${{{inner}}}",
            f"{{{{{inner}}}}}",
            f"｛{inner}｝",
            f"<{inner}>",
            f"%{inner}%",
            f"{{% {inner} %}}",
        ):
            yield new.replace(inner, "name"), _replaced(text, name, new)


@in_text("markup/brace-lost", "mechanical")
def brace(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """A brace without its other half."""
    for name in set(text.names):
        yield "no closing brace", _replaced(text, name, name[:-1])
        yield "no opening brace", _replaced(text, name, name[1:])
        yield "closed by a bracket", _replaced(text, name, f"{name[:-1]})")
        yield "braces the wrong way", _replaced(text, name, f"}}{name[1:-1]}{{")
    if not text.names:
        yield "an opening brace", f"{text.text} {{"
        yield "a closing brace", f"}}{text.text}"


@in_text("markup/mark-unclosed", "mechanical")
def unclosed(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A `**` without its other half."""
    marks = [found.start() for found in re.finditer(r"\*\*", text.text)]
    for at in marks:
        yield "one lost", text.text[:at] + text.text[at + 2 :]
        yield "a star lost", text.text[:at] + text.text[at + 1 :]
    if not marks:
        start, end = rng.choice(text.tokens)
        yield "opened", f"{text.text[:start]}**{text.text[start:]}"
        yield "opened at the end", f"{text.text[:end]}**{text.text[end:]}"
    elif len(marks) == 2:
        yield (
            "nothing between",
            text.text[: marks[0]] + "****" + text.text[marks[0] + 2 : marks[1]] + text.text[marks[1] + 2 :],
        )


@in_text("markup/mark-lost", "mechanical")
def mark_lost(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """Words that stand out in the English do not in the translation."""
    pairs = list(re.finditer(r"\*\*(.+?)\*\*", text.text))
    if pairs:
        yield "all", text.text.replace("**", "")
        one = pairs[0]
        yield "one star each", f"{text.text[: one.start()]}*{one[1]}*{text.text[one.end() :]}"
        yield "underscores", f"{text.text[: one.start()]}__{one[1]}__{text.text[one.end() :]}"
        yield "full-width stars", f"{text.text[: one.start()]}＊＊{one[1]}＊＊{text.text[one.end() :]}"
    if len(pairs) > 1:
        for found in pairs:
            yield "one of several", text.text[: found.start()] + found[1] + text.text[found.end() :]


@in_text("markup/mark-added", "mechanical")
def mark_added(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Words stand out that do not in the English."""
    if "**" not in text.text and text.words:
        start, end = rng.choice(text.words)
        yield "a word", f"{text.text[:start]}**{text.text[start:end]}**{text.text[end:]}"
        yield "all", f"**{text.text}**"


def _tagged(text: Text, rng: random.Random, opening: str, closing: str) -> str:
    start, end = rng.choice(text.tokens)
    return f"{text.text[:start]}{opening}{text.text[start:end]}{closing}{text.text[end:]}"


@in_text("markup/tag", "mechanical")
def tag(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A tag: it would be printed as it stands."""
    for name in ("b", "strong", "i", "u", "em", "sup", "p", "x"):
        yield f"<{name}>", _tagged(text, rng, f"<{name}>", f"</{name}>")
    for name in ("<br>", "<br/>", "<hr />", "<b>", "</b>", "</p>", "<wbr>", "<BR>"):
        yield f"{name} alone", _tagged(text, rng, name, "")


@in_text("markup/tag-with-attribute", "mechanical")
def attribute(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A tag with attributes: a link, a style, a picture."""
    for opening, closing in (
        ('<a href="http://example.com">', "</a>"),
        ("<span style='color:white'>", "</span>"),
        ('<b class="x">', "</b>"),
        ('<font size="1">', "</font>"),
        ('<img src="file:///etc/passwd">', ""),
        ("<div onclick=go()>", "</div>"),
        ('<p dir="rtl">', "</p>"),
        ("<a href=javascript:x>", "</a>"),
    ):
        yield opening, _tagged(text, rng, opening, closing)


@in_text("markup/comment-or-script", "mechanical")
def script(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A comment, a script, a style or a template's code."""
    for opening, closing in (
        ("<!-- ", " -->"),
        ("<script>", "</script>"),
        ("<style>", "</style>"),
        ("<!--", ""),
        ("<?php ", " ?>"),
        ("<![CDATA[", "]]>"),
        ("{{ ", " }}"),
        ("{% if x %}", "{% endif %}"),
        ("{# ", " #}"),
        ("<SCRIPT src=x>", "</SCRIPT>"),
        ("<svg onload=x>", ""),
    ):
        yield f"{opening}…{closing}", _tagged(text, rng, opening, closing)


@in_text("markup/entity", "mechanical")
def entity(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A character written as HTML does: it would be printed as it stands."""
    for name in ("&nbsp;", "&amp;", "&quot;", "&#233;", "&#x41;", "&lt;b&gt;", "&rlm;", "&eacute;"):
        yield name, _tagged(text, rng, name, "")
