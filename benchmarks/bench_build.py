"""Measures the build: against other ways to the same handouts, and how it grows. Writes build.md and build.svg.

make bench

Two times are compared only within one run. --leaflets and --sample make it shorter; what was measured is said in the
report.
"""

from __future__ import annotations

import argparse
import compileall
import datetime
import os
import pickle
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks import leaflets, setters
from benchmarks.build_report import Figures, write_report
from leaflet import build as builder
from leaflet.crews import Crews
from leaflet.pdf import Renderer
from leaflet.preparation import Preparation
from leaflet.project import Project, find_project
from leaflet.scope import scope_of
from leaflet.task import Task
from leaflet.toolchain import toolchain

ROOT = Path(__file__).resolve().parents[1]
# Nothing is signed in the projects that are measured: any day would do.
TODAY = datetime.date(2026, 11, 25)
SCRATCH = ROOT / ".cache" / "bench-build"


@dataclass
class Watch:
    """What a build went through: when each file was done, and how much memory its workers took then."""

    started: float = field(default_factory=time.perf_counter)
    checked: float = 0.0
    done: list[tuple[int, float]] = field(default_factory=list)
    peaks: list[tuple[int, float]] = field(default_factory=list)
    refused: int = 0

    def progress(self, what: str, name: str, done: int, total: int) -> None:
        """Note one step."""
        now = time.perf_counter() - self.started
        if what == "check":
            self.checked = now
            return
        self.done.append((done + 1, now))
        if (done + 1) % 10 == 0 or done + 1 == total:
            self.peaks.append((done + 1, max(_memory(), default=0.0)))


def _memory() -> Iterator[float]:
    """Yield the memory of each worker, in megabytes."""
    for child in psutil.Process().children(recursive=True):
        try:
            if not child.children() and "resource_tracker" not in " ".join(child.cmdline()):
                yield child.memory_info().rss / 2**20
        except psutil.NoSuchProcess:
            continue


def full_build(project: Project, proofs: bool) -> Watch:
    """Build a project from nothing, and return what it went through."""
    shutil.rmtree(project.output, ignore_errors=True)
    shutil.rmtree(project.cache, ignore_errors=True)
    watch = Watch()
    with Crews() as crews:
        result = builder.build(scope_of(project), crews, watch.progress, today=TODAY, proofs=proofs)
    watch.refused = len(watch.done) - len(result.made)
    return watch


