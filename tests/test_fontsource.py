"""Making fonts/ from fonts.toml: what is believed, what is refused, and that the same bytes come out. No network."""

import base64
import hashlib
import io
import json
import tarfile
from pathlib import Path

import pytest
import uharfbuzz
from click.testing import CliRunner

from leaflet.fonts import read_families, read_manifest, verify
from leaflet.fontsource import main, make_fonts, pin, repertoire, subset
from leaflet.npm import PackageError
from leaflet.problem import FontError, UsageError

FONTS = Path(__file__).resolve().parents[1] / "fonts"
THAI = (FONTS / "noto-sans-thai" / "NotoSansThai-Regular.ttf").read_bytes()
MANIFEST = """\
# a comment that must stay
[thai]
name = "Noto Sans Thai"
scripts = ["Thai"]
characters = ["U+0020-007E", "U+0E01-0E5B"]
package = "@fonts/thai"
regular = { file = "Thai-Regular.ttf", from = "400/Thai.ttf" }
bold = { file = "Thai-Bold.ttf", from = "700/Thai.ttf" }
licence = { file = "OFL.txt", from = "LICENSE" }
"""
MEMBERS = {
    "package/package.json": json.dumps({"version": "1.2.3"}).encode(),
    "package/400/Thai.ttf": THAI,
    "package/700/Thai.ttf": THAI,
    "package/LICENSE": b"a licence",
}


def archive(members: dict[str, bytes], *others: tarfile.TarInfo) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as tar:
        for other in others:
            tar.addfile(other)
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return stream.getvalue()


PACKAGE = archive(MEMBERS)


def refuse_to_download(package: str) -> bytes:
    raise AssertionError(f"{package} was asked for")


