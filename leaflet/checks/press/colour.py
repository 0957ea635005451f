"""Preflight: inks. Nothing but the press's own, black text on the black plate alone, no more than the paper takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf.models.image import PdfImage

from leaflet.checks.press.case import PressCase, dictionaries
from leaflet.checks.press.plates import Ink, Paint, space_name
from leaflet.problem import Problem

_INKS, _ALL, _GREY = "DeviceCMYK", "All", "DeviceGray"
# Colour spaces that mean a colour seen rather than inks, wherever a file names them (ISO 32000-1, table 62); and such
# as a press has no plate for.
_FOREIGN = frozenset({"/DeviceRGB", "/CalRGB", "/CalGray", "/Lab", "/ICCBased", "/DeviceN"})
_STANDARD_BLENDING = frozenset({"/Normal", "/Compatible"})
# How far red, green and blue may be apart, from 0 to 1, for a colour to be seen as black or grey.
_NEUTRAL = 0.12
_ROUNDING = 0.005


def check_colours(case: PressCase) -> Iterator[Problem]:
    """Yield a problem for each fault of colours.

    press-colour: what is drawn is not in the press's inks. press-black: black or grey text is on other plates than that
    of black. press-ink: more ink in one place than the printing condition carries. press-transparency: a blend in
    another space, a blend mode or an overprint that presses draw each in their own way.
    """
    for found in dictionaries(case.pdf):
        for named in _names(found):
            what = f"the file holds the colour space {named[1:]}"
            yield case.problem("press-colour", what, "a press PDF is in its press's inks only")
    for number, page in enumerate(case.pdf.pages):
        if "/Group" in page.obj:
            yield from _group(case, page.obj.Group, number, mask=False)
    for paint in case.painted:
        if paint.kind == "group":
            yield from _group(case, paint.source, paint.page, paint.mask)
        elif paint.kind == "state":
            yield from _state(case, paint)
        else:
            yield from _drawn(case, paint)


def _names(found: Any) -> Iterator[str]:
    """Yield the foreign colour spaces that a dictionary names, or an array in it."""
    for value in found.values() if isinstance(found, pikepdf.Dictionary) else found.stream_dict.values():
        for each in value if isinstance(value, pikepdf.Array) and not value.is_indirect else (value,):
            if isinstance(each, pikepdf.Name) and str(each) in _FOREIGN:
                yield str(each)


def _drawn(case: PressCase, paint: Paint) -> Iterator[Problem]:
    hint = "a press PDF is in its press's inks only"
    if paint.mask:
        spaces = {ink.space for ink in _inks_of(paint)}
        spaces -= {_GREY, "Pattern"}
        if spaces:
            what = f"a mask is in {', '.join(sorted(spaces))}"
            yield case.problem("press-colour", what, "masks are grey", paint.page)
        return
    most = 0.0
    for ink in _inks_of(paint):
        if ink.space == "Pattern" and not ink.components:
            continue
        if ink.space == _ALL and paint.mark:
            continue
        if ink.space != _INKS:
            yield case.problem("press-colour", f"a {paint.kind} is in {ink.space}", hint, paint.page)
        elif paint.kind == "text" and _is_neutral(ink) and any(ink.components[:3]):
            inks = " ".join(f"{100 * part:.0f}" for part in ink.components)
            what = f"black text is printed with {inks} percent of cyan, magenta, yellow, black"
            yield case.problem("press-black", what, "give it as a grey, or as black alone", paint.page)
        else:
            most = max(most, sum(ink.components))
    if most > case.profile.most_ink + _ROUNDING:
        limit = 100 * case.profile.most_ink
        what = f"a {paint.kind} has {100 * most:.0f} percent of ink in one place, more than {limit:.0f}"
        yield case.problem("press-ink", what, "the paper does not dry: choose a lighter colour", paint.page)


def _is_neutral(ink: Ink) -> bool:
    *others, black = ink.components
    seen = [(1 - part) * (1 - black) for part in others]
    return max(seen) - min(seen) < _NEUTRAL


def _inks_of(paint: Paint) -> Iterator[Ink]:
    """Yield the colours of what is drawn: one of a text or a path, the ends of a shading, all of an image."""
    if paint.ink is not None:
        yield paint.ink
    elif paint.kind == "shading":
        yield from _shading_inks(paint.source)
    elif paint.kind == "image":
        yield from _image_inks(paint.source)


def _shading_inks(shading: Any) -> Iterator[Ink]:
    space, kind = space_name(shading.ColorSpace), int(shading.ShadingType)
    if kind not in (2, 3):
        space = f"a shading of type {kind}"
    functions = [shading.get("/Function")]
    for function in functions:
        if isinstance(function, pikepdf.Array):
            functions += list(function)
        elif function is None or int(function.FunctionType) not in (2, 3):
            yield Ink("a function that cannot be read", ())
        elif int(function.FunctionType) == 3:
            functions += list(function.Functions)
        else:
            for end, default in ((function.get("/C0"), 0.0), (function.get("/C1"), 1.0)):
                yield Ink(space, (default,) if end is None else tuple(float(value) for value in end))


def _image_inks(image: Any) -> Iterator[Ink]:
    mask = image.get("/SMask")
    if mask is not None and mask.get("/ColorSpace") != f"/{_GREY}":
        yield Ink("a mask that is not grey", ())
    space = image.get("/ColorSpace")
    if isinstance(space, pikepdf.Array) and space[0] == "/Indexed" and space[1] == f"/{_INKS}":
        table = bytes(space[3]) if isinstance(space[3], pikepdf.String) else space[3].read_bytes()
        yield from (Ink(_INKS, tuple(part / 255 for part in table[i : i + 4])) for i in range(0, len(table), 4))
    elif space_name(space) == _INKS:
        picture = PdfImage(image).as_pil_image(apply_mask=False)
        data = picture.tobytes()
        for dot in {data[i : i + 4] for i in range(0, len(data), 4)}:
            yield Ink(_INKS, tuple(part / 255 for part in dot))
    else:
        yield Ink(space_name(space), ())


def _group(case: PressCase, group: Any, page: int, mask: bool) -> Iterator[Problem]:
    """A group without a space of its own blends in that of what is around it."""
    space, wanted = space_name(group.get("/CS", pikepdf.Name(f"/{_INKS}"))), _GREY if mask else _INKS
    if space != wanted and not (mask and "/CS" not in group):
        what = f"a transparency group blends in {space}, not {wanted}"
        yield case.problem("press-transparency", what, "colours would change where things overlap", page)


def _state(case: PressCase, paint: Paint) -> Iterator[Problem]:
    modes = paint.source.get("/BM", pikepdf.Name("/Normal"))
    for mode in modes if isinstance(modes, pikepdf.Array) else (modes,):
        if str(mode) not in _STANDARD_BLENDING:
            what = f"something is drawn with the blend mode {str(mode)[1:]}"
            yield case.problem("press-transparency", what, "inks blend otherwise than colours on a screen", paint.page)
    for key in ("/OP", "/op"):
        if bool(paint.source.get(key, False)):
            what = "something is printed over what is below it"
            yield case.problem("press-transparency", what, "white would vanish: let it be knocked out", paint.page)
