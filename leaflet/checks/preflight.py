"""What the preflight of a press PDF finds: the documentation of each, for `leaflet checks` and docs/checks.md."""

from __future__ import annotations

from leaflet.checks.registry import declare
from leaflet.problem import Severity

# Identifier, title, why it matters; a bad and a good example.
_RULES = (
    (
        "press-boxes", "The boxes of a page of a press PDF are not those that a printer goes by.",
        "The sheet is cut by its TrimBox, and imposed by its BleedBox. PDF/X-4 (ISO 15930-7) asks that trim, bleed and "
        "media lie within one another; printers ask for 3 mm of bleed.",
        "a BleedBox 1 mm outside the TrimBox; an ArtBox beside a TrimBox",
        "3 mm or more of bleed on each side, upright, unscaled",
    ),
    (
        "press-marks", "The crop or fold marks of a page are missing, off, or on the page itself.",
        "The knife and the fold follow them, and what stands inside the bleed is printed.",
        "a crop mark 2 mm from the trim's line; a fold mark inside the bleed",
        "two lines at each corner, beyond the bleed, on every plate; two for each fold",
    ),
    (
        "press-intent", "A press PDF does not name its printing condition, or lacks its profile.",
        "Inks look different on each paper: PDF/X-4 asks for the registered name of the condition and its ICC profile "
        "in the file, and PDF/A for one profile only.",
        "an output intent for sRGB; FOGRA39 named without a profile",
        "the condition that the settings choose, with its profile of four inks",
    ),
    (
        "press-claims", "A press PDF does not say of itself what PDF/X-4 asks for.",
        "A printer's programs sort files by it, and refuse what contradicts itself.",
        "no Trapped; a title in the information dictionary that is not the one of the metadata",
        "PDF/X-4 and PDF 1.6, an identity, dates, Trapped, one and the same in both places",
    ),
    (
        "press-colour", "A press PDF holds a colour that is not in the press's inks.",
        "The press's own programs would turn it into inks, each in its way: black text becomes four plates.",
        "a logo in RGB; a grey image; a spot colour; a shading in Lab",
        "cyan, magenta, yellow and black everywhere; masks in grey",
    ),
    (
        "press-black", "Black or grey text is not on the black plate alone.",
        "Plates are never exactly in register: small black text of four inks gets coloured edges, and a decimal point "
        "or a vowel sign is blurred.",
        "text in 75 % cyan, 68 % magenta, 67 % yellow, 90 % black",
        "text in 100 % black",
    ),
    (
        "press-ink", "There is more ink in one place than the paper takes.",
        "It does not dry, and comes off on the next sheet.",
        "a ground of 400 %", "no more than the printing condition carries",
    ),
    (
        "press-transparency", "A press PDF blends or overprints in a way that presses do not agree on.",
        "Where things overlap, another colour is printed than was seen; white that is printed over a ground is lost.",
        "a group that blends in RGB; the blend mode Multiply; white text set to overprint",
        "groups that blend in the press's inks, everything knocked out",
    ),
    (
        "press-font", "A font of a press PDF is not embedded.",
        "The printer's own font would stand in its place, with other glyphs.",
        "Helvetica, named only", "each font in the file",
    ),
    (
        "press-forbidden", "A press PDF holds what has no place in one.",
        "A press can ask nobody for a password, follows no link, runs no program and finds no other file; PDF/X-4 "
        "forbids it all, and allows nothing on a page but printer's marks beside what is printed.",
        "a password; JavaScript; a link on the page; an alternate image; layers", "what is printed, and nothing else",
    ),
)

for _id, _title, _why, _bad, _good in _RULES:
    declare(_id, "press", Severity.ERROR, _title, _why, bad=_bad, good=_good)
