"""A page's content stream -> what it shows.

The operators are those of ISO 32000-1, annex A. What could hide text from this reader, it refuses: an inline image, a
missing font, marked content that does not end is a ReadbackError, and none is passed over.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import replace

from leaflet.readback.graphics import State, color, multiply
from leaflet.readback.shown import IDENTITY, Matrix, Resources, Shown
from leaflet.readback.token import ReadbackError, number_value, properties, string_value, tokens


def read_content(shown: Shown, content: bytes, resources: Resources, ctm: Matrix = IDENTITY) -> None:
    """Add what a content stream shows; ctm takes its coordinates to points on the page."""
    with shown.stream():
        _Reader(shown, resources, ctm).read(tokens(content))


class _Reader:
    """Reads one content stream."""

    def __init__(self, shown: Shown, resources: Resources, ctm: Matrix) -> None:
        self._shown = shown
        self._resources = resources
        self._state = State(ctm)
        self._saved: list[State] = []
        self._line: Matrix = IDENTITY  # the text line matrix
        self._text: Matrix = IDENTITY  # the text matrix times the current transformation matrix
        self._codes: list[int] = []
        self._xs: list[float] = []
        self._ys: list[float] = []

    def read(self, found: Sequence[bytes]) -> None:
        """Carry out the operators in turn. Those that text does not depend on are no operator here."""
        operands: list[bytes] = []
        handlers = _HANDLERS
        for token in found:
            handler = handlers.get(token)
            if handler is not None:
                try:
                    handler(self, operands)
                except (IndexError, ValueError, struct.error) as fault:
                    raise ReadbackError(f"the operator {token!r} has the wrong operands") from fault
                operands.clear()
            elif token[0] in _OPERAND_STARTS or token in _KEYWORDS:
                operands.append(token)
            else:
                operands.clear()
        self._flush()

    def _save(self, _: list[bytes]) -> None:
        self._saved.append(replace(self._state))

    def _restore(self, _: list[bytes]) -> None:
        self._flush()
        self._state = self._saved.pop()

    def _concat(self, operands: list[bytes]) -> None:
        self._state.ctm = multiply(_matrix(operands), self._state.ctm)

    def _graphics_state(self, operands: list[bytes]) -> None:
        opacity = self._resources.opacity(_name(operands[0]))
        if opacity is not None and opacity != self._state.opacity:
            self._flush()
            self._state.opacity = opacity

    def _color(self, operands: list[bytes]) -> None:
        self._flush()
        self._state.color = color(operands)

    def _begin_text(self, _: list[bytes]) -> None:
        self._flush()
        self._move(IDENTITY)

    def _end_text(self, _: list[bytes]) -> None:
        self._flush()

    def _text_matrix(self, operands: list[bytes]) -> None:
        self._move(_matrix(operands))

    def _next_line_at(self, operands: list[bytes]) -> None:
        x, y = map(number_value, operands)
        self._move(multiply((1, 0, 0, 1, x, y), self._line))

    def _next_line_leading(self, operands: list[bytes]) -> None:
        self._state.leading = -number_value(operands[1])
        self._next_line_at(operands)

    def _next_line(self, _: list[bytes]) -> None:
        self._move(multiply((1, 0, 0, 1, 0, -self._state.leading), self._line))

    def _move(self, line: Matrix) -> None:
        self._flush()
        self._line = line
        self._text = multiply(line, self._state.ctm)

    def _font(self, operands: list[bytes]) -> None:
        self._flush()
        self._state.font = self._resources.font(_name(operands[0]))
        self._state.size = number_value(operands[1])

    def _rise(self, operands: list[bytes]) -> None:
        self._state.rise = number_value(operands[0])

    def _char_space(self, operands: list[bytes]) -> None:
        self._state.char_space = number_value(operands[0])

    def _word_space(self, operands: list[bytes]) -> None:
        self._state.word_space = number_value(operands[0])

    def _scale(self, operands: list[bytes]) -> None:
        self._flush()
        self._state.scale = number_value(operands[0]) / 100

    def _leading(self, operands: list[bytes]) -> None:
        self._state.leading = number_value(operands[0])

    def _mode(self, operands: list[bytes]) -> None:
        self._flush()
        self._state.mode = int(operands[0])

    def _show(self, operands: list[bytes]) -> None:
        state, font = self._state, self._state.font
        if font is None:
            raise ReadbackError("text is shown before a font is set")
        a, b, c, d, e, f = self._text
        em, scale, length, widths = state.size * state.scale / 1000, state.scale, font.code_length, font.widths
        e += c * state.rise
        f += d * state.rise
        space, default = state.char_space * scale, font.default_width
        along, places = 0.0, list[float]()
        for operand in operands:
            first = operand[0]
            if first in _STRINGS:
                data = string_value(operand)
                codes = data if length == 1 else struct.unpack(f">{len(data) // 2}H", data)
                self._codes += codes
                for code in codes:
                    places.append(along)
                    along += widths.get(code, default) * em + space
                    if length == 1 and code == 32:
                        along += state.word_space * scale
            elif first not in b"[]":
                along -= number_value(operand) * em
        self._xs += [e + a * place for place in places]
        self._ys += [f + b * place for place in places]
        a, b, c, d, e, f = self._text
        self._text = a, b, c, d, e + a * along, f + b * along

    def _show_next_line(self, operands: list[bytes]) -> None:
        self._next_line([])
        self._show(operands)

    def _show_spaced(self, operands: list[bytes]) -> None:
        self._word_space(operands[:1])
        self._char_space(operands[1:2])
        self._show_next_line(operands[2:])

    def _begin_marked(self, operands: list[bytes]) -> None:
        self._flush()
        said = operands[1:]
        plain = len(said) == 1 and said[0][:1] == b"/"
        self._shown.begin(operands[0], self._resources.properties(_name(said[0])) if plain else properties(said))

    def _end_marked(self, _: list[bytes]) -> None:
        self._flush()
        self._shown.end()

    def _draw(self, operands: list[bytes]) -> None:
        form = self._resources.form(_name(operands[0]))
        ctm = multiply(form.matrix, self._state.ctm)
        a, b, c, d, e, f = ctm
        left, bottom, right, top = form.box
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
        xs, ys = zip(*corners, strict=True)
        self._shown.draw((min(xs), min(ys), max(xs), max(ys)))
        if form.content is not None and form.resources is not None:
            read_content(self._shown, form.content, form.resources, ctm)

    def _refuse_inline_image(self, _: list[bytes]) -> None:
        raise ReadbackError("the page has an inline image, which may be anything")

    def _flush(self) -> None:
        if self._codes and self._state.font is not None:
            self._shown.add(self._state.run(self._state.font, self._text, self._codes, self._xs, self._ys))
            self._codes, self._xs, self._ys = [], [], []


def _matrix(operands: Sequence[bytes]) -> Matrix:
    a, b, c, d, e, f = map(number_value, operands)
    return a, b, c, d, e, f


def _name(token: bytes) -> str:
    return token[1:].decode("latin-1")


_STRINGS = frozenset(b"<(")
_OPERAND_STARTS = frozenset(b"0123456789+-.<(/[]>")
_KEYWORDS = frozenset({b"true", b"false", b"null"})
_HANDLERS: dict[bytes, Callable[[_Reader, list[bytes]], None]] = {
    b"q": _Reader._save,
    b"Q": _Reader._restore,
    b"cm": _Reader._concat,
    b"gs": _Reader._graphics_state,
    b"g": _Reader._color,
    b"rg": _Reader._color,
    b"k": _Reader._color,
    b"cs": _Reader._color,
    b"sc": _Reader._color,
    b"scn": _Reader._color,
    b"BT": _Reader._begin_text,
    b"ET": _Reader._end_text,
    b"Tm": _Reader._text_matrix,
    b"Td": _Reader._next_line_at,
    b"TD": _Reader._next_line_leading,
    b"T*": _Reader._next_line,
    b"Tf": _Reader._font,
    b"Ts": _Reader._rise,
    b"Tc": _Reader._char_space,
    b"Tw": _Reader._word_space,
    b"Tz": _Reader._scale,
    b"TL": _Reader._leading,
    b"Tr": _Reader._mode,
    b"TJ": _Reader._show,
    b"Tj": _Reader._show,
    b"'": _Reader._show_next_line,
    b'"': _Reader._show_spaced,
    b"BMC": _Reader._begin_marked,
    b"BDC": _Reader._begin_marked,
    b"EMC": _Reader._end_marked,
    b"Do": _Reader._draw,
    b"BI": _Reader._refuse_inline_image,
}
