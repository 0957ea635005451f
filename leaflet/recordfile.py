"""TOML files of records, in the order of time: read with the line of each, added to at the end, never rewritten."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from leaflet.files import write_file
from leaflet.problem import Location, Problem, error

R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True)
class RecordFile(Generic[R]):
    """A kind of such files: the name of its tables, the model of a record, and the comment at the top of a new file.

    check, hint: the id of the problem of a file that cannot be read, and what to do about it.
    """

    table: str
    model: type[R]
    header: str
    check: str
    hint: str

    def read(self, file: Path, path: str) -> tuple[list[tuple[int, R]], list[Problem]]:
        """Return the records of a file, each with its line, and the problems of their form: none if there is no file.

        path: how messages name the file.
        """
        try:
            text = file.read_text("utf-8-sig")
            tables = tomllib.loads(text)
        except FileNotFoundError:
            return [], []
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
            found = re.search(r"line (\d+)", str(fault))
            return [], [self._fault(path, int(found[1]) if found else None, f"this cannot be read: {fault}")]
        rows = tables.pop(self.table, [])
        if tables or not isinstance(rows, list):
            return [], [self._fault(path, None, f"only [[{self.table}]] may stand here")]
        heads = re.finditer(rf"^\[\[{self.table}\]\]", text, re.MULTILINE)
        lines = [text.count("\n", 0, head.start()) + 1 for head in heads]
        records, problems = [], []
        for i, row in enumerate(rows):
            line = lines[i] if len(lines) == len(rows) else None
            try:
                records.append((line or 1, self.model.model_validate(row)))
            except ValidationError as fault:
                said = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in fault.errors())
                problems.append(self._fault(path, line, f"the record is wrong: {said}"))
        return records, problems

    def add(self, file: Path, tables: Sequence[Mapping[str, Any]]) -> None:
        """Add records to a file, or make it; what stands in it stays byte for byte. OutputError if it cannot be."""
        # Reading records needs no such library: no other command should pay for it.
        import tomlkit  # noqa: PLC0415

        def laid_out(value: Any) -> Any:
            """Return a list as an item a line, which can be read, and compared line by line."""
            if not isinstance(value, list):
                return value
            rows = tomlkit.array().multiline(True)
            rows.extend(value)
            return rows

        document = {self.table: [{key: laid_out(value) for key, value in table.items()} for table in tables]}
        text = file.read_bytes().decode() if file.exists() else self.header
        write_file(file, (text.rstrip("\n") + "\n\n" + tomlkit.dumps(document)).encode())

    def _fault(self, path: str, line: int | None, message: str) -> Problem:
        return error(self.check, Location(path, line), message, self.hint)
