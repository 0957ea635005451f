"""The facility's logo: read from the project, and seen to be a picture before a page is made of it."""

from __future__ import annotations

import io
from xml.etree import ElementTree

from leaflet.folders import SETTINGS_FILE
from leaflet.problem import UsageError
from leaflet.project import Project

_SVG = "{http://www.w3.org/2000/svg}svg"
_HINT = "facility.logo in pyproject.toml names an SVG or PNG file, from the project's folder"


def read_logo(project: Project) -> dict[str, bytes]:
    """Return the logo as pages know it, “logo.svg” or “logo.png”, and its bytes; nothing if the facility has none.

    UsageError if there is no such file, or if it is not what its name says.
    """
    file = project.logo
    if file is None:
        return {}
    try:
        data = file.read_bytes()
    except OSError as fault:
        what = f"{SETTINGS_FILE}: the logo {project.facility.logo} cannot be read: {fault.strerror}"
        raise UsageError(what, _HINT) from fault
    fault_found = _svg_fault(data) if file.suffix == ".svg" else _png_fault(data)
    if fault_found:
        raise UsageError(f"{project.facility.logo}: {fault_found}", _HINT)
    return {f"logo{file.suffix}": data}


def _svg_fault(data: bytes) -> str:
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as fault:
        return f"this is not SVG: {fault}"
    return "" if root.tag == _SVG else f"this is not SVG: its root element is {root.tag}"


def _png_fault(data: bytes) -> str:
    # It takes time to import, which a facility without such a logo should not pay.
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
        return f"this is not a PNG picture: {fault}"
    return ""
