"""The one traversal, and what Babel's own tools see of it."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from babel.messages.frontend import CommandLineInterface
from conftest import DATA, ROOT, MakeProject, Run, edit
from hypothesis import given
from hypothesis import strategies as st

from leaflet.language import parse_language
from leaflet.localize import identity, localize
from leaflet.messages import iter_messages, map_texts, template_messages
from leaflet.model import Item, ItemList, Leaflet, Section, Text, WarningSign
from leaflet.problem import LeafletError
from leaflet.settings import Facility
from leaflet.source import Source, read_source
from leaflet.templates import Templates

SOURCES = [ROOT / "content" / "cervical-insufficiency.yaml", DATA / "cut-care.yaml"]
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
# What [a-z0-9]{3,6}(-[a-z0-9]{1,3})? matches: drawn from the expression itself, it takes half of the time of a test.
ID = st.builds("".join, st.tuples(st.text(LETTERS, min_size=3, max_size=6), st.just("") | st.text(LETTERS, min_size=1, max_size=3).map("-{}".format)))
TEXT = st.text(st.characters(exclude_characters="{}*\x00", exclude_categories=["Cs"]), min_size=1).filter(str.strip)
ITEM = st.builds(Item, id=ID, text=TEXT, note=st.just(""))
SIGN = st.builds(WarningSign, id=ID, text=TEXT, note=st.just(""), about=st.just(("x",)))
HEADING = st.builds(Text, text=TEXT, note=st.just(""))
BLOCKS = st.lists(ITEM | st.builds(ItemList, items=st.lists(ITEM, min_size=1).map(tuple)), min_size=1).map(tuple)
SIGNS = st.lists(SIGN, min_size=1).map(tuple)
SECTION = st.builds(Section, id=st.sampled_from(["about", "home-care"]), heading=HEADING, blocks=BLOCKS) | st.builds(
    Section, id=st.sampled_from(["call", "emergency"]), heading=HEADING, blocks=BLOCKS, signs=SIGNS
)
LEAFLET = st.builds(
    Leaflet,
    id=ID,
    title=HEADING,
    summary=HEADING,
    also_called=st.lists(ITEM).map(tuple),
    sections=st.lists(SECTION, min_size=1, max_size=4, unique_by=lambda section: section.id).map(tuple),
    codes=st.just({}),
    quantities=st.just({}),
    terms=st.just(()),
)
FACILITY = Facility(name="Test", telephone="1", emergency_number="2")


def source(path: Path) -> Source:
    found, problems = read_source(path, path.name)
    assert problems == []
    assert found is not None
    return found


def texts_of(value: object) -> list[str]:
    """Return every text in a leaflet by walking its dump, without asking the traversal."""
    if isinstance(value, dict):
        own = [value["text"]] if "text" in value else []
        return own + [text for key, inner in value.items() if key != "terms" for text in texts_of(inner)]
    return [text for inner in value for text in texts_of(inner)] if isinstance(value, list | tuple) else []


def has_unique_ids(leaflet: Leaflet) -> bool:
    """Tell whether each message has an id of its own, which is checked before a leaflet is localized."""
    ids = [message.id for message in iter_messages(leaflet)]
    return len(set(ids)) == len(ids)


@given(LEAFLET.filter(has_unique_ids))
def test_localizing_with_an_identity_catalog_gives_the_source_back(leaflet: Leaflet) -> None:
    texts = identity(iter_messages(leaflet))
    assert localize(leaflet, texts, parse_language("en"), {}, FACILITY, leaflet.revised).leaflet == leaflet


@given(LEAFLET)
def test_the_traversal_misses_no_text(leaflet: Leaflet) -> None:
    assert sorted(message.text for message in iter_messages(leaflet)) == sorted(texts_of(leaflet.model_dump()))
    changed = map_texts(leaflet, lambda message: f"<{message.text}>")
    assert sorted(texts_of(changed.model_dump())) == sorted(f"<{text}>" for text in texts_of(leaflet.model_dump()))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_keys_lead_to_the_text_in_the_file(path: Path) -> None:
    found, lines = source(path), path.read_text("utf-8").splitlines()
    messages = list(iter_messages(found.leaflet))
    assert len({message.id for message in messages}) == len(messages) > 5
    for message in messages:
        place = found.place((*message.keys, "text"))
        assert place.line is not None
        assert place.column is not None
        rest = " ".join(lines[place.line - 1 :])[place.column - 1 :]
        # A folded text begins with its sign, ">-", and goes on below.
        assert message.text.split()[0] in rest.removeprefix(">-")[:60]


def test_signs_know_their_urgency_and_number() -> None:
    signs = [message for message in iter_messages(source(SOURCES[0]).leaflet) if message.is_sign]
    assert [(sign.urgency, sign.number) for sign in signs if sign.number] == [
        *(("emergency", (i, 7)) for i in range(1, 8)),
        *(("call", (i, 2)) for i in range(1, 3)),
    ]
    assert [sign.id.split("/")[1] for sign in signs] == [
        "fever", "contractions", "movement", "fainting", "bleeding", "fluid", "urine", "discharge", "fever",
    ]  # fmt: skip


def test_words_of_the_templates_have_ids_and_one_text_each(tmp_path: Path) -> None:
    words = list(template_messages(Templates((ROOT / "templates",))))
    assert len({word.id for word in words}) == len(words) > 5
    (tmp_path / "a.html").write_text('{{ pgettext("a", "One") }}\n{{ pgettext("a", "Two") }}')
    with pytest.raises(LeafletError, match=r"2: “a” has another text"):
        list(template_messages(Templates((tmp_path,))))


def test_plain_pybabel_extracts_a_source(make_project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_project()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "babel.cfg").write_text("[leaflet: content/**.yaml]\n")
    CommandLineInterface().run(["pybabel", "-q", "extract", "-F", "babel.cfg", "-c", "", "-o", "all.pot", "."])
    found = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(tmp_path / "all.pot"))}
    assert found == {(message.id, message.text) for message in iter_messages(source(DATA / "cut-care.yaml").leaflet)}


def test_plain_pybabel_checks_a_catalog(
    make_project: MakeProject, run: Run, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    project = make_project()
    run("add-language", "fr")
    file = project.root / "locales" / "fr" / "LC_MESSAGES" / "cut-care.po"
    edit(file, 'msgid "A fever above **{fever}**"\nmsgstr ""', 'msgid "A fever above **{fever}**"\nmsgstr "Plus de **101**"')
    edit(file, 'msgid "More swelling"\nmsgstr ""', 'msgid "More swelling"\nmsgstr "Plus enflé"')
    CommandLineInterface().run(["pybabel", "compile", "-i", str(file), "-l", "fr", "-o", str(tmp_path / "x.mo")])
    said = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert len(said) == 2, "one fault, and the count of the faults"
    assert "call/fever" in said[0]


def test_a_translator_is_told_what_matters(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    assert run("add-language", "fr").exit_code == 0
    po = {entry.msgctxt: entry for entry in polib.pofile(str(project.root / "locales/fr/LC_MESSAGES/cut-care.po"))}
    assert "EMERGENCY" in po["emergency/bleeding"].comment
    assert "1 of 2" in po["call/fever"].comment
    assert "{fever} prints as: 101\xa0°F (38.3\xa0°C)" in po["call/fever"].comment
    assert "{wait} prints as: 4 to 6" in po["home-care/pain"].comment
    assert "{telephone} prints as: (555) 555-0100" in po["home-care/wash"].comment
    assert "Note: Tablets." in po["home-care/pain"].comment


@pytest.mark.parametrize("domain", ["handout", "cut-care"])
def test_writing_is_stable(make_project: MakeProject, run: Run, domain: str) -> None:
    project = make_project()
    run("add-language", "fr")
    file = project.root / "locales/fr/LC_MESSAGES" / f"{domain}.po"
    before = file.read_bytes()
    for command in (("update",), ("add-language", "fr"), ("extract",), ("update", "--language", "fr")):
        assert run(*command).exit_code == 0
    assert file.read_bytes() == before
    edit(project.source_file("cut-care"), "# A leaflet of another kind", "# Another comment\n\n# A leaflet of another kind")
    run("update")
    assert file.read_bytes() == before


