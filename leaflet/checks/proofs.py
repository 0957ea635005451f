"""What the proofs on a finished PDF find: the documentation of each, for `leaflet checks` and docs/checks.md."""

from __future__ import annotations

from leaflet.checks.registry import declare
from leaflet.problem import Severity

# Identifier, title, why it matters; a bad and a good example.
_PROOFS = (
    (
        "unreadable-pdf", "A finished PDF cannot be read back.",
        "What cannot be read cannot be proved, on this machine or on the printer's.",
        "a file that was cut off in a mail", "a whole file",
    ),
    (
        "sign-missing", "A warning sign is not on the pages.",
        "A patient would not know of it: this is what Leaflet exists to prevent.",
        "an emergency list with six of its seven signs", "all seven",
    ),
    (
        "sign-doubled", "A warning sign stands twice.",
        "One of the two stands in the place of another, or under the wrong heading.",
        "“Bleeding from your vagina” in both lists", "each sign once",
    ),
    (
        "sign-order", "The warning signs stand in another order than in the source.",
        "The order is the clinicians'; a list in another order is not the list that was checked.",
        "fainting before contractions", "the order of the source",
    ),
    (
        "sign-list", "A warning sign stands in the other list of the document's structure.",
        "A screen reader would read an emergency as something to call about.",
        "“Contractions” tagged under “Call your caregiver”", "each sign tagged in its own list",
    ),
    (
        "sign-broken", "A list of warning signs is broken over pages.",
        "Whoever has the first sheet in hand takes it for the whole list.",
        "five signs on page 1, two on page 2", "the list whole on one page",
    ),
    (
        "sign-place", "A warning sign is drawn in another place than its list's.",
        "The eye reads it under the wrong heading, whatever the structure says.",
        "a sign drawn inside the frame of the other list", "each sign drawn below its own heading",
    ),
    (
        "rows-parted", "In a bilingual leaflet, a text does not stand beside the same in the other language.",
        "A nurse would point at one sign, and the patient read another.",
        "“Fainting” beside the translation of “Bleeding”", "each text and its translation in one row",
    ),
    (
        "panel-fold", "A text lies over a fold of the sheet, or too near to one.",
        "The fold breaks it, and what is folded away hides half of it.",
        "a sign whose last word stands on the panel beside", "text 5 mm or more from each fold",
    ),
    (
        "panel-broken", "A text, or a list of warning signs, stands on two panels of a folded sheet.",
        "Whoever holds it folded sees the one panel, and takes it for the whole.",
        "five signs on the front, two inside", "each text, and each list, whole on one panel",
    ),
    (
        "panel-place", "A text stands on another panel of a folded sheet than its section's.",
        "On the refrigerator the front alone is seen: there stands what must not wait.",
        "the emergency list inside", "the title and the emergency list on the front",
    ),
    (
        "list-heading", "A list of warning signs lacks its heading.",
        "The same sign means “at once” under one heading and “call” under the other.",
        "a list without “Get medical care at once”", "each list below its own heading",
    ),
    (
        "text-missing", "A text of the leaflet is not on the pages as it was written.",
        "A line was lost, or reads as another: on paper, aloud, in a search or in a copy.",
        "“Take medicine” where the leaflet says “Take medicine as your caregiver directs”", "every text, whole",
    ),
    (
        "text-unexpected", "The pages say something that the leaflet does not.",
        "Nobody has checked it, in any language.",
        "English left in a Spanish leaflet; a line drawn twice", "the leaflet's texts, and the words of the template",
    ),
    (
        "text-section", "A text stands in another section than its own.",
        "Advice reads otherwise under another heading.",
        "a cause listed among the symptoms", "each text in its section",
    ),
    (
        "text-language", "A text is not marked with its language.",
        "A screen reader would pronounce Arabic as English: noise.",
        "an Arabic text marked as English", "each text marked with its language",
    ),
    (
        "untagged-text", "A text stands outside of the document's structure.",
        "A screen reader leaves it out.",
        "a paragraph that no structure element holds", "every text tagged, or marked as not part of the content",
    ),
    (
        "image-text", "An image does not say what it shows, or says something else.",
        "Who cannot see the image gets nothing, or another address.",
        "a QR code without its description", "a description with the code's address",
    ),
    (
        "page-boxes", "A page has another size than its paper, or is turned or cropped.",
        "The printer cuts or shrinks it.",
        "a Letter page in an A4 file", "the size of the paper, upright, whole",
    ),
    (
        "title", "The document does not bear the leaflet's title.",
        "Files are found, and windows and screen readers name them, by it.",
        "the file's name for a title", "the title in the patient's language",
    ),
    (
        "language", "The document is marked with another language than its own.",
        "A screen reader takes the voice of this language for everything.",
        "a Spanish document marked as English", "the leaflet's language tag",
    ),
    (
        "conformance", "The document does not say that it is PDF/A-2a and PDF/UA-1, or is not tagged.",
        "An archive refuses it, and a screen reader has nothing to go by.",
        "a file without a structure tree", "both standards named, and a structure tree",
    ),
    (
        "outline", "The document's outline is not that of its headings.",
        "Who moves by headings misses sections.",
        "an outline without “Call your caregiver”", "each heading in the outline",
    ),
    (
        "link", "The document holds a link that the leaflet does not.",
        "A tap leads somewhere that nobody has approved.",
        "a link to an advertisement", "the leaflet's own address, or none",
    ),
    (
        "foreign-font", "The document uses a font that is not among its language's.",
        "Another font may lack signs, or draw them as another language does.",
        "Chinese set in a Japanese font", "the pinned fonts of the language, embedded",
    ),
    (
        "wrong-glyphs", "What is drawn are not the glyphs that the pinned fonts have for the text.",
        "The paper says another word than the text inside the file.",
        "a digit drawn in place of another; an outline that was emptied",
        "the glyphs that shaping the text again gives",
    ),
    (
        "glyph-place", "Glyphs do not stand where the font places them.",
        "Marks on the wrong letter, or letters apart, are another word in many scripts.",
        "a vowel sign beside its letter", "the places that shaping gives",
    ),
    (
        "wrong-unicode", "A code of a font is mapped to another text than its glyph has.",
        "A search, a copy and a screen reader get another word.",
        "الطاقة that reads back as الطاةة", "each code mapped to the text that it was set for",
    ),
    (
        "strong-lost", "Words that the leaflet marks as strong are not bold.",
        "The “not” does not stand out.",
        "“not” in the regular face", "strong words in the bold face",
    ),
    (
        "line-order", "A line is drawn in another order than the bidi algorithm asks for.",
        "Numbers and words in right-to-left text change places: 555-123-4567 prints as 4567-123-555.",
        "the words of an Arabic line from left to right",
        "the order of Unicode Standard Annex #9, with the isolates of each value",
    ),
    (
        "lines-order", "The lines of a text do not follow each other.",
        "A sentence begins in its middle.",
        "the second line above the first", "lines from top to bottom",
    ),
    (
        "value-split", "A number and its unit, or a telephone number, do not stand together.",
        "“102” at the end of a line and “°F” on the next are two things to a tired reader.",
        "a number at the end of a line, its unit on the next", "each value on one line",
    ),
    (
        "value-order", "A number or a telephone number does not read from left to right.",
        "A thermometer and a telephone are read from left to right in every language.",
        "C° 9.38", "38.9 °C",
    ),
    (
        "hidden", "A text is covered, clipped, or not drawn.",
        "It is in the file, and not on the paper.",
        "a white box over a sign", "ink wherever the outlines ask for it",
    ),
    (
        "lines-meet", "The ink of a line runs into that of the line above or below it.",
        "A dot or a vowel sign that touches another line is another letter, or none.",
        "Urdu in Nastaliq, set as close as English", "lines with room for the marks of their script",
    ),
    (
        "faint", "A text has too little contrast.",
        "It cannot be read by everybody, nor after a photocopier (WCAG 2.2, 1.4.3: 4.5 to 1).",
        "light grey on white", "4.5 to 1 or more, 7 to 1 in the lists of warning signs",
    ),
    (
        "too-small", "A text is smaller than its edition allows.",
        "Many readers cannot read it.",
        "a sign at 1 pt", "12 pt or more on a handout",
    ),
    (
        "distorted", "A text is squeezed, stretched, turned or drawn invisibly.",
        "It cannot be read as it was set.",
        "a sign at a tenth of its width", "upright text at its own width",
    ),
    (
        "page-edge", "A text stands off the page, or nearer to its edge than 6 mm.",
        "Office printers do not print there.",
        "a footer 2 mm from the edge", "6 mm or more on each side",
    ),
    (
        "code", "The QR code on the page does not lead to the leaflet's address.",
        "A telephone opens something else, or nothing.",
        "the code of another leaflet", "the address of this leaflet, in this language",
    ),
    (
        "imposed-page", "A sheet bears a page that is not one of those that were proved.",
        "What was proved of the pages is not true of this one.",
        "a page with one letter changed, or with its lower half hidden", "the page as it was proved, byte for byte",
    ),
    (
        "imposed-count", "A page is not on the sheets as often as it should be.",
        "A booklet lacks a page, or a cut leaves a card that is empty.",
        "a booklet with page 3 twice and page 4 nowhere", "each page once in a booklet, each card in every place",
    ),
    (
        "imposed-order", "The folded sheets do not give the pages in their order.",
        "A page that comes too early or upside down is lost: patients read the sheet as it lies before them.",
        "an Arabic booklet bound on the left", "pages 1, 2, 3 … as one leafs through",
    ),
    (
        "imposed-place", "A page on a sheet is scaled, turned, moved from its place, or over another one.",
        "Large print is no longer large, or the cut goes through a sign.",
        "a page at 64 % of its size", "each page in its place, at its own size",
    ),
    (
        "imposed-mark", "A sheet lacks a fold mark or a cutting mark, or has a line elsewhere.",
        "A sheet is folded or cut through its text, or a line is taken for a part of it.",
        "a line across a page", "short hairlines at the edges of the sheet, between two pages",
    ),
    (
        "imposed-extra", "A sheet bears something beside its pages and its marks.",
        "Nobody has proved it.",
        "a note, or a text on an empty page", "pages and marks alone",
    ),
)

for _id, _title, _why, _bad, _good in _PROOFS:
    declare(_id, "print", Severity.ERROR, _title, _why, bad=_bad, good=_good)
