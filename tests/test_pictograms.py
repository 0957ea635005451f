"""Pictograms: from which package they are, what a drawing may hold, and that on a page they are decoration. No network."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from conftest import ROOT, MakeProject, Run, edit
from PIL import ImageChops

from leaflet.manifest import read_manifest
from leaflet.npm import PackageError, integrity_of
from leaflet.pictograms import read_pictograms
from leaflet.pictogramsource import main, make_pictograms, pin, redrawn
from leaflet.problem import LeafletError, PictogramError
from leaflet.project import Project, find_project
from leaflet.readback import read_pdf
from leaflet.readback.facts import Element, Leaf, PdfFacts

FOLDER = ROOT / "pictograms"
PATH = '<path d="M4 4h40v40H4Z" fill="currentColor"/>'
DRAWING = f'<svg width="48" height="48" viewBox="0 0 48 48" fill="none" xmlns="http://www.w3.org/2000/svg">\n{PATH}\n</svg>'
MANIFEST = """\
# a comment that must stay
package = "pictures"
version = ""
integrity = ""
[licence]
file = "LICENSE"
from = "LICENSE"
[pictograms.square]
shows = "a square"
from = "icons/box.svg"
"""
MEMBERS = {"package.json": json.dumps({"version": "1.2.3"}).encode(), "LICENSE": b"a licence", "icons/box.svg": DRAWING.encode()}


def archive(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as tar:
        for name, content in members.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return stream.getvalue()


PACKAGE = archive(MEMBERS)


def refuse_to_download(package: str) -> bytes:
    raise AssertionError(f"{package} was asked for")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a pictogram that is not pinned yet."""
    folder = tmp_path / "pictograms"
    folder.mkdir()
    (folder / "pictograms.toml").write_text(MANIFEST, "utf-8")
    return folder


@pytest.fixture
def pinned(folder: Path) -> Path:
    """A folder with a pictogram that is pinned, but has no files."""
    for path in pin(folder, lambda _: PACKAGE):
        path.unlink()
    return folder


def test_pinning_writes_the_files_and_what_they_are(folder: Path) -> None:
    asked: list[str] = []

    def download(package: str) -> bytes:
        asked.append(package)
        return PACKAGE

    assert [path.name for path in pin(folder, download)] == ["LICENSE", "square.svg"]
    assert asked == ["pictures"]
    assert (folder / "LICENSE").read_bytes() == b"a licence"
    text = (folder / "pictograms.toml").read_text("utf-8")
    assert text.startswith("# a comment that must stay\n")
    assert f'version = "1.2.3"\nintegrity = "{integrity_of(PACKAGE)}"' in text
    assert read_pictograms(folder)["square"].read() == redrawn(DRAWING.encode())


def test_what_was_pinned_is_made_again_with_the_same_bytes_and_only_if_need_be(pinned: Path) -> None:
    asked: list[str] = []

    def download(package: str) -> bytes:
        asked.append(package)
        return PACKAGE

    made = {path: path.read_bytes() for path in make_pictograms(pinned, download)}
    assert asked == ["pictures@1.2.3"]
    assert make_pictograms(pinned, refuse_to_download) == []
    (pinned / "square.svg").write_bytes(DRAWING.encode())
    make_pictograms(pinned, download)
    assert {path: path.read_bytes() for path in made} == made


def test_a_pictogram_is_added_from_the_package_that_is_pinned(pinned: Path) -> None:
    with (pinned / "pictograms.toml").open("a", encoding="utf-8") as file:
        file.write('\n[pictograms.box]\nshows = "a box"\nfrom = "icons/box.svg"\n')
    with pytest.raises(PictogramError, match="not all is pinned") as caught:
        make_pictograms(pinned, refuse_to_download)
    assert "--pin" in caught.value.hint
    with pytest.raises(PackageError, match=r"1\.2\.3 is not the one"):
        pin(pinned, lambda _: archive(MEMBERS | {"README": b"harmless"}))
    pin(pinned, lambda _: PACKAGE)
    assert sorted(read_pictograms(pinned)) == ["box", "square"]


