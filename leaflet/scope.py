"""What a build is asked for: which files, of which leaflets, in which languages, editions and papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leaflet.edition import PAPERS, Edition, Paper, chosen_editions
from leaflet.language import Language
from leaflet.project import PaperName, Project


@dataclass(frozen=True)
class Job:
    """One file to make."""

    leaflet_id: str
    language: Language
    edition: Edition
    paper: Paper

    @property
    def path(self) -> str:
        """The file's path in the output folder."""
        name = f"{self.leaflet_id}.{self.language.tag}.{self.edition.name}.{self.paper.name}.pdf"
        return f"{self.leaflet_id}/{name}"


@dataclass(frozen=True)
class Scope:
    """What a build is asked for; everything: whether that is all that the settings name."""

    leaflet_ids: tuple[str, ...]
    languages: tuple[Language, ...]
    forms: tuple[tuple[Edition, Paper], ...]
    everything: bool

    @property
    def jobs(self) -> Iterator[Job]:
        """All files, language by language: so a worker reads the fonts of each once."""
        for language in self.languages:
            for leaflet_id in self.leaflet_ids:
                for edition, paper in self.forms:
                    yield Job(leaflet_id, language, edition, paper)


def scope_of(
    project: Project,
    leaflet_ids: Sequence[str] = (),
    tags: Sequence[str] = (),
    papers: Sequence[PaperName] = (),
    edition_names: Sequence[str] = (),
) -> Scope:
    """Return the scope of the leaflets, languages, papers and editions named: all of the settings, where none is.

    UsageError for a name that the project does not know.
    """
    formats = [PAPERS[name] for name in dict.fromkeys(papers)] or [PAPERS[name] for name in project.settings.papers]
    return Scope(
        project.leaflet_ids(tuple(leaflet_ids)),
        tuple(project.language(tag) for tag in dict.fromkeys(tags)) or project.languages,
        tuple((edition, paper) for edition in chosen_editions(project, tuple(edition_names)) for paper in formats),
        everything=not (leaflet_ids or tags or papers or edition_names),
    )
