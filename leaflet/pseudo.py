"""The pseudo-languages: the source language, disguised, so that who writes or tests a page sees what will go wrong.

en-XA  accented, 40 % longer, in brackets: what has no brackets is cut off, what has no accents was never translated.
ar-XB  in Arabic letters, from right to left: what is not mirrored was forgotten. Word for word as long as the English.

No catalog holds them. They are made from the messages whenever they are asked for.
"""

from __future__ import annotations

from leaflet import markup
from leaflet.language import Language

_ACCENTED = str.maketrans(
    "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz",
    "ÅåƁƀÇçÐðÉéƑƒĜĝĤĥÎîĴĵĶķĻļṀṁÑñÖöÞþǪǫŔŕŠšŢţÛûṼṽŴŵẊẋÝýŽž",
)
_ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyz,;?", "ابكدعفگهيجكلمنوپقرستوڤوخيز،؛؟")
# How much longer than English the languages of a hospital are.
_LONGER = 0.4


def disguised(text: str, language: Language) -> str:
    """Return a text of the source language as a pseudo-language has it; its marks and its names in braces stay."""
    mirrored = language.direction == "rtl"

    def part(node: markup.Node) -> str:
        if isinstance(node, markup.Strong):
            return f"**{''.join(map(part, node.nodes))}**"
        if isinstance(node, markup.Placeholder):
            return f"{{{node.name}}}"
        return node.text.lower().translate(_ARABIC) if mirrored else _accented(node.text)

    made = "".join(map(part, markup.parse(text)))
    return made if mirrored else f"[{made}]"


def _accented(text: str) -> str:
    """Return a text with accents, its vowels repeated until it is long enough."""
    missing = round(_LONGER * sum(char.isalpha() for char in text))
    longer = []
    for char in text:
        repeats = 1 + (char in "aeiouAEIOU" and missing > 0)
        missing -= repeats - 1
        longer.append(char.translate(_ACCENTED) * repeats)
    words = "".join(longer).split(" ")
    for i in range(missing):
        words[i % len(words)] += "~" if words[i % len(words)] else ""
    return " ".join(words)

