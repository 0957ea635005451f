"""Text that was read in the wrong encoding is known by what comes out when it is read in the right one."""

import tomllib

import pytest
from conftest import DATA

from leaflet.language import parse_language
from leaflet.mojibake import misread

LANGUAGES = tomllib.loads((DATA / "languages.toml").read_text("utf-8"))


def read_wrongly(text: str, codec: str) -> str:
    # Bytes that the encoding has no character for are read as control characters.
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "cp1250", "cp1251", "cp1256", "mac-roman", "cp437"])
@pytest.mark.parametrize("tag", LANGUAGES)
def test_utf_8_in_another_encoding_is_found(tag: str, codec: str) -> None:
    language = parse_language(tag)
    texts = [text for text in LANGUAGES[tag] if sum(not c.isascii() for c in text) > 3]
    missed = [text for text in texts if misread(read_wrongly(text, codec), language) is None]
    assert missed == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_good_text_is_none(tag: str) -> None:
    language = parse_language(tag)
    for text in LANGUAGES[tag]:
        assert misread(text, language) is None
        assert misread(text.upper(), language) is None
        assert misread(f"«{text.upper()}» “{text}…” „{text}‟ ‘{text.upper()}’\u00a0— 38,9\u00a0°C", language) is None


def test_what_was_meant_is_told() -> None:
    assert misread("fiÃ¨vre", parse_language("fr")) == ("Ã¨", "è")
    assert misread("38 Â°C", parse_language("ru")) == ("Â°", "°")
    assert misread("РїСЂРё", parse_language("ru")) == ("РїСЂРё", "при")


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("pt-BR", "“BOM DIA, AMANHÃ”"),
        ("uk", "Різкий біль, Рік"),
        ("de", "„Spaß“"),
        ("fr", "CAFÉ\u00a0»"),
        ("ar", "فقط،"),
    ],
)
def test_letters_and_signs_that_chance_to_look_so_are_none(tag: str, text: str) -> None:
    assert misread(text, parse_language(tag)) is None
