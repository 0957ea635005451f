"""The page for a browser: what is in the file, and each fault in a finished one is told by its check."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from conftest import Keep, MakeProject, Run, edit, french_in
from finished import TAGS, watched_typefaces
from hypothesis import given, settings
from hypothesis import strategies as st
from webpages import web_page

from leaflet.checks.web import content, looks, markup, prove, shaping
from leaflet.manifest import read_manifest
from leaflet.project import Project

NAME = "cut-care.{}.web.html"
Damage = Callable[[str], str]


@pytest.mark.parametrize("tag", TAGS)
def test_a_good_page_has_no_problem(tag: str) -> None:
    assert web_page(tag).checks() == set()


@pytest.mark.parametrize("tag", TAGS)
def test_a_page_is_light_enough_for_a_telephone(tag: str) -> None:
    assert len(web_page(tag).data) < 400_000


def swap(old: str, new: str) -> Damage:
    """Return what replaces a text that stands exactly once."""

    def damage(html: str) -> str:
        assert html.count(old) == 1, f"{old!r} stands {html.count(old)} times"
        return html.replace(old, new)

    return damage


def every(pattern: str, new: str, count: int = 0) -> Damage:
    """Return what replaces a pattern, as often as it stands there: at least once."""

    def damage(html: str) -> str:
        damaged, times = re.subn(pattern, new, html, count=count, flags=re.DOTALL)
        assert times, f"{pattern!r} does not stand there"
        return damaged

    return damage


def style(rules: str) -> Damage:
    return swap("</head>", f"<style>{rules}</style></head>")


def styled(declaration: str) -> Damage:
    return swap("<li>Fainting (passing out)", f'<li style="{declaration}">Fainting (passing out)')


def body(html: str) -> Damage:
    return swap("</main>", f"{html}</main>")


FAINTING = "<li>Fainting (passing out)</li>"
BLEEDING = "<li>Bleeding from your vagina</li>"
PLACE = "<h2>About this leaflet</h2>"
# The heading of the emergency list, to its end.
HEADING = r"<h2>Get medical care at once</h2>"

# What goes wrong, and the checks that must fire: exactly these.
FAULTS: list[tuple[Damage, set[str]]] = [
    (swap(FAINTING, ""), {"sign-missing"}),
    (swap(FAINTING, "<li>Fainting</li>"), {"sign-missing", "text-unexpected"}),
    (swap(FAINTING, FAINTING * 2), {"sign-doubled"}),
    (swap(f"{FAINTING}\n    {BLEEDING}", f"{BLEEDING}\n    {FAINTING}"), {"sign-order"}),
    (swap(FAINTING, f"</ul><ul>{FAINTING}"), {"sign-list"}),
    (swap(FAINTING, f"{FAINTING[:-5]}<p>Not so.</p></li>"), {"text-unexpected"}),
    (swap(f"{FAINTING}\n    {BLEEDING}", f"<li><p>{FAINTING[4:-5]}</p><p>{BLEEDING[4:-5]}</p></li>"), {"sign-list"}),
    (swap("<h2>Call your caregiver</h2>", "<p>Call your caregiver</p>"), {"list-heading", "text-section"}),
    (every(HEADING, ""), {"text-missing", "list-heading", "text-section"}),
    (swap("Take medicine as your caregiver directs", "Take medicine"), {"text-missing", "text-unexpected"}),
    (body("<p>Take two aspirins.</p>"), {"text-unexpected"}),
    (swap("<main>", "<main>Take two aspirins."), {"text-unexpected"}),
    (swap(PLACE, "<h3>About this leaflet</h3>"), set()),
    (every(r'<html lang="en"', '<html lang="es"'), {"language", "text-language"}),
    (every(r'<html lang="en" dir="ltr"', '<html lang="en" dir="rtl"'), {"text-direction"}),
    (swap(FAINTING, '<li lang="ar">Fainting (passing out)</li>'), {"text-language", "foreign-font"}),
    (swap(FAINTING, '<li dir="rtl">Fainting (passing out)</li>'), {"text-direction"}),
    (swap(FAINTING, '<li>Fainting <span lang="ar">(passing out)</span></li>'), {"text-language", "foreign-font"}),
    (every(r'<bdi class="value" dir="ltr">(102[^<]*)</bdi>', r"\1"), {"not-isolated"}),
    (every(r'(<bdi class="value" dir=)"ltr">102', r'\1"rtl">102'), {"not-isolated"}),
    (every(r"<strong>not</strong>", "not"), {"strong-lost"}),
    (swap(FAINTING, "<li><strong>Fainting</strong> (passing out)</li>"), {"strong-lost"}),
    (every("<title>[^<]*", "<title>Leaflet"), {"title"}),
    (body("<script>alert(1)</script>"), {"foreign-markup"}),
    (body('<iframe src="data:image/png;base64,"></iframe>'), {"foreign-markup"}),
    (body('<form><input name="x"></form>'), {"foreign-markup"}),
    (body("<noscript><p>Switch scripts on.</p></noscript>"), {"foreign-markup", "text-unexpected"}),
    (swap(FAINTING, '<li onclick="x()">Fainting (passing out)</li>'), {"foreign-markup"}),
    (swap(FAINTING, '<li aria-label="Nothing">Fainting (passing out)</li>'), {"foreign-markup"}),
    (swap(FAINTING, '<li title="Nothing">Fainting (passing out)</li>'), {"foreign-markup"}),
    (swap("</head>", '<link rel="stylesheet" href="x.css"></head>'), {"foreign-markup"}),
    (swap("</head>", '<base href="https://example.org/"></head>'), {"foreign-markup"}),
    (swap("</head>", '<meta http-equiv="refresh" content="0; url=https://example.org/"></head>'), {"foreign-markup"}),
    (body('<img src="https://example.org/x.png" alt="">'), {"external-resource"}),
    (body('<img src="x.png" alt="">'), {"external-resource"}),
    (body('<img src="data:image/png;base64,AAAA" alt="Take two aspirins">'), {"image-text"}),
    (body('<img src="data:image/png;base64,AAAA">'), {"image-text"}),
    (style('@import "https://example.org/x.css";'), {"external-resource"}),
    (style("h1 { background: url(https://example.org/x.png) }"), {"external-resource"}),
    (style('h1 { background: image-set("x.png" 1x) }'), {"external-resource"}),
    (styled("background: url(x.png)"), {"external-resource"}),
    (every('<meta http-equiv="Content-Security-Policy"[^>]*>', ""), {"content-policy"}),
    (swap("default-src 'none'; ", ""), {"content-policy"}),
    (swap("default-src 'none'", "default-src *"), {"content-policy"}),
    (swap("font-src data:", "font-src data: https:"), {"content-policy"}),
    (swap("default-src 'none'", "default-src 'none'; script-src 'unsafe-inline'"), {"content-policy"}),
    (swap(FAINTING, '<li><a href="https://example.org/">Fainting</a> (passing out)</li>'), {"link"}),
    (swap(FAINTING, '<li><a href="javascript:x()">Fainting</a> (passing out)</li>'), {"link"}),
    (swap(FAINTING, '<li><a href="#nowhere">Fainting</a> (passing out)</li>'), {"link"}),
    (body('<a href="https://example.org/"></a>'), {"link"}),
    (swap("/cervical-insufficiency/ar", "/cervical-insufficiency/fa2"), {"link"}),
    (every(r'<a href="[^"]*"( hreflang="ar")', r"<a\1"), {"link"}),
    (swap("tel:911", "tel:912"), {"telephone-link"}),
    (every(r'<a href="tel:911">(.*?)</a>', r"\1"), {"telephone-link"}),
    (swap("tel:5555550100", "tel:5555550101"), {"telephone-link"}),
    (swap(FAINTING, "<li hidden>Fainting (passing out)</li>"), {"hidden"}),
    (swap(FAINTING, '<li aria-hidden="true">Fainting (passing out)</li>'), {"hidden"}),
    (swap(FAINTING, '<li>Fainting <span aria-hidden="true">(passing out)</span></li>'), {"hidden"}),
    (swap(FAINTING, "<li><span hidden><p>Fainting (passing out)</p></span></li>"), {"hidden"}),
    (swap(FAINTING, "<li><details><summary>Fainting (passing out)</summary></details></li>"), {"hidden"}),
    (style("li { display: none }"), {"hidden"}),
    (style(".signs li:nth-child(4) { display: none }"), {"hidden"}),
    (style("@media print { .signs { display: none } }"), {"hidden"}),
    (style("@media screen { @supports (display: grid) { .signs ul { visibility: hidden } } }"), {"hidden"}),
    (style(".signs { & ul { display: none } }"), {"hidden"}),
    (style("li:unknown-thing { display: none }"), {"hidden"}),
    (style("main::before { content: ''; position: fixed; inset: 0; background: #fff }"), {"hidden"}),
    (style("footer { position: fixed }"), {"hidden"}),
    (styled("display:none"), {"hidden"}),
    (styled("opacity: 0"), {"hidden"}),
    (styled("color: transparent"), {"hidden"}),
    (styled("color: rgb(0 0 0 / 0)"), {"hidden"}),
    (styled("clip-path: inset(50%)"), {"hidden"}),
    (styled("transform: scale(0)"), {"hidden"}),
    (styled("text-indent: -999em"), {"hidden"}),
    (styled("margin-inline-start: -999px"), {"hidden"}),
    (styled("height: 0; overflow: hidden"), {"hidden"}),
    (styled("line-height: 0"), {"hidden"}),
    (styled("font-size: 0"), {"too-small"}),
    (styled("font-size: 8px"), {"too-small"}),
    (styled("font: 10pt serif"), {"too-small", "foreign-font"}),
    (styled("font-family: serif"), {"foreign-font"}),
    (styled("font-family: 'Noto Sans Arabic'"), {"foreign-font"}),
    (styled("font-size: 1vw"), {"too-small"}),
    (styled("font-size: small"), {"too-small"}),
    (style("li::after { content: 'Take two aspirins' }"), {"text-unexpected"}),
    (style("li::after { content: attr(class) }"), {"text-unexpected"}),
    (styled("direction: rtl"), {"text-direction"}),
    (styled("unicode-bidi: bidi-override"), {"text-direction"}),
    (every(r"@font-face \{.*?\}", "", 1), {"missing-glyph"}),
    (every(r'(?<=font/woff2;base64,)[^"]{40}', "A" * 40, 1), {"foreign-font", "missing-glyph"}),
    (every(r'(?<=font/woff2;base64,)[^"]*', "", 1), {"foreign-font", "missing-glyph"}),
    (style('@font-face { font-family: "Comic"; src: url("data:font/woff2;base64,AAAA") }'), {"foreign-font"}),
    (swap(FAINTING, "<li>Fainting (passing out)\u05d0</li>"), {"sign-missing", "text-unexpected"}),
]


@pytest.mark.parametrize("number", range(len(FAULTS)))
def test_a_fault_in_a_page_is_told_by_its_check(number: int) -> None:
    damage, checks = FAULTS[number]
    page = web_page("en")
    assert page.checks(damage(page.html)) == checks


def test_a_font_of_another_weight_is_not_the_pinned_one() -> None:
    page = web_page("en")
    regular, bold = re.findall(r'font-family: "Noto Sans";.*?base64,([^"]*)"', page.html, re.DOTALL)
    assert page.checks(swap(regular, bold)(page.html)) == {"wrong-glyphs"}


def test_no_pinned_font_is_held_after_a_page_nor_any_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    page = web_page("zh-Hant")
    embedded = page.html.count("@font-face")
    shaping._typeface.cache_clear()
    opened = watched_typefaces(monkeypatch)
    assert page.checks() == set()
    assert len(opened) == shaping._typeface.cache_info().currsize == embedded
    assert not any("_glyf" in vars(face) for face in opened)
    shaping._typeface.cache_clear()
    assert len(opened) == 0, "nothing else holds a font"


def test_a_section_under_another_heading_is_found() -> None:
    page = web_page("en")
    move = every(r"(<section>\s*<h2>How do you care.*?</h2>)(.*?</section>)(.*?<section>\s*<h2>.*?</h2>)", r"\1</section>\3\2")
    assert "text-section" in page.checks(move(page.html))


@pytest.mark.parametrize("tag", ["ar", "ur", "km"])
def test_a_page_without_a_sign_is_found_in_every_script(tag: str) -> None:
    page = web_page(tag)
    for urgency in ("emergency", "call"):
        lost = every(rf'(<section class="signs {urgency}">.*?<ul>.*?)<li>.*?</li>', r"\1", 1)
        assert page.checks(lost(page.html)) == {"sign-missing"}


def test_a_right_to_left_page_isolates_what_runs_the_other_way() -> None:
    page = web_page("ar")
    assert page.checks(swap("tel:911", "tel:119")(page.html)) == {"telephone-link"}
    assert page.checks(every(r'<bdi class="value" dir="ltr">(\(555\)[^<]*)</bdi>', r"\1")(page.html)) == {"not-isolated"}
    assert page.checks(swap('<p class="original" lang="en" dir="ltr">', '<p class="original" lang="en">')(page.html)) == {
        "text-direction"
    }


@cache
def letters(html: str) -> tuple[int, ...]:
    """Return where the letters and digits of a page's texts stand: from its body on, as the search would not end in a font."""
    shown = re.compile(r"[A-Za-z0-9](?=[^<>{}]*<)")
    return tuple(found.start() for found in shown.finditer(html, html.index("<body")))


