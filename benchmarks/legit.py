"""Legitimate variants of clean catalogs: other ways to write the same, on which no check may report an error."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator

import polib
from babel.units import format_unit

from benchmarks import numerals
from benchmarks.catalogs import Clean, Text
from benchmarks.editions import NUMBERS
from benchmarks.mutation import FAULTS, Draft, in_catalog, in_text

# Long, and true: the English says no more in fewer words.
LONG = {
    "es": {
        "emergency/fainting": "Desmayo: usted pierde el conocimiento y se cae, o siente que todo se le pone negro,"
        " aunque sea por un momento (se desmaya)",
        "home-care/diet": "Vuelva a comer y a beber lo mismo que comía y bebía todos los días antes de que le dijeran"
        " que tiene este problema.",
        "emergency/bleeding": "Sangrado por la vagina, es decir, cualquier cantidad de sangre que le salga por ahí",
    },
    "ar": {
        "emergency/fainting": "إغماء، أي أن تفقدي وعيك أو تسقطي على الأرض دون أن تشعري بما حولك، ولو لوقت قصير"
        " (فقدان الوعي)",
        "home-care/diet": "عودي إلى الأكل والشرب كما كنت تأكلين وتشربين كل يوم من قبل، أي إلى طعامك المعتاد.",
    },
    "zh-Hans": {
        "emergency/fainting": "晕倒，也就是突然失去知觉、昏过去，哪怕时间很短（昏过去）",
        "home-care/diet": "您可以恢复平时的饮食，平时每天吃什么、喝什么，现在就照样吃什么、喝什么。",
    },
}
# Ordinals of the texts about trimesters, in words and in digits.
ORDINALS = {
    "es": (("segundo", "2.º"), ("tercero", "3.º"), ("primer ", "1.er ")),
    "fr": (("deuxième", "2e"), ("troisième", "3e"), ("premier", "1er")),
    "pt-BR": (("segundo", "2º"), ("terceiro", "3º"), ("primeiro", "1º")),
    "ar": (("الثاني", "2"), ("الثالث", "3"), ("الأول", "1")),
    "ru": (("втором", "2-м"), ("третьего", "3-го"), ("первого", "1-го")),
    "zh-Hans": (("孕中期", "第2孕期"), ("孕晚期", "第3孕期"), ("孕早期", "第1孕期")),
}


HAN = {"Hans", "Hant", "Jpan"}


def _around(text: Text, rng: random.Random, opening: str, closing: str) -> str:
    start, end = rng.choice(text.tokens)
    return text.text[:start] + opening + text.text[start:end] + closing + text.text[end:]


@in_text("legit/decimal-sign", "mechanical", typed=True)
def decimal(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """A decimal comma, point, or Arabic decimal sign."""
    if text.clean.edition == NUMBERS:
        for sign in ".," + ("٫" if text.clean.language.script == "Arab" else ""):
            yield f"“{sign}”", re.sub(r"(?<=\d)[.,٫](?=\d)", sign, text.text)


@in_text("legit/native-digits", "mechanical", typed=True)
def native(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """The digits of the language's own script."""
    system = numerals.native_system(text.clean.language)
    if text.clean.edition == NUMBERS and system != "latn":
        new = numerals.in_digits(text.text, system)
        yield system, new
        if text.clean.language.script == "Arab":
            yield f"{system}, with its decimal sign", re.sub(r"(?<=\d)[.,](?=\d)", "٫", new)


