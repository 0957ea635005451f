"""The `leaflet` command: it parses what is typed, calls, and prints."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from leaflet.edition import PAPERS
from leaflet.problem import LeafletError, Problem, UsageError, has_errors
from leaflet.project import PaperName, Project, find_project
from leaflet.report import count_text, error_text, problem_text

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


def _command(function: Callable[..., None]) -> click.Command:
    """Register a command that gets the project that the user stands in."""

    @click.pass_context
    def run(ctx: click.Context, /, **options: Any) -> None:
        function(find_project(ctx.obj), **options)

    run.__doc__ = function.__doc__
    run.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
    return main.command(function.__name__.rstrip("_"))(run)


@_command
@click.argument("ids", nargs=-1, metavar="[ID]…")
@click.option("--language", "tags", multiple=True, metavar="TAG", help="Only this language; may be repeated.")
@click.option("--paper", "papers", multiple=True, type=click.Choice(sorted(PAPERS)), help="Only this paper.")
def build(project: Project, ids: tuple[str, ...], tags: tuple[str, ...], papers: tuple[PaperName, ...]) -> None:
    """Build the PDFs of leaflets into output/: all, or those named.

    A language with an error gets no PDF; the others are built. Exit status: 0 clean, 1 problems, 2 usage.

    \b
    Example: one leaflet in Spanish and Arabic, on A4
        leaflet build wound-care --language es --language ar --paper a4
    """
    # The renderer takes half a second to import, which no other command should pay.
    from leaflet.build import build as run  # noqa: PLC0415

    with _progress() as progress:
        result = run(project, ids, tags, papers, progress)
    for path in result.removed:
        click.echo(f"removed {project.shown(project.output / path)}")
    _report(result.problems)
    made = f"{len(result.made)} PDF{'' if len(result.made) == 1 else 's'}"
    click.echo(f"{made} in {project.shown(project.output)}/; {count_text(result.problems)}")
    _exit(result.problems)


@_command
def extract(project: Project) -> None:
    """Write the catalog templates (POT) of all leaflets and of the shared words into locales/.

    \b
    Example:
        leaflet extract
    """
    from leaflet.extraction import extract_domains, write_templates  # noqa: PLC0415

    domains, problems = extract_domains(project)
    for file in write_templates(project, domains):
        click.echo(project.shown(file))
    _report(problems)
    _exit(problems)


@_command
@click.argument("tag")
def init(project: Project, tag: str) -> None:
    """Add a language to the project: its catalogs, to be filled in by a translator. Existing ones are kept.

    \b
    Example: Haitian Creole
        leaflet init ht
    """
    from leaflet.extraction import add_language, extract_domains, update_catalogs  # noqa: PLC0415

    language = add_language(project, tag)
    domains, problems = extract_domains(project)
    for file in update_catalogs(project, language, domains):
        click.echo(project.shown(file))
    _report(problems)
    _exit(problems)


@_command
@click.option("--language", "tags", multiple=True, metavar="TAG", help="Only this language; may be repeated.")
def update(project: Project, tags: tuple[str, ...]) -> None:
    """Bring the catalogs up to date with the sources. No translation is lost.

    A text whose English changed keeps its translation, marked as fuzzy, with the English that it translates.

    \b
    Example:
        leaflet update --language es
    """
    from leaflet.extraction import extract_domains, update_catalogs, write_templates  # noqa: PLC0415

    languages = [project.language(tag) for tag in tags] or project.languages
    domains, problems = extract_domains(project)
    write_templates(project, domains)
    for language in languages:
        if language != project.source_language:
            for file in update_catalogs(project, language, domains):
                click.echo(project.shown(file))
    _report(problems)
    _exit(problems)


@_command
def schema(project: Project) -> None:
    """Print the JSON Schema of a leaflet's source, for editors that check and complete YAML.

    \b
    Example:
        leaflet schema > docs/leaflet.schema.json
    """
    from leaflet.model import json_schema  # noqa: PLC0415

    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


def _report(problems: tuple[Problem, ...] | list[Problem]) -> None:
    for problem in problems:
        click.echo(problem_text(problem), err=True)


def _exit(problems: tuple[Problem, ...] | list[Problem]) -> None:
    if has_errors(problems):
        sys.exit(EXIT_PROBLEMS)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Yield what shows progress: a bar on a terminal, a line for each file elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda path, done, total: click.echo(f"[{done + 1}/{total}] {path}", err=True)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda path, done, total: bar.update(task, description=path, completed=done, total=total)
