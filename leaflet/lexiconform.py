"""An empty lexicon for a translator to fill in: what each line is for, and how words are written."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping

from leaflet.language import Language
from leaflet.lexicon import IDEAS
from leaflet.model import Leaflet
from leaflet.units import UNITS

_HEAD = """\
# The words of {name} that “leaflet check” looks for. Nobody has filled them in yet.
#
# The checks cannot read {name}. They look here for the words that a translation may use, and then see that no “not”
# was lost, that “above” did not become “below”, and that each warning sign still says what it is about. A word that is
# right, and is not in this file, makes a good translation look faulty: add it. A word that can mean something else
# besides makes a faulty one look good: leave it out, or add more of its neighbours ("pérdida de sangre").
#
# Each line holds the accepted words for one idea, term or unit, in quotes, with commas between them:
#
#   "word"          this word                   "stem*"    all words that begin so: stem, stems, stemming
#   "*end"          all words that end so       "*part*"   all words that have it inside
#   "two words"     these, side by side         "too … to" these, with up to four other words between them
#   "!word"         never this, though another entry would find it, or a part of it ("un*", but "!until")
#
# Give every form that a sentence may need: number, gender, case, tense, politeness. Capital letters, accents written
# in one character or two, curly or straight apostrophes, vowel marks and invisible joiners make no difference. In a
# language without spaces between words, an entry is found wherever its characters stand, spaces or not: beware of short
# ones, and use "!" for the words that they are a part of. Under [affixes] stand the particles that are written together
# with the next word (before) or the previous one (after), so that they need not be repeated in every entry.
#
# Different terms need different words: one that stands under “bleeding” must not stand under “discharge” or “fluid”.
# Where a word of one term lies inside a phrase of another ("blood" in "loss of blood"), list the whole phrase under
# the other: what a sign is about wins.
# A “no” in two parts (French “ne … pas”) is one entry, or only one of its parts: two entries would count it twice.
#
# After a change: leaflet check. It also says which lines are missing.
"""


def lexicon_form(language: Language, leaflets: Iterable[Leaflet]) -> str:
    """Return the text of an empty lexicon for the ideas, and for the terms and units of leaflets."""
    terms: dict[str, str] = {}
    units: dict[str, str] = {}
    for leaflet in leaflets:
        for term in leaflet.terms:
            note = f" {term.note}" if term.note else ""
            # A term that has the name of an idea takes the idea's words.
            if term.id not in IDEAS:
                terms.setdefault(term.id, f"“{term.text}”.{note}")
        units |= {one.unit: "" for one in leaflet.quantities.values() if not UNITS[one.unit].symbol}
    tables = (("ideas", IDEAS), ("terms", terms), ("units", units), ("affixes", {"before": "", "after": ""}))
    return _HEAD.format(name=language.english_name) + "".join(_table(name, lines) for name, lines in tables)


def _table(name: str, lines: Mapping[str, str]) -> str:
    written = [f"\n[{name}]"]
    for key, means in lines.items():
        written += textwrap.wrap(means, 118, initial_indent="# ", subsequent_indent="# ") if means else []
        written.append(f"{key} = []")
    return "\n".join(written) + "\n"
