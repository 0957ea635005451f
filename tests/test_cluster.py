"""The same build on a Dask cluster: a real scheduler, with workers that are processes of this machine."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from conftest import ROOT
from engine import TODAY, CrewsHere, edit, make_project

from leaflet.build import build
from leaflet.crews import Crews
from leaflet.problem import UsageError, has_errors
from leaflet.project import Project, find_project
from leaflet.scope import scope_of

distributed = pytest.importorskip("distributed")

Start = Callable[..., subprocess.Popen[bytes]]
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'
QUIET = {"DASK_LOGGING__DISTRIBUTED": "critical"}


@pytest.fixture
def address() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{probe.getsockname()[1]}"


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Return a function that starts a program of Dask's, with the package found in a folder."""
    running: list[subprocess.Popen[bytes]] = []

    def call(*arguments: str, package: Path = ROOT) -> subprocess.Popen[bytes]:
        environment = {**os.environ, **QUIET, "PYTHONPATH": str(package)}
        command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]]
        with (tmp_path / f"{arguments[0]}.log").open("ab") as log:
            running.append(subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=log, stderr=log))
        return running[-1]

    yield call
    for process in running:
        family = [*psutil.Process(process.pid).children(recursive=True)] if process.poll() is None else []
        process.kill()
        process.wait()
        for each in family:
            each.kill()


@pytest.fixture
def start_cluster(start: Start, address: str, tmp_path: Path) -> Callable[[int, Path], list[subprocess.Popen[bytes]]]:
    def call(count: int, package: Path = ROOT) -> list[subprocess.Popen[bytes]]:
        port = address.rpartition(":")[2]
        start("dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
        options = ("--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path / "dask"), "--nanny")
        workers = [start("dask_worker", address, *options, package=package) for _ in range(count)]
        with distributed.Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=120)
        return workers

    return call


def made(project: Project) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in project.output.glob("*/*.*")}


def test_a_cluster_makes_the_same_bytes_though_a_worker_is_killed(start_cluster, address: str, tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    (project.root / "logo.svg").write_text(LOGO, "utf-8")
    with (project.root / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write('logo = "logo.svg"\n')
    edit(project.source_file("scrape"), "about: [fever]}", "about: [fever], pictogram: fever}")
    project = find_project(project.root)
    # Of each kind of file: for an office printer, for a press, for a browser.
    wanted = scope_of(project, edition_names=["card", "web"], press=True)
    build(wanted, CrewsHere(), today=TODAY)
    here = made(project)
    shutil.rmtree(project.output)
    workers = start_cluster(2)
    victims: list[int] = []

    def kill_one(what: str, name: str, done: int, total: int) -> None:
        if what == "make" and not victims:
            # The nanny's child is the worker itself, at work on the next file.
            victims.extend(child.pid for child in psutil.Process(workers[0].pid).children(recursive=True))
            for victim in victims:
                os.kill(victim, signal.SIGKILL)

    with Crews(scheduler=address) as crews:
        result = build(wanted, crews, kill_one, today=TODAY)
    assert victims
    assert not has_errors(result.problems)
    assert len(result.made) == 12
    assert made(project) == here


def test_a_worker_with_another_builder_is_refused_by_name(start_cluster, address: str, tmp_path: Path) -> None:
    package = tmp_path / "other"
    shutil.copytree(ROOT / "leaflet", package / "leaflet", ignore=shutil.ignore_patterns("__pycache__"))
    (package / "leaflet" / "units.py").open("a").write("\n# Another version.\n")
    project = make_project(tmp_path / "project")
    start_cluster(1, package)
    with Crews(scheduler=address) as crews, pytest.raises(UsageError, match=r"tcp://127\.0\.0\.1:\d+: leaflet \w+, not \w+"):
        build(scope_of(project), crews, today=TODAY)
    assert made(project) == {}


def test_a_scheduler_that_does_not_answer_is_one_message(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leaflet.cluster._SECONDS_TO_CONNECT", 1)
    project = make_project(tmp_path / "project")
    with Crews(scheduler=address) as crews, pytest.raises(UsageError, match="does not answer"):
        build(scope_of(project), crews, today=TODAY)
