"""Which language a text is in, by the model that comes with py3langid; it is loaded when first asked for."""

from __future__ import annotations

import math
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale

from leaflet.language import Language

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# What the model says of a text that is in no language at all.
_NONE = "zxx"
# What the model calls otherwise than CLDR.
_MODEL_CODES = {"fil": "tl", "nb": "no"}


@dataclass(frozen=True)
class Rival:
    """The likeliest other language of a text: its code; and how much likelier it is, as a power of ten."""

    code: str
    odds: float

    @property
    def english_name(self) -> str:
        """The name of the language in English; its code, if CLDR has no name."""
        return str(Locale("en").languages.get(self.code, self.code))


def knows(language: Language) -> bool:
    """Tell whether the model knows a language."""
    return _code(language) in _model().nb_classes


def _code(language: Language) -> str:
    return _MODEL_CODES.get(language.locale.language, language.locale.language)


@lru_cache(maxsize=4096)
def rival(text: str, language: Language) -> Rival | None:
    """Return the language that is likeliest for a text beside its own; None if the model does not know its own.

    The odds are negative where the text is in its own language. Related languages have odds around zero.
    """
    likelihoods = dict(_model().rank(text))
    own_code = _code(language)
    own = likelihoods.get(own_code)
    others = {code: value for code, value in likelihoods.items() if code not in {own_code, _NONE}}
    if own is None or not others:
        return None
    code = max(others, key=others.__getitem__)
    # A likelihood may have vanished in the model's rounding.
    return Rival(code, math.log10(max(others[code], 1e-30)) - math.log10(max(own, 1e-30)))


def prepare(cache: Path) -> None:
    """Begin to load the model, in the background; cache: the folder in which it is kept unpacked."""
    if not _loading:
        _loading.append(_begin(cache))


def _model() -> LanguageIdentifier:
    if not _loading:
        _loading.append(_begin(None))
    return _loading[0].result()


# The model, once somebody asked for it.
_loading: list[Future[LanguageIdentifier]] = []


def _begin(cache: Path | None) -> Future[LanguageIdentifier]:
    executor = ThreadPoolExecutor(1)
    future = executor.submit(_load, cache)
    executor.shutdown(wait=False)
    return future


def _load(cache: Path | None) -> LanguageIdentifier:
    # It takes time to import: only for those who check a catalog.
    from leaflet.languagemodel import load  # noqa: PLC0415

    return load(cache)
