"""Measures the handout of each language: time to make it, and what its bytes are. Writes languages.md.

make bench-languages
"""

from __future__ import annotations

import datetime
import io
import os
import platform
import re
import statistics
import time
from collections import Counter
from pathlib import Path

import pikepdf

from leaflet.checks.pdf import prove
from leaflet.edition import HANDOUT, PAPERS
from leaflet.expectation import expect
from leaflet.fonts import FontSet, font_set, read_families
from leaflet.html import render_html
from leaflet.load import Loaded, load
from leaflet.localize import LocalizedLeaflet
from leaflet.pdf import RenderedPdf, Renderer
from leaflet.project import Project, find_project

ROOT = Path(__file__).resolve().parents[1]
OUTPUT = Path(__file__).with_name("languages.md")
ROUNDS = 3
PAPER = PAPERS["letter"]


def font_bytes(data: bytes) -> Counter[str]:
    """Return how many bytes of a file each family of its fonts takes, as they stand in it, compressed."""
    found: Counter[str] = Counter()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
                name = re.sub(r"^[A-Z]{6}\+", "", str(item["/FontName"])[1:]).replace("-", " ")
                found[name] += len(item["/FontFile2"].read_raw_bytes())
    return found


def main() -> None:
    """Measure every language, in turn, and write the table."""
    project = find_project(ROOT)
    families = read_families(project.fonts)
    loaded = load(project, project.leaflet_ids(), project.languages, families)
    rows = []
    for (leaflet_id, tag), localized in loaded.leaflets.items():
        fonts = font_set(tag, localized.language.script, families)
        renderer = Renderer(fonts, project.templates, project.cache)
        fit, pdf = _fitted(project, loaded, localized, renderer, fonts)
        renders, proofs = [], []
        for _ in range(ROUNDS):
            start = time.process_time()
            _render(project, loaded, localized, renderer, fonts, fit)
            middle = time.process_time()
            problems = prove(pdf.data, _expected(project, loaded, localized), fonts, leaflet_id)
            proofs.append(time.process_time() - middle)
            renders.append(middle - start)
            assert not problems, problems
        shares = font_bytes(pdf.data)
        whole = len(pdf.data)
        shown = ", ".join(f"{name} {100 * size / whole:.0f} %" for name, size in shares.most_common())
        name = localized.language.english_name
        times = f"{1000 * statistics.median(renders):.0f} | {1000 * statistics.median(proofs):.0f}"
        rows.append(f"| {tag} | {name} | {fit} | {times} | {whole / 1024:.0f} | {shown} |")
        print(rows[-1])
    OUTPUT.write_text(_report(rows), "utf-8")


def _render(
    project: Project, loaded: Loaded, localized: LocalizedLeaflet, renderer: Renderer, fonts: FontSet, fit: int
) -> RenderedPdf:
    page = render_html(
        localized,
        HANDOUT,
        PAPER,
        fit,
        source_language=project.source_language,
        source_words=loaded.source_words,
        facility=project.facility,
        fonts=fonts,
        templates=project.templates,
    )
    return renderer.render(page)


def _fitted(
    project: Project, loaded: Loaded, localized: LocalizedLeaflet, renderer: Renderer, fonts: FontSet
) -> tuple[int, RenderedPdf]:
    for fit in range(HANDOUT.fits):
        pdf = _render(project, loaded, localized, renderer, fonts, fit)
        if pdf.pages <= HANDOUT.most_pages:
            break
    return fit, pdf


def _expected(project: Project, loaded: Loaded, localized: LocalizedLeaflet) -> object:
    return expect(
        localized,
        HANDOUT,
        PAPER,
        facility=project.facility,
        source_language=project.source_language,
        source_words=loaded.source_words,
    )


def _report(rows: list[str]) -> str:
    machine = f"{datetime.date.today()}; {os.cpu_count()} cores; Python {platform.python_version()}"
    return f"""# The handout of each language

Made by `make bench-languages`; do not edit. The two-sided handout on Letter paper, rendered warm, at the setting of
type (“fit”, 0 is the roomiest) that it takes; then proved. Milliseconds of processor time, the median of {ROUNDS}; a
language
that does not fit at the first setting is rendered once for each setting before. Of the bytes: the share of each font.

{machine}

| tag | language | fit | render, ms | proofs, ms | KB | fonts |
|---|---|--:|--:|--:|--:|---|
""" + "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
