"""The text inside the PDF, made exactly the text that was set.

WeasyPrint gives each glyph of a font one text: that of the first place where it stands. A glyph that stands for
several texts, or a letter that is drawn as several glyphs, so reads back as another word (its issue 2841). Here each
letter, with its marks, becomes one glyph of the embedded font with one code, which stands for its text and no other.

hooks.py alone touches what WeasyPrint does not promise to keep; fit.py proves that it is as it was.
"""

from leaflet.textlayer.misfit import misfit

try:
    from leaflet.textlayer.fit import prove_fit
    from leaflet.textlayer.hooks import TextLayer
except ImportError as fault:
    raise misfit(str(fault)) from fault

__all__ = ["TextLayer", "prove_fit"]
