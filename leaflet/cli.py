"""The `leaflet` command: it parses what is typed, calls, and prints."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

# Importing the commands registers them.
from leaflet import cataloging, checking, printing, signingoff
from leaflet.command import command, exit_by, main, tell, today
from leaflet.edition import PAPERS
from leaflet.problem import Problem
from leaflet.project import Project
from leaflet.report import count_text
from leaflet.settings import PaperName

__all__ = ["cataloging", "checking", "main", "printing", "signingoff"]


@command
@click.argument("ids", nargs=-1, metavar="[ID]…")
@click.option("--language", "tags", multiple=True, metavar="TAG", help="Only this language; may be repeated.")
@click.option("--paper", "papers", multiple=True, type=click.Choice(sorted(PAPERS)), help="Only this paper.")
@click.option("--edition", "editions", multiple=True, metavar="NAME", help="Only this edition; may be repeated.")
@click.option("--press", is_flag=True, help="Make beside each PDF one for a printing press.")
@click.option("--release", is_flag=True, help="Only what is approved, as it is now, into output/release/.")
@click.option("--dry-run", is_flag=True, help="Tell what would be built, and why; build nothing.")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="How many to build with here; a core has one.")
@click.option("--scheduler", metavar="ADDRESS", help="Build on the cluster of this Dask scheduler: tcp://host:8786.")
def build(
    project: Project,
    ids: tuple[str, ...],
    tags: tuple[str, ...],
    papers: tuple[PaperName, ...],
    editions: tuple[str, ...],
    press: bool,
    release: bool,
    dry_run: bool,
    workers: int | None,
    scheduler: str | None,
) -> None:
    """Build leaflets into output/: all, or those named, in the editions of the settings or those named.

    Only what is not what the sources say now is built. A language with an error gets no file; the others are built.
    Each page says how far its sign-off is. With --release, a language that is asked for and is not approved is an
    error. Exit status: 0 clean, 1 problems, 2 usage.

    \b
    Example: one leaflet in Spanish and Arabic, on A4
        leaflet build wound-care --language es --language ar --paper a4
    """
    from leaflet import build as builder  # noqa: PLC0415
    from leaflet.crews import Crews  # noqa: PLC0415
    from leaflet.scope import scope_of  # noqa: PLC0415

    wanted = scope_of(project, ids, tags, papers, editions, press=press, release=release)
    # What is asked to end ends as by Ctrl-C: nothing half done is left.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with Crews(scheduler, workers) as crews, _progress() as progress:
        if dry_run:
            steps, problems = builder.plan(wanted, crews, today=today())
            for step in steps:
                click.echo(f"{project.shown(wanted.output / step.job.path)}: {'; '.join(step.reasons)}")
            tell(project, problems)
            click.echo(f"{len(steps)} to be built; {count_text(problems)}")
            exit_by(problems)
            return
        result = builder.build(wanted, crews, progress, today=today())
    for path in result.removed:
        click.echo(f"removed {path}")
    tell(project, result.problems)
    made = f"{len(result.made)} file{'' if len(result.made) == 1 else 's'}"
    click.echo(f"{made} in {project.shown(wanted.output)}/; {count_text(result.problems)}")
    exit_by(result.problems)


@command
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
def verify(project: Project, files: tuple[Path, ...]) -> None:
    """Tell whether files are ones that were built here: whole, and what the sources say today.

    The files may lie anywhere: on a shared drive, in a mail. Exit status: 0 if all are, 1 if one is not.

    \b
    Example:
        leaflet verify ~/Downloads/wound-care.es.handout.a4.pdf
    """
    from leaflet.verify import Verifier  # noqa: PLC0415

    verifier = Verifier(project, today())
    problems: list[Problem] = []
    for file in files:
        verdict = verifier.verify(file)
        problems += verdict.problems
        if verdict.record and not verdict.problems:
            record = verdict.record
            imposed = f", {record.imposition}" if record.imposition else ""
            on = f" on {record.paper}" if record.paper else ""
            what = f"{record.leaflet} in {record.language}, {record.edition}{imposed}{on}"
            click.echo(f"{file}: {what}: as built, current")
    tell(project, problems)
    exit_by(problems)


@command
def schema(project: Project) -> None:
    """Print the JSON Schema of a leaflet's source, for editors that check and complete YAML.

    \b
    Example:
        leaflet schema > docs/leaflet.schema.json
    """
    from leaflet.model import json_schema  # noqa: PLC0415

    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@contextmanager
def _progress() -> Iterator[Callable[[str, str, int, int], None]]:
    """Yield what shows progress: a bar on a terminal, a line for each file that is made elsewhere."""
    if not sys.stderr.isatty():
        yield lambda what, name, done, total: (
            click.echo(f"[{done + 1}/{total}] {name}", err=True) if what == "make" else None
        )
        return
    # It takes time to import, which a build whose steps nobody watches should not pay.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskID,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def show(what: str, name: str, done: int, total: int) -> None:
            # Each kind of work has an estimate of its own.
            if what not in tasks:
                tasks[what] = bar.add_task("", total=total)
            bar.update(tasks[what], description=f"{what} {name}", completed=done + 1, total=total)

        yield show
