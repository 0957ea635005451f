"""What a finished leaflet must say: made from the localized leaflet and the settings, never from the page."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from babel.lists import format_list

from leaflet import markup
from leaflet.edition import Edition, Paper
from leaflet.expectedtext import ExpectedText, filled
from leaflet.language import Language
from leaflet.localize import LocalizedLeaflet
from leaflet.messages import iter_messages
from leaflet.model import Text, Urgency
from leaflet.project import Facility
from leaflet.values import RANGE_MESSAGE, print_count, print_date

_POINTS_IN_MILLIMETRE = 72 / 25.4


@dataclass(frozen=True)
class ExpectedList:
    """A list of warning signs: its heading, and its signs in order."""

    urgency: Urgency
    heading: ExpectedText
    signs: tuple[ExpectedText, ...]


@dataclass(frozen=True)
class Expectation:
    """What a finished leaflet must say.

    texts: what its content says, each as often as it stands here, the lists' headings and signs included; lists: the
    warning signs, in the order in which a reader must meet them; sections: their ids, and “causes/short” must stand
    under the heading of “causes”; running: what stands on every page, by page and number of pages, both from 1; size:
    the paper's width and height in points; code: the address in the code to scan, None without one; smallest_size: that
    of its type, in points.
    """

    leaflet: str
    language: str
    direction: str
    title: str
    texts: tuple[ExpectedText, ...]
    lists: tuple[ExpectedList, ...]
    sections: tuple[str, ...]
    running: Mapping[tuple[int, int], tuple[ExpectedText, ...]]
    size: tuple[float, float]
    most_pages: int
    code: str | None
    smallest_size: float = 12


def expect(
    localized: LocalizedLeaflet,
    edition: Edition,
    paper: Paper,
    *,
    facility: Facility,
    source_language: Language,
    source_words: Mapping[str, str],
) -> Expectation:
    """Return what the PDF of a leaflet must say; source_words: the shared words in the source language, by id."""
    return _Expecting(localized, facility, source_language, source_words).expectation(edition, paper)


class _Expecting:
    """Gathers the texts of one leaflet."""

    def __init__(
        self,
        localized: LocalizedLeaflet,
        facility: Facility,
        source_language: Language,
        source_words: Mapping[str, str],
    ) -> None:
        self._localized = localized
        self._facility = facility
        self._source = source_language
        self._source_words = source_words
        self._tag = localized.language.tag
        address = facility.leaflet_address or ""
        self._address = address.replace("{id}", localized.leaflet.id).replace("{language}", self._tag)

    @property
    def _translated(self) -> bool:
        return self._localized.language != self._source

    def expectation(self, edition: Edition, paper: Paper) -> Expectation:
        localized = self._localized
        leaflet = localized.leaflet
        messages = {message.id: self._text(message.id, message.text) for message in iter_messages(leaflet)}
        lists = tuple(
            ExpectedList(
                section.urgency,
                messages[f"{section.id}/heading"],
                tuple(messages[f"{section.id}/{sign.id}"] for sign in section.signs),
            )
            for section in leaflet.sections
            if section.urgency
        )
        left_out = {f"also-called/{name.id}" for name in leaflet.also_called}
        shown = [section.id for section in leaflet.sections if section.urgency or not edition.signs_alone]
        if edition.signs_alone:
            left_out |= {name for name in messages if name != "title" and name.split("/")[0] not in shown}
        content = [text for name, text in messages.items() if name not in left_out]
        return Expectation(
            leaflet=leaflet.id,
            language=self._tag,
            direction=localized.language.direction,
            title=markup.fill(leaflet.title.text, dict(localized.values)),
            texts=(*content, *self._words(edition), *self._others(edition)),
            lists=lists,
            sections=tuple(shown),
            running={
                (page, pages): tuple(self._running(page, pages))
                for pages in range(1, edition.most_pages + 1)
                for page in range(1, pages + 1)
            },
            size=(paper.width * _POINTS_IN_MILLIMETRE, paper.height * _POINTS_IN_MILLIMETRE),
            most_pages=edition.most_pages,
            code=self._address or None,
            smallest_size=edition.smallest_size,
        )

    def _words(self, edition: Edition) -> Iterator[ExpectedText]:
        """Yield the shared words that stand in the content."""
        leaflet, words = self._localized.leaflet, self._localized.words
        values: dict[str, str] = {"address": self._address}
        if leaflet.also_called:
            names = [markup.fill(name.text, dict(self._localized.values)) for name in leaflet.also_called]
            values["names"] = format_list(names, locale=self._localized.language.locale)
        # Words of the footer and the band, and those that others are made of, never stand in the content by themselves.
        elsewhere = {"colophon/code", RANGE_MESSAGE, *_RUNNING_WORDS}
        known = {*self._localized.values, *values}
        for name, text in words.items():
            # A template of the project's own may fill in names of its own: what it writes then cannot be known here.
            if name not in elsewhere and known.issuperset(markup.placeholders(markup.parse(text))):
                found = self._text(name, text, values)
                if "names" in markup.placeholders(markup.parse(text)):
                    found = _loose(found)
                yield replace(found, required=name in _REQUIRED_WORDS - _left_out_words(edition))

    def _others(self, edition: Edition) -> Iterator[ExpectedText]:
        """Yield what stands in the content and is no message: the facility, the codes, the title in the original."""
        facility, leaflet = self._facility, self._localized.leaflet
        yield self._value("facility/telephone", facility.telephone)
        yield self._value("facility/name", facility.name)
        for system, codes in leaflet.codes.items() if not edition.signs_alone else ():
            yield self._value(f"codes/{system}", f"{system}: {', '.join(codes)}", together=False)
        if self._translated:
            original = self._localized.original.title.text
            yield self._original("title/original", original)

    def _running(self, page: int, pages: int) -> Iterator[ExpectedText]:
        """Yield what stands on a page above and below its content."""
        localized = self._localized
        words, language = localized.words, localized.language
        dates: dict[str, datetime.date] = {"footer/source-date": localized.leaflet.revised}
        if self._translated:
            yield self._original("status/band/original", self._source_words["status/band"])
            dates["footer/translation-date"] = localized.translated
        yield self._text("status/band", words["status/band"])
        yield self._value("leaflet/id", localized.leaflet.id)
        names: tuple[markup.Node, ...] = (markup.Placeholder("autonym"),)
        if self._translated:
            names = (markup.Placeholder("english"), markup.Plain(" · "), *names)
        yield self._filled("language", names, {"english": language.english_name, "autonym": language.autonym})
        numbers = {"page": print_count(page, language), "pages": print_count(pages, language)}
        yield self._text("footer/page", words["footer/page"], numbers)
        for name, date in dates.items():
            yield self._text(name, words[name], {"date": print_date(date, language)})
        yield self._text("status/draft", words["status/draft"])

    def _original(self, name: str, text: str) -> ExpectedText:
        return replace(self._text(name, text), language=self._source.tag, direction=self._source.direction)

    def _value(self, name: str, text: str, *, together: bool = True) -> ExpectedText:
        """Return a text that is one value; together: whether it stays on one line."""
        found = self._filled(name, (markup.Placeholder("value"),), {"value": text})
        return found if together else _loose(found)

    def _text(self, name: str, text: Text | str, values: Mapping[str, str] | None = None) -> ExpectedText:
        nodes = markup.parse(text.text if isinstance(text, Text) else text)
        return self._filled(name, nodes, {**self._localized.values, **(values or {})})

    def _filled(self, name: str, nodes: Iterable[markup.Node], values: Mapping[str, str]) -> ExpectedText:
        return filled(name, nodes, values, self._tag, self._localized.language.direction)


def _left_out_words(edition: Edition) -> frozenset[str]:
    """Return the required shared words that an edition has no place for."""
    return frozenset({"leaflet/also-called"}) if edition.signs_alone else frozenset()


def _loose(text: ExpectedText) -> ExpectedText:
    """Return a text whose values may be broken over lines."""
    return replace(text, values=tuple(replace(value, together=False) for value in text.values))


# The other shared words depend on the state of the text, or on what the template shows.
_REQUIRED_WORDS = frozenset({"emergency/telephone", "leaflet/also-called"})
_RUNNING_WORDS = frozenset(
    {"status/band", "status/draft", "footer/page", "footer/source-date", "footer/translation-date"}
)
