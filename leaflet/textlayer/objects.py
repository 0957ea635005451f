"""The objects of a PDF that is about to be written, by the references to them."""

from __future__ import annotations

from typing import Any

import pydyf  # type: ignore[import-untyped]


class Objects:
    """Looks up what a reference such as b"12 0 R" stands for."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.pdf = pdf

    def __getitem__(self, reference: bytes) -> Any:
        return self.pdf.objects[int(reference.partition(b" ")[0])]

    def add(self, content: dict[str, Any]) -> pydyf.Dictionary:
        """Add a dictionary to the file, and return it."""
        added = pydyf.Dictionary(content)
        self.pdf.add_object(added)
        return added

    def settle(self) -> None:
        """Write each object down as it is: for when nothing changes any more.

        pydyf writes each twice, once into the file and once more for the digest that the file is known by: what is
        compressed is so once, in place of twice.
        """
        self.pdf.objects[:] = [item if item.free == "f" else _Settled(item) for item in self.pdf.objects]


class _Settled(pydyf.Object):  # type: ignore[misc]
    """An object in the bytes that it is written as."""

    data = b""
    compressible = False

    def __init__(self, item: pydyf.Object) -> None:
        super().__init__()
        self.number, self.generation = item.number, item.generation
        self.data, self.compressible = item.data, item.compressible


def text_string(text: str) -> str:
    """Return a text string as it is written in a PDF (ISO 32000-1, 7.9.2.2), in hexadecimal digits."""
    return f"<feff{text.encode('utf-16-be').hex()}>"
