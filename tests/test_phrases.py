"""Phrases are found as a reader would: in any script, in any form of the characters, and not within other words."""

from __future__ import annotations

import pytest

from leaflet.phrases import PhraseFinder, normalized, within


def found(entries: list[str], text: str, *, spaceless: bool = False, before: str = "", after: str = "") -> list[str]:
    group = tuple(entries)
    finder = PhraseFinder([group], spaceless, tuple(before.split()), tuple(after.split()))
    return [normalized(text)[slice(*span)] for span in finder.find(text).get(group, ())]


@pytest.mark.parametrize(
    ("entries", "text", "wanted"),
    [
        (["sangre"], "La sangre, o el sangrado", ["sangre"]),
        (["sangr*"], "La sangre, o el sangrado", ["sangre", "sangrado"]),
        (["*chen"], "Mädchen und Kuchenform", ["mädchen"]),
        (["*غمى*"], "أن يُغمى عليك", ["يغمى"]),
        (["más de", "más"], "más de dos, o más", ["más de", "más"]),
        (["más de"], "más, de dos", []),
        (["no … nunca"], "no lo haga ahora ni nunca", ["no lo haga ahora ni nunca"]),
        (["no … nunca"], "no lo haga usted ahora ni después ni nunca", []),
        (["no … nunca"], "no. Y nunca", []),
        (["no", "!no obstante"], "no obstante, no lo haga", ["no"]),
        (["un*", "!until"], "until it is unusual", ["unusual"]),
        (["all", "!at all"], "all, at all", ["all"]),
        (["NO"], "No", ["no"]),
        (["bebé"], "BEBE\u0301", ["bebé"]),
        (["urine", "s'il"], "Du sang dans l’urine s’il", ["urine", "s'il"]),
        (["*n't"], "Don’t", ["don't"]),
        (["об'єм"], "об\u02bcєм", ["об'єм"]),
        (["follow-up"], "the follow\u2010up visits", ["follow‐up"]),
        (["más de"], "más\u00a0de\u202f38", ["más de"]),
        (["न", "मत"], "नहीं, मतलब", []),
        (["मत"], "मत करें।", ["मत"]),
        (["दर्द"], "दर्द। दर्दनाक", ["दर्द"]),
        (["بچه"], "بچه‌ها، بچه", ["بچه"]),
        (["بچه*"], "بچه‌ها", ["بچهها"]),
        (["دم"], "قدم وصدمة", []),
        (["دم"], "دَمٌ في البَول", ["دم"]),
        (["dos"], "x2 d o s", []),
        ([""], "x", []),
        (["*", "!", "…"], "x", []),
    ],
)
def test_words_are_found(entries: list[str], text: str, wanted: list[str]) -> None:
    assert found(entries, text) == wanted


@pytest.mark.parametrize(
    ("entries", "text", "wanted"),
    [
        (["不"], "您的宝宝不动", ["不"]),
        (["不", "!不同"], "不同的人不动", ["不"]),
        (["降不下来"], "降 不下来", ["降 不下来"]),
        (["比…高"], "体温比平时的体温要高", ["比平时的体温要高"]),
        (["比…高"], "比。高", []),
        (["ไม่"], "ลูกไม่ดิ้น", ["ไม่"]),
        (["ดิ้นน้อยลง"], "ดิ้น\u200bน้อย ลง", ["ดิ้นน้อย ลง"]),
        (["မ…ဘူး"], "ကလေး မလှုပ်ဘူး။", ["မလှုပ်ဘူး"]),
        (["DES"], "接触过ＤＥＳ", ["des"]),
    ],
)
def test_characters_are_found_where_there_are_no_words(entries: list[str], text: str, wanted: list[str]) -> None:
    assert found(entries, text, spaceless=True) == wanted


@pytest.mark.parametrize(
    ("entries", "text", "wanted"),
    [
        (["دم"], "والدم وبالدم وقدم", ["والدم", "وبالدم"]),
        (["بول"], "بولك وبوله", ["بولك", "وبوله"]),
        (["غير طبيعي*"], "غير الطبيعية", ["غير الطبيعية"]),
        (["بول*"], "للبولية", ["للبولية"]),
    ],
)
def test_particles_are_stripped(entries: list[str], text: str, wanted: list[str]) -> None:
    assert found(entries, text, before="و ب ل ال", after="ك ه ها") == wanted


def test_particles_after_a_word() -> None:
    assert found(["피"], "피가 나고 피부에", after="가 에 에서") == ["피가"]


def test_groups_are_told_apart() -> None:
    one, other = ("blood",), ("blood", "bleeding")
    spans = PhraseFinder([one, other], False).find("bleeding, and blood")
    assert spans == {one: ((14, 19),), other: ((0, 8), (14, 19))}


def test_spans_within_others() -> None:
    assert within((2, 4), [(2, 4)])
    assert within((2, 4), [(0, 1), (1, 9)])
    assert not within((2, 4), [(3, 9)])
    assert not within((2, 4), [])
