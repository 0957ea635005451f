"""What a finished leaflet must say: made from the localized leaflet and the settings, never from the page."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from babel.lists import format_list

from leaflet import markup
from leaflet.edition import POINTS_IN_MILLIMETRE, Edition, Paper
from leaflet.expected import Expectation, ExpectedList
from leaflet.expectedtext import ExpectedText, filled, plain_text
from leaflet.imprint import Imprint
from leaflet.language import Language
from leaflet.localize import LocalizedLeaflet
from leaflet.mark import MARK_WORDS
from leaflet.messages import iter_messages
from leaflet.model import Text
from leaflet.values import RANGE_MESSAGE, print_count, print_date


def expect(localized: LocalizedLeaflet, edition: Edition, paper: Paper | None, imprint: Imprint) -> Expectation:
    """Return what the PDF of a leaflet must say; or, without a paper, its page for a browser."""
    sheet = edition.sheet(paper) if paper else None
    own, source = _Texts(localized, edition, imprint), _Texts(imprint.original(localized), edition, imprint)
    beside: list[ExpectedText] = []
    others = edition.other_pages(localized, imprint)
    lists, same = own.lists, {}
    if localized.language != imprint.source_language:
        beside = source.content if edition.bilingual else [source.title]
    if beside and edition.bilingual:
        lists, same = own.lists + source.lists, {text.id: text for text in beside if text.required}
    return Expectation(
        leaflet=localized.leaflet.id,
        language=localized.language.tag,
        direction=localized.language.direction,
        title=markup.fill(localized.leaflet.title.text, dict(localized.values)),
        texts=(*own.content, *own.colophon(), *beside, *(() if paper else own.once()), *map(_name_of, dict(others))),
        lists=lists,
        sections=own.sections,
        running={
            (page, pages): tuple(own.running(page, pages))
            for pages in range(1, edition.most_pages + 1 if paper else 1)
            for page in range(1, pages + 1)
        },
        size=(sheet.width * POINTS_IN_MILLIMETRE, sheet.height * POINTS_IN_MILLIMETRE) if sheet else (0, 0),
        most_pages=edition.most_pages,
        code=imprint.address(localized),
        smallest_size=edition.smallest_size,
        rows=tuple((text, same[text.id]) for text in own.content if text.id in same),
        panels=tuple(
            replace(panel, left=panel.left * POINTS_IN_MILLIMETRE, right=panel.right * POINTS_IN_MILLIMETRE)
            for panel in (edition.panels(sheet, localized.language.direction) if sheet else ())
        ),
        links={_name_of(other).id: address for other, address in others},
    )


def _name_of(language: Language) -> ExpectedText:
    """Return the name of another language, in itself, which leads to the leaflet in it."""
    return ExpectedText(f"languages/{language.tag}", plain_text(language.autonym), language.tag, language.direction)


class _Texts:
    """The texts of one leaflet in one language, as an edition shows them."""

    def __init__(self, localized: LocalizedLeaflet, edition: Edition, imprint: Imprint) -> None:
        self._localized = localized
        self._edition = edition
        self._imprint = imprint
        self._address = imprint.address(localized) or ""

    @property
    def title(self) -> ExpectedText:
        """The title."""
        return self._messages["title"]

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The ids of the sections shown, in order."""
        wanted = self._edition.sections
        return tuple(s.id for s in self._localized.leaflet.sections if not wanted or s.id in wanted)

    @cached_property
    def content(self) -> list[ExpectedText]:
        """What stands in the content of each language that the edition shows: all but the colophon's own."""
        shown = []
        for name, text in self._messages.items():
            part = name.partition("/")[0]
            if part in self.sections or part == "title":
                shown.append(text)
            elif part == "summary":
                shown.append(replace(text, required=self._edition.is_whole))
        telephone = self._text("facility/telephone", "{telephone}")
        return [*shown, telephone, *self._words(), *self._mark()]

    @cached_property
    def lists(self) -> tuple[ExpectedList, ...]:
        """The lists of warning signs. Their texts are those of the content."""
        return tuple(
            ExpectedList(
                section.urgency,
                self._messages[f"{section.id}/heading"],
                tuple(self._messages[f"{section.id}/{sign.id}"] for sign in section.signs),
            )
            for section in self._localized.leaflet.sections
            if section.urgency
        )

    @cached_property
    def _messages(self) -> Mapping[str, ExpectedText]:
        return {message.id: self._text(message.id, message.text) for message in iter_messages(self._localized.leaflet)}

    def colophon(self) -> Iterator[ExpectedText]:
        """Yield what stands in the content once, whatever languages it shows: the facility, the codes."""
        yield self._value("facility/name", self._imprint.facility.name)
        for system, codes in self._localized.leaflet.codes.items():
            text = self._value(f"codes/{system}", f"{system}: {', '.join(codes)}", together=False)
            yield replace(text, required=self._edition.is_whole)

    def _words(self) -> Iterator[ExpectedText]:
        """Yield the shared words that stand in the content."""
        leaflet, words = self._localized.leaflet, self._localized.words
        values: dict[str, str] = {"address": self._address}
        if leaflet.also_called:
            names = [markup.fill(name.text, dict(self._localized.values)) for name in leaflet.also_called]
            values["names"] = format_list(names, locale=self._localized.language.locale)
        # Words of the footer and the band, and those that others are made of, never stand in the content by themselves.
        elsewhere = {"colophon/code", RANGE_MESSAGE, *_RUNNING_WORDS, *MARK_WORDS}
        known = {*self._localized.values, *values}
        required = set(_required_words(self._edition))
        for name, text in words.items():
            # A template of the project's own may fill in names of its own: what it writes then cannot be known here.
            if name not in elsewhere and known.issuperset(markup.placeholders(markup.parse(text))):
                found = self._text(name, text, values)
                if "names" in markup.placeholders(markup.parse(text)):
                    found = _loose(found)
                yield replace(found, required=name in required)

    def _mark(self) -> Iterator[ExpectedText]:
        """Yield what the colophon says of the sign-off: exactly that, where the edition has all of the leaflet."""
        words, mark = self._localized.words, self._localized.mark
        found = [self._text(mark.statement, words[mark.statement])] if mark.statement else []
        for credit in mark.credits:
            date = print_date(credit.date, self._localized.language)
            values = {"name": credit.name, "qualification": credit.qualification, "date": date}
            found.append(_loose(self._text(credit.word, words[credit.word], values)))
        yield from (replace(each, required=self._edition.is_whole) for each in found)

    def running(self, page: int, pages: int) -> Iterator[ExpectedText]:
        """Yield what stands on a page above and below its content."""
        localized, source = self._localized, self._imprint.source_language
        words, language, mark = localized.words, localized.language, localized.mark
        dates: dict[str, datetime.date] = {"footer/source-date": localized.leaflet.revised}
        names: tuple[markup.Node, ...] = (markup.Placeholder("autonym"),)
        if language != source:
            if mark.band:
                band = self._text(f"{mark.band}/original", self._imprint.words[mark.band])
                yield replace(band, language=source.tag, direction=source.direction)
            dates["footer/translation-date"] = localized.translated
            names = (markup.Placeholder("english"), markup.Plain(" · "), *names)
        if mark.band:
            yield self._text(mark.band, words[mark.band])
        yield self._value("leaflet/id", localized.leaflet.id)
        yield self._filled("language", names, {"english": language.english_name, "autonym": language.autonym})
        numbers = {"page": print_count(page, language), "pages": print_count(pages, language)}
        yield self._text("footer/page", words["footer/page"], numbers)
        for name, date in dates.items():
            yield self._text(name, words[name], {"date": print_date(date, language)})
        yield self._text(mark.status, words[mark.status])

    def once(self) -> Iterator[ExpectedText]:
        """Yield what stands once on a page for a browser, and above and below each page of paper."""
        english, own = self._localized.language.english_name, self._localized.language.autonym
        for text in self.running(1, 1):
            if text.id == "language":
                yield self._filled("language/autonym", (markup.Plain(own),), {})
                if self._localized.language != self._imprint.source_language:
                    yield filled("language/english", (markup.Plain(english),), {}, "en", "ltr")
            elif text.id != "footer/page":
                yield text

    def _value(self, name: str, text: str, *, together: bool = True) -> ExpectedText:
        """Return a text that is one value; together: whether it stays on one line."""
        found = self._filled(name, (markup.Placeholder("value"),), {"value": text})
        return found if together else _loose(found)

    def _text(self, name: str, text: Text | str, values: Mapping[str, str] | None = None) -> ExpectedText:
        nodes = markup.parse(text.text if isinstance(text, Text) else text)
        return self._filled(name, nodes, {**self._localized.values, **(values or {})})

    def _filled(self, name: str, nodes: Iterable[markup.Node], values: Mapping[str, str]) -> ExpectedText:
        language = self._localized.language
        return filled(name, nodes, values, language.tag, language.direction)


def _loose(text: ExpectedText) -> ExpectedText:
    """Return a text whose values may be broken over lines."""
    return replace(text, values=tuple(replace(value, together=False) for value in text.values))


def _required_words(edition: Edition) -> Iterator[str]:
    """Yield the shared words that an edition must show; others depend on the text's state, or on the template."""
    yield "emergency/telephone"
    if edition.is_web:
        yield from ("web/skip", "web/languages")
    if edition.is_whole:
        yield "leaflet/also-called"
    yield from (f"fields/{name}" for name in edition.fields)
    if edition.teach_back:
        yield from ("teach-back/heading", "teach-back/question")


_RUNNING_WORDS = frozenset({"footer/page", "footer/source-date", "footer/translation-date"})
