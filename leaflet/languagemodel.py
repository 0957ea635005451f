"""The model of languages that comes with py3langid: unpacked once, and then mapped into memory.

Its file is packed so tightly that to unpack it takes a third of a second, and what comes out 70 MB of each process. The
arrays that are in it are kept as they are in a cache: of them only what is asked for is read, once for all processes.
"""

from __future__ import annotations

import io
import lzma
from pathlib import Path

import numpy as np
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

from leaflet.digest import digest_bytes
from leaflet.files import write_file
from leaflet.problem import OutputError

_PARTS = ("ptc", "pc", "classes", "nextmove", "nextmove_row", "out_feat")


def load(cache: Path | None) -> LanguageIdentifier:
    """Return the model; cache: the folder in which it is kept unpacked, None to unpack it for this process alone."""
    packed = (MODEL_DIR / MODEL_FILE).read_bytes()
    # By its digest: a model that was unpacked by another version is another folder.
    folder = cache / f"languages-{digest_bytes(packed)[:16]}" if cache else None
    parts = _mapped(folder) if folder else None
    if parts is None:
        with np.load(io.BytesIO(lzma.decompress(packed)), allow_pickle=False) as data:
            parts = {name: data[name] for name in _PARTS}
        if folder:
            _keep(folder, parts)
    # What is looked up value by value is quicker to read as Python's own.
    return LanguageIdentifier(
        parts["ptc"],
        parts["pc"],
        parts["classes"].tolist(),
        parts["nextmove"].data,
        parts["out_feat"].tolist(),
        norm_probs=True,
        tk_row=parts["nextmove_row"].tolist(),
    )


def _mapped(folder: Path) -> dict[str, np.ndarray] | None:
    """Return the arrays that are kept in a folder, None if they are not all there, or one is cut off."""
    try:
        return {name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in _PARTS}
    except (OSError, ValueError):
        return None


def _keep(folder: Path, parts: dict[str, np.ndarray]) -> None:
    try:
        for name, part in parts.items():
            stream = io.BytesIO()
            np.save(stream, part, allow_pickle=False)
            write_file(folder / f"{name}.npy", stream.getvalue())
    except OutputError:
        # It is only slower without: what is checked may lie where nothing can be written.
        return
