"""Printing conditions: read from profiles.toml, proved by digest, and made from a pinned package. No network."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT, edit

from leaflet.problem import UsageError
from leaflet.profiles import MANIFEST, ProfileError, read_profile
from leaflet.profilesource import main, make_profiles

NAME = "iso-coated-v2-300"
FILE = "ISOcoated_v2_300_bas.icc"
needs_dpkg = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb is not installed")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the project's profiles/."""
    return Path(shutil.copytree(ROOT / "profiles", tmp_path / "profiles"))


def refuse_to_download(package: str, version: str) -> bytes:
    raise AssertionError(f"{package} was asked for")


def test_the_profile_that_comes_with_the_builder_is_whole() -> None:
    profile = read_profile(ROOT / "profiles", NAME)
    assert (profile.condition, profile.registry, profile.most_ink) == ("FOGRA39", "http://www.color.org", 3)
    assert profile.icc[12:20] == b"prtrCMYK"
    assert "zlib" in (profile.file.parent / "LICENCE.txt").read_text("utf-8")


def test_an_unknown_condition_is_told_with_the_known_ones(folder: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read_profile(folder, "iso-coated-v3")
    assert NAME in caught.value.hint


@pytest.mark.parametrize("harm", ["missing", "altered", "no TOML", "incomplete", "no folder", "a slip in the limit"])
def test_a_profile_that_is_not_the_pinned_one_is_refused(folder: Path, harm: str) -> None:
    file = folder / NAME / FILE
    if harm == "missing":
        file.unlink()
    elif harm == "altered":
        file.write_bytes(file.read_bytes()[:-1] + b"\x07")
    elif harm == "no TOML":
        edit(folder / MANIFEST, f"[{NAME}]", f"[{NAME}")
    elif harm == "incomplete":
        edit(folder / MANIFEST, 'condition = "FOGRA39"\n', "")
    elif harm == "a slip in the limit":
        edit(folder / MANIFEST, "most-ink = 300", "most-ink = 3")
    else:
        shutil.rmtree(folder)
    with pytest.raises(ProfileError):
        read_profile(folder, NAME)


@pytest.mark.parametrize(
    "icc", [b"no profile", (ROOT / "profiles" / NAME / FILE).read_bytes().replace(b"prtr", b"scnr", 1)]
)
def test_a_profile_must_be_that_of_a_press(folder: Path, icc: bytes) -> None:
    """As a hospital might put one there, with its own digest."""
    (folder / NAME / FILE).write_bytes(icc)
    before = hashlib.sha256((ROOT / "profiles" / NAME / FILE).read_bytes()).hexdigest()
    edit(folder / MANIFEST, before, hashlib.sha256(icc).hexdigest())
    with pytest.raises(ProfileError, match="profile"):
        read_profile(folder, NAME)


def test_a_hospital_adds_a_condition_with_a_file_of_its_own(folder: Path) -> None:
    (folder / "our-printer").mkdir()
    shutil.copy(folder / NAME / FILE, folder / "our-printer" / "uncoated.icc")
    digest = hashlib.sha256((folder / NAME / FILE).read_bytes()).hexdigest()
    table = (
        '\n[our-printer]\ncondition = "FOGRA52"\nregistry = "http://www.color.org"\nabout = "Uncoated paper"\n'
        f'most-ink = 260\nprofile = {{ file = "uncoated.icc", sha256 = "{digest}" }}\n'
    )
    manifest = folder / MANIFEST
    manifest.write_text(manifest.read_text("utf-8") + table, "utf-8")
    profile = read_profile(folder, "our-printer")
    assert (profile.condition, profile.most_ink) == ("FOGRA52", 2.6)
    # What comes from no package is not asked for.
    assert make_profiles(folder, refuse_to_download) == []


def _package(tmp_path: Path, folder: Path, files: dict[str, bytes]) -> bytes:
    """Return a Debian package with these files, and let profiles.toml pin it."""
    tree = tmp_path / "tree"
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "DEBIAN/control").write_text(
        "Package: test\nVersion: 1\nArchitecture: all\nMaintainer: T\nDescription: t\n"
    )
    for path, content in files.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_bytes(content)
    subprocess.run(["dpkg-deb", "--root-owner-group", "-b", tree, tmp_path / "t.deb"], check=True, capture_output=True)
    package = (tmp_path / "t.deb").read_bytes()
    pinned = "1e0c7b6f547491a6e03418290f73b145be805ed2b63a4bc3e0fc519157ba7acf"
    edit(folder / MANIFEST, pinned, hashlib.sha256(package).hexdigest())
    return package


PATHS = {
    "usr/share/scribus/profiles/ISOcoated_v2_300_bas.icc": FILE,
    "usr/share/scribus/profiles/ISOcoated_v2_300_bas.txt": "LICENCE.txt",
}


@needs_dpkg
def test_a_missing_file_is_made_again_with_the_same_bytes(tmp_path: Path, folder: Path) -> None:
    files = {path: (folder / NAME / name).read_bytes() for path, name in PATHS.items()}
    package = _package(tmp_path, folder, files)
    assert make_profiles(folder, refuse_to_download) == []
    (folder / NAME / FILE).unlink()
    asked: list[tuple[str, str]] = []

    def download(name: str, version: str) -> bytes:
        asked.append((name, version))
        return package

    made = make_profiles(folder, download)
    assert asked == [("scribus-data", "1.5.8+dfsg-4")]
    assert folder / NAME / FILE in made
    assert read_profile(folder, NAME).condition == "FOGRA39"


@needs_dpkg
@pytest.mark.parametrize("harm", ["another package", "another file", "no file"])
def test_a_package_is_believed_by_its_digest_only(tmp_path: Path, folder: Path, harm: str) -> None:
    files = {path: (folder / NAME / name).read_bytes() for path, name in PATHS.items()}
    first = next(iter(files))
    if harm == "another file":
        files[first] += b"\0"
    elif harm == "no file":
        del files[first]
    package = _package(tmp_path, folder, files)
    (folder / NAME / FILE).unlink()
    with pytest.raises(ProfileError):
        make_profiles(folder, lambda name, version: package + b"\0" * (harm == "another package"))
    assert not (folder / NAME / FILE).exists()


def test_the_command_says_that_nothing_is_to_be_done(folder: Path) -> None:
    result = CliRunner().invoke(main, ["--profiles", str(folder)])
    assert result.exit_code == 0
    assert "as it should be" in result.stdout


def test_the_command_tells_of_what_it_cannot_do(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--profiles", str(tmp_path)])
    assert result.exit_code == 1
    assert "error:" in result.stderr
