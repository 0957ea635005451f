"""All colours of a PDF, turned into inks: in pages, forms, patterns, shadings, masks and images.

It is done on the finished objects, so that a style sheet, a drawing and a logo need know nothing of inks. What cannot
be turned is refused by name. That nothing was left out, the preflight proves: it shares no code with this.
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf.models.image import PdfImage

from leaflet.press.content import COMPONENTS, HINT, convert_content, converted
from leaflet.press.ink import MASK, Components, Target, dot, inks
from leaflet.problem import RenderError


def convert_colours(pdf: pikepdf.Pdf, most_ink: float) -> None:
    """Turn all colours of a document into inks. RenderError for a colour or an image that cannot be turned."""
    work = _Separation(pdf, most_ink)
    for page in pdf.pages:
        if "/Group" in page.obj:
            work.group(page.obj.Group, work.inks)
        content = convert_content(page, work.inks, work.spaces(page.resources))
        page.obj.Contents = pdf.make_stream(content)
        work.resources(page.resources, work.inks)
    work.finish()


class _Separation:
    """Turns what hangs on a page's resources, each object once."""

    def __init__(self, pdf: pikepdf.Pdf, most_ink: float) -> None:
        self.inks = inks(most_ink)
        self._pdf = pdf
        self._most_ink = most_ink
        self._done: dict[tuple[int, int], str] = {}
        self._resources: list[Any] = []

    def spaces(self, resources: Any) -> Any:
        """Return a function from the name of a colour space in a content stream to the space that it stands for."""
        named = resources.get("/ColorSpace", {})
        return lambda name: self._space(named.get(name, pikepdf.Name(name)))

    def resources(self, resources: Any, target: Target) -> None:
        """Turn all that a content stream can name."""
        if not self._first(resources, target):
            return
        self._resources.append(resources)
        for state in resources.get("/ExtGState", {}).values():
            mask = state.get("/SMask")
            if isinstance(mask, pikepdf.Dictionary):
                self._form(mask.G, MASK)
        for drawn in resources.get("/XObject", {}).values():
            # A mask stands among what can be drawn, too.
            if self._done.get(drawn.objgen) == MASK.space and target is not MASK:
                continue
            (self._form if drawn.get("/Subtype") == "/Form" else self._image)(drawn, target)
        for pattern in resources.get("/Pattern", {}).values():
            if int(pattern.PatternType) == 1:
                self._form(pattern, target)
            else:
                self._shading(pattern.Shading, target)
        for shading in resources.get("/Shading", {}).values():
            self._shading(shading, target)

    def group(self, group: Any, target: Target) -> None:
        """Let a transparency group blend in the target's space."""
        if "/CS" in group:
            group.CS = pikepdf.Name(target.space)

    def finish(self) -> None:
        """Take away the names of colour spaces: no content names any but those that need none."""
        for resources in self._resources:
            if "/ColorSpace" in resources:
                del resources["/ColorSpace"]

    def _first(self, found: Any, target: Target) -> bool:
        """Tell whether an object is met for the first time; RenderError if it was turned into something else."""
        if found.objgen == (0, 0):
            return True
        before = self._done.get(found.objgen)
        if before not in (None, target.space):
            raise RenderError("a drawing is used both to be seen and as a mask", "use a file of its own for each")
        self._done[found.objgen] = target.space
        return before is None

    def _form(self, form: Any, target: Target) -> None:
        """Turn a form or a tiling pattern, with what it names."""
        if not self._first(form, target):
            return
        resources = form.get("/Resources", pikepdf.Dictionary())
        form.write(convert_content(form, target, self.spaces(resources)))
        if "/Group" in form:
            self.group(form.Group, target)
        self.resources(resources, target)

    def _image(self, image: Any, target: Target) -> None:
        if not self._first(image, target):
            return
        for each in (image, image.get("/SMask")):
            # A press has dots enough, and PDF/A forbids the guessing between them (ISO 19005-2, 6.2.8).
            if each is not None and "/Interpolate" in each:
                each.Interpolate = False
        if image.get("/ImageMask", False):
            return
        space = self._image_space(image)
        if space == target.space:
            return
        if target is MASK or isinstance(image.get("/Mask"), pikepdf.Array):
            raise RenderError("an image with a mask of a single colour cannot be turned into inks", "use a plain PNG")
        picture = PdfImage(image).as_pil_image(apply_mask=False)
        if space == "/DeviceGray":
            # Each grey is that much black ink: a table says so, and the image stays as small as it was.
            table = b"".join(dot((grey, grey, grey), self._most_ink) for grey in range(256))
            names = (pikepdf.Name.Indexed, pikepdf.Name.DeviceCMYK, 255, pikepdf.String(table))
            data, image.ColorSpace = picture.convert("L").tobytes(), pikepdf.Array(names)
        else:
            dots = iter(picture.convert("RGB").tobytes())
            data = b"".join(dot(pixel, self._most_ink) for pixel in zip(dots, dots, dots, strict=True))
            image.ColorSpace = pikepdf.Name.DeviceCMYK
        image.BitsPerComponent = 8
        if "/Decode" in image:
            del image["/Decode"]
        image.write(data)

    def _image_space(self, image: Any) -> str:
        space = image.get("/ColorSpace")
        if isinstance(space, pikepdf.Array) and space[0] == "/Indexed":
            return self._space(space[1]) if self._space(space[1]) != "/DeviceGray" else "/DeviceRGB"
        return self._space(space)

    def _shading(self, shading: Any, target: Target) -> None:
        if not self._first(shading, target):
            return
        kind, space = int(shading.ShadingType), self._space(shading.ColorSpace)
        if kind not in (2, 3):
            raise RenderError(f"a shading of type {kind} cannot be turned into inks", "use a linear or radial gradient")
        if space != target.space:
            self._function(shading.Function, space, target)
            if "/Background" in shading:
                shading.Background = pikepdf.Array(converted(target, space, _numbers(shading.Background)))
            shading.ColorSpace = pikepdf.Name(target.space)

    def _function(self, function: Any, space: str, target: Target) -> None:
        """Turn the colours at the ends of a function; between them, the inks change evenly."""
        if isinstance(function, pikepdf.Array) or int(function.FunctionType) not in (2, 3):
            raise RenderError("a gradient cannot be turned into inks", "use a linear or radial gradient")
        if not self._first(function, target):
            return
        if int(function.FunctionType) == 3:
            for part in function.Functions:
                self._function(part, space, target)
            return
        for key, default in (("/C0", 0.0), ("/C1", 1.0)):
            ends = _numbers(function[key]) if key in function else (default,)
            function[key] = pikepdf.Array(converted(target, space, ends))
        if "/Range" in function:
            del function["/Range"]

    def _space(self, space: Any) -> str:
        """Return the space of a device that a colour space amounts to. RenderError for one that is another."""
        if isinstance(space, pikepdf.Name) and str(space) in (*COMPONENTS, "/Pattern"):
            return str(space)
        if isinstance(space, pikepdf.Array) and space[0] == "/ICCBased" and int(space[1].N) in (1, 3):
            return {1: "/DeviceGray", 3: "/DeviceRGB"}[int(space[1].N)]
        name = str(space[0] if isinstance(space, pikepdf.Array) else space).lstrip("/")
        raise RenderError(f"a colour of the space {name} cannot be turned into inks", HINT)


def _numbers(array: Any) -> Components:
    return tuple(float(value) for value in array)
