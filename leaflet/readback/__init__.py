"""The finished PDF, read back: from its bytes to facts, independent of how they were made."""

from leaflet.readback.document import read_pdf
from leaflet.readback.facts import PdfFacts
from leaflet.readback.token import ReadbackError

__all__ = ["PdfFacts", "ReadbackError", "read_pdf"]
