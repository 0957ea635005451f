"""The strict reader: what passes means the same to gettext; what does not is one fault, with its line; nothing crashes."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
from pathlib import Path

import polib
import pytest
from conftest import ROOT, MakeProject, Run, translate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leaflet.catalog import CatalogError, read_catalog, updated_text
from leaflet.extraction import extract_domains
from leaflet.pofile import PoText, read_po
from leaflet.posyntax import PoError
from leaflet.project import Project, find_project

HEADER = r"""# A comment of the header
msgid ""
msgstr ""
"PO-Revision-Date: 2026-11-23T12:00:00+00:00\n"
"Language: es\n"
"Content-Type: text/plain; charset=UTF-8\n"

"""
ENTRY = """# A comment
msgctxt "a/b"
msgid "One"
msgstr "Uno"
"""
# The line of ENTRY's msgctxt below HEADER.
LINE = 9
SYNTAX, ENCODING = "catalog-syntax", "catalog-encoding"


def read(text: str) -> PoText:
    return read_po(text.encode())


def fault(data: bytes) -> tuple[str, int]:
    with pytest.raises(PoError) as caught:
        read_po(data)
    assert caught.value.message
    assert caught.value.hint
    return caught.value.check, caught.value.line


def test_an_entry_has_the_line_of_its_first_keyword_and_a_field_that_of_its_text() -> None:
    po = read(HEADER + ENTRY + "\n" + ENTRY.replace('msgctxt "a/b"\n', ""))
    assert [(entry.msgctxt, entry.linenum) for entry in po.po] == [("a/b", LINE), (None, LINE + 5)]
    assert [(field.name, field.line) for field in po.fields] == [
        ("PO-Revision-Date", 4),
        ("Language", 5),
        ("Content-Type", 6),
    ]
    assert po.po.header == "A comment of the header"
    assert po.po.metadata["PO-Revision-Date"] == "2026-11-23T12:00:00+00:00"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        pytest.param('"Uno"', '"Uno', 3, id="a string without its closing quote"),
        pytest.param('"Uno"', '""\n"Uno', 4, id="the same in a further line"),
        pytest.param('"Uno"', '"Uno\\"', 3, id="its closing quote escaped"),
        pytest.param('"Uno"', '"Uno\\', 3, id="a backslash at the end"),
        pytest.param('"Uno"', "Uno", 3, id="no quotes"),
        pytest.param('"Uno"', "“Uno”", 3, id="curly quotes"),
        pytest.param('"Uno"', '"U"n"o"', 3, id="a quote inside"),
        pytest.param('"Uno"', '"Uno" and more', 3, id="words behind the string"),
        pytest.param('"Uno"', '"Uno" # comment', 3, id="a comment behind the string"),
        pytest.param('"Uno"', '"Uno" "dos"', 3, id="two strings in a line"),
        pytest.param('"Uno"', r'"U\qno"', 3, id="an escape that means nothing"),
        pytest.param('"Uno"', r'"U\101no"', 3, id="an escape of C"),
        pytest.param('"Uno"', '"U\x07no"', 3, id="a control character"),
        pytest.param('"Uno"', '"U\x04no"', 3, id="what parts ids from texts in compiled catalogs"),
        pytest.param("msgctxt", "msgctx", 1, id="a keyword misspelt"),
        pytest.param("msgstr", "MSGSTR", 3, id="a keyword in capitals"),
        pytest.param("msgstr ", "msgstr\u3000", 3, id="a space of Chinese behind the keyword"),
        pytest.param('msgstr "Uno"\n', "", 4, id="no msgstr"),
        pytest.param('msgid "One"\n', "", 2, id="no msgid"),
        pytest.param('msgid "One"\n', 'msgid "One"\nmsgid "Two"\n', 3, id="two msgid"),
        pytest.param("msgstr", 'msgstr "x"\nmsgstr', 4, id="two msgstr"),
        pytest.param('msgctxt "a/b"\nmsgid "One"', 'msgid "One"\nmsgctxt "a/b"', 2, id="msgctxt below msgid"),
        pytest.param('msgid "One"\nmsgstr "Uno"', 'msgstr "Uno"\nmsgid "One"', 2, id="msgstr above msgid"),
        pytest.param("msgstr", "# why\nmsgstr", 3, id="a comment inside of an entry"),
        pytest.param("msgstr", "#, fuzzy\nmsgstr", 3, id="a flag inside of an entry"),
        pytest.param("msgstr", "msgstr[0]", 3, id="a form without msgid_plural"),
        pytest.param("msgstr", 'msgid_plural "x"\nmsgstr', 4, id="msgid_plural without forms"),
        pytest.param("msgstr", 'msgid_plural "x"\nmsgstr[1]', 4, id="the second form first"),
        pytest.param("msgstr", "#~ msgstr", 3, id="only one line out of use"),
        pytest.param("msgctxt", '#| msgid "Two\nmsgctxt', 1, id="the previous English without its quote"),
        pytest.param("msgctxt", '#| msgstr "Two"\nmsgctxt', 1, id="a previous translation, which there is not"),
        pytest.param("msgctxt", '"lost"\nmsgctxt', 1, id="a string without a keyword"),
        pytest.param("msgctxt", '#| "lost"\nmsgctxt', 1, id="a previous string without a keyword"),
        pytest.param("msgctxt", "<<<<<<< HEAD\nmsgctxt", 1, id="a mark of a merge"),
        pytest.param("msgstr", "=======\nmsgstr", 3, id="the mark inside of an entry"),
        pytest.param("msgctxt", "please check\nmsgctxt", 1, id="words"),
        pytest.param("msgctxt", "\ufeffmsgctxt", 1, id="a byte order mark where files were joined"),
        pytest.param("# A", "# A\r", 0, id="a line end that only some programs see"),
    ],
)
def test_what_only_a_guess_could_read_is_one_fault_with_its_line(old: str, new: str, line: int) -> None:
    assert old in ENTRY
    texts = [ENTRY.replace("a/b", "first"), ENTRY.replace(old, new, 1), ENTRY.replace("a/b", "last")]
    assert fault((HEADER + "\n".join(texts)).encode()) == (SYNTAX, LINE + 4 + line)


@pytest.mark.parametrize(
    ("data", "check", "line"),
    [
        pytest.param(b"", SYNTAX, 1, id="empty"),
        pytest.param(b" \n\n", SYNTAX, 1, id="blank"),
        pytest.param((HEADER + ENTRY).encode("utf-16"), ENCODING, 1, id="UTF-16"),
        pytest.param((HEADER + ENTRY).encode("utf-32"), ENCODING, 1, id="UTF-32"),
        pytest.param((HEADER + ENTRY).encode("utf-16-be"), ENCODING, 1, id="UTF-16 without a mark"),
        pytest.param((HEADER + ENTRY.replace("Uno", "Añ")).encode("latin-1"), ENCODING, LINE + 2, id="Latin-1"),
        pytest.param((HEADER + ENTRY.replace("Uno", "U\0")).encode(), ENCODING, LINE + 2, id="NUL"),
        pytest.param((HEADER + ENTRY).encode().replace(b"Uno", b"\xed\xa0\x80"), ENCODING, LINE + 2, id="surrogate"),
        pytest.param(ENTRY.encode(), ENCODING, 1, id="no header"),
        pytest.param((HEADER.replace("UTF-8", "CHARSET") + ENTRY).encode(), ENCODING, 6, id="no charset yet"),
        pytest.param((HEADER.replace("UTF-8", "GB2312") + ENTRY).encode(), ENCODING, 6, id="another charset"),
        pytest.param((HEADER.replace("; charset=UTF-8", "") + ENTRY).encode(), ENCODING, 6, id="no charset"),
        pytest.param(b"\xde\x12\x04\x95\0\0\0\0", SYNTAX, 1, id="a compiled catalog"),
        pytest.param(b"<!DOCTYPE html>\n<html>\n", SYNTAX, 1, id="a web page"),
        pytest.param(b'{"a": "b"}\n', SYNTAX, 1, id="JSON"),
        pytest.param((HEADER + ENTRY).replace("\n", "\r").encode(), SYNTAX, 1, id="line ends of an old Macintosh"),
        pytest.param(("\ufeff\ufeff" + HEADER + ENTRY).encode(), SYNTAX, 1, id="two byte order marks"),
        pytest.param((HEADER + ENTRY + 'msgid "x"\n').encode(), SYNTAX, LINE + 3, id="the end is lost"),
        pytest.param(
            (HEADER + ENTRY + '#~| msgid "x"\n').encode(), SYNTAX, LINE + 3, id="only the old English is left"
        ),
    ],
)
def test_what_is_no_po_file_is_one_fault(data: bytes, check: str, line: int) -> None:
    assert fault(data) == (check, line)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param((HEADER + ENTRY).replace("\n", "\r\n"), id="CRLF"),
        pytest.param("\ufeff" + HEADER + ENTRY, id="a byte order mark"),
        pytest.param(HEADER + ENTRY.rstrip(), id="no end of the last line"),
        pytest.param(HEADER + ENTRY + "\n# The end\n#:\n", id="comments at the end"),
        pytest.param(HEADER + "\n\n" + ENTRY.replace("msgstr", "\n \t\n  msgstr"), id="blank lines and indents"),
        pytest.param(HEADER + ENTRY.replace('"Uno"', '""\n"U"\n"no"\n'), id="a text in pieces"),
        pytest.param(HEADER + ENTRY.replace('msgstr "', 'msgstr"'), id="no space behind the keyword"),
        pytest.param(ENTRY + "\n" + HEADER, id="the header last"),
        pytest.param(HEADER.replace("UTF-8", "utf8") + ENTRY, id="the charset in small letters"),
        pytest.param(
            HEADER + '#~ #, fuzzy\n#~ msgid "x"\n#~ msgstr "y"\n\n' + ENTRY, id="a flag of an entry out of use"
        ),
        pytest.param(HEADER + '#~msgid "x"\n#~msgstr "y"\n\n' + ENTRY, id="no space behind the mark"),
    ],
)
def test_other_ways_to_write_the_same_read_the_same(text: str) -> None:
    (entry,) = (entry for entry in read(text).po if not entry.obsolete)
    assert (entry.msgctxt, entry.msgid, entry.msgstr, entry.fuzzy) == ("a/b", "One", "Uno", False)


@pytest.mark.parametrize(
    "flags",
    [
        "#, fuzzy",
        "#,fuzzy",
        "#= fuzzy",
        "#! fuzzy",
        "#, c-format fuzzy",
        "#,\tc-format,fuzzy",
        "#, Fuzzy",
        "#, x\n#, fuzzy",
    ],
)
def test_no_fuzzy_is_lost(flags: str) -> None:
    (entry,) = read(f"{HEADER}{flags}\n{ENTRY}").po
    assert entry.fuzzy
    assert "\n#, " in str(entry), "a line of flags that all readers know"


@pytest.mark.parametrize("comment", ["# fuzzy?", "#. fuzzy", "#: fuzzy.c", "#, no-fuzzy", "#fuzzy"])
def test_other_comments_are_not_flags(comment: str) -> None:
    (entry,) = read(f"{HEADER}{comment}\n{ENTRY}").po
    assert not entry.fuzzy


def test_a_flag_with_a_space_stays_one() -> None:
    (entry,) = read(f"{HEADER}#, c-format, range: 0..5\n{ENTRY}").po
    assert entry.flags == ["c-format", "range: 0..5"]


def test_each_entry_and_field_is_there_though_it_stands_twice() -> None:
    po = read(HEADER.replace('"Language', '"language: pt\\n"\n"Language') + ENTRY + ENTRY + HEADER)
    assert [entry.msgid for entry in po.po] == ["One", "One", ""]
    assert [field.value for field in po.fields if field.name.lower() == "language"] == ["pt", "es"]


def test_characters_that_python_takes_for_line_ends_stay_in_the_text() -> None:
    (entry,) = read(HEADER + ENTRY.replace("Uno", "U\u2028n\u0085o")).po
    assert entry.msgstr == "U\u2028n\u0085o"


@pytest.mark.parametrize(
    "file", sorted((ROOT / "locales").rglob("*.po")), ids=lambda file: f"{file.parts[-3]}-{file.stem}"
)
def test_our_own_catalogs_read_as_with_polib(file: Path) -> None:
    ours = read_po(file.read_bytes())
    theirs = polib.pofile(file.read_text("utf-8"), wrapwidth=78)
    assert str(ours.po) == str(theirs)
    assert len(ours.po) > 10


# Lines from which a file is made: most belong into one, some do not.
LINES = st.one_of(
    st.sampled_from(
        [
            "",
            "#",
            "# comment",
            "#. note",
            "#: a.c:1",
            "#, fuzzy",
            "#, c-format, range: 0..3",
            '#| msgid "old"',
            '#| "old"',
            '#~ msgid "gone"',
            '#~ msgstr "weg"',
            '#~| msgid "older"',
            "#~",
            'msgctxt "a"',
            'msgctxt "b/c"',
            'msgid "one"',
            'msgid ""',
            'msgid_plural "ones"',
            'msgstr "eins"',
            'msgstr ""',
            'msgstr[0] "eins"',
            'msgstr[1] "zwei"',
            '"more"',
            r'"\"quoted\" \\ \n"',
            '"not closed',
            r'"escaped\"',
            "=======",
            "words",
            "msgstr",
            '"two" "texts"',
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=8),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=8).map('msgstr "{}"'.format),
    st.text('\\"ntx01 a', max_size=6).map('msgid "{}"'.format),
)
GOOD_ENTRIES = st.tuples(
    st.sampled_from(["", "#, fuzzy\n", "# x\n", '#| msgid "old"\n', "#. y\n#, c-format\n"]),
    st.sampled_from(["", 'msgctxt "a"\n', 'msgctxt "b/c"\n"d"\n']),
    st.sampled_from(['msgid "one"\n', 'msgid ""\n"two"\n', 'msgid "x"\nmsgid_plural "xs"\n']),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='\\"'), max_size=8),
).map(lambda parts: '{0}{1}{2}msgstr{4} "{3}"\n'.format(*parts, "[0]" if "plural" in parts[2] else ""))
FILES = st.one_of(
    st.lists(LINES, max_size=12).map("\n".join),
    st.lists(st.one_of(GOOD_ENTRIES, LINES), max_size=6).map("\n".join),
    st.lists(GOOD_ENTRIES, max_size=6).map("\n".join),
)


def outcome(data: bytes) -> PoText | None:
    """Return what was read; None if it is a fault, with a line of the file."""
    try:
        return read_po(data)
    except PoError as caught:
        line = caught.line
    assert 1 <= line <= data.count(b"\n") + 1
    return None


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    for whole in (data, HEADER.encode() + data, (HEADER + ENTRY).encode()[: len(data)] + data):
        outcome(whole)


@given(FILES)
@settings(max_examples=300)
def test_what_passes_is_written_and_read_again_alike(text: str) -> None:
    first = outcome((HEADER + text).encode())
    if first is None:
        return
    written = str(first.po)
    again = read(written)
    assert list(map(facts, again.po)) == list(map(facts, first.po))
    if all(entry.msgid for entry in first.po):  # of several headers, polib takes another
        assert {facts(entry) for entry in polib.pofile(written)} == set(map(facts, first.po))
    assert again.po.metadata == first.po.metadata


def facts(entry: polib.POEntry) -> tuple[object, ...]:
    forms = tuple(entry.msgstr_plural.values())
    return entry.msgctxt, entry.msgid, entry.msgid_plural, entry.msgstr, forms, entry.fuzzy, bool(entry.obsolete)


# What msgfmt says of a file that it cannot read; other complaints are of what the texts say.
UNREADABLE = re.compile(
    r"syntax error|unknown|within string|missing '|inconsistent use|control sequence|plural form|multibyte|separator"
)


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
@given(text=FILES)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_passes_gettext_reads_alike(text: str, tmp_path: Path) -> None:
    ours = outcome((HEADER + text).encode())
    if ours is None:
        return
    source, compiled = tmp_path / "x.po", tmp_path / "x.mo"
    compiled.unlink(missing_ok=True)
    source.write_text(HEADER + text, "utf-8", newline="")
    command = ["msgfmt", "-o", str(compiled), str(source)]
    told = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False).stderr
    assert not UNREADABLE.search(told), told
    if compiled.exists():
        wanted = {}
        for entry in ours.po:
            forms = [*entry.msgstr_plural.values()] if entry.msgstr_plural else [entry.msgstr]
            if forms[0] and not entry.fuzzy and not entry.obsolete:
                key = "" if entry.msgctxt is None else f"{entry.msgctxt}\4"
                wanted[key + entry.msgid + (f"\0{entry.msgid_plural}" if entry.msgstr_plural else "")] = "\0".join(
                    forms
                )
        assert compiled_texts(compiled.read_bytes()) == wanted


def compiled_texts(data: bytes) -> dict[str, str]:
    """Return what a compiled catalog holds, but for its header."""
    count, ids, texts = struct.unpack_from("<3I", data, 8)

    def string(table: int, i: int) -> str:
        length, at = struct.unpack_from("<2I", data, table + 8 * i)
        return data[at : at + length].decode()

    return {key: string(texts, i) for i in range(count) if (key := string(ids, i))}


@pytest.fixture
def french(make_project: MakeProject, run: Run) -> Project:
    project = make_project()
    assert run("add-language", "fr").exit_code == 0
    project = find_project(project.root)
    translate(project, "fr")
    return project


def update(project: Project) -> str:
    domain = next(each for each in extract_domains(project)[0] if each.name == "cut-care")
    file = project.catalog_file(project.language("fr"), "cut-care")
    return updated_text(file, "x.po", domain.messages, domain.revised)


def test_an_update_sets_aside_what_has_no_id_or_several_forms(french: Project) -> None:
    file = french.catalog_file(french.language("fr"), "cut-care")
    text = file.read_text("utf-8").replace('msgctxt "call/swelling"\n', "", 1)
    extra = 'msgid "Stop"\nmsgstr "Arrêt"\n\nmsgid "Go"\nmsgid_plural "Gos"\nmsgstr[0] "Va"\nmsgstr[1] "Allez"\n'
    file.write_text(f"{text}\n{extra}", "utf-8")
    catalog, problems = read_catalog(file, "x.po")
    assert problems == []
    assert catalog
    swelling = catalog.nameless[0].text
    assert [entry.source for entry in catalog.nameless] == ["More swelling", "Stop", "Go"]
    assert [entry.plural for entry in catalog.nameless] == [False, False, True]
    after = polib.pofile(update(french))
    assert {entry.msgid: entry.msgstr or entry.msgstr_plural for entry in after.obsolete_entries()} == {
        "More swelling": swelling,
        "Stop": "Arrêt",
        "Go": {0: "Va", 1: "Allez"},
    }
    assert after.find("call/swelling", by="msgctxt").msgstr == ""


@pytest.mark.parametrize("double", ['\nmsgctxt "title"\nmsgid "x"\nmsgstr "y"\n', "\n" + HEADER])
def test_an_update_does_not_choose_between_two(french: Project, double: str) -> None:
    file = french.catalog_file(french.language("fr"), "cut-care")
    file.write_text(file.read_text("utf-8") + double, "utf-8")
    _, problems = read_catalog(file, "x.po")
    assert [problem.check for problem in problems] == ["duplicate-entry"]
    with pytest.raises(CatalogError):
        update(french)


def test_an_update_removes_the_byte_order_mark_and_keeps_all_flags(french: Project) -> None:
    file = french.catalog_file(french.language("fr"), "cut-care")
    text = file.read_text("utf-8").replace('msgctxt "title"', '#= fuzzy, draft\nmsgctxt "title"', 1)
    file.write_text("\ufeff" + text, "utf-8")
    catalog, _ = read_catalog(file, "x.po")
    assert catalog
    assert catalog.byte_order_mark
    assert catalog.entries["title"].fuzzy
    after = update(french)
    assert "\ufeff" not in after
    assert '#, fuzzy, draft\nmsgctxt "title"' in after
