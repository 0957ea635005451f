"""The printing conditions that a press PDF can be made for: read from profiles/profiles.toml, and proved by digest."""

from __future__ import annotations

import io
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leaflet.digest import digest_bytes
from leaflet.problem import LeafletError, UsageError, nearest

MANIFEST = "profiles.toml"
MEND = "run: python -m leaflet.profilesource"


class ProfileError(LeafletError):
    """The profile of a printing condition is missing, altered, or not one that a press PDF can have."""


@dataclass(frozen=True)
class Profile:
    """A printing condition.

    name: that of its table; condition: that of its characterization data in the registry; about: which press and paper
    it stands for; most_ink: the most ink in one place, 3 for 300 percent; file: the ICC profile, and icc its bytes.
    """

    name: str
    condition: str
    registry: str
    about: str
    most_ink: float
    file: Path
    icc: bytes


def read_profile(folder: Path, name: str) -> Profile:
    """Return a printing condition of a project, with its profile.

    UsageError for a name that profiles.toml does not have; ProfileError for a file that is missing, altered, or no
    profile of a press with four inks.
    """
    tables = read_manifest(folder)
    if name not in tables:
        hint = nearest(name, list(tables), f"{MANIFEST} says how to add one")
        raise UsageError(f"there is no printing condition “{name}”", hint)
    table = tables[name]
    try:
        file = folder / name / str(table["profile"]["file"])
        said = {key: str(table[key]) for key in ("condition", "registry", "about")}
        most_ink, digest = float(table["most-ink"]) / 100, str(table["profile"]["sha256"])
    except (KeyError, TypeError, ValueError) as fault:
        hint = "write it as the table that comes with the builder is"
        raise ProfileError(f"{folder / MANIFEST}: [{name}] is not complete: {fault}", hint) from fault
    if not 1 <= most_ink <= 4:
        what = f"{folder / MANIFEST}: [{name}]: most-ink is {100 * most_ink:g}, not 100 to 400 percent"
        raise ProfileError(what, "ask the print shop for it: 260 to 330 is common")
    if not file.is_file():
        raise ProfileError(f"{file} is missing", MEND)
    icc = file.read_bytes()
    if digest_bytes(icc) != digest:
        raise ProfileError(f"{file} is not the file that {MANIFEST} names: its digest is another", MEND)
    _prove(file, icc)
    return Profile(name, said["condition"], said["registry"], said["about"], most_ink, file, icc)


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the tables of a folder's profiles.toml, by name; ProfileError if there is none, or it is no TOML."""
    file = folder / MANIFEST
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as fault:
        hint = "copy the folder profiles/ of the builder into your project"
        raise ProfileError(f"{file} cannot be read: {fault.strerror}", hint) from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ProfileError(f"{file}: this is not TOML: {fault}", "mend the line that it names") from fault


def _prove(file: Path, icc: bytes) -> None:
    """ISO 15930-7 and ISO 19005-2 ask of the profile of an output intent that it is an output device's."""
    # It takes time to import, which a build that prints for no press should not pay.
    from PIL import ImageCms  # noqa: PLC0415

    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc)).profile
    except OSError as fault:
        raise ProfileError(f"{file} is no ICC profile: {fault}", "ask the print shop for the file anew") from fault
    kind, space = profile.device_class.strip(), profile.xcolor_space.strip()
    if (kind, space) != ("prtr", "CMYK"):
        what = f"{file} is a profile of the class “{kind}” for {space}, not of a press (“prtr”) with CMYK"
        raise ProfileError(what, "ask the print shop for the profile of its printing condition")
