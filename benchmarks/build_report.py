"""The report of bench_build: its figures as build.md, and the plot of time against number as build.svg."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib import pyplot

if TYPE_CHECKING:
    from benchmarks.bench_build import Watch

_HALF_A_MILLION = 500_000


@dataclass
class Figures:
    """What was measured; rates are documents a second, by way; times are seconds, those of stages milliseconds."""

    machine: str
    off: Any = None
    on: Any = None
    corpus: Any = None
    rates: dict[str, float] = field(default_factory=dict)
    stages: dict[str, float] = field(default_factory=dict)
    start_up: dict[str, float] = field(default_factory=dict)
    peaks: list[float] = field(default_factory=list)
    nothing: list[float] = field(default_factory=list)
    one_message: list[float] = field(default_factory=list)


def _whole(watch: Watch) -> float:
    """Return the documents a second of a build, its checks and its start included."""
    return watch.done[-1][0] / watch.done[-1][1]


def _making(watch: Watch) -> float:
    """Return the documents a second of a build once its checks are done: warm, after the first files."""
    (first, begun), (last, ended) = watch.done[len(watch.done) // 10], watch.done[-1]
    return (last - first) / (ended - begun)


def write_report(figures: Figures, report: Path, plot: Path) -> None:
    """Write the report and the plot."""
    slope, offset, fit = _line(figures.corpus, plot)
    base = figures.rates["`weasyprint` once a file"]
    ways = {
        **figures.rates,
        "`leaflet build`, proofs off, making": _making(figures.off),
        "`leaflet build`, proofs on, making": _making(figures.on),
        "`leaflet build`, proofs off, whole process with all checks": _whole(figures.off),
        "`leaflet build`, proofs on, whole process with all checks": _whole(figures.on),
    }
    rows = "\n".join(f"| {way} | {rate:.2f} | {1000 / rate:.0f} | {rate / base:.1f}× |" for way, rate in ways.items())
    peaks = figures.peaks
    growth = 100 * (peaks[-1] / peaks[0] - 1)
    typst = ways["Typst in process, one core"] / _making(figures.off)
    hours = _HALF_A_MILLION * slope / 3600
    count = figures.corpus.done[-1][0]
    stages = "\n".join(f"| {stage} | {spent:.0f} |" for stage, spent in figures.stages.items())
    imports = "\n".join(f"| {what} | {spent:.0f} |" for what, spent in figures.start_up.items())
    nothing, one = figures.nothing, figures.one_message
    sample, refused = figures.on.done[-1][0], figures.on.refused + figures.corpus.refused
    report.write_text(
        f"""# The build, measured

Made by `make bench`; do not edit. {figures.machine}.

Two times are compared only within one run. The corpus is made from a seed (leaflets.py): leaflets of varied length,
each in 12 languages of all scripts, as handout on Letter paper. The sample that all ways make has {sample} documents of
it; the command made some of these. The others set each document once, at the roomiest type; ours takes as many tries as
it takes to fit. Of all that was made, the proofs refused {refused}.

## Against other ways

| way | documents a second | ms a document | against the command |
|---|--:|--:|--:|
{rows}

“Making” is the time of the files alone, on all cores; the whole process has the reading and the checks of all sources
and catalogs besides. Typst, on one core, is {typst:.1f} times as fast as our making with proofs off: its files have no
proofs, and its layout is much simpler.

| figure | asked | reached |
|---|--:|--:|
| against the command, proofs off | 14× | {_making(figures.off) / base:.1f}× |
| against the command, proofs on | 9× | {_making(figures.on) / base:.1f}× |
| nothing to do, {count} PDFs, whole process, median | under 1 s | {statistics.median(nothing):.2f} s |
| the same, fastest | | {min(nothing):.2f} s |
| one message changed, median | under 1.5 s | {statistics.median(one):.2f} s |
| the same, fastest | | {min(one):.2f} s |
| memory of a worker, the most | 150 MB | {max(*peaks, *(each[1] for each in figures.corpus.peaks)):.0f} MB |
| the same, of one worker, Arabic alone: from document 100 to {100 * len(peaks):,} | within 5 % | {growth:+.1f} % |

## Time against number

![time against number of documents](build.svg)

A straight line (r² = {fit:.4f}): {1000 * slope:.0f} ms a document, after {offset:.0f} s of checks. Half a million
documents would take {hours:.1f} hours on this machine by that line; they were not made.

## Where the time goes

Processor time of a document, in one process, milliseconds:

| stage | ms |
|---|--:|
{stages}

Start of a process, milliseconds:

| imported | ms |
|---|--:|
{imports}
""",
        "utf-8",
    )


def _line(watch: Watch, plot: Path) -> tuple[float, float, float]:
    """Draw time against number; return seconds a document, the offset, and how straight the line is (r²)."""
    numbers, times = [float(n) for n, _ in watch.done], [t for _, t in watch.done]
    slope, offset = statistics.linear_regression(numbers, times)
    fit = statistics.correlation(numbers, times) ** 2
    # The same figures give the same file.
    mpl.rcParams["svg.hashsalt"] = "leaflet"
    figure, axes = pyplot.subplots(figsize=(6, 3.5))
    axes.plot(numbers, times, linewidth=1.5)
    axes.set_xlabel("documents")
    axes.set_ylabel("seconds")
    axes.set_xlim(0)
    axes.set_ylim(0)
    figure.tight_layout()
    figure.savefig(plot, metadata={"Date": None})
    pyplot.close(figure)
    return slope, offset, fit
