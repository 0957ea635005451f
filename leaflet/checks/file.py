"""Checks on a catalog as a file: its header, and what other programs would read otherwise than was meant.

What makes a file unreadable is found by the reader, before any check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel.core import get_global, parse_locale

from leaflet.checks.registry import Finding, check
from leaflet.checks.subject import TranslatedCatalog
from leaflet.language import Language
from leaflet.plurals import are_usual, parse_plural_forms, usual_plural_forms
from leaflet.problem import Severity

# What a merge leaves of two versions: git's marks, at the start of a line, and those of gettext's msgcat.
_MERGE_MARK = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$|#-#-#-#-#", re.MULTILINE)
_MERGE_DIVIDER = re.compile(r"^={7}$", re.MULTILINE)


@check(
    "language-header",
    "file",
    Severity.ERROR,
    bad='"Language: fr\\n", in locales/es',
    good='"Language: es\\n"; also es_MX or es-419: it is Spanish all the same',
)
def language_header(subject: TranslatedCatalog) -> Iterator[Finding]:
    """The header names another language than that of the folder.

    A catalog in the wrong folder gives a patient a page that says it is in a language, and is in another.
    """
    field = subject.catalog.field("Language")
    language = subject.language
    # A name is not a code, but it may be the right name.
    names = {language.english_name.casefold(), language.autonym.casefold()}
    if field and field.value and field.value.casefold() not in names and not _is_language(field.value, language):
        what = f"the header says “{field.value}”, and the folder is that of “{language.identifier}”"
        hint = f'move the file to its folder; or, if the texts are right: "Language: {language.identifier}\\n"'
        yield Finding(what, hint, line=field.line)


@check(
    "no-language",
    "file",
    Severity.WARNING,
    bad='"Language: \\n"',
    good='"Language: es\\n"',
)
def no_language(subject: TranslatedCatalog) -> Iterator[Finding]:
    """The header does not name the language.

    A file that was sent or saved elsewhere is taken for another language, and translators' tools guess its rules.
    """
    field = subject.catalog.field("Language")
    if not field or not field.value:
        hint = f'write "Language: {subject.language.identifier}\\n" in the header'
        line = field.line if field else 1
        yield Finding("the header does not name the language", hint, line=line, covers=("Language:",))


@check(
    "plural-forms",
    "file",
    Severity.ERROR,
    bad='"Plural-Forms: nplurals=2; plural=(n != ;\\n"',
    good='"Plural-Forms: nplurals=2; plural=(n != 1);\\n", or no such field',
)
def plural_forms(subject: TranslatedCatalog) -> Iterator[Finding]:
    """The header's plural forms are broken.

    No text of a leaflet has any, but gettext and Python refuse a catalog with a broken rule: nobody can compile it.
    """
    field = subject.catalog.field("Plural-Forms")
    if field and field.value and parse_plural_forms(field.value) is None:
        hint = f'write "Plural-Forms: {usual_plural_forms(subject.language.locale)}\\n", or remove the field'
        yield Finding(f"these plural forms are broken: “{field.value}”", hint, line=field.line)


@check(
    "unusual-plural-forms",
    "file",
    Severity.WARNING,
    bad='"Plural-Forms: nplurals=1; plural=0;\\n", in Spanish',
    good='"Plural-Forms: nplurals=2; plural=(n != 1);\\n", or with millions as a third form, as in CLDR',
)
def unusual_plural_forms(subject: TranslatedCatalog) -> Iterator[Finding]:
    """The header's plural forms are not those of the language.

    The header may have been copied from another language's catalog, and perhaps not the header alone.
    """
    field = subject.catalog.field("Plural-Forms")
    locale = subject.language.locale
    if field and parse_plural_forms(field.value) and not are_usual(field.value, locale):
        hint = f'look whether the file is the right one; usual is: "Plural-Forms: {usual_plural_forms(locale)}\\n"'
        what = f"these are not the plural forms of “{subject.language.identifier}”: “{field.value}”"
        yield Finding(what, hint, line=field.line, covers=(field.value,))


@check(
    "plural-entry",
    "file",
    Severity.ERROR,
    bad='msgid_plural "{count} times" and msgstr[0] "una vez", where the English is one text',
    good='msgstr "{count} veces"',
)
def plural_entry(subject: TranslatedCatalog) -> Iterator[Finding]:
    """An entry has plural forms, and its English is one text.

    The builder prints one text, and would not know which of the forms: the message would be missing.
    """
    for entry in (*subject.catalog.entries.values(), *subject.catalog.nameless):
        if entry.plural:
            what = f"“{entry.id or entry.source}” has plural forms"
            yield Finding(what, "write one msgstr, and remove msgid_plural", line=entry.line)


@check(
    "entry-without-id",
    "file",
    Severity.WARNING,
    bad='msgid "Bleeding" and msgstr "Sangrado", without a line msgctxt above them',
    good='msgctxt "emergency/bleeding" above them',
)
def entry_without_id(subject: TranslatedCatalog) -> Iterator[Finding]:
    """An entry has no id.

    Nothing prints it: a tool that does not know msgctxt may have dropped the line, and the message is missing now.
    """
    for entry in subject.catalog.nameless:
        what = f"the entry “{entry.source}” has no msgctxt: no text takes its translation from there"
        hint = "take its msgctxt from the template; or run: leaflet update; it sets the entry aside"
        yield Finding(what, hint, line=entry.line, covers=(entry.source, entry.text))


@check(
    "merge-mark",
    "file",
    Severity.ERROR,
    bad='msgstr "#-#-#-#-#  a.po  #-#-#-#-#\\n" and two translations below; a comment “# <<<<<<< HEAD”',
    good="one translation, chosen by a person",
)
def merge_mark(subject: TranslatedCatalog) -> Iterator[Finding]:
    """The marks of a merge stand in a text, in a comment or in the header.

    Two versions differed here, and nobody has chosen: both are there, or the wrong one.
    """
    hint = "look at both versions, keep the right one, and remove the marks"
    for entry in (*subject.catalog.entries.values(), *subject.catalog.nameless):
        found = _MERGE_MARK.search(entry.text) or _MERGE_DIVIDER.search(entry.text) or _MERGE_MARK.search(entry.comment)
        if found:
            name = entry.id if entry.id in subject.catalog.entries else None
            yield Finding(f"a merge left its mark: “{found[0][:30]}”", hint, name, line=entry.line)
    for field in subject.catalog.fields:
        found = _MERGE_MARK.search(f"{field.name}\n{field.value}")
        if found:
            yield Finding(f"a merge left its mark in the header: “{found[0][:30]}”", hint, line=field.line)


@check(
    "repeated-field",
    "file",
    Severity.WARNING,
    bad='"Language: es\\n" and, below, "Language: pt\\n"',
    good="each field of the header once",
)
def repeated_field(subject: TranslatedCatalog) -> Iterator[Finding]:
    """A field stands twice in the header, with two values.

    Some programs take the first and some the last: they disagree on the language, or on the day of the translation.
    """
    first: dict[str, tuple[str, int]] = {}
    for field in subject.catalog.fields:
        value, line = first.setdefault(field.name.casefold(), (field.value, field.line))
        if value != field.value:
            what = f"the header has two values for {field.name}: “{value}” and “{field.value}”"
            yield Finding(what, f"the other stands in line {line}: keep the right one", line=field.line, covers=(what,))


@check(
    "byte-order-mark",
    "file",
    Severity.WARNING,
    bad="EF BB BF before the first line, as old Windows editors save it",
    good="UTF-8 without a mark",
)
def byte_order_mark(subject: TranslatedCatalog) -> Iterator[Finding]:
    """The file begins with a byte order mark.

    No letter is lost, but gettext's own programs refuse the file: nobody could compile or merge it.
    """
    if subject.catalog.byte_order_mark:
        hint = "run: leaflet update; or save it as UTF-8 without BOM"
        yield Finding("the file begins with an invisible byte order mark", hint, line=1, covers=("\ufeff",))


def _is_language(value: str, language: Language) -> bool:
    """Tell whether what a header says can mean a language in its script. What it leaves open is not held against it."""
    code, _, modifier = value.strip().replace("-", "_").partition("@")
    try:
        name, country, script = parse_locale(code.partition(".")[0])[:3]
    except ValueError:
        return False
    # CLDR knows old codes: "tl" is "fil", "iw" is "he".
    name = str(get_global("language_aliases").get(name, name))
    if country and not script and not modifier:
        # A country tells the script: zh_TW is zh_Hant.
        subtags = get_global("likely_subtags")
        likely = str(subtags.get(f"{name}_{country}") or subtags.get(name, ""))
        script = likely.split("_")[1] if likely.count("_") == 2 else None
    own = language.locale
    same_country = None in {country, own.territory} or country == own.territory
    return name == own.language and script in {None, language.script} and same_country
