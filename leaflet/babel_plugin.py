"""What Babel's own commands find by entry points: an extractor for sources, a checker for translations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import IO, Any

from babel.messages.catalog import Catalog, Message, TranslationError

from leaflet import markup
from leaflet.messages import iter_messages, translator_notes
from leaflet.problem import LeafletError
from leaflet.source import read_source

_OURS = {".yaml", ".html"}


def extract(
    fileobj: IO[bytes], keywords: object, comment_tags: object, options: Mapping[str, Any]
) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """Babel's extractor for sources: `pybabel extract` with a mapping [leaflet: content/**.yaml]."""
    file = Path(fileobj.name)
    source, problems = read_source(file, str(file))
    if source is None:
        raise LeafletError("\n".join(f"{problem.location}: {problem.message}" for problem in problems))
    for message in iter_messages(source.leaflet):
        line = source.place((*message.keys, "text")).line or 1
        yield line, "pgettext", (message.id, message.text), translator_notes(message, {})


def check(catalog: Catalog | None, message: Message) -> None:
    """Babel's checker, for `pybabel compile`: TranslationError if the markup or the placeholders differ.

    Babel calls it for the catalogs of every project: it looks only at messages that come from a leaflet or a template.
    """
    ours = message.context and any(PurePath(path).suffix in _OURS for path, _ in message.locations)
    if ours and isinstance(message.id, str) and isinstance(message.string, str) and message.string:
        try:
            same = markup.placeholders(markup.parse(message.id)) == markup.placeholders(markup.parse(message.string))
        except markup.MarkupError as fault:
            raise TranslationError(f"“{message.context}” has {fault}") from fault
        if not same:
            raise TranslationError(f"“{message.context}” has not the names in braces that the English has")
