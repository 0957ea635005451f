"""ARCHITECTURE.md lists the modules in order of dependence, and the code keeps to it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from conftest import ROOT

PACKAGE = ROOT / "leaflet"
MOST_LINES = 250


def listed_modules() -> list[str]:
    """Return the modules in the order of ARCHITECTURE.md, as `checks.source`."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    block = text.split("## Modules", 1)[1].split("```")[1]
    names = (line.split()[0].removesuffix(".py").replace("/", ".") for line in block.splitlines() if line.strip())
    return [name.removesuffix(".__init__") for name in names]


def module_name(file: Path) -> str:
    return ".".join(file.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def modules() -> dict[str, Path]:
    """Return the modules by name; a package's __init__ only if there is code in it."""
    files = sorted(PACKAGE.rglob("*.py"))
    return {
        module_name(file): file
        for file in files
        if file.name != "__init__.py" or any(isinstance(node, ast.ImportFrom) for node in ast.parse(file.read_text("utf-8")).body)
    }


def imports(file: Path) -> set[str]:
    """Return the names of the package's modules that a file imports, inside of functions too."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and re.match(r"leaflet(\.|$)", node.module):
            base = node.module.removeprefix("leaflet").removeprefix(".")
            inner = {f"{base}.{alias.name}".removeprefix(".") for alias in node.names}
            found |= (inner & set(modules())) or {base}
        elif isinstance(node, ast.Import):
            found |= {a.name.removeprefix("leaflet.") for a in node.names if a.name.startswith("leaflet.")}
    return found


def test_each_module_is_listed_once() -> None:
    assert sorted(listed_modules()) == sorted(modules())


def test_a_module_imports_only_what_stands_above_it() -> None:
    order = listed_modules()
    count = 0
    for name, file in modules().items():
        for imported in imports(file):
            assert order.index(imported) < order.index(name), f"{name} imports {imported}, which stands below it"
            count += 1
    assert count > 20, "the imports were not found"


def test_no_module_grows_long() -> None:
    long = {name: n for name, file in modules().items() if (n := len(file.read_text("utf-8").splitlines())) > MOST_LINES}
    assert long == {}
