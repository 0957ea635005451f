"""Making the list of each language's characters: from the package that is pinned, and from no other. No network."""

import io
import json
import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from leaflet import exemplarsource
from leaflet.exemplars import DATA
from leaflet.exemplarsource import main, make_exemplars, pin
from leaflet.npm import PackageError, integrity_of
from leaflet.problem import LeafletError


def package(languages: dict[str, str], **more: bytes) -> bytes:
    """Return an archive as npm has it, with the alphabets of languages."""
    members = {"package.json": json.dumps({"version": "1.2.3"}).encode(), "LICENSE": b"a licence"}
    for tag, alphabet in languages.items():
        characters = {"exemplarCharacters": alphabet, "auxiliary": "[]", "numbers": "[0-2]"}
        locale = {"main": {tag: {"characters": characters}}}
        members[f"main/{tag}/characters.json"] = json.dumps(locale).encode()
    members["main/xx/other.json"] = b"not JSON"
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as tar:
        for name, content in (members | more).items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return stream.getvalue()


ARCHIVE = package({"es": "[a-c ñ {ch}]", "es-MX": "[a-c ñ {ch}]", "pa": "[ਪ]", "pa-Arab": "[پ]"})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A list that was made from the archive."""
    file = tmp_path / "cldr" / "exemplars.json"
    pin(file, lambda _: ARCHIVE)
    return file


def test_pinning_writes_the_characters_where_they_are_from_and_the_licence(file: Path) -> None:
    data = json.loads(file.read_text("utf-8"))
    assert data.pop("languages") == {
        "es": {"main": "a b c ñ ch", "numbers": "0 1 2"},
        "pa": {"main": "ਪ", "numbers": "0 1 2"},
        "pa-Arab": {"main": "پ", "numbers": "0 1 2"},
    }
    assert data == {
        "package": "cldr-misc-full",
        "version": "1.2.3",
        "integrity": integrity_of(ARCHIVE),
        "licence": "Unicode-3.0",
    }
    assert file.with_name("LICENSE").read_bytes() == b"a licence"


def test_it_is_made_again_with_the_same_bytes(file: Path) -> None:
    before = file.read_bytes()
    file.write_bytes(before.replace("ñ".encode(), b"n"))
    asked = []

    def download(name: str) -> bytes:
        asked.append(name)
        return ARCHIVE

    assert make_exemplars(file, download) == [file, file.with_name("LICENSE")]
    assert asked == ["cldr-misc-full@1.2.3"]
    assert file.read_bytes() == before


def test_another_package_is_refused_and_nothing_is_written(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(PackageError, match=r"1\.2\.3 is not the one"):
        make_exemplars(file, lambda _: package({"es": "[a]"}))
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "archive",
    [b"no archive", package({"es": "[a"}), package({}, **{"main/es/characters.json": b"{}"})],
)
def test_a_package_that_is_not_as_expected_is_an_error(tmp_path: Path, archive: bytes) -> None:
    with pytest.raises(PackageError):
        pin(tmp_path / "exemplars.json", lambda _: archive)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [None, "{", "{}"])
def test_a_file_that_pins_nothing_says_how_to_make_it(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "exemplars.json"
    if content:
        file.write_text(content, "utf-8")
    with pytest.raises(LeafletError) as caught:
        make_exemplars(file, lambda _: ARCHIVE)
    assert "--pin" in caught.value.hint


def test_a_mistake_ends_with_a_status_and_no_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = CliRunner().invoke(main)
    assert result.exit_code == 1
    assert "npm is missing" in result.stderr


def test_the_projects_own_file_is_written_as_the_command_writes_it() -> None:
    data = json.loads(DATA.read_text("utf-8"))
    languages = data.pop("languages")
    assert exemplarsource.text_of(data, languages) == DATA.read_text("utf-8")
