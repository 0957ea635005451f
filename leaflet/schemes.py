"""The ways to place pages on a sheet, as data, and where the sheets lie that are made in each."""

from __future__ import annotations

from dataclasses import dataclass

from leaflet.edition import FORMATS, Paper
from leaflet.problem import UsageError


@dataclass(frozen=True)
class Scheme:
    """A way to place pages on a sheet: columns and rows of places, for pages to fold or for copies to cut apart."""

    name: str
    columns: int
    rows: int
    folded: bool = False

    @property
    def places(self) -> int:
        """How many pages one side of a sheet holds."""
        return self.columns * self.rows

    def sides(self, pages: int) -> int:
        """Return how many sides of sheets a number of pages takes: a booklet has both of each."""
        return -(-pages // 4) * 2 if self.folded else pages

    def size(self, paper: Paper) -> tuple[float, float]:
        """Return the width and the height of the block of pages of that paper, in millimetres."""
        return self.columns * paper.width, self.rows * paper.height

    def sheet(self, paper: Paper) -> Paper:
        """Return the sheet for pages of that paper, as it lies in the printer; UsageError if it is no usual format."""
        width, height = self.size(paper)
        for found in FORMATS.values():
            # Two A5 pages are a millimetre narrower than A4 (ISO 216 rounds down).
            spare = (found.width - min(width, height), found.height - max(width, height))
            if all(-0.01 < each <= 1 for each in spare):
                across = width > height
                return Paper(found.name, *((found.height, found.width) if across else (found.width, found.height)))
        known = [each.name for each in FORMATS.values() if each is not paper and self._has_sheet(each)]
        hint = f"{self.name} is for pages on {', '.join(known)}"
        raise UsageError(f"there is no sheet that {self.name} of {paper.name} pages fills", hint)

    def _has_sheet(self, paper: Paper) -> bool:
        area = self.places * paper.width * paper.height
        return any(abs(each.width * each.height / area - 1) < 0.01 for each in FORMATS.values())


BOOKLET = Scheme("booklet", 2, 1, folded=True)
TWO_UP = Scheme("2-up", 2, 1)
FOUR_UP = Scheme("4-up", 2, 2)
SCHEMES = {scheme.name: scheme for scheme in (BOOKLET, TWO_UP, FOUR_UP)}


def imposed_path(path: str, scheme: Scheme) -> str:
    """Return the path of the sheets that are made of the PDF at a path: `x.card.a6.4-up.pdf` of `x.card.a6.pdf`."""
    return f"{path.removesuffix('.pdf')}.{scheme.name}.pdf"
