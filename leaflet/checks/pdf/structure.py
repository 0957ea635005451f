"""Proof: what the document tells a reader who goes through it in order, as a screen reader does.

Every warning sign, once, whole, in its own list, under its heading, in its language; every text of the leaflet, and
nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from leaflet.checks.pdf.case import Case, shortened
from leaflet.checks.pdf.reading import HEADINGS, Block, left_edge, right_edge
from leaflet.expected import ExpectedList
from leaflet.problem import Problem


def prove_structure(case: Case) -> Iterator[Problem]:
    """Yield a problem for each text that is amiss, out of its place, or in another language than it says.

    sign-missing, sign-doubled, sign-order, sign-list, sign-broken, sign-place: a warning sign is not told; is told
    twice; not in its turn; in another list or under another heading; on two pages; or not drawn where it is told.
    list-heading: the heading of a list of signs is not told before it. text-missing, text-unexpected: a text of the
    leaflet is not told; a text is told that is none of the leaflet's in this language. text-section: it is told under
    another heading. text-language: it is said to be in another language. untagged-text: it is in no structure, and not
    marked as an artifact either. image-text: an image does not say what it is.
    """
    yield from _missing(case)
    yield from _unexpected(case)
    yield from _languages(case)
    yield from _sections(case)
    for expected in case.expectation.lists:
        yield from _sign_list(case, expected)
    running = [part.piece for page in case.reading.running for block in page for part in block.parts]
    for piece in [*case.reading.stray, *(piece for piece in running if not piece.artifact)]:
        what = f"page {piece.page + 1} has text that is neither in the structure nor marked as an artifact"
        yield case.problem("untagged-text", what, "a screen reader would pass it over, or read it in the wrong place")
    for alt in case.reading.figures:
        description = (alt or "").strip()
        if not description or (case.expectation.code or "") not in description:
            what = f"an image is described as “{description}”"
            yield case.problem("image-text", what, "the code to scan must tell the address that it opens")


def _signs(case: Case) -> set[tuple[str, str]]:
    """Return the warning signs, each by its id and its language."""
    return {(sign.id, sign.language) for signs in case.expectation.lists for sign in signs.signs}


def _missing(case: Case) -> Iterator[Problem]:
    signs = _signs(case)
    for text in case.reading.missing:
        quoted = f"“{text.id}” is not told: “{shortened(text.text)}”"
        if (text.id, text.language) in signs:
            yield case.problem("sign-missing", f"the warning sign {quoted}", "a patient would not know of it")
        else:
            yield case.problem("text-missing", quoted, "the page lacks it, or its text is not what was to be set")
    for page, text in case.reading.missing_running:
        what = f"page {page + 1}: “{text.id}” does not stand there: “{shortened(text.text)}”"
        yield case.problem("text-missing", what, "it belongs on every page")


def _unexpected(case: Case) -> Iterator[Problem]:
    signs = {sign.text for signs in case.expectation.lists for sign in signs.signs}
    for block in [*case.reading.content, *(block for page in case.reading.running for block in page)]:
        if block.expected is not None:
            continue
        if block.text.strip() in signs:
            yield case.problem("sign-doubled", "is a warning sign that was told before", "tell it once", block)
        else:
            what = f"is no text of this leaflet in {case.expectation.language}"
            yield case.problem("text-unexpected", what, "every text comes from the source or a catalog", block)
    for block in case.reading.labels:
        if any(char.isalnum() for char in block.text):
            what = "stands before an entry of a list, and has letters or digits"
            yield case.problem("text-unexpected", what, "only a sign such as “•” may stand there", block)


def _languages(case: Case) -> Iterator[Problem]:
    document = case.facts.metadata.language
    for block in case.reading.content:
        if block.expected is None:
            continue
        for part in block.parts:
            said = part.language or document
            if said != block.expected.language:
                what = f"is in {block.expected.language}, but said to be in {said or 'no language'}"
                yield case.problem("text-language", what, "a screen reader would mispronounce it", block)
                break


def _sections(case: Case) -> Iterator[Problem]:
    """Yield a problem for each text of a section that is told under a heading that is not the section's."""
    sections, signs = case.expectation.sections, _signs(case)
    current = ""
    for block in case.reading.content:
        if block.expected is None:
            continue
        section, _, rest = block.expected.id.partition("/")
        if rest == "heading" and block.kind in HEADINGS and section in sections:
            current = section
        elif section in sections and section != current and (block.expected.id, block.expected.language) not in signs:
            what = f"belongs under “{section}/heading” and is told under “{current or 'no'}/heading”"
            yield case.problem("text-section", what, "mend the template", block)


