"""The texts of a page, line by line: what each says, and what stands between one line and the next.

Where a line ends, the space before the next word is not drawn. What is read line after line would run together, so each
text says whether a space follows; a space is where the HTML has one, and not at every line's end: Chinese has none.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from leaflet.textlayer.source import Place, SourceText


@dataclass(eq=False)
class SetText:
    """A stretch of text on a line, all in one style.

    text: as it was set; element: the one whose text it is; generated: the name of the pseudo-element that it is made
    for, "" for text of the HTML; depth: how many elements it stands in on its line; hyphen: what may have been put to
    its end; language: a BCP 47 tag, None if it is the document's; artifact: what the PDF says of it if it is no part of
    the content (ISO 32000-1, table 330).
    """

    text: str
    element: Element | None
    generated: str
    depth: int
    hyphen: str
    language: str | None
    artifact: dict[str, str] | None
    # Found in its lines: how many characters of a hyphen were put to it; whether it is white space that is not seen;
    # whether a space was left out after it; the lists and entries of lists that it stands in.
    added: int = 0
    silent: bool = False
    space_after: bool = False
    lists: tuple[Element, ...] = ()
    # Found as it is drawn: its page, the number of its marked content, what it says, what its codes say in their order.
    page: int = -1
    mcid: int = -1
    says: str = ""
    shown: str = ""

    @property
    def is_white(self) -> bool:
        """Whether nothing of it is seen."""
        return not self.text.strip()


@dataclass
class _Paragraph:
    """Where the reading of a paragraph is: its last text, and whether white space was met after it."""

    last: SetText | None = None
    white: bool = False


@dataclass
class Lines:
    """Reads the lines of a document in order.

    joins: two texts each, between which a paragraph was broken over columns or pages.
    """

    source: SourceText
    joins: list[tuple[SetText, SetText]] = field(default_factory=list)
    _broken: dict[Hashable, _Paragraph] = field(default_factory=dict)
    _places: dict[SetText, Place] = field(default_factory=dict)

    def read(self, paragraph: Hashable, lines: Sequence[Sequence[SetText]], goes_on: bool) -> None:
        """Read the lines of a paragraph, or of its part in one column; goes_on: whether another part follows.

        RenderError for a text that is not what the HTML says.
        """
        state = self._broken.pop(paragraph, None)
        continues = state is not None
        state = state or _Paragraph()
        for line in lines:
            visible = [text for text in line if not text.is_white]
            for text in visible:
                self._place(text)
            if visible:
                if state.last and (state.white or self._white_between(state.last, visible[0])):
                    state.last.space_after = True
                if state.last and continues:
                    self.joins.append((state.last, visible[0]))
                state.last, continues = visible[-1], False
            edges = _edges(line)
            for text in edges:
                text.silent = True
            state.white = bool(edges) and line[-1] is edges[-1]
        if goes_on:
            self._broken[paragraph] = state

    def _place(self, text: SetText) -> None:
        if text.element is None:
            self._places[text] = Place(0, 0)
            return
        text.lists = self.source.lists(text.element)
        if text.generated in ("", "first-letter", "first-line"):
            self._places[text] = place = self.source.place(text.element, text.text, text.hyphen)
            text.added = place.added
        else:
            at = self.source.after if text.generated == "after" else self.source.before
            self._places[text] = at(text.element)

    def _white_between(self, last: SetText, first: SetText) -> bool:
        if last.generated and (last.element, last.generated) == (first.element, first.generated):
            # One generated text on two lines: the HTML does not say where it may be broken. It is so at spaces.
            return True
        return self.source.has_white_space(self._places[last], self._places[first])


def _edges(line: Sequence[SetText]) -> list[SetText]:
    """Return the white space at the line's beginning and end, which is not drawn."""
    seen = [i for i, text in enumerate(line) if not text.is_white]
    if not seen:
        return list(line)
    return [text for i, text in enumerate(line) if not seen[0] <= i <= seen[-1]]
