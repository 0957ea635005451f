"""What is translatable: the one traversal of a leaflet, and the words of the templates.

`map_texts` alone knows which texts a leaflet has, and in which order. Extracting, merging, localizing and counting all
go through it, so no text can be known to one and unknown to another.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from leaflet import markup
from leaflet.folders import TEMPLATES
from leaflet.model import Item, ItemList, Leaflet, Section, Text, Urgency, WarningSign
from leaflet.problem import LeafletError, Location
from leaflet.templates import Templates

if TYPE_CHECKING:
    from leaflet.source import KeyPath

# The domain of the words that all leaflets share.
SHARED_DOMAIN = "handout"

T = TypeVar("T", bound=Text)


@dataclass(frozen=True)
class Message:
    """One translatable text: its id (msgctxt), the text in the source language (msgid), and what is known of it.

    urgency and number are a warning sign's: its list, and its place and the list's length ("1 of 7"); so are about, the
    terms that it must name, and negates, whether its meaning hangs on a negation.
    keys lead to the text in its source; the words of the templates have a place instead.
    """

    id: str
    text: str
    note: str = ""
    urgency: Urgency | None = None
    number: tuple[int, int] | None = None
    about: tuple[str, ...] = ()
    negates: bool = False
    keys: KeyPath = ()
    place: Location | None = None

    @property
    def is_sign(self) -> bool:
        """Whether this is a warning sign itself (and not, say, the heading above it)."""
        return self.number is not None


def map_texts(leaflet: Leaflet, translate: Callable[[Message], str]) -> Leaflet:
    """Return the leaflet with each text replaced by what translate makes of its message."""

    def one(text: T, message_id: str, *keys: str | int, **about: Any) -> T:
        message = Message(message_id, text.text, text.note, keys=keys, **about)
        return text.model_copy(update={"text": translate(message)})

    def section(part: Section, *keys: str | int) -> Section:
        def items(items: tuple[Item, ...], *keys: str | int) -> tuple[Item, ...]:
            return tuple(one(item, f"{part.id}/{item.id}", *keys, i) for i, item in enumerate(items))

        blocks = tuple(
            block.model_copy(update={"items": items(block.items, *keys, "blocks", i, "items")})
            if isinstance(block, ItemList)
            else one(block, f"{part.id}/{block.id}", *keys, "blocks", i)
            for i, block in enumerate(part.blocks)
        )
        heading = one(part.heading, f"{part.id}/heading", *keys, "heading", urgency=part.urgency)
        signs = tuple(sign(part, i, *keys, "signs", i) for i in range(len(part.signs)))
        return part.model_copy(update={"heading": heading, "blocks": blocks, "signs": signs})

    def sign(part: Section, i: int, *keys: str | int) -> WarningSign:
        item, number = part.signs[i], (i + 1, len(part.signs))
        about = {"urgency": part.urgency, "number": number, "about": item.about, "negates": item.negates}
        return one(item, f"{part.id}/{item.id}", *keys, **about)

    return leaflet.model_copy(
        update={
            "title": one(leaflet.title, "title", "title"),
            "also_called": tuple(
                one(name, f"also-called/{name.id}", "also-called", i) for i, name in enumerate(leaflet.also_called)
            ),
            "summary": one(leaflet.summary, "summary", "summary"),
            "sections": tuple(section(part, "sections", i) for i, part in enumerate(leaflet.sections)),
        }
    )


def iter_messages(leaflet: Leaflet) -> Iterator[Message]:
    """Yield the messages of a leaflet, in the order of its source."""
    messages: list[Message] = []

    def note(message: Message) -> str:
        messages.append(message)
        return message.text

    map_texts(leaflet, note)
    yield from messages


def template_messages(templates: Templates) -> Iterator[Message]:
    """Yield the messages of the templates: each `pgettext(id, text)`, by file and line, each id once.

    A comment `{# Translators: … #}` above it becomes its note. LeafletError if one id has two texts.
    """
    seen: dict[str, Message] = {}
    for name, file in templates.files().items():
        if file.suffix != ".html":
            continue
        for message in _messages_of(name, file.read_bytes()):
            first = seen.setdefault(message.id, message)
            if first.text != message.text:
                what = f"{message.place}: “{message.id}” has another text in {first.place}"
                raise LeafletError(what, "use another id")
    yield from seen.values()


# A command asks for them several times: once for all its leaflets, once for what is signed, once for what is counted.
@lru_cache(maxsize=64)
def _messages_of(name: str, template: bytes) -> tuple[Message, ...]:
    # It takes time to import, which a build with nothing to do should not pay.
    from jinja2.ext import babel_extract  # noqa: PLC0415

    found = []
    for line, function, texts, comments in babel_extract(io.BytesIO(template), ["pgettext"], ["Translators:"], {}):
        place = Location(f"{TEMPLATES}/{name}", line)
        if function != "pgettext" or not isinstance(texts, tuple) or None in texts[:2]:
            raise LeafletError(f"{place}: a text without an id", 'write pgettext("an/id", "The text")')
        note = " ".join(comment.removeprefix("Translators:").strip() for comment in comments)
        found.append(Message(str(texts[0]), str(texts[1]), note, place=place))
    return tuple(found)


_URGENCY_NOTES = {
    Urgency.EMERGENCY: "urgency: EMERGENCY. The patient must get medical care at once.",
    Urgency.CALL: "urgency: CALL. The patient must call the caregiver.",
}


def translator_notes(message: Message, values: Mapping[str, str]) -> list[str]:
    """Return what a translator must know of a message, a line each; values: what each placeholder prints as."""
    lines = []
    if message.urgency:
        what = f"Warning sign {message.number[0]} of {message.number[1]}" if message.number else "Heading of the signs"
        lines.append(f"{what}, {_URGENCY_NOTES[message.urgency]}")
    for name in markup.placeholders(markup.parse(message.text)):
        lines.append(f"{{{name}}} prints as: {values[name]}" if name in values else f"{{{name}}} is filled in")
    if message.note:
        lines.append(f"Note: {message.note}")
    return lines
