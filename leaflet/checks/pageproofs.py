"""What the proofs on a page for a browser find, beside what those on a PDF do: the documentation of each."""

from __future__ import annotations

from leaflet.checks.registry import declare
from leaflet.problem import Severity

# Identifier, title, why it matters; a bad and a good example.
_PROOFS = (
    (
        "unreadable-page", "A page for a browser is not in UTF-8.",
        "Each browser would guess at its letters.",
        "a page that was saved again as Windows-1252", "the page as it was built",
    ),
    (
        "text-direction", "A text is marked with another direction than its own, or turned by a style.",
        "Numbers, marks and the words of another script change places.",
        "an Arabic page without dir", "dir=\"rtl\" on the page, dir=\"ltr\" on what is English in it",
    ),
    (
        "not-isolated", "A value in a text has no direction of its own.",
        "In right-to-left text, 555-123-4567 would be shown as 4567-123-555.",
        "a telephone number as a plain part of an Arabic sentence", "the number in an element “bdi” with dir=\"ltr\"",
    ),
    (
        "foreign-markup", "A page for a browser holds an element or an attribute that a leaflet has no use for.",
        "Scripts, forms and frames do what nobody has approved; a label for some readers says what nobody has checked.",
        "<script>; onclick; aria-label", "headings, paragraphs, lists, links",
    ),
    (
        "external-resource", "A page for a browser asks for another file.",
        "It would be another page without a network, and tell others who reads it.",
        "a font from another server", "the font in the page itself",
    ),
    (
        "content-policy", "A page for a browser does not forbid itself to run and to load.",
        "What is put into it on its way could do both.",
        "a page without a content security policy", "default-src 'none', and what the page holds itself",
    ),
    (
        "telephone-link", "A telephone number cannot be dialled, or dials another than it shows.",
        "In an emergency, one tap calls.",
        "“911” that dials 112", "each number a link that dials its very digits",
    ),
)

for _id, _title, _why, _bad, _good in _PROOFS:
    declare(_id, "print", Severity.ERROR, _title, _why, bad=_bad, good=_good)
