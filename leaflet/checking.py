"""The commands about checks: check, checks, acknowledge, reading. They parse what is typed, call, and print."""

from __future__ import annotations

import difflib
import sys
from typing import Literal

import click

from leaflet.command import EXIT_PROBLEMS, command, main, tell, today
from leaflet.problem import Severity, UsageError, has_errors
from leaflet.project import Project
from leaflet.report import Reporter, count_text, github_command, problems_json

Format = Literal["text", "json", "sarif", "github"]
FORMATS: tuple[Format, ...] = ("text", "json", "sarif", "github")


@command
@click.argument("ids", nargs=-1, metavar="[ID]…")
@click.option("--language", "tags", multiple=True, metavar="TAG", help="Only this language; may be repeated.")
@click.option(
    "--severity",
    type=click.Choice([str(severity) for severity in Severity]),
    help="error: tell errors alone. warning: tell all, and let a warning fail the command too.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How problems are told.")
@click.option("--all", "everything", is_flag=True, help="Tell acknowledged warnings too, with who and why.")
def check(
    project: Project, ids: tuple[str, ...], tags: tuple[str, ...], severity: str | None, form: Format, everything: bool
) -> None:
    """Tell every problem of the sources and catalogs, without building anything.

    Exit status: 0 if there is no error, 1 if there is one, 2 for wrong usage. With --severity warning, a warning counts
    as an error does.

    \b
    Example: the Spanish catalogs, for a code host
        leaflet check --language es --format sarif > leaflet.sarif
    """
    from leaflet.checks.registry import rules  # noqa: PLC0415
    from leaflet.fonts import read_families  # noqa: PLC0415
    from leaflet.load import load  # noqa: PLC0415
    from leaflet.sarif import sarif  # noqa: PLC0415

    if everything and form not in {"text", "sarif"}:
        raise UsageError(f"--format {form} cannot tell who acknowledged what", "use --format text or sarif")
    languages = [project.language(tag) for tag in dict.fromkeys(tags)] or project.languages
    loaded = load(project, project.leaflet_ids(ids), languages, read_families(project.fonts))
    problems = [each for each in loaded.problems if severity != Severity.ERROR or each.severity is Severity.ERROR]
    acknowledged = loaded.acknowledged if everything else ()
    if form == "json":
        click.echo(problems_json(problems))
    elif form == "sarif":
        click.echo(sarif(problems, rules(), acknowledged))
    elif form == "github":
        for problem in problems:
            click.echo(github_command(problem))
    else:
        reporter = Reporter(project.root)
        for text in (*map(reporter.text, problems), *map(reporter.acknowledged, acknowledged)):
            click.echo(text)
        click.echo(count_text(problems, loaded.acknowledged))
    if has_errors(problems) or (problems and severity == Severity.WARNING):
        sys.exit(EXIT_PROBLEMS)


@main.command()
@click.argument("check_id", metavar="[ID]", required=False)
@click.option("--markdown", is_flag=True, help="Print all of them as Markdown: docs/checks.md.")
def checks(check_id: str | None, markdown: bool) -> None:
    """List what is checked, or explain one check.

    \b
    Example: what a check finds, and why it matters
        leaflet checks missing-translation
    """
    import leaflet.checks.runner  # noqa: F401, PLC0415
    from leaflet import rulebook  # noqa: PLC0415
    from leaflet.checks.registry import rules  # noqa: PLC0415

    known = {rule.id: rule for rule in rules()}
    if check_id is None:
        click.echo(rulebook.markdown(rules()) if markdown else rulebook.listing(rules()), nl=not markdown)
    elif check_id in known:
        click.echo(rulebook.explanation(known[check_id]))
    else:
        raise _unknown(check_id, list(known))


@command
@click.argument("check_id", metavar="CHECK")
@click.argument("message_id", metavar="MESSAGE_ID")
@click.option("--language", "tag", required=True, metavar="TAG", help="The language of the text.")
@click.option("--leaflet", "leaflet_id", required=True, metavar="ID", help="The leaflet; “handout”: the shared words.")
@click.option("--name", required=True, help="Who looked at the warning: your name.")
@click.option("--reason", required=True, help="Why the text may stay as it is.")
def acknowledge(
    project: Project, check_id: str, message_id: str, tag: str, leaflet_id: str, name: str, reason: str
) -> None:
    """Let a warning stand, by name and with a reason, for exactly the text that it was raised on.

    It returns when the text changes. An error cannot be acknowledged.

    \b
    Example: you have looked at a long translation, and it is right
        leaflet acknowledge length home-care/diet --language es --leaflet wound-care \\
            --name "your name" --reason "Spanish needs the words"
    """
    from leaflet.acknowledge import acknowledge as add  # noqa: PLC0415
    from leaflet.checks.registry import rules  # noqa: PLC0415
    from leaflet.fonts import read_families  # noqa: PLC0415
    from leaflet.load import load  # noqa: PLC0415
    from leaflet.messages import SHARED_DOMAIN  # noqa: PLC0415

    known = [rule.id for rule in rules()]
    if check_id not in known:
        raise _unknown(check_id, known)
    ids = project.leaflet_ids(() if leaflet_id == SHARED_DOMAIN else (leaflet_id,))
    language = project.language(tag)
    settled = load(project, ids, [language], read_families(project.fonts)).settled
    record = {"date": today().isoformat(), "name": name, "reason": reason}
    record |= {"check": check_id, "leaflet": leaflet_id, "message_id": message_id}
    file, count = add(project, settled, language, record)
    click.echo(f"{project.shown(file)}: {count} warning{'s' if count > 1 else ''} acknowledged")


@command
@click.argument("ids", nargs=-1, metavar="[ID]…")
def reading(project: Project, ids: tuple[str, ...]) -> None:
    """Show how hard each section of the English sources is to read: the US school grade, as a range.

    \b
    Example:
        leaflet reading wound-care
    """
    from leaflet.readability import TARGET, measure, section_texts  # noqa: PLC0415
    from leaflet.source import read_source  # noqa: PLC0415

    if project.source_language.locale.language != "en":
        raise UsageError("the formulas are made for English, which is not the source language", "")
    failed = False
    for leaflet_id in project.leaflet_ids(ids):
        file = project.source_file(leaflet_id)
        source, problems = read_source(file, project.shown(file))
        tell(project, problems)
        failed = failed or source is None
        if source is None:
            continue
        click.echo(f"{leaflet_id}: words, sentences, words of the longest sentence, grade (target: {TARGET})")
        for section in source.leaflet.sections:
            found = measure(section_texts(section))
            if found:
                counts = f"{found.words:5} {found.sentences:4} {found.longest:4}"
                mark = "  above the target" if found.lowest > TARGET else ""
                click.echo(f"  {section.id:12} {counts}   {found.lowest:4.1f} to {found.highest:.1f}{mark}")
    if failed:
        sys.exit(EXIT_PROBLEMS)


def _unknown(check_id: str, known: list[str]) -> UsageError:
    near = difflib.get_close_matches(check_id, known, n=1, cutoff=0.5)
    hint = f"did you mean “{near[0]}”?" if near else "“leaflet checks” lists all"
    return UsageError(f"there is no check “{check_id}”", hint)
