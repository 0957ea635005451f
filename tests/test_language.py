"""Languages: what CLDR says of a tag."""

from __future__ import annotations

import pytest

from leaflet.language import parse_language
from leaflet.problem import UsageError


@pytest.mark.parametrize(
    ("tag", "identifier", "script", "direction", "autonym", "english"),
    [
        ("en", "en", "Latn", "ltr", "English", "English"),
        ("pt-BR", "pt_BR", "Latn", "ltr", "português (Brasil)", "Brazilian Portuguese"),
        ("ar", "ar", "Arab", "rtl", "العربية", "Arabic"),
        ("ur", "ur", "Arab", "rtl", "اردو", "Urdu"),
        ("zh-Hans", "zh_Hans", "Hans", "ltr", "简体中文", "Simplified Chinese"),
        ("zh-Hant", "zh_Hant", "Hant", "ltr", "繁體中文", "Traditional Chinese"),
        ("pa", "pa", "Guru", "ltr", "ਪੰਜਾਬੀ", "Punjabi"),
        ("am", "am", "Ethi", "ltr", "አማርኛ", "Amharic"),
    ],
)
def test_a_tag_says_it_all(
    tag: str, identifier: str, script: str, direction: str, autonym: str, english: str
) -> None:
    language = parse_language(tag)
    assert (language.tag, language.identifier, language.script, language.direction) == (tag, identifier, script, direction)
    assert (language.autonym, language.english_name) == (autonym, english)


@pytest.mark.parametrize("tag", ["", "xx", "english", "e", "zh_Hans", "zh-hans", "PT-br", "../etc", "es-", "en-XX-YY"])
def test_what_is_no_tag_is_refused(tag: str) -> None:
    with pytest.raises(UsageError):
        parse_language(tag)
