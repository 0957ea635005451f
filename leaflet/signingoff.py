"""The commands about sign-off: sign, review, diff. They parse what is typed, call, and print."""

from __future__ import annotations

import datetime

import click

from leaflet import command as clock
from leaflet.command import command, exit_by, tell
from leaflet.problem import Problem, UsageError
from leaflet.project import Project

ACTS = ("translated", "revised", "approved", "released", "withdrawn")
METHODS = ("human", "machine-and-human", "machine")


@command
@click.argument("tag", required=False)
@click.option("--act", type=click.Choice(ACTS), help="What was done.")
@click.option("--name", help="Who did it: the full name.")
@click.option("--role", help="As what: translator, reviser, physician, patient-education office.")
@click.option("--qualification", help="By which right: a certificate, a licence, a degree.")
@click.option("--leaflet", "leaflet_id", metavar="ID", help="Only this leaflet; all, without it.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="When it is to be reviewed again.")
@click.option("--method", type=click.Choice(METHODS), help="How it was translated.")
@click.option("--digest", "sheet", metavar="DIGEST", default="", help="The digest on the review sheet that was signed.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--check", "checking", is_flag=True, help="Prove the ledgers whole, and show them. Signs nothing.")
def sign(
    project: Project,
    tag: str | None,
    act: str | None,
    name: str | None,
    role: str | None,
    qualification: str | None,
    leaflet_id: str | None,
    until: datetime.datetime | None,
    method: str | None,
    sheet: str,
    yes: bool,
    checking: bool,
) -> None:
    """Sign the texts of a language, as they are now, in its ledger: locales/LOCALE/signoffs.toml.

    A text goes from translated to revised, by a second person, to approved, by a clinician, to released. The source
    language has approved and released alone, and comes first. Nothing is signed while there is an error, or a warning
    that nobody has acknowledged. A text that changes afterwards is not signed any more; the signature on the others
    stands. withdrawn takes a leaflet back; withdrawn in the source language, it is withdrawn in all.

    \b
    Example: a second translator has compared every text with the English
        leaflet sign es --act revised --name "your name" --role reviser --qualification "your certificate"
    """
    if checking:
        if act or name or role or qualification or until or method or sheet or yes or leaflet_id:
            raise UsageError("--check signs nothing", "leave out the other options")
        _check(project, tag)
        return
    missing = {"TAG": tag, "--act": act, "--name": name, "--role": role, "--qualification": qualification}
    lacking = [option for option, value in missing.items() if not (value or "").strip()]
    if lacking or tag is None:
        raise UsageError(f"{', '.join(lacking)} is missing", "a signature says who signs what, as what, by which right")
    said = {"act": act, "name": name, "role": role, "qualification": qualification, "method": method}
    _sign(project, tag, leaflet_id, said | {"until": until.date() if until else None}, sheet, yes)


def _sign(
    project: Project, tag: str, leaflet_id: str | None, said: dict[str, object], sheet: str, yes: bool
) -> None:
    from leaflet.fonts import read_families  # noqa: PLC0415
    from leaflet.ledger import Act, Signature  # noqa: PLC0415
    from leaflet.load import load, read_project_lexicon  # noqa: PLC0415
    from leaflet.sheet import make_sheet  # noqa: PLC0415
    from leaflet.signing import prepare  # noqa: PLC0415
    from leaflet.signtext import sheet_lines, signature_text  # noqa: PLC0415
    from leaflet.standings import SignOffs  # noqa: PLC0415

    language = project.language(tag)
    signature = Signature.model_validate(said | {"date": clock.today()})
    ids = project.leaflet_ids((leaflet_id,) if leaflet_id else ())
    signoffs = SignOffs(project, signature.date)
    loaded = load(project, ids, [language], read_families(project.fonts))
    signing = prepare(project, signoffs, loaded, language, ids, signature, sheet)
    if signing.problems:
        tell(project, signing.problems)
        click.echo("nothing is signed: mend the errors; a warning is mended or acknowledged", err=True)
        raise SystemExit(1)
    lexicon, _ = read_project_lexicon(project, language)
    for each in signing.leaflets:
        if each.texts:
            rows = make_sheet(each.texts, signoffs.ledger(language), loaded, lexicon)
            click.echo("\n".join(sheet_lines(rows, each.standing, project.source_language.tag)) + "\n")
        else:
            click.echo(f"{each.standing.leaflet} in {tag}: {each.standing.summary}")
    click.echo(signature_text(signature))
    if not yes and not click.confirm("Sign?"):
        click.echo("nothing is signed")
        raise SystemExit(1)
    file = signing.write(project)
    count = len(signing.leaflets)
    click.echo(f"{project.shown(file)}: {count} record{'' if count == 1 else 's'} added. Commit the file now.")
    if signature.act is Act.WITHDRAWN:
        click.echo("leaflet build takes its files out of output/: run it now, and collect what was printed")


def _check(project: Project, tag: str | None) -> None:
    from leaflet.anchors import unknown_heads, witnessed  # noqa: PLC0415
    from leaflet.history import History  # noqa: PLC0415
    from leaflet.ledger import read_ledger  # noqa: PLC0415
    from leaflet.manifest import read_manifest  # noqa: PLC0415
    from leaflet.signtext import ledger_lines  # noqa: PLC0415

    languages = [project.language(tag)] if tag else project.languages
    source = read_ledger(project, project.source_language)
    problems: list[Problem] = []
    ledgers = [read_ledger(project, language) for language in languages if not language.is_pseudo]
    history = History(project.root)
    for ledger in ledgers:
        commits, gone = witnessed(history, ledger)
        problems += [*ledger.problems, *gone]
        if ledger.lines:
            click.echo("\n".join(ledger_lines(ledger, commits)))
    everyone = [read_ledger(project, language) for language in project.languages]
    records, folder = read_manifest(project.release), project.shown(project.release)
    released = {record.signoff: f"{folder}/{path}" for path, record in records.items()}
    problems += unknown_heads(source, everyone, released)
    tell(project, problems)
    count, verdict = sum(len(ledger.lines) for ledger in ledgers), "NOT whole" if problems else "whole"
    click.echo(f"ledgers: {len(ledgers)}, records: {count}: {verdict}")
    exit_by(problems)


@command
@click.argument("tag")
@click.option("--leaflet", "leaflet_id", metavar="ID", help="Only this leaflet; all, without it.")
def review(project: Project, tag: str, leaflet_id: str | None) -> None:
    """Write the review sheets of a language into output/review/: a PDF to print and sign, and a page for the screen.

    docs/review.md is for the reviewer who gets one. The digest at its foot goes into: leaflet sign --digest

    \b
    Example:
        leaflet review es
    """
    from leaflet.fonts import read_families  # noqa: PLC0415
    from leaflet.load import load  # noqa: PLC0415
    from leaflet.review import review_sheet, write_sheets  # noqa: PLC0415
    from leaflet.standings import SignOffs  # noqa: PLC0415

    language = project.language(tag)
    if language.is_pseudo:
        raise UsageError(f"{tag} is no language that anybody reads", "nobody reviews it")
    ids = project.leaflet_ids((leaflet_id,) if leaflet_id else ())
    families = read_families(project.fonts)
    signoffs = SignOffs(project, clock.today())
    loaded = load(project, ids, [language], families)
    sheets = [review_sheet(project, signoffs, loaded, language, each) for each in ids]
    for file in write_sheets(project, sheets, families):
        click.echo(project.shown(file))


@command
@click.argument("old", metavar="REV1")
@click.argument("new", metavar="[REV2]", required=False)
def diff(project: Project, old: str, new: str | None) -> None:
    """Tell what changed for a reader between two revisions of git, or since one: text by text, in every language.

    Each text is shown as a patient reads it. A translation that stayed as it was while its English changed is told too.

    \b
    Example: since the last release
        leaflet diff v1.0
    """
    from leaflet.report import harmless  # noqa: PLC0415
    from leaflet.revisions import at_revisions, difference_lines, differences  # noqa: PLC0415

    with at_revisions(project, old, new) as projects:
        count = 0
        for line in difference_lines(differences(*projects)):
            click.echo(harmless(line))
            count += 1
    if not count:
        click.echo("nothing that a reader would notice")
