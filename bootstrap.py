"""Make .venv, still empty, on a system that has the libraries which WeasyPrint loads.

The Makefile runs this with the system's own Python before anything is installed, so it imports only the standard
library. What the system lacks is installed with apt if that can be done without asking. Otherwise this stops, with the
command to type, before it has changed anything.
"""

import ctypes
import ctypes.util
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)
VENV = Path(".venv")

# WeasyPrint opens these by name. Without harfbuzz-subset it would cut the fonts down with other code, and the same
# leaflet would become another file.
LIBRARIES = ("gobject-2.0", "pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset", "fontconfig")

# What installs them, by the tool that the system has. They come with Pango, which Debian and Ubuntu split. On macOS
# only Homebrew's Python looks where Homebrew puts libraries.
INSTALLERS = {
    "apt-get": (
        "apt-get update",
        "apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    ),
    "dnf": ("dnf install pango",),
    "brew": ("brew install pango python",),
}

if sys.version_info < OLDEST_PYTHON:  # said here, as an older one may not understand what follows
    sys.exit(
        "Leaflet needs Python {}.{} or later; ".format(*OLDEST_PYTHON)
        + "{} is {}.{}.\n".format(sys.executable, *sys.version_info)
        + "Where a later one is installed, give its name: make PYTHON=python3.12"
    )


def main() -> None:
    """Make .venv, or exit with what stands in the way."""
    missing = what_is_missing()
    if missing and install(steps_to_install(missing)):
        missing = what_is_missing()
    if missing:
        command = command_to_type(steps_to_install(missing)) or "(Pango and HarfBuzz, with your system's own tool)"
        sys.exit(f"This system lacks {', '.join(missing)}. Install it, then type make again:\n\n    {command}\n")
    # No pip works in what an interrupted run left, or in what was made with a Python that has since been replaced.
    if not succeeds(VENV / "bin" / "python", "-m", "pip", "--version"):
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)


def what_is_missing() -> list[str]:
    """Name the missing libraries, and ensurepip, which fills a new .venv and is a package of its own on Debian."""
    ensurepip = importlib.util.find_spec("ensurepip")
    return [f"lib{name}" for name in LIBRARIES if not loads(name)] + ([] if ensurepip else ["ensurepip"])


def loads(library: str) -> bool:
    """Try to load a library under the names that WeasyPrint gives it."""
    for name in (f"lib{library}.so.0", f"lib{library}.so.1", ctypes.util.find_library(library)):
        try:
            if name:
                ctypes.CDLL(name)
                return True
        except OSError:
            continue
    return False


def steps_to_install(missing: list[str]) -> list[str]:
    """List the commands that install what is missing: none on a system that we do not know."""
    tool = next(filter(shutil.which, INSTALLERS), None)
    steps = list(INSTALLERS[tool]) if tool else []
    if tool == "apt-get" and "ensurepip" in missing:
        steps[-1] += " python{}.{}-venv".format(*sys.version_info)
    return steps


def install(steps: list[str]) -> bool:
    """Run the commands if they are apt's, and if this user is root or becomes it without a password."""
    root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if not steps or not steps[0].startswith("apt-get") or (root and not succeeds(*root, "true")):
        return False
    for step in steps:
        command = [*root, "env", "DEBIAN_FRONTEND=noninteractive", *step.split(), "--quiet=2"]
        print(step, flush=True)
        if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False).returncode:
            return False
    return True


def command_to_type(steps: list[str]) -> str:
    """Join the commands to one line for this user, who may have to become root."""
    line = " && ".join(steps)
    if os.geteuid() == 0 or not line or line.startswith("brew"):
        return line
    if shutil.which("sudo"):
        return " && ".join(f"sudo {step}" for step in steps)
    return f"su - -c '{line}'"


def succeeds(*command: str | Path) -> bool:
    """Run a command in silence, and say whether it is there and exits with 0."""
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    main()
