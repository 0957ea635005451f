"""Checks on names in braces, on marks for strong words, and on what looks like either and is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from leaflet import markup
from leaflet.checks.figures import VALUE, figures
from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import Translation
from leaflet.problem import Severity
from leaflet.values import RANGE_MESSAGE

# What other programs read as their own: nothing of it is for a patient. Each is harmless, but printed as it stands.
_CODE = {
    "a tag": (
        r"(?<!<)</?[^\W\d_][^<>]*> | <\s*/?\s*[A-Za-z]+\s*/?\s*>(?!>) | <[!?] | --> | </"
        r" | (?<!<)<[A-Za-z]+\s+[\w-]+\s*="
    ),
    "an unclosed tag": r"(?<![<\w])<[A-Za-z]+(?=\s|$)",
    "an attribute of a tag": r"""(?<!\w)[A-Za-z-]+\s*=\s*["'“”][^"'“”]*["'“”] | (?<!\w)on[a-z]{4,}\s*=""",
    "a character by name": r"&\#?\w{1,31};",
    "a script": r"(?<!\w)(?i:javascript:|vbscript:|data:\w+/|file:/|(?:alert|eval|url|expression)\()",
    "a backslash": r"\\",
    "a format directive": (
        r"(?<!\w)(?<!\d\s)%(?:\d+\$)?[-+\#0]*\d*(?:\.\d+)?(?:[sdiufxXgcEor@]|l[du])(?![A-Za-z\u00c0-\u024f])"
        r" | %\([\w-]+\)s? | %\w+% | \$\{ | \$\(?[A-Za-z_]\w* | %\{ | \#\{ | \#\#\w | @\w+@"
    ),
    "a link, a heading or code of Markdown": (
        r"\]\( | ^\s*\# | (?<!\w)` | `(?!\w) | ~~ | (?<!\w)_+(?=\S)[^_]+(?<=\S)_+(?!\w)"
    ),
    "a star": r"(?<!\*)\*(?!\*) | \*{3,} | [＊∗٭⁎✱﹡]",
}
_CODES = {what: re.compile(pattern, re.VERBOSE) for what, pattern in _CODE.items()}
_BEFORE_NAME = re.compile(rf"[$%#@&\\\\]{VALUE}")
# What people take for braces: of other widths and forms, doubled, or those of other programs.
_OPENING, _CLOSING = "｛﹛❴⦃❲〔【〖［[<＜«《〈「『%$#@&|_", "｝﹜❵⦄❳〕】〗］]>＞»》〉」』%$#@&|_"
_WIDE_BRACES = re.compile(r"[｛｝﹛﹜❴❵⦃⦄]")


@check(
    "markup",
    "markup",
    Severity.ERROR,
    bad="**No use tampones.",
    good="**No** use tampones.",
)
def broken_markup(subject: Translation) -> Iterator[Finding]:
    """The marks of a translation cannot be understood.

    A “**” without its other half would be printed as two stars, and a broken brace in place of a number.
    """
    try:
        markup.parse(subject.text)
    except markup.MarkupError as fault:
        hint = "write “**” and names in braces as the English has them"
        yield Finding(f"“{subject.message.id}” has {fault}", hint)


@check(
    "placeholders",
    "markup",
    Severity.ERROR,
    bad="Temperatura de más de **102 °F**",
    good="Temperatura de más de **{fever}**",
)
def wrong_placeholders(subject: Translation) -> Iterator[Finding]:
    """The names in braces are not those of the English.

    A quantity that is lost, doubled, or typed by hand is a number that nobody converts and nobody keeps up to date.
    """
    if subject.nodes is None:
        return
    found = markup.placeholders(subject.nodes)
    wanted = markup.placeholders(_parsed(subject.message.text))
    if found != wanted:
        lost = ", ".join(f"{{{each}}}" for each in (wanted - found).elements())
        extra = ", ".join(f"{{{each}}}" for each in (found - wanted).elements())
        what = " and ".join(part for part in (lost and f"lacks {lost}", extra and f"has {extra} too many") if part)
        yield Finding(f"“{subject.message.id}” {what}", "copy each name in braces from the English, once")


@check(
    "name-order",
    "markup",
    Severity.WARNING,
    bad='“Page {page} of {pages}” as "Página {pages} de {page}"',
    good='"Página {page} de {pages}"',
)
def name_order(subject: Translation) -> Iterator[Finding]:
    """Two names in braces stand in another order than in the source.

    A language may need that. Or they were exchanged, and a dose has become an interval.
    """
    source, found = figures(subject.message.text).names, figures(subject.text).names
    # The ends of a range are looked at by another check.
    is_range = subject.message.id == RANGE_MESSAGE
    if source != found and sorted(source) == sorted(found) and not is_range:
        listed = ", ".join(f"{{{name}}}" for name in found)
        what = f"“{subject.message.id}” has {listed} in another order than the source"
        yield Finding(what, "see that each stands where its own words are")


@check(
    "look-alike-name",
    "markup",
    Severity.ERROR,
    bad="más de **｛fever｝**, with braces of another width",
    good="más de **{fever}**",
)
def look_alike_name(subject: Translation) -> Iterator[Finding]:
    """A name stands in what only looks like braces, or like those of another program.

    “$fever” and “<fever>” are printed as they stand, and the patient reads no number.
    """
    text = _plain(subject)
    found = _WIDE_BRACES.search(text)
    names = {name for name in (*subject.values, *_names(subject.message.text)) if not name.isdigit()}
    if not found and (names := {name for name in names if name in text}):
        found = _lookalike(frozenset(names)).search(text)
    if found and found[0] not in subject.message.text:
        what = f"“{subject.message.id}” has “{found[0]}”, which is no name in braces"
        yield Finding(what, "write the name between { and }, as the source has it")


@check(
    "foreign-code",
    "markup",
    Severity.ERROR,
    bad="<b>No</b> use tampones.",
    good="**No** use tampones.",
)
def foreign_code(subject: Translation) -> Iterator[Finding]:
    """A text has code of another program: tags, entities, format directives, Markdown, backslashes.

    Only “**” and names in braces mean something here. The rest is printed as it stands, in the middle of a warning.
    """
    text = _plain(subject)
    if _is_words(text):
        return
    before = _BEFORE_NAME.search(figures(subject.text).text)
    if before and before[0] not in figures(subject.message.text).text:
        yield Finding(f"“{subject.message.id}” has “{before[0][0]}” before a name in braces", "take it out")
    for what, pattern in _CODES.items():
        found = pattern.search(text)
        if found and found[0] not in subject.source_words:
            yield Finding(f"“{subject.message.id}” has {what}: “{found[0].strip()}”", "take it out")


@check(
    "strong",
    "markup",
    Severity.WARNING,
    bad="No se lave la vagina por dentro, y no use tampones.",
    good="**No** se lave la vagina por dentro, y **no** use tampones.",
)
def strong_words(subject: Translation) -> Iterator[Finding]:
    """The translation has more strong parts than the source, or fewer, or other values among them.

    What is strong is what the patient sees first: the “not”, and the number.
    """
    if subject.nodes is None:
        return
    source = _parsed(subject.message.text)
    wanted, found = _strong(source), _strong(subject.nodes)
    hint = "put the words that the source makes strong between “**” and “**”"
    if len(wanted) != len(found):
        what = f"“{subject.message.id}” has {len(found)} strong parts, the source {len(wanted)}"
        yield Finding(what, hint)
    elif any(not any(map(str.isalnum, part)) and VALUE not in part for part in found):
        yield Finding(f"“{subject.message.id}” makes strong what is no word", hint)
    elif (lost := _strong_names(source) - _strong_names(subject.nodes)) and lost <= set(
        markup.placeholders(subject.nodes)
    ):
        listed = ", ".join(f"{{{name}}}" for name in sorted(lost))
        yield Finding(f"“{subject.message.id}” has {listed} outside of the strong words", hint)
    elif found and _share(found, subject.words) > 0.8 and _share(wanted, subject.source_words) < 0.5:
        yield Finding(f"“{subject.message.id}” is strong as a whole, the source is not", hint)


def _plain(subject: Translation) -> str:
    """Return what a translation has besides marks and names in braces: all of it, if its markup is broken."""
    return subject.words if subject.nodes is not None else subject.text.replace("**", "")


@lru_cache(maxsize=1 << 14)
def _is_words(text: str) -> bool:
    """Tell whether a text has none of the characters that code has."""
    return not re.search(r"[<>&=\\%$#@`~_*＊∗٭⁎✱﹡]|:\S|\]\(|\w\(", text)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> tuple[markup.Node, ...]:
    return markup.parse(text)


@lru_cache(maxsize=4096)
def _names(text: str) -> tuple[str, ...]:
    return tuple(markup.placeholders(_parsed(text)))


@lru_cache(maxsize=256)
def _lookalike(names: frozenset[str]) -> re.Pattern[str]:
    name = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    opening, closing = re.escape(_OPENING), re.escape(_CLOSING)
    return re.compile(rf"[{opening}]+[({{]?\s*(?:{name})\s*(?:[)}}]?[{closing}]+|\)s?|\}}|(?![\w-]))")


def _strong(nodes: tuple[markup.Node, ...]) -> list[str]:
    parts = [node.nodes for node in nodes if isinstance(node, markup.Strong)]
    return ["".join(leaf.text if isinstance(leaf, markup.Plain) else VALUE for leaf in part) for part in parts]


def _strong_names(nodes: tuple[markup.Node, ...]) -> set[str]:
    parts = [node.nodes for node in nodes if isinstance(node, markup.Strong)]
    return {leaf.name for part in parts for leaf in part if isinstance(leaf, markup.Placeholder)}


def _share(parts: list[str], text: str) -> float:
    """Return how much of a text its strong parts are."""
    return sum(map(len, parts)) / max(1, len(text.strip()))