@settings(max_examples=25)
@given(st.data())
def test_any_letter_that_is_changed_is_found(data: st.DataObject) -> None:
    page = web_page("en")
    html = page.html
    place = data.draw(st.sampled_from(letters(html)))
    assert page.checks(html[:place] + ("x" if html[place] != "x" else "y") + html[place + 1 :])


def test_another_language_or_encoding_is_not_the_page() -> None:
    spanish = web_page("es")
    assert {"sign-missing", "text-missing", "text-unexpected", "language", "title"} <= spanish.checks(web_page("en").html)
    found = prove("Señales".encode("latin-1"), spanish.expectation, spanish.families, "x.html")
    assert [each.check for each in found] == ["unreadable-page"]


@pytest.mark.parametrize("html", ["", "<", "<!doctype html>", "\0", "<p" * 50, "<style>@media{{{", "</html>"])
def test_any_bytes_are_a_page_with_problems(html: str) -> None:
    assert "sign-missing" in web_page("en").checks(html)


def test_a_link_is_expected_for_each_other_language() -> None:
    expectation = web_page("en").expectation
    assert {f"languages/{tag}" for tag in TAGS if tag != "en"} == set(expectation.links)
    assert {text.id for text in expectation.texts} >= set(expectation.links)
    other = replace(expectation, links=expectation.links | {"languages/ar": "https://example.org/"})
    assert web_page("en").checks(expectation=other) == {"link"}


