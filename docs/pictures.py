"""Pictures of the PDFs in output/: the one in README.md, and the contact sheet of all languages.

    python docs/pictures.py handout         docs/handout.png
    python docs/pictures.py contact-sheet   output/contact-sheet.png
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from leaflet.manifest import Record, read_manifest

ROOT = Path(__file__).parents[1]
MARGIN = 16
GREY, INK = "#d0d4d8", "#000"
FONT = ROOT / "fonts" / "noto-sans" / "NotoSans-Regular.ttf"


def page(path: str, scale: float, number: int = 0) -> Image.Image:
    """Return a page of a PDF in output/ as a picture."""
    return pypdfium2.PdfDocument(ROOT / "output" / path)[number].render(scale=scale).to_pil().convert("RGB")


def sheet(pictures: Sequence[tuple[str, Image.Image]], columns: int) -> Image.Image:
    """Return pictures in rows, each over its label."""
    label = 28 if any(name for name, _ in pictures) else 0
    width = max(picture.width for _, picture in pictures) + MARGIN
    height = max(picture.height for _, picture in pictures) + MARGIN + label
    rows = -(-len(pictures) // columns)
    whole = Image.new("RGB", (columns * width + MARGIN, rows * height + MARGIN), GREY)
    draw = ImageDraw.Draw(whole)
    for i, (name, picture) in enumerate(pictures):
        left, top = MARGIN + i % columns * width, MARGIN + i // columns * height
        whole.paste(picture, (left, top))
        draw.text((left, top + picture.height), name, INK, ImageFont.truetype(FONT, 20))
    return whole


def handout() -> None:
    """Put the front pages of two languages side by side."""
    names = [f"cervical-insufficiency/cervical-insufficiency.{tag}.handout.letter.pdf" for tag in ("en", "ar")]
    made = sheet([("", page(name, 1)) for name in names], columns=2)
    made.quantize(32).save(ROOT / "docs" / "handout.png", optimize=True)


def contact_sheet() -> None:
    """Put the front of each language's handout on one sheet, each with its tag and its English name."""
    records = read_manifest(ROOT / "output")
    papers = sorted({record.paper for record in records.values() if record.edition == "handout"}, reverse=True)
    if not papers:
        sys.exit("there is no handout in output/: run make pdf")
    chosen = [(path, each) for path, each in records.items() if (each.edition, each.paper) == ("handout", papers[0])]
    pictures = [(_label(each), page(path, 1.1)) for path, each in sorted(chosen, key=lambda one: one[1].language)]
    file = ROOT / "output" / "contact-sheet.png"
    sheet(pictures, columns=7).save(file, optimize=True)
    print(f"{file.relative_to(ROOT)}: {len(pictures)} pages")


def _label(record: Record) -> str:
    return f"{record.language}, {record.leaflet}"


if __name__ == "__main__":
    {"handout": handout, "contact-sheet": contact_sheet}[sys.argv[1]]()
