"""Every check fires on its faults and stays silent on near-misses: tests/data/checks/<id>.toml lists both.

A case changes one thing of this project's own sources and catalogs, which are clean:

    [[fires]]                     # or [[silent]]: a near-miss
    name = "why"
    language = "es"               # whose catalog; "es" where it is not said
    domain = "handout"            # the catalog; the leaflet's where it is not said
    texts = {"summary" = "…"}     # these translations instead of the catalog's
    replace = [["old", "new"]]    # in the text of the catalog's file; the first that stands there
    source = [["old", "new"]]     # in the leaflet's source; the catalogs stay as they are
    lexicon = [["old", "new"]]    # in the language's lexicon (of a check of sources: the source language's)
    encoding = "utf-16"           # of the catalog's file, as written to the disk

A file about a fault that only one language can have says why: one-language = "only Chinese has two scripts".
"""

from __future__ import annotations

import dataclasses
import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, ROOT

from leaflet.catalog import read_catalog
from leaflet.checks import runner
from leaflet.checks.registry import Check, Finding, checks
from leaflet.checks.subject import Domain, SourceText, TranslatedCatalog
from leaflet.fonts import FontFamily, FontSet, font_set, read_families
from leaflet.language import Language
from leaflet.lexicon import Lexicon, read_lexicon
from leaflet.load import extracted_texts, shared_domain, source_domain, translated_catalog
from leaflet.localize import identity
from leaflet.messages import SHARED_DOMAIN
from leaflet.pictograms import read_pictograms
from leaflet.problem import Problem
from leaflet.project import find_project
from leaflet.source import Source, read_source

PROJECT = find_project(ROOT)
ID = "cervical-insufficiency"
FOLDER = DATA / "checks"
KEYS = {"name", "language", "domain", "texts", "replace", "source", "lexicon", "encoding"}
CHECKS = {check.id: check for check in checks()}

Case = dict[str, Any]
# What a case found: each problem's message, and the message's id.
Found = list[tuple[str, str | None]]


def read_cases(check_id: str) -> dict[str, Any]:
    file = FOLDER / f"{check_id}.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}


def all_cases() -> Iterator[Any]:
    for file in sorted(FOLDER.glob("*.toml")):
        for kind in ("fires", "silent"):
            for case in read_cases(file.stem).get(kind, ()):
                yield pytest.param(file.stem, kind, case, id=f"{file.stem}-{kind}-{case.get('name')}")


@pytest.mark.parametrize(("check_id", "kind", "case"), list(all_cases()))
def test_a_check_fires_on_its_faults_alone(check_id: str, kind: str, case: Case, tmp_path: Path) -> None:
    assert case.keys() <= KEYS, f"unknown keys in the case: {sorted(case.keys() - KEYS)}"
    found = run(check_id, case, tmp_path)
    if kind == "silent":
        assert found == [], f"{check_id} fires on a near-miss: {found}"
    else:
        wanted = set(case.get("texts", ()))
        ids = [message_id for _, message_id in found]
        assert found, f"{check_id} does not fire"
        assert not wanted or wanted & set(ids), f"{check_id} fires for {ids}, not for {sorted(wanted)}: {found}"


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_every_check_has_cases_of_both_kinds(check: Check) -> None:
    cases = read_cases(check.id)
    for kind in ("fires", "silent"):
        assert len(cases.get(kind, ())) >= 2, f"tests/data/checks/{check.id}.toml needs two [[{kind}]]"
    if check.subject != "SourceText" and "one-language" not in cases:
        languages = {case.get("language", "es") for case in (*cases["fires"], *cases["silent"])}
        assert len(languages) >= 2, f"the cases of {check.id} are of one language"


def test_there_are_checks_and_cases_belong_to_one() -> None:
    assert len(CHECKS) > 10
    assert runner.MODULES
    unknown = {file.stem for file in FOLDER.glob("*.toml")} - set(CHECKS)
    assert unknown == set()


def run(check_id: str, case: Case, folder: Path) -> Found:
    """Return what a check finds in a case."""
    check = CHECKS.get(check_id)
    language = PROJECT.language(case.get("language", "es"))
    if check and check.subject == "SourceText":
        english, _ = edited_lexicon(PROJECT.source_language, case, folder)
        source, problems = edited_source(case, folder)
        if source is None:
            pytest.fail(f"the source cannot be read: {problems}")
        names = frozenset(PROJECT.facility.values)
        extracted = extracted_texts(PROJECT, ID)
        pictograms = frozenset(read_pictograms(PROJECT.pictograms))
        return findings(check, SourceText(source, names, PROJECT.source_language, english, extracted, pictograms))
    lexicon, problems = edited_lexicon(language, case, folder)
    subject, found = translated(case, language, lexicon, folder)
    problems = [*problems, *found]
    if check is None or subject is None:
        return [(problem.message, problem.message_id) for problem in problems if problem.check == check_id]
    return findings(check, subject)


