"""Makes mutants of the project's clean catalogs: one fault at a time, in every class, in every language.

Each class is written from its description, never from the code of a check. Print single mutants as differences:

    python -m benchmarks.mutants --class numbers/changed --language es
"""

from __future__ import annotations

import argparse
import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks import legit
from benchmarks.catalogs import Clean, clean_catalogs
from benchmarks.editions import numbers_edition
from benchmarks.faults import characters, completeness, files, language, lists, markup, meaning, numbers
from benchmarks.mutation import FAULTS, Fault, Mutant, mutants_of, shape, tidy
from leaflet.project import find_project

# Importing a module of faults registers its classes.
MODULES = (files, completeness, lists, numbers, meaning, markup, language, characters)
SEED = 20261123
TOTAL = 4200
ROOT = Path(__file__).resolve().parents[1]


def material(tags: Iterable[str] = (), root: Path = ROOT) -> dict[str, list[Clean]]:
    """Return the clean catalogs of each language, those of the edition with typed numbers included."""
    found: dict[str, list[Clean]] = defaultdict(list)
    for clean in clean_catalogs(find_project(root), tags):
        edition = numbers_edition(clean)
        found[clean.language.tag] += [clean, edition] if edition else [clean]
    return dict(found)


def quota(languages: int) -> int:
    """Return how many mutants of a class a language gets, so that all languages together have about TOTAL."""
    return max(2, -(-TOTAL // (languages * len(FAULTS))))


def generate(
    catalogs: Mapping[str, Sequence[Clean]], faults: Iterable[Fault] | None = None, seed: int = SEED, each: int = 0
) -> list[Mutant]:
    """Return the mutants of the catalogs, by class and language, always the same for a seed."""
    chosen = list(FAULTS.values() if faults is None else faults)
    size = each or quota(len(catalogs))
    return [mutant for fault in chosen for tag in catalogs for mutant in mutants_of(fault, catalogs[tag], size, seed)]


def legitimate(catalogs: Mapping[str, Sequence[Clean]], seed: int = SEED, each: int = 0) -> list[Mutant]:
    """Return legitimate variants of the catalogs, made in the same way."""
    return generate(catalogs, legit.LEGIT.values(), seed, each or max(2, 24 // len(catalogs)))


def difference(clean: Clean, mutant: Mutant) -> str:
    """Return what a mutant changes, as a unified difference with every invisible character spelt out."""
    before, after = (data.decode("utf-8", "backslashreplace").splitlines() for data in (clean.data, mutant.data))
    lines = difflib.unified_diff(before, after, "clean", "mutant", lineterm="", n=1)
    return "\n".join("".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in line) for line in lines)


def main() -> None:
    """Print mutants, or how many there are of each class."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--class", dest="fault", help="only this class, or all that begin so; with their differences")
    parser.add_argument("--language", action="append", default=[], help="only this language; may be repeated")
    parser.add_argument("--each", type=int, default=0, help="how many of a class and language")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    catalogs = material(options.language)
    known = FAULTS | legit.LEGIT
    if not options.fault:
        for fault in FAULTS.values():
            found = generate(catalogs, [fault], options.seed, options.each or quota(len(catalogs)))
            counts = " ".join(f"{tag} {sum(one.language == tag for one in found)}" for tag in catalogs)
            print(f"{fault.id:32} {fault.kind:14} {len(found):4}  {counts}")
        return
    chosen = [fault for fault in known.values() if fault.id.startswith(options.fault)]
    if not chosen:
        parser.error(f"no class begins with {options.fault}: {', '.join(known)}")
    for mutant in generate(catalogs, chosen, options.seed, options.each or quota(len(catalogs))):
        clean = next(
            one for one in catalogs[mutant.language] if (one.domain, one.edition) == (mutant.domain, mutant.edition)
        )
        print(f"== {tidy(shape(mutant))}\n{difference(clean, mutant)}\n")


if __name__ == "__main__":
    main()
