"""LocalizedLeaflet + Edition -> HTML, ready to be laid out."""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

import jinja2
import segno
from babel.lists import format_list
from markupsafe import Markup, escape

from leaflet import markup
from leaflet.digits import counter_style
from leaflet.edition import Edition, Paper
from leaflet.folders import TEMPLATES
from leaflet.fonts import FontSet
from leaflet.imprint import Imprint
from leaflet.language import Language
from leaflet.linebreak import marked_breaks, with_breaks
from leaflet.localize import LocalizedLeaflet
from leaflet.mark import Credit
from leaflet.model import Item, Leaflet, Section, Text
from leaflet.problem import RenderError
from leaflet.settings import TELEPHONES
from leaflet.telephone import SCHEME, dialled
from leaflet.templates import Templates
from leaflet.values import print_date

# Letters of a left-to-right script with what may stand between them: a drug's name, an abbreviation, a title.
_LATIN_RUN = re.compile(r"\w*[A-Za-z\u00c0-\u024f](?:[\w .,'’/+&-]*\w)?", re.ASCII)


@dataclass(frozen=True)
class Page:
    """An HTML document, and the files that it refers to and that exist for it alone, by name.

    templates: the names of the templates that it was made with, those asked for in vain too.
    """

    html: str
    files: Mapping[str, bytes]
    templates: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Writer:
    """What a template calls to write a localized leaflet's texts: escaped, marked up, each value isolated.

    for_web: a browser breaks lines by dictionaries of its own, and a telephone number can be dialled.
    """

    localized: LocalizedLeaflet
    for_web: bool = False

    @property
    def language(self) -> Language:
        """The language written."""
        return self.localized.language

    @property
    def leaflet(self) -> Leaflet:
        """The leaflet in that language."""
        return self.localized.leaflet

    def section(self, section_id: str) -> Section:
        """Return the leaflet's section of that id."""
        return next(section for section in self.leaflet.sections if section.id == section_id)

    def pgettext(self, message_id: str, text: str) -> str:
        """Return a shared word in the page's language. The English stands in the template for extraction alone."""
        return self.localized.words[message_id]

    def word(self, message_id: str) -> str:
        """Return a shared word that the templates name with its English elsewhere."""
        return self.localized.words[message_id]

    def text(self, text: Text | str, **values: str) -> Markup:
        """Return a text with its markup as HTML; values: further ones than the leaflet's own, HTML if Markup."""
        nodes = markup.parse(text.text if isinstance(text, Text) else text)
        if not self.for_web:
            nodes = with_breaks(nodes, self.language)
        return Markup("").join(self._node(node, {**self.localized.values, **values}) for node in nodes)

    def plain(self, text: Text | str, **values: str) -> str:
        """Return a text as characters alone, for an attribute or a title."""
        return markup.fill(text.text if isinstance(text, Text) else text, {**self.localized.values, **values})

    def names(self, items: tuple[Item, ...]) -> Markup:
        """Return texts as one enumeration, "a, b and c", which may be broken over lines."""
        joined = format_list([self.plain(item) for item in items], locale=self.language.locale)
        return self.isolate(joined if self.for_web else marked_breaks(joined, self.language), "name")

    def date(self, date: datetime.date) -> str:
        """Return a date in the page's language."""
        return print_date(date, self.language)

    def credit(self, credit: Credit) -> Markup:
        """Return a line of the colophon: who answers for the text, by which right, and since when."""
        names = {name: self.isolate(getattr(credit, name), "name") for name in ("name", "qualification")}
        return self.text(self.word(credit.word), **names, date=self.date(credit.date))

    def counter(self, name: Literal["page", "pages"]) -> Markup:
        """Return the place where the layout puts the number of the page, or of all pages."""
        return Markup('<span class="counter-{}"></span>').format(name)

    def isolate(self, value: str, kind: str = "value") -> Markup:
        """Return a value that reads in its own direction, whatever is around it; its kind is what style sheets call it.

        In a right-to-left line, 555-123-4567 would print as 4567-123-555 without it (Unicode Standard Annex #9: a
        hyphen between numbers takes the direction of the paragraph).
        """
        if isinstance(value, Markup):
            return value
        direction = "rtl" if any(unicodedata.bidirectional(char) in {"R", "AL"} for char in value) else "ltr"
        return Markup('<bdi class="{}" dir="{}">{}</bdi>').format(kind, direction, value)

    def _node(self, node: markup.Node, values: Mapping[str, str]) -> Markup:
        if isinstance(node, markup.Strong):
            return Markup("<strong>{}</strong>").format(Markup("").join(self._node(n, values) for n in node.nodes))
        if isinstance(node, markup.Placeholder):
            number = dialled(values[node.name]) if self.for_web and node.name in TELEPHONES else None
            value = self.isolate(values[node.name])
            return Markup('<a href="{}{}">{}</a>').format(SCHEME, number, value) if number else value
        if self.language.direction == "ltr":
            return escape(node.text)
        parts, end = [], 0
        for run in _LATIN_RUN.finditer(node.text):
            parts += [escape(node.text[end : run.start()]), Markup('<bdi dir="ltr">{}</bdi>').format(run[0])]
            end = run.end()
        return Markup("").join([*parts, escape(node.text[end:])])


