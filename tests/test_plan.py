"""The plan: a change makes exactly the files anew that take from what was changed, and says so."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polib
import pytest
from engine import TODAY, CrewsHere, Job, built, edit
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflet import toolchain as tools
from leaflet.build import build, plan
from leaflet.manifest import read_manifest, write_manifest
from leaflet.project import Project, find_project
from leaflet.scope import scope_of

Touches = Callable[[Job], bool]


@dataclass(frozen=True)
class Change:
    """A change of one input: what it does to a project, and which jobs take from that input."""

    name: str
    do: Callable[[Project], None]
    touches: Touches
    reason: str = ""


def in_file(path: str, old: str, new: str) -> Callable[[Project], None]:
    return lambda project: edit(project.root / path, old, new)


def french(domain: str, message_id: str, text: str) -> Callable[[Project], None]:
    def do(project: Project) -> None:
        file = project.catalog_file(project.language("fr"), domain)
        po = polib.pofile(str(file))
        po.find(message_id, by="msgctxt").msgstr = text
        po.save()

    return do


def comment(project: Project) -> None:
    for language in ("fr",):
        for domain in ("handout", "cut-care"):
            file = project.catalog_file(project.language(language), domain)
            file.write_text("# A note of a translator.\n" + file.read_text("utf-8"), "utf-8")


def alter(project: Project) -> None:
    file = project.output / "scrape" / "scrape.en.card.a4.pdf"
    file.write_bytes(file.read_bytes()[:-1] + b"!")


def forget(project: Project) -> None:
    records = read_manifest(project.output)
    del records["scrape/scrape.fr.card.a4.pdf"]
    write_manifest(project.output, records)


def is_card(job: Job) -> bool:
    return job.edition.name == "card"


def everything(job: Job) -> bool:
    return True


def nothing(job: Job) -> bool:
    return False


def of(path: str) -> Touches:
    return lambda job: job.path == path


PO = "locales/fr/LC_MESSAGES"
CHANGES = (
    Change("a comment in catalogs", comment, nothing),
    Change("a note to translators", in_file("content/cut-care.yaml", "note: Tablets.", "note: Pills."), nothing),
    Change("a blank line in a source", in_file("content/scrape.yaml", "terms:\n", "\nterms:\n"), nothing),
    Change("a blank line in the settings", in_file("pyproject.toml", "[tool.leaflet]\n", "\n[tool.leaflet]\n"), nothing),
    Change("a date of all files", lambda project: [os.utime(file, (1, 1)) for file in project.root.rglob("*.po")] and None, nothing),
    Change(
        "one message",
        french("cut-care", "call/swelling", "Davantage de gonflement"),
        lambda job: job.leaflet_id == "cut-care" and job.language.tag == "fr",
        f"{PO}/cut-care.po",
    ),
    Change(
        "a shared word of the card",
        french("handout", "card/keep", "Gardez la carte là où vous la voyez tous les jours."),
        lambda job: job.language.tag == "fr" and is_card(job),
        f"{PO}/handout.po: card/keep",
    ),
    Change(
        "a shared word of all pages",
        french("handout", "footer/page", "Page {page} de {pages}"),
        lambda job: job.language.tag == "fr",
        f"{PO}/handout.po: footer/page",
    ),
    Change("a shared word that no page shows", french("handout", "leaflet/also-called", "Aussi : {names}."), nothing),
    Change(
        "a quantity of a source",
        in_file("content/scrape.yaml", "value: 500", "value: 501"),
        lambda job: job.leaflet_id == "scrape",
        "content/scrape.yaml",
    ),
    Change("the card's style sheet", in_file("templates/card.css", "/* The card:", "/* A card:"), is_card, "templates/card.css"),
    Change("the common style sheet", in_file("templates/leaflet.css", "--ink: #000", "--ink: #111"), everything, "templates/leaflet.css"),
    Change("a picture of a style sheet", in_file("templates/emergency.svg", "<svg", "<svg "), everything, "templates/emergency.svg"),
    Change("a template of the handout", in_file("templates/handout.html", "<main>", "<main >"), lambda job: not is_card(job), "templates/handout.html"),
    Change("a template that both extend", in_file("templates/frame.html", "<body", "<body "), everything, "templates/frame.html"),
    Change("a style sheet that no page asks for", in_file("templates/large-print.css", "/* Large", "/* A large"), nothing),
    Change("the telephone", in_file("pyproject.toml", "(555) 555-0100", "(555) 555-0101"), everything, "pyproject.toml"),
    Change(
        "the digits of a language",
        in_file("pyproject.toml", "[tool.leaflet.facility]", '[tool.leaflet.digits]\nfr = "deva"\n[tool.leaflet.facility]'),
        lambda job: job.language.tag == "fr",
        "pyproject.toml",
    ),
    Change(
        "a limit of an edition",
        in_file("pyproject.toml", "[tool.leaflet.facility]", "[tool.leaflet.edition.card]\nfits = 2\n[tool.leaflet.facility]"),
        is_card,
        "pyproject.toml",
    ),
    Change("a file's bytes", alter, of("scrape/scrape.en.card.a4.pdf"), "the file has other bytes"),
    Change("a file that is gone", lambda project: (project.output / "cut-care/cut-care.en.card.a4.pdf").unlink(), of("cut-care/cut-care.en.card.a4.pdf"), "missing"),
    Change("a record that is gone", forget, of("scrape/scrape.fr.card.a4.pdf"), "new"),
    Change("the cache", lambda project: shutil.rmtree(project.cache), nothing),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return built(tmp_path_factory.mktemp("built") / "project")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch")


def changed(project: Project, scratch: Path, *changes: Change) -> Project:
    copy = scratch / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(project.root, copy, symlinks=True)
    for change in changes:
        change.do(find_project(copy))
    return find_project(copy)


def planned(project: Project) -> dict[str, tuple[str, ...]]:
    steps, _ = plan(scope_of(project), CrewsHere(), today=TODAY)
    return {step.job.path: step.reasons for step in steps}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_a_change_makes_what_takes_from_it_and_says_why(project: Project, scratch: Path, change: Change) -> None:
    now = changed(project, scratch, change)
    found = planned(now)
    assert set(found) == {job.path for job in scope_of(now).jobs if change.touches(job)}
    for reasons in found.values():
        assert len(reasons) == 1
        assert change.reason in reasons[0]


@settings(max_examples=25)
@given(changes=st.sets(st.sampled_from(CHANGES), min_size=2, max_size=5))
def test_changes_together_make_what_each_makes(project: Project, scratch: Path, changes: set[Change]) -> None:
    # A file's own fate comes first: the cache and the records may be lost before or after anything else.
    ordered = sorted(changes, key=CHANGES.index)
    names = {change.name for change in ordered}
    if {"the digits of a language", "a limit of an edition"} <= names:
        ordered = [change for change in ordered if change.name != "a limit of an edition"]
    now = changed(project, scratch, *ordered)
    assert set(planned(now)) == {job.path for job in scope_of(now).jobs if any(change.touches(job) for change in ordered)}


def test_another_toolchain_makes_everything_anew(project: Project, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = changed(project, scratch)
    assert planned(now) == {}
    other = {**tools.toolchain(), "pango": "1.99"}
    for module in ("leaflet.survey", "leaflet.plan"):
        monkeypatch.setattr(f"{module}.toolchain", lambda: other)
    found = planned(now)
    assert len(found) == 8
    assert set(found.values()) == {("changed: pango",)}


def test_a_template_that_was_asked_for_in_vain_is_an_input(project: Project, scratch: Path) -> None:
    now = changed(project, scratch)
    edit(now.templates / "card.html", "<main>", '<main>{% include "notice.html" ignore missing %}')
    build(scope_of(now), CrewsHere(), today=TODAY)
    assert planned(now) == {}
    (now.templates / "notice.html").write_text("<p>Closed on Sunday.</p>", "utf-8")
    found = planned(now)
    assert set(found) == {job.path for job in scope_of(now).jobs if is_card(job)}
    assert {reason for reasons in found.values() for reason in reasons} == {"changed: templates/notice.html"}


def test_what_is_built_after_a_change_is_what_is_built_from_scratch(project: Project, scratch: Path) -> None:
    by_name = {change.name: change for change in CHANGES}
    now = changed(project, scratch, by_name["one message"], by_name["the card's style sheet"], by_name["a comment in catalogs"])
    made = build(scope_of(now), CrewsHere(), today=TODAY).made
    assert len(made) == 5
    step_by_step = {file.name: file.read_bytes() for file in now.output.rglob("*.pdf")}
    shutil.rmtree(now.output)
    shutil.rmtree(now.cache)
    assert len(build(scope_of(now), CrewsHere(), today=TODAY).made) == 8
    assert {file.name: file.read_bytes() for file in now.output.rglob("*.pdf")} == step_by_step


def test_a_problem_is_told_each_time_though_nothing_is_read_again(project: Project, scratch: Path) -> None:
    now = changed(project, scratch)
    french("cut-care", "call/swelling", "Plus de gonflement 7")(now)
    first = build(scope_of(now), CrewsHere(), today=TODAY)
    assert any(problem.message_id == "call/swelling" for problem in first.problems)
    again = build(scope_of(now), CrewsHere(), today=TODAY)
    assert again.problems == first.problems
    assert again.made == ()


def test_a_damaged_cache_or_manifest_is_no_cache_and_no_manifest(project: Project, scratch: Path) -> None:
    now = changed(project, scratch)
    (now.cache / "examined.json").write_text('{"format": 1, "units": {"cut-care|fr": {"key": 1}}}', "utf-8")
    assert planned(now) == {}
    (now.cache / "examined.json").write_text("[", "utf-8")
    assert planned(now) == {}
    (now.output / "manifest.json").write_text("{}", "utf-8")
    assert len(planned(now)) == 8