def test_another_package_is_refused_and_nothing_is_written(pinned: Path) -> None:
    with pytest.raises(PackageError, match=r"pictures 1\.2\.3 is not the one"):
        make_pictograms(pinned, lambda _: archive(MEMBERS | {"README": b"harmless"}))
    assert [path.name for path in pinned.iterdir()] == ["pictograms.toml"]


def test_a_file_with_another_digest_is_refused_and_nothing_is_written(pinned: Path) -> None:
    digest = read_pictograms(pinned)["square"].sha256
    edit(pinned / "pictograms.toml", digest, "0" * 64)
    with pytest.raises(PictogramError, match=r"square\.svg: the file that was made is not the one"):
        make_pictograms(pinned, lambda _: PACKAGE)
    assert [path.name for path in pinned.iterdir()] == ["pictograms.toml"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('from = "icons/box.svg"', 'from = "icons/circle.svg"'),
        ('from = "icons/box.svg"', ""),
        ("[pictograms.square]", '[pictograms."../square"]'),
        ("[pictograms.square]", "[pictograms.square"),
        ('file = "LICENSE"', 'file = "../LICENSE"'),
        ('package = "pictures"', ""),
        ("[pictograms.square]", "[square]"),
    ],
)
def test_a_mistake_in_the_manifest_is_an_error_that_writes_nothing(folder: Path, right: str, wrong: str) -> None:
    edit(folder / "pictograms.toml", right, wrong)
    before = (folder / "pictograms.toml").read_bytes()
    with pytest.raises(PictogramError):
        pin(folder, lambda _: PACKAGE)
    assert [path for path in folder.parent.rglob("*") if path.is_file()] == [folder / "pictograms.toml"]
    assert (folder / "pictograms.toml").read_bytes() == before


def test_a_mistake_ends_with_a_status_and_no_traceback(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    for arguments, said in (([], "not all is pinned"), (["--pin"], "npm is missing")):
        result = CliRunner().invoke(main, ["--pictograms", str(folder), *arguments])
        assert result.exit_code == 1
        assert said in result.stderr


def test_a_drawing_is_its_outlines_and_no_more() -> None:
    plain = redrawn(DRAWING.encode())
    assert plain == b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">\n<path d="M4 4h40v40H4Z"/>\n</svg>\n'
    assert redrawn(plain) == plain


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (PATH, PATH + '<text x="4" y="20">Call</text>'),
        (PATH, PATH + "<script>x()</script>"),
        (PATH, PATH + "<style>path { fill: red }</style>"),
        (PATH, PATH + '<image href="https://example.org/x.png"/>'),
        (PATH, '<use href="https://example.org/x.svg#a"/>'),
        (PATH, f"<g>{PATH}</g>"),
        (PATH, PATH + "words"),
        (PATH, ""),
        (PATH, '<path d="M4 4h40v40H4Z" fill="currentColor"><animate/></path>'),
        (PATH, f'<path d="M4 4h40v40H4Z" fill="currentColor">{PATH}</path>'),
        ('fill="currentColor"', 'fill="#c00"'),
        ('fill="currentColor"', 'fill="url(https://example.org/x.svg#a)"'),
        (' fill="currentColor"', ""),
        ('fill="currentColor"', 'fill="currentColor" onclick="x()"'),
        ('fill="currentColor"', 'fill="currentColor" style="fill: red"'),
        ('fill="currentColor"', 'fill="currentColor" transform="scale(-1 1)"'),
        ('fill="currentColor"', 'fill="currentColor" stroke="red"'),
        ('fill="currentColor"', 'fill="currentColor" fill-rule="other"'),
        ('d="M4 4h40v40H4Z"', ""),
        ('d="M4 4h40v40H4Z"', 'd="url(x)"'),
        ('viewBox="0 0 48 48"', ""),
        ('viewBox="0 0 48 48"', 'viewBox="0 0 &quot; x"'),
        ("<svg ", '<!DOCTYPE svg [<!ENTITY e "x">]><svg '),
        ("<svg ", "<svg"),
        ("<svg ", "<svg <"),
        ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"),
    ],
)
def test_a_drawing_that_is_more_or_less_is_refused(right: str, wrong: str) -> None:
    assert right in DRAWING
    with pytest.raises(PictogramError):
        redrawn(DRAWING.replace(right, wrong).encode())


