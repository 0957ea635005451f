"""Faults of the file: what makes a catalog unreadable, or readable as something else than was meant."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from babel.messages.plurals import get_plural

from benchmarks.catalogs import Clean
from benchmarks.mutation import Draft, in_catalog

LEGACY = (
    "cp1252",
    "iso8859-2",
    "cp1251",
    "cp1256",
    "cp1258",
    "tis-620",
    "gb2312",
    "gb18030",
    "big5",
    "shift_jis",
    "euc-kr",
)


def _whole(description: str, data: bytes) -> Draft:
    return Draft((), description, data)


def _replaced(clean: Clean, name: str, pattern: str, new: str, count: int = 1) -> bytes | None:
    """Return the catalog with what a pattern finds first in one entry replaced; None if it finds nothing."""
    lines, found = re.subn(pattern, lambda _: new, clean.entry(name), count=count, flags=re.MULTILINE)
    return clean.with_entry(name, lines) if found else None


@in_catalog("file/syntax", "mechanical")
def syntax(clean: Clean, rng: random.Random) -> Iterator[Draft]:
    """A line that is no PO: a keyword misspelt, a quote lost, an entry in pieces."""
    edits = (
        ("msgstr misspelt", "^msgstr ", "msgtsr "),
        ("msgid misspelt", "^msgid ", "mgsid "),
        ("msgstr twice", "^msgstr ", 'msgstr "x"\nmsgstr '),
        ("msgid twice", "^msgid ", 'msgid "x"\nmsgid '),
        ("opening quote lost", '^msgstr "', "msgstr "),
        ("keyword lost", "^msgstr ", ""),
        ("a quote inside that is not escaped", r'^(msgstr "|")(?=[^"]{3})(?![^"]*\\n)', 'msgstr "a" b "'),
        ("words behind the closing quote", r'"$\Z', '" and more'),
        ("a line of plain words between entries", r"\Z", "\nplease check this entry"),
        ("an unknown keyword", "^msgctxt ", 'msgnote "x"\nmsgctxt '),
        ("msgstr[0] without msgid_plural", "^msgstr ", "msgstr[0] "),
        ("msgid_plural without msgstr[0]", "^msgstr ", 'msgid_plural "x"\nmsgstr '),
        ("msgid lost", r"^msgid (?:.*\n)+?(?=msgstr)", ""),
        ("no space, no quotes", r'^msgstr "(.*)"?$', "msgstr=x"),
    )
    for name in rng.sample(list(clean.messages), min(6, len(clean.messages))):
        for description, pattern, new in edits:
            data = _replaced(clean, name, pattern, new)
            if data is not None:
                yield Draft((name,), description, data)
    for name in rng.sample(list(clean.messages), min(3, len(clean.messages))):
        at = clean.data.index(f'msgctxt "{name}"'.encode()) + rng.randint(10, 40)
        yield Draft((name,), "a NUL byte", clean.data[:at] + b"\0" + clean.data[at:])


@in_catalog("file/unterminated-string", "mechanical")
def unterminated(clean: Clean, rng: random.Random) -> Iterator[Draft]:
    """A string without its closing quote: old readers drop its last character in silence."""
    for name in rng.sample(list(clean.messages), min(8, len(clean.messages))):
        lines = clean.entry(name)
        for description, pattern in (
            ("msgstr", r'"\Z'),
            ("msgctxt", r'(?<=^msgctxt ")(.*)"$'),
            ("msgid on one line", r'(?<=^msgid ")([^"].*)"$'),
            ("line of a msgid or msgstr of several lines", r'^("[^"].*)"$'),
        ):
            found = re.search(pattern, lines, re.MULTILINE)
            if found:
                at = found.end()
                yield Draft((name,), f"{description}: quote lost", clean.with_entry(name, lines[: at - 1] + lines[at:]))
    text = clean.data.decode()
    yield _whole("a header line: quote lost", text.replace('8bit\\n"', "8bit\\n", 1).encode())
    yield _whole("the file's last quote lost", text.rstrip().removesuffix('"').encode() + b"\n")


@in_catalog("file/truncated", "mechanical")
def truncated(clean: Clean, rng: random.Random) -> Iterator[Draft]:
    """A file that was not saved or sent to its end."""
    data = clean.data
    last = data.rindex(b"\nmsgstr")
    for _ in range(12):
        yield _whole("cut at some byte", data[: rng.randint(data.index(b"\n\n") + 2, last)])
    ends = [found.start() + 1 for found in re.finditer(rb"\n\n", data)][1:]
    for at in rng.sample(ends, min(4, len(ends))):
        yield _whole("cut between two entries", data[:at])
    inner = [i for i in range(len(data) // 2, last) if data[i] & 0xC0 == 0x80]
    for at in rng.sample(inner, min(4, len(inner))):
        yield _whole("cut inside of a character", data[:at])
    yield _whole("nothing left", b"")
    yield _whole("only the header left", data[: data.index(b"\n\n") + 1])
    stops = [found.start() for found in re.finditer(rb"^msgstr", data, re.MULTILINE)][1:]
    for at in rng.sample(stops, min(3, len(stops))):
        yield _whole("cut before a msgstr", data[:at])


@in_catalog("file/conflict-markers", "mechanical")
def conflict(clean: Clean, rng: random.Random) -> Iterator[Draft]:
    """The marks of a merge that somebody did not finish."""
    for name in rng.sample(list(clean.messages), min(6, len(clean.messages))):
        lines = clean.entry(name)
        head, _, tail = lines.partition("msgstr ")
        both = f"{head}<<<<<<< HEAD\nmsgstr {tail}\n=======\nmsgstr {tail}\n>>>>>>> theirs"
        yield Draft((name,), "both sides of a msgstr", clean.with_entry(name, both))
        diff3 = f"<<<<<<< ours\n{lines}\n||||||| base\n{lines}\n=======\n{lines}\n>>>>>>> theirs"
        yield Draft((name,), "three sides of an entry", clean.with_entry(name, diff3))
        for mark in ("<<<<<<< HEAD", "=======", ">>>>>>> 1f3a9c2"):
            yield Draft(
                (name,), f"a line {mark[:7]} left behind", clean.with_entry(name, f"{head}{mark}\nmsgstr {tail}")
            )
        commented = f"# <<<<<<< HEAD\n{lines}\n# =======\n{lines}\n# >>>>>>> theirs"
        yield Draft((name,), "markers made comments, both sides left", clean.with_entry(name, commented))
        inside = f'{head}msgstr "<<<<<<< HEAD\\n"\n' + (tail if tail.startswith('"') else "")
        yield Draft((name,), "a marker inside of the translation", clean.with_entry(name, inside))


@in_catalog("file/bom", "mechanical")
def bom(clean: Clean, rng: random.Random) -> Iterator[Draft]:
    """A byte order mark: gettext takes it for the first character of a keyword."""
    yield _whole("at the start of the file", b"\xef\xbb\xbf" + clean.data)
    yield _whole("twice at the start", b"\xef\xbb\xbf\xef\xbb\xbf" + clean.data)
    blocks = [found.end() for found in re.finditer(rb"\n\n", clean.data)]
    for at in rng.sample(blocks, min(5, len(blocks))):
        yield _whole("inside, as where two files were joined", clean.data[:at] + b"\xef\xbb\xbf" + clean.data[at:])


@in_catalog("file/not-utf8", "mechanical")
def not_utf8(clean: Clean, rng: random.Random) -> Iterator[Draft]:
    """Bytes that are not UTF-8, under a header that says UTF-8."""
    text = clean.data.decode()
    letters = "".join(clean.texts.values())
    for codec in LEGACY:
        try:
            letters.encode(codec)
        except UnicodeEncodeError:
            continue
        if not letters.isascii():
            yield _whole(f"saved as {codec}", text.encode(codec, "replace"))
    for codec in ("utf-16", "utf-16-le", "utf-32"):
        yield _whole(f"saved as {codec}", text.encode(codec))
    marked = [i for i in range(clean.data.index(b"\n\n"), len(clean.data)) if clean.data[i] & 0xC0 == 0x80]
    for at in rng.sample(marked, min(4, len(marked))):
        yield _whole("half of a character lost", clean.data[:at] + clean.data[at + 1 :])
    quotes = [found.end() for found in re.finditer(rb'^msgstr "(?=[^"])', clean.data, re.MULTILINE)]
    for at in rng.sample(quotes, min(4, len(quotes))):
        for description, byte in (
            ("a byte of Latin-1", b"\xe9"),
            ("an overlong form", b"\xc0\xaf"),
            ("half of a surrogate pair", b"\xed\xa0\x80"),
            ("a code point beyond Unicode", b"\xf4\x90\x80\x80"),
        ):
            yield _whole(description, clean.data[:at] + byte + clean.data[at:])


def _header(clean: Clean, name: str, value: str | None) -> bytes:
    new = "" if value is None else f'"{name}: {value}\\\\n"\n'
    return re.sub(
        rf'^"{name}: (?:.*\n)(?:"(?![A-Z][\w-]+: ).*\n)*', new, clean.data.decode(), count=1, flags=re.MULTILINE
    ).encode()


@in_catalog("file/charset", "mechanical")
def charset(clean: Clean, _rng: random.Random) -> Iterator[Draft]:
    """A header that names another charset than the file's, or none: a program would show the text as mojibake."""
    for name in (
        "ISO-8859-1",
        "CHARSET",
        "windows-1252",
        "windows-1256",
        "GB2312",
        "KOI8-R",
        "UTF-16",
        "ASCII",
        "utf-9",
        "x-unknown",
    ):
        yield _whole(f"charset={name}", _header(clean, "Content-Type", f"text/plain; charset={name}"))
    yield _whole("no charset", _header(clean, "Content-Type", "text/plain"))
    yield _whole("charset empty", _header(clean, "Content-Type", "text/plain; charset="))
    yield _whole("no Content-Type", _header(clean, "Content-Type", None))


