"""The page for a browser in a browser: WCAG 2.2 AA by axe-core, in Chromium, at the widths of a telephone and of a desk.

axe-core is an npm package, pinned by its digest. Chromium is the system's: CHROMIUM names it, or it is found by name. Where
CHROMIUM is set, as in CI, nothing is skipped. The network is shut off: a page that asked for anything would fail.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from conftest import ROOT
from finished import TAGS
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright
from webpages import web_page

from leaflet.npm import members, pack_pinned

AXE = (
    "axe-core",
    "4.14.1",
    "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
)
# All rules of axe-core for WCAG 2.0 to 2.2, A and AA, and its best practices: none is left out.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
PHONE, DESK, NARROWEST = (360, 800), (1280, 900), (320, 640)

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium: install it, or name it in CHROMIUM")


@pytest.fixture(scope="module")
def axe() -> str:
    """The code of axe-core, kept between runs in .cache/."""
    kept = ROOT / ".cache" / f"axe-core-{AXE[1]}.tgz"
    if not kept.is_file():
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(pack_pinned(*AXE))
    archive = pack_pinned(*AXE, download=lambda _: kept.read_bytes())
    return members(archive, lambda path: path == "axe.min.js")["axe.min.js"].decode()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        # A container has no namespaces for Chromium's sandbox; what it opens here are files of our own.
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all pages, without a network: a new one takes the browser longer than what a test looks at in it."""
    context = browser.new_context(offline=True)
    yield context.new_page()
    context.close()


