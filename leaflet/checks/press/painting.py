"""What the pages of a press PDF put on the plates: each text, line, area, image and shading, with its colour as given.

It reads the finished file, page by page, and goes into whatever a page draws: forms, patterns, masks. It shares no code
with what turned the colours into inks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from leaflet.checks.press.plates import Ink, Kind, Paint, Point, space_name
from leaflet.readback import ReadbackError
from leaflet.readback.facts import Box
from leaflet.readback.graphics import multiply
from leaflet.readback.shown import IDENTITY, Matrix
from leaflet.readback.token import number_value, tokens

_DEEPEST = 12
# ISO 32000-1, 8.6.3: the colours that a page, and each space, begins with.
_BLACK = Ink("DeviceGray", (0,))
_INITIAL = {"DeviceCMYK": Ink("DeviceCMYK", (0, 0, 0, 1)), "DeviceGray": _BLACK, "All": Ink("All", (1,))}


@dataclass(frozen=True)
class _State:
    """The graphics state, as far as colours depend on it."""

    ctm: Matrix
    fill: Ink = _BLACK
    stroke: Ink = _BLACK
    mode: int = 0


def paintings(page: pikepdf.Page, number: int) -> Iterator[Paint]:
    """Yield what a page draws. ReadbackError for a stream that cannot be read."""
    contents: Any = page.obj.get("/Contents", ())
    streams = (contents,) if isinstance(contents, pikepdf.Stream) else contents
    content = b"\n".join(stream.read_bytes() for stream in streams)
    yield from _Reader(number, page.resources, _State(IDENTITY), mask=False, mark=False, depth=0).read(content)


@dataclass
class _Reader:
    """Reads one content stream (ISO 32000-1, annex A)."""

    page: int
    resources: Any
    state: _State
    mask: bool
    mark: bool
    depth: int
    points: list[Point] = field(default_factory=list)
    lines: list[tuple[Point, Point]] = field(default_factory=list)
    saved: list[_State] = field(default_factory=list)
    marks: list[bool] = field(default_factory=list)

    def read(self, content: bytes) -> Iterator[Paint]:
        """Yield what the stream draws."""
        if self.depth > _DEEPEST:
            raise ReadbackError("drawings are nested too deeply")
        operands: list[bytes] = []
        for token in tokens(content):
            if token[:1] in b"0123456789+-.<(/[]>" or token in (b"true", b"false", b"null"):
                operands.append(token)
                continue
            operator = token.decode("latin-1")
            try:
                if handler := _HANDLERS.get(operator):
                    yield from handler(self, operator, operands) or ()
            except (IndexError, ValueError) as fault:
                raise ReadbackError(f"the operator {operator} has the wrong operands") from fault
            operands = []

    def _colour(self, operator: str, operands: list[bytes]) -> Iterator[Paint]:
        use = "stroke" if operator.isupper() else "fill"
        lower = operator.lower()
        if lower in _DEVICES:
            ink = Ink(_DEVICES[lower], tuple(map(number_value, operands)))
        elif lower == "cs":
            ink = _INITIAL.get(name := self._space(_name(operands)), Ink(name, ()))
        else:
            ink = getattr(self.state, use)._replace(
                components=tuple(number_value(each) for each in operands if each[:1] != b"/")
            )
            if operands[-1][:1] == b"/":
                yield from self._pattern(self._named("/Pattern", operands[-1:]))
        self.state = replace(self.state, stroke=ink) if use == "stroke" else replace(self.state, fill=ink)

    def _pattern(self, pattern: Any) -> Iterator[Paint]:
        if int(pattern.PatternType) == 2:
            yield self._paint("shading", source=pattern.Shading)
        else:
            yield from self._inner(pattern, self.mask)

    def _space(self, name: str) -> str:
        """Return what a colour space is called: that of a device, "All" for all plates, or its family."""
        if f"/{name}" in self.resources.get("/ColorSpace", {}):
            return space_name(self.resources.ColorSpace[f"/{name}"])
        return name

    def _named(self, kind: str, operands: list[bytes]) -> Any:
        found = self.resources.get(kind, {}).get(f"/{_name(operands)}")
        if found is None:
            raise ReadbackError(f"the page names “{_name(operands)}”, which it does not have")
        return found

    def _save(self, operator: str, operands: list[bytes]) -> None:
        self.saved.append(self.state)

    def _restore(self, operator: str, operands: list[bytes]) -> None:
        self.state = self.saved.pop()

    def _concat(self, operator: str, operands: list[bytes]) -> None:
        a, b, c, d, e, f = map(number_value, operands)
        self.state = replace(self.state, ctm=multiply((a, b, c, d, e, f), self.state.ctm))

    def _mode(self, operator: str, operands: list[bytes]) -> None:
        self.state = replace(self.state, mode=int(operands[0]))

    def _begin(self, operator: str, operands: list[bytes]) -> None:
        self.marks.append(self.mark)
        self.mark = self.mark or (operands[0] == b"/Artifact" and b"/Page" in operands[1:])

    def _end(self, operator: str, operands: list[bytes]) -> None:
        self.mark = self.marks.pop()

    def _path(self, operator: str, operands: list[bytes]) -> None:
        values = list(map(number_value, operands))
        if operator == "re":
            x, y, width, height = values
            corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        else:
            corners = list(zip(values[::2], values[1::2], strict=True))
        placed = [self._placed(*corner) for corner in corners]
        if operator == "l":
            self.lines.append((self.points[-1], placed[0]))
        self.points += placed

    def _placed(self, x: float, y: float) -> Point:
        a, b, c, d, e, f = self.state.ctm
        return a * x + c * y + e, b * x + d * y + f

    def _drop(self, operator: str, operands: list[bytes]) -> None:
        self.points, self.lines = [], []

    def _paint_path(self, operator: str, operands: list[bytes]) -> Iterator[Paint]:
        xs, ys = zip(*self.points, strict=True) if self.points else ((0.0,), (0.0,))
        box, lines = (min(xs), min(ys), max(xs), max(ys)), tuple(self.lines)
        if operator not in ("S", "s"):
            yield self._paint("path", self.state.fill, box=box)
        if operator not in ("f", "F", "f*"):
            yield self._paint("path", self.state.stroke, box=box, lines=lines)
        self._drop(operator, operands)

    def _text(self, operator: str, operands: list[bytes]) -> Iterator[Paint]:
        if self.state.mode in (0, 2, 4, 6):
            yield self._paint("text", self.state.fill)
        if self.state.mode in (1, 2, 5, 6):
            yield self._paint("text", self.state.stroke)

    def _shade(self, operator: str, operands: list[bytes]) -> Iterator[Paint]:
        yield self._paint("shading", source=self._named("/Shading", operands))

    def _inline(self, operator: str, operands: list[bytes]) -> Iterator[Paint]:
        raise ReadbackError("the page has an inline image, which may be anything")

    def _draw(self, operator: str, operands: list[bytes]) -> Iterator[Paint]:
        drawn = self._named("/XObject", operands)
        if drawn.get("/Subtype") == "/Form":
            yield from self._inner(drawn, self.mask)
            return
        ink = self.state.fill if drawn.get("/ImageMask", False) else None
        (left, bottom), (right, top) = self._placed(0, 0), self._placed(1, 1)
        box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
        yield self._paint("path" if ink else "image", ink, drawn, box)

    def _graphics_state(self, operator: str, operands: list[bytes]) -> Iterator[Paint]:
        state = self._named("/ExtGState", operands)
        yield self._paint("state", source=state)
        mask = state.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary):
            yield from self._inner(mask.G, mask=True)

    def _inner(self, form: Any, mask: bool) -> Iterator[Paint]:
        """Yield what a form or a pattern draws."""
        a, b, c, d, e, f = (float(value) for value in form.get("/Matrix", IDENTITY))
        state = replace(self.state, ctm=multiply((a, b, c, d, e, f), self.state.ctm))
        if mask and not self.mask:
            state = _State(state.ctm)
        reader = _Reader(self.page, form.get("/Resources", self.resources), state, mask, self.mark, self.depth + 1)
        if "/Group" in form:
            yield reader._paint("group", source=form.Group)
        yield from reader.read(form.read_bytes())

    def _paint(
        self,
        kind: Kind,
        ink: Ink | None = None,
        source: Any = None,
        box: Box | None = None,
        lines: tuple[tuple[Point, Point], ...] = (),
    ) -> Paint:
        return Paint(self.page, kind, ink, source, box, lines, self.mark, self.mask)


def _name(operands: list[bytes]) -> str:
    return operands[0][1:].decode("latin-1")


_DEVICES = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}
_Handler = Callable[[_Reader, str, list[bytes]], Iterator[Paint] | None]
_HANDLERS: dict[str, _Handler] = {
    **dict.fromkeys(("g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN"), _Reader._colour),
    "q": _Reader._save,
    "Q": _Reader._restore,
    "cm": _Reader._concat,
    "Tr": _Reader._mode,
    "BMC": _Reader._begin,
    "BDC": _Reader._begin,
    "EMC": _Reader._end,
    **dict.fromkeys(("m", "l", "c", "v", "y", "re"), _Reader._path),
    "n": _Reader._drop,
    **dict.fromkeys(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"), _Reader._paint_path),
    **dict.fromkeys(("Tj", "TJ", "'", '"'), _Reader._text),
    "sh": _Reader._shade,
    "Do": _Reader._draw,
    "gs": _Reader._graphics_state,
    "BI": _Reader._inline,
}