def findings(check: Check, subject: SourceText | TranslatedCatalog) -> Found:
    if check.subject != "Translation":
        return [(finding.message, finding.message_id) for finding in told(check, subject)]
    assert isinstance(subject, TranslatedCatalog)
    return [
        (finding.message, finding.message_id or message_id)
        for message_id, translation in subject.translations.items()
        for finding in told(check, translation)
    ]


def told(check: Check, subject: Any) -> Iterator[Finding]:
    """Yield a check's findings, each of which says what is wrong and what to do."""
    for finding in check.find(subject):
        assert finding.message, check.id
        assert finding.hint, f"{check.id} gives no hint: {finding.message}"
        yield finding


def translated(
    case: Case, language: Language, lexicon: Lexicon, folder: Path
) -> tuple[TranslatedCatalog | None, list[Problem]]:
    domain = domain_of(case, folder)
    original = PROJECT.catalog_file(language, domain.name)
    # In folders as the project has them: a check may compare the file's place with what it says.
    file = folder / original.relative_to(PROJECT.root)
    file.parent.mkdir(parents=True, exist_ok=True)
    text = replaced(original.read_text("utf-8"), case.get("replace", ()), original.name)
    file.write_bytes(text.encode(case.get("encoding", "utf-8")))
    catalog, problems = read_catalog(file, PROJECT.shown(original))
    if catalog is None:
        return None, problems
    texts = case.get("texts", {})
    unknown = texts.keys() - catalog.entries.keys()
    assert not unknown, f"no such messages in {original.name}: {sorted(unknown)}"
    entries = {
        name: dataclasses.replace(entry, text=texts.get(name, entry.text)) for name, entry in catalog.entries.items()
    }
    catalog = dataclasses.replace(catalog, entries=entries)
    words = shared_words(language)
    fonts = fonts_of(language)
    return translated_catalog(domain, catalog, language, lexicon, PROJECT.facility, words, fonts), problems


def domain_of(case: Case, folder: Path) -> Domain:
    english = clean_lexicon(PROJECT.source_language)
    if case.get("domain", ID) == SHARED_DOMAIN:
        return shared_domain(PROJECT, english)
    source, problems = edited_source(case, folder)
    if source is None:
        pytest.fail(f"the source cannot be read: {problems}")
    return source_domain(source, PROJECT.source_language, english)


def edited_source(case: Case, folder: Path) -> tuple[Source | None, list[Problem]]:
    if not case.get("source"):
        return clean_source(), []
    original = PROJECT.source_file(ID)
    file = folder / original.name
    file.write_text(replaced(original.read_text("utf-8"), case["source"], original.name), "utf-8")
    return read_source(file, PROJECT.shown(original))


def edited_lexicon(language: Language, case: Case, folder: Path) -> tuple[Lexicon, list[Problem]]:
    if not case.get("lexicon"):
        return clean_lexicon(language), []
    original = PROJECT.lexicon_file(language)
    file = folder / f"{language.identifier}.toml"
    file.write_text(replaced(original.read_text("utf-8"), case["lexicon"], PROJECT.shown(original)), "utf-8")
    return read_lexicon(file, PROJECT.shown(original), language)


def replaced(text: str, pairs: list[tuple[str, str]], name: str) -> str:
    for old, new in pairs:
        assert old in text, f"{old!r} does not stand in {name}"
        text = text.replace(old, new, 1)
    return text


@functools.cache
def clean_source() -> Source:
    source, problems = read_source(PROJECT.source_file(ID), PROJECT.shown(PROJECT.source_file(ID)))
    assert source, problems
    return source


@functools.cache
def clean_lexicon(language: Language) -> Lexicon:
    file = PROJECT.lexicon_file(language)
    return read_lexicon(file, PROJECT.shown(file), language)[0]


@functools.cache
def shared_words(language: Language) -> dict[str, str]:
    domain = shared_domain(PROJECT, clean_lexicon(PROJECT.source_language))
    if language == PROJECT.source_language:
        return identity(domain.messages)
    catalog, problems = read_catalog(PROJECT.catalog_file(language, SHARED_DOMAIN), "handout.po")
    assert catalog, problems
    return {name: entry.text for name, entry in catalog.entries.items()}


@functools.cache
def families() -> tuple[FontFamily, ...]:
    return tuple(read_families(PROJECT.fonts))


@functools.cache
def fonts_of(language: Language) -> FontSet:
    return font_set(language.tag, language.script, families())
