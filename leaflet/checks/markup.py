"""Checks on what the builder itself reads in a translation: names in braces, and marks for strong words."""

from __future__ import annotations

from collections.abc import Iterator

from leaflet import markup
from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import Translation
from leaflet.problem import Severity


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
    wanted = markup.placeholders(markup.parse(subject.message.text))
    if found != wanted:
        lost = ", ".join(f"{{{each}}}" for each in (wanted - found).elements())
        extra = ", ".join(f"{{{each}}}" for each in (found - wanted).elements())
        what = " and ".join(part for part in (lost and f"lacks {lost}", extra and f"has {extra} too many") if part)
        yield Finding(f"“{subject.message.id}” {what}", "copy each name in braces from the English, once")
