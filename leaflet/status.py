"""How far each language is: what is translated, what is wrong, and which files there are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from leaflet.acknowledge import Settled
from leaflet.language import Language
from leaflet.manifest import Record
from leaflet.problem import Severity
from leaflet.project import Project
from leaflet.tally import Tally, Unit


@dataclass(frozen=True)
class LanguageStatus:
    """How far a language is. state: “complete”, “incomplete” (a text is missing or fuzzy) or “faulty” (it has errors).

    texts: how many there are, those of all leaflets and the shared words; files: the paths of its files in output/,
    each with its edition and paper.
    """

    tag: str
    autonym: str
    english_name: str
    direction: str
    state: str
    texts: int
    translated: int
    fuzzy: int
    missing: int
    errors: int
    warnings: int
    acknowledged: int
    signed_off: str
    files: tuple[tuple[str, str, str], ...]


def statuses(
    project: Project, settled: Settled, tallies: Mapping[Unit, Tally], records: Mapping[str, Record]
) -> list[LanguageStatus]:
    """Return the status of each language of the project; records: those of output/.

    tallies: of the shared words and of each leaflet whose source has no error.
    """
    return [_status(project, language, settled, tallies, records) for language in project.languages]


def _status(
    project: Project,
    language: Language,
    settled: Settled,
    tallies: Mapping[Unit, Tally],
    records: Mapping[str, Record],
) -> LanguageStatus:
    source = project.source_language.tag
    texts = sum(tally.texts for (_, tag), tally in tallies.items() if tag == source)
    own = [tally for (_, tag), tally in tallies.items() if tag == language.tag]
    translated, fuzzy = sum(tally.translated for tally in own), sum(tally.fuzzy for tally in own)
    said = [problem.severity for problem in settled.open if problem.language == language.tag]
    errors, missing = said.count(Severity.ERROR), texts - translated - fuzzy
    state = "incomplete" if fuzzy or missing else "faulty" if errors else "complete"
    files = sorted((path, record.edition, record.paper) for path, record in records.items() if _is_of(record, language))
    return LanguageStatus(
        tag=language.tag,
        autonym=language.autonym,
        english_name=language.english_name,
        direction=language.direction,
        state=state,
        texts=texts,
        translated=translated,
        fuzzy=fuzzy,
        missing=missing,
        errors=errors,
        warnings=said.count(Severity.WARNING),
        acknowledged=sum(each.problem.language == language.tag for each in settled.acknowledged),
        signed_off="draft",
        files=tuple(files),
    )


def _is_of(record: Record, language: Language) -> bool:
    # A record without a digest is of a file that was begun, and not finished.
    return record.language == language.tag and record.sha256 != ""


def status_json(found: Sequence[LanguageStatus]) -> str:
    """Return statuses as JSON: a list of objects, the files as objects with path, edition and paper."""
    objects = []
    for each in found:
        files = [dict(zip(("path", "edition", "paper"), file, strict=True)) for file in each.files]
        objects.append(asdict(each) | {"files": files})
    return json.dumps(objects, indent=2, ensure_ascii=False)
