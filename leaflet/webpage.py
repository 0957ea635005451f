"""A page for a browser -> one file that needs no other: its style sheets, pictures and fonts are put into it."""

from __future__ import annotations

import base64
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

import tinyhtml5

from leaflet.edition import Edition
from leaflet.fonts import FontFamily, FontSet, font_set
from leaflet.html import render_html
from leaflet.imprint import Imprint
from leaflet.language import Language
from leaflet.localize import LocalizedLeaflet
from leaflet.templates import Templates
from leaflet.webfonts import font_faces

_SHEET = re.compile(r'<link rel="stylesheet" href="([^"]*)">')
_STYLE = re.compile(r'(?<= style=")[^"]*(?=")|(?<=<style>).*?(?=</style>)', re.DOTALL)
_ADDRESS = re.compile(r"""url\((["']?)([\w./-]+)\1\)""")
_PICTURE = re.compile(r'(?<=<img src=")([\w.-]+)(?=")')
_MEDIA_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}


@dataclass(frozen=True)
class PublishedPage:
    """A page: its bytes, and the names of the templates that it was made with, those asked for in vain too."""

    data: bytes
    templates: frozenset[str]


@dataclass(frozen=True)
class WebPublisher:
    """Makes the pages of leaflets; families: the fonts that there are; logo: as leaflet.letterhead reads it."""

    imprint: Imprint
    templates: Templates
    families: Sequence[FontFamily]
    logo: Mapping[str, bytes] = field(default_factory=dict)

    def publish(self, localized: LocalizedLeaflet, edition: Edition) -> PublishedPage:
        """Return the page of a leaflet. RenderError if a template is at fault.

        A file that the page asks for and the templates lack stays asked for: the proofs find it.
        """
        fonts = self._fonts(localized.language)
        page = render_html(
            localized,
            edition,
            None,
            0,
            imprint=self.imprint,
            fonts=fonts,
            templates=self.templates,
            logo=self.logo,
        )
        known = {language.tag: language for language in (*self.imprint.languages, localized.language)}
        inliner = _Inliner(page.files, self.templates)
        html = _SHEET.sub(inliner.sheet, page.html)
        html = _STYLE.sub(lambda style: inliner.addresses(style[0]), html)
        html = _PICTURE.sub(lambda name: inliner.data(name[0]) or name[0], html)
        texts = {known[tag]: text for tag, text in _texts(html).items() if tag in known}
        style = self._font_style(texts, fonts)
        data = html.replace("<style>", f"<style>\n{style}", 1).encode()
        return PublishedPage(data, page.templates | inliner.asked)

    def _fonts(self, language: Language) -> FontSet:
        return font_set(language.tag, language.script, self.families)

    def _font_style(self, texts: Mapping[Language, str], bold: FontSet) -> str:
        """Return the fonts as CSS, and which language is set in which."""
        by_set: dict[FontSet, str] = defaultdict(str)
        for language, text in texts.items():
            by_set[self._fonts(language)] += text
        rules = [
            f'@font-face {{ font-family: "{family.name}"; font-weight: {weight}; font-display: swap;\n'
            f'  src: url("{_data_address("font/woff2", font)}") format("woff2") }}'
            for family, weight, font in font_faces(by_set, bold)
        ]
        rules += [
            f'[lang="{language.tag}"] {{ font-family: {self._fonts(language).css_families}, sans-serif }}'
            for language in texts
        ]
        return "\n".join(rules) + "\n"


@dataclass(frozen=True)
class _Inliner:
    """Gives the files that a page asks for by name: its own, and those of the templates."""

    files: Mapping[str, bytes]
    templates: Templates
    asked: set[str] = field(default_factory=set)

    def sheet(self, link: re.Match[str]) -> str:
        """Return a style sheet as an element of the page, in place of the link to it."""
        file = self._find(link[1])
        return link[0] if file is None else f"<style>\n{file.read_text('utf-8')}</style>"

    def addresses(self, style: str) -> str:
        """Return CSS with the pictures that it names in it."""
        return _ADDRESS.sub(lambda found: f"url({found[1]}{self.data(found[2]) or found[2]}{found[1]})", style)

    def data(self, name: str) -> str | None:
        """Return a picture as an address that holds it, None if there is none."""
        file = None if name in self.files else self._find(name)
        data = file.read_bytes() if file else self.files.get(name)
        media_type = _MEDIA_TYPES.get("." + name.rpartition(".")[2])
        return _data_address(media_type, data) if data and media_type else None

    def _find(self, name: str) -> Path | None:
        self.asked.add(name)
        return self.templates.find(name)


def _data_address(media_type: str, data: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


def _texts(html: str) -> dict[str, str]:
    """Return the texts of a page by their language."""
    found: dict[str, str] = defaultdict(str)

    def walk(element: Element, language: str) -> None:
        own = element.get("lang", language)
        found[own] += element.text or ""
        for child in element:
            walk(child, own)
            found[own] += child.tail or ""

    root = tinyhtml5.parse(html, namespace_html_elements=False)
    for body in root.iter("body"):
        walk(body, root.get("lang", ""))
    return found
