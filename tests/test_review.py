"""The review sheet says all that a reviewer needs, in the finished PDF too; and what changed between two revisions."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import polib
import pypdfium2
import pytest
from conftest import Keep, Run, edit, runner
from signing import ID, OFFICE, REVISER, TRANSLATOR, copy_project, sign

from leaflet.paired import PairedReader
from leaflet.project import Project
from leaflet.readback import read_pdf
from leaflet.signing import short

FAINTING = "emergency/fainting"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copy_project(tmp_path, "es", "ar")


def reviewed_in(root: Path) -> None:
    copy_project(root, "es", "ar")
    result = runner(root)("review", "es")
    assert result.exit_code == 0
    assert result.stdout.split() == [f"output/review/{ID}.es.{end}" for end in ("html", "letter.pdf", "a4.pdf")]


@pytest.fixture
def reviewed(keep: Keep, tmp_path: Path) -> Project:
    """The project with the sheet for its Spanish."""
    return keep(tmp_path, reviewed_in)


class Cells(HTMLParser):
    """Collects the rows of a page's tables, each cell with its text, and the elements with a language of their own."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tagged: list[tuple[str, str, str]] = []
        self._tag: tuple[str, str] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
        self._tag = (values["lang"] or "", values.get("dir") or "") if "lang" in values else None

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data
        if self._tag and data.strip():
            self.tagged.append((*self._tag, data))


def sheet(project: Project, tag: str) -> tuple[str, Cells]:
    html = (project.output / "review" / f"{ID}.{tag}.html").read_text("utf-8")
    return html, Cells(html)


def texts(project: Project, tag: str) -> dict[str, tuple[str, str]]:
    paired = PairedReader(project).read(ID, project.language(tag))
    assert paired is not None
    return {each.message.id: (each.printed_english, each.printed) for each in paired.texts}


def digest(project: Project, tag: str) -> str:
    paired = PairedReader(project).read(ID, project.language(tag))
    assert paired is not None
    return short(paired.digest)


@pytest.mark.parametrize("tag", ["es", "ar"])
def test_it_has_every_text_in_both_languages_warning_signs_first(reviewed: Project, run: Run, tag: str) -> None:
    project = reviewed
    if tag == "ar":
        result = run("review", tag)
        assert result.exit_code == 0
        assert result.stdout.split() == [f"output/review/{ID}.{tag}.{end}" for end in ("html", "letter.pdf", "a4.pdf")]
    html, cells = sheet(project, tag)
    expected = texts(project, tag)
    rows = {row[0].split("\n")[0].replace("Warning sign", " ").split()[0]: row for row in cells.rows if row}
    for message_id, (english, own) in expected.items():
        key = next(name for name in rows if name == message_id or re.fullmatch(rf"{message_id}\d?", name))
        assert english.replace("**", "") in rows[key][1]
        # Broken lines are marked by what nobody sees.
        assert own.replace("**", "") in rows[key][2].replace("\u200b", "")
    places = [html.index(f'class="id">{name}<') for name in ("emergency/heading", FAINTING, "call/heading", "title", "home-care/heading", "status/band")]
    assert places == sorted(places)
    direction = "rtl" if tag == "ar" else "ltr"
    own_title = expected["title"][1]
    assert (tag, direction, own_title) in cells.tagged
    assert 'lang="en"' in html.split(">")[1]
    assert "Two ways, and one is enough." in html
    assert "Must name: fluid, leaking, gushing, vagina" in html
    assert digest(project, tag) in html


def test_the_pdf_has_them_too_and_the_digest_on_every_page(reviewed: Project) -> None:
    project = reviewed
    for paper, size in (("letter", (792.0, 612.0)), ("a4", (841.9, 595.3))):
        file = project.output / "review" / f"{ID}.es.{paper}.pdf"
        document = pypdfium2.PdfDocument(file)
        pages = [document[i].get_textpage().get_text_range() for i in range(len(document))]
        assert all(abs(side - wanted) < 0.5 for side, wanted in zip(document[0].get_size(), size, strict=True))
        assert len(pages) > 5
        for i, text in enumerate(pages, 1):
            assert digest(project, "es") in text
            assert f"Page {i} of {len(pages)}" in text
        whole = " ".join(re.sub(r"\s+", " ", page) for page in pages)
        for english, own in texts(project, "es").values():
            for text in (english, own):
                words = re.sub(r"\s+", " ", text.replace("**", ""))
                assert words in whole or words[:20] in whole
        facts = read_pdf(file.read_bytes())
        assert facts.metadata.language == "en"


def test_the_sheet_of_the_source_asks_for_approval_alone(project: Project, run: Run) -> None:
    assert run("review", "en", "--leaflet", ID).exit_code == 0
    html, cells = sheet(project, "en")
    assert "I am a clinician" in html
    assert "I did not translate it" not in html
    assert {len(row) for row in cells.rows if row and row[0].startswith(FAINTING)} == {3}


