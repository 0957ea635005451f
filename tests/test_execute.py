"""Workers: one that dies or hangs costs one call, and no more than a few seconds."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from engine import make_project

from leaflet import build as builder
from leaflet.execute import ALONE, Crew, Lost, run
from leaflet.workers import processes


def double(number: int) -> int:
    return 2 * number


def die_once(file: Path) -> str:
    """Kill this process, but not the next that is asked."""
    try:
        file.touch(exist_ok=False)
    except FileExistsError:
        return "done"
    os.kill(os.getpid(), signal.SIGKILL)
    return "not killed"


def die(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def hang(number: int) -> int:
    if number == 1:
        # Deaf to all but the last signal, as code that never comes back from C.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while True:
            time.sleep(1)
    return number


def fail(number: int) -> int:
    if number == 2:
        raise ValueError(f"no {number}")
    return number


def test_every_subject_is_called_once() -> None:
    with processes(2) as crew:
        assert dict(run(crew, double, range(50))) == {number: 2 * number for number in range(50)}


def test_a_worker_that_dies_is_replaced_and_its_call_made_again(tmp_path: Path) -> None:
    with processes(2) as crew:
        assert [value for _, value in run(crew, die_once, [tmp_path / "died"])] == ["done"]
    assert (tmp_path / "died").exists()


def test_a_call_that_kills_each_worker_is_given_up_and_the_others_are_made() -> None:
    with processes(2) as crew:
        found = dict(run(crew, die, range(8)))
    assert isinstance(found.pop(3), Lost)
    assert found == {number: number for number in range(8) if number != 3}


def test_workers_that_die_while_they_wait_are_replaced() -> None:
    with processes(2) as crew:
        assert list(run(crew, double, [1])) == [(1, 2)]
        for worker in psutil.Process().children(recursive=True):
            if worker.children() == [] and "forkserver" in " ".join(worker.cmdline()):
                worker.kill()
        time.sleep(1)
        assert dict(run(crew, double, range(4))) == {number: 2 * number for number in range(4)}


def test_a_call_that_hangs_is_ended_and_given_up() -> None:
    start = time.monotonic()
    with processes(2, limit=0.5) as crew:
        found = dict(run(crew, hang, range(4)))
    assert isinstance(found.pop(1), Lost)
    assert found == {0: 0, 2: 2, 3: 3}
    assert time.monotonic() - start < 60, "it was not waited for"


def test_a_worker_imports_neither_the_program_that_leads_it_nor_what_only_checks_need() -> None:
    # What is called is Python's own: to find a function of this module, the worker would import the tests.
    with processes(1) as crew:
        found = dict(run(crew, eval, [modules := "set(__import__('sys').modules)", program := "__import__('__main__').__name__"]))
    assert found[program] == "__main__", "else it would be called otherwise"
    assert isinstance(found[modules], set)
    assert "leaflet.work" in found[modules], "it is forked from a process that has it"
    assert not found[modules] & {"leaflet.cli", "leaflet.build", "leaflet.load", "leaflet.checks.runner", "py3langid", "numpy", "rich"}


def test_a_worker_imports_nothing_that_leads_a_build_to_find_what_it_calls() -> None:
    code = "import sys, leaflet.making\nprint(*sys.modules)"
    imported = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert builder.make.__module__ == "leaflet.making"
    assert not {"leaflet.build", "leaflet.crews", "leaflet.work", "weasyprint", "click"} & set(imported)


def test_what_a_call_raises_is_handed_to_the_caller() -> None:
    with processes(2) as crew:
        found = dict(run(crew, fail, range(4)))
    assert isinstance(found[2], ValueError)
    assert str(found[2]) == "no 2"


def test_no_more_is_handed_out_than_keeps_the_crew_at_work() -> None:
    taken = []

    def subjects() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = run(Crew(ALONE.executor, 2, ()), double, subjects())
    for _ in range(10):
        next(results)
    assert len(taken) <= 10 + 2 * 2


def test_no_worker_outlives_its_leader(tmp_path: Path) -> None:
    code = "import time, engine, test_execute\nfrom leaflet.workers import processes\nfrom leaflet.execute import run\n"
    code += "with processes(2) as crew:\n for n, _ in run(crew, test_execute.double, iter(int, 1)): print(n, flush=True)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment, cwd=tmp_path)
    assert process.stdout is not None
    process.stdout.readline()
    family = psutil.Process(process.pid).children(recursive=True)
    assert len(family) >= 2
    process.kill()
    process.wait()
    assert psutil.wait_procs(family, timeout=30)[1] == []


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_stopped_stops_at_once_and_leaves_whole_files(tmp_path: Path, sent: signal.Signals) -> None:
    project = make_project(tmp_path / "project")
    code = f"from leaflet.cli import main\nmain(['--project', {str(project.root)!r}, 'build'])"
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, start_new_session=True)
    assert process.stderr is not None
    # Both workers are at work by then.
    for _ in range(3):
        process.stderr.readline()
    family = psutil.Process(process.pid).children(recursive=True)
    assert family
    # As a terminal does it: to all processes of the group.
    os.killpg(process.pid, sent)
    begun = time.monotonic()
    process.wait(timeout=60)
    assert time.monotonic() - begun < 20
    assert process.returncode != 0
    assert psutil.wait_procs(family, timeout=30)[1] == []
    assert b"Traceback" not in process.stderr.read()
    files = list(project.output.rglob("*.pdf"))
    assert files
    assert all(file.read_bytes().rstrip().endswith(b"%%EOF") for file in files)
    assert not list(project.output.rglob(".part-*"))