@in_text("legit/quotes", "mechanical")
def quotes(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Guillemets and other quotation marks around a word."""
    marks = ("«»", "“”", "‘’", "„“", "‹›") + (("「」", "《》") if text.clean.language.script in HAN else ())
    for mark in marks:
        yield mark, _around(text, rng, mark[0], mark[1])
    yield "« and narrow spaces »", _around(text, rng, "«\u202f", "\u202f»")


@in_text("legit/narrow-spaces", "mechanical", typed=True)
def spaces(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """Narrow and plain no-break spaces before a sign or between a number and its unit."""
    for space in "\u202f\u00a0\u2009":
        yield f"U+{ord(space):04X} before a sign", re.sub(r" ?([;:?!%])", rf"{space}\1", text.text)
        yield f"U+{ord(space):04X} in a quantity", re.sub(r"(?<=\d)[\s\u00a0](?=[°mM])", space, text.text)


@in_text("legit/unit-in-words", "mechanical", typed=True)
def unit_words(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """A unit said in words, by CLDR: grados Celsius."""
    if text.clean.edition != NUMBERS or not numerals.has_own_units(text.clean.language):
        return
    units = {
        "°F": "temperature-fahrenheit",
        "°C": "temperature-celsius",
        "mg": "mass-milligram",
        "mL": "volume-milliliter",
    }
    new = text.text
    for symbol, name in units.items():
        said = format_unit(7, name, "long", locale=text.clean.language.locale).replace("\u200f", "")
        if "7" in said and name.split("-")[1] not in said:
            before, after = said.split("7")
            new = re.sub(rf"([\d.,]+)[\s\u00a0]{symbol}", rf"{before}\1{after}", new)
    yield "long", new


@in_text("legit/range-sign", "mechanical", typed=True)
def ranges(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """A range with another sign, or in words."""
    if text.clean.edition == NUMBERS:
        words = next((value for value in text.clean.values.values() if re.fullmatch(r"\d+\D+\d+", value)), "")
        for sign in ("-", "—", "−", " – ", "~", *re.findall(r"\D+", words)):
            yield f"“{sign}”", re.sub(r"(?<=\d)–(?=\d)", sign, text.text)


@in_text("legit/ordinal", "mechanical")
def ordinal(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """An ordinal in digits where the English has a word."""
    for word, digits in ORDINALS.get(text.clean.language.tag, ()):
        yield f"{digits} for {word}", text.text.replace(word, digits)


@in_text("legit/direction-marks", "mechanical")
def marks(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Marks of direction beside names, brackets and numbers."""
    for mark in "\u200e\u200f\u061c":
        yield f"U+{ord(mark):04X} at the end", text.text + mark
        yield f"U+{ord(mark):04X} at the start", mark + text.text
        for name in text.names:
            yield f"U+{ord(mark):04X} beside a name", text.text.replace(name, mark + name + mark)
        yield f"U+{ord(mark):04X} beside brackets", re.sub(r"[()]", rf"\g<0>{mark}", text.text)
        start = rng.choice(text.tokens)[0]
        yield f"U+{ord(mark):04X} before a word", text.text[:start] + mark + text.text[start:]


@in_text("legit/isolates", "mechanical")
def isolates(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Balanced isolates around names and words."""
    for opening in "\u2066\u2067\u2068":
        for name in text.names:
            yield f"U+{ord(opening):04X} around a name", text.text.replace(name, f"{opening}{name}\u2069")
        yield f"U+{ord(opening):04X} around a word", _around(text, rng, opening, "\u2069")
        yield f"U+{ord(opening):04X} around all", f"{opening}{text.text}\u2069"
    yield "one in another", f"\u2067{_around(text, rng, chr(0x2068), chr(0x2069))}\u2069"


@in_text("legit/joiners", "mechanical")
def joiners(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """A zero-width non-joiner where the script needs one, a break opportunity where it puts no spaces."""
    script = text.clean.language.script
    if text.clean.language.locale.language in {"fa", "ur", "ps"}:
        yield "in a Persian word", re.sub(r"(?<=[یهبت])(?=[امت])", "\u200c", text.text, count=1)
    if script in {"Deva", "Beng", "Guru"}:
        for character in "\u200c\u200d":
            yield (
                f"U+{ord(character):04X} behind a virama",
                re.sub(r"[\u094d\u09cd\u0a4d]", rf"\g<0>{character}", text.text, count=1),
            )
    breaks = {
        "Thai": r"(?<=[ก-ฮะ-ฺ])(?=[เ-ไ])",
        "Khmr": r"(?<=[\u17b6-\u17c5])(?=[ក-អ])",
        "Mymr": r"(?<=း)(?=[က-အ])",
        "Laoo": r"(?=[ເ-ໄ])",
    }
    if script in breaks:
        yield "U+200B between syllables", re.sub(f"(?!^){breaks[script]}", "\u200b", text.text)


@in_text("legit/vowel-marks", "mechanical")
def vowels(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Full vowel marks, as in a text for those who learn to read."""
    if text.clean.language.script == "Arab":
        marks = "\u064e\u064f\u0650\u0652"
        bare = re.sub("[\u064b-\u0652]", "", text.text)
        yield "all", re.sub(r"(?<=[ء-ي])(?=[ء-ي])", lambda _: rng.choice(marks), bare)
        yield "one", re.sub(r"(?<=[بتثجحخدذرزسشصضطظعغفقكلمنهوي])(?=[ء-ي])", "\u0651\u064e", bare, count=1)
        yield "none", bare
        yield "stretched", re.sub(r"(?<=[بتسشصضطظعغفقكلمن])(?=[ء-ي])", "\u0640\u0640", bare, count=1)


@in_text("legit/long", "mechanical")
def long(text: Text, _rng: random.Random) -> Iterator[tuple[str, str]]:
    """A long but true translation."""
    new = LONG.get(text.clean.language.tag, {}).get(text.id)
    if new and not text.clean.edition:
        yield "true", new


@in_text("legit/soft-hyphen", "mechanical")
def hyphen(text: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A place where a long word can be broken."""
    if text.clean.language.script in {"Latn", "Cyrl"}:
        places = [i for i in text.inside() if all(unicodedata.category(c) == "Ll" for c in text.text[i - 1 : i + 1])]
        if places:
            at = rng.choice(places)
            yield "one", text.text[:at] + "\u00ad" + text.text[at:]


def _whole(description: str, text: str) -> Draft:
    return Draft((), description, text.encode())


@in_catalog("legit/line-ends", "mechanical")
def line_ends(clean: Clean, _rng: random.Random) -> Iterator[Draft]:
    """Lines that end as on Windows, or a last line that does not end."""
    text = clean.data.decode()
    yield _whole("CRLF", text.replace("\n", "\r\n"))
    yield _whole("no end of the last line", text.rstrip("\n"))
    yield _whole("empty lines at the end", text + "\n\n")


@in_catalog("legit/flags", "mechanical")
def flags(clean: Clean, rng: random.Random) -> Iterator[Draft]:
    """A flag of a program or a person's own."""
    for name in rng.sample(list(clean.messages), min(4, len(clean.messages))):
        for flag in ("no-wrap", "x-read-aloud", "max-length:200", "no-python-format", "ignore-same"):
            yield Draft(
                (name,), flag, clean.with_entry(name, clean.entry(name).replace("msgctxt", f"#, {flag}\nmsgctxt", 1))
            )


@in_catalog("legit/obsolete-entries", "mechanical")
def obsolete(clean: Clean, rng: random.Random) -> Iterator[Draft]:
    """Obsolete entries at the end of the file."""
    name = rng.choice(list(clean.messages))
    old = '#~ msgctxt "{}"\n#~ msgid "Go to bed."\n#~ msgstr "…"\n'
    yield Draft((), "one", clean.data + b"\n" + old.format("home-care/bed").encode())
    yield Draft((), "two", clean.data + b"\n" + "\n".join(old.format(f"home-care/bed-{i}") for i in (1, 2)).encode())
    yield Draft((), "one of a text that is there again", clean.data + b"\n" + old.format(name).encode())
    fuzzy = f"#, fuzzy\n{old.format('home-care/bed')}"
    yield Draft((), "a fuzzy one", clean.data + b"\n" + fuzzy.encode())
    previous = '#~| msgid "Go to sleep."\n' + old.format("home-care/bed")
    yield Draft((), "one with its previous English", clean.data + b"\n" + previous.encode())


@in_catalog("legit/comments", "mechanical")
def comments(clean: Clean, rng: random.Random) -> Iterator[Draft]:
    """Comments and references of people and programs."""
    for name in rng.sample(list(clean.messages), min(4, len(clean.messages))):
        lines = clean.entry(name)
        for comment in (
            "# TODO: ask the clinic",
            "# fuzzy?",
            "#",
            "#: other/file.yaml:12",
            '#| msgid "the English before"',
        ):
            new = lines.replace("msgctxt", f"{comment}\nmsgctxt", 1)
            if not comment.startswith("# ") and comment != "#":
                yield Draft((name,), comment, clean.with_entry(name, new))
            else:
                yield Draft((name,), comment, clean.with_entry(name, f"{comment}\n{lines}"))


@in_catalog("legit/layout", "mechanical")
def layout(clean: Clean, rng: random.Random) -> Iterator[Draft]:
    """Other line widths, another order of the entries, no comments."""
    for width in (30, 50, 500):
        yield _whole(f"wrapped at {width}", str(polib.pofile(clean.data.decode(), wrapwidth=width)))
    head, *blocks = clean.data.decode().rstrip("\n").split("\n\n")
    shuffled = rng.sample(blocks, len(blocks))
    yield _whole("entries in another order", "\n\n".join([head, *shuffled]) + "\n")
    bare = "\n".join(line for line in clean.data.decode().splitlines() if not line.startswith("#."))
    yield _whole("without the notes", bare + "\n")
    yield _whole("two empty lines between entries", clean.data.decode().replace("\n\n", "\n\n\n"))


@in_catalog("legit/header", "mechanical")
def header(clean: Clean, _rng: random.Random) -> Iterator[Draft]:
    """Headers as Poedit, Weblate and others write them."""
    text = clean.data.decode()
    yield _whole("charset in small letters", text.replace("charset=UTF-8", "charset=utf-8"))
    more = '"X-Generator: Poedit 3.5\\n"\n"X-Poedit-Bookmarks: 1,2,3\\n"\n'
    yield _whole("headers of Poedit", text.replace('"MIME-Version', more + '"MIME-Version', 1))
    yield _whole(
        "plural forms without spaces", re.sub(r"(Plural-Forms: .*)", lambda m: m[1].replace("; ", ";"), text, count=1)
    )
    yield _whole("plural forms without brackets", text.replace("plural=(n != 1)", "plural=n != 1"))
    yield _whole("an ISO 8601 date", text.replace("2026-11-23 12:00+0000", "2026-11-23T12:00:00+00:00"))
    yield _whole(
        "a team and an address", text.replace("Language-Team: \\n", "Language-Team: Clinic <clinic@example.org>\\n")
    )
    yield _whole("a hyphen in Language", re.sub(r'("Language: \w+)_', r"\1-", text))


LEGIT = {name: FAULTS.pop(name) for name in list(FAULTS) if name.startswith("legit/")}