class Opened:
    """A page in the browser as it opens, at one size of the window, and all that it asked for or complained of."""

    def __init__(self, tab: Page, tag: str, size: tuple[int, int], folder: Path) -> None:
        file = folder / f"{tag}.html"
        file.write_bytes(web_page(tag).data)
        self.page = tab
        self.said: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("request", self._notice)
        self.resize(size)
        self.page.goto(file.as_uri())
        self.page.evaluate("document.fonts.ready.then(() => 0)")

    def _hear(self, message: ConsoleMessage) -> None:
        self.said.append(message.text)

    def _notice(self, request: Request) -> None:
        if not request.url.startswith(("file:", "data:")):
            self.said.append(request.url)

    def resize(self, size: tuple[int, int]) -> None:
        """Make the window as large as another one."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def scroll_width(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth"))

    def close(self) -> None:
        """Leave the tab as it was found."""
        self.page.remove_listener("console", self._hear)
        self.page.remove_listener("request", self._notice)
        self.page.emulate_media(media="null")
        self.page.goto("about:blank")


Open = Callable[[str, tuple[int, int]], Opened]


@pytest.fixture
def open_page(tab: Page, tmp_path: Path) -> Iterator[Open]:
    """Return a function that opens the page of a language, once in a test."""
    opened: list[Opened] = []

    def call(tag: str, size: tuple[int, int]) -> Opened:
        assert not opened, "there is one tab"
        opened.append(Opened(tab, tag, size, tmp_path))
        return opened[0]

    yield call
    for each in opened:
        each.close()


@pytest.mark.parametrize("tag", TAGS)
def test_a_page_has_no_violation_at_any_width(open_page: Open, axe: str, tag: str) -> None:
    opened = open_page(tag, PHONE)
    opened.page.evaluate("document.querySelector('details').open = true")
    opened.page.evaluate(axe)
    for size in (PHONE, DESK):
        opened.resize(size)
        found: dict[str, Any] = opened.page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
        # What axe could not decide, a person would have to: nothing of that kind either.
        assert [each["id"] for each in found["incomplete"]] == []
        assert {"color-contrast", "target-size", "html-has-lang", "region"} <= {each["id"] for each in found["passes"]}
        assert opened.said == []


def test_axe_finds_what_is_wrong(open_page: Open, axe: str) -> None:
    opened = open_page("en", PHONE)
    opened.page.evaluate("document.documentElement.removeAttribute('lang')")
    opened.page.evaluate("document.querySelector('.signs li').style.color = '#aaa'")
    opened.page.evaluate(axe)
    found = opened.page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert {each["id"] for each in found["violations"]} == {"html-has-lang", "color-contrast"}


# WCAG 2.2, 1.4.12: what a reader may set, and lose nothing.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""
# Whether each sign is where a finger would find it: nothing lies over it, nothing cuts it off.
SEEN = """() => [...document.querySelectorAll('.signs li')].map(sign => {
  const range = document.createRange()
  range.selectNodeContents(sign)
  return [...range.getClientRects()].every((_, i) => {
    scrollBy(0, range.getClientRects()[i].y - innerHeight / 2)
    const box = range.getClientRects()[i]
    const found = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    return box.left >= 0 && box.right <= innerWidth && sign.contains(found)
  })
})"""


@pytest.mark.parametrize("tag", TAGS)
def test_a_page_reflows_and_bears_wide_spacing(open_page: Open, tag: str) -> None:
    opened = open_page(tag, NARROWEST)
    for style in ("", SPACING, "html { font-size: 200% }"):
        # The page's own policy keeps all but its style out: what a reader sets comes from the browser.
        opened.page.evaluate("style => { document.head.lastElementChild.textContent += style }", style)
        assert opened.scroll_width() <= NARROWEST[0], style
        assert opened.page.evaluate(SEEN) == [True] * 9, style


@pytest.mark.parametrize("tag", ["en", "ar", "ur", "km", "zh-Hans"])
def test_targets_are_large_and_the_signs_have_the_strongest_contrast(open_page: Open, tag: str) -> None:
    opened = open_page(tag, PHONE)
    opened.page.evaluate("document.querySelector('details').open = true")
    boxes = opened.page.evaluate(
        """() => [...document.querySelectorAll('.telephone a, nav a, summary')].map(link => {
          const box = link.getBoundingClientRect(); return [box.width, box.height] })"""
    )
    assert len(boxes) == 2 + 1 + len(TAGS) - 1
    assert min(min(box) for box in boxes) >= 24
    colours = opened.page.evaluate(
        """() => [...document.querySelectorAll('.signs h2, .signs li, .telephone, .telephone a')].map(each => {
          let ground = each
          while (getComputedStyle(ground).backgroundColor == 'rgba(0, 0, 0, 0)') ground = ground.parentElement
          return [getComputedStyle(each).color, getComputedStyle(ground).backgroundColor] })"""
    )
    assert min(contrast(*pair) for pair in colours) >= 7


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as a browser writes them (WCAG 2.2, contrast ratio)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_keys_reach_the_signs_first(open_page: Open, tag: str) -> None:
    opened = open_page(tag, PHONE)
    page = opened.page
    assert page.locator(".skip").bounding_box()["y"] < -100, "out of the way until it is asked for"  # type: ignore[index]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "signs"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.href") == "tel:911"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("tag", TAGS)
def test_every_letter_is_in_the_page_s_own_fonts(open_page: Open, tag: str) -> None:
    opened = open_page(tag, PHONE)
    session = opened.page.context.new_cdp_session(opened.page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    opened.page.evaluate("document.querySelector('details').open = true")
    seen = 0
    for node in session.send("DOM.querySelectorAll", {"nodeId": root, "selector": "p, li, h1, h2, summary, a"})["nodeIds"]:
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert all(font["isCustomFont"] for font in fonts), fonts
        seen += sum(font["glyphCount"] for font in fonts)
    assert seen > 500
    session.detach()


def test_a_printed_page_leaves_the_links_out(open_page: Open) -> None:
    opened = open_page("en", DESK)
    opened.page.emulate_media(media="print")
    assert not opened.page.locator("nav").is_visible()
    assert opened.page.evaluate("getComputedStyle(document.body).fontSize") == "16px", "12 points"


@pytest.mark.parametrize("tag", ["en", "es", "km"])
@pytest.mark.parametrize("paper", ["Letter", "A4", "A5"])
def test_a_print_says_on_each_sheet_that_it_is_a_draft(open_page: Open, tag: str, paper: str) -> None:
    opened = open_page(tag, DESK)
    document = pypdfium2.PdfDocument(opened.page.pdf(format=paper))
    sheets = ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
    assert len(sheets) > 1
    assert all("Unreviewed draft: not for patients".replace(" ", "") in sheet for sheet in sheets)
    if paper != "A5" and tag != "km":
        for signs in web_page(tag).expectation.lists:
            texts = ["".join(sign.text.split()) for sign in signs.signs]
            assert sorted(sum(text in sheet for text in texts) for sheet in sheets)[-1] == len(texts), "a list is broken"
