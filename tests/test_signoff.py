"""Signing by the command, on a project on disk: what is refused, and what one changed character takes out."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest
from babel.messages.pofile import read_po, write_po
from conftest import Keep, Run, edit, runner
from signing import ID, OFFICE, PEOPLE, PHYSICIAN, REVISER, TRANSLATOR, copy_project, kept_signoffs, sign

from leaflet.fonts import read_families
from leaflet.language import Language
from leaflet.ledger import Act, Signature, ledger_file
from leaflet.load import load
from leaflet.problem import UsageError
from leaflet.project import Project, find_project
from leaflet.signing import prepare
from leaflet.signoff import Standing, State
from leaflet.standings import SignOffs

ALL = ("translated", "revised", "approved", "released")
FAINTING = "emergency/fainting"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copy_project(tmp_path, "es", "fr")


def released_in(root: Path) -> None:
    copy_project(root, "es", "fr")
    run = runner(root)
    sign(run, "en", "approved", "released")
    for tag in ("es", "fr"):
        sign(run, tag, *ALL)


@pytest.fixture
def released(keep: Keep, tmp_path: Path) -> Project:
    """The project with everything released, in English, Spanish and French."""
    return keep(tmp_path, released_in)


def standing(project: Project, tag: str, day: datetime.date | None = None) -> Standing:
    """Return where the leaflet stands; what builds keep between them must say the same, whatever they kept before."""
    today, language = day or datetime.datetime.now().astimezone().date(), project.language(tag)
    signoffs, kept = SignOffs(project, today), kept_signoffs(project, today)
    found = signoffs.standing(ID, language)
    assert kept.standing(ID, language) == found
    assert kept.problems(language) == signoffs.problems(language)
    kept.keep()
    return found


def states(project: Project) -> dict[str, str]:
    return {language.tag: str(standing(project, language.tag).state) for language in project.languages}


def catalog(project: Project, tag: str, domain: str = ID) -> Path:
    return project.catalog_file(project.language(tag), domain)


def change(file: Path, message_id: str, how: Callable[[str], str]) -> None:
    po = polib.pofile(str(file))
    entry = po.find(message_id, by="msgctxt")
    entry.msgstr = how(entry.msgstr)
    po.save()


def ledger_records(project: Project, tag: str) -> list[dict[str, Any]]:
    return list(tomllib.loads(ledger_file(project, project.language(tag)).read_text("utf-8"))["signoff"])


def test_the_way_of_a_translation(project: Project, run: Run) -> None:
    assert states(project) == {"en": "draft", "es": "draft", "fr": "draft"}
    sign(run, "en", "approved")
    for act in ALL:
        sign(run, "es", act)
        assert states(project) == {"en": "approved", "es": act, "fr": "draft"}
    assert [each["name"] for each in ledger_records(project, "es")] == [PEOPLE[act][0] for act in ALL]
    sign(run, "es", "withdrawn")
    assert states(project) == {"en": "approved", "es": "withdrawn", "fr": "draft"}
    sign(run, "es", "translated")
    assert states(project)["es"] == "translated"


@pytest.mark.parametrize("message_id", [FAINTING, "emergency/heading", "call/fever", "home-care/medicine"])
def test_one_character_takes_out_one_text_in_one_language(released: Project, message_id: str) -> None:
    assert states(released) == {"en": "released", "es": "released", "fr": "released"}
    change(catalog(released, "es"), message_id, lambda text: text[:-1] + "x")
    assert states(released) == {"en": "released", "es": "stale", "fr": "released"}
    assert [str(each) for each in standing(released, "es").changes] == [f"{message_id} (translation changed)"]
    assert not standing(released, "es").source_changed


def test_a_changed_english_sign_takes_it_out_in_every_language(released: Project, run: Run) -> None:
    edit(released.source_file(ID), "Fainting (passing out)", "Fainting (passing right out)")
    assert set(states(released).values()) == {"stale"}
    for tag in ("en", "es", "fr"):
        assert [str(each) for each in standing(released, tag).changes] == [f"{FAINTING} (English changed)"]
        assert standing(released, tag).since == datetime.date(2026, 11, 23)
    # The same after an update, which makes the translations fuzzy.
    assert run("update").exit_code == 0
    for tag in ("es", "fr"):
        assert [each.id for each in standing(released, tag).changes] == [FAINTING]
    found = {each["tag"]: each for each in json.loads(run("status", "--format", "json").stdout)}
    assert {tag: each["signed_off"] for tag, each in found.items()} == {"en": "stale", "es": "stale", "fr": "stale"}
    (told,) = found["es"]["signoffs"]
    assert (told["leaflet"], told["since"]) == (ID, "2026-11-23")
    assert told["changed"] == [{"id": FAINTING, "what": "English changed"}]
    assert f"{FAINTING} (English changed)" in run("status").stdout


def test_a_changed_number_takes_out_the_signs_that_name_it(released: Project) -> None:
    edit(released.source_file(ID), "value: 102", "value: 103")
    for tag in ("en", "es", "fr"):
        assert [each.id for each in standing(released, tag).changes] == ["emergency/fever", "call/fever"]


def test_a_changed_shared_word_takes_out_one_text_of_each_leaflet(released: Project) -> None:
    change(catalog(released, "fr", "handout"), "emergency/telephone", lambda text: text + "!")
    assert states(released) == {"en": "released", "es": "released", "fr": "stale"}
    assert [each.id for each in standing(released, "fr").changes] == ["handout:emergency/telephone"]
    edit(released.root / "pyproject.toml", 'emergency-number = "911"', 'emergency-number = "112"')
    assert [each.id for each in standing(find_project(released.root), "es").changes] == ["handout:emergency/telephone"]


def test_order_and_urgency_are_signed(released: Project) -> None:
    text = released.source_file(ID).read_text("utf-8")
    first, second = (re.search(rf"      - id: {name}\n(?:        .*\n|          .*\n)+", text) for name in ("contractions", "movement"))
    assert first is not None
    assert second is not None
    swapped = text.replace(first[0] + second[0], second[0] + first[0])
    assert swapped != text
    released.source_file(ID).write_text(swapped, "utf-8")
    assert set(states(released).values()) == {"stale"}
    (moved,) = standing(released, "es").changes
    assert str(moved) in {"emergency/contractions (moved)", "emergency/movement (moved)"}
    # The same sign, word for word, under the other list.
    head, call = text.replace(first[0], "").split("  - id: call\n", 1)
    released.source_file(ID).write_text(head + "  - id: call\n" + call.replace("    signs:\n", "    signs:\n" + first[0], 1), "utf-8")
    assert {str(each) for each in standing(released, "en").changes} == {
        "call/contractions (new)",
        "emergency/contractions (gone)",
    }


def test_a_fuzzy_text_is_not_what_was_signed(released: Project) -> None:
    po = polib.pofile(str(catalog(released, "es")))
    po.find(FAINTING, by="msgctxt").flags.append("fuzzy")
    po.save()
    assert [each.id for each in standing(released, "es").changes] == [FAINTING]


def test_what_no_reader_sees_is_not_signed(released: Project) -> None:
    file = catalog(released, "es")
    text = file.read_text("utf-8")
    file.write_text("# a note of a translator\n" + text.replace("\n#: ", "\n# in doubt\n#: "), "utf-8")
    edit(released.source_file(ID), "Two signs, and one is enough.", "Two signs; one is enough.")
    edit(released.source_file(ID), "revised: 2026-11-23", "revised: 2026-11-24")
    assert set(states(released).values()) == {"released"}


def test_it_expires(project: Project, run: Run) -> None:
    today = datetime.datetime.now().astimezone().date()
    until = today + datetime.timedelta(days=30)
    sign(run, "en", "approved", more=("--until", until.isoformat()))
    sign(run, "es", *ALL)
    after = until + datetime.timedelta(days=1)
    assert [standing(project, "es", day).state for day in (today, until, after)] == ["released", "released", "expired"]
    assert standing(project, "fr", after).state is State.DRAFT


def test_withdrawn_in_english_is_withdrawn_everywhere(released: Project, run: Run) -> None:
    sign(run, "en", "withdrawn")
    assert set(states(released).values()) == {"withdrawn"}


def test_it_can_be_withdrawn_whatever_is_wrong(released: Project, run: Run) -> None:
    catalog(released, "es").write_text('msgid "\n', "utf-8")
    released.source_file(ID).write_text("id: [\n", "utf-8")
    sign(run, "es", "withdrawn")
    assert states(released)["es"] == "withdrawn"


WHO = ("--name", REVISER, "--role", "reviser", "--qualification", "a fixture")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("es", "--act", "revised", *WHO), "not translated"),
        (("es", "--act", "approved", *WHO), "not revised"),
        (("es", "--act", "released", *WHO), "not approved"),
        (("en", "--act", "translated", *WHO), "no translation"),
        (("en", "--act", "released", *WHO), "not approved"),
        (("tlh", "--act", "translated", *WHO), "no language “tlh”"),
        (("en-XA", "--act", "translated", *WHO), "no language that anybody reads"),
        (("es", "--act", "translated", "--leaflet", "other", *WHO), "no leaflet “other”"),
        (("es", "--act", "signed", *WHO), "'signed' is not one of"),
        (("es", *WHO), "--act is missing"),
        ((("--act"), "translated", *WHO), "TAG is missing"),
        (("es", "--act", "translated", "--name", " ", *WHO[2:]), "--name is missing"),
        (("es", "--act", "translated", *WHO[:4]), "--qualification is missing"),
        (("es", "--act", "translated", "--until", "2030-01-01", *WHO), "--until says nothing"),
        (("en", "--act", "approved", "--until", "2020-01-01", *WHO), "is past"),
        (("en", "--act", "approved", "--until", "soon", *WHO), "'soon' does not match"),
        (("en", "--act", "approved", "--method", "human", *WHO), "--method says nothing"),
        (("en", "--act", "approved", "--digest", "1234", *WHO), "too short"),
        (("en", "--act", "approved", "--digest", "0123 4567 89ab cdef", *WHO), "printed from other texts"),
        (("--check", "--yes"), "--check signs nothing"),
    ],
)
def test_what_cannot_be_signed_is_a_usage_error(project: Project, run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("sign", *arguments, *(() if "--check" in arguments else ("--yes",)))
    assert result.exit_code == 2
    assert said in result.stderr
    assert not list(project.root.glob("locales/*/signoffs.toml"))


def test_the_translator_does_not_revise(project: Project, run: Run) -> None:
    sign(run, "es", "translated")
    file = ledger_file(project, project.language("es"))
    before = file.read_bytes()
    for name in (TRANSLATOR, "TEST TRANSLATOR (FIXTURE)", "Dr Test  Translator (fixture)"):
        result = run("sign", "es", "--act", "revised", "--name", name, *WHO[2:], "--yes")
        assert result.exit_code == 2
        assert f"{TRANSLATOR} has translated these texts" in result.stderr
    assert file.read_bytes() == before
    sign(run, "en", "approved")
    sign(run, "es", "revised")
    result = run("sign", "es", "--act", "approved", *WHO, "--yes")
    assert result.exit_code == 2
    assert f"{REVISER} has revised these texts" in result.stderr


def test_english_is_settled_first(project: Project, run: Run) -> None:
    sign(run, "es", "translated", "revised")
    approve = ("sign", "es", "--act", "approved", "--name", PHYSICIAN, *WHO[2:], "--yes")
    result = run(*approve)
    assert result.exit_code == 2
    assert "its source is draft" in result.stderr
    sign(run, "en", "approved")
    assert run(*approve).exit_code == 0


def test_nothing_is_signed_twice(project: Project, run: Run) -> None:
    sign(run, "es", "translated")
    result = run("sign", "es", "--act", "translated", *WHO, "--yes")
    assert result.exit_code == 2
    assert f"already, by {TRANSLATOR}" in result.stderr
    sign(run, "en", "approved", more=("--until", "2999-01-01"))
    # But an approval is renewed, with another day of review.
    sign(run, "en", "approved", more=("--until", "2999-02-01"))
    sign(run, "en", "withdrawn")
    assert "withdrawn already" in run("sign", "en", "--act", "withdrawn", *WHO, "--yes").stderr


def test_nothing_is_signed_while_there_is_an_error(project: Project, run: Run) -> None:
    change(catalog(project, "es"), FAINTING, lambda text: text + " \u202e")
    result = run("sign", "es", "--act", "translated", *WHO, "--yes")
    assert result.exit_code == 1
    assert "nothing is signed" in result.stderr
    assert "error" in result.stderr
    assert not ledger_file(project, project.language("es")).exists()
    sign(run, "fr", "translated")


def test_nothing_is_signed_while_a_warning_is_open(project: Project, run: Run) -> None:
    # A sentence that takes three times the room of the English: long, but for a person to judge.
    change(catalog(project, "es"), "home-care/medicine", lambda text: text[:-1] + ", tal como se lo haya explicado en la visita, y siempre con calma.")
    problems = json.loads(run("check", "--language", "es", "--format", "json").stdout)
    assert {each["severity"] for each in problems} == {"warning"}
    result = run("sign", "es", "--act", "translated", *WHO, "--yes")
    assert result.exit_code == 1
    assert "warning" in result.stderr
    for check_id in {each["check"] for each in problems}:
        about = (check_id, "home-care/medicine", "--language", "es", "--leaflet", ID)
        assert run("acknowledge", *about, "--name", REVISER, "--reason", "It is a fixture.").exit_code == 0
    sign(run, "es", "translated")
    (record,) = ledger_records(project, "es")
    assert len(record["acknowledged"]) == len(problems)
    assert all(f"{ID}:home-care/medicine: It is a fixture. ({REVISER}" in said for said in record["acknowledged"])


def test_it_shows_what_is_signed_and_asks(project: Project, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("sign", "es", "--act", "translated", *WHO)
    assert result.exit_code == 1
    assert not ledger_file(project, project.language("es")).exists()
    shown = result.stdout
    entry = polib.pofile(str(catalog(project, "es"))).find(FAINTING, by="msgctxt")
    assert shown.index("emergency/heading") < shown.index(FAINTING) < shown.index("call/heading") < shown.index("home-care/")
    assert shown.index(entry.msgid) < shown.index(entry.msgstr)
    assert "102\u00a0°F (38.9\u00a0°C)" in shown
    assert "SINCE THE LAST SIGNATURE" not in shown
    monkeypatch.setattr("click.confirm", lambda *_, **__: True)
    assert run("sign", "es", "--act", "translated", *WHO).exit_code == 0
    change(catalog(project, "es"), FAINTING, lambda text: text + "s")
    shown = run("sign", "es", "--act", "translated", *WHO).stdout
    assert [line.split()[0] for line in shown.splitlines() if "SINCE THE LAST" in line] == [FAINTING]
    assert "changed since translated by Test Reviser (fixture)" in shown


def test_the_digest_of_the_sheet_is_that_of_the_texts(project: Project, run: Run) -> None:
    (digest,) = set(re.findall(r"digest ((?:[0-9a-f]{4} ?){4})", run("sign", "en", "--act", "approved", *WHO).stdout))
    sign(run, "en", "approved", more=("--digest", digest.strip()))
    assert states(project)["en"] == "approved"
    assert ledger_records(project, "en")[0]["whole"].startswith(digest.replace(" ", ""))


def test_a_record_says_all_and_none_before_it_is_touched(project: Project, run: Run) -> None:
    sign(run, "es", "translated", more=("--method", "machine-and-human", "--leaflet", ID))
    file = ledger_file(project, project.language("es"))
    before = file.read_bytes()
    sign(run, "es", "revised")
    assert file.read_bytes().startswith(before.rstrip(b"\n"))
    first, second = ledger_records(project, "es")
    assert (first["act"], first["method"], first["leaflet"], first["language"]) == ("translated", "machine-and-human", ID, "es")
    assert (first["name"], first["role"], first["qualification"]) == PEOPLE["translated"]
    assert first["source-revised"] == datetime.date(2026, 11, 23)
    assert second["before"] == first["digest"]
    ids = [each["id"] for each in first["texts"]]
    assert FAINTING in ids
    assert "handout:emergency/telephone" in ids
    assert len(ids) == len(set(ids)) > 60


def tool(name: str, *arguments: str) -> None:
    """Run a program of those that translators have, or leave the test out."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    subprocess.run([name, *arguments], check=True, capture_output=True)


