"""Which language a text is in: true texts of every language are, and those of another are not."""

import lzma
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from conftest import DATA

from leaflet import languagemodel
from leaflet.identify import rival
from leaflet.language import Language, parse_language

LANGUAGES = tomllib.loads((DATA / "languages.toml").read_text("utf-8"))


def odds(text: str, language: Language) -> float:
    found = rival(text, language)
    assert found is not None, f"the model does not know {language.tag}"
    return found.odds


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_text_is_in_its_language(tag: str) -> None:
    language = parse_language(tag)
    assert [text for text in LANGUAGES[tag] if odds(text, language) > 1] == []
    assert odds("\n".join(LANGUAGES[tag]), language) < 0


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_texts_of_another_language_are_not(tag: str) -> None:
    language = parse_language(tag)
    for other, texts in LANGUAGES.items():
        if parse_language(other).locale.language != language.locale.language:
            assert odds("\n".join(texts), language) > 1, other


def test_the_rival_is_named() -> None:
    found = rival("Sangramento pela vagina", parse_language("es"))
    assert found
    assert found.english_name == "Portuguese"


def test_the_model_is_unpacked_once_and_says_the_same_when_it_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts: Counter[str] = Counter()
    unpack = lzma.decompress

    def counted(data: bytes) -> bytes:
        counts["unpacked"] += 1
        return unpack(data)

    monkeypatch.setattr(lzma, "decompress", counted)
    alone, first, second = (languagemodel.load(cache) for cache in (None, tmp_path, tmp_path))
    assert counts["unpacked"] == 2, "for this process alone, and for the cache"
    for texts in LANGUAGES.values():
        text = "\n".join(texts)
        assert alone.rank(text) == first.rank(text) == second.rank(text)
    (folder,) = tmp_path.iterdir()
    (folder / "ptc.npy").write_bytes((folder / "ptc.npy").read_bytes()[:1000])
    assert languagemodel.load(tmp_path).rank("Sangrado") == alone.rank("Sangrado"), "one that was cut off is made anew"
    assert counts["unpacked"] == 3


def test_nothing_is_said_of_a_language_that_the_model_does_not_know() -> None:
    assert rival("ئەمە دەقێکە", parse_language("ckb")) is None
