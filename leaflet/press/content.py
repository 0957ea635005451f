"""The colours of a content stream, turned into inks: the operators of ISO 32000-1, table 74."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pikepdf

from leaflet.press.ink import Components, Target, as_rgb
from leaflet.problem import RenderError

# How many components a colour of a space has; what has a name of its own, and is turned into inks.
COMPONENTS = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}
_SETS = {"g": "/DeviceGray", "rg": "/DeviceRGB", "k": "/DeviceCMYK"}
_INITIAL: dict[str, Components] = {"/DeviceGray": (0,), "/DeviceRGB": (0, 0, 0), "/DeviceCMYK": (0, 0, 0, 1)}
HINT = "give the colour as #rrggbb or rgb()"


def convert_content(stream: Any, target: Target, space_of: Callable[[str], str]) -> bytes:
    """Return the bytes of a page's or form's content with all its colours in the target's space.

    space_of: gives the space, one of COMPONENTS or /Pattern, that a name in the content stands for. RenderError for
    what cannot be turned.
    """
    spaces = {"fill": "/DeviceGray", "stroke": "/DeviceGray"}
    saved: list[dict[str, str]] = []
    done: list[Any] = []
    for instruction in pikepdf.parse_content_stream(stream):
        operands, operator = instruction.operands, str(instruction.operator)
        if operator == "q":
            saved.append(dict(spaces))
        elif operator == "Q" and saved:
            spaces = saved.pop()
        elif operator in ("BI", "INLINE IMAGE"):
            raise RenderError("a page has an inline image, which cannot be turned into inks", "use an SVG or PNG file")
        lower = operator.lower()
        use = "stroke" if operator.isupper() else "fill"
        if lower in _SETS:
            spaces[use] = _SETS[lower]
            done.append(_setting(target, use, _SETS[lower], operands))
        elif lower == "cs":
            spaces[use] = space_of(str(operands[0]))
            if spaces[use] == "/Pattern":
                done.append(instruction)
            else:
                done.append(_setting(target, use, spaces[use], _INITIAL[spaces[use]]))
        elif lower in ("sc", "scn") and spaces[use] != "/Pattern":
            done.append(_setting(target, use, spaces[use], operands))
        else:
            done.append(instruction)
    return pikepdf.unparse_content_stream(done)


def converted(target: Target, space: str, components: Components) -> Components:
    """Return a colour of a space in the target's; inks that were given as such stay as they are."""
    if space == target.space:
        return components
    return target.convert(as_rgb(components))


def _setting(target: Target, use: str, space: str, operands: Any) -> tuple[list[Any], pikepdf.Operator]:
    """Return the instruction that sets a colour of a space."""
    given = tuple(float(operand) for operand in operands)
    if len(given) != COMPONENTS[space]:
        raise RenderError(f"a page has a colour of {len(given)} components in {space[1:]}", HINT)
    values = [Decimal(f"{round(part, 4):g}") for part in converted(target, space, given)]
    return values, pikepdf.Operator(target.stroke if use == "stroke" else target.fill)
