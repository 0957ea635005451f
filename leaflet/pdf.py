"""HTML -> PDF: one file that is PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) at once."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from leaflet.fonts import FontSet, isolated
from leaflet.html import Page
from leaflet.problem import RenderError
from leaflet.templates import Templates
from leaflet.textlayer import TextLayer, prove_fit

# Every address in a page is relative to this one. The domain .invalid is reserved (RFC 2606): it leads nowhere.
_BASE = "https://leaflet.invalid/"
_MEDIA_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}


@dataclass(frozen=True)
class RenderedPdf:
    """A finished document: its bytes, its number of pages, what the renderer warned of, and the fit of its type.

    templates: the names of the files of templates/ that it was made with, those asked for in vain too.
    """

    data: bytes
    pages: int
    warnings: tuple[str, ...]
    fit: int = 0
    templates: frozenset[str] = frozenset()


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Serves the page's own files and those of the templates, by name, and nothing else."""

    def __init__(self, files: Mapping[str, bytes], templates: Templates) -> None:
        super().__init__(allowed_protocols=())
        self.files = files
        self.templates = templates
        # Some callers in the renderer swallow the error: what was refused is kept, to fail afterwards.
        self.refused: list[str] = []
        self.asked: set[str] = set()

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return what the page may have; anything else stops the rendering."""
        name = unquote(urlsplit(url).path).removeprefix("/")
        data = None
        if url.startswith(_BASE) and name:
            data = self.files.get(name)
            if data is None:
                self.asked.add(name)
                file = self.templates.find(name)
                data = file.read_bytes() if file is not None else None
        if data is None:
            self.refused.append(url)
            raise FatalURLFetchingError(f"the page asks for “{url}”, which it may not have")
        media_type = _MEDIA_TYPES.get(Path(name).suffix, "application/octet-stream")
        return URLFetcherResponse(url, data, {"Content-Type": media_type})


class Renderer:
    """Renders pages in one language's fonts. Making one reads the fonts' tables, so it serves many pages.

    templates: with the style sheets, each of which is read once; cache: a folder for what is known of the fonts.
    RenderError if the WeasyPrint installed is not one that the text layer fits.
    """

    def __init__(self, fonts: FontSet, templates: Templates, cache: Path) -> None:
        self.fonts = fonts
        self._templates = templates
        self._sheets: dict[str, _Sheet] = {}
        with isolated(fonts, cache):
            self._font_config = FontConfiguration()
        prove_fit(self._font_config)

    def render(self, page: Page, bleed: float = 0, within: int | None = None) -> RenderedPdf:
        """Return the PDF of a page; one that takes more pages than within is not drawn, and has no bytes.

        RenderError if the page asks for a file that it may not have.

        bleed: how far beyond its edges the page is drawn, in millimetres. It is then for a press, and has no links: on
        paper they lead nowhere, and PDF/X-4 allows none on a page (ISO 15930-7).
        """
        fetcher = _Fetcher(page.files, self._templates)
        with _warnings() as warnings:
            try:
                html = weasyprint.HTML(string=page.html, base_url=_BASE, url_fetcher=fetcher)
                sheets = self._linked(html.etree_element, fetcher)
                if bleed:
                    sheets.append(weasyprint.CSS(string=f"@page {{ bleed: {bleed}mm }}"))
                for link in html.etree_element.iter("a") if bleed else ():
                    link.attrib.pop("href", None)
                document = html.render(self._font_config, stylesheets=sheets, pdf_variant="pdf/a-2a")
                data = b""
                if within is None or len(document.pages) <= within:
                    _claim_pdf_ua(document.metadata)
                    layer = TextLayer(document, html.etree_element)
                    data = document.write_pdf(pdf_variant="pdf/a-2a", finisher=layer.finish)
            except FatalURLFetchingError as fault:
                raise RenderError(str(fault), "put the file into templates/, and name it without a folder") from fault
        if fetcher.refused:
            raise RenderError(f"the page asks for “{fetcher.refused[0]}”, which it may not have")
        templates = page.templates | fetcher.asked
        return RenderedPdf(data, len(document.pages), tuple(warnings), templates=templates)

    def _linked(self, page: ElementTree.Element, fetcher: _Fetcher) -> list[weasyprint.CSS]:
        """Take the links to style sheets out of a page, and return the sheets: to parse them takes a tenth of its time.

        They become the user's: the page's own rules are stronger (CSS Cascading and Inheritance Level 4, 6.1), as they
        are where they stand below the links. Links for other media stay where they are.
        """
        found = []
        for head in page.iter("head"):
            for link in [each for each in head.iter("link") if each.get("rel") == "stylesheet"]:
                if not link.get("media"):
                    found.append(self._sheet(link.get("href", ""), fetcher))
                    head.remove(link)
        fetcher.asked.update(*(sheet.asked for sheet in found))
        return [sheet.css for sheet in found]

    def _sheet(self, name: str, fetcher: _Fetcher) -> _Sheet:
        if name not in self._sheets:
            own = _Fetcher({}, self._templates)
            try:
                css = weasyprint.CSS(url=_BASE + name, url_fetcher=own, font_config=self._font_config)
            finally:
                fetcher.refused += own.refused
            self._sheets[name] = _Sheet(css, frozenset(own.asked))
        return self._sheets[name]


@dataclass(frozen=True)
class _Sheet:
    """A style sheet, parsed, and the names of the files that it is made of."""

    css: weasyprint.CSS
    asked: frozenset[str]


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collect what the renderer warns of, in place of printing it."""
    found: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    logger = logging.getLogger("weasyprint")
    collector, others, propagate = Collector(logging.WARNING), logger.handlers[:], logger.propagate
    logger.handlers[:], logger.propagate = [collector], False
    try:
        yield found
    finally:
        logger.handlers[:], logger.propagate = others, propagate


def _claim_pdf_ua(metadata: weasyprint.document.DocumentMetadata) -> None:
    """Let the metadata say, beside PDF/A, that the document is PDF/UA-1.

    PDF/A asks that a schema that it does not know, such as PDF/UA's, is described where it is used (ISO 19005-2,
    6.6.2.3).
    """
    generate = metadata.generate_rdf_metadata

    def generate_both(variant: str, version: int, conformance: str) -> bytes:
        rdf = ElementTree.fromstring(generate(variant, version, conformance))
        rdf.extend(ElementTree.fromstring(_PDF_UA))
        return bytes(ElementTree.tostring(rdf, encoding="utf-8"))

    metadata.generate_rdf_metadata = generate_both


for _prefix, _name in {"Extension": "extension/", "Schema": "schema#", "Property": "property#"}.items():
    ElementTree.register_namespace(f"pdfa{_prefix}", f"http://www.aiim.org/pdfa/ns/{_name}")

_PDF_UA = """
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
    <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
      xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
        <pdfaProperty:name>part</pdfaProperty:name>
        <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
        <pdfaProperty:category>internal</pdfaProperty:category>
        <pdfaProperty:description>The part of ISO 14289 that the document conforms to</pdfaProperty:description>
      </rdf:li></rdf:Seq></pdfaSchema:property>
    </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
</rdf:RDF>
"""
