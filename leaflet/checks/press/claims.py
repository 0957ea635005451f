"""Preflight: what the file says of itself, and of the press that it is made for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pikepdf

from leaflet.checks.press.case import PressCase
from leaflet.problem import Problem

_STANDARD = "PDF/X-4"
# PDF/X-4 is written in PDF 1.6 (ISO 15930-7).
_VERSION = (1, 6)
_INKS = 4
_XMP = {
    "GTS_PDFXVersion": "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion",
    "Trapped": "{http://ns.adobe.com/pdf/1.3/}Trapped",
    "Producer": "{http://ns.adobe.com/pdf/1.3/}Producer",
    "Title": "{http://purl.org/dc/elements/1.1/}title",
    "Author": "{http://purl.org/dc/elements/1.1/}creator",
    "Subject": "{http://purl.org/dc/elements/1.1/}description",
    "Creator": "{http://ns.adobe.com/xap/1.0/}CreatorTool",
    "CreationDate": "{http://ns.adobe.com/xap/1.0/}CreateDate",
    "ModDate": "{http://ns.adobe.com/xap/1.0/}ModifyDate",
    "MetadataDate": "{http://ns.adobe.com/xap/1.0/}MetadataDate",
    "DocumentID": "{http://ns.adobe.com/xap/1.0/mm/}DocumentID",
    "VersionID": "{http://ns.adobe.com/xap/1.0/mm/}VersionID",
    "RenditionClass": "{http://ns.adobe.com/xap/1.0/mm/}RenditionClass",
}
_IN_BOTH = ("Title", "Author", "Subject", "Creator", "Producer", "CreationDate", "ModDate", "Trapped")
_REQUIRED = ("Title", "CreationDate", "ModDate", "MetadataDate", "DocumentID", "VersionID", "RenditionClass")


def check_claims(case: PressCase) -> Iterator[Problem]:
    """Yield a problem for each fault of what the file says of itself.

    press-claims: it does not say that it is PDF/X-4, or not all that PDF/X-4 asks for, or one thing in its information
    dictionary and another in its metadata. press-intent: it does not name its printing condition, with its profile.
    """
    yield from _claims(case)
    yield from _intent(case)


def _claims(case: PressCase) -> Iterator[Problem]:
    hint = "build it again"
    version = tuple(int(part) for part in case.pdf.pdf_version.split("."))
    if version > _VERSION or "/Version" in case.pdf.Root:
        yield case.problem("press-claims", f"the file is PDF {case.pdf.pdf_version}, not 1.6 or older", hint)
    identity: Any = case.pdf.trailer.get("/ID")
    if not isinstance(identity, pikepdf.Array) or len(identity) != 2 or not all(bytes(part) for part in identity):
        yield case.problem("press-claims", "the file has no identity (ID)", hint)
    stream = case.pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        yield case.problem("press-claims", "the file has no metadata", hint)
        return
    try:
        said = _said(stream.read_bytes())
    except ElementTree.ParseError as fault:
        yield case.problem("press-claims", f"the metadata are no XML: {fault}", hint)
        return
    if said.get("GTS_PDFXVersion") != _STANDARD:
        what = f"the file says that it is {said.get('GTS_PDFXVersion') or 'no PDF/X'}"
        yield case.problem("press-claims", what, f"it should be {_STANDARD}")
    if missing := [name for name in _REQUIRED if not said.get(name)]:
        yield case.problem("press-claims", f"the metadata lack {', '.join(missing)}", hint)
    info = {key[1:]: value for key, value in case.pdf.docinfo.items()}
    if info.get("Trapped") not in ("/True", "/False"):
        what = "the file does not say whether it is trapped"
        yield case.problem("press-claims", what, "set Trapped to True or False")
    for name in _IN_BOTH:
        here, there = _comparable(name, info.get(name)), _comparable(name, said.get(name))
        if here != there:
            what = f"{name} is “{here}” in the information dictionary, “{there}” in the metadata"
            yield case.problem("press-claims", what, hint)


def _said(data: bytes) -> dict[str, str]:
    """Return what the metadata say; a property may be an element or an attribute (ISO 16684-1, 7)."""
    tree = ElementTree.fromstring(data)
    found = {}
    for key, name in _XMP.items():
        node = tree.find(f".//{name}")
        texts = ["".join(node.itertext())] if node is not None else [each.get(name, "") for each in tree.iter()]
        found[key] = "".join(texts).strip()
    return found


def _comparable(name: str, value: object) -> str:
    text = "" if value is None else str(value)
    if name.endswith("Date"):
        # As far as the seconds: a PDF's dates and those of metadata write zones differently.
        return re.sub(r"\D", "", text)[:14]
    return text.lstrip("/") if name == "Trapped" else text.strip()


def _intent(case: PressCase) -> Iterator[Problem]:
    profile = case.profile
    hint = f"it should name {profile.condition}, with the profile of the settings"
    intents: list[Any] = list(case.pdf.Root.get("/OutputIntents", ()))
    ours = [intent for intent in intents if intent.get("/S") == "/GTS_PDFX"]
    if len(ours) != 1:
        yield case.problem("press-intent", f"the file names {len(ours)} printing conditions, not one", hint)
        return
    (intent,) = ours
    named = str(intent.get("/OutputConditionIdentifier", "")), str(intent.get("/RegistryName", ""))
    if named != (profile.condition, profile.registry):
        yield case.problem("press-intent", f"the printing condition is “{named[0]}” of “{named[1]}”", hint)
    icc = intent.get("/DestOutputProfile")
    if not isinstance(icc, pikepdf.Stream):
        yield case.problem("press-intent", "the printing condition has no profile", hint)
        return
    data = icc.read_bytes()
    # ISO 15076-1, 7.2: the class of the device, and the space of its colours, in the header.
    if data[12:20] != b"prtrCMYK" or icc.get("/N") != _INKS:
        what = f"the profile is one of {icc.get('/N')} inks for {data[12:20].decode('latin-1')}"
        yield case.problem("press-intent", what, "it should be a press's, with four inks")
    elif hashlib.sha256(data).digest() != hashlib.sha256(profile.icc).digest():
        yield case.problem("press-intent", "the profile is another than that of the settings", hint)
    if any(other.get("/DestOutputProfile", pikepdf.Dictionary()).objgen != icc.objgen for other in intents):
        what = "the output intents have different profiles"
        yield case.problem("press-intent", what, "PDF/A asks for one and the same (ISO 19005-2, 6.2.3)")
