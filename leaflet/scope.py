"""What a build is asked for: which files, of which leaflets, in which languages, editions and papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from leaflet.edition import PAPERS, Edition, Paper, chosen_editions
from leaflet.job import Job
from leaflet.language import Language
from leaflet.project import Project
from leaflet.settings import PaperName


@dataclass(frozen=True)
class Scope:
    """What a build is asked for.

    forms: each edition, what it is made on (None: a page for a browser), and whether for a press; everything: whether
    that is all that the settings name; release: whether only what is approved is made, into output/release/;
    by_language: whether languages were asked for by name, so that one that cannot be released is an error.
    """

    project: Project
    leaflet_ids: tuple[str, ...]
    languages: tuple[Language, ...]
    forms: tuple[tuple[Edition, Paper | None, bool], ...]
    everything: bool
    release: bool = False
    by_language: bool = False

    @property
    def output(self) -> Path:
        """The folder that the files go to."""
        return self.project.release if self.release else self.project.output

    @property
    def jobs(self) -> Iterator[Job]:
        """All files, language by language: so a worker reads the fonts of each once."""
        for language in self.languages:
            for leaflet_id in self.leaflet_ids:
                for edition, paper, press in self.forms:
                    # There is no translation to stand beside the source itself.
                    if not edition.bilingual or language != self.project.source_language:
                        yield Job(leaflet_id, language, edition, paper, press)


def scope_of(
    project: Project,
    leaflet_ids: Sequence[str] = (),
    tags: Sequence[str] = (),
    papers: Sequence[PaperName] = (),
    edition_names: Sequence[str] = (),
    *,
    press: bool = False,
    release: bool = False,
) -> Scope:
    """Return the scope of the leaflets, languages, papers and editions named: all of the settings, where none is.

    press: whether beside each PDF one is made for a printing press; release: as in Scope. UsageError for a name that
    the project does not know.
    """
    formats = [PAPERS[name] for name in dict.fromkeys(papers)] or [PAPERS[name] for name in project.settings.papers]
    ids = project.leaflet_ids(tuple(leaflet_ids))
    languages = tuple(project.language(tag) for tag in dict.fromkeys(tags)) or project.languages
    chosen = chosen_editions(project, tuple(edition_names))
    forms = tuple((edition, *form) for edition in chosen for form in _forms(edition, formats, press))
    everything = not (leaflet_ids or tags or papers or edition_names)
    return Scope(project, ids, languages, forms, everything, release, by_language=bool(tags))


def _forms(edition: Edition, formats: Sequence[Paper], press: bool) -> Iterator[tuple[Paper | None, bool]]:
    """Yield what an edition is made on, and whether for a press: a page for a browser is made once, on no paper."""
    if edition.is_web:
        yield None, False
        return
    for paper in formats:
        yield from ((paper.part(edition.parts), kind) for kind in ((False, True) if press else (False,)))
