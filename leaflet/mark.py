"""Mark: what a page says of its sign-off: the band above, the state below, and who answers for the text."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Credit:
    """A line of the colophon: the shared word that it is made with, and what that word names in braces."""

    word: str
    date: datetime.date
    name: str = ""
    qualification: str = ""


@dataclass(frozen=True)
class Mark:
    """What a page says of its sign-off, by the ids of shared words.

    band: what stands above each page, None where the text may be handed out; status: what stands below; statement: a
    sentence of the colophon, None where the credits say it all.
    """

    band: str | None
    status: str
    statement: str | None
    credits: tuple[Credit, ...] = ()


# What a page says that nobody has signed.
DRAFT = Mark("status/band", "status/draft", "colophon/draft")
# Every shared word that only some marks show: it says something that is false under another.
MARK_WORDS = frozenset(
    {"status/band", "status/band-revised", "status/band-stale", "status/band-expired"}
    | {f"status/{name}" for name in ("draft", "translated", "revised", "approved", "released", "stale", "expired")}
    | {f"colophon/{name}" for name in ("draft", "stale", "translated-by", "revised-by", "approved-by", "review-by")}
)