def test_it_marks_what_has_changed_and_says_what_the_checks_said(project: Project, run: Run) -> None:
    sign(run, "es", "translated")
    file = project.catalog_file(project.language("es"), ID)
    po = polib.pofile(str(file))
    po.find("home-care/medicine", by="msgctxt").msgstr += " \u202e<b>&"
    po.save()
    edit(project.source_file(ID), "Fainting (passing out)", "Fainting (passing right out)")
    assert run("review", "es").exit_code == 0
    html, cells = sheet(project, "es")
    changed = {row[0].split("Changed:")[0].split("Warning")[0].strip(): row[0].split("Changed: ")[1].strip() for row in cells.rows if row and "Changed: " in row[0]}
    assert changed == {FAINTING: "English changed", "home-care/medicine": "translation changed"}
    assert f"({'translated'}, {TRANSLATOR}, " in html
    assert "<b>&" not in html
    row = next(row for row in cells.rows if row and row[0].startswith("home-care/medicine"))
    assert "error: " in row[2]


def test_a_pseudo_language_and_an_unreadable_source_have_no_sheet(project: Project, run: Run) -> None:
    assert run("review", "en-XA").exit_code == 2
    project.source_file(ID).write_text("id: [", "utf-8")
    result = run("review", "es")
    assert result.exit_code == 2
    assert "cannot be read" in result.stderr


def test_the_same_sheet_has_the_same_bytes(reviewed: Project, run: Run) -> None:
    files = sorted((reviewed.output / "review").iterdir())
    assert len(files) == 3
    before = {file: file.read_bytes() for file in files}
    shutil.rmtree(reviewed.output)
    run("review", "es")
    assert {file: file.read_bytes() for file in files} == before


def git(project: Project, *arguments: str) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    who = ("-c", "user.name=Test Committer (fixture)", "-c", "user.email=fixture@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=project.root, check=True, capture_output=True)


@pytest.fixture
def committed(project: Project) -> Project:
    git(project, "init")
    git(project, "add", "pyproject.toml", "content", "locales", "templates")
    git(project, "commit", "-m", "Begin")
    return project


def test_diff_tells_what_a_reader_would_notice(committed: Project, run: Run) -> None:
    assert run("diff", "HEAD").stdout == "nothing that a reader would notice\n"
    edit(committed.source_file(ID), "Fainting (passing out)", "Fainting (passing right out)")
    edit(committed.source_file(ID), "Two signs, and one is enough.", "Two signs; one is enough.")
    file = committed.catalog_file(committed.language("es"), ID)
    po = polib.pofile(str(file))
    po.find(FAINTING, by="msgctxt").msgstr = "Desmayos (pérdida del conocimiento)"
    po.save()
    lines = run("diff", "HEAD").stdout.splitlines()
    assert lines[:4] == [f"{ID}: {FAINTING}", "  en: changed", "    - Fainting (passing out)", "    + Fainting (passing right out)"]
    assert lines[4:7] == ["  es: changed", "    - Desmayo (pérdida del conocimiento)", "    + Desmayos (pérdida del conocimiento)"]
    assert lines[7] == "  ar: as before, though its English is not"
    assert len(lines) == 9
    git(committed, "commit", "--all", "-m", "Change")
    assert run("diff", "HEAD~1", "HEAD").stdout.splitlines() == lines
    assert run("diff", "HEAD").stdout == "nothing that a reader would notice\n"


def test_diff_shows_numbers_as_they_are_printed(committed: Project, run: Run) -> None:
    edit(committed.source_file(ID), "value: 102", "value: 103")
    lines = run("diff", "HEAD").stdout.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [f"{ID}: emergency/fever", f"{ID}: call/fever"]
    assert sum("103\u00a0°F (39.4\u00a0°C)" in line for line in lines) == 6


def test_diff_tells_of_texts_that_come_go_and_move(committed: Project, run: Run) -> None:
    text = committed.source_file(ID).read_text("utf-8")
    found = re.search(r"      - id: fainting\n        text: .*\n        about: .*\n", text)
    assert found
    edit(committed.source_file(ID), found[0], "")
    lines = run("diff", "HEAD").stdout.splitlines()
    assert lines[:2] == [f"{ID}: {FAINTING}", "  en: gone"]
    assert "  es: gone" in lines
    committed.source_file(ID).write_text(text.replace(found[0], "").replace("      - id: fever\n", found[0] + "      - id: fever\n", 1), "utf-8")
    assert run("diff", "HEAD").stdout.splitlines()[:2] == [f"{ID}: {FAINTING}", "  en: moved"]
    shutil.copy(committed.source_file(ID), committed.source_file("other"))
    edit(committed.source_file("other"), f"id: {ID}", "id: other")
    assert "other: title" in run("diff", "HEAD").stdout.splitlines()


@pytest.mark.parametrize("revision", ["nope", "--output=x", "HEAD~7"])
def test_diff_needs_a_revision_that_there_is(committed: Project, run: Run, revision: str) -> None:
    result = run("diff", "--", revision)
    assert result.exit_code == 2
    assert "git knows no revision" in result.stderr


def test_diff_needs_git(project: Project, run: Run) -> None:
    result = run("diff", "HEAD")
    assert result.exit_code == 2
    assert "is in no git repository" in result.stderr


def test_no_fixture_is_taken_for_a_person() -> None:
    assert all("(fixture)" in name for name in (TRANSLATOR, REVISER, OFFICE))
