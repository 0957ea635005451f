"""The review sheet: what a reviewer gets, as a page for the screen and as a PDF to print and sign.

It is in English, for staff, with the translation beside it in its own language and direction.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from leaflet import markup
from leaflet.edition import PAPERS, Paper
from leaflet.files import write_file
from leaflet.fonts import FontFamily, FontSet, font_set, verify
from leaflet.html import Page
from leaflet.language import Language
from leaflet.ledger import Act
from leaflet.linebreak import marked_breaks, with_breaks
from leaflet.load import read_project_lexicon
from leaflet.loaded import Loaded
from leaflet.pdf import Renderer
from leaflet.problem import UsageError
from leaflet.project import Project
from leaflet.sheet import Sheet, make_sheet
from leaflet.signing import short
from leaflet.signoff import SOURCE_STEPS, STEPS, Standing
from leaflet.standings import SignOffs

FOLDER = "review"
# What each signature says, in the words of the one who signs.
MEANING = {
    Act.TRANSLATED: "I made this translation, or read a machine’s word for word and stand in for it.",
    Act.REVISED: "I did not translate it; I compared every text with the English, and each says the same.",
    Act.APPROVED: "I am a clinician, did neither of the above, and find every text right for patients.",
    Act.RELEASED: "This leaflet may be handed out from this day on.",
}
# The distance of lines that each script needs, as the pages of patients have it.
_LEADING = {"Arab": "1.7", "Mymr": "1.6", "Khmr": "1.6", "Thai": "1.5", "Deva": "1.5", "Beng": "1.5", "Guru": "1.5"}
_NASTALIQ = "2.1"


@dataclass(frozen=True)
class ReviewSheet:
    """A sheet with what its page says besides: where the leaflet stands, who has signed, what the checks said."""

    sheet: Sheet
    standing: Standing
    signed: tuple[str, ...]
    general: tuple[str, ...]


def review_sheet(
    project: Project, signoffs: SignOffs, loaded: Loaded, language: Language, leaflet_id: str
) -> ReviewSheet:
    """Return the review sheet of a leaflet in a language; UsageError if its source cannot be read."""
    texts = signoffs.reader.read(leaflet_id, language)
    if texts is None:
        raise UsageError(f"the source of {leaflet_id} cannot be read", "run: leaflet check")
    lexicon, _ = read_project_lexicon(project, language)
    standing = signoffs.standing(leaflet_id, language)
    signed = tuple(f"{each.act} by {each.name}, {each.role}, {each.date}" for each in standing.signed.values())
    tags = {language.tag, None} if language == project.source_language else {language.tag}
    about = [each for each in loaded.problems if each.language in tags and each.leaflet in {leaflet_id, None}]
    general = tuple(f"{each.severity}: {each.message} ({each.location})" for each in about if not each.message_id)
    return ReviewSheet(make_sheet(texts, signoffs.ledger(language), loaded, lexicon), standing, signed, general)


def write_sheets(project: Project, sheets: Sequence[ReviewSheet], families: Sequence[FontFamily]) -> list[Path]:
    """Write sheets of one language into output/review/: a page each, and a PDF on each paper. Return their paths."""
    language = sheets[0].sheet.texts.language
    fonts = font_set(language.tag, language.script, families)
    verify(fonts.families)
    renderer = Renderer(fonts, project.all_templates, project.cache)
    files = []
    for each in sheets:
        stem = project.output / FOLDER / f"{each.sheet.texts.leaflet.id}.{language.tag}"
        papers = [PAPERS[name] for name in project.settings.papers]
        written = {stem.with_name(f"{stem.name}.html"): sheet_html(project, each, papers[0], fonts).encode()}
        for paper in papers:
            page = Page(sheet_html(project, each, paper, fonts), {})
            written[stem.with_name(f"{stem.name}.{paper.name}.pdf")] = renderer.render(page).data
        for file, data in written.items():
            write_file(file, data)
        files += list(written)
    return files


def sheet_html(project: Project, review: ReviewSheet, paper: Paper, fonts: FontSet) -> str:
    """Return a sheet as an HTML document that needs no other file; fonts: the language's."""
    texts = review.sheet.texts
    language, source = texts.language, project.source_language
    is_translation = language != source
    steps = STEPS if is_translation else SOURCE_STEPS
    nastaliq = fonts.families[0].slug == "noto-nastaliq-urdu"
    return _template().render(
        sheet=review.sheet,
        standing=review.standing,
        signed=review.signed,
        general=review.general,
        language=language,
        is_translation=is_translation,
        title=texts.leaflet.title.text,
        facility=project.facility.name,
        digest=short(texts.digest),
        paper=paper,
        acts=[(act, MEANING[act]) for act in steps],
        families=Markup(fonts.css_families),
        latin=Markup(f'"{fonts.families[-1].name}"'),
        leading=_NASTALIQ if nastaliq else _LEADING.get(language.script, "1.4"),
        separator="، " if language.script == "Arab" else ", ",
        text=_text,
        source=source,
        broken=lambda text: marked_breaks(text, language),
    )


def _text(text: str, values: Mapping[str, str], language: Language) -> Markup:
    """Return a text as HTML, its marks made strong, each value in its own direction; with broken marks, as it is."""

    def node(each: markup.Node) -> Markup:
        if isinstance(each, markup.Strong):
            return Markup("<strong>{}</strong>").format(Markup("").join(map(node, each.nodes)))
        if isinstance(each, markup.Placeholder):
            value = values.get(each.name, f"{{{each.name}}}")
            right = any(unicodedata.bidirectional(char) in {"R", "AL"} for char in value)
            return Markup('<bdi class="value" dir="{}">{}</bdi>').format("rtl" if right else "ltr", value)
        return escape(each.text)

    try:
        return Markup("").join(map(node, with_breaks(markup.parse(text), language)))
    except markup.MarkupError:
        return escape(text)


@lru_cache
def _template() -> jinja2.Template:
    loader = jinja2.PackageLoader("leaflet", "pages")
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.get_template("review.html")
