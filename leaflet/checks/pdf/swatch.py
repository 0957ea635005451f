"""What colour an ink is drawn with."""

from __future__ import annotations

from functools import lru_cache

import pypdfium2

from leaflet.readback.facts import Color

# A page that is one area of inks.
_SWATCH = """%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R>> endobj
4 0 obj <</Length {length}>> stream
{content}
endstream endobj
trailer <</Root 1 0 R>>
"""


@lru_cache
def drawn(color: Color) -> tuple[int, ...]:
    """Return the red, green and blue, from 0 to 255, that a colour is drawn with.

    Inks have no colour of their own: they are asked of the program that draws the pages.
    """
    if len(color) == 3:
        return tuple(round(255 * part) for part in color)
    content = f"{' '.join(f'{part:.4f}' for part in color)} k 0 0 9 9 re f"
    document = pypdfium2.PdfDocument(_SWATCH.format(length=len(content), content=content).encode())
    try:
        pixel = document[0].render(prefer_bgrx=True).to_pil().getpixel((4, 4))
    finally:
        document.close()
    assert isinstance(pixel, tuple), "the image has three channels or more"
    return pixel[:3]