def documented() -> Iterator[str]:
    proofs = (content.prove_content, markup.prove_markup, looks.prove_looks, shaping.prove_shaping)
    for proof in proofs:
        names = re.findall(r"((?:[a-z]+(?:-[a-z]+)*, )*[a-z]+(?:-[a-z]+)*): ", proof.__doc__ or "")
        yield from (name for group in names for name in group.split(", "))


def test_every_check_is_documented_and_tested_here() -> None:
    fired = {check for _, checks in FAULTS for check in checks}
    fired |= set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', Path(__file__).read_text("utf-8")))
    checks = set(documented()) - {"fonts"}
    assert len(checks) > 20
    assert checks <= fired, checks - fired


# The build.


@pytest.fixture
def french(keep: Keep, tmp_path: Path) -> Project:
    """A project with a finished French."""
    return keep(tmp_path, french_in)


def test_a_build_writes_a_page_for_every_language_once_and_on_no_paper(french: Project, run: Run) -> None:
    result = run("build", "--edition", "web", "--edition", "card")
    assert (result.exit_code, result.stderr.count("error")) == (0, 0)
    records = read_manifest(french.output)
    pages = {path: record for path, record in records.items() if record.edition == "web"}
    assert list(pages) == [f"cut-care/{NAME.format(tag)}" for tag in ("en", "fr")]
    assert {(record.paper, record.pages) for record in pages.values()} == {("", 0)}
    assert len(records) == 2 + 2 * 2
    index = (french.output / "index.html").read_text("utf-8")
    assert all(path in index for path in pages)
    assert any("fonts/noto-sans/" in path for path in pages[f"cut-care/{NAME.format('fr')}"].made_from)


