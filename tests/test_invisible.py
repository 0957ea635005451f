"""Invisible characters: where a script has a use for them, and where not."""

import pytest

from leaflet.invisible import has_invisible, is_out_of_place
from leaflet.language import parse_language

NEEDED = [
    ("fa", "می\u200cخواهم"),
    ("fa", "{fever}\u200cها"),
    ("ur", "بے\u200cہوش"),
    ("ps", "نه\u200cلرئ"),
    ("ar", "سنة 1446 ه\u200d"),
    ("hi", "क्\u200dष"),
    ("hi", "क्\u200cष"),
    ("ne", "गर्\u200dयो"),
    ("bn", "র\u200d্যাব"),
    ("bn", "উদ্\u200cঘাটন"),
    ("si", "ශ්\u200dරී"),
    ("ml", "ന്\u200dറെ"),
    ("km", "ឈឺ\u200bក្បាល"),
    ("km", "ប៊\u200cី"),
    ("km", "វេជ្ជបណ្ឌិត\u200bDjango"),
    ("th", "ปวด\u200bหัว"),
    ("my", "ခေါင်း\u200bကိုက်"),
    ("ja", "葛\U000e0100"),
    ("es", "y\u2060/\u2060o"),
]
USELESS = [
    ("es", "san\u200bgre"),
    ("es", "san\u200cgre"),
    ("es", "san\u200dgre"),
    ("es", "san\u2060gre"),
    ("es", "san\u2060\u2060gre"),
    ("es", "san\u2060\u200bgre"),
    ("fa", "می\u200c\u200cخواهم"),
    ("km", "ឈឺ\u200b\u200bក្បាល"),
    ("es", "\ufeffsangre"),
    ("es", "san\u00adgre"),
    ("es", "san\ufe0fgre"),
    ("es", "1\u200b02"),
    ("es", "\u200bsangre"),
    ("ru", "кро\u200dвь"),
    ("ar", "المه\u200cبل"),
    ("ar", "المه\u200dبل"),
    ("fa", "1\u200c02"),
    ("hi", "खू\u200cन"),
    ("hi", "खू\u200bन"),
    ("km", "ឈ\u200bឺ"),
    ("km", "ក្\u200bបាល"),
    ("th", "1\u200b0"),
    ("zh-Hans", "出\u200b血"),
    ("zh-Hans", "出\ufe0f血"),
    ("ko", "출\u3164혈"),
    ("am", "ደ\u200cም"),
]


@pytest.mark.parametrize(("tag", "text"), NEEDED)
def test_what_a_script_needs_is_in_its_place(tag: str, text: str) -> None:
    language = parse_language(tag)
    assert [at for at in range(len(text)) if is_out_of_place(text, at, language)] == []


@pytest.mark.parametrize(("tag", "text"), USELESS)
def test_what_a_script_has_no_use_for_is_out_of_place(tag: str, text: str) -> None:
    language = parse_language(tag)
    assert has_invisible(text)
    assert [at for at in range(len(text)) if is_out_of_place(text, at, language)]
