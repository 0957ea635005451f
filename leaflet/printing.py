"""The commands of a print room: impose. They parse what is typed, call, and print."""

from __future__ import annotations

from pathlib import Path

import click

from leaflet.command import command, exit_by, tell, today
from leaflet.project import Project
from leaflet.report import count_text

SCHEME_NAMES = ("booklet", "2-up", "4-up")


@command
@click.argument("scheme", type=click.Choice(SCHEME_NAMES))
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
def impose(project: Project, scheme: str, files: tuple[Path, ...]) -> None:
    """Place the pages of built PDFs on the sheets of a printing machine, and write them into output/.

    booklet: an edition of more than two pages, for sheets twice its size, folded and stapled in the fold. 2-up, 4-up:
    two or four copies on a sheet, with marks to cut along. No page is ever scaled. Exit status: 0 clean, 1 problems, 2
    usage.

    \b
    Example: large print on Tabloid or A3 sheets; cards, four on each Letter sheet
        leaflet impose booklet output/wound-care/*.large-print.*.pdf
        leaflet impose 4-up output/wound-care/*.quarter-card.quarter-letter.pdf
    """
    from leaflet.schemes import SCHEMES  # noqa: PLC0415
    from leaflet.sheets import impose_files  # noqa: PLC0415

    result = impose_files(project, files, SCHEMES[scheme], today())
    tell(project, result.problems)
    for path, record in result.made.items():
        shown, sides = project.shown(project.output / path), f"{record.pages} side{'' if record.pages == 1 else 's'}"
        click.echo(f"{shown}: {sides} of {record.paper}")
    click.echo(f"{len(result.made)} imposed; {count_text(result.problems)}")
    exit_by(result.problems)