def test_the_same_sources_give_the_same_bytes(french: Project, run: Run) -> None:
    file = french.output / "cut-care" / NAME.format("fr")
    run("build", "--edition", "web")
    before = file.read_bytes()
    file.unlink()
    run("build", "--edition", "web", "--language", "fr")
    assert file.read_bytes() == before


def test_a_page_leads_to_the_address_of_the_code_or_else_to_the_file_beside_it(french: Project, run: Run) -> None:
    file = french.output / "cut-care" / NAME.format("fr")
    run("build", "--edition", "web")
    assert 'href="https://leaflets.example.org/cut-care/en"' in file.read_text("utf-8")
    edit(french.root / "pyproject.toml", 'leaflet-address = "https://leaflets.example.org/{id}/{language}"', "")
    assert run("build", "--edition", "web").exit_code == 0
    assert f'href="{NAME.format("en")}"' in file.read_text("utf-8")


def test_a_page_without_one_of_its_signs_is_not_written(french: Project, run: Run) -> None:
    run("build", "--edition", "web")
    edit(french.templates / "signs.html", "for sign in section.signs", "for sign in section.signs[1:]")
    result = run("build", "--edition", "web")
    assert result.exit_code == 1
    assert "[sign-missing]" in result.stderr
    assert list(french.output.glob("*/*.html")) == []


