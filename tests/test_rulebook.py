"""Every problem has a name that a person can look up, and docs/checks.md is what the checks say."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Run

import leaflet.checks.runner  # noqa: F401
from leaflet.checks.registry import Rule, check, checks, declare, rules
from leaflet.checks.subject import Translation
from leaflet.problem import Severity
from leaflet.rulebook import explanation, listing, markdown

PACKAGE = ROOT / "leaflet"
RULES = {rule.id: rule for rule in rules()}
# What makes a problem, or an error that becomes one; and the calls that hand on a name that was given elsewhere.
MAKERS = {"error", "warning", "Problem", "PoError"}
HANDED_ON = {
    ("case.py", "check"),
    ("recordfile.py", "self.check"),
    ("case.py", "check"), ("imposed.py", "check"),
    ("problem.py", "check"), ("catalog.py", "fault.check"), ("runner.py", "check.id"),
}


def made() -> Iterator[tuple[Path, ast.Call]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                yield file, node


def test_no_problem_is_made_that_is_not_documented() -> None:
    named, handed_on = set(), set()
    for file, call in made():
        name = call.args[0]
        if isinstance(name, ast.Constant):
            assert name.value in RULES, (
                f"{file.name}:{call.lineno} makes “{name.value}”: declare it in checks/declared.py"
            )
            named.add((name.value, call.func.id))  # type: ignore[attr-defined]
        else:
            handed_on.add((file.name, ast.unparse(name)))
    assert handed_on == HANDED_ON
    assert len(named) > 10
    for check_id, maker in named:
        if maker in {"error", "warning"}:
            assert RULES[check_id].severity == Severity(maker), check_id


def test_no_rule_is_declared_that_nothing_makes() -> None:
    text = "".join(file.read_text("utf-8") for file in PACKAGE.rglob("*.py") if file.name != "declared.py")
    declared = set(RULES) - {each.id for each in checks()}
    assert len(declared) > 10
    assert {name for name in declared if f'"{name}"' not in text} == set()


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_is_explained(rule: Rule) -> None:
    text = explanation(rule)
    assert all(part in text for part in (rule.id, rule.severity, rule.title, rule.bad, rule.good))
    assert rule.title.endswith("."), rule.title
    assert "\n" not in rule.title
    assert rule.id == rule.id.lower().strip()


def test_the_document_is_what_the_checks_say() -> None:
    assert (ROOT / "docs" / "checks.md").read_text("utf-8") == markdown(rules()), "stale: run make docs"


def test_the_list_has_a_line_for_each() -> None:
    assert [line.split()[0] for line in listing(rules()).splitlines()] == list(RULES)


def test_a_check_without_documentation_or_with_a_name_that_is_taken_is_refused() -> None:
    def silent(subject: Translation) -> tuple[()]:
        return ()

    with pytest.raises(ValueError, match="lacks a title"):
        check("new-check", "meaning", Severity.ERROR, bad="x", good="y")(silent)
    silent.__doc__ = "A title.\n\nA reason."
    with pytest.raises(ValueError, match="lacks"):
        check("new-check", "meaning", Severity.ERROR, bad="x", good="")(silent)
    with pytest.raises(ValueError, match="two checks"):
        check("markup", "meaning", Severity.ERROR, bad="x", good="y")(silent)
    with pytest.raises(ValueError, match="two checks"):
        declare("renderer", "print", Severity.ERROR, "A title.", "A reason.", bad="x", good="y")
    assert "new-check" not in {rule.id for rule in rules()}


def test_the_command_lists_and_explains_outside_of_a_project_too(run: Run) -> None:
    assert run("checks").stdout.splitlines() == listing(rules()).splitlines()
    assert run("checks", "--markdown").stdout == markdown(rules())
    assert RULES["empty-translation"].title in run("checks", "empty-translation").stdout
    result = run("checks", "empty-translatoin")
    assert result.exit_code == 2
    assert "did you mean “empty-translation”?" in result.stderr
