"""Which letters a language is spelt with."""

import pytest

from leaflet.language import parse_language
from leaflet.orthography import is_foreign_letter, twin


@pytest.mark.parametrize(
    ("tag", "own", "foreign"),
    [
        ("es", "abcÑñÁáüªº", "ışğłđș"),
        ("ht", "àèòÀ", "çñäő"),
        ("pl", "ąćęłńóśźżĄŁ", "čďěř"),
        ("vi", "ăâđêôơưẤỡỷ", "ñç"),
        ("ru", "ёйъыэ", "іїєґђ"),
        ("uk", "іїєґ", "ыэъ"),
        ("ar", "ابةكيىآأئؤپڤ", "کیہھےٹڈۍ"),
        ("fa", "اپچژگکیآئۀ", "كيہےٹ"),
        ("ur", "اپٹڈڑںہھےیکگئؤ", "كيهې"),
        ("ps", "پټځڅډړږښکګڼۍېیي", "كىہٹ"),
        ("hi", "कखऋ", "ॲॿ"),
        ("bn", "রবড়য়ৎ", "ৰৱ"),
        ("as", "ৰৱব", "র"),
        ("zh-Hans", "药压热疼痒嘌呤囟于", "藥壓熱頭気薬於"),
        ("zh-Hant", "藥壓熱頭癢囟於于", "药压热头気"),
        ("ja", "薬圧熱頭塡剝𠮟あア", "药压热头们"),
        ("ko", "가힣", ""),
        ("km", "កៗ", ""),
    ],
)
def test_a_language_has_letters(tag: str, own: str, foreign: str) -> None:
    language = parse_language(tag)
    assert [letter for letter in own if is_foreign_letter(letter, language)] == []
    assert [letter for letter in foreign if not is_foreign_letter(letter, language)] == []


@pytest.mark.parametrize(
    ("tag", "letter", "meant"),
    [("ar", "ی", "ي"), ("ar", "ک", "ك"), ("fa", "ك", "ک"), ("ur", "ه", "ہ"), ("uk", "ы", "і"), ("uk", "Э", "є")],
)
def test_a_letter_may_be_meant_for_another(tag: str, letter: str, meant: str) -> None:
    assert twin(letter, parse_language(tag)) == meant


@pytest.mark.parametrize(("tag", "letter"), [("ar", "ي"), ("ps", "ي"), ("ps", "ی"), ("ru", "ы"), ("es", "ы")])
def test_a_letter_of_the_alphabet_is_meant(tag: str, letter: str) -> None:
    assert twin(letter, parse_language(tag)) is None


def test_letters_of_other_scripts_and_signs_are_not_asked_about() -> None:
    spanish = parse_language("es")
    assert [c for c in "ыक中1.-«" if is_foreign_letter(c, spanish)] == []
