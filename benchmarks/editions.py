"""Another edition of a leaflet, in which quantities are typed into the texts instead of being named.

The project's own sources name every quantity ({fever}), so a typed number in a catalog is a fault whatever it says. To
examine checks on the numbers themselves, this edition puts the same quantity, as each language writes it, behind a
score of English texts and behind their translations. It is clean: what is reported on it is a false alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from benchmarks.catalogs import Clean, edited
from benchmarks.numerals import decimal_sign, unit_words
from leaflet.language import Language
from leaflet.lexicon import Lexicon

NUMBERS = "numbers"
# In the English: what is typed behind a text. NBSP stands as the project prints quantities.
FEVER = "101.5\u00a0°F (38.6\u00a0°C)"
DOSE = "500\u00a0mg, 10\u00a0mL"
HOURS = "10–12 hours"
WEEKS = "24 weeks"
QUANTITIES = (FEVER, HOURS, DOSE, WEEKS)
_UNITS = {HOURS: "hour", WEEKS: "week"}


def in_language(quantity: str, language: Language, lexicon: Lexicon) -> str | None:
    """Return a quantity as a language writes it, in Latin digits; None without a word for its unit."""
    if quantity in _UNITS:
        words = unit_words(language, lexicon, _UNITS[quantity])
        if not words:
            return None
        space = "" if language.script in {"Hans", "Hant", "Jpan"} else " "
        return f"{quantity.split(maxsplit=1)[0]}{space}{words[0]}"
    return re.sub(r"(?<=\d)\.(?=\d)", decimal_sign(language), quantity)


def chosen(names: list[str]) -> Iterator[tuple[str, str]]:
    """Yield which messages of a leaflet get which quantity, the same in all languages."""
    wanted = [name for name in names if name.startswith(("emergency/", "call/", "home-care/", "about/", "diagnosis/"))]
    wanted = [name for name in wanted if not name.endswith(("/heading", "/fever"))]
    for i, name in enumerate(wanted):
        yield name, QUANTITIES[i % len(QUANTITIES)]


def with_quantity(text: str, quantity: str) -> str:
    """Return a text with a quantity in brackets at its end, before its last point."""
    end = re.search(r"[.。።।။។۔]?\Z", text)
    at = end.start() if end else len(text)
    return f"{text[:at].rstrip()} [{quantity}]{text[at:]}"


def numbers_edition(clean: Clean) -> Clean | None:
    """Return the edition of a catalog with typed numbers; None for the shared words."""
    if not clean.signs:
        return None
    messages, texts = dict(clean.messages), dict(clean.texts)
    for name, quantity in chosen(list(messages)):
        theirs = in_language(quantity, clean.language, clean.lexicon) or in_language(
            FEVER, clean.language, clean.lexicon
        )
        ours = quantity if in_language(quantity, clean.language, clean.lexicon) else FEVER
        assert theirs
        messages[name] = replace(messages[name], text=with_quantity(messages[name].text, ours))
        texts[name] = with_quantity(texts[name], theirs)
    return edited(clean, NUMBERS, messages, texts)
