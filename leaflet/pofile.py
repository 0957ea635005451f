"""A strict reader of PO files: bytes -> polib's entries, or what makes the file unreadable, and where.

The readers at hand guess where they do not understand. polib, Babel and the Translate Toolkit drop the last character
of a text without its closing quote, keep "\\q" or its "q", and pass over words behind a text; to polib, "#, c-format
fuzzy" is not fuzzy, and a file whose last line is "#:" lacks its last entry. gettext's own reader is strict, but it is
a library of the system, does not tell in which line an entry stands, and cuts a text at a NUL.

A PO file is regular, line by line, and an entry is a fixed order of lines. What passes here, gettext reads alike; and
nothing passes that other readers are known to read otherwise: two texts in a line, a backslash at its end, escapes of
C beyond the usual. The entries are polib's, which goes on to write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import polib

from leaflet.posyntax import PoError, TextLine, decoded, parse_line

# What may follow a keyword, in one entry; "" is before the first.
_NEXT = {
    "": ("msgctxt", "msgid", "|msgctxt", "|msgid"),
    "|msgctxt": ("|msgid",),
    "|msgid": ("msgctxt", "msgid", "|msgid_plural"),
    "|msgid_plural": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgstr", "msgid_plural"),
    "msgid_plural": ("msgstr[]",),
    "msgstr": (),
    "msgstr[]": ("msgstr[]",),
}
_LAST = ("msgstr", "msgstr[]")


@dataclass(frozen=True)
class HeaderField:
    """One field of a catalog's header, `Language: es`, and its line; name is "" for what stands before the first."""

    name: str
    value: str
    line: int


@dataclass(frozen=True)
class PoText:
    """A PO file that was read: polib's entries and metadata, and the header's fields as they stand, each of them."""

    po: polib.POFile
    fields: tuple[HeaderField, ...]
    byte_order_mark: bool


def read_po(data: bytes) -> PoText:
    """Read a PO file. PoError if it can't be read without a guess."""
    text = decoded(data)
    po = polib.POFile(wrapwidth=78)
    header = None
    for draft in _drafts(text.removeprefix("\ufeff")):
        entry = draft.made()
        if header is None and not (entry.msgid or entry.msgctxt is not None or entry.obsolete):
            header = tuple(_header_fields(draft.strings.get("msgstr", [])))
            po.header = entry.tcomment
            po.metadata_is_fuzzy = ["fuzzy"] if entry.fuzzy else []
            for each in header:
                # Of a field that stands twice, gettext takes the first.
                if each.name:
                    po.metadata.setdefault(each.name, each.value)
        else:
            po.append(entry)
    _require_utf8(header)
    return PoText(po, header or (), text.startswith("\ufeff"))


def _require_utf8(header: tuple[HeaderField, ...] | None) -> None:
    field = next((each for each in header or () if each.name.casefold() == "content-type"), None)
    found = re.search(r"charset=([^\s;]+)", field.value) if field else None
    if found and found[1].casefold().replace("-", "") == "utf8":
        return
    what = "there is no header" if header is None else "the header says nothing of the charset"
    if found:
        what = f"the header says “{found[1]}” of the charset"
    hint = 'write "Content-Type: text/plain; charset=UTF-8\\n" there, and save the file as UTF-8'
    raise PoError("catalog-encoding", field.line if field else 1, what, hint)


