"""Names of persons: are two of them, as people write them, the same person's?"""

from __future__ import annotations

import re
import unicodedata

# What may stand before or after a name, or be left out.
_TITLES = frozenset({"dr", "prof", "md", "do", "phd", "rn", "mr", "mrs", "ms", "mx"})


def same_person(name: str, other: str) -> bool:
    """Tell whether two names are to be taken for the same person's: case, accents, order and titles aside.

    Of two names, one may leave words of the other out, if two words are left: a middle name, an initial. It errs on the
    side of the same person. Two people of one name must be told apart by more of it.
    """
    words, others = _words(name), _words(other)
    return words == others or (min(len(words), len(others)) > 1 and (words <= others or others <= words))


def _words(name: str) -> frozenset[str]:
    plain = "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char))
    words = frozenset(re.findall(r"\w+", plain.replace(".", "")))
    return (words - _TITLES) or words
