"""How far each language is: what is translated, what is wrong, and which files there are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leaflet.language import Language
from leaflet.loaded import Overview
from leaflet.manifest import Record
from leaflet.problem import Severity
from leaflet.project import Project
from leaflet.signoff import Standing, weakest
from leaflet.standings import SignOffs


@dataclass(frozen=True)
class LanguageStatus:
    """How far a language is.

    state: “complete”, “incomplete” (a text is missing or fuzzy), “faulty” (it has errors) or “unchecked” (complete, as
    far as that goes: this time nobody looked for errors).
    texts: how many there are, those of all leaflets and the shared words; signed_off: how far its sign-off is, that of
    the leaflet that is least far; signoffs: that of each leaflet; files: the paths of its files in output/, each with
    its edition and paper.
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
    signoffs: tuple[Standing, ...]
    files: tuple[tuple[str, str, str], ...]


def statuses(
    project: Project, known: Overview, records: Mapping[str, Record], signoffs: SignOffs
) -> list[LanguageStatus]:
    """Return the status of each language of the project; records: those of output/.

    Texts are counted of the shared words, and of each leaflet whose source has no error.
    """
    return [_status(project, language, known, records, signoffs) for language in project.languages]


def _status(
    project: Project,
    language: Language,
    known: Overview,
    records: Mapping[str, Record],
    signoffs: SignOffs,
) -> LanguageStatus:
    source = project.source_language.tag
    texts = sum(tally.texts for (_, tag), tally in known.tallies.items() if tag == source)
    own = [tally for (_, tag), tally in known.tallies.items() if tag == language.tag]
    translated, fuzzy = sum(tally.translated for tally in own), sum(tally.fuzzy for tally in own)
    standings = tuple(signoffs.standing(leaflet_id, language) for leaflet_id in project.leaflet_ids())
    said = [problem.severity for problem in known.settled.open if problem.language == language.tag]
    errors, missing = said.count(Severity.ERROR), texts - translated - fuzzy
    checked = "complete" if language.tag in known.languages else "unchecked"
    state = "incomplete" if fuzzy or missing else "faulty" if errors else checked
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
        acknowledged=sum(each.problem.language == language.tag for each in known.settled.acknowledged),
        signed_off=weakest([each.state for each in standings]),
        signoffs=standings,
        files=tuple(files),
    )


def _is_of(record: Record, language: Language) -> bool:
    # Sheets are for the printing machine, not for a patient; without a digest, a file was begun and is not finished.
    return record.language == language.tag and record.sha256 != "" and not record.imposition


def _standing_values(standing: Standing) -> dict[str, object]:
    return {
        "leaflet": standing.leaflet,
        "state": standing.state,
        "summary": standing.summary,
        "changed": [{"id": change.id, "what": change.kind} for change in standing.changes],
        "since": standing.since.isoformat() if standing.since else None,
        "review_by": standing.until.isoformat() if standing.until else None,
    }


def status_json(found: Sequence[LanguageStatus]) -> str:
    """Return statuses as JSON: a list of objects.

    The files are objects with path, edition and paper; the sign-offs, with leaflet, state, summary, the texts that have
    changed since the last signature that counts, since which day of the source, and the day of the next review.
    """
    objects = []
    for each in found:
        files = [dict(zip(("path", "edition", "paper"), file, strict=True)) for file in each.files]
        objects.append(
            {name: getattr(each, name) for name in each.__dataclass_fields__}
            | {"files": files, "signoffs": [_standing_values(standing) for standing in each.signoffs]}
        )
    return json.dumps(objects, indent=2, ensure_ascii=False)
