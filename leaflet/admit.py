"""Which leaflets may be made, and what their pages say of their sign-off."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from leaflet.language import Language
from leaflet.ledger import Act
from leaflet.loaded import Loaded
from leaflet.mark import DRAFT, Credit, Mark
from leaflet.problem import Location, Problem, by_place, error, warning
from leaflet.project import Project
from leaflet.signoff import Standing, State
from leaflet.standings import SignOffs
from leaflet.tally import Unit

_BANDS = {
    State.DRAFT: "status/band",
    State.TRANSLATED: "status/band",
    State.REVISED: "status/band-revised",
    State.STALE: "status/band-stale",
    State.EXPIRED: "status/band-expired",
}
_CREDITED = (Act.TRANSLATED, Act.REVISED, Act.APPROVED)


def mark_of(standing: Standing) -> Mark:
    """Return what the pages of a leaflet say of its sign-off; ValueError for one that is withdrawn: it has no page."""
    state = standing.state
    if state is State.WITHDRAWN:
        raise ValueError("a leaflet that is withdrawn has no page")
    band, status = _BANDS.get(state), f"status/{state}"
    if state in {State.DRAFT, State.TRANSLATED}:
        return Mark(band, status, DRAFT.statement)
    if state is State.STALE:
        # Whoever approved another text does not answer for this one.
        outdated = standing.approval is not None and (standing.source_changed or not standing.changes)
        return Mark(band, status, "colophon/stale" if outdated else "colophon/draft")
    if not state.is_final:
        return Mark(band, status, None)
    # Names stand only where a text may be handed out: until then, nobody answers for it.
    signed = [standing.signed[act] for act in _CREDITED if act in standing.signed]
    credits = [Credit(f"colophon/{each.act}-by", each.date, each.name, each.qualification) for each in signed]
    if standing.until:
        credits.append(Credit("colophon/review-by", standing.until))
    return Mark(band, status, None, tuple(credits))


@dataclass(frozen=True)
class Admission:
    """Which units may be made, each with where it stands; and why others may not."""

    standings: Mapping[Unit, Standing]
    problems: tuple[Problem, ...]


def admitted(
    project: Project,
    usable: Collection[Unit],
    signoffs: SignOffs,
    leaflet_ids: Sequence[str],
    languages: Sequence[Language],
    *,
    release: bool = False,
    asked: bool = False,
) -> Admission:
    """Return which of the usable units, those without an error, may be made.

    A withdrawn leaflet is never made, nor one whose ledger cannot be believed. release: only what is approved or
    released is made; asked: whether the languages were asked for by name, so that one that is not is an error.
    """
    standings: dict[Unit, Standing] = {}
    problems: list[Problem] = []
    for language in languages:
        found = signoffs.problems(language)
        problems += found
        for leaflet_id in leaflet_ids:
            standing = signoffs.standing(leaflet_id, language)
            problems += _refusals(project, standing, language, release=release and asked)
            is_refused = standing.state is State.WITHDRAWN or (release and not standing.state.is_final)
            if not (found or is_refused) and (leaflet_id, language.tag) in usable:
                standings[leaflet_id, language.tag] = standing
    if release and not asked and not standings:
        what, hint = "nothing is approved, or what was has changed since", "leaflet status says how far each leaflet is"
        problems.append(error("not-released", Location(project.shown(project.content)), what, hint))
    return Admission(standings, tuple(problems))


def admit(
    project: Project,
    loaded: Loaded,
    signoffs: SignOffs,
    leaflet_ids: Sequence[str],
    languages: Sequence[Language],
    *,
    release: bool = False,
    asked: bool = False,
) -> Loaded:
    """Return what was loaded without what may not be made, by the rules of admitted, each leaflet with its mark."""
    found = admitted(project, loaded.leaflets, signoffs, leaflet_ids, languages, release=release, asked=asked)
    leaflets = {
        unit: replace(loaded.leaflets[unit], mark=mark_of(standing)) for unit, standing in found.standings.items()
    }
    return replace(loaded, leaflets=leaflets, problems=tuple(by_place([*loaded.problems, *found.problems])))


def _refusals(project: Project, standing: Standing, language: Language, *, release: bool) -> Iterator[Problem]:
    """Yield why a leaflet is not made; release: whether it must be fit to be handed out."""
    place = Location(project.shown(project.source_file(standing.leaflet)))
    about = {"language": language.tag, "leaflet": standing.leaflet}
    what = f"{standing.leaflet} in {language.tag} is {standing.summary}"
    if standing.state is State.WITHDRAWN:
        yield warning("withdrawn", place, f"{what}: no file is made of it", "sign it anew, or take it out", **about)
    if release and not standing.state.is_final:
        yield error("not-released", place, f"{what}: it cannot be released", "docs/review.md says how", **about)
