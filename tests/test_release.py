"""What a page says of its sign-off, and what may be released: proved from the finished files."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path

import polib
import pypdfium2
import pytest
from conftest import Keep, Run, edit, runner
from finished import finished
from signing import ID, PEOPLE, copy_project, sign

from leaflet.admit import admit, mark_of
from leaflet.checks.pdf import prove
from leaflet.edition import HANDOUT, PAPERS
from leaflet.expectation import expect
from leaflet.fonts import font_set, read_families
from leaflet.load import Loaded, load
from leaflet.mark import DRAFT, MARK_WORDS, Credit, Mark
from leaflet.project import Project
from leaflet.signoff import Standing, State
from leaflet.standings import SignOffs

ONE = ("--edition", "handout", "--paper", "a4")
FAINTING = "emergency/fainting"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copy_project(tmp_path, "es")


def pdf(project: Project, tag: str, folder: str = "") -> Path:
    return project.output / folder / ID / f"{ID}.{tag}.handout.a4.pdf"


def page_texts(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    return " ".join(" ".join(document[i].get_textpage().get_text_range().split()) for i in range(len(document)))


def words(project: Project, tag: str) -> dict[str, str]:
    found = polib.pofile(str(project.catalog_file(project.language(tag), "handout")))
    return {entry.msgctxt: entry.msgstr for entry in found if not entry.obsolete}


def loaded_in(project: Project, tag: str) -> Loaded:
    languages = [project.language(tag)]
    today = datetime.datetime.now().astimezone().date()
    return admit(project, load(project, [ID], languages, read_families(project.fonts)), SignOffs(project, today), [ID], languages)


def change(project: Project, tag: str, message_id: str) -> None:
    file = project.catalog_file(project.language(tag), ID)
    po = polib.pofile(str(file))
    po.find(message_id, by="msgctxt").msgstr += "s"
    po.save()


def test_the_pages_say_how_far_the_sign_off_is(project: Project, run: Run) -> None:
    own, source = words(project, "es"), {entry.msgctxt: entry.msgid for entry in polib.pofile(str(project.catalog_file(project.language("es"), "handout")))}
    sign(run, "en", "approved")
    seen = []
    bands = {"draft": "status/band", "translated": "status/band", "revised": "status/band-revised"}
    for act in ("draft", "translated", "revised", "approved", "released"):
        if act != "draft":
            sign(run, "es", act)
        if act == "released":
            break
        result = run("build", "--language", "es", *ONE)
        assert result.exit_code == 0, result.stderr
        text = page_texts(pdf(project, "es"))
        shown = {name for name in MARK_WORDS if name.startswith("status/") and f"{own[name]}" in text}
        # One word may lie inside of another: the band and the state of a draft begin alike.
        assert f"status/{act}" in shown
        for name in ("status/band", "status/band-revised", "status/band-stale", "status/band-expired"):
            assert (own[name] in text) == (source[name] in text) == (bands.get(act) == name)
        names = [person for done, (person, _, _) in PEOPLE.items() if person in text]
        seen.append(names)
        assert (own["colophon/draft"] in text) == (act in {"draft", "translated"})
    everyone = [PEOPLE[act][0] for act in ("translated", "revised", "approved")]
    # Until it is approved, nobody answers for a text.
    assert seen == [[], [], [], everyone]


def test_a_stale_page_says_so_to_a_nurse(project: Project, run: Run) -> None:
    sign(run, "en", "approved")
    sign(run, "es", "translated", "revised", "approved")
    for file in (project.source_file(ID), project.catalog_file(project.language("es"), ID)):
        edit(file, "Fainting (passing out)", "Fainting (passing right out)")
    assert run("build", *ONE).exit_code == 0
    own, text = words(project, "es"), page_texts(pdf(project, "es"))
    assert own["status/band-stale"] in text
    assert own["colophon/stale"] in text
    assert PEOPLE["approved"][0] not in text, "who approved another text answers for this one"
    english = page_texts(pdf(project, "en"))
    assert "Out of date: not for patients" in english
    assert "The English text has changed since this text was approved. Ask your nurse for a new one." in english


@pytest.mark.parametrize("state", ["draft", "translated", "revised", "approved"])
def test_a_page_that_says_another_state_fails_the_proofs(project: Project, run: Run, state: str) -> None:
    sign(run, "en", "approved")
    acts = ("translated", "revised", "approved")
    for act in acts[: acts.index(state) + 1] if state != "draft" else ():
        sign(run, "es", act)
    assert run("build", "--language", "es", *ONE).exit_code == 0
    loaded = loaded_in(project, "es")
    localized = loaded.leaflets[ID, "es"]
    language, data = localized.language, pdf(project, "es").read_bytes()
    fonts = font_set(language.tag, language.script, read_families(project.fonts))
    assert prove(data, expect(localized, HANDOUT, PAPERS["a4"], loaded.imprint), fonts, "x") == []
    standing = SignOffs(project, datetime.date(2026, 12, 1)).standing(ID, language)
    others = [mark_of(replace(standing, state=each)) for each in State if each != standing.state and each is not State.WITHDRAWN]
    assert len({localized.mark, *others}) > 5
    for mark in others:
        if mark == localized.mark:
            continue
        expected = expect(replace(localized, mark=mark), HANDOUT, PAPERS["a4"], loaded.imprint)
        assert {problem.check for problem in prove(data, expected, fonts, "x")} & {"text-missing", "text-unexpected", "running-text"}, mark


def test_a_withdrawn_leaflet_has_no_mark_and_no_file(project: Project, run: Run) -> None:
    with pytest.raises(ValueError, match="withdrawn"):
        mark_of(Standing(ID, "es", State.WITHDRAWN))
    assert mark_of(Standing(ID, "es", State.DRAFT)) == DRAFT
    assert run("build", *ONE).exit_code == 0
    assert pdf(project, "es").exists()
    sign(run, "es", "withdrawn")
    result = run("build", *ONE)
    assert result.exit_code == 0
    assert "[withdrawn]" in result.stderr
    assert not pdf(project, "es").exists()
    assert pdf(project, "en").exists()
    sign(run, "en", "withdrawn")
    run("build", *ONE)
    assert not list(project.output.glob("**/*.pdf"))


def test_a_release_holds_what_is_approved_and_nothing_else(project: Project, run: Run) -> None:
    result = run("build", "--release", *ONE)
    assert result.exit_code == 1
    assert "[not-released]" in result.stderr
    sign(run, "en", "approved")
    result = run("build", "--release", *ONE)
    assert result.exit_code == 0, result.stderr
    assert "1 file in output/release/" in result.stdout
    assert pdf(project, "en", "release").exists()
    assert not pdf(project, "es", "release").exists()
    assert "draft" not in page_texts(pdf(project, "en", "release")).lower()
    (record,) = json.loads((project.output / "release" / "manifest.json").read_text("utf-8"))["files"].values()
    assert (record["language"], record["state"]) == ("en", "approved")
    assert len(record["signoff"]) == 64
    result = run("build", "--release", "--language", "es", *ONE)
    assert result.exit_code == 1
    assert "cervical-insufficiency in es is draft: it cannot be released" in result.stderr
    assert pdf(project, "en", "release").exists()
    assert run("verify", str(pdf(project, "en", "release"))).exit_code == 0


def released_in(root: Path) -> None:
    copy_project(root, "es")
    run = runner(root)
    sign(run, "en", "approved")
    sign(run, "es", "translated", "revised", "approved", "released")
    assert run("build", "--release", *ONE).exit_code == 0


@pytest.mark.parametrize("event", ["changed", "withdrawn"])
@pytest.mark.parametrize("command", ["build", "release"])
def test_what_is_not_approved_any_more_does_not_stay_released(keep: Keep, run: Run, tmp_path: Path, event: str, command: str) -> None:
    project = keep(tmp_path, released_in)
    file = pdf(project, "es", "release")
    copied = file.with_name("copy.pdf")
    copied.write_bytes(file.read_bytes())
    if event == "changed":
        change(project, "es", FAINTING)
    else:
        sign(run, "es", "withdrawn")
    result = run("verify", str(copied))
    assert result.exit_code == 1
    assert "[outdated-pdf]" in result.stderr
    result = run("build", "--language", "en", *ONE, *(("--release",) if command == "release" else ()))
    assert result.exit_code == 0
    assert not file.exists()
    assert "removed output/release/" in result.stdout
    assert pdf(project, "en", "release").exists()
    records = json.loads((project.output / "release" / "manifest.json").read_text("utf-8"))["files"]
    assert {record["language"] for record in records.values()} == {"en"}


def test_a_release_holds_the_end_of_a_ledger(project: Project, run: Run) -> None:
    sign(run, "en", "approved", "released")
    assert run("build", "--release", *ONE).exit_code == 0
    file = project.root / "locales" / "en" / "signoffs.toml"
    text = file.read_text("utf-8")
    file.write_text(text[: text.rindex("[[signoff]]")], "utf-8")
    result = run("sign", "--check")
    assert result.exit_code == 1
    assert "this file was released on the strength of it" in result.stderr


def test_what_is_past_its_review_is_not_released(project: Project, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    today = datetime.datetime.now().astimezone().date()
    sign(run, "en", "approved", more=("--until", today.isoformat()))
    assert run("build", "--release", *ONE).exit_code == 0
    assert "To be reviewed again by" in page_texts(pdf(project, "en", "release"))
    tomorrow = today + datetime.timedelta(days=1)
    monkeypatch.setattr("leaflet.cli.today", lambda: tomorrow)
    result = run("build", "--language", "en", *ONE)
    assert result.exit_code == 0, result.stderr
    assert not pdf(project, "en", "release").exists()
    text = page_texts(pdf(project, "en"))
    assert "Past its review date: not for patients" in text
    assert run("build", "--release", "--language", "en", *ONE).exit_code == 1


def test_a_broken_ledger_stops_its_language(project: Project, run: Run) -> None:
    sign(run, "es", "translated")
    assert run("build", *ONE).exit_code == 0
    edit(project.root / "locales" / "es" / "signoffs.toml", "Test Translator", "Test Traductor")
    result = run("build", *ONE)
    assert result.exit_code == 1
    assert "[broken-ledger]" in result.stderr
    assert not pdf(project, "es").exists()
    assert pdf(project, "en").exists()


@pytest.mark.parametrize("tag", ["ur", "my", "es", "fil", "so", "ru"])
def test_the_names_of_all_who_signed_have_room_on_two_sides(tag: str) -> None:
    # The persons are of this test. These are the languages that take the most room.
    day, acts = datetime.date(2026, 11, 20), ("translated", "revised", "approved")
    by = [Credit(f"colophon/{act}-by", day, "Test Person the Longer", "Tested medical translator") for act in acts]
    credits = (*by, Credit("colophon/review-by", day))
    signed = finished(tag, mark=Mark(None, "status/approved", None, credits))
    assert signed.problems() == []