def test_the_projects_own_pictograms_need_no_making_and_are_drawn_plainly() -> None:
    assert make_pictograms(FOLDER, refuse_to_download) == []
    pictograms = read_pictograms(FOLDER)
    assert pictograms
    for pictogram in pictograms.values():
        assert redrawn(pictogram.read()) == pictogram.read()
    names = {f"{name}.svg" for name in pictograms} | {"pictograms.toml", "LICENSE"}
    assert {path.name for path in FOLDER.iterdir()} == names


def test_authors_are_told_of_every_pictogram() -> None:
    text = (ROOT / "docs" / "authors.md").read_text("utf-8")
    for pictogram in read_pictograms(FOLDER).values():
        assert f"| `{pictogram.name}` | {pictogram.shows} |" in text


# On the page.


@pytest.fixture
def pictured(make_project: MakeProject) -> Project:
    """The short leaflet, with a pictogram beside the sign of the fever."""
    project = make_project()
    edit(project.source_file("cut-care"), "about: [fever]}", "about: [fever], pictogram: fever}")
    return project


def switch_off(project: Project) -> None:
    edit(project.root / "pyproject.toml", "[tool.leaflet]\n", "[tool.leaflet]\npictograms = false\n")


def built(project: Project, tag: str, edition: str) -> bytes:
    return (project.output / f"cut-care/cut-care.{tag}.{edition}.letter.pdf").read_bytes()


def tree(element: Element | Leaf, facts: PdfFacts) -> object:
    """Return what a screen reader meets in an element: types, languages, descriptions, and texts with their places."""
    if isinstance(element, Leaf):
        pieces = [piece for piece in facts.pages[element.page].pieces if piece.mcid == element.mcid]
        return [(run.font.name, run.size, run.glyphs) for piece in pieces for run in piece.runs]
    kids = [tree(kid, facts) for kid in element.kids]
    return element.type, element.language, element.actual_text, element.alt, kids


def shown_in_order(facts: PdfFacts) -> object:
    return [[(piece.mcid, [run.glyphs for run in piece.runs]) for piece in page.pieces] for page in facts.pages]


def types(element: Element | Leaf) -> list[str]:
    return [] if isinstance(element, Leaf) else [element.type, *(each for kid in element.kids for each in types(kid))]


@pytest.mark.parametrize("tag", ["en", "ar-XB"])
@pytest.mark.parametrize("edition", ["handout", "card", "large-print"])
def test_a_pictogram_is_decoration_at_the_start_of_its_sign(pictured: Project, run: Run, tag: str, edition: str) -> None:
    arguments = ("build", "--language", tag, "--edition", edition, "--paper", "letter")
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    shown = built(pictured, tag, edition)
    switch_off(pictured)
    assert run(*arguments).exit_code == 0
    bare = built(pictured, tag, edition)

    # To a screen reader, and for the place of each glyph, there is no difference.
    facts, facts_bare = read_pdf(shown), read_pdf(bare)
    assert facts.structure is not None
    assert facts_bare.structure is not None
    assert tree(facts.structure, facts) == tree(facts_bare.structure, facts_bare)
    assert shown_in_order(facts) == shown_in_order(facts_bare)
    assert types(facts.structure).count("Figure") == 1, "the code to scan, and no other"
    more = [len(page.drawings) - len(other.drawings) for page, other in zip(facts.pages, facts_bare.pages, strict=True)]
    assert sorted(more) == [*[0] * (len(facts.pages) - 1), 1]
    page = facts.pages[more.index(1)]
    assert sum(not drawing.artifact for drawing in page.drawings) == sum(
        not drawing.artifact for drawing in facts_bare.pages[more.index(1)].drawings
    )

    # What is seen beside the text is one mark, as high as a line, before the text of its sign.
    scale = 4
    images = [pypdfium2.PdfDocument(data)[more.index(1)].render(scale=scale).to_pil() for data in (shown, bare)]
    box = ImageChops.difference(*(image.convert("L") for image in images)).getbbox()
    assert box is not None
    left, top, right, bottom = (edge / scale for edge in box)
    height = page.media[3]
    line = [
        glyph.x
        for piece in page.pieces
        for run in piece.runs
        if not piece.artifact and height - bottom < piece.baseline < height - top
        for glyph in run.glyphs
    ]
    assert line, "the picture is not level with a line"
    assert 12 <= bottom - top <= 34
    assert (left > max(line)) if tag == "ar-XB" else (right < min(line))


