"""Plural forms: new catalogs get the language's own, in CLDR's order; other lists' forms pass, other languages' do not."""

from __future__ import annotations

import gettext

import pytest
from babel import Locale
from babel.messages.plurals import get_plural

from leaflet.plurals import are_usual, parse_plural_forms, usual_plural_forms

LOCALES = [
    *("es", "fr", "pt_BR", "ht", "pl", "vi", "fil", "so", "ru", "uk", "ar", "fa", "ur", "ps", "am", "hi", "bn", "ne"),
    *("pa", "th", "km", "my", "zh_Hans", "zh_Hant", "ko", "ja", "de", "cs", "lt", "lv", "sl", "he", "ga", "cy"),
]
ORDER = ("zero", "one", "two", "few", "many", "other")


@pytest.mark.parametrize("name", LOCALES)
def test_new_catalogs_number_the_forms_as_cldr_does(name: str) -> None:
    locale = Locale.parse(name)
    field = usual_plural_forms(locale)
    form = gettext.c2py(field.partition("plural=")[2].rstrip(";"))
    names = [locale.plural_form(number) for number in range(300)]
    used = [each for each in ORDER if each in names]
    assert [used[form(number)] for number in range(300)] == names
    assert are_usual(field, locale)
    assert are_usual(str(get_plural(locale)), locale), "Babel's own list"


@pytest.mark.parametrize(
    ("name", "field", "usual"),
    [
        ("es", "nplurals=2; plural=n != 1;", True),
        ("es", "nplurals=2; plural=(n > 1);", True),
        ("es", "nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;", True),
        ("es", "nplurals=1; plural=0;", False),
        ("es", "nplurals=4; plural=(n != 1);", False),
        ("ja", "nplurals=2; plural=(n != 1);", False),
        ("uk", "nplurals=4; plural=n==1 ? 3 : " + str(get_plural("uk")).partition("plural=")[2], True),
        ("pl", "nplurals=2; plural=(n != 1);", False),
        ("ru", str(get_plural("pl")), False),
        ("uk", str(get_plural("ru")), True),
        ("ar", str(get_plural("ar")), True),
        ("ar", "nplurals=2; plural=(n != 1);", False),
    ],
)
def test_forms_are_compared_by_the_numbers_that_they_tell_apart(name: str, field: str, usual: bool) -> None:
    assert are_usual(field, Locale.parse(name)) == usual


@pytest.mark.parametrize(
    "field",
    [
        "",
        "two",
        "nplurals=2;",
        "plural=(n != 1);",
        "nplurals=0; plural=0;",
        "nplurals=2; plural=n;",
        "nplurals=2; plural=n/0;",
        "nplurals=2; plural=(n != 1",
        "nplurals=2; plural=n is 1;",
        "nplurals=٢; plural=(n != 1);",
        "nplurals=2; plural=" + "(" * 400 + "n" + ")" * 400,
        "nplurals=2; plural=__import__('os').getpid();",
    ],
)
def test_broken_forms_are_none(field: str) -> None:
    assert parse_plural_forms(field) is None


def test_what_stands_behind_the_rule_is_not_read() -> None:
    rule = "nplurals=2; plural=(n != 1);"
    assert parse_plural_forms(rule + " plural=0;") == parse_plural_forms(rule)
    assert parse_plural_forms(rule) is not None