def msgmerge(file: Path, project: Project) -> None:
    template = project.template_file(file.stem)
    tool("msgmerge", "--quiet", "--no-wrap", "-o", str(file), str(file), str(template))


def msgcat(file: Path, project: Project) -> None:
    tool("msgcat", "--width=40", "--sort-output", "-o", str(file), str(file))


def with_polib(file: Path, project: Project) -> None:
    po = polib.pofile(str(file), wrapwidth=50)
    po.metadata["X-Generator"] = "Test"
    po.sort(reverse=True)
    po.save(newline="\r\n")


def with_babel(file: Path, project: Project) -> None:
    # Babel cannot read the date that gettext gives to a template without one, as that of the shared words is.
    file.write_text(file.read_text("utf-8").replace("YEAR-MO-DA HO:MI+ZONE", "2026-03-05 10:00+0000"), "utf-8")
    with file.open("rb") as stream:
        found = read_po(stream)
    with file.open("wb") as stream:
        write_po(stream, found, width=60)


def translate_toolkit(file: Path, project: Project) -> None:
    merged = file.with_suffix(".merged.po")
    tool("pomerge", "--progress=none", "-t", str(file), "-i", str(file), "-o", str(merged))
    merged.replace(file)


TOOLS = {
    "msgmerge": msgmerge,
    "msgcat": msgcat,
    "polib": with_polib,
    "babel": with_babel,
    "translate-toolkit": translate_toolkit,
}


