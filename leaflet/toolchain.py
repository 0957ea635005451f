"""What makes a page beside its sources: the builder's own code, and the programs that set, draw and write.

Two machines with the same toolchain make the same bytes from the same inputs. Nothing is imported to learn it: a
version is read from what is installed.
"""

from __future__ import annotations

import ctypes
import platform
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from leaflet.digest import ABSENT, digest_files, digest_value

_PACKAGE = Path(__file__).parent
# Python packages that have a hand in the bytes of a page, or in what the checks find.
_PACKAGES = """
    babel brotli cssselect2 fonttools icu4py jinja2 markupsafe pikepdf pillow polib py3langid pydantic pydyf pyphen
    pypdfium2 ruamel.yaml segno tinycss2 tinyhtml5 uharfbuzz weasyprint zxing-cpp
"""
# Libraries of the system, with the function of each that says its version as a string.
_STRINGS = {
    "pango": ("libpango-1.0.so.0", "pango_version_string"),
    "harfbuzz": ("libharfbuzz.so.0", "hb_version_string"),
    # Without it, fonts are subset by another program, to other bytes.
    "harfbuzz-subset": ("libharfbuzz-subset.so.0", "hb_version_string"),
}
# Those that say it as a number.
_NUMBERS = {"fontconfig": ("libfontconfig.so.1", "FcGetVersion")}


@lru_cache
def toolchain() -> dict[str, str]:
    """Return the version of each program by its name; “leaflet” has the digest of its code. ABSENT: not installed."""
    found = {"leaflet": _own_digest(), "python": platform.python_version(), "machine": platform.machine()}
    for name in _PACKAGES.split():
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = ABSENT
    for name, (library, function) in _STRINGS.items():
        found[name] = _version(library, function, ctypes.c_char_p)
    for name, (library, function) in _NUMBERS.items():
        found[name] = _version(library, function, ctypes.c_int)
    return found


def differences(here: dict[str, str], wanted: dict[str, str]) -> list[str]:
    """Return what differs between two toolchains, in words: “weasyprint 69.0, not 70.0”."""
    names = sorted(here.keys() | wanted.keys())
    return [
        f"{name} {here.get(name) or 'absent'}, not {wanted.get(name) or 'absent'}"
        for name in names
        if here.get(name) != wanted.get(name)
    ]


def _own_digest() -> str:
    files = [file for file in _PACKAGE.rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    digests = digest_files(files)
    return digest_value({file.relative_to(_PACKAGE).as_posix(): digest for file, digest in digests.items()})


def _version(library: str, function: str, kind: type[ctypes.c_char_p | ctypes.c_int]) -> str:
    try:
        call = getattr(ctypes.CDLL(library), function)
    except (OSError, AttributeError):
        return ABSENT
    call.restype = kind
    said = call()
    return said.decode() if isinstance(said, bytes) else str(said)
