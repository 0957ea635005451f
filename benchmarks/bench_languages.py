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
from leaflet.fonts import font_set, read_families
from leaflet.load import load
from leaflet.pdf import Renderer
from leaflet.project import find_project
from leaflet.typeset import Typesetter

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
        renderer = Renderer(fonts, project.all_templates, project.cache)
        typesetter = Typesetter(renderer, loaded.imprint, project.all_templates)
        pdf = typesetter.typeset(localized, HANDOUT, PAPER)
        expectation = expect(localized, HANDOUT, PAPER, loaded.imprint)
        renders, proofs = [], []
        for _ in range(ROUNDS):
            start = time.process_time()
            typesetter.at_fit(localized, HANDOUT, PAPER, pdf.fit)
            middle = time.process_time()
            problems = prove(pdf.data, expectation, fonts, leaflet_id)
            proofs.append(time.process_time() - middle)
            renders.append(middle - start)
            assert not problems, problems
        shares = font_bytes(pdf.data)
        whole = len(pdf.data)
        shown = ", ".join(f"{name} {100 * size / whole:.0f} %" for name, size in shares.most_common())
        name = localized.language.english_name
        times = f"{1000 * statistics.median(renders):.0f} | {1000 * statistics.median(proofs):.0f}"
        rows.append(f"| {tag} | {name} | {pdf.fit} | {times} | {whole / 1024:.0f} | {shown} |")
        print(rows[-1])
    OUTPUT.write_text(_report(rows), "utf-8")


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
