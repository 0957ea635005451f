"""What an examination of the checks found, as figures and as the text of checks.md."""

from __future__ import annotations

import datetime
import os
import platform
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version as package_version

from benchmarks.editions import NUMBERS
from benchmarks.mutation import FAULTS, Mutant, tidy
from benchmarks.pupil import Said

MUTANTS, SHARE, SECONDS = 2000, 0.98, 2.0
KINDS = ("mechanical", "language-data")
CRITICAL_GROUPS = ("completeness", "numbers", "markup", "characters", "file")

HEAD = """\
# What the checks find

Made by `make bench-checks`; do not edit. A generator (`benchmarks/mutants.py`) takes the project's clean catalogs and
makes one fault at a time, in every class, in every language. A fault counts as found if something is reported that is
not reported of the clean catalog; the same rule, over the same files, holds for the other programs.
"""
KEY = """\
“Critical” entries are the warning signs, their headings, and the instructions for home. The target of 98 % is for the
kinds *mechanical* (told from the file alone) and *language-data* (with what Unicode and CLDR know of the language);
*meaning* needs words that only a translator knows. Faults of the *page* (overflow, page budget, boxes, type, contrast)
are proven on the finished PDF by the build; of them, only what a catalog can show is here.
"""
EDITION = """\
“With typed numbers” is a second edition of the leaflet, in whose texts, English and translated, quantities are typed
(101.5 °F, 500 mg, 10–12 hours, 24 weeks). The project's own sources name their quantities, and a check holds them to
it; for this edition that check is off. It is there to examine the checks on numbers.
"""


@dataclass(frozen=True)
class Times:
    """Seconds that all checks take over all languages: a program's first run, later ones, the command as a whole.

    processor: of the first run, what the processor worked for it: on a busy machine the clock tells more.
    """

    first: float
    processor: float
    later: float
    command: float


