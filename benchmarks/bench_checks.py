"""Measures the checks: mutants found, false alarms, time; and what other programs find of the same. Writes checks.md.

make bench-checks
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import mutants, rivals
from benchmarks.catalogs import Clean
from benchmarks.findings import Results, Times, missed, report, rows, targets
from benchmarks.mutation import FAULTS, Mutant, shape, tidy
from benchmarks.pupil import Pupil, Said, grade, remember
from leaflet.fonts import read_families
from leaflet.load import load
from leaflet.project import find_project

OUTPUT = Path(__file__).with_name("checks.md")
Catalogs = Mapping[str, Sequence[Clean]]

# What each process has: a pupil for each edition, and what it says of the clean catalogs.
_pupils: dict[str, Pupil] = {}
_clean: dict[tuple[str, str], Counter[Said]] = {}


def _start(root: Path, catalogs: Catalogs) -> None:
    remember()
    every = [clean for some in catalogs.values() for clean in some]
    for edition in dict.fromkeys(clean.edition for clean in every):
        own = [one for one in every if one.edition == edition]
        _pupils[edition] = Pupil(root, edition, own)
        for tag in catalogs:
            said = _pupils[edition].said(tag, own[0].domain)
            assert isinstance(said, Counter), said
            _clean[edition, tag] = said


def _examine(mutant: Mutant) -> tuple[str, tuple[str, ...]]:
    said = _pupils[mutant.edition].said(mutant.language, mutant.domain, mutant.data)
    clean = _clean[mutant.edition, mutant.language]
    if isinstance(said, str):
        return "traceback", (said,)
    return grade(said, clean), tuple(sorted({f"{problem[0]}: {problem[1]}" for problem in said - clean}))


def examine(root: Path, catalogs: Catalogs, made: list[Mutant], legit: list[Mutant]) -> Results:
    """Return what our checks find."""
    start = time.perf_counter()
    # Once here, where what goes wrong stops the program; then in each process, with folders of its own.
    _start(root, catalogs)
    clean = dict(_clean)
    with multiprocessing.get_context("fork").Pool(os.cpu_count(), _start, (root, catalogs)) as pool:
        found = pool.map(_examine, made + legit, chunksize=8)
    size, tags = len(made), tuple(catalogs)
    grades, checks = [one[0] for one in found], [one[1] for one in found]
    results = Results(
        tags, mutants.SEED, made, grades[:size], checks[:size], legit, grades[size:], checks[size:], clean
    )
    results.seconds = time.perf_counter() - start
    return results


def examine_rivals(results: Results, catalogs: Catalogs, root: Path) -> None:
    """Add what the other programs find; a note for each that is not there."""
    with tempfile.TemporaryDirectory(prefix="leaflet-rivals-") as folder:
        papers, pairs, bases = _papers(results, catalogs, Path(folder))
        for rival in rivals.RIVALS:
            path = rivals.program(rival, root)
            if path is None:
                results.notes.append(f"{rival.name} is left out: it is not installed (`{rival.install}`)")
                continue
            said = rivals.complaints(rival, path, papers, Path(folder))
            found = rivals.found_by(said, said, pairs)
            results.notes.append(f"{rival.name} {rivals.version(path, rival)}")
            results.rivals[rival.name] = {key: yes for key, yes in found.items() if key[0] == "m"}
            results.rivals_legit[rival.name] = sum(yes for key, yes in found.items() if key[0] == "l")
            counts = results.rivals_clean[rival.name] = Counter()
            for (_, _, edition), key in bases.items():
                counts[edition] += len(said[key])


def _papers(
    results: Results, catalogs: Catalogs, folder: Path
) -> tuple[list[rivals.Paper], list[tuple[str, str]], dict[tuple[str, str, str], str]]:
    """Write all catalogs into a folder. Return them, each mutant's key with its clean one's, and the latter."""
    papers: list[rivals.Paper] = []

    def write(key: str, tag: str, data: bytes) -> None:
        language = catalogs[tag][0].language.identifier
        file = folder / language / "LC_MESSAGES" / f"{key}.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        papers.append(rivals.Paper(key, language, file))

    bases: dict[tuple[str, str, str], str] = {}
    for tag, some in catalogs.items():
        for clean in some:
            bases[tag, clean.domain, clean.edition] = key = f"clean{len(bases)}"
            write(key, tag, clean.data)
    pairs = []
    for kind, many in (("m", results.mutants), ("l", results.legit)):
        for i, mutant in enumerate(many):
            write(f"{kind}{i}", mutant.language, mutant.data)
            pairs.append((f"{kind}{i}", bases[mutant.language, mutant.domain, mutant.edition]))
    return papers, pairs, bases


def time_of_all(root: Path) -> Times:
    """Measure all checks over all languages: the median of five later runs, and of three of the command."""
    project = find_project(root)
    families = read_families(project.fonts)
    taken, worked, commands = [], [], []
    for _ in range(6):
        start, work = time.perf_counter(), time.process_time()
        load(project, project.leaflet_ids(), project.languages, families)
        taken.append(time.perf_counter() - start)
        worked.append(time.process_time() - work)
    command = [str(Path(sys.executable).with_name("leaflet")), "--project", str(root), "check"]
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        commands.append(time.perf_counter() - start)
    return Times(taken[0], worked[0], statistics.median(taken[1:]), statistics.median(commands))


def main() -> None:
    """Run it all and write checks.md; or, for a look, a part of it, to the terminal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--class", dest="fault", default="", help="only classes that begin so; nothing is written")
    parser.add_argument("--language", action="append", default=[], help="only this language; nothing is written")
    parser.add_argument("--each", type=int, default=0, help="how many mutants of a class and language")
    parser.add_argument("--no-rivals", action="store_true", help="our own checks only; nothing is written")
    parser.add_argument("--misses", action="store_true", help="print every miss and every false alarm too")
    options = parser.parse_args()
    # First of all: later, what no mutant changes is kept in memory.
    times = time_of_all(mutants.ROOT)
    catalogs = mutants.material(options.language)
    chosen = [one for one in FAULTS.values() if one.id.startswith(options.fault)]
    made, legit = mutants.generate(catalogs, chosen, each=options.each), mutants.legitimate(catalogs)
    print(f"{len(made)} mutants, {len(legit)} legitimate variants", file=sys.stderr)
    results = examine(mutants.ROOT, catalogs, made, legit)
    print(f"checked in {results.seconds:.0f} s", file=sys.stderr)
    if not options.no_rivals:
        examine_rivals(results, catalogs, mutants.ROOT)
    text = report(results, times)
    if options.fault or options.language or options.no_rivals:
        print(text)
    else:
        OUTPUT.write_text(text, "utf-8")
        print(*results.notes, *targets(results, times), sep="\n")
    if options.misses:
        _print_misses(results)


def _print_misses(results: Results) -> None:
    for row in rows(results):
        for i in missed(results, row.name):
            critical = " critical" if results.mutants[i].critical else ""
            print(f"{results.grades[i]}{critical} {tidy(shape(results.mutants[i]))} {' '.join(results.checks[i])}")
    for mutant, found, checks in zip(results.legit, results.legit_grades, results.legit_checks, strict=True):
        if found != "missed":
            print(f"ALARM {tidy(shape(mutant))}: {', '.join(checks)}")
    for (edition, tag), said in results.clean.items():
        for problem in said:
            print(f"CLEAN {edition} {tag}: {problem}")


if __name__ == "__main__":
    main()
