"""Pictures of the PDFs in output/: the one in README.md, and the contact sheet of all languages.

    python docs/pictures.py handout         docs/handout.png
    python docs/pictures.py contact-sheet   output/contact-sheet.png
    python docs/pictures.py gallery         docs/gallery/: each edition in four scripts, the handout in black and white
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from leaflet.manifest import Record, read_manifest

ROOT = Path(__file__).parents[1]
MARGIN = 16
GREY, INK = "#d0d4d8", "#000"
FOUR = ("es", "ar", "hi", "zh-Hans")
FONT = ROOT / "fonts" / "noto-sans" / "NotoSans-Regular.ttf"


def page(path: str, scale: float, number: int = 0) -> Image.Image:
    """Return a page of a PDF in output/ as a picture."""
    return pypdfium2.PdfDocument(ROOT / "output" / path)[number].render(scale=scale).to_pil().convert("RGB")


def screenshot(file: Path) -> Image.Image:
    """Return a page of HTML as a telephone shows it, by Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("pictures of web pages need Chromium: install chromium")
    with tempfile.TemporaryDirectory() as folder:
        shot = Path(folder) / "shot.png"
        options = ["--headless", "--no-sandbox", "--hide-scrollbars", "--window-size=500,900", f"--screenshot={shot}"]
        subprocess.run([chromium, *options, file.as_uri()], check=True, capture_output=True)
        return Image.open(shot).convert("RGB")


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


def gallery() -> None:
    """Put the first page of each edition in four scripts side by side, one picture for each edition."""
    records = read_manifest(ROOT / "output")
    folder = ROOT / "docs" / "gallery"
    folder.mkdir(exist_ok=True)
    for edition in dict.fromkeys(record.edition for record in records.values()):
        chosen = [_first(records, edition, tag) for tag in FOUR]
        pictures = [(_label(records[path]), _picture(path)) for path in chosen]
        made = sheet(pictures, columns=4)
        made.quantize(48).save(folder / f"{edition}.png", optimize=True)
        if edition == "handout":
            made.convert("L").quantize(16).save(folder / "handout-in-black-and-white.png", optimize=True)
        print(f"docs/gallery/{edition}.png")


def _first(records: Mapping[str, Record], edition: str, tag: str) -> str:
    """Return the path of an edition in a language: on Letter, if it is there."""
    found = [path for path, each in records.items() if (each.edition, each.language) == (edition, tag)]
    if not found:
        sys.exit(f"there is no {edition} in {tag} in output/: run make pdf")
    return max(found, key=lambda path: (records[path].paper == "letter", path))


def _picture(path: str) -> Image.Image:
    """Return the first page of a PDF, or the top of a web page as a telephone shows it, 480 dots wide."""
    made = screenshot(ROOT / "output" / path) if path.endswith(".html") else page(path, 1)
    return made.resize((480, round(made.height * 480 / made.width)), Image.Resampling.LANCZOS)


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
    {"handout": handout, "contact-sheet": contact_sheet, "gallery": gallery}[sys.argv[1]]()