def command(project: Project) -> float:
    """Return how many seconds the whole process of `leaflet build` takes."""
    program = [str(Path(sys.executable).with_name("leaflet")), "--project", str(project.root), "build"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    subprocess.run(program, check=True, capture_output=True, env=environment)
    return time.perf_counter() - start


def timed(documents: Iterator[None]) -> float:
    """Return how many documents a second come; the first, which warms up, is not counted."""
    next(documents)
    start, count = time.perf_counter(), 0
    for _ in documents:
        count += 1
    return count / (time.perf_counter() - start)


def peaks(tasks: Sequence[Task], documents: int) -> list[float]:
    """Return the most memory that one worker takes in each hundred of so many documents, in megabytes.

    It makes the tasks again and again, and is never replaced.
    """
    file = SCRATCH / "tasks.pickle"
    file.write_bytes(pickle.dumps(tasks))
    program = [sys.executable, "-m", "benchmarks.worker", str(file), str(documents)]
    done = subprocess.run(program, check=True, capture_output=True, text=True, cwd=ROOT)
    taken = [float(line) for line in done.stdout.split()]
    return [max(taken[start : start + 100]) for start in range(0, documents, 100)]


def change_message(project: Project, number: int) -> None:
    """Change one message of one leaflet in Spanish."""
    file = project.catalog_file(project.language("es"), project.leaflet_ids()[0])
    text = file.read_text("utf-8")
    start = text.index('msgctxt "summary"')
    at = text.index('msgstr "', start) + len('msgstr "')
    end = text.index(".", at)
    file.write_text(text[:at] + f"El cuello de su matriz es débil, dice el {number}" + text[end:], "utf-8")


def stages(tasks: Sequence[Task]) -> dict[str, float]:
    """Return the processor time of the stages of a document, in milliseconds: the mean of the tasks, in one process."""
    from weasyprint import HTML  # noqa: PLC0415
    from weasyprint.document import Document  # noqa: PLC0415

    from leaflet import typeset, work  # noqa: PLC0415

    spent: dict[str, float] = {}

    def watched(owner: object, name: str, stage: str) -> Callable[[], None]:
        call = getattr(owner, name)

        def run(*args: object, **kwargs: object) -> object:
            start = time.process_time()
            try:
                return call(*args, **kwargs)
            finally:
                spent[stage] = spent.get(stage, 0) + time.process_time() - start

        setattr(owner, name, run)
        return lambda: setattr(owner, name, call)

    work.make(tasks[0])
    undo = [
        watched(work, "unpack", "unpack the leaflet"),
        watched(typeset, "render_html", "template to HTML"),
        watched(HTML, "__init__", "parse the HTML"),
        watched(HTML, "render", "CSS and layout"),
        watched(Document, "write_pdf", "draw, subset fonts, write"),
        watched(Renderer, "render", "all of the rendering"),
        watched(work, "prove", "proofs"),
    ]
    for task in tasks:
        work.make(task)
    for each in undo:
        each()
    return {stage: 1000 * seconds / len(tasks) for stage, seconds in spent.items()}


def start_up() -> dict[str, float]:
    """Return how long it takes to import what is needed, in milliseconds: the median of five processes."""
    found = {}
    codes = {
        "nothing but Python": "",
        "the build": "import leaflet.build",
        "a worker": "import leaflet.work",
    }
    for what, code in codes.items():
        times = []
        for _ in range(5):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
            times.append(1000 * (time.perf_counter() - start))
        found[what] = statistics.median(times)
    return found


def machine() -> str:
    """Return what was measured on."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    cpu = next((line.split(":")[1].strip() for line in lines if "model name" in line), "")
    names = ("weasyprint", "pango", "harfbuzz", "python")
    versions = ", ".join(f"{name} {toolchain()[name]}" for name in names)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    day = datetime.datetime.now(datetime.UTC).date()
    return f"{day}; {cpu}, {os.cpu_count()} cores; {platform.system()}; {versions}; load before the run: {load}"


def main() -> None:
    """Measure, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leaflets", type=int, default=200, help="leaflets of the corpus")
    parser.add_argument("--sample", type=int, default=20, help="leaflets of the sample that all ways make")
    parser.add_argument("--by-command", type=int, default=40, help="documents that the weasyprint command makes")
    parser.add_argument("--by-worker", type=int, default=2000, help="documents that one worker makes")
    options = parser.parse_args()
    # As all programs that are measured.
    compileall.compile_dir(ROOT / "leaflet", quiet=1)
    figures = Figures(machine=machine())
    shutil.rmtree(SCRATCH, ignore_errors=True)
    original = find_project(ROOT)
    sample = leaflets.make_project(SCRATCH / "sample", original, options.sample)
    say = lambda text: print(f"{time.strftime('%X')} {text}", flush=True)  # noqa: E731

    say("the sample, proofs off")
    figures.off = full_build(sample, proofs=False)
    say("the sample, proofs on")
    figures.on = full_build(sample, proofs=True)
    with Crews() as crews:
        prepared = Preparation(scope_of(sample), crews, lambda *_: None, TODAY)
        tasks = list(prepared.tasks(prepared.steps({}), proofs=True))
    pages = setters.write_pages(tasks, SCRATCH / "pages")
    say("the weasyprint command")
    step = max(1, len(tasks) // options.by_command)
    figures.rates["`weasyprint` once a file"] = timed(setters.by_command(tasks[::step], pages[::step], sample.cache))
    if setters.chromium_program():
        say("Chromium")
        figures.rates["Chromium kept alive"] = timed(setters.by_chromium(tasks, pages, sample.cache))
    say("Typst")
    figures.rates["Typst in process, one core"] = timed(setters.by_typst(tasks, pages))
    say("stages")
    figures.stages = stages(tasks[:: max(1, len(tasks) // 36)])
    figures.start_up = start_up()
    say("the corpus, proofs on")
    corpus = leaflets.make_project(SCRATCH / "corpus", original, options.leaflets)
    figures.corpus = full_build(corpus, proofs=True)
    say("one worker")
    # In one language: what a worker takes for the fonts of a language has nothing to do with its age.
    figures.peaks = peaks([task for task in tasks if ".ar." in task.path], options.by_worker)
    say("nothing to do; one message")
    figures.nothing = [command(corpus) for _ in range(7)]
    for number in range(5):
        change_message(corpus, number)
        figures.one_message.append(command(corpus))
    write_report(figures, Path(__file__).with_name("build.md"), Path(__file__).with_name("build.svg"))


if __name__ == "__main__":
    main()
