"""The bytes of a PO file, and its lines.

A line is a comment, a text with or without a keyword, or blank. Any other is a fault.
"""

from __future__ import annotations

import codecs
import difflib
import re
from dataclasses import dataclass

KEYWORDS = ("msgctxt", "msgid", "msgid_plural", "msgstr")

# Around the parts of a line stand spaces, tabs, form feeds; a carriage return only at the end, of Windows' line ends.
# In a text, no control character but the tab stands as it is.
_BLANK = r"[ \t\v\f]*"
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "b": "\b", "f": "\f", "\\": "\\", '"': '"'}
_ESCAPE = re.compile(r'\\([ntrvbf\\"])')
_CONTROL = r"\x00-\x08\x0a-\x1f\x7f"
_STRING = rf'"([^"\\{_CONTROL}]*(?:\\[ntrvbf\\"][^"\\{_CONTROL}]*)*)"'
_TEXT_LINE = re.compile(
    rf"{_BLANK}(#~\||#~|#\|)?{_BLANK}(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[([0-9]{{1,2}})\])?{_BLANK})?{_STRING}{_BLANK}\r*"
)
_BLANK_LINE = re.compile(rf"{_BLANK}(?:#~\||#~|#\|)?{_BLANK}\r*")
# Old tools wrote "#~ #, fuzzy" above an entry that is out of use.
_COMMENT = re.compile(rf"{_BLANK}(?:#~{_BLANK})?#(?![~|])([^\r]*)\r*")
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?![<=>|])")

_QUOTES = 'a text stands between straight quotes: "…"; a quote inside it is written \\"'
# The marks at the start of a file that tell another encoding: UTF-32's begins as UTF-16's does.
_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_MO_MAGIC = (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")
_SAVE = "save it again as UTF-8: in Poedit, Translation > Properties > Charset"


class PoError(Exception):
    """What makes a file unreadable: the id of the fault, its place, what is wrong, and what to do."""

    def __init__(self, check: str, line: int, message: str, hint: str, column: int | None = None) -> None:
        super().__init__(f"line {line}: {message}")
        self.check = check
        self.line = line
        self.column = column
        self.message = message
        self.hint = hint


def decoded(data: bytes) -> str:
    """Return the text of a file; PoError if it is not UTF-8, or no text at all."""
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            raise PoError("catalog-encoding", 1, f"this is {name}, not UTF-8", _SAVE)
    if data.startswith(_MO_MAGIC):
        hint = "give the file that it was made from: its name ends in .po"
        raise PoError("catalog-syntax", 1, "this is a compiled catalog (MO), not a PO file", hint)
    if not data.strip():
        hint = "take it from a copy, or remove it and run: leaflet update"
        raise PoError("catalog-syntax", 1, "the file is empty", hint)
    nul = data.find(b"\0")
    try:
        if nul >= 0:
            raise PoError("catalog-encoding", _line(data, nul), "a NUL byte stands here: this is not UTF-8 text", _SAVE)
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise PoError("catalog-encoding", _line(data, fault.start), "this is not UTF-8", _SAVE) from fault


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


@dataclass(frozen=True)
class TextLine:
    """A text, with its keyword or, if it goes on from the line above, with none ("").

    The keyword of a plural form is "msgstr[]", and index its number. A "|" before a keyword, or alone, says that it is
    of the previous English ("#|").
    """

    keyword: str
    index: int
    obsolete: bool
    text: str


def parse_line(number: int, line: str) -> TextLine | str | None:
    """Return what a line is: a text, a comment (what stands behind its "#"), or None if it is blank.

    PoError if it is neither; number: which line it is.
    """
    found = _TEXT_LINE.fullmatch(line)
    if found:
        mark, keyword, index, text = found.groups()
        keyword = ("|" if mark and "|" in mark else "") + (keyword or "") + ("" if index is None else "[]")
        return TextLine(keyword, int(index or 0), bool(mark and "~" in mark), _unescaped(text))
    if _BLANK_LINE.fullmatch(line):
        return None
    found = _COMMENT.fullmatch(line)
    if found:
        return found[1]
    message, hint, column = _fault(line)
    raise PoError("catalog-syntax", number, message, hint, column)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPES[found[1]], text) if "\\" in text else text


def _fault(line: str) -> tuple[str, str, int | None]:
    """Return what is wrong with a line, what to do, and in which column it is seen."""
    bare = line.strip(" \t\v\f\r")
    start = line.index(bare) + 1
    if "\r" in bare:
        hint = "save the file with the line ends of Unix or Windows"
        return "a line ends as on an old Macintosh (CR)", hint, line.index("\r", start - 1) + 1
    if _CONFLICT.match(bare):
        hint = "two versions were merged and differ here: keep the right one, and remove the lines with these marks"
        return f"a merge left its mark here: {bare[:7]}", hint, start
    if bare.startswith("<"):
        return "this is not a PO file: it looks like HTML or XML", "was a web page saved instead of the file?", start
    found = re.match(r"(?:#~\||#~|#\|)?[ \t]*([^\s\"“”„«»]*)[ \t]*(.*)", bare, re.DOTALL)
    word, rest = (found[1], found[2]) if found else (bare, "")
    if re.sub(r"\[[0-9]{1,2}\]$", "", word) in (*KEYWORDS, ""):
        message, hint, offset = _string_fault(word, rest)
        return message, hint, line.index(rest, start - 1) + 1 + offset
    if "\ufeff" in word:
        return "an invisible byte order mark (U+FEFF) stands here", "remove this line and write it anew", start
    near = difflib.get_close_matches(word.casefold(), KEYWORDS, n=1)
    if near:
        return f"“{_shown(word)}” is not a keyword", f"did you mean {near[0]}?", start
    return f"this is not a line of a PO file: “{_shown(bare)}”", f"{_QUOTES}; a comment begins with “# ”", start


def _string_fault(word: str, rest: str) -> tuple[str, str, int]:
    """Return what is wrong with what should be a text, what to do, and how far from its start."""
    if not rest.startswith('"'):
        return f"behind “{word}” stands no text in straight quotes", _QUOTES, 0
    at = 1
    while at < len(rest) and rest[at] != '"':
        if rest[at] == "\\":
            if rest[at + 1 : at + 2] not in _ESCAPES:
                what = f"“{_shown(rest[at : at + 2])}” is not read alike by all programs"
                return what, "write the character itself; a backslash is written \\\\", at
            at += 1
        elif re.match(f"[{_CONTROL}]", rest[at]):
            return f"a control character stands in the text: {_shown(rest[at])}", "remove it", at
        at += 1
    if at >= len(rest):
        return "the text is not closed by a quote", _QUOTES, at
    return f"something stands behind the closing quote: “{_shown(rest[at + 1 :])}”", _QUOTES, at + 1


def _shown(text: str) -> str:
    text = "".join(each if each.isprintable() else f"U+{ord(each):04X}" for each in text)
    return text if len(text) <= 40 else f"{text[:39]}…"
