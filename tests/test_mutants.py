"""The generator of mutants that `make bench-checks` examines the checks with."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import polib
import pytest
from conftest import ROOT

from leaflet.language import parse_language

# The benchmarks are no part of the package, so they are found from the project's root.
sys.path.insert(0, str(ROOT))
mutants: Any = importlib.import_module("benchmarks.mutants")
language: Any = importlib.import_module("benchmarks.faults.language")

TAGS = ("es", "ar", "zh-Hans")
# Classes that need what only some languages have.
NOT_IN = {
    "characters/decomposed": {"zh-Hans"},
    "language/neighbour-letter": {"zh-Hans"},
    "language/other-chinese": {"es", "ar"},
}


@pytest.fixture(scope="module")
def catalogs() -> dict[str, list[Any]]:
    return mutants.material(TAGS)


@pytest.fixture(scope="module")
def made(catalogs: dict[str, list[Any]]) -> list[Any]:
    return mutants.generate(catalogs, each=2)


def base_of(catalogs: dict[str, list[Any]], mutant: Any) -> Any:
    wanted = (mutant.domain, mutant.edition)
    return next(one for one in catalogs[mutant.language] if (one.domain, one.edition) == wanted)


def test_every_class_makes_mutants_in_every_language(made: list[Any]) -> None:
    wanted = {(name, tag) for name in mutants.FAULTS for tag in TAGS if tag not in NOT_IN.get(name, ())}
    assert {(mutant.fault, mutant.language) for mutant in made} == wanted


def test_there_are_enough_of_them() -> None:
    assert mutants.quota(3) * 3 * len(mutants.FAULTS) > 4000
    assert mutants.quota(27) >= 2


def test_every_mutant_differs_from_its_clean_catalog_and_from_the_others(
    catalogs: dict[str, list[Any]], made: list[Any]
) -> None:
    for mutant in made:
        assert mutant.data != base_of(catalogs, mutant).data, mutants.shape(mutant)
    keys = [(one.fault, one.language, one.domain, one.edition, one.data) for one in made]
    assert len(set(keys)) == len(keys)


def test_the_same_seed_makes_the_same_mutants(catalogs: dict[str, list[Any]]) -> None:
    some = {"ar": catalogs["ar"]}
    assert mutants.generate(some, each=1) == mutants.generate(some, each=1)
    assert mutants.generate(some, each=1) != mutants.generate(some, each=1, seed=1)


def test_a_fault_in_a_text_leaves_the_rest_of_the_catalog(catalogs: dict[str, list[Any]], made: list[Any]) -> None:
    single = [mutant for mutant in made if mutant.group in {"markup", "glyphs"}]
    assert len(single) > 50
    for mutant in single:
        before = polib.pofile(base_of(catalogs, mutant).data.decode())
        after = polib.pofile(mutant.data.decode())
        changed = [a.msgctxt for a, b in zip(after, before, strict=True) if a.msgstr != b.msgstr]
        assert changed == [mutant.message_id], mutants.shape(mutant)
        assert [entry.msgid for entry in after] == [entry.msgid for entry in before]


def test_what_a_patient_acts_on_is_critical(made: list[Any]) -> None:
    for mutant in made:
        if mutant.message_id:
            told = mutant.message_id.startswith(("emergency/", "call/", "home-care/"))
            assert mutant.critical or not told, mutants.shape(mutant)


def test_the_edition_with_typed_numbers_has_them_in_both_languages(catalogs: dict[str, list[Any]]) -> None:
    for tag in TAGS:
        (typed,) = (one for one in catalogs[tag] if one.edition)
        changed = [name for name, message in typed.messages.items() if "[" in message.text]
        assert len(changed) > 10
        assert all(any(digit.isdigit() for digit in typed.texts[name]) for name in changed)


def test_legitimate_variants_are_kept_apart(catalogs: dict[str, list[Any]]) -> None:
    legit = mutants.legitimate(catalogs, each=2)
    assert len({mutant.fault for mutant in legit}) > 15
    assert not any(name.startswith("legit/") for name in mutants.FAULTS)
    for mutant in legit:
        polib.pofile(mutant.data.decode())


def test_cldr_knows_the_neighbouring_languages(catalogs: dict[str, list[Any]]) -> None:
    for domain, languages in language.neighbours().items():
        ids = {name for some in catalogs.values() for one in some if one.domain == domain for name in one.texts}
        for tag, texts in languages.items():
            assert parse_language(tag).tag == tag
            assert set(texts) <= ids