def render_html(
    localized: LocalizedLeaflet,
    edition: Edition,
    paper: Paper | None,
    fit: int,
    *,
    imprint: Imprint,
    fonts: FontSet,
    templates: Templates,
    logo: Mapping[str, bytes] = MappingProxyType({}),
) -> Page:
    """Return the page of a leaflet.

    paper: None for a page for a browser; fit: which of the edition's settings of type, from 0, the roomiest; fonts:
    those of the language; logo: the facility's, by the name that the page knows it by, if it has one.

    RenderError if a template is at fault, naming its file and line; PictogramError if a pictogram is.
    """
    leaflet, language = localized.leaflet, localized.language
    files = dict(logo) | {pictogram.address: pictogram.read() for pictogram in imprint.pictograms_of(leaflet)}
    writer, source = _Writer(localized, edition.is_web), _Writer(imprint.original(localized), edition.is_web)
    address = imprint.address(localized)
    if address:
        files["code.svg"] = _qr_code(address)
    environment = _environment(templates)
    environment.asked = set()
    try:
        html = (
            environment
            .get_template(edition.template)
            .render(
                leaflet=leaflet,
                background=[each for each in leaflet.sections if not each.urgency and each.id != "home-care"],
                language=language,
                mark=localized.mark,
                source=source,
                is_translation=language != source.language,
                translated=localized.translated,
                facility=imprint.facility,
                paper=edition.sheet(paper) if paper else None,
                edition=edition,
                fit=fit,
                font_families=Markup(fonts.css_families),
                source_families=Markup(fonts.for_source.css_families),
                font=fonts.families[0].slug,
                counter_style=counter_style(language.own_digits),
                address=address,
                other_pages=edition.other_pages(localized, imprint),
                logo=next(iter(logo), None),
                pictograms={pictogram.name: pictogram.address for pictogram in imprint.pictograms_of(leaflet)},
                **{name: getattr(writer, name) for name in _TEMPLATE_FUNCTIONS},
            )
        )
    except jinja2.TemplateSyntaxError as fault:
        raise RenderError(f"{TEMPLATES}/{fault.name}:{fault.lineno}: {fault.message}") from fault
    except jinja2.TemplateError as fault:
        raise RenderError(f"{edition.template}: {fault.message}", "mend the template") from fault
    return Page(html, files, frozenset(environment.asked))


_TEMPLATE_FUNCTIONS = ("pgettext", "word", "text", "plain", "names", "date", "credit", "counter", "isolate")


class _Environment(jinja2.Environment):
    """Notes which templates are asked for: a page depends on these, and on no others."""

    asked: set[str]

    def get_template(self, name: str | jinja2.Template, *args: Any, **kwargs: Any) -> jinja2.Template:
        self.asked |= {name} if isinstance(name, str) else set()
        return super().get_template(name, *args, **kwargs)

    def select_template(self, names: Iterable[str | jinja2.Template], *args: Any, **kwargs: Any) -> jinja2.Template:
        wanted = list(names)
        self.asked |= {name for name in wanted if isinstance(name, str)}
        return super().select_template(wanted, *args, **kwargs)


@lru_cache
def _environment(templates: Templates) -> _Environment:
    return _Environment(
        loader=jinja2.FileSystemLoader(templates.folders), autoescape=True, undefined=jinja2.StrictUndefined
    )


# All editions of a leaflet in a language have one, at every fit, and they are made one after the other. To find out
# which of eight patterns shows it best takes longer than all else of the page.
@lru_cache(maxsize=8)
def _qr_code(address: str) -> bytes:
    """Return a QR code as SVG; error correction M survives a stain on a tenth of it (ISO/IEC 18004)."""
    stream = io.BytesIO()
    # The quiet zone of four modules is part of the code: without it, telephones do not find it.
    segno.make(address, error="m", micro=False).save(stream, kind="svg", border=4, xmldecl=False, omitsize=True)
    return stream.getvalue()
