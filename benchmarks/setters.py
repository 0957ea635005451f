"""Other ways to the same handouts: the `weasyprint` command once a file, Chromium kept alive, Typst in this process.

The first two get the very pages that the builder makes; Typst gets the same texts in a layout much like it: two boxes
of warning signs, then two columns. Each yields after each document.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import typst
from playwright.sync_api import sync_playwright

from leaflet import markup
from leaflet.files import write_file
from leaflet.fonts import FontSet, fontconfig_file
from leaflet.html import render_html
from leaflet.localize import LocalizedLeaflet
from leaflet.model import ItemList
from leaflet.portable import unpack
from leaflet.task import Task
from leaflet.templates import Templates


def localized(task: Task) -> LocalizedLeaflet:
    """Return the leaflet of a task."""
    return unpack(task.leaflet, task.words, task.imprint.facility)


def write_pages(tasks: Sequence[Task], folder: Path) -> list[Path]:
    """Write the page of each task at the roomiest fit, with all that it refers to, to a folder of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    pages = []
    for number, task in enumerate(tasks):
        own = folder / f"{number:04}"
        own.mkdir(parents=True)
        for name, data in task.templates.files:
            write_file(own / name, data)
        options = {"imprint": task.imprint, "fonts": FontSet(task.families), "templates": Templates((own,))}
        page = render_html(localized(task), task.edition, task.paper, 0, **options)  # type: ignore[arg-type]
        for name, data in page.files.items():
            write_file(own / name, data)
        (own / "page.html").write_text(page.html, "utf-8")
        pages.append(own / "page.html")
    return pages


def by_command(tasks: Sequence[Task], pages: Sequence[Path], cache: Path) -> Iterator[None]:
    """Run the `weasyprint` command once for each page, with the fonts of its language and no others."""
    program = Path(sys.executable).with_name("weasyprint")
    for task, page in zip(tasks, pages, strict=True):
        environment = {**os.environ, "FONTCONFIG_FILE": str(fontconfig_file(FontSet(task.families), cache))}
        command = [program, "--quiet", "--pdf-variant", "pdf/a-2a", page, page.with_suffix(".pdf")]
        subprocess.run(command, check=True, env=environment)
        yield


def chromium_program() -> str | None:
    """Return the path of Chromium on this machine, None if there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def by_chromium(tasks: Sequence[Task], pages: Sequence[Path], cache: Path) -> Iterator[None]:
    """Print each page by one Chromium, driven over its debugging protocol; it sees all fonts of the project."""
    families = {family for task in tasks for family in task.families}
    folders = "".join(f"<dir>{family.folder.resolve()}</dir>" for family in families)
    config = cache / "chromium.conf"
    config.write_text(f'<?xml version="1.0"?><fontconfig>{folders}<cachedir>{cache}/fc</cachedir></fontconfig>')
    environment = {**os.environ, "FONTCONFIG_FILE": str(config)}
    with sync_playwright() as driver:
        options = {"executable_path": chromium_program(), "args": ["--no-sandbox"], "env": environment}
        browser = driver.chromium.launch(**options)  # type: ignore[arg-type]
        tab = browser.new_page()
        for page in pages:
            tab.goto(page.as_uri())
            tab.pdf(path=page.with_suffix(".chromium.pdf"), prefer_css_page_size=True, tagged=True)
            yield
        browser.close()


def by_typst(tasks: Sequence[Task], pages: Sequence[Path]) -> Iterator[None]:
    """Set the texts of each task by one Typst compiler, which has all fonts of the project in memory."""
    families = {family for task in tasks for family in task.families}
    fonts = typst.Fonts(False, False, [str(family.folder.resolve()) for family in families])
    compiler = typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
    for task, page in zip(tasks, pages, strict=True):
        data = compiler.compile(input=_typst(task).encode(), pdf_standards=["a-2a"], timestamp=0)
        page.with_suffix(".typst.pdf").write_bytes(data)
        yield


def _typst(task: Task) -> str:
    leaflet = localized(task)
    own, language = leaflet.leaflet, leaflet.language

    def text(said: str) -> str:
        nodes = markup.parse(said)
        return "".join(_node(node, dict(leaflet.values)) for node in nodes)

    def bullets(texts: Sequence[str]) -> str:
        return "#list(" + ", ".join(f"[{text(each)}]" for each in texts) + ")\n"

    families = ", ".join(f'"{family.name}"' for family in task.families)
    parts = [
        f'#set document(title: "{_quoted(own.title.text)}")',
        f"#set page(width: {task.paper.width}mm, height: {task.paper.height}mm, margin: 18mm)",
        f'#set text(font: ({families},), size: 12pt, lang: "{language.locale.language}", dir: {language.direction})',
        f"= {text(own.title.text)}\n{text(own.summary.text)}",
    ]
    boxed, flowing = [], []
    for section in own.sections:
        body = f"== {text(section.heading.text)}\n"
        for block in section.blocks:
            is_list = isinstance(block, ItemList)
            body += bullets([item.text for item in block.items]) if is_list else text(block.text) + "\n\n"
        if section.signs:
            body += bullets([sign.text for sign in section.signs])
            boxed.append(f"#block(stroke: 1pt, inset: 6pt, width: 100%)[\n{body}]")
        else:
            flowing.append(body)
    return "\n".join([*parts, *boxed, "#columns(2)[", *flowing, "]"])


def _node(node: markup.Node, values: dict[str, str]) -> str:
    if isinstance(node, markup.Strong):
        return f"#strong[{''.join(_node(each, values) for each in node.nodes)}]"
    shown = values[node.name] if isinstance(node, markup.Placeholder) else node.text
    return f'#"{_quoted(shown)}"'


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