@dataclass
class Results:
    """What was found. Grades and checks run beside the mutants; mutants and other programs' verdicts go by key."""

    languages: tuple[str, ...]
    seed: int
    mutants: list[Mutant]
    grades: list[str]
    checks: list[tuple[str, ...]]
    legit: list[Mutant]
    legit_grades: list[str]
    legit_checks: list[tuple[str, ...]]
    clean: dict[tuple[str, str], Counter[Said]]
    rivals: dict[str, dict[str, bool]] = field(default_factory=dict)
    rivals_legit: dict[str, int] = field(default_factory=dict)
    rivals_clean: dict[str, Counter[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def said(self, edition: str) -> Counter[str]:
        """Return how many errors and warnings there are on the clean catalogs of an edition."""
        found = (said for (name, _), said in self.clean.items() if name == edition)
        return Counter(problem[0] for said in found for problem in said.elements())


@dataclass(frozen=True)
class Row:
    """The figures of one class, group or kind, or of all."""

    name: str
    kind: str
    grades: Counter[str]
    critical: Counter[str]
    rivals: dict[str, int]

    @property
    def size(self) -> int:
        """How many mutants."""
        return self.grades.total()

    @property
    def caught(self) -> int:
        """How many were found."""
        return self.grades["error"] + self.grades["warning"]

    @property
    def critical_caught(self) -> int:
        """How many of the critical ones were found."""
        return self.critical["error"] + self.critical["warning"]

    @property
    def reached(self) -> bool | None:
        """Whether the targets of its kind and group are reached; None if it has none."""
        goals = []
        if self.kind in KINDS and self.size:
            goals.append(self.caught >= SHARE * self.size)
        if self.name.split("/")[0] in CRITICAL_GROUPS:
            goals.append(self.critical_caught == self.critical.total())
        return all(goals) if goals else None


def row(results: Results, name: str, kind: str, which: Sequence[int]) -> Row:
    """Return the figures of some mutants."""
    return Row(
        name,
        kind,
        Counter(results.grades[i] for i in which),
        Counter(results.grades[i] for i in which if results.mutants[i].critical),
        {rival: sum(found[f"m{i}"] for i in which) for rival, found in results.rivals.items()},
    )


def rows(results: Results) -> list[Row]:
    """Return the figures of each class, in the order of the registry."""
    indexes: dict[str, list[int]] = defaultdict(list)
    for i, mutant in enumerate(results.mutants):
        indexes[mutant.fault].append(i)
    return [row(results, name, FAULTS[name].kind, indexes[name]) for name in FAULTS if indexes[name]]


def _share(found: int, size: int) -> str:
    return f"{100 * found / size:.1f} %" if size else "–"


def _line(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _table(results: Results, table: Iterable[Row]) -> list[str]:
    names = list(results.rivals)
    head = ["fault", "kind", "mutants", "found", "error", "warning", "missed", "critical found", *names, ""]
    lines = [_line(head), "|---|---|" + "--:|" * (6 + len(names)) + "---|"]
    for one in table:
        critical = f"{one.critical_caught} of {one.critical.total()}" if one.critical.total() else "–"
        mark = {True: "✓", False: "**under**", None: ""}[one.reached]
        cells = [one.name, one.kind, one.size, _share(one.caught, one.size), one.grades["error"], one.grades["warning"]]
        cells += [one.size - one.caught, critical, *(_share(one.rivals[name], one.size) for name in names), mark]
        lines.append(_line(cells))
    return lines


def targets(results: Results, times: Times) -> list[str]:
    """Return the table of what was to be reached, and whether it is."""
    every = rows(results)
    measured = [one for one in every if one.kind in KINDS]
    good = [one for one in measured if one.caught >= SHARE * one.size]
    vital = [one for one in every if one.name.split("/")[0] in CRITICAL_GROUPS]
    found, wanted = sum(one.critical_caught for one in vital), sum(one.critical.total() for one in vital)
    clean, typed, legit = results.said(""), results.said(NUMBERS), Counter(results.legit_grades)
    wrong = legit["error"] + legit["traceback"]
    crashes = results.grades.count("traceback") + legit["traceback"]
    count = len(results.languages)
    told = [
        (f"at least {MUTANTS:,} mutants", f"{len(results.mutants):,}", len(results.mutants) >= MUTANTS),
        (
            "every mechanical and language-data class found at 98 % or more",
            f"{len(good)} of {len(measured)} classes",
            len(good) == len(measured),
        ),
        (f"critical entries found at 100 % ({', '.join(CRITICAL_GROUPS)})", f"{found} of {wanted}", found == wanted),
        ("no error on the clean catalogs", f"{clean['error']} errors, {clean['warning']} warnings", not clean["error"]),
        (
            "no error on those with typed numbers",
            f"{typed['error']} errors, {typed['warning']} warnings",
            not typed["error"],
        ),
        (
            "no error on legitimate variants",
            f"{wrong} with an error, {legit['warning']} with a warning, of {legit.total()}",
            not wrong,
        ),
        (
            f"all checks over all languages under {SECONDS:.0f} s after start-up",
            f"{times.processor:.2f} s of processor time for {count} translations ({times.first:.2f} s by the clock);"
            f" again in the same program {times.later:.2f} s by the clock; the command `leaflet check`, start-up"
            f" included, {times.command:.2f} s by the clock",
            times.processor < SECONDS,
        ),
        ("no traceback", f"{crashes}", not crashes),
    ]
    lines = [_line((what, value, "reached" if yes else "**not reached**")) for what, value, yes in told]
    return ["| target | measured | |", "|---|---|---|", *lines]


def report(results: Results, times: Times) -> str:
    """Return the text of checks.md."""
    groups: dict[str, list[int]] = defaultdict(list)
    kinds: dict[str, list[int]] = defaultdict(list)
    for i, mutant in enumerate(results.mutants):
        groups[mutant.group].append(i)
        kinds[mutant.kind].append(i)
    every = rows(results)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    lines = [
        HEAD,
        f"- {datetime.date.today().isoformat()}; {os.cpu_count()} cores, {memory:.0f} GB of memory",
        f"- Python {platform.python_version()}; leaflet {package_version('leaflet')}; {'; '.join(results.notes)}",
        f"- languages: {', '.join(results.languages)}; seed {results.seed}",
        f"- {len(results.mutants):,} mutants of {len(every)} classes, {len(results.legit)} legitimate variants, all"
        f" checked in {results.seconds:.0f} s",
        "",
        "## Targets",
        "",
        *targets(results, times),
        "",
        "## By group and kind",
        "",
        *_table(results, (row(results, name, "", which) for name, which in groups.items())),
        *_table(results, (row(results, name, "", which) for name, which in kinds.items()))[2:],
        *_table(results, [row(results, "**all**", "", range(len(results.mutants)))])[2:],
        "",
        KEY,
        "## By class",
        "",
        *_table(results, every),
        "",
        "## What was missed",
        "",
        *_misses(results, every),
        "",
        "## False alarms",
        "",
        *_alarms(results),
    ]
    return "\n".join(lines) + "\n"


def _where(mutant: Mutant) -> str:
    return f"{mutant.language}, `{mutant.message_id or mutant.domain}`: {tidy(mutant.description)}"


def missed(results: Results, fault: str) -> list[int]:
    """Return which mutants of a class were not found, the critical ones first."""
    wanted = ("missed", "traceback")
    which = [i for i, one in enumerate(results.mutants) if one.fault == fault and results.grades[i] in wanted]
    return sorted(which, key=lambda i: not results.mutants[i].critical)


def _misses(results: Results, every: Iterable[Row]) -> list[str]:
    lines = []
    for one in every:
        which = missed(results, one.name)
        if which:
            crash = " (a traceback)" if results.grades[which[0]] == "traceback" else ""
            example = _where(results.mutants[which[0]])
            lines.append(f"- {one.name}: {len(which)} of {one.size}. For one, in {example}{crash}.")
    return lines or ["Nothing."]


def _alarms(results: Results) -> list[str]:
    clean, typed, legit = results.said(""), results.said(NUMBERS), Counter(results.legit_grades)
    lines = [
        "How many complaints there are of what is right:",
        "",
        "| | clean catalogs | with typed numbers | legitimate variants with one more |",
        "|---|--:|--:|--:|",
        _line(("leaflet: errors", clean["error"], typed["error"], legit["error"] + legit["traceback"])),
        _line(("leaflet: warnings", clean["warning"], typed["warning"], legit["warning"])),
    ]
    for name, counts in results.rivals_clean.items():
        lines.append(_line((name, counts[""], counts[NUMBERS], results.rivals_legit[name])))
    told: Counter[str] = Counter()
    for (edition, tag), said in results.clean.items():
        for problem in said.elements():
            told[f"{tag}{', with typed numbers' if edition else ''}: {problem[0]}: {problem[1]}"] += 1
    heard: dict[tuple[str, str], list[Mutant]] = defaultdict(list)
    for mutant, checks in zip(results.legit, results.legit_checks, strict=True):
        for check in checks:
            heard[mutant.fault, check].append(mutant)
    lines += ["", EDITION, "On clean catalogs:", ""]
    lines += [f"- {what}, {count} times" for what, count in told.items()] or ["Nothing."]
    lines += ["", f"On {len(results.legit)} legitimate variants:", ""]
    lines += [
        f"- {fault}: {check}, {len(mutants)} times; for one, in {_where(mutants[0])}"
        for (fault, check), mutants in heard.items()
    ] or ["Nothing."]
    return lines
