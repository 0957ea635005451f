"""Faults in finished PDFs: what goes wrong in real files, done to a good one, to see whether a proof finds it.

Each fault is a function that damages an open PDF at a target, a text on one of its pages. The tables at the end name
them all, with the checks of which at least one must fire. The bytes of the PDF are changed, never how it is made.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from pikepdf import Array, Dictionary, Name, Operator, String

from leaflet.readback import PdfFacts, read_pdf
from leaflet.readback.facts import Piece

Instruction = tuple[list[Any], Operator]


@dataclass(frozen=True)
class Target:
    """A text of the page, by page and number of its marked content; other: another one, in another list if need be."""

    page: int
    mcid: int
    other: Target | None = None


class Damage:
    """An open PDF and the text in it that a fault is done to."""

    def __init__(self, data: bytes, target: Target) -> None:
        self.facts: PdfFacts = read_pdf(data)
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.target = target
        self.page = self.pdf.pages[target.page]

    def saved(self) -> bytes:
        """Return the damaged file."""
        stream = io.BytesIO()
        self.pdf.save(stream)
        return stream.getvalue()

    def piece(self, target: Target | None = None) -> Piece:
        """Return what the good file shows at the target."""
        at = target or self.target
        return next(piece for piece in self.facts.pages[at.page].pieces if piece.mcid == at.mcid)

    def box(self) -> tuple[float, float, float, float]:
        """Return left, bottom, width and height of the target's text, in points."""
        runs = self.piece().runs
        left, right = min(run.glyphs[0].x for run in runs), max(run.end for run in runs)
        return left, runs[0].baseline - runs[0].size * 0.3, right - left, runs[0].size * 1.1

    def instructions(self, page: pikepdf.Page | None = None) -> list[Instruction]:
        """Return the page's instructions."""
        parsed = pikepdf.parse_content_stream(page or self.page)
        return [(list(each.operands), each.operator) for each in parsed]

    def write(self, instructions: list[Instruction], page: pikepdf.Page | None = None) -> None:
        """Let the page have these instructions."""
        content = pikepdf.unparse_content_stream(instructions)
        (page or self.page).Contents = self.pdf.make_stream(content)

    def edit(self, change: Callable[[list[Instruction]], list[Instruction]], target: Target | None = None) -> None:
        """Change the instructions of the target's marked content, from BDC to EMC."""
        at = target or self.target
        page = self.pdf.pages[at.page]
        instructions = self.instructions(page)
        start, end = _segment(instructions, at.mcid)
        self.write([*instructions[:start], *change(instructions[start:end]), *instructions[end:]], page)

    def append(self, content: bytes) -> None:
        """Draw something over the page, in points from its lower left corner."""
        old = self.page.Contents.read_bytes()
        self.page.Contents = self.pdf.make_stream(b"q\n" + old + b"\nQ\n" + content)

    def font(self) -> pikepdf.Object:
        """Return the font that the target is set in."""
        names = [str(operands[0]) for operands, operator in self._segment() if str(operator) == "Tf"]
        return self.page.Resources.Font[names[0]]

    def code(self) -> int:
        """Return the code of a letter in the middle of the target."""
        letters = [
            glyph.code
            for run, glyph in self.piece().glyphs()
            if run.font.unicode.get(glyph.code, "").strip() and run.font.unicode[glyph.code].isalnum()
        ]
        return letters[len(letters) // 2]

    def element(self, target: Target | None = None) -> pikepdf.Object:
        """Return the structure element that holds the target's marked content."""
        at = target or self.target
        page = self.pdf.pages[at.page]
        for element in elements(self.pdf.Root.StructTreeRoot):
            numbers = [kid for kid in _kids(element) if isinstance(kid, int)]
            if at.mcid in numbers and element.Pg.objgen == page.objgen:
                return element
        raise LookupError(at)

    def entry(self, target: Target | None = None) -> pikepdf.Object:
        """Return the list entry (LI) that the target stands in."""
        element = self.element(target)
        while element.S != "/LI":
            element = element.P
        return element

    def _segment(self) -> list[Instruction]:
        instructions = self.instructions()
        start, end = _segment(instructions, self.target.mcid)
        return instructions[start:end]


def elements(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the elements of a structure tree, in order."""
    for kid in _kids(root):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def _kids(element: pikepdf.Object) -> Iterator[Any]:
    kids: Any = element.get("/K", ())
    yield from kids if isinstance(kids, Array | tuple) else (kids,)


def _segment(instructions: list[Instruction], mcid: int) -> tuple[int, int]:
    for start, (operands, operator) in enumerate(instructions):
        if str(operator) == "BDC" and isinstance(operands[1], Dictionary) and operands[1].get("/MCID") == mcid:
            depth = 0
            for end in range(start, len(instructions)):
                name = str(instructions[end][1])
                depth += (name in ("BDC", "BMC")) - (name == "EMC")
                if not depth:
                    return start, end + 1
    raise LookupError(mcid)


def _is(instruction: Instruction, *names: str) -> bool:
    return str(instruction[1]) in names


def _codes(token: Any) -> list[int]:
    data = bytes(token)
    return [int.from_bytes(data[i : i + 2], "big") for i in range(0, len(data), 2)]


def _string(codes: list[int]) -> String:
    return String(b"".join(code.to_bytes(2, "big") for code in codes))


def _with_codes(damage: Damage, change: Callable[[list[int]], list[int]]) -> None:
    """Change the codes that the target shows: all of them, as one list of the same length."""

    def edit(segment: list[Instruction]) -> list[Instruction]:
        shown = [code for each in segment if _is(each, "TJ") for item in each[0][0] if isinstance(item, String)
                 for code in _codes(item)]  # fmt: skip
        new = iter(change(shown))
        for operands, operator in segment:
            if str(operator) == "TJ":
                operands[0] = Array(
                    _string([next(new) for _ in _codes(item)]) if isinstance(item, String) else item
                    for item in operands[0]
                )
        return segment

    damage.edit(edit)


def _wrapped(damage: Damage, before: list[Instruction], *, inside: list[Instruction] | None = None) -> None:
    """Put the target between q and Q, with instructions after q, and others after BT."""

    def edit(segment: list[Instruction]) -> list[Instruction]:
        kept = [each for each in segment if _is(each, "rg", "g", "k", "gs", "cs", "scn")]
        place = next(i for i, each in enumerate(segment) if _is(each, "BT")) + 1
        segment = [*segment[:place], *(inside or []), *segment[place:]]
        return [([], Operator("q")), *before, *segment, ([], Operator("Q")), *kept]

    damage.edit(edit)


def _map_code(damage: Damage, glyph_id: int) -> None:
    """Let a letter of the target be drawn with another glyph; what it says stays as it was."""
    descendant = damage.font().DescendantFonts[0]
    code = damage.code()
    glyph_ids = bytearray(descendant.CIDToGIDMap.read_bytes())
    glyph_ids[2 * code : 2 * code + 2] = glyph_id.to_bytes(2, "big")
    descendant.CIDToGIDMap = damage.pdf.make_stream(bytes(glyph_ids))


def missing_glyph(damage: Damage) -> None:
    """A letter is drawn as the box that says that a glyph is missing."""
    _map_code(damage, 0)


def replaced_glyph(damage: Damage) -> None:
    """A letter is drawn as another one; it says what it should."""
    font, code = damage.piece().runs[0].font, damage.code()
    letters = [other for other, text in sorted(font.unicode.items()) if text.isalnum() and text != font.unicode[code]]
    _map_code(damage, font.glyph_id(letters[0]))


def exchanged_letter(damage: Damage) -> None:
    """A letter is another one, and says so."""
    font, code = damage.piece().runs[0].font, damage.code()
    other = next(each for each, text in sorted(font.unicode.items()) if text.isalnum() and text != font.unicode[code])
    _with_codes(damage, lambda codes: [other if each == code else each for each in codes])


def dropped_glyph(damage: Damage) -> None:
    """A letter is not there."""
    code = damage.code()

    def edit(segment: list[Instruction]) -> list[Instruction]:
        for operands, operator in segment:
            if str(operator) == "TJ":
                operands[0] = Array(
                    _string([each for each in _codes(item) if each != code]) if isinstance(item, String) else item
                    for item in operands[0]
                )
        return segment

    damage.edit(edit)


def white_text(damage: Damage) -> None:
    """White on white."""
    _wrapped(damage, [], inside=[([1, 1, 1], Operator("rg"))])


def faint_text(damage: Damage) -> None:
    """Grey on white, as a designer likes it."""
    _wrapped(damage, [], inside=[([0.6, 0.6, 0.6], Operator("rg"))])


def invisible_text(damage: Damage) -> None:
    """Text that is there for a search, and is not drawn."""
    _wrapped(damage, [], inside=[([3], Operator("Tr"))])


def covered(damage: Damage) -> None:
    """A white box lies over half of the text."""
    left, bottom, width, height = damage.box()
    damage.append(b"/Artifact BMC\n1 1 1 rg\n%f %f %f %f re\nf\nEMC\n" % (left, bottom, width / 2, height))


def blackened(damage: Damage) -> None:
    """A black box lies over half of the text."""
    left, bottom, width, height = damage.box()
    damage.append(b"/Artifact BMC\n0 0 0 rg\n%f %f %f %f re\nf\nEMC\n" % (left, bottom, width / 2, height))


def covered_letter(damage: Damage) -> None:
    """A white box lies over one letter."""
    code = damage.code()
    run, glyph = next((run, glyph) for run, glyph in damage.piece().glyphs() if glyph.code == code)
    size, width = run.size, max(run.font.width(code), 300) * run.size / 1000
    damage.append(
        b"/Artifact BMC\n1 1 1 rg\n%f %f %f %f re\nf\nEMC\n" % (glyph.x, glyph.y - 0.4 * size, width, 1.5 * size)
    )


def clipped(damage: Damage) -> None:
    """Half of the text is outside of a clip."""
    _, _, width, _ = damage.box()
    matrix = next(operands for operands, operator in damage._segment() if str(operator) == "Tm")
    left, baseline = float(matrix[4]), float(matrix[5])
    # The page's own unit is a CSS pixel: three quarters of a point.
    box = [left - 40, baseline - 60, 40 + width / 0.75 / 2, 120]
    _wrapped(damage, [(box, Operator("re")), ([], Operator("W")), ([], Operator("n"))])


def _moved(damage: Damage, right: float, down: float) -> None:
    def edit(segment: list[Instruction]) -> list[Instruction]:
        for operands, operator in segment:
            if str(operator) == "Tm":
                operands[4], operands[5] = float(operands[4]) + right, float(operands[5]) + down
        return segment

    damage.edit(edit)


def off_the_page(damage: Damage) -> None:
    """The text lies beside the page."""
    _moved(damage, 2000, 0)


def at_the_edge(damage: Damage) -> None:
    """The text stands where a printer does not print."""
    left, _, _, _ = damage.box()
    _moved(damage, -left / 0.75 + 6, 0)


def line_moved_up(damage: Damage) -> None:
    """A line stands above the one that goes before it."""
    _moved(damage, 0, -60)


def parts_exchanged(damage: Damage) -> None:
    """Two parts of a line have changed places: the target, and the other one."""
    assert damage.target.other is not None
    one, other = damage.piece(), damage.piece(damage.target.other)
    right = (other.runs[0].glyphs[0].x - one.runs[0].glyphs[0].x) / 0.75
    _moved(damage, right, 0)
    second = Damage(damage.saved(), damage.target.other)
    _moved(second, -right, 0)
    damage.pdf = second.pdf


def one_point(damage: Damage) -> None:
    """The text is set in one point."""

    def edit(segment: list[Instruction]) -> list[Instruction]:
        for operands, operator in segment:
            if str(operator) == "Tf":
                operands[1] = 1 / 0.75
        return segment

    damage.edit(edit)


def squeezed(damage: Damage) -> None:
    """The text is squeezed to two thirds of its width."""
    _wrapped(damage, [], inside=[([66], Operator("Tz"))])


def spread(damage: Damage) -> None:
    """The letters stand apart."""
    _wrapped(damage, [], inside=[([2], Operator("Tc"))])


def blanked_outline(damage: Damage) -> None:
    """A letter of the font has no outline."""
    descendant = damage.font().DescendantFonts[0]
    file = descendant.FontDescriptor.FontFile2
    font = TTFont(io.BytesIO(file.read_bytes()), recalcBBoxes=False)
    name = font.getGlyphName(damage.piece().runs[0].font.glyph_id(damage.code()))
    font["glyf"][name] = Glyph()
    stream = io.BytesIO()
    font.save(stream)
    file.write(stream.getvalue())


def _edit_unicode(damage: Damage, old: str, new: str) -> None:
    stream = damage.font().ToUnicode
    code, text = f"<{damage.code():04x}>".encode(), stream.read_bytes()
    before = code + b" <" + old.encode("utf-16-be").hex().encode() + b">"
    assert before in text, "the character map is not written as it used to be"
    stream.write(text.replace(before, code + b" <" + new.encode("utf-16-be").hex().encode() + b">"))


def wrong_unicode(damage: Damage) -> None:
    """A letter says that it stands for another one."""
    _edit_unicode(damage, damage.piece().runs[0].font.unicode[damage.code()], "ß")


def wrong_actual_text(damage: Damage) -> None:
    """The structure says another text than the page shows."""
    element = damage.element()
    if "/ActualText" not in element and "/ActualText" in element.P:
        element = element.P
    text = str(element.get("/ActualText", "")) or "".join(
        run.font.unicode.get(glyph.code, "") for run, glyph in damage.piece().glyphs()
    )
    element.ActualText = String(text.replace(text.split()[0], "XX"))


def reversed_number(damage: Damage) -> None:
    """The digits of a number stand in the opposite order."""
    _with_codes(damage, lambda codes: codes[::-1])


def reversed_number_that_says_otherwise(damage: Damage) -> None:
    """The digits of a number stand in the opposite order; what is said in their place is the right one."""
    text = "".join(run.font.unicode[glyph.code] for run, glyph in damage.piece().glyphs())
    reversed_number(damage)
    begin: Instruction = ([Name.Span, Dictionary(ActualText=String(text))], Operator("BDC"))
    end: Instruction = ([], Operator("EMC"))
    damage.edit(lambda segment: [segment[0], begin, *segment[1:-1], end, segment[-1]])


def wrong_language(damage: Damage) -> None:
    """The text says that it is in French."""
    element = damage.element()
    if "/ActualText" in element.P:
        element = element.P
    element.Lang = String("fr")


def wrong_document_language(damage: Damage) -> None:
    """The document says that it is in French."""
    damage.pdf.Root.Lang = String("fr")


def swapped_font(damage: Damage) -> None:
    """The text is set in the other font of the page, code by code."""
    names = list(damage.page.Resources.Font.keys())

    def edit(segment: list[Instruction]) -> list[Instruction]:
        for operands, operator in segment:
            if str(operator) == "Tf":
                operands[0] = Name(next(name for name in names if name != str(operands[0])))
        return segment

    damage.edit(edit)


def renamed_font(damage: Damage) -> None:
    """The font calls itself by the name of another."""
    font = damage.font()
    font.BaseFont = font.DescendantFonts[0].BaseFont = Name("/ABCDEF+Comic-Sans")


def font_not_embedded(damage: Damage) -> None:
    """The font is not in the file."""
    del damage.font().DescendantFonts[0].FontDescriptor.FontFile2


def page_removed(damage: Damage) -> None:
    """The last page is gone."""
    del damage.pdf.pages[-1]


def page_turned(damage: Damage) -> None:
    """The page lies on its side."""
    damage.page.Rotate = 90


def page_cropped(damage: Damage) -> None:
    """The page shows its upper half only."""
    left, _, right, top = (float(value) for value in damage.page.MediaBox)
    damage.page.CropBox = Array([left, top / 2, right, top])


def untagged_text(damage: Damage) -> None:
    """A text is no part of any marked content."""
    damage.edit(lambda segment: segment[1:-1])


def hidden_from_readers(damage: Damage) -> None:
    """A text is marked as an artifact: a screen reader passes it over."""
    damage.edit(lambda segment: [([Name.Artifact], Operator("BMC")), *segment[1:]])


def second_text(damage: Damage) -> None:
    """The same text is drawn once more, as an artifact."""

    def edit(segment: list[Instruction]) -> list[Instruction]:
        copy = [(list(operands), operator) for operands, operator in segment[1:]]
        for operands, operator in copy:
            if str(operator) == "Tm":
                operands[5] = float(operands[5]) + 30
        return [*segment, ([Name.Artifact], Operator("BMC")), *copy]

    damage.edit(edit)


def removed_sign(damage: Damage) -> None:
    """A sign is gone, from the structure and from the page."""
    entry = damage.entry()
    for element in elements(entry):
        for kid in _kids(element):
            if isinstance(kid, int):
                damage.edit(lambda segment: [], Target(damage.target.page, kid))
    entry.P.K = Array(kid for kid in entry.P.K if kid.objgen != entry.objgen)


def doubled_sign(damage: Damage) -> None:
    """A sign is told, and drawn, twice."""
    highest = max(piece.mcid or 0 for piece in damage.facts.pages[damage.target.page].pieces)

    def copied(element: pikepdf.Object, parent: pikepdf.Object) -> pikepdf.Object:
        nonlocal highest
        new = damage.pdf.make_indirect(Dictionary({key: value for key, value in element.items() if key != "/K"}))
        new.P = parent
        kids: list[Any] = []
        for kid in _kids(element):
            if isinstance(kid, int):
                highest += 1
                number = highest

                def twice(segment: list[Instruction], number: int = number) -> list[Instruction]:
                    copy = [(list(operands), operator) for operands, operator in segment]
                    copy[0][0][1] = Dictionary(dict(copy[0][0][1].items()) | {"/MCID": number})
                    return [*segment, *copy]

                damage.edit(twice, Target(damage.target.page, kid))
                kids.append(number)
            else:
                kids.append(copied(kid, new))
        new.K = Array(kids)
        return new

    entry = damage.entry()
    entry.P.K.append(copied(entry, entry.P))


def sign_told_in_other_list(damage: Damage) -> None:
    """A sign stands in the other list, by the structure."""
    assert damage.target.other is not None
    entry, home = damage.entry(), damage.entry(damage.target.other).P
    entry.P.K = Array(kid for kid in entry.P.K if kid.objgen != entry.objgen)
    home.K.append(entry)
    entry.P = home


def sign_drawn_in_other_list(damage: Damage) -> None:
    """Two signs have changed places on the page, from list to list; the structure is as it was."""
    assert damage.target.other is not None
    one, other = damage.piece(), damage.piece(damage.target.other)
    up = (other.baseline - one.baseline) / 0.75
    _moved(damage, 0, -up)
    second = Damage(damage.saved(), damage.target.other)
    _moved(second, 0, up)
    damage.pdf = second.pdf


def signs_in_other_order(damage: Damage) -> None:
    """The first sign is told last."""
    entries = damage.entry().P
    first, *rest = list(entries.K)
    entries.K = Array([*rest, first])


def heading_removed(damage: Damage) -> None:
    """The heading of the sign's list is not told."""
    section = damage.entry().P.P
    heading = next(element for element in elements(section) if element.S == "/H2")
    heading.P.K = Array(kid for kid in heading.P.K if kid.objgen != heading.objgen)


def title_changed(damage: Damage) -> None:
    """The document has the title of another one."""
    damage.pdf.docinfo[Name.Title] = String("Another leaflet")


def outline_changed(damage: Damage) -> None:
    """The outline lacks its last entry."""
    with damage.pdf.open_outline() as outline:
        outline.root[0].children.pop()


def untagged(damage: Damage) -> None:
    """The document does not say that it is tagged."""
    damage.pdf.Root.MarkInfo.Marked = False


def other_address(damage: Damage) -> None:
    """A link leads elsewhere."""
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]),
                      A=Dictionary(S=Name.URI, URI=String("https://example.com/")))  # fmt: skip
    damage.page.Annots = Array([damage.pdf.make_indirect(link)])


