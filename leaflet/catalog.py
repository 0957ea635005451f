"""The PO boundary: catalogs are read, merged and written here and nowhere else.

An entry is found by its msgctxt, the message's id, never by likeness: a changed English text keeps its translation
under its id, fuzzy, and no translation can slide to another warning sign.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polib

from leaflet.language import Language
from leaflet.messages import Message
from leaflet.plurals import usual_plural_forms
from leaflet.pofile import HeaderField, PoText, read_po
from leaflet.posyntax import PoError
from leaflet.problem import LeafletError, Location, Problem, error

_NO_DATE = "YEAR-MO-DA HO:MI+ZONE"


@dataclass(frozen=True)
class Entry:
    """One translation: id (msgctxt), the source text that it translates (msgid), the text, and its line.

    id is "" where the entry has none. comment: what people wrote above it; plural: whether it has plural forms instead
    of one text.
    """

    id: str
    source: str
    text: str
    fuzzy: bool
    line: int
    comment: str = ""
    plural: bool = False


@dataclass(frozen=True)
class Catalog:
    """The translations of one file, by message id; path as messages show it; the day of the translation, if said.

    fields: the header's, as they stand; nameless: entries without an id; obsolete: those that are out of use.
    """

    path: str
    entries: Mapping[str, Entry]
    revised: datetime.date | None
    fields: tuple[HeaderField, ...] = ()
    nameless: tuple[Entry, ...] = ()
    obsolete: tuple[Entry, ...] = ()
    byte_order_mark: bool = False

    def place(self, message_id: str) -> Location:
        """Return where the translation of a message stands, or the file, if it has none."""
        entry = self.entries.get(message_id)
        return Location(self.path, entry.line if entry else None)

    def field(self, name: str) -> HeaderField | None:
        """Return the header's field of a name, the first of several; None if there is none."""
        return next((each for each in self.fields if each.name.casefold() == name.casefold()), None)


@dataclass(frozen=True)
class Extracted:
    """A message with what its entry says beside it: the lines for translators, and the file it comes from."""

    message: Message
    notes: tuple[str, ...]
    file: str


def read_catalog(file: Path, path: str) -> tuple[Catalog | None, list[Problem]]:
    """Read a catalog. Return it, or None, and the problems found; path is how messages name the file."""
    try:
        read = _parse(file, path)
    except CatalogError as fault:
        return None, [fault.problem]
    used = [_read_entry(item) for item in read.po if not item.obsolete]
    entries: dict[str, Entry] = {}
    for entry in used:
        if entry.id:
            entries.setdefault(entry.id, entry)
    nameless = tuple(entry for entry in used if not entry.id and entry.source)
    obsolete = tuple(_read_entry(item) for item in read.po if item.obsolete)
    revised = _revision_date(read.po)
    catalog = Catalog(path, entries, revised, read.fields, nameless, obsolete, read.byte_order_mark)
    return catalog, list(_doubled(used, path))


def _read_entry(item: polib.POEntry) -> Entry:
    plural = bool(item.msgstr_plural)
    return Entry(item.msgctxt or "", item.msgid, item.msgstr, item.fuzzy, item.linenum or 1, item.tcomment, plural)


def _doubled(used: Iterable[Entry], path: str) -> Iterator[Problem]:
    """Yield the problem of each entry whose id an entry above it has, and of each header but the first."""
    lines: dict[str, int] = {}
    for entry in used:
        first = lines.setdefault(entry.id, entry.line)
        if not entry.id and not entry.source:
            what, hint = "there is a second header", "keep the one with the right fields"
            yield error("duplicate-entry", Location(path, entry.line), what, hint)
        elif entry.id and first != entry.line:
            hint = f"the first stands in line {first}: keep the right one"
            yield error("duplicate-entry", Location(path, entry.line), f"“{entry.id}” stands twice", hint)


