"""The commands about catalogs and templates: they parse what is typed, call, and print."""

from __future__ import annotations

from typing import Literal

import click

from leaflet.command import command, exit_by, tell, today
from leaflet.project import Project
from leaflet.report import harmless

Format = Literal["text", "json", "html"]
FORMATS: tuple[Format, ...] = ("text", "json", "html")


@command
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
    tell(project, problems)
    exit_by(problems)


@command
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
    tell(project, problems)
    exit_by(problems)


@command
@click.argument("tag")
def add_language(project: Project, tag: str) -> None:
    """Add a language to the project: tell what it needs, make its files, say what is left. Existing files are kept.

    \b
    Example: Haitian Creole
        leaflet add-language ht
    """
    from leaflet.extraction import extract_domains  # noqa: PLC0415
    from leaflet.fonts import read_families  # noqa: PLC0415
    from leaflet.newlanguage import add_language as add  # noqa: PLC0415
    from leaflet.newlanguage import needs  # noqa: PLC0415
    from leaflet.project import find_project  # noqa: PLC0415
    from leaflet.source import read_source  # noqa: PLC0415

    domains, problems = extract_domains(project)
    sources = [read_source(project.source_file(name), name)[0] for name in project.leaflet_ids()]
    files = add(project, tag, domains, [source.leaflet for source in sources if source])
    project = find_project(project.root)
    language = project.language(tag)
    click.echo(f"{language.tag}: {language.english_name}, {language.autonym}")
    for need in needs(language, read_families(project.fonts)):
        click.echo(f"  {need.what}: {'' if need.there else 'MISSING: '}{need.said}")
    click.echo("files:")
    for file in files:
        click.echo(f"  {project.shown(file)}")
    _tell_left(project, tag)
    tell(project, problems)
    exit_by(problems)


def _tell_left(project: Project, tag: str) -> None:
    """Print what is left to do for a language."""
    from leaflet.fonts import read_families  # noqa: PLC0415
    from leaflet.load import load  # noqa: PLC0415
    from leaflet.standings import SignOffs  # noqa: PLC0415
    from leaflet.status import statuses  # noqa: PLC0415

    loaded = load(project, project.leaflet_ids(), [project.language(tag)], read_families(project.fonts))
    signoffs = SignOffs(project, today())
    status = next(each for each in statuses(project, loaded.overview, {}, signoffs) if each.tag == tag)
    left: list[str] = []
    if status.missing or status.fuzzy:
        left.append(f"translate {status.missing + status.fuzzy} of {status.texts} texts, in the .po files")
    lines = [problem for problem in loaded.problems if problem.check == "lexicon"]
    if lines:
        file = project.shown(project.lexicon_file(project.language(tag)))
        left.append(f"fill in {file}: “leaflet check --language {tag}” names the lines that are empty")
    left.append(f"see the page: leaflet build --language {tag}")
    left.append("let another qualified translator and a clinician review it: docs/review.md says how")
    click.echo("left to do:\n" + "\n".join(f"  {number}. {what}" for number, what in enumerate(left, 1)))


@command
def templates(project: Project) -> None:
    """Tell which file wins, for each template and style sheet: the project's own, or the one of the builder.

    A file in the project's templates/ wins over the builder's of the same name.

    \b
    Example: to change what stands above and below each page, copy frame.html into templates/ and edit it
        leaflet templates
    """
    for name, file, hidden in project.all_templates.choices():
        own = file.parent == project.templates
        where = project.shown(file) if own else f"{name} of the builder"
        click.echo(f"{name}: {where}{', in place of that of the builder' if hidden else ''}")


@command
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="html: writes output/index.html.")
def status(project: Project, form: Format) -> None:
    """Tell how far each language is: complete, incomplete, faulty; its problems, its sign-off, its files.

    \b
    Example: for a dashboard
        leaflet status --format json
    """
    from leaflet.fonts import read_families  # noqa: PLC0415
    from leaflet.load import load  # noqa: PLC0415
    from leaflet.manifest import read_manifest  # noqa: PLC0415
    from leaflet.signoff import State  # noqa: PLC0415
    from leaflet.standings import SignOffs  # noqa: PLC0415
    from leaflet.status import status_json, statuses  # noqa: PLC0415
    from leaflet.statuspage import write_index  # noqa: PLC0415

    loaded = load(project, project.leaflet_ids(), project.languages, read_families(project.fonts))
    records, signoffs = read_manifest(project.output), SignOffs(project, today())
    if form == "html":
        click.echo(project.shown(write_index(project, loaded.overview, records, signoffs, project.output)))
        return
    found = statuses(project, loaded.overview, records, signoffs)
    if form == "json":
        click.echo(status_json(found))
        return
    # It takes time to import, which no other command should pay.
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False)
    for heading in ("language", "", "state", "texts", "fuzzy", "missing", "errors", "warnings", "sign-off", "files"):
        is_number = heading in {"texts", "fuzzy", "missing", "errors", "warnings", "files"}
        table.add_column(heading, justify="right" if is_number else "left", no_wrap=True)
    for each in found:
        counts = (each.fuzzy, each.missing, each.errors, each.warnings)
        shown = [f"{each.translated}/{each.texts}", *map(str, counts), each.signed_off, str(len(each.files))]
        table.add_row(each.tag, f"{each.english_name}, {each.autonym}", each.state, *shown)
    console = Console()
    # Cut to a width, a table in a file or a pipe would lose its columns.
    (console if console.is_terminal else Console(width=140)).print(table)
    for each in found:
        for standing in each.signoffs:
            if standing.summary != State.DRAFT:
                click.echo(f"{each.tag}, {standing.leaflet}: {harmless(standing.summary)}")

