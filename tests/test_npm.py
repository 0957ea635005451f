"""The npm client at work, and what it downloads: what is believed and read. No network."""

from collections.abc import Callable
from pathlib import Path

import pytest

from leaflet.npm import PackageError, integrity_of, members, pack, pack_pinned


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a shell script in the place of npm."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    def install(script: str) -> None:
        (folder / "npm").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (folder / "npm").chmod(0o755)

    return install


def test_npm_packs_into_a_folder_of_its_own(tmp_path: Path, npm: Callable[[str], None]) -> None:
    npm(f'pwd >{tmp_path}/where; test "$1" = pack && for last; do :; done && printf %s "$last" >package-1.2.3.tgz')
    assert pack("@fonts/thai@1.2.3") == b"@fonts/thai@1.2.3"
    assert not Path((tmp_path / "where").read_text(encoding="utf-8").strip()).exists()


@pytest.mark.parametrize("script", ["echo 'npm error 404' >&2; exit 1", "echo 'npm error 404' >&2"])
def test_what_npm_says_is_passed_on_when_it_fails(npm: Callable[[str], None], script: str) -> None:
    npm(script)
    with pytest.raises(PackageError, match="npm error 404"):
        pack("@fonts/thai@1.2.3")


def test_no_npm_is_an_error_that_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PackageError, match="npm") as caught:
        pack("@fonts/thai")
    assert "install" in caught.value.hint


def test_a_pinned_package_is_believed_by_its_digest() -> None:
    asked: list[str] = []

    def download(package: str) -> bytes:
        asked.append(package)
        return b"content"

    assert pack_pinned("fonts", "1.2.3", integrity_of(b"content"), download) == b"content"
    assert asked == ["fonts@1.2.3"]
    with pytest.raises(PackageError, match=r"fonts 1\.2\.3"):
        pack_pinned("fonts", "1.2.3", integrity_of(b"another"), download)


def test_what_is_no_archive_is_an_error() -> None:
    with pytest.raises(PackageError, match="unpacked"):
        members(b"no archive", lambda _: True)
