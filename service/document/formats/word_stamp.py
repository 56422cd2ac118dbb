"""The stamp of a Word file: headers, footers, watermark and properties."""

import re
from typing import Final

from lxml import etree

from service.document.formats.stamp import Stamp
from service.document.formats.word_xml import parse, w, write

_MARGIN_PART: Final = re.compile(r"word/(?:header|footer)\d+\.xml")
_FOLDER: Final = "http://schemas.openxmlformats.org/"
_CORE: Final = f"{_FOLDER}package/2006/metadata/core-properties"
_CUSTOM: Final = f"{_FOLDER}officeDocument/2006/custom-properties"
_VALUES: Final = f"{_FOLDER}officeDocument/2006/docPropsVTypes"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_TERMS: Final = "http://purl.org/dc/terms/"
_TYPE: Final = "{http://www.w3.org/2001/XMLSchema-instance}type"
#: The identifier that Office gives to all properties which people add.
_CUSTOM_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"

#: Word's own kind of watermark: letters drawn behind the text of every page.
_WATERMARK: Final = """\
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
     xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
  <w:rPr><w:noProof/></w:rPr>
  <w:pict>
    <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
                 path="m@7,l@8,m@5,21600l@6,21600e">
      <v:formulas>
        <v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>
        <v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
        <v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>
      </v:formulas>
      <v:path textpathok="t" o:connecttype="rect"/>
      <v:textpath on="t" fitshape="t"/>
      <o:lock v:ext="edit" text="t" shapetype="t"/>
    </v:shapetype>
    <v:shape id="RoundtableDraft" type="#_x0000_t136" alt="Draft" o:allowincell="f"
             fillcolor="#e3eaf1" stroked="f"
             style="{place}">
      <v:fill opacity="0.5"/>
      <v:textpath string="DRAFT"
                  style="font-family:&quot;Arial&quot;;font-size:1pt;font-weight:bold"/>
    </v:shape>
  </w:pict>
</w:r>"""
_PLACE: Final = (
    "position:absolute;margin-left:0;margin-top:0;width:430pt;height:160pt;rotation:308;"
    "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)


def stamp_parts(parts: dict[str, bytes], stamp: Stamp) -> None:
    """Fill in headers and footers and write the properties, in place."""
    for name in parts:
        if _MARGIN_PART.fullmatch(name):
            parts[name] = _filled(parts[name], stamp, watermark=stamp.draft and "header" in name)
    parts["docProps/core.xml"] = _core(stamp)
    parts["docProps/custom.xml"] = _custom(stamp)


def _filled(part: bytes, stamp: Stamp, *, watermark: bool) -> bytes:
    root = parse(part)
    words = {
        "@@TITLE@@": stamp.title,
        "@@ORGANISATION@@": f"{'DRAFT · ' if stamp.draft else ''}{stamp.organisation}",
        "@@FOOTER@@": stamp.footer,
    }
    for text in root.iter(w("t")):
        text.text = words.get(text.text or "", text.text)
    if watermark:
        root[0].append(etree.fromstring(_WATERMARK.format(place=_PLACE)))
    return write(root)


def _core(stamp: Stamp) -> bytes:
    moment = f"{stamp.date:%Y-%m-%d}T00:00:00Z"
    values = (
        (_DC, "title", stamp.title),
        (_DC, "creator", stamp.owner),
        (_DC, "subject", f"{stamp.organisation}: {stamp.footer}"),
        (_DC, "description", stamp.summary_of_changes or ""),
        (_DC, "language", "en-GB"),
        (_CORE, "keywords", f"strategy, {stamp.release}, revision {stamp.revision}"),
        (_CORE, "category", "Strategy"),
        (_CORE, "contentStatus", stamp.status_words),
        (_CORE, "lastModifiedBy", stamp.owner),
        (_TERMS, "created", moment),
        (_TERMS, "modified", moment),
    )
    names = {"cp": _CORE, "dc": _DC, "dcterms": _TERMS}
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap=names)
    for space, name, value in values:
        attributes = {_TYPE: "dcterms:W3CDTF"} if space == _TERMS else {}
        etree.SubElement(root, f"{{{space}}}{name}", attributes).text = value
    return write(root)


def _custom(stamp: Stamp) -> bytes:
    """The properties that say, when the file comes back, on which text it was made."""
    properties = {
        "revision": stamp.revision,
        "version": "" if stamp.draft else stamp.version or "",
        "status": stamp.status,
        "strategy": stamp.url,
    }
    root = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap={"op": _CUSTOM, "vt": _VALUES})
    for number, (name, value) in enumerate(properties.items(), start=2):
        attributes = {"fmtid": _CUSTOM_FORMAT, "pid": str(number), "name": name}
        entry = etree.SubElement(root, f"{{{_CUSTOM}}}property", attributes)
        etree.SubElement(entry, f"{{{_VALUES}}}lpwstr").text = value
    return write(root)
