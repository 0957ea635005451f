"""What was found of one domain in one language, as a value that is kept between builds.

A domain is a leaflet, or the shared words. In the source language, it is the source that is examined; in another, the
catalog. What is kept says which problems there are, and the digests of what pages take from the domain: so that neither
has to be read again while the files hold the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from leaflet.digest import digest_value
from leaflet.folders import TEMPLATES
from leaflet.language import Language
from leaflet.loaded import Examined
from leaflet.messages import SHARED_DOMAIN
from leaflet.paired import PairedReader
from leaflet.portable import pack, source_digest, text_digest
from leaflet.problem import Problem
from leaflet.project import Project
from leaflet.tally import Tally, Unit


@dataclass(frozen=True)
class Examination:
    """What was found of a unit.

    problems: all, before it is known which a person let stand; checked: whether the checks went from end to end;
    usable: whether it has no error; parts: the digests of what pages take from it, by name; title, pictograms: of a
    source, its title and the names of the pictograms that its signs name; whole: the digest of the texts that a person
    signs, “” if they cannot be read.
    """

    problems: tuple[Problem, ...]
    checked: bool
    usable: bool
    tally: Tally | None
    parts: Mapping[str, str]
    title: str = ""
    pictograms: tuple[str, ...] = ()
    whole: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return what from_json reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Examination:
        """Return what as_json wrote. KeyError or TypeError if it was written by another version."""
        problems = tuple(Problem.from_json(each) for each in data["problems"])
        tally = data["tally"] and Tally(**data["tally"])
        return cls(**{**data, "problems": problems, "tally": tally, "pictograms": tuple(data["pictograms"])})


def word_part(project: Project, language: Language, message_id: str) -> str:
    """Return the name of a shared word among the parts of a page; that of the source language stands in a template."""
    if language == project.source_language:
        return f"{TEMPLATES}: {message_id}"
    if language.is_pseudo:
        return f"{TEMPLATES} in {language.tag}: {message_id}"
    return f"{project.shown(project.catalog_file(language, SHARED_DOMAIN))}: {message_id}"


def text_part(project: Project, language: Language, leaflet_id: str) -> str:
    """Return the name of what a page takes from the source, or from the catalog, of a leaflet."""
    if language == project.source_language:
        return project.shown(project.source_file(leaflet_id))
    return project.shown(project.catalog_file(language, leaflet_id))


@dataclass(frozen=True)
class Order:
    """Leaflets and languages of a project to examine."""

    project: Project
    leaflet_ids: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """What came of an order: the examinations, the packed leaflets that are usable, and the shared words by tag."""

    found: Mapping[Unit, Examination]
    leaflets: Mapping[Unit, bytes]
    words: Mapping[str, Mapping[str, str]]


def carry_out(order: Order) -> Report:
    """Read and check what is ordered; in a worker."""
    # The checks take a third of a second to import, which a build with nothing to do should not pay.
    from leaflet.fonts import read_families  # noqa: PLC0415
    from leaflet.load import examine  # noqa: PLC0415

    project = order.project
    languages = [project.language(tag) for tag in order.tags]
    found = examine(project, order.leaflet_ids, languages, read_families(project.fonts))
    source = project.source_language
    tags = dict.fromkeys((source.tag, *order.tags))
    units = [(domain, tag) for domain in (SHARED_DOMAIN, *order.leaflet_ids) for tag in tags]
    if source not in languages:
        # The source is read on the way to its translations, but what it is as a page was not asked for.
        units = [unit for unit in units if unit[1] != source.tag]
    problems, reader = _by_unit(project, found.problems), PairedReader(project)
    examined = {unit: _examination(project, unit, found, problems.get(unit, ())) for unit in units}
    return Report(
        {unit: replace(each, whole=_whole(reader, project, unit)) for unit, each in examined.items()},
        {unit: pack(localized) for unit, localized in found.leaflets.items()},
        found.words,
    )


def _by_unit(project: Project, problems: Iterable[Problem]) -> dict[Unit, list[Problem]]:
    found: dict[Unit, list[Problem]] = {}
    for problem in problems:
        unit = (problem.leaflet or SHARED_DOMAIN, problem.language or project.source_language.tag)
        found.setdefault(unit, []).append(problem)
    return found


def _examination(project: Project, unit: Unit, found: Examined, problems: Sequence[Problem]) -> Examination:
    domain, tag = unit
    language = project.language(tag)
    words, localized = found.words.get(tag), found.leaflets.get(unit)
    # In the source language, the shared words stand in templates: they are read, not checked.
    checked = domain in found.checked.get(tag, ())
    about = Examination(tuple(problems), checked, False, found.tallies.get(unit), {})
    if domain == SHARED_DOMAIN:
        parts = {word_part(project, language, name): digest_value(text) for name, text in (words or {}).items()}
        return replace(about, usable=words is not None, parts=parts)
    if localized is None:
        return about
    is_source = language == project.source_language
    part = source_digest(localized) if is_source else text_digest(localized)
    about = replace(about, usable=True, parts={text_part(project, language, domain): part})
    if not is_source:
        return about
    signs = [sign for section in localized.leaflet.sections for sign in section.signs]
    pictograms = tuple(sorted({sign.pictogram for sign in signs if sign.pictogram}))
    return replace(about, title=localized.leaflet.title.text, pictograms=pictograms)


def _whole(reader: PairedReader, project: Project, unit: Unit) -> str:
    domain, language = unit[0], project.language(unit[1])
    if domain == SHARED_DOMAIN or language.is_pseudo:
        return ""
    texts = reader.read(domain, language)
    return texts.digest if texts else ""


def units_of(leaflet_ids: Iterable[str], tags: Iterable[str]) -> Iterator[Unit]:
    """Yield the units of leaflets in languages, the shared words first."""
    every = list(tags)
    for domain in (SHARED_DOMAIN, *leaflet_ids):
        for tag in every:
            yield domain, tag