def test_a_style_sheet_that_asks_for_what_is_not_there_is_an_error(french: Project, run: Run) -> None:
    edit(french.templates / "web.css", "globe.svg", "glob.svg")
    assert "[external-resource]" in run("build", "--edition", "web").stderr


def test_pictures_are_put_into_the_page_and_are_nothing_to_a_screen_reader(french: Project, run: Run) -> None:
    picture = """<li><span class="picture" aria-hidden="true" style="background-image: url('call.svg')"></span>"""
    edit(french.templates / "signs.html", "<li>", picture)
    edit(french.templates / "web.html", "<footer>", '<img src="globe.svg" alt=""><footer>')
    result = run("build", "--edition", "web")
    assert (result.exit_code, result.stderr.count("error")) == (0, 0)
    html = (french.output / "cut-care" / NAME.format("fr")).read_text("utf-8")
    assert html.count("style=\"background-image: url('data:image/svg+xml;base64,") == 3
    assert html.count('<img src="data:image/svg+xml;base64,') == 1


def test_a_logo_is_in_the_page_as_decoration(french: Project, run: Run) -> None:
    edit(french.root / "pyproject.toml", 'name = "Test Hospital"', 'name = "Test Hospital"\nlogo = "logo.svg"\naccent = "#00594c"')
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    (french.root / "logo.svg").write_text(logo, "utf-8")
    result = run("build", "--edition", "web")
    assert (result.exit_code, result.stderr.count("error")) == (0, 0)
    html = (french.output / "cut-care" / NAME.format("fr")).read_text("utf-8")
    assert '.facility-logo { background-image: url("data:image/svg+xml;base64,' in html
    assert "--accent: #00594c" in html


def test_a_number_that_nobody_can_dial_for_the_reader_is_text(french: Project, run: Run) -> None:
    edit(french.root / "pyproject.toml", "(555) 555-0100", "(555) 555-0100 ext. 7")
    assert run("build", "--edition", "web").exit_code == 0
    html = (french.output / "cut-care" / NAME.format("fr")).read_text("utf-8")
    assert "tel:911" in html
    assert html.count("tel:") == 1


def test_a_project_adds_a_page_of_its_own(french: Project, run: Run) -> None:
    file = french.root / "pyproject.toml"
    own = '[tool.leaflet.edition.ward]\nmedium = "web"\nstyle = "ward.css"\n'
    file.write_text(file.read_text("utf-8") + own, "utf-8")
    (french.templates / "ward.css").write_text((french.templates / "web.css").read_text("utf-8"), "utf-8")
    assert run("build", "--edition", "ward").exit_code == 0
    assert len(list(french.output.glob("*/*.ward.html"))) == 2


def test_verify_knows_a_page_that_was_built_and_one_that_was_changed(french: Project, run: Run) -> None:
    run("build", "--edition", "web")
    file = french.output / "cut-care" / NAME.format("fr")
    result = run("verify", str(file))
    assert (result.exit_code, "cut-care in fr, web: as built, current" in result.stdout) == (0, True)
    mailed = french.root / "mailed.html"
    mailed.write_text(file.read_text("utf-8").replace("Plus de gonflement", "Moins de gonflement"), "utf-8")
    stderr = run("verify", str(mailed)).stderr
    assert {"unknown-pdf", "sign-missing", "text-unexpected"} == set(re.findall(r"\[([a-z-]+)\]", stderr))
    mailed.write_bytes("é".encode("latin-1"))
    assert "[unreadable-pdf]" in run("verify", str(mailed)).stderr


@pytest.mark.parametrize("tag", ["ar-XB", "en-XA"])
def test_a_page_is_proved_in_any_direction_and_length(make_project: MakeProject, run: Run, tag: str) -> None:
    make_project()
    result = run("build", "--edition", "web", "--language", tag)
    assert (result.exit_code, "error" in result.output) == (0, False)
