"""The build: what is written, what is not, and what no longer lies in output/."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import polib
import pypdfium2
import pytest
import zxingcpp
from click.testing import Result
from conftest import ROOT, Keep, Run, edit, french_built_in, french_in

from leaflet.digest import digest_file
from leaflet.files import PART_PREFIX
from leaflet.manifest import read_manifest
from leaflet.project import Project

PDF = "cut-care.{}.handout.{}.pdf"


@pytest.fixture
def french(keep: Keep, tmp_path: Path) -> Project:
    return keep(tmp_path, french_in)


def outputs(project: Project) -> list[str]:
    return sorted(path.name for path in project.output.glob("*/*"))


def page_text(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_every_language_and_paper_is_built(french: Project, run: Run) -> None:
    result = run("build")
    assert result.exit_code == 0, result.stderr
    assert outputs(french) == sorted(PDF.format(tag, paper) for tag in ("en", "fr") for paper in ("letter", "a4"))
    for paper, size in {"letter": (612, 792), "a4": (595, 842)}.items():
        document = pypdfium2.PdfDocument(french.output / "cut-care" / PDF.format("fr", paper))
        assert tuple(round(length) for length in document[0].get_size()) == size
        assert len(document) <= 2
    text = page_text(french.output / "cut-care" / PDF.format("fr", "a4"))
    for part in ("Saignement qui ne s’arrête pas", "101\xa0°F (38,3\xa0°C)", "(555) 555-0100", "4 à 6 heures", "Brouillon"):
        assert " ".join(part.split()) in " ".join(text.split()), part
    assert "Unreviewed draft: not for patients" in text, "a draft says so in English too"


def test_a_pdf_is_whole_for_archives_and_screen_readers(french: Project, run: Run) -> None:
    run("build", "--language", "fr", "--paper", "a4")
    with pikepdf.open(french.output / "cut-care" / PDF.format("fr", "a4")) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Soigner votre coupure"
            assert metadata["dc:creator"] == ["Test Hospital"]
        assert pdf.Root.Lang == "fr"
        assert str(pdf.docinfo.CreationDate).startswith("D:20260302")
        assert str(pdf.docinfo.ModDate).startswith("D:20260305")
        assert pdf.Root.MarkInfo.Marked
        fonts = {
            str(font.BaseFont).split("+")[1]
            for page in pdf.pages
            for font in page.Resources.Font.values()
        }
        assert fonts <= {"Noto-Sans", "Noto-Sans-Bold", "NotoSans-Regular", "NotoSans-Bold"}


def test_the_code_leads_to_the_leaflet_in_its_language(french: Project, run: Run) -> None:
    run("build", "--language", "fr", "--paper", "a4")
    document = pypdfium2.PdfDocument(french.output / "cut-care" / PDF.format("fr", "a4"))
    codes = [code.text for page in document for code in zxingcpp.read_barcodes(page.render(scale=2).to_pil())]
    assert codes == ["https://leaflets.example.org/cut-care/fr"]


def test_the_same_sources_give_the_same_bytes(french: Project, run: Run, tmp_path: Path) -> None:
    run("build", "--language", "fr")
    first = {path.name: path.read_bytes() for path in french.output.glob("*/*.pdf")}
    shutil.rmtree(french.output)
    shutil.rmtree(french.cache)
    code = f"import time; time.time = lambda: 4e9\nfrom leaflet.cli import main\nmain(['--project', {str(tmp_path)!r}, 'build', '--language', 'fr'])"
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, capture_output=True)
    assert {path.name: path.read_bytes() for path in french.output.glob("*/*.pdf")} == first


def test_the_manifest_says_what_each_file_was_made_from(french: Project, run: Run) -> None:
    run("build")
    records = read_manifest(french.output)
    assert sorted(records) == [f"cut-care/{name}" for name in outputs(french)]
    record = records[f"cut-care/{PDF.format('fr', 'a4')}"]
    assert (record.language, record.paper, record.leaflet) == ("fr", "a4", "cut-care")
    assert record.sha256 == digest_file(french.output / "cut-care" / PDF.format("fr", "a4"))
    names = set(record.made_from)
    assert {"content/cut-care.yaml", "locales/fr/LC_MESSAGES/cut-care.po", "pyproject.toml", "leaflet", "weasyprint"} <= names
    assert {"templates/handout.html", "templates/frame.html", "templates/handout.css", "templates/call.svg"} <= names
    assert not {"templates/card.html", "templates/card.css"} & names, "a page depends on what it asks for"
    assert "locales/fr/LC_MESSAGES/handout.po: footer/page" in names
    assert any(path.endswith("NotoSans-Regular.ttf") for path in names)
    files = [path for path in names if path.startswith("fonts/") or (path.startswith("templates/") and ":" not in path)]
    assert len(files) > 8
    for path in files:
        assert digest_file(french.root / path) == record.made_from[path]


@pytest.mark.parametrize("fault", ["empty", "fuzzy", "missing", "stale", "placeholder", "markup", "glyph", "catalog", "date", "shared"])
def test_a_language_with_an_error_gets_no_pdf_and_keeps_none(keep: Keep, run: Run, tmp_path: Path, fault: str) -> None:
    french = keep(tmp_path, french_built_in)
    assert len(outputs(french)) == 4
    file = french.catalog_file(french.language("fr"), "handout" if fault == "shared" else "cut-care")
    po = polib.pofile(str(file))
    entry = po.find("status/draft" if fault == "shared" else "call/fever", by="msgctxt")
    if fault in {"empty", "shared"}:
        entry.msgstr = ""
    elif fault == "fuzzy":
        entry.flags = ["fuzzy"]
    elif fault == "missing":
        po.remove(entry)
    elif fault == "stale":
        entry.msgid = "Another fever above **{fever}**"
    elif fault == "placeholder":
        entry.msgstr = "Une fièvre de plus de **101**"
    elif fault == "markup":
        entry.msgstr = "Une fièvre de plus de **{fever}"
    elif fault == "glyph":
        entry.msgstr = "发烧 **{fever}**"
    elif fault == "date":
        po.metadata["PO-Revision-Date"] = "YEAR-MO-DA HO:MI+ZONE"
    po.save()
    if fault == "catalog":
        file.write_text("msgid nonsense", "utf-8")
    result = run("build")
    assert result.exit_code == 1
    assert outputs(french) == sorted(PDF.format("en", paper) for paper in ("letter", "a4"))
    manifest = json.loads((french.output / "manifest.json").read_text("utf-8"))["files"]
    assert sorted(manifest) == [f"cut-care/{name}" for name in outputs(french)]
    if fault != "missing":
        assert f"{french.shown(file)}:" in result.stderr
    assert french.shown(file) in result.stderr
    if fault not in {"catalog", "date"}:
        assert entry.msgctxt in result.stderr


def test_a_source_with_an_error_takes_all_its_pdfs_away(french: Project, run: Run) -> None:
    run("build")
    edit(french.source_file("cut-care"), "revised: 2026-03-02", "revised: soon")
    result = run("build")
    assert result.exit_code == 1
    assert "content/cut-care.yaml:3:10: error" in result.stderr
    assert outputs(french) == []


def test_a_leaflet_that_is_gone_takes_its_pdfs_along_and_nothing_else(french: Project, run: Run) -> None:
    run("build")
    (french.output / "cut-care" / "notes.txt").write_text("mine")
    source = french.source_file("cut-care").read_text("utf-8")
    french.source_file("cut-care").unlink()
    french.source_file("scrape").write_text(source.replace("id: cut-care", "id: scrape", 1), "utf-8")
    run("build", "--language", "en")
    assert PDF.format("en", "a4") in outputs(french), "a build of one language leaves the others alone"
    run("build")
    assert outputs(french) == ["notes.txt", "scrape.en.handout.a4.pdf", "scrape.en.handout.letter.pdf"]


def test_a_leaflet_that_is_too_long_is_no_pdf(french: Project, run: Run) -> None:
    edit(french.source_file("cut-care"), "Wash your hands first.", "Wash your hands first. " * 300)
    result = run("build", "--language", "en")
    assert result.exit_code == 1
    assert "[page-budget]" in result.stderr
    assert outputs(french) == []


def test_a_killed_build_leaves_only_whole_files(french: Project, tmp_path: Path) -> None:
    code = f"from leaflet.cli import main\nmain(['--project', {str(tmp_path)!r}, 'build'])"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not list(french.output.glob("*/*.pdf")) and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    found = list(french.output.glob("*/*.pdf"))
    assert found
    for file in found:
        with pikepdf.open(file) as pdf:
            assert len(pdf.pages)


def test_what_a_killed_build_left_is_cleared_away(french: Project, run: Run) -> None:
    run("build", "--language", "en")
    left = french.output / "cut-care" / f"{PART_PREFIX}x"
    left.write_bytes(b"half")
    run("build", "--language", "en")
    assert not left.exists()


def test_a_full_disk_is_one_message_and_loses_nothing(french: Project, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("build")
    before = {path: path.read_bytes() for path in french.output.glob("*/*.pdf")}
    edit(french.source_file("cut-care"), "title: Caring", "title: Care")
    edit(french.catalog_file(french.language("fr"), "cut-care"), 'msgid "Caring', 'msgid "Care')

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = run("build")
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert "Traceback" not in result.stderr
    assert {path: path.read_bytes() for path in french.output.glob("*/*.pdf")} == before
    assert not list(french.output.glob(f"**/{PART_PREFIX}*"))


def test_a_font_that_was_changed_is_refused(french: Project, run: Run) -> None:
    fonts = french.root / "fonts"
    fonts.unlink()
    fonts.mkdir()
    shutil.copy(ROOT / "fonts" / "fonts.toml", fonts)
    for folder in (ROOT / "fonts").iterdir():
        if folder.is_dir() and folder.name != "noto-sans":
            (fonts / folder.name).symlink_to(folder)
    shutil.copytree(ROOT / "fonts" / "noto-sans", fonts / "noto-sans")
    font = fonts / "noto-sans" / "NotoSans-Bold.ttf"
    font.write_bytes(font.read_bytes()[:-4] + b"beef")
    result = run("build")
    assert result.exit_code == 1
    assert "NotoSans-Bold.ttf" in result.stderr
    font.unlink()
    result = run("build")
    assert result.exit_code == 1
    assert "NotoSans-Bold.ttf" in result.stderr
    assert "make fonts" in result.stderr


def test_a_page_gets_no_file_but_the_project_s_own(french: Project, run: Run) -> None:
    for address in ("file:///etc/passwd", "https://example.org/x.png", "../pyproject.toml", "data:image/png;base64,AA=="):
        template = french.templates / "handout.html"
        text = template.read_text("utf-8")
        template.write_text(text.replace("<main>", f'<main><img src="{address}" alt="x">'), "utf-8")
        result = run("build", "--language", "en", "--paper", "a4")
        assert result.exit_code == 1, address
        assert "may not have" in result.stderr
        template.write_text(text, "utf-8")


def test_a_second_catalog_of_another_kind_of_leaflet_needs_no_code() -> None:
    for file in (ROOT / "leaflet").rglob("*.py"):
        for word in ("cervical", "incompetent", "cut-care"):
            assert word not in file.read_text("utf-8"), f"{file.name} knows a leaflet"




def told(result: Result) -> list[str]:
    """Return the lines of a dry run, without the number of problems."""
    *files, last = result.stdout.splitlines()
    return [*files, last.partition(";")[0]]


def test_a_dry_run_says_what_would_be_built_and_why_and_builds_nothing(french: Project, run: Run) -> None:
    result = run("build", "--dry-run", "--paper", "a4")
    assert result.exit_code == 0
    assert told(result) == [
        "output/cut-care/cut-care.en.handout.a4.pdf: new",
        "output/cut-care/cut-care.fr.handout.a4.pdf: new",
        "2 to be built",
    ]
    assert not french.output.exists()
    run("build", "--paper", "a4")
    assert told(run("build", "--dry-run", "--paper", "a4")) == ["0 to be built"]
    edit(french.catalog_file(french.language("fr"), "cut-care"), "Plus de gonflement", "Davantage de gonflement")
    (french.output / "cut-care" / PDF.format("en", "a4")).unlink()
    before = (french.output / "manifest.json").read_bytes()
    assert told(run("build", "--dry-run", "--paper", "a4")) == [
        "output/cut-care/cut-care.en.handout.a4.pdf: the file is missing",
        "output/cut-care/cut-care.fr.handout.a4.pdf: changed: locales/fr/LC_MESSAGES/cut-care.po",
        "2 to be built",
    ]
    assert (french.output / "manifest.json").read_bytes() == before


def test_a_dry_run_of_sources_with_errors_tells_them(french: Project, run: Run) -> None:
    edit(french.source_file("cut-care"), "revised: 2026-03-02", "revised: soon")
    result = run("build", "--dry-run")
    assert result.exit_code == 1
    assert "content/cut-care.yaml:3:10: error" in result.stderr
    assert "0 to be built" in result.stdout
