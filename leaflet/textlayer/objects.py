"""The objects of a PDF that is about to be written, by the references to them."""

from __future__ import annotations

from typing import Any

import pydyf  # type: ignore[import-untyped]


class Objects:
    """Looks up what a reference such as b"12 0 R" stands for."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.pdf = pdf

    def __getitem__(self, reference: bytes) -> Any:
        return self.pdf.objects[int(reference.split()[0])]

    def add(self, content: dict[str, Any]) -> pydyf.Dictionary:
        """Add a dictionary to the file, and return it."""
        added = pydyf.Dictionary(content)
        self.pdf.add_object(added)
        return added


def text_string(text: str) -> str:
    """Return a text string as it is written in a PDF (ISO 32000-1, 7.9.2.2), in hexadecimal digits."""
    return f"<feff{text.encode('utf-16-be').hex()}>"
