"""What all commands share: the group that they belong to, their project, how problems are told, and the exit status."""

from __future__ import annotations

import atexit
import datetime
import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from leaflet.problem import LeafletError, Problem, UsageError, has_errors
from leaflet.project import Project, find_project
from leaflet.report import Reporter, error_text

EXIT_PROBLEMS, EXIT_USAGE = 1, 2


class _Group(click.Group):
    """A group of commands in which a LeafletError is a message and an exit status, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except LeafletError as fault:
            click.echo(error_text(fault), err=True)
            ctx.exit(EXIT_USAGE if isinstance(fault, UsageError) else EXIT_PROBLEMS)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--project", "folder", type=click.Path(path_type=Path), default=".", help="The project's folder.")
@click.version_option(package_name="leaflet")
@click.pass_context
def main(ctx: click.Context, folder: Path) -> None:
    """Build printable, multilingual patient leaflets.

    \b
    Example: build every leaflet in every language
        leaflet build
    """
    ctx.obj = folder
    atexit.register(_end_soon)


def _end_soon() -> None:
    """Spare Python's last search for garbage: it takes nearly a tenth of a second, and all of it ends anyway."""
    # These say of what is not collected that it leaked.
    if not {"pikepdf", "zxingcpp"} & sys.modules.keys():
        gc.freeze()


def command(function: Callable[..., None]) -> click.Command:
    """Register a command that gets the project that the user stands in."""

    @click.pass_context
    def run(ctx: click.Context, /, **options: Any) -> None:
        function(find_project(ctx.obj), **options)

    run.__doc__ = function.__doc__
    run.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
    return main.command(function.__name__.replace("_", "-"))(run)


def tell(project: Project, problems: Sequence[Problem]) -> None:
    """Print problems as text, where messages go."""
    reporter = Reporter(project.root)
    for problem in problems:
        click.echo(reporter.text(problem), err=True)


def today() -> datetime.date:
    """Return the day, where the computer stands. What computes by it is given it: only commands ask."""
    return datetime.datetime.now().astimezone().date()


def exit_by(problems: Sequence[Problem]) -> None:
    """End the program as it ends where there is an error, if there is one."""
    if has_errors(problems):
        sys.exit(EXIT_PROBLEMS)
