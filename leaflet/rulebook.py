"""The registry of checks -> what a person reads: a list, one check explained, docs/checks.md."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import groupby

from leaflet.checks.registry import Check, Rule

_GROUPS = {
    "source": "The source",
    "file": "Files",
    "completeness": "Completeness",
    "lists": "The two lists",
    "numbers": "Numbers",
    "meaning": "Meaning",
    "markup": "Names in braces, and marks",
    "language": "Language and script",
    "characters": "Characters",
    "glyphs": "Fonts",
    "print": "Print",
    "press": "Printing presses",
}
_INTRODUCTION = """\
# The checks

Made by `make docs` from the checks themselves: do not edit. `leaflet check` runs them; `leaflet checks ID` shows one.

An **error** is sure: its language gets no PDF until it is mended. A **warning** wants an eye. A person who finds
that the text is right says so with `leaflet acknowledge`, by name and with a reason; the warning returns when the text
changes. Where a check does not know a right word, add the word to `locales/<locale>/lexicon.toml`.
"""


def listing(rules: Sequence[Rule]) -> str:
    """Return the rules as a table: id, severity, group, title."""
    wide, broad = (max(len(text) for text in texts) for texts in zip(*((r.id, r.group) for r in rules), strict=True))
    return "\n".join(f"{r.id:{wide}}  {r.severity:7}  {r.group:{broad}}  {r.title}" for r in rules)


def explanation(rule: Rule) -> str:
    """Return all that a person must know of a rule."""
    why = textwrap.fill(" ".join(rule.why.split()), 100, initial_indent="    ", subsequent_indent="    ")
    parts = [f"{rule.id}: {rule.severity} ({rule.group})", rule.title, why, f"Bad:  {rule.bad}\nGood: {rule.good}"]
    return "\n\n".join([*parts, _finder(rule)])


def markdown(rules: Sequence[Rule]) -> str:
    """Return docs/checks.md: the rules by group, as they are sorted."""
    parts = [_INTRODUCTION]
    for group, members in groupby(rules, key=lambda rule: rule.group):
        parts.append(f"## {_GROUPS[group]}\n")
        for rule in members:
            lines = [
                f"### {rule.id}\n",
                f"{str(rule.severity).capitalize()}. {rule.title}\n",
                f"{_flowing(rule.why)}\n",
            ]
            lines += [f"- Bad: {_code(rule.bad)}", f"- Good: {_code(rule.good)}\n"]
            parts.append("\n".join(lines))
    return "\n".join(parts)


def _flowing(text: str) -> str:
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    return "\n\n".join(textwrap.fill(paragraph, 120, break_on_hyphens=False) for paragraph in paragraphs)


def _code(example: str) -> str:
    """Return an example as code, which may itself hold backticks."""
    return f"`` {example} ``" if "`" in example else f"`{example}`"


def _finder(rule: Rule) -> str:
    looks = {
        "SourceText": "Looks at each leaflet's source.",
        "Translation": "Looks at each translation by itself.",
        "TranslatedCatalog": "Looks at each catalog as a whole.",
    }
    return looks.get(rule.subject, "") if isinstance(rule, Check) else "Found in reading files, or in making pages."
