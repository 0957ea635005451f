"""A project of many leaflets of varied length, in languages of all scripts, made from a seed.

Its leaflets are recombined from the sections and items of the project's own: each takes some of them, with their
translations. So each text is a real one, in every language, and each leaflet is another.
"""

from __future__ import annotations

import copy
import random
import shutil
from pathlib import Path
from typing import Any

import polib
from ruamel.yaml import YAML

from leaflet.messages import iter_messages
from leaflet.project import Project, find_project
from leaflet.source import read_source

LANGUAGES = ("en", "es", "vi", "ru", "ar", "bn", "am", "hi", "th", "my", "zh-Hans", "ko")
SEED = 20261125

_SETTINGS = """\
[tool.leaflet]
languages = [{languages}]
papers = ["letter"]
editions = ["handout"]

[tool.leaflet.regions]
es = "US"

[tool.leaflet.facility]
name = "Example General Hospital"
telephone = "(555) 555-0100"
emergency-number = "911"
leaflet-address = "https://leaflets.example.org/{{id}}/{{language}}"
"""


def make_project(root: Path, original: Project, count: int, languages: tuple[str, ...] = LANGUAGES) -> Project:
    """Make a project of so many leaflets in a folder that is not there yet; original: whose texts it takes."""
    root.mkdir(parents=True)
    listed = ", ".join(f'"{tag}"' for tag in languages)
    (root / "pyproject.toml").write_text(_SETTINGS.format(languages=listed), "utf-8")
    shutil.copytree(original.templates, root / "templates")
    (root / "fonts").symlink_to(original.fonts, target_is_directory=True)
    project = find_project(root)
    (domain,) = original.leaflet_ids()
    catalogs = {}
    for language in project.languages:
        folder = project.lexicon_file(language).parent
        (folder / "LC_MESSAGES").mkdir(parents=True)
        shutil.copy(original.lexicon_file(language), folder)
        if language != project.source_language:
            shutil.copy(original.catalog_file(language, "handout"), folder / "LC_MESSAGES")
            catalogs[language] = polib.pofile(str(original.catalog_file(language, domain)))
    project.content.mkdir()
    yaml = YAML()
    with original.source_file(domain).open("rb") as stream:
        whole = yaml.load(stream)
    dice = random.Random(SEED)
    for number in range(count):
        leaflet_id = f"leaflet-{number:03}"
        part = _part(whole, dice, leaflet_id)
        with project.source_file(leaflet_id).open("wb") as stream:
            yaml.dump(part, stream)
        source, problems = read_source(project.source_file(leaflet_id), leaflet_id)
        assert source is not None, problems
        wanted = {message.id for message in iter_messages(source.leaflet)}
        for language, catalog in catalogs.items():
            po = polib.POFile(wrapwidth=120)
            po.metadata = catalog.metadata
            po.extend(entry for entry in catalog if entry.msgctxt in wanted)
            po.save(str(project.catalog_file(language, leaflet_id)))
    return find_project(root)


def _part(whole: Any, dice: random.Random, leaflet_id: str) -> Any:
    """Return a leaflet that has some of another: all its sections of warning signs, and a share of what they hold."""
    part = copy.deepcopy(whole)
    part["id"] = leaflet_id
    share = dice.uniform(0.3, 1)
    background = [section for section in part["sections"] if section["id"] not in {"emergency", "call", "home-care"}]
    dropped = {id(section) for section in background if dice.random() > share}
    part["sections"] = [section for section in part["sections"] if id(section) not in dropped]
    for section in part["sections"]:
        for block in section.get("blocks", ()):
            if "items" in block:
                block["items"] = _some(block["items"], share, dice)
        if "signs" in section:
            section["signs"] = _some(section["signs"], share, dice)
    said = str(part["sections"]) + str(part["summary"])
    part["quantities"] = {name: value for name, value in part["quantities"].items() if f"{{{name}}}" in said}
    about = {term for section in part["sections"] for sign in section.get("signs", ()) for term in sign["about"]}
    part["terms"] = [term for term in part["terms"] if term["id"] in about]
    return part


def _some(items: Any, share: float, dice: random.Random) -> Any:
    count = max(2, round(share * len(items)))
    kept = set(dice.sample(range(len(items)), min(count, len(items))))
    return [item for i, item in enumerate(items) if i in kept]