class CatalogError(LeafletError):
    """A catalog that can't be read as one: the problem says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.location}: {problem.message}", problem.hint)
        self.problem = problem


def _parse(file: Path, path: str) -> PoText:
    try:
        return read_po(file.read_bytes())
    except FileNotFoundError:
        hint = f"make it with: leaflet add-language {file.parent.parent.name.replace('_', '-')}"
        problem = error("missing-catalog", Location(path), "there is no such catalog", hint)
        raise CatalogError(problem) from None
    except OSError as fault:
        problem = error("unreadable-catalog", Location(path), f"the catalog cannot be read: {fault.strerror}")
        raise CatalogError(problem) from fault
    except PoError as fault:
        place = Location(path, fault.line, fault.column)
        raise CatalogError(error(fault.check, place, fault.message, fault.hint)) from fault


def _revision_date(po: polib.POFile) -> datetime.date | None:
    found = re.match(r"\d{4}-\d{2}-\d{2}", po.metadata.get("PO-Revision-Date", ""))
    try:
        return datetime.date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def template_text(domain: str, extracted: Iterable[Extracted], revised: datetime.date | None) -> str:
    """Return the catalog template (POT) of the messages; revised: the day of the source, if it has one."""
    po = polib.POFile(wrapwidth=78)
    po.header = f"Template of the messages of {domain}. Made by “leaflet extract”: do not edit."
    po.metadata = _metadata(domain, revised)
    po.extend(_entry(item) for item in extracted)
    return str(po)


def new_text(language: Language, domain: str, extracted: Iterable[Extracted], revised: datetime.date | None) -> str:
    """Return a new catalog for a language, with nothing translated yet."""
    po = polib.POFile(wrapwidth=78)
    po.header = f"{language.english_name} translation of {domain}."
    po.metadata = _metadata(domain, revised) | {
        "Language": language.identifier,
        "Plural-Forms": usual_plural_forms(language.locale),
    }
    po.extend(_entry(item) for item in extracted)
    return str(po)


def updated_text(file: Path, path: str, extracted: Iterable[Extracted], revised: datetime.date | None) -> str:
    """Return the text of a catalog after it was brought up to date with the messages of its source.

    A changed source text keeps its translation, fuzzy, with the text that it translates as the previous msgid. A
    message that got another id, its English unchanged, takes its translation along. What is gone becomes obsolete.
    Headers, comments and flags of other tools stay. CatalogError if the file cannot be read, or has two translations of
    one message: it is not touched then.
    """
    po = _parse(file, path).po
    for problem in _doubled((_read_entry(item) for item in po if not item.obsolete), path):
        raise CatalogError(problem)
    # No message can take over what has no id, or several forms. An id may stand out of use and in use, which counts.
    loose = [entry for entry in po if not entry.msgctxt or entry.msgstr_plural]
    old = {entry.msgctxt: entry for each in (True, False) for entry in po if bool(entry.obsolete) is each}
    old = {name: entry for name, entry in old.items() if name and not entry.msgstr_plural}
    wanted = [_entry(item) for item in extracted]
    gone = [entry for name, entry in old.items() if name not in {item.msgctxt for item in wanted}]
    for entry in wanted:
        moved = [other for other in gone if other.msgid == entry.msgid and not other.obsolete]
        if entry.msgctxt in old:
            _take_over(entry, old[entry.msgctxt])
        elif len(moved) == 1 and [item.msgid for item in wanted].count(entry.msgid) == 1:
            _take_over(entry, moved[0])
            gone.remove(moved[0])
            if {entry.msgctxt.split("/")[0], moved[0].msgctxt.split("/")[0]} & {"emergency", "call"}:
                # Out of, or into, a list of warning signs: the words may be the same, what the patient must do is not.
                _add_flag(entry, "fuzzy")
    gone += loose
    for entry in gone:
        entry.obsolete = True
        entry.occurrences = []
    po[:] = [*wanted, *(entry for entry in gone if entry.msgstr or entry.msgstr_plural)]
    if revised:
        po.metadata["POT-Creation-Date"] = _date_time(revised)
    return str(po)


def _take_over(entry: polib.POEntry, old: polib.POEntry) -> None:
    entry.msgstr, entry.tcomment, entry.flags = old.msgstr, old.tcomment, list(old.flags)
    entry.previous_msgid = old.previous_msgid
    if old.msgid != entry.msgid and entry.msgstr:
        # A text that was fuzzy already translates the one before: that is the English to show beside it.
        entry.previous_msgid = (old.fuzzy and old.previous_msgid) or old.msgid
        _add_flag(entry, "fuzzy")


def _add_flag(entry: polib.POEntry, flag: str) -> None:
    if entry.msgstr and flag not in entry.flags:
        entry.flags.insert(0, flag)


def _entry(item: Extracted) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=item.message.id,
        msgid=item.message.text,
        msgstr="",
        comment="\n".join(item.notes),
        # Without a line number: else each new line in a source would change every catalog.
        occurrences=[(item.file, "")],
    )


def _metadata(domain: str, revised: datetime.date | None) -> dict[str, str]:
    return {
        "Project-Id-Version": domain,
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": _date_time(revised) if revised else _NO_DATE,
        "PO-Revision-Date": _NO_DATE,
        "Last-Translator": "",
        "Language-Team": "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }


def _date_time(date: datetime.date) -> str:
    # The day of the source, not of the command: writing again without a change gives the same file.
    return f"{date.isoformat()} 00:00+0000"