def test_the_manifest_says_what_was_drawn(pictured: Project, run: Run) -> None:
    shutil.copytree(FOLDER, pictured.root / "pictograms")
    arguments = ("build", "--edition", "card", "--paper", "letter")
    run(*arguments)
    (record,) = read_manifest(pictured.output).values()
    assert {path for path in record.made_from if "pictograms" in path} == {"pictograms/fever.svg"}
    switch_off(pictured)
    run(*arguments)
    (record,) = read_manifest(pictured.output).values()
    assert not any("pictograms" in path for path in record.made_from)


@pytest.mark.parametrize("fault", ["altered", "missing"])
def test_a_pictogram_that_is_not_the_pinned_one_is_not_printed(pictured: Project, run: Run, fault: str) -> None:
    shutil.copytree(FOLDER, pictured.root / "pictograms")
    arguments = ("build", "--edition", "card", "--paper", "letter")
    assert run(*arguments).exit_code == 0
    file = pictured.root / "pictograms" / "fever.svg"
    if fault == "altered":
        edit(file, "</svg>", "<text>102</text></svg>")
    else:
        file.unlink()
    result = run(*arguments)
    assert result.exit_code == 1
    assert "fever.svg" in result.stderr
    assert "make pictograms" in result.stderr
    assert not list(pictured.output.glob("**/*.pdf")), "what it would have replaced is no longer true"
    switch_off(pictured)
    assert run(*arguments).exit_code == 0


def test_a_name_that_is_no_pictogram_is_told_with_its_line(pictured: Project, run: Run) -> None:
    file = pictured.source_file("cut-care")
    edit(file, "pictogram: fever", "pictogram: fevers")
    line = next(i for i, text in enumerate(file.read_text("utf-8").splitlines(), 1) if "fevers" in text)
    result = run("check")
    assert result.exit_code == 1
    assert f"content/cut-care.yaml:{line}:" in result.output
    assert "there is no pictogram “fevers”" in result.output
    assert "did you mean “fever”?" in result.output


def test_a_name_that_was_not_written_is_told(pictured: Project, run: Run) -> None:
    edit(pictured.source_file("cut-care"), "pictogram: fever", "pictogram: ")
    result = run("check")
    assert result.exit_code == 1
    assert "a text is expected here" in result.output


def test_a_project_may_have_pictograms_of_its_own(pictured: Project, run: Run) -> None:
    folder = pictured.root / "pictograms"
    folder.mkdir()
    (folder / "pictograms.toml").write_text(MANIFEST, "utf-8")
    pin(folder, lambda _: PACKAGE)
    assert "there is no pictogram “fever”" in run("check").output
    edit(pictured.source_file("cut-care"), "pictogram: fever", "pictogram: square")
    assert run("build", "--edition", "card", "--paper", "letter").exit_code == 0
    (folder / "pictograms.toml").write_text("[pictograms", "utf-8")
    result = run("build", "--edition", "card", "--paper", "letter")
    assert result.exit_code == 1
    assert "pictograms.toml" in result.stderr
    with pytest.raises(LeafletError):
        read_pictograms(find_project(pictured.root).pictograms)
