"""The program `leaflet`. What the workers of a build are forked from gets ready while the rest is imported."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from leaflet.folders import with_settings
from leaflet.warm import looks_changed, warm_up


def main() -> None:
    """Run the command that the program was called with."""
    # What a command reads at its start stays to its end: to look through it for garbage again and again takes a tenth
    # of the time of a short one.
    gc.set_threshold(50_000)
    if _builds_here(sys.argv[1:]):
        warm_up()
    from leaflet.cli import main as command  # noqa: PLC0415

    command()


def _builds_here(arguments: Sequence[str]) -> bool:
    """Tell whether a command looks as if this machine will make something.

    A guess, which costs half a second of the other core where it is wrong: what the command means, leaflet.cli reads.
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--project", type=Path, default=Path())
    try:
        options, others = parser.parse_known_args(arguments)
    except argparse.ArgumentError:
        return False
    if "build" not in others or {"--dry-run", "--scheduler", "--help", "-h"} & set(others):
        return False
    root = next(with_settings(options.project), None)
    return root is not None and looks_changed(root)


if __name__ == "__main__":
    main()
