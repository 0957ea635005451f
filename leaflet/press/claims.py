"""What a press PDF says of itself: PDF/X-4 (ISO 15930-7) beside PDF/A-2a and PDF/UA-1, and the press it is made for."""

from __future__ import annotations

import hashlib
import uuid
from xml.etree import ElementTree

import pikepdf

from leaflet.profiles import Profile

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XMP = "http://ns.adobe.com/xap/1.0/"
_MEDIA = "http://ns.adobe.com/xap/1.0/mm/"
_PDF = "http://ns.adobe.com/pdf/1.3/"
_PDF_X = "http://www.npes.org/pdfx/ns/id/"
_PDF_A = "http://www.aiim.org/pdfa/ns/"
_PREFIXES = {"x": "adobe:ns:meta/", "rdf": _RDF, "pdf": _PDF, "xmp": _XMP, "xmpMM": _MEDIA, "pdfxid": _PDF_X}
for _prefix, _namespace in _PREFIXES.items():
    ElementTree.register_namespace(_prefix, _namespace)

VERSION = "PDF/X-4"


def claim(pdf: pikepdf.Pdf, profile: Profile) -> None:
    """Let a document that says that it is PDF/A-2a and PDF/UA-1 say that it is PDF/X-4 too, and for which press."""
    _intents(pdf, profile)
    pdf.docinfo["/Trapped"] = pikepdf.Name("/False")
    _metadata(pdf)


def _intents(pdf: pikepdf.Pdf, profile: Profile) -> None:
    """Name the printing condition, once for each of the two standards, with one profile (ISO 19005-2, 6.2.3)."""
    icc = pikepdf.Stream(pdf, profile.icc)
    icc.N = 4
    icc = pdf.make_indirect(icc)
    pdf.Root.OutputIntents = pikepdf.Array(
        pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.OutputIntent,
                S=pikepdf.Name(f"/{standard}"),
                OutputCondition=pikepdf.String(profile.about),
                OutputConditionIdentifier=pikepdf.String(profile.condition),
                RegistryName=pikepdf.String(profile.registry),
                Info=pikepdf.String(profile.about),
                DestOutputProfile=icc,
            )
        )
        for standard in ("GTS_PDFX", "GTS_PDFA1")
    )


def _metadata(pdf: pikepdf.Pdf) -> None:
    """Add to the metadata what PDF/X-4 asks for (ISO 15930-7)."""
    before = pdf.Root.Metadata.read_bytes()
    tree = ElementTree.fromstring(before)
    rdf = tree.find(f"{{{_RDF}}}RDF")
    assert rdf is not None, "WeasyPrint writes metadata for PDF/A"
    dates = tree.findtext(f".//{{{_XMP}}}ModifyDate")
    identity = hashlib.sha256(before + b"".join(page.obj.Contents.read_bytes() for page in pdf.pages)).hexdigest()
    said = {
        f"{{{_PDF_X}}}GTS_PDFXVersion": VERSION,
        f"{{{_PDF}}}Trapped": "False",
        f"{{{_XMP}}}MetadataDate": dates,
        f"{{{_MEDIA}}}DocumentID": f"uuid:{uuid.uuid5(uuid.NAMESPACE_OID, identity)}",
        f"{{{_MEDIA}}}VersionID": "1",
        f"{{{_MEDIA}}}RenditionClass": "default",
    }
    description = ElementTree.SubElement(rdf, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""})
    for name, value in said.items():
        ElementTree.SubElement(description, name).text = value
    schemas = tree.find(f".//{{{_PDF_A}extension/}}schemas/{{{_RDF}}}Bag")
    assert schemas is not None, "the metadata describe PDF/UA's schema"
    version = ("GTS_PDFXVersion", "The part of ISO 15930 that the document conforms to")
    schemas.append(_schema("PDF/X identification schema", "pdfxid", _PDF_X, version))
    trapped = ("Trapped", "Whether the document has been trapped")
    schemas.append(_schema("Adobe PDF schema", "pdf", _PDF, trapped))
    data = ElementTree.tostring(tree, encoding="utf-8")
    packet = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n' + data + b'\n<?xpacket end="r"?>'
    stream = pikepdf.Stream(pdf, packet)
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = pdf.make_indirect(stream)


def _schema(name: str, prefix: str, namespace: str, about: tuple[str, str]) -> ElementTree.Element:
    """Return the description of a schema that PDF/A does not know (ISO 19005-2, 6.6.2.3), for one property of it."""
    return ElementTree.fromstring(f"""
<rdf:li xmlns:rdf="{_RDF}" xmlns:pdfaSchema="{_PDF_A}schema#" xmlns:pdfaProperty="{_PDF_A}property#"
    rdf:parseType="Resource">
  <pdfaSchema:schema>{name}</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
    <pdfaProperty:name>{about[0]}</pdfaProperty:name>
    <pdfaProperty:valueType>Text</pdfaProperty:valueType>
    <pdfaProperty:category>internal</pdfaProperty:category>
    <pdfaProperty:description>{about[1]}</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>
""")
