"""Takes back from output/release/ what must not be handed out any more."""

from __future__ import annotations

from leaflet.files import remove_file
from leaflet.manifest import read_manifest, write_manifest
from leaflet.project import Project
from leaflet.standings import SignOffs


def recall(project: Project, signoffs: SignOffs) -> list[str]:
    """Remove from output/release/ what is not approved any more, as it is; return the paths, from the project's folder.

    Whatever a build makes: nothing that was withdrawn, changed or is past its review date may lie there.
    """
    known = {language.tag: language for language in project.languages}
    records = read_manifest(project.release)
    gone = []
    for path, record in records.items():
        language = known.get(record.language)
        standing = signoffs.standing(record.leaflet, language) if language else None
        if standing is None or not standing.state.is_final or signoffs.problems(language or project.source_language):
            remove_file(project.release / path)
            gone.append(path)
    if gone:
        write_manifest(project.release, {path: record for path, record in records.items() if path not in gone})
    return [project.shown(project.release / path) for path in gone]