@pytest.mark.parametrize("name", TOOLS)
def test_the_tools_of_translators_leave_sign_offs_as_they_are(released: Project, run: Run, name: str) -> None:
    assert run("extract").exit_code == 0
    ledger = ledger_file(released, released.language("es")).read_bytes()
    for domain in (ID, "handout"):
        file = catalog(released, "es", domain)
        before = file.stat().st_mtime_ns
        TOOLS[name](file, released)
        assert file.stat().st_mtime_ns != before, f"{name} wrote nothing"
    assert states(released) == {"en": "released", "es": "released", "fr": "released"}
    assert ledger_file(released, released.language("es")).read_bytes() == ledger
    assert run("sign", "--check").exit_code == 0
    # And a text that was changed by that tool's user is found all the same.
    change(catalog(released, "es"), FAINTING, lambda text: text + "s")
    TOOLS[name](catalog(released, "es"), released)
    assert [each.id for each in standing(released, "es").changes] == [FAINTING]


def test_a_way_that_loses_the_ids_leaves_nothing_approved(released: Project) -> None:
    file = catalog(released, "es")
    xliff = file.with_suffix(".xlf")
    tool("po2xliff", "--progress=none", str(file), str(xliff))
    tool("xliff2po", "--progress=none", str(xliff), str(file))
    assert "msgctxt" not in file.read_text("utf-8")
    assert states(released) == {"en": "released", "es": "stale", "fr": "released"}


def test_pofilter_reads_and_leaves_all_as_it_is(released: Project) -> None:
    before = catalog(released, "es").read_bytes()
    tool("pofilter", "--progress=none", str(catalog(released, "es")), str(released.root / "found.po"))
    assert catalog(released, "es").read_bytes() == before
    assert states(released)["es"] == "released"


def test_two_who_sign_at_once_do_not_lose_a_record(project: Project, run: Run) -> None:
    today = datetime.date(2026, 12, 1)
    spanish: Language = project.language("es")
    loaded = load(project, [ID], [spanish], read_families(project.fonts))
    signings = [
        prepare(project, SignOffs(project, today), loaded, spanish, [ID], Signature(act=Act.TRANSLATED, name=name, role="x", qualification="x", date=today))
        for name in (TRANSLATOR, OFFICE)
    ]
    signings[0].write(project)
    with pytest.raises(UsageError, match="signed just now"):
        signings[1].write(project)
    assert [each["name"] for each in ledger_records(project, "es")] == [TRANSLATOR]
