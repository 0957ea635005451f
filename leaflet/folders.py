"""The folders of a project, by name: what is known of it before its settings are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

SETTINGS_FILE = "pyproject.toml"
CONTENT = "content"
LOCALES = "locales"
TEMPLATES = "templates"
OUTPUT = "output"
# What is kept between builds for speed alone.
CACHE = ".cache"


def with_settings(start: Path) -> Iterator[Path]:
    """Yield the folders that have a file of settings, from one upwards, the nearest first."""
    start = start.resolve()
    yield from (folder for folder in (start, *start.parents) if (folder / SETTINGS_FILE).is_file())
