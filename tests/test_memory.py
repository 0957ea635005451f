"""What a worker keeps of each page that it made: nothing that adds up over thousands."""

from __future__ import annotations

import ctypes
import gc
import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT
from engine import TODAY, CrewsHere, make_project

from leaflet import work
from leaflet.preparation import Preparation
from leaflet.scope import scope_of

PAGES_BEFORE, PAGES = 15, 30
# What is kept once in a while comes to 700 bytes a page. A list of a font's features, kept for each time that a mark of a
# list was set, came to 4,500.
MOST = 2_000


class _Malloc(ctypes.Structure):
    """What glibc tells of the memory that it has given out (mallinfo2)."""

    _fields_ = [(name, ctypes.c_size_t) for name in ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks",
        "fsmblks", "uordblks", "fordblks", "keepcost")]  # fmt: skip


def test_a_page_leaves_no_memory_behind(tmp_path: Path) -> None:
    """In a process of its own, where Python asks the same allocator for all that it holds."""
    environment = {**os.environ, "PYTHONMALLOC": "malloc", "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    command = [sys.executable, __file__, str(tmp_path / "project")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < MOST


def _kept(root: Path) -> int:
    """Return how many bytes each page of a project that is made for it leaves behind."""
    glibc = ctypes.CDLL("libc.so.6")
    glibc.mallinfo2.restype = _Malloc
    prepared = Preparation(scope_of(make_project(root)), CrewsHere(), lambda *_: None, TODAY)
    steps = [step for step in prepared.steps({}) if step.job.path.endswith("fr.handout.a4.pdf")]
    task, _ = prepared.tasks(steps, proofs=False)
    for _ in range(PAGES_BEFORE):
        work.make(task)
    gc.collect()
    before = glibc.mallinfo2()
    for _ in range(PAGES):
        work.make(task)
    gc.collect()
    after = glibc.mallinfo2()
    return int(after.uordblks + after.hblkhd - before.uordblks - before.hblkhd) // PAGES


if __name__ == "__main__":
    print(_kept(Path(sys.argv[1])))
