"""Finished pages for a browser for tests, with what they must say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from finished import LEAFLET, project
from shared import shared

from leaflet.checks.web import prove
from leaflet.edition import WEB
from leaflet.expectation import expect
from leaflet.expected import Expectation
from leaflet.fonts import FontFamily, read_families
from leaflet.webpage import WebPublisher


@dataclass(frozen=True)
class FinishedPage:
    """A page, what it must say, and the fonts that there are."""

    data: bytes
    expectation: Expectation
    families: tuple[FontFamily, ...]

    @property
    def html(self) -> str:
        """The page as text."""
        return self.data.decode()

    def checks(self, html: str | None = None, expectation: Expectation | None = None) -> set[str]:
        """Return the checks that fire, on this page or on another one in its place."""
        data = self.data if html is None else html.encode()
        return {each.check for each in prove(data, expectation or self.expectation, self.families, "test.html")}


@cache
def web_page(tag: str) -> FinishedPage:
    """Return a page of this checkout, as a build makes it."""
    found, loaded = project()
    families = read_families(found.fonts)
    localized = loaded.leaflets[LEAFLET, tag]
    publisher = WebPublisher(loaded.imprint, found.all_templates, families)
    data = shared(lambda: publisher.publish(localized, WEB).data, tag, WEB)
    return FinishedPage(data, expect(localized, WEB, None, loaded.imprint), families)
