"""LocalizedLeaflet + Edition -> HTML, ready to be laid out."""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import jinja2
import segno
from babel.lists import format_list
from markupsafe import Markup, escape

from leaflet import markup
from leaflet.digits import counter_style
from leaflet.edition import Edition, Paper
from leaflet.fonts import FontSet
from leaflet.imprint import Imprint
from leaflet.language import Language
from leaflet.linebreak import marked_breaks, with_breaks
from leaflet.localize import LocalizedLeaflet
from leaflet.model import Item, Leaflet, Text
from leaflet.problem import RenderError
from leaflet.templates import FOLDER, Templates
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
    """What a template calls to write a localized leaflet's texts: escaped, marked up, each value isolated."""

    localized: LocalizedLeaflet

    @property
    def language(self) -> Language:
        """The language written."""
        return self.localized.language

    @property
    def leaflet(self) -> Leaflet:
        """The leaflet in that language."""
        return self.localized.leaflet

    def pgettext(self, message_id: str, text: str) -> str:
        """Return a shared word in the page's language. The English stands in the template for extraction alone."""
        return self.localized.words[message_id]

    def word(self, message_id: str) -> str:
        """Return a shared word that the templates name with its English elsewhere."""
        return self.localized.words[message_id]

    def text(self, text: Text | str, **values: str) -> Markup:
        """Return a text with its markup as HTML; values: further ones than the leaflet's own, HTML if Markup."""
        nodes = with_breaks(markup.parse(text.text if isinstance(text, Text) else text), self.language)
        return Markup("").join(self._node(node, {**self.localized.values, **values}) for node in nodes)

    def plain(self, text: Text | str, **values: str) -> str:
        """Return a text as characters alone, for an attribute or a title."""
        return markup.fill(text.text if isinstance(text, Text) else text, {**self.localized.values, **values})

    def names(self, items: tuple[Item, ...]) -> Markup:
        """Return texts as one enumeration, "a, b and c", which may be broken over lines."""
        joined = format_list([self.plain(item) for item in items], locale=self.language.locale)
        return self.isolate(marked_breaks(joined, self.language), "name")

    def date(self, date: datetime.date) -> str:
        """Return a date in the page's language."""
        return print_date(date, self.language)

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
            return self.isolate(values[node.name])
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
    paper: Paper,
    fit: int,
    *,
    imprint: Imprint,
    fonts: FontSet,
    templates: Templates,
) -> Page:
    """Return the page of a leaflet.

    fit: which of the edition's settings of type, from 0, the roomiest; fonts: those of the language.

    RenderError if a template is at fault, naming its file and line.
    """
    leaflet, language = localized.leaflet, localized.language
    writer, source = _Writer(localized), _Writer(imprint.original(localized))
    address = imprint.address(localized)
    environment = _environment(templates)
    environment.asked = set()
    try:
        html = (
            environment
            .get_template(edition.template)
            .render(
                leaflet=leaflet,
                language=language,
                source=source,
                is_translation=language != source.language,
                translated=localized.translated,
                facility=imprint.facility,
                paper=paper,
                edition=edition,
                fit=fit,
                font_families=Markup(fonts.css_families),
                font=fonts.families[0].slug,
                counter_style=counter_style(language.own_digits),
                address=address,
                **{name: getattr(writer, name) for name in _TEMPLATE_FUNCTIONS},
            )
        )
    except jinja2.TemplateSyntaxError as fault:
        raise RenderError(f"{FOLDER}/{fault.name}:{fault.lineno}: {fault.message}") from fault
    except jinja2.TemplateError as fault:
        raise RenderError(f"{edition.template}: {fault.message}", "mend the template") from fault
    return Page(html, {"code.svg": _qr_code(address)} if address else {}, frozenset(environment.asked))


_TEMPLATE_FUNCTIONS = ("pgettext", "word", "text", "plain", "names", "date", "counter", "isolate")


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


def _qr_code(address: str) -> bytes:
    """Return a QR code as SVG; error correction M survives a stain on a tenth of it (ISO/IEC 18004)."""
    stream = io.BytesIO()
    # The quiet zone of four modules is part of the code: without it, telephones do not find it.
    segno.make(address, error="m", micro=False).save(stream, kind="svg", border=4, xmldecl=False, omitsize=True)
    return stream.getvalue()
