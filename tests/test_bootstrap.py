"""The way from a fresh machine to a build: the lock files, bootstrap.py and the Makefile."""

import ast
import importlib.util
import os
import re
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = SETTINGS["project"]["dependencies"] + SETTINGS["build-system"]["requires"]
DEV = SETTINGS["dependency-groups"]["dev"]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def entries(lock: str) -> list[str]:
    lines = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def pins(lock: str) -> dict[str, Requirement]:
    requirements = [Requirement(re.split(r"\s+--hash=", entry)[0]) for entry in entries(lock)]
    return {canonicalize_name(requirement.name): requirement for requirement in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_gives_a_version_and_hashes_for_each_package_and_names_no_index(lock: str) -> None:
    assert entries(lock)
    for entry in entries(lock):
        assert re.fullmatch(r"[\w.-]+==[\w.]+( ; .+?)?(\s+--hash=sha256:[0-9a-f]{64})+", entry)
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lock", "asked"), [("requirements.lock", RUNTIME), ("requirements-dev.lock", RUNTIME + DEV)], ids=LOCKS
)
def test_lock_holds_what_pyproject_asks_for(lock: str, asked: list[str]) -> None:
    pinned = pins(lock)
    for requirement in map(Requirement, asked):
        (pin,) = pinned[canonicalize_name(requirement.name)].specifier
        assert requirement.specifier.contains(pin.version), requirement


def test_both_locks_give_the_same_runtime() -> None:
    assert set(entries("requirements.lock")) < set(entries("requirements-dev.lock"))


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load bootstrap.py in an empty folder, on a system without the libraries and for a user who is not root."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "bootstrap.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "clone").mkdir()
    (tmp_path / "bin").mkdir()
    monkeypatch.chdir(tmp_path / "clone")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(module, "loads", lambda library: library == "fontconfig")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    return module


def put_script(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


APT = "apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@pytest.mark.parametrize(
    ("commands", "advice"),
    [
        (["apt-get", "sudo"], f"sudo apt-get update && sudo {APT}"),
        (["apt-get"], f"su - -c 'apt-get update && {APT}'"),
        (["dnf", "sudo"], "sudo dnf install pango"),
        (["brew", "sudo"], "brew install pango python"),
        (["sudo"], "(Pango and HarfBuzz, with your system's own tool)"),
    ],
    ids=["debian", "debian-without-sudo", "fedora", "macos", "unknown"],
)
def test_where_it_may_not_install_it_gives_one_command_and_changes_nothing(
    bootstrap: ModuleType, tmp_path: Path, commands: list[str], advice: str
) -> None:
    for command in commands:  # sudo refuses, as it does where it would have to ask for a password
        put_script(tmp_path / "bin" / command, "exit 1" if command == "sudo" else f": >{tmp_path}/clone/called")
    with pytest.raises(SystemExit) as stop:
        bootstrap.main()
    message = stop.value.code  # a text: Python prints it and exits with 1
    assert isinstance(message, str)
    assert [line.strip() for line in message.splitlines() if line.startswith(" ")] == [advice]
    assert "libpango-1.0" in message
    assert "fontconfig" not in message
    assert not list((tmp_path / "clone").iterdir())


def test_names_the_package_that_debian_keeps_ensurepip_in(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_script(tmp_path / "bin/apt-get", "exit 1")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match=rf"lacks .*ensurepip(.|\n)* python3\.{sys.version_info.minor}-venv'"):
        bootstrap.main()


@pytest.mark.parametrize("root", [True, False], ids=["root", "sudo"])
def test_where_it_may_it_installs_with_apt(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: bool
) -> None:
    log = tmp_path / "log"
    put_script(tmp_path / "bin/apt-get", f'echo "apt-get $*" >>{log}')
    put_script(tmp_path / "bin/sudo", 'shift; exec "$@"')
    put_script(tmp_path / "clone/.venv/bin/python", "exit 0")
    monkeypatch.setenv("PATH", f"{tmp_path}/bin{os.pathsep}{os.defpath}")
    monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000)
    monkeypatch.setattr(bootstrap, "loads", lambda library: log.exists())
    bootstrap.main()
    assert log.read_text(encoding="utf-8").splitlines() == ["apt-get update --quiet=2", f"{APT} --quiet=2"]


@pytest.mark.parametrize(
    ("pip", "commands"),
    [(None, ["-m venv --clear .venv"]), ("exit 1", ["-m venv --clear .venv"]), ("exit 0", [])],
    ids=["absent", "broken", "usable"],
)
def test_makes_the_environment_unless_a_usable_one_is_there(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pip: str | None, commands: list[str]
) -> None:
    log = tmp_path / "log"
    log.touch()
    put_script(tmp_path / "bin/python", f'echo "$*" >>{log}')
    if pip:
        put_script(tmp_path / "clone/.venv/bin/python", pip)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin/python"))
    monkeypatch.setattr(bootstrap, "loads", lambda library: True)
    bootstrap.main()
    assert log.read_text(encoding="utf-8").splitlines() == commands


def test_oldest_python_is_pyprojects(bootstrap: ModuleType) -> None:
    assert SETTINGS["project"]["requires-python"] == ">={}.{}".format(*bootstrap.OLDEST_PYTHON)


def test_older_python_gets_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    ast.parse((ROOT / "bootstrap.py").read_text(encoding="utf-8"), feature_version=(3, 7))
    monkeypatch.setattr(sys, "version_info", (3, 7, 0, "final", 0))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or later; .* is 3\.7\."):
        runpy.run_path(str(ROOT / "bootstrap.py"))


@pytest.mark.parametrize("changed", [None, *LOCKS, "pyproject.toml", "bootstrap.py"])
def test_make_installs_once_and_again_when_what_it_installs_changes(tmp_path: Path, changed: str | None) -> None:
    (tmp_path / ".venv").mkdir()
    inputs = (*LOCKS, "pyproject.toml", "bootstrap.py")
    times = {**dict.fromkeys(inputs, 1), ".venv/installed": 2, ".venv/installed-dev": 3}
    if changed:
        times[changed] = 4
    for name, time in times.items():
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time, time))
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    command = ["make", "--dry-run", "--no-print-directory", "--file", str(ROOT / "Makefile"), "test"]
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    *installing, last = run.stdout.splitlines()
    assert last == ".venv/bin/pytest -n auto --dist loadfile"
    assert bool(installing) == bool(changed)
