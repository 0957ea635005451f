"""Makes docs/handout.png, the picture in README.md, from the PDFs in output/: `make docs`."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).parents[1]
MARGIN = 16


def main() -> None:
    """Put the front pages of two languages side by side."""
    names = (f"cervical-insufficiency/cervical-insufficiency.{tag}.handout.letter.pdf" for tag in ("en", "ar"))
    pages = [pypdfium2.PdfDocument(ROOT / "output" / name)[0].render(scale=1).to_pil() for name in names]
    width = sum(page.width for page in pages) + MARGIN * (len(pages) + 1)
    sheet = Image.new("RGB", (width, pages[0].height + 2 * MARGIN), "#d0d4d8")
    left = MARGIN
    for page in pages:
        sheet.paste(page, (left, MARGIN))
        left += page.width + MARGIN
    sheet.quantize(32).save(ROOT / "docs" / "handout.png", optimize=True)


if __name__ == "__main__":
    main()