def _sign_list(case: Case, expected: ExpectedList) -> Iterator[Problem]:
    # Of the texts in its language: in a bilingual leaflet, those of the other stand between.
    language = expected.heading.language
    content = [each for each in case.reading.content if each.expected is None or each.expected.language == language]
    ids = [sign.id for sign in expected.signs]
    told = [block for block in content if block.expected is not None and block.expected.id in ids]
    if not told:
        return
    heading = next((block for block in content if block.expected is expected.heading), None)
    if heading is None or heading.kind not in HEADINGS:
        what = f"the list “{expected.urgency}” of warning signs has no heading"
        yield case.problem("list-heading", what, f"it is to be “{expected.heading.text}”")
    found = [block.expected.id for block in told if block.expected is not None]
    if found != [name for name in ids if name in found]:
        what = f"the warning signs of “{expected.urgency}” are told in the order {', '.join(found)}"
        yield case.problem("sign-order", what, f"the order is {', '.join(ids)}")
    lists = [block.in_list for block in told]
    home, entries = max(set(lists), key=lists.count), Counter(block.in_entry for block in told)
    for block in told:
        before = [each for each in content[: content.index(block)] if each.kind in HEADINGS]
        is_entry = block.in_entry is not None and entries[block.in_entry] == 1
        if block.in_list is None or block.in_list != home or not is_entry:
            hint = "one list holds them all, each in an entry of its own"
            yield case.problem("sign-list", "does not stand in the list of its signs", hint, block)
        elif heading is not None and (not before or before[-1] is not heading):
            under = before[-1].text if before else ""
            what = f"stands under “{under}”, not under “{expected.heading.text}”"
            yield case.problem("sign-list", what, "a patient would take it for less, or more, urgent than it is", block)
    yield from _drawn(case, [*([heading] if heading is not None else []), *told], content)


def _drawn(case: Case, blocks: Sequence[Block], content: Sequence[Block]) -> Iterator[Problem]:
    """Yield a problem if a heading and the signs under it are not drawn on one page, one below the other.

    Nothing that is told after them may be drawn among them either.
    """
    pages = {page for block in blocks for page in block.pages}
    if len(pages) != 1:
        yield case.problem("sign-broken", "is in a list that stands on more than one page", "keep it whole", blocks[0])
        return
    for above, block in pairwise(blocks):
        if _top(block) >= _bottom(above):
            yield case.problem("sign-place", "is not drawn below what is told before it", "mend the style sheet", block)
    left, right = min(map(left_edge, blocks)), max(map(right_edge, blocks))
    for block in content[content.index(blocks[-1]) + 1 :]:
        is_among = _bottom(blocks[-1]) < _top(block) < _bottom(blocks[0])
        # What stands beside the list as a whole is in another column, or on another panel.
        is_among &= left_edge(block) < right and left < right_edge(block)
        if block.kind in HEADINGS and block.pages == pages and is_among:
            yield case.problem("sign-place", "is drawn among the warning signs told before it", "mend it", block)


def _top(block: Block) -> float:
    return max(part.piece.baseline for part in block.parts)


def _bottom(block: Block) -> float:
    return min(part.piece.baseline for part in block.parts)