@pytest.fixture
def fonts(tmp_path: Path) -> Path:
    """A folder with a family of fonts that is not pinned yet."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    (folder / "fonts.toml").write_text(MANIFEST, encoding="utf-8")
    return folder


@pytest.fixture
def pinned(fonts: Path) -> Path:
    """A folder with a family of fonts that is pinned, but has no files."""
    for path in pin(fonts, download=lambda _: PACKAGE):
        path.unlink()
    return fonts


def test_pinning_writes_the_files_and_what_they_are(fonts: Path) -> None:
    asked: list[str] = []

    def download(package: str) -> bytes:
        asked.append(package)
        return PACKAGE

    made = pin(fonts, ["thai"], download)

    assert asked == ["@fonts/thai"]
    assert [path.name for path in made] == ["Thai-Regular.ttf", "Thai-Bold.ttf", "OFL.txt"]
    assert (fonts / "thai" / "OFL.txt").read_bytes() == b"a licence"
    table = read_manifest(fonts)["thai"]
    assert table["version"] == "1.2.3"
    assert table["integrity"] == "sha512-" + base64.b64encode(hashlib.sha512(PACKAGE).digest()).decode()
    assert table["subsetter"] == f"uharfbuzz {uharfbuzz.__version__}"
    verify(read_families(fonts))
    assert (fonts / "fonts.toml").read_text(encoding="utf-8").startswith("# a comment that must stay\n[thai]\n")


def test_what_was_pinned_is_made_again_with_the_same_bytes(fonts: Path) -> None:
    before = {path: path.read_bytes() for path in pin(fonts, download=lambda _: PACKAGE)}
    for path in before:
        path.unlink()
    asked: list[str] = []

    def download(package: str) -> bytes:
        asked.append(package)
        return PACKAGE

    assert make_fonts(fonts, download=download) == list(before)
    assert asked == ["@fonts/thai@1.2.3"]
    assert {path: path.read_bytes() for path in before} == before
    assert {path.name for path in (fonts / "thai").iterdir()} == {path.name for path in before}


def test_files_that_are_as_they_should_be_are_not_downloaded(pinned: Path) -> None:
    make_fonts(pinned, download=lambda _: PACKAGE)
    assert make_fonts(pinned, download=refuse_to_download) == []


def test_an_altered_file_is_made_again(pinned: Path) -> None:
    make_fonts(pinned, download=lambda _: PACKAGE)
    font = pinned / "thai" / "Thai-Bold.ttf"
    font.write_bytes(THAI + b"!")
    make_fonts(pinned, download=lambda _: PACKAGE)
    assert font.read_bytes() != THAI + b"!"
    verify(read_families(pinned))


def test_a_package_with_another_digest_is_refused(pinned: Path) -> None:
    other = archive(MEMBERS | {"package/README": b"harmless"})
    with pytest.raises(PackageError, match=r"@fonts/thai 1\.2\.3 is not the one"):
        make_fonts(pinned, download=lambda _: other)
    assert not list((pinned / "thai").iterdir())


def test_a_file_with_another_digest_is_refused_and_nothing_is_written(pinned: Path) -> None:
    manifest = pinned / "fonts.toml"
    digest = read_manifest(pinned)["thai"]["bold"]["sha256"]
    text = manifest.read_text(encoding="utf-8")
    head, tail = text.rsplit(f'sha256 = "{digest}"', 1)
    manifest.write_text(f'{head}sha256 = "{"0" * 64}"{tail}', encoding="utf-8")
    with pytest.raises(FontError, match=r"Thai-Bold\.ttf") as caught:
        make_fonts(pinned, download=lambda _: PACKAGE)
    assert "uharfbuzz" in caught.value.hint
    assert not list((pinned / "thai").iterdir())


def test_a_family_that_is_not_pinned_says_how_to_pin_it(fonts: Path) -> None:
    with pytest.raises(FontError) as caught:
        make_fonts(fonts, download=refuse_to_download)
    assert "--pin thai" in caught.value.hint


def link(name: str, target: str, kind: bytes) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type = kind
    member.linkname = target
    return member


@pytest.mark.parametrize("name", ["package/../../stolen", "../stolen", "/stolen", "package/400/../../../../stolen"])
def test_no_path_in_a_package_decides_where_a_file_is_written(fonts: Path, name: str) -> None:
    pin(fonts, download=lambda _: archive(MEMBERS | {name: b"stolen"}))
    written = {path.name for path in fonts.parent.rglob("*") if path.is_file()}
    assert written == {"fonts.toml", "Thai-Regular.ttf", "Thai-Bold.ttf", "OFL.txt"}


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE])
def test_only_a_regular_file_is_read_from_a_package(fonts: Path, kind: bytes) -> None:
    members = {name: content for name, content in MEMBERS.items() if name != "package/LICENSE"}
    with pytest.raises(FontError, match="lacks LICENSE"):
        pin(fonts, download=lambda _: archive(members, link("package/LICENSE", "/etc/hostname", kind)))


@pytest.mark.parametrize("content", [b"", b"no archive", PACKAGE[:300]])
def test_a_package_that_is_no_archive_is_an_error(fonts: Path, content: bytes) -> None:
    with pytest.raises(PackageError):
        pin(fonts, download=lambda _: content)
    assert (fonts / "fonts.toml").read_text(encoding="utf-8") == MANIFEST


def test_a_font_that_is_none_is_an_error(fonts: Path) -> None:
    with pytest.raises(FontError, match="cut down"):
        pin(fonts, download=lambda _: archive(MEMBERS | {"package/700/Thai.ttf": b"no font"}))


@pytest.mark.parametrize("name", ["../Thai.ttf", "a/b.ttf", "/Thai.ttf", "..", "", ".hidden"])
def test_the_manifest_can_name_no_file_outside_its_folder(fonts: Path, name: str) -> None:
    (fonts / "fonts.toml").write_text(MANIFEST.replace("Thai-Bold.ttf", name), encoding="utf-8")
    with pytest.raises(FontError, match="no plain name"):
        pin(fonts, download=refuse_to_download)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('package = "@fonts/thai"', ""),
        ('bold = { file = "Thai-Bold.ttf", from = "700/Thai.ttf" }', 'bold = "Thai-Bold.ttf"'),
        (', from = "LICENSE"', ""),
        ('file = "OFL.txt"', "file = 1"),
        ("[thai]", "[thai"),
    ],
)
def test_a_mistake_in_the_manifest_is_an_error_that_names_it(fonts: Path, right: str, wrong: str) -> None:
    assert right in MANIFEST
    (fonts / "fonts.toml").write_text(MANIFEST.replace(right, wrong), encoding="utf-8")
    with pytest.raises(FontError, match=r"fonts\.toml"):
        make_fonts(fonts, download=refuse_to_download)


def test_an_unknown_family_is_a_wrong_use(fonts: Path) -> None:
    with pytest.raises(UsageError, match="klingon"):
        make_fonts(fonts, ["klingon"], refuse_to_download)


def test_a_subset_has_the_same_bytes_each_time_and_only_what_was_asked_for() -> None:
    wanted = repertoire(["U+0020-007E", "ก"])
    first, second = subset(THAI, wanted), subset(THAI, wanted)
    assert first == second
    assert len(first) < len(THAI)
    assert set(uharfbuzz.Face(first).unicodes) == wanted


def test_a_subset_still_shapes_its_script() -> None:
    text = "น้ำที่"
    glyphs = []
    for font in (THAI, subset(THAI, repertoire(["tis_620"]))):
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(uharfbuzz.Font(uharfbuzz.Face(font)), buffer)
        glyphs.append([(place.x_advance, place.x_offset, place.y_offset) for place in buffer.glyph_positions])
    assert glyphs[0] == glyphs[1]


@pytest.mark.parametrize(
    ("specifiers", "characters"),
    [
        (["U+0041-0043", "U+E9"], "ABCé"),
        (["剝塡𠮟"], "剝塡𠮟"),
        (["ascii & U+0070-00FF & latin_1"], "pqrstuvwxyz{|}~\x7f"),
        (["U+0041 & U+0042"], ""),
        ([], ""),
    ],
)
def test_a_repertoire_is_the_sum_of_its_specifiers(specifiers: list[str], characters: str) -> None:
    assert repertoire(specifiers) == set(map(ord, characters))


def test_a_codec_stands_for_all_that_it_can_encode() -> None:
    ideographs = {code for code in repertoire(["gb2312"]) if 0x4E00 <= code <= 0x9FFF}
    assert len(ideographs) == 6763


@pytest.mark.parametrize("specifier", ["gb-nonsense", "U+XYZ", "base64", "idna", "A é", "gb2312 & "])
def test_a_specifier_without_meaning_is_an_error(specifier: str) -> None:
    with pytest.raises(FontError, match="stands for no characters"):
        repertoire([specifier])


@pytest.mark.parametrize(("arguments", "status"), [([], 1), (["klingon"], 2), (["--pin"], 1), (["--nonsense"], 2)])
def test_a_mistake_ends_with_a_status_and_no_traceback(
    fonts: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int
) -> None:
    monkeypatch.setenv("PATH", str(fonts))
    result = CliRunner().invoke(main, ["--fonts", str(fonts), *arguments])
    assert result.exit_code == status
    assert "rror: " in result.stderr
    assert "Traceback" not in result.output


def test_the_projects_own_fonts_need_no_making() -> None:
    assert make_fonts(FONTS, download=refuse_to_download) == []