@in_catalog("file/language-header", "language-data")
def language_header(clean: Clean, _rng: random.Random) -> Iterator[Draft]:
    """A header that names another language than the folder does: the file may be in the wrong place."""
    tags = "en es fr pt_BR pt_PT ht vi ru uk ar fa ur hi bn th ko ja zh_Hans zh_Hant zh_TW zh_CN de xx qqq English"
    own = clean.language.locale
    same = {
        own.language,
        str(own),
        *({"zh_CN"} if str(own) == "zh_Hans" else {"zh_TW"} if str(own) == "zh_Hant" else ()),
    }
    for tag in tags.split(" "):
        if tag not in same and not (own.language == tag.split("_")[0] and own.language != "zh" and not own.territory):
            yield _whole(f"Language: {tag}", _header(clean, "Language", tag))


@in_catalog("file/plural-forms", "language-data")
def plural_forms(clean: Clean, _rng: random.Random) -> Iterator[Draft]:
    """A Plural-Forms header that is broken, or another language's."""
    own = get_plural(clean.language.locale)
    for value in (
        "nplurals=INTEGER; plural=EXPRESSION;",
        "nplurals=0; plural=0;",
        "nplurals=2; plural=(n != 1",
        "nplurals=2; plural=n is 1;",
        "nplurals=2;",
        "plural=(n != 1);",
        "nplurals=two; plural=(n != 1);",
        "nplurals=1; plural=(n != 1);",
        "nplurals=2; plural=n;",
        "nplurals=2; plural=__import__('os').getpid();",
        "nplurals=2, plural=(n != 1)",
        "two",
    ):
        yield _whole(value, _header(clean, "Plural-Forms", value))
    for tag in ("ja", "ru", "ar", "pl"):
        other = get_plural(tag)
        if abs(other.num_plurals - own.num_plurals) >= 1 and tag != clean.language.locale.language:
            yield _whole(f"the plural forms of {tag}", _header(clean, "Plural-Forms", str(other)))
