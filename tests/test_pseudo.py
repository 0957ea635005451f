"""The pseudo-languages: made from the source whenever they are asked for, and proved as any other."""

import pytest
from conftest import ROOT, MakeProject, Run, edit
from hypothesis import given
from hypothesis import strategies as st

from leaflet import markup
from leaflet.fonts import read_families
from leaflet.language import PSEUDO_LANGUAGES, parse_language
from leaflet.load import load
from leaflet.messages import iter_messages
from leaflet.project import find_project
from leaflet.pseudo import disguised

ACCENTED, MIRRORED = (parse_language(tag) for tag in ("en-XA", "ar-XB"))
ENGLISH = st.text(st.sampled_from("abcdefghij klmnopqrstuvwxyz ABC ,.?"), min_size=1)


@given(st.lists(st.one_of(ENGLISH, st.sampled_from(["{fever}", "**not**"])), min_size=1))
def test_marks_and_names_stay(parts: list[str]) -> None:
    text = "".join(parts)
    for language in (ACCENTED, MIRRORED):
        before, after = (markup.parse(each) for each in (text, disguised(text, language)))
        assert markup.placeholders(after) == markup.placeholders(before)
        assert sum(isinstance(node, markup.Strong) for node in after) == text.count("**not**")


def test_accented_texts_are_longer_by_two_fifths_and_in_brackets() -> None:
    project = find_project(ROOT)
    loaded = load(project, project.leaflet_ids(), [project.source_language, ACCENTED], read_families(project.fonts))
    for leaflet_id in project.leaflet_ids():
        plain, accented = (loaded.leaflets[leaflet_id, tag].leaflet for tag in ("en", "en-XA"))
        for ours, theirs in zip(iter_messages(plain), iter_messages(accented), strict=True):
            assert theirs.text[0] + theirs.text[-1] == "[]"
            parts = [node.text for node in markup.leaves(markup.parse(ours.text)) if isinstance(node, markup.Plain)]
            letters = sum(char.isalpha() for part in parts for char in part)
            assert len(theirs.text) - 2 - len(ours.text) == pytest.approx(0.4 * letters, abs=len(parts))


def test_mirrored_texts_run_from_right_to_left() -> None:
    assert MIRRORED.direction == "rtl"
    assert disguised("Call **{telephone}**, at once?", MIRRORED) == "كالل **{telephone}**، ات ونكع؟"


@pytest.mark.parametrize("tag", PSEUDO_LANGUAGES)
def test_a_page_in_a_pseudo_language_passes_all_proofs(make_project: MakeProject, run: Run, tag: str) -> None:
    project = make_project()
    result = run("build", "--language", tag, "--paper", "a4")
    assert (result.exit_code, "error" in result.output) == (0, False)
    (file,) = project.output.glob("cut-care/*.pdf")
    assert tag in file.name
    # It is no language of the project: the next build of all does not leave it where a nurse would find it.
    assert run("build").exit_code == 0
    assert {path.name.split(".")[1] for path in project.output.glob("cut-care/*.pdf")} == {"en"}


def test_a_pseudo_language_in_the_settings_is_refused(make_project: MakeProject, run: Run) -> None:
    project = make_project("es")
    edit(project.root / "pyproject.toml", '"es"', '"en-XA"')
    result = run("check")
    assert result.exit_code == 2
    assert "no language that a patient reads" in result.stderr
    assert run("add-language", "ar-XB").exit_code == 2