@dataclass
class _Draft:
    """An entry while it is read: its comments, its texts by keyword, in parts with their lines, its last keyword."""

    comments: list[str] = field(default_factory=list)
    strings: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    state: str = ""
    forms: int = 0
    obsolete: bool = False
    line: int | None = None
    last: int = 1

    def add(self, number: int, line: TextLine) -> None:
        """Add a line with a text; PoError if it has no place here."""
        keyword, index = line.keyword, line.index
        if keyword not in {"", "|"}:
            if keyword not in _NEXT[self.state]:
                raise self.unexpected(number, keyword)
            if keyword == "msgstr[]":
                if index != self.forms:
                    raise self.unexpected(number, f"msgstr[{index}]", f"msgstr[{self.forms}]")
                self.forms += 1
            if not self.state:
                self.obsolete = line.obsolete
            if not keyword.startswith("|"):
                self.line = self.line or number
            self.state = keyword
        elif not self.state or self.state.startswith("|") != (keyword == "|"):
            raise self.unexpected(number, "a text without a keyword")
        if line.obsolete != self.obsolete:
            what = "only some lines of the entry have “#~” before them"
            hint = "an entry that is not in use has it before each line, any other before none"
            raise PoError("catalog-syntax", number, what, hint)
        self.last = number
        key = f"msgstr[{self.forms - 1}]" if self.state == "msgstr[]" else self.state
        self.strings.setdefault(key, []).append((number, line.text))

    def unexpected(self, number: int, what: str, wanted: str = "") -> PoError:
        """Return the fault that something stands where something else should."""
        wanted = wanted or {"": "msgctxt or msgid"}.get(self.state) or (*_NEXT[self.state], "a new entry")[0]
        hint = "an entry has, in this order: comments, msgctxt, msgid, msgstr. Is a part of the file lost?"
        what = f"{what} stands where {wanted} should".replace("|", "#| ").replace("[]", "[0]")
        return PoError("catalog-syntax", number, what, hint)

    def text(self, keyword: str) -> str | None:
        """Return the text of a keyword; None if the entry does not have it."""
        return "".join(text for _, text in self.strings[keyword]) if keyword in self.strings else None

    def made(self) -> polib.POEntry:
        """Return the entry as polib's."""
        entry = polib.POEntry(
            msgctxt=self.text("msgctxt"),
            msgid=self.text("msgid"),
            msgid_plural=self.text("msgid_plural") or "",
            msgstr=self.text("msgstr") or "",
            msgstr_plural={i: self.text(f"msgstr[{i}]") for i in range(self.forms)},
            obsolete=self.obsolete,
            previous_msgctxt=self.text("|msgctxt"),
            previous_msgid=self.text("|msgid"),
            previous_msgid_plural=self.text("|msgid_plural"),
            linenum=self.line,
            # polib's defaults are lists that all entries share.
            occurrences=[],
            flags=[],
        )
        plain, extracted = [], []
        for comment in self.comments:
            kind, rest = comment[:1], comment[1:]
            if kind == ".":
                extracted.append(rest.removeprefix(" "))
            elif kind == ":":
                entry.occurrences += [_occurrence(word) for word in rest.split()]
            elif kind in {",", "=", "!"}:
                # To new versions of gettext, all three begin a line of flags.
                entry.flags += [flag for flag in _flags(rest) if flag not in entry.flags]
            else:
                plain.append(comment.removeprefix(" "))
        entry.tcomment, entry.comment = "\n".join(plain), "\n".join(extracted)
        return entry


def _occurrence(word: str) -> tuple[str, str]:
    file, _, line = word.rpartition(":")
    return (file, line) if file and line.isdigit() else (word, "")


def _flags(text: str) -> list[str]:
    """Return the flags of a line. gettext parts them at spaces too; what was typed as “Fuzzy” is meant to be fuzzy."""
    flags = []
    for flag in filter(None, (part.strip() for part in text.split(","))):
        words = ["fuzzy" if word.casefold() == "fuzzy" else word for word in flag.split()]
        # But "range: 0..5" is one flag.
        flags += words if "fuzzy" in words else [flag]
    return flags


def _drafts(text: str) -> Iterator[_Draft]:
    draft = _Draft()
    # Not splitlines: U+2028 and others end no line of a PO file.
    for number, raw in enumerate(text.split("\n"), 1):
        line = parse_line(number, raw)
        if line is None:
            continue
        starts = isinstance(line, str) or line.keyword not in {"", "|", *_NEXT[draft.state]}
        if starts and draft.state in _LAST:
            yield draft
            draft = _Draft()
        if isinstance(line, TextLine):
            draft.add(number, line)
        elif draft.state:
            raise draft.unexpected(number, "a comment")
        else:
            draft.comments.append(line)
    if draft.state in _LAST:
        yield draft
    elif draft.state:
        raise draft.unexpected(draft.last, "the end of the file")


def _header_fields(parts: list[tuple[int, str]]) -> list[HeaderField]:
    """Return the fields of the header, each with the line where it begins; parts: the header's texts by line."""
    lines = [line for line, text in parts for _ in text]
    fields: list[HeaderField] = []
    at = 0
    for row in "".join(text for _, text in parts).split("\n"):
        name, colon, value = row.partition(":")
        if colon:
            fields.append(HeaderField(name.strip(), value.strip(), lines[at]))
        elif row.strip() and fields:
            last = fields.pop()
            fields.append(HeaderField(last.name, f"{last.value}\n{row.strip()}", last.line))
        elif row.strip():
            fields.append(HeaderField("", row.strip(), lines[at]))
        at += len(row) + 1
    return fields
