"""The page: hostile texts stay texts, values stand together, and right-to-left text isolates what runs the other way."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from conftest import DATA, ROOT
from hypothesis import given
from hypothesis import strategies as st

from leaflet.edition import HANDOUT, PAPERS
from leaflet.fonts import font_set, read_families
from leaflet.html import render_html
from leaflet.imprint import Imprint
from leaflet.language import parse_language
from leaflet.localize import identity, localize
from leaflet.messages import iter_messages, template_messages
from leaflet.settings import Facility
from leaflet.source import read_source
from leaflet.templates import Templates

TEMPLATES = Templates((ROOT / "templates",))
WORDS = identity(template_messages(TEMPLATES))
FAMILIES = read_families(ROOT / "fonts")
FACILITY = Facility(name="Test", telephone="(555) 123-4567", emergency_number="911")
LEAFLET = read_source(DATA / "cut-care.yaml", "x")[0].leaflet  # type: ignore[union-attr]


class Collector(HTMLParser):
    """Collects the tags, attributes and texts of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def page(message_id: str, text: str, tag: str = "ar") -> str:
    texts = identity(iter_messages(LEAFLET)) | {message_id: text}
    language = parse_language(tag)
    localized = localize(LEAFLET, texts, language, WORDS, FACILITY, LEAFLET.revised)
    return render_html(
        localized,
        HANDOUT,
        PAPERS["a4"],
        0,
        imprint=Imprint(FACILITY, parse_language("en"), WORDS),
        fonts=font_set(tag, language.script, FAMILIES),
        templates=TEMPLATES,
    ).html


GOOD = Collector(page("call/swelling", "x"))


@given(st.text(st.characters(exclude_characters="{}*\x00\r", exclude_categories=["Cs"]), min_size=1), st.sampled_from(["ar", "es"]))
def test_a_text_of_a_catalog_is_only_text(text: str, tag: str) -> None:
    for message_id in ("title", "call/swelling"):
        found = Collector(page(message_id, text, tag))
        assert {name for name, _ in found.tags} <= {name for name, _ in GOOD.tags}
        assert text in "".join(found.texts)


@pytest.mark.parametrize("attack", ['<img src="file:///etc/passwd">', "<script>x</script>", '"><b x="', "&lt;b&gt;", "%(x)s"])
def test_markup_of_another_kind_is_shown_as_it_is(attack: str) -> None:
    assert attack in "".join(Collector(page("call/swelling", attack)).texts)


def test_a_value_stands_together_left_to_right() -> None:
    html = page("call/fever", "حرارة فوق **{fever}**")
    assert '<strong><bdi class="value" dir="ltr">101\xa0°F (38.3\xa0°C)</bdi></strong>' in html
    assert '<bdi class="value" dir="ltr">(555) 123-4567</bdi>' in html


def test_words_of_another_direction_are_isolated() -> None:
    html = page("call/swelling", "عملية LEEP (loop excision) أو B12 لك")
    assert '<bdi dir="ltr">LEEP</bdi>' in html
    assert '<bdi dir="ltr">loop excision</bdi>' in html
    assert '<bdi dir="ltr">B12</bdi>' in html


def test_a_value_may_hold_what_looks_like_markup() -> None:
    facility = FACILITY.model_copy(update={"telephone": "<b>{fever}</b> **1**"})
    texts = identity(iter_messages(LEAFLET))
    localized = localize(LEAFLET, texts, parse_language("en"), WORDS, facility, LEAFLET.revised)
    html = render_html(
        localized,
        HANDOUT,
        PAPERS["a4"],
        0,
        imprint=Imprint(facility, parse_language("en"), WORDS),
        fonts=font_set("en", "Latn", FAMILIES),
        templates=TEMPLATES,
    ).html
    assert "&lt;b&gt;{fever}&lt;/b&gt; **1**" in html
