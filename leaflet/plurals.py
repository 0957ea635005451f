"""Plural forms, as a catalog's header says them: read, and compared with what CLDR knows of a language.

No text of a leaflet has plural forms. But the tools of translators read this field, and gettext refuses a broken one.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from babel.messages.plurals import PLURALS, get_plural
from babel.plural import to_gettext

# Behind the rule may stand anything: neither gettext nor Python reads on.
_FIELD = re.compile(r"\s*nplurals=\s*([1-9])\s*;\s*plural=([^;]+)(?:;.*)?", re.ASCII | re.DOTALL)
# Every rule of CLDR for whole numbers tells small numbers by their last two digits; some tell millions apart too.
_SMALL = range(220)
_LARGE = (1000, 1_000_000, 2_000_000)


@dataclass(frozen=True)
class PluralForms:
    """A field “nplurals=2; plural=(n != 1);”: how many forms there are, and the form of each small number."""

    count: int
    forms: tuple[int, ...]


@lru_cache(maxsize=256)
def parse_plural_forms(value: str) -> PluralForms | None:
    """Return what a field says; None if it is broken: not of this form, or a number has no form."""
    found = _FIELD.fullmatch(value)
    if not found:
        return None
    count = int(found[1])
    try:
        form: Callable[[int], int] = gettext.c2py(found[2])
        if any(not 0 <= form(number) < count for number in _LARGE):
            return None
        forms = tuple(form(number) for number in _SMALL)
    except (ValueError, ArithmeticError):
        return None
    return PluralForms(count, forms) if all(0 <= each < count for each in forms) else None


@lru_cache(maxsize=256)
def usual_plural_forms(locale: Locale) -> str:
    """Return the field for a new catalog: the forms in CLDR's order, as translators' tools number them.

    Babel's own list counts in another order in Arabic, and guesses "n != 1" for languages that it lacks.
    """
    wanted = _cldr_forms(locale)
    fields = [str(get_plural(locale)), *(f"nplurals={count}; plural={rule};" for count, rule in PLURALS.values())]
    fields.append(to_gettext(locale.plural_form))
    for field in fields:
        found = parse_plural_forms(field)
        if found and found.forms == wanted:
            return field
    return fields[0]


@lru_cache(maxsize=256)
def are_usual(value: str, locale: Locale) -> bool:
    """Tell whether a field tells the same numbers apart as CLDR or Babel's list does, in whatever order.

    In use are also forms of their own for 0, 1 or 2, another place for 0, and a form for fractions or millions alone.
    """
    found = parse_plural_forms(value)
    if found is None:
        return False
    if found == parse_plural_forms(str(get_plural(locale))):
        return True
    wanted = _cldr_forms(locale)
    count = len(set(wanted))
    counts = {count, len(locale.plural_form.tags) + 1, *({count + 1} if count > 1 else ())}
    return found.count in counts and _grouped(found.forms[3:]) == _grouped(wanted[3:])


@lru_cache(maxsize=256)
def _cldr_forms(locale: Locale) -> tuple[int, ...]:
    order = ("zero", "one", "two", "few", "many", "other")
    names = [locale.plural_form(number) for number in _SMALL]
    used = [name for name in order if name in names]
    return tuple(used.index(name) for name in names)


def _grouped(forms: tuple[int, ...]) -> tuple[int, ...]:
    """Return the forms numbered as they first occur, so that only which numbers share a form counts."""
    return tuple(map(list(dict.fromkeys(forms)).index, forms))
