"""A localized leaflet as bytes, to be sent to another process or another machine, and back.

What is sent are the inputs of leaflet.localize, so that what comes out is what would have come out here.
"""

from __future__ import annotations

import datetime
import json
import zlib
from collections.abc import Mapping

from pydantic import BaseModel

from leaflet.digest import digest_value
from leaflet.language import Language
from leaflet.localize import LocalizedLeaflet, localize
from leaflet.messages import iter_messages
from leaflet.model import Leaflet, Text
from leaflet.settings import Facility


def pack(localized: LocalizedLeaflet) -> bytes:
    """Return a localized leaflet as bytes, without its shared words: they are the same for all of the language."""
    language = localized.language
    value = {
        # What a source leaves out is written as nothing, which is no value that it could have.
        "leaflet": localized.original.model_dump_json(by_alias=True, exclude_defaults=True),
        "texts": _texts(localized.leaflet),
        "language": [language.tag, language.region, language.digits],
        "translated": localized.translated.isoformat(),
    }
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode(), 1)


def unpack(data: bytes, words: Mapping[str, str], facility: Facility) -> LocalizedLeaflet:
    """Return the localized leaflet that was packed; words: the shared words of its language."""
    value = json.loads(zlib.decompress(data))
    return localize(
        Leaflet.model_validate_json(value["leaflet"]),
        value["texts"],
        Language(*value["language"]),
        words,
        facility,
        datetime.date.fromisoformat(value["translated"]),
    )


def source_digest(localized: LocalizedLeaflet) -> str:
    """Return the digest of a leaflet as written, without the notes to translators: no page shows them."""
    return digest_value(_said(localized.original))


def text_digest(localized: LocalizedLeaflet) -> str:
    """Return the digest of what a catalog gives to a leaflet: the translations, and their day."""
    return digest_value([_texts(localized.leaflet), localized.translated.isoformat()])


def _texts(leaflet: Leaflet) -> dict[str, str]:
    return {message.id: message.text for message in iter_messages(leaflet)}


def _said(value: object) -> object:
    """Return a part of a leaflet as JSON can write it, without the notes."""
    if isinstance(value, BaseModel):
        left_out = {"note"} if isinstance(value, Text) else set()
        return {name: _said(getattr(value, name)) for name in type(value).model_fields if name not in left_out}
    if isinstance(value, dict):
        return {str(key): _said(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_said(part) for part in value]
    return value if value is None or isinstance(value, bool | str) else str(value)
