"""Proof: what a page for a browser tells a reader who goes through it in order, as a screen reader does.

Every warning sign, once, whole, in its own list, under its heading, in its language and direction; every text of the
leaflet, and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from leaflet.checks.web.case import Case, shortened
from leaflet.checks.web.reading import Block
from leaflet.expected import ExpectedList
from leaflet.expectedtext import plain_text
from leaflet.problem import Problem


def prove_content(case: Case) -> Iterator[Problem]:
    """Yield a problem for each text that is amiss, out of its place, or in another language than it says.

    sign-missing, sign-doubled, sign-order, sign-list: a warning sign is not told; is told twice; not in its turn; in
    another list or under another heading. list-heading: the heading of a list of signs is not told before it.
    text-missing, text-unexpected: a text of the leaflet is not told; a text is told that is none of the leaflet's in
    this language. text-section: it is told under another heading. text-language, text-direction: it is said to be in
    another language, or to be written in another direction. not-isolated: a value can be torn apart by the text around
    it. strong-lost: what should stand out does not. title, language: the document does not say its own.
    """
    yield from _document(case)
    yield from _missing(case)
    yield from _unexpected(case)
    for block in case.reading.blocks:
        yield from _text(case, block)
    yield from _sections(case)
    for expected in case.expectation.lists:
        yield from _sign_list(case, expected)


def _document(case: Case) -> Iterator[Problem]:
    root, expectation = case.reading.root, case.expectation
    titles = ["".join(title.itertext()) for title in root.iter("title")]
    if [plain_text(title) for title in titles] != [plain_text(expectation.title)]:
        yield case.problem("title", f"the title is “{' '.join(titles)}”", f"it should be “{expectation.title}”")
    if root.get("lang") != expectation.language:
        what = f"the document says that it is in {root.get('lang') or 'no language'}"
        yield case.problem("language", what, f"it should say {expectation.language}")
    if root.get("dir") != expectation.direction:
        what = f"the document says that it is written {root.get('dir') or 'in no direction'}"
        yield case.problem("text-direction", what, f"it should say {expectation.direction}")


def _missing(case: Case) -> Iterator[Problem]:
    signs = {(sign.id, sign.language) for signs in case.expectation.lists for sign in signs.signs}
    for text in case.missing:
        quoted = f"“{text.id}” is not told: “{shortened(text.text)}”"
        if (text.id, text.language) in signs:
            yield case.problem("sign-missing", f"the warning sign {quoted}", "a patient would not know of it")
        else:
            yield case.problem("text-missing", quoted, "the page lacks it, or its text is not what was to be said")


def _unexpected(case: Case) -> Iterator[Problem]:
    signs = {sign.text for signs in case.expectation.lists for sign in signs.signs}
    for block in case.reading.blocks:
        if block.expected is None and block.text in signs:
            yield case.problem("sign-doubled", "is a warning sign that was told before", "tell it once", block)
        elif block.expected is None:
            what = f"is no text of this leaflet in {case.expectation.language}"
            yield case.problem("text-unexpected", what, "every text comes from the source or a catalog", block)


def _text(case: Case, block: Block) -> Iterator[Problem]:
    expected = block.expected
    if expected is None:
        return
    for _, _, said in block.languages:
        if said != expected.language:
            what = f"is in {expected.language}, but said to be in {said or 'no language'}"
            yield case.problem("text-language", what, "a screen reader would mispronounce it", block)
            break
    own = block.direction
    for mark in block.marks:
        if (mark.start, mark.end) == (0, len(block.text)) and mark.element.tag != "bdi":
            own = mark.element.get("dir", own)
    if own != expected.direction:
        what = f"is written {expected.direction}, but said to be {own or 'in no direction'}"
        yield case.problem("text-direction", what, "numbers and marks would change places", block)
    isolated = {(mark.start, mark.end, mark.element.get("dir")) for mark in block.marked("bdi")}
    for value in expected.values:
        if (value.start, value.end, value.direction) not in isolated:
            what = f"has “{block.text[value.start : value.end]}” in it without a direction of its own"
            yield case.problem("not-isolated", what, "write it with text() or isolate() in the template", block)
    strong = {(mark.start, mark.end) for mark in block.marked("strong")}
    if strong != set(expected.strong):
        stands_out = ", ".join(f"“{block.text[start:end]}”" for start, end in expected.strong) or "nothing"
        yield case.problem("strong-lost", f"should have {stands_out} stand out", "write it with text()", block)


def _sections(case: Case) -> Iterator[Problem]:
    """Yield a problem for each text of a section that is told under a heading that is not the section's."""
    sections = case.expectation.sections
    signs = {(sign.id, sign.language) for signs in case.expectation.lists for sign in signs.signs}
    current = ""
    for block in case.reading.blocks:
        if block.expected is None:
            continue
        section, _, rest = block.expected.id.partition("/")
        if rest == "heading" and block.is_heading:
            current = section
        elif section in sections and section != current and (block.expected.id, block.expected.language) not in signs:
            what = f"belongs under “{section}/heading” and is told under “{current or 'no'}/heading”"
            yield case.problem("text-section", what, "mend the template", block)


def _sign_list(case: Case, expected: ExpectedList) -> Iterator[Problem]:
    content = [block for block in case.reading.blocks if block.expected is not None]
    told = [block for block in content if block.expected in expected.signs]
    if not told:
        return
    heading = next((block for block in content if block.expected is expected.heading and block.is_heading), None)
    if heading is None:
        what = f"the list “{expected.urgency}” of warning signs has no heading"
        yield case.problem("list-heading", what, f"it is to be “{expected.heading.text}”")
    found = [block.expected for block in told]
    if found != [sign for sign in expected.signs if sign in found]:
        names = ", ".join(text.id for text in found if text)
        what = f"the warning signs of “{expected.urgency}” are told in the order {names}"
        yield case.problem("sign-order", what, f"the order is {', '.join(sign.id for sign in expected.signs)}")
    lists = [block.list for block in told]
    home, entries = max(lists, key=lists.count), Counter(block.entry for block in told)
    for block in told:
        before = [each for each in content[: content.index(block)] if each.is_heading]
        if block.list is None or block.list is not home or block.entry is None or entries[block.entry] > 1:
            hint = "one list holds them all, each in an entry of its own"
            yield case.problem("sign-list", "does not stand in the list of its signs", hint, block)
        elif heading is not None and (not before or before[-1] is not heading):
            under = before[-1].text if before else ""
            what = f"stands under “{under}”, not under “{expected.heading.text}”"
            yield case.problem("sign-list", what, "a patient would take it for less, or more, urgent than it is", block)