def code_covered(damage: Damage) -> None:
    """What covers the code to scan makes it say nothing."""
    damage.page = damage.pdf.pages[-1]
    damage.append(b"/Artifact BMC\n1 1 1 rg\n0 0 1000 1000 re\nf\nEMC\n")


Fault = Callable[[Damage], None]

_NOT_TOLD = {"text-missing", "sign-missing"}
# What can be done to any text, and the checks of which one must fire.
TEXT_FAULTS: dict[Fault, set[str]] = {
    missing_glyph: {"missing-glyph"},
    replaced_glyph: {"wrong-glyphs"},
    blanked_outline: {"wrong-glyphs"},
    exchanged_letter: _NOT_TOLD | {"wrong-glyphs"},
    dropped_glyph: _NOT_TOLD | {"wrong-glyphs"},
    swapped_font: _NOT_TOLD | {"wrong-glyphs", "missing-glyph"},
    renamed_font: {"foreign-font"},
    font_not_embedded: {"foreign-font"},
    spread: {"glyph-place"},
    white_text: {"faint"},
    faint_text: {"faint"},
    covered: {"hidden"},
    covered_letter: {"hidden"},
    blackened: {"hidden", "faint"},
    clipped: {"hidden"},
    invisible_text: {"distorted"},
    squeezed: {"distorted"},
    one_point: {"too-small"},
    off_the_page: {"page-edge"},
    at_the_edge: {"page-edge"},
    wrong_unicode: _NOT_TOLD | {"wrong-unicode"},
    wrong_actual_text: _NOT_TOLD,
    hidden_from_readers: _NOT_TOLD,
    untagged_text: {"untagged-text"},
    second_text: {"text-unexpected", "sign-doubled"},
    wrong_language: {"text-language"},
    wrong_document_language: {"language"},
    page_turned: {"page-boxes"},
    page_cropped: {"page-boxes"},
    title_changed: {"title"},
    untagged: {"conformance"},
    other_address: {"link"},
}
# What can be done to a number.
NUMBER_FAULTS: dict[Fault, set[str]] = {
    reversed_number: _NOT_TOLD,
    reversed_number_that_says_otherwise: {"wrong-glyphs"},
}
# What can be done to the second line of a text, and to two parts of one line.
LINE_FAULTS: dict[Fault, set[str]] = {line_moved_up: {"lines-order"}}
PART_FAULTS: dict[Fault, set[str]] = {parts_exchanged: {"line-order"}}
# What can be done to a warning sign of a leaflet.
SIGN_FAULTS: dict[Fault, set[str]] = {
    removed_sign: {"sign-missing"},
    doubled_sign: {"sign-doubled"},
    sign_told_in_other_list: {"sign-list"},
    sign_drawn_in_other_list: {"sign-place"},
    signs_in_other_order: {"sign-order"},
    heading_removed: {"list-heading"},
    page_removed: {"text-missing"},
    outline_changed: {"outline"},
    code_covered: {"code"},
}


def damaged(data: bytes, fault: Fault, target: Target) -> bytes:
    """Return a PDF with a fault done to it."""
    damage = Damage(data, target)
    fault(damage)
    return damage.saved()
