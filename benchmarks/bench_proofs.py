"""Measures the text layer and the proofs, side by side in one run: `make bench-proofs` writes benchmarks/proofs.md.

What is read back is exact where a text of the page stands, as it was written, in what a reader of PDFs gives for the
file. Beyond what the tests need: pdftotext (Debian's poppler-utils), chromium, and PyMuPDF and pypdf from PyPI. What is
not there is left out, and the document says so.
"""

from __future__ import annotations

import importlib.util
import io
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import weasyprint
from weasyprint.text.fonts import FontConfiguration

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import faults  # noqa: E402
from finished import SAMPLES, TAGS, Finished, handout, page_html, project, sample  # noqa: E402
from targets import longest, number, sign  # noqa: E402

from leaflet.checks.pdf.matching import read  # noqa: E402
from leaflet.expectedtext import plain_text  # noqa: E402
from leaflet.fonts import fontconfig_file, isolated  # noqa: E402
from leaflet.readback import read_pdf  # noqa: E402

_ROUNDS = 9


def by_structure(data: bytes, finished: Finished) -> list[str]:
    """Return the texts that our own reader finds in the structure tree."""
    return [block.text for block in read(read_pdf(data), finished.expectation).content]


def poppler(data: bytes) -> str:
    """Return what pdftotext gives."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        return subprocess.run(["pdftotext", file.name, "-"], check=True, capture_output=True).stdout.decode()


def pdfium(data: bytes) -> str:
    """Return what pdfium gives."""
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))


def mupdf(data: bytes) -> str:
    """Return what MuPDF gives."""
    import pymupdf  # noqa: PLC0415

    return "\n".join(page.get_text() for page in pymupdf.open(stream=data))


def pypdf(data: bytes) -> str:
    """Return what pypdf gives."""
    from pypdf import PdfReader  # noqa: PLC0415

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def readers() -> dict[str, Callable[[bytes], str]]:
    """Return the readers that are installed, by name."""
    found: dict[str, Callable[[bytes], str]] = {}
    if shutil.which("pdftotext"):
        found["poppler"] = poppler
    found["pdfium"] = pdfium
    if importlib.util.find_spec("pymupdf"):
        found["mupdf"] = mupdf
    if importlib.util.find_spec("pypdf"):
        found["pypdf"] = pypdf
    return found


def stock(tag: str) -> bytes:
    """Return the page of a language as WeasyPrint alone makes it, in the same fonts."""
    found, _ = project()
    with isolated(sample(tag).fonts, found.cache):
        html = weasyprint.HTML(string=page_html(tag, tuple(SAMPLES[tag])))
        return bytes(html.write_pdf(font_config=FontConfiguration(), pdf_variant="pdf/a-2a"))


def chromium(tag: str) -> bytes:
    """Return the page of a language as Chromium prints it, in the same fonts."""
    found, _ = project()
    with tempfile.TemporaryDirectory() as folder:
        page, pdf = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(page_html(tag, tuple(SAMPLES[tag])), "utf-8")
        fonts = fontconfig_file(sample(tag).fonts, found.cache)
        options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
        quiet = ("--disable-component-update", "--disable-sync", "--no-pdf-header-footer")
        command = ["chromium", *options, *quiet, f"--user-data-dir={folder}/u", f"--print-to-pdf={pdf}", page.as_uri()]
        environment = os.environ | {"FONTCONFIG_FILE": str(fonts)}
        subprocess.run(command, check=True, capture_output=True, timeout=120, env=environment)
        return pdf.read_bytes()


def exact(text: str, wanted: list[str]) -> int:
    """Return how many of the texts stand in what was read, white space apart."""
    read_back = " ".join(plain_text(text).split())
    return sum(" ".join(each.split()) in read_back for each in wanted)


def read_back_table() -> Iterator[str]:
    """Yield the table of what reads back exactly."""
    found = readers()
    makers: dict[str, Callable[[str], bytes]] = {"this project": lambda tag: sample(tag).data, "WeasyPrint": stock}
    if shutil.which("chromium"):
        makers["Chromium's print"] = chromium
    wanted = {tag: [text.text for text in sample(tag).expectation.texts] for tag in SAMPLES}
    total = sum(map(len, wanted.values()))
    yield f"{total} texts in {len(SAMPLES)} languages, the same page from each:"
    yield ""
    yield "| made by | " + " | ".join(found) + " | our reader, by structure |"
    yield "|---" * (len(found) + 2) + "|"
    for name, make in makers.items():
        files = {tag: make(tag) for tag in SAMPLES}
        counts = [sum(exact(reader(files[tag]), wanted[tag]) for tag in SAMPLES) for reader in found.values()]
        own = "–"
        if name == "this project":
            own = str(sum(len(set(wanted[tag]) & set(by_structure(files[tag], sample(tag)))) for tag in SAMPLES))
        yield f"| {name} | " + " | ".join(map(str, counts)) + f" | {own} |"
    for name, there in {
        "poppler": shutil.which("pdftotext"),
        "chromium": shutil.which("chromium"),
        "mupdf": importlib.util.find_spec("pymupdf"),
        "pypdf": importlib.util.find_spec("pypdf"),
    }.items():
        if not there:
            yield f"\n{name} is left out: it is not installed here."
    handouts = [handout(tag, paper) for tag in TAGS for paper in ("letter", "a4")]
    texts = [(text.text, by_structure(each.data, each)) for each in handouts for text in each.expectation.texts]
    yield ""
    right = sum(text in found for text, found in texts)
    yield f"Handouts: {right} of {len(texts)} texts read back exactly by structure."


def fault_table() -> Iterator[str]:
    """Yield the table of faults: in how many files each was done, and in how many it was told by its check."""
    everywhere = [(sample(tag), longest(sample(tag), "sample/1"), number(sample(tag))) for tag in SAMPLES]
    signs = [sign(tag) for tag in TAGS]
    yield "| fault | files | told by its check |"
    yield "|---|---|---|"
    done = told = 0
    for table, targets in (
        (faults.TEXT_FAULTS, [(each, at) for each, at, _ in everywhere] + signs),
        (faults.NUMBER_FAULTS, [(each, at) for each, _, at in everywhere]),
        (faults.SIGN_FAULTS, signs),
    ):
        for fault, checks in table.items():
            hits = sum(bool(each.checks(faults.damaged(each.data, fault, at)) & checks) for each, at in targets)
            done, told = done + len(targets), told + hits
            yield f"| {fault.__name__.replace('_', ' ')} | {len(targets)} | {hits} |"
    yield f"| **all** | **{done}** | **{told}** |"
    alarms = sum(bool(each.problems()) for each, *_ in everywhere)
    alarms += sum(bool(handout(tag, paper).problems()) for tag in TAGS for paper in ("letter", "a4"))
    yield ""
    yield f"False alarms on {len(everywhere) + 2 * len(TAGS)} good files: {alarms}."


def cost_table() -> Iterator[str]:
    """Yield the table of what the proofs cost beside a render: CPU time, taken in turns."""
    yield "| handout | render, ms | proofs, ms | proofs / render |"
    yield "|---|---|---|---|"
    for tag in TAGS:
        renders, proofs = [], []
        for _ in range(_ROUNDS):
            handout.cache_clear()
            start = time.process_time()
            finished = handout(tag)
            middle = time.process_time()
            finished.problems()
            renders.append(middle - start)
            proofs.append(time.process_time() - middle)
        render, proof = statistics.median(renders) * 1000, statistics.median(proofs) * 1000
        yield f"| {tag} | {render:.0f} | {proof:.0f} | {proof / render:.2f} |"


def main() -> None:
    """Write benchmarks/proofs.md."""
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, WeasyPrint {weasyprint.__version__}"
    lines = [
        "# The text layer and the proofs",
        "",
        f"Made by `make bench-proofs`; {machine}. Times are CPU time on a shared machine: trust the ratios.",
        "",
        "## What reads back exactly",
        "",
        *read_back_table(),
        "",
        "## Faults in finished PDFs",
        "",
        *fault_table(),
        "",
        "## What the proofs cost",
        "",
        "A render is all settings of type that a leaflet was tried in; warm, one process.",
        "",
        *cost_table(),
    ]
    (ROOT / "benchmarks" / "proofs.md").write_text("\n".join(lines) + "\n", "utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
