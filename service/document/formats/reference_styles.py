"""The look of the Word files, as styles: the PDF's sizes and colours in the fonts that Word has.

Arial stands for Inter: every Word has it, and the NHS asks for it.
"""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from service.document.formats.word_xml import W, element, parse, w, write

_INK: Final = "17212B"
_QUIET: Final = "4B5966"
_LINE: Final = "C9D1D8"
_SUNKEN: Final = "F1F4F7"
_BRAND: Final = "1C4E79"
_LINK: Final = "175089"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the paragraphs or words of one style look. XML in the order that the schema has."""

    #: Name that people see, for a style that pandoc's document has not.
    name: str = ""
    #: Inside of `w:pPr`; empty for a style of words.
    paragraph: str = ""
    #: Inside of `w:rPr`.
    words: str = ""


def _spacing(before: int, after: int, line: int = 0) -> str:
    height = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{height}/>'


def _type(points: float, colour: str = _INK, *, bold: bool = False) -> str:
    size = round(points * 2)
    weight = "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    return f'{weight}<w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _heading(level: int, points: float, before: int, after: int, colour: str = _INK) -> Look:
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    return Look(
        paragraph="<w:keepNext/><w:keepLines/>" + _spacing(before, after) + outline,
        words=_type(points, colour, bold=True),
    )


def _border(side: str, size: int, colour: str, space: int = 8) -> str:
    edge = f'w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"'
    return f"<w:pBdr><w:{side} {edge}/></w:pBdr>"


_SHADE: Final = '<w:shd w:val="clear" w:color="auto" w:fill="{}"/>'
_RIGHT_TAB: Final = '<w:tabs><w:tab w:val="right" w:pos="8957"/></w:tabs>'
_MONO: Final = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>'
_BODY: Final = _spacing(140, 140, 276)
_ALERT: Final = _border("left", 18, _BRAND, 10) + _SHADE.format("EEF3F8")
_CONTROL_HEADING: Final = "<w:keepNext/><w:keepLines/><w:pageBreakBefore/>" + _spacing(0, 200)

#: The styles, by the identifier that pandoc and we use.
LOOKS: Final = {
    "BodyText": Look(paragraph=_BODY),
    "FirstParagraph": Look(paragraph=_BODY),
    "Compact": Look(paragraph=_spacing(30, 30, 264)),
    "Title": Look(paragraph=_spacing(2600, 240), words=_type(30, bold=True)),
    "Subtitle": Look(paragraph=_spacing(0, 60), words=_type(15, _BRAND, bold=True)),
    "Heading1": _heading(1, 17, 480, 160, _BRAND),
    "Heading2": _heading(2, 13, 380, 120),
    "Heading3": _heading(3, 11, 320, 100),
    "Heading4": _heading(4, 10.5, 280, 80, _QUIET),
    "Heading5": _heading(5, 10.5, 280, 80, _QUIET),
    "Heading6": _heading(6, 10.5, 280, 80, _QUIET),
    "TOCHeading": Look(
        paragraph="<w:keepNext/><w:keepLines/>" + _spacing(560, 160) + '<w:outlineLvl w:val="9"/>',
        words=_type(17, _BRAND, bold=True),
    ),
    "BlockText": Look(
        paragraph=_border("left", 12, _LINE, 12) + _spacing(100, 160) + '<w:ind w:left="340"/>',
        words=f'<w:color w:val="{_QUIET}"/>',
    ),
    "FootnoteText": Look(paragraph=_spacing(0, 60), words=_type(8.5)),
    "DefinitionTerm": Look(
        paragraph="<w:keepNext/>" + _spacing(120, 20), words=_type(10.5, bold=True)
    ),
    "Definition": Look(paragraph=_BODY + '<w:ind w:left="340"/>'),
    "Caption": Look(paragraph=_spacing(60, 200), words=_type(9, _QUIET, bold=True)),
    "TableCaption": Look(paragraph="<w:keepNext/>" + _spacing(200, 80)),
    "ImageCaption": Look(paragraph=_spacing(60, 240)),
    "CaptionedFigure": Look(
        paragraph="<w:keepNext/>" + _spacing(200, 60) + '<w:jc w:val="center"/>'
    ),
    "VerbatimChar": Look(words=_MONO + '<w:sz w:val="19"/><w:szCs w:val="19"/>'),
    "Hyperlink": Look(words=f'<w:color w:val="{_LINK}"/><w:u w:val="single"/>'),
    "SourceCode": Look(
        name="Source Code",
        paragraph=_SHADE.format(_SUNKEN) + '<w:wordWrap w:val="0"/>' + _spacing(120, 160),
        words=_MONO + '<w:sz w:val="18"/><w:szCs w:val="18"/>',
    ),
    "Alert": Look(name="Alert", paragraph=_ALERT + _spacing(0, 160, 276) + '<w:ind w:left="227"/>'),
    "AlertTitle": Look(
        name="Alert Title",
        paragraph="<w:keepNext/>" + _ALERT + _spacing(200, 0) + '<w:ind w:left="227"/>',
        words=_type(10.5, _BRAND, bold=True),
    ),
    "Header": Look(name="header", paragraph=_RIGHT_TAB + _spacing(0, 0), words=_type(8, _QUIET)),
    "Footer": Look(
        name="footer",
        paragraph=_border("top", 4, _LINE, 6) + _RIGHT_TAB + _spacing(0, 0),
        words=_type(8, _QUIET),
    ),
    "CoverOrganisation": Look(
        name="Cover Organisation",
        paragraph=_border("top", 36, _BRAND, 14) + _spacing(0, 0),
        words=_type(13, _BRAND, bold=True),
    ),
    "CoverLine": Look(name="Cover Line", paragraph=_spacing(0, 0), words=_type(12, _QUIET)),
    "ControlHeading": Look(
        name="Control Heading", paragraph=_CONTROL_HEADING, words=_type(17, _BRAND, bold=True)
    ),
    "TOC1": Look(name="toc 1", paragraph=_spacing(120, 30), words=_type(10.5, bold=True)),
    "TOC2": Look(name="toc 2", paragraph=_spacing(0, 30) + '<w:ind w:left="284"/>'),
    "TOC3": Look(name="toc 3", paragraph=_spacing(0, 30) + '<w:ind w:left="568"/>'),
}

#: Lines between rows only, the first row shaded: as in the PDF.
_TABLE: Final = f"""
<w:style xmlns:w="{W}" w:type="table" w:default="1" w:styleId="Table">
  <w:name w:val="Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>
  <w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>
  <w:tblPr>
    <w:tblBorders>
      <w:bottom w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="40" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>
      <w:bottom w:w="40" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/><w:bCs/></w:rPr>
    <w:tcPr>
      <w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{_BRAND}"/></w:tcBorders>
      <w:shd w:val="clear" w:color="auto" w:fill="{_SUNKEN}"/>
    </w:tcPr>
  </w:tblStylePr>
</w:style>"""


def restyle(styles: bytes) -> bytes:
    """Pandoc's styles in our looks, in British English, with fonts named and not themed."""
    root = parse(styles)
    _set_defaults(root)
    for style in root.findall(w("style")):
        for themed in list(style.iter(w("rFonts"), w("color"))):
            themed.getparent().remove(themed)  # type: ignore[union-attr]  # found below a style
    for identifier, look in LOOKS.items():
        _apply(_style(root, identifier, look), look)
    old = root.find(f"{w('style')}[@{w('styleId')}='Table']")
    if old is not None:
        root.replace(old, etree.fromstring(_TABLE))
    return write(root)


def _set_defaults(root: etree._Element) -> None:
    fonts = dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), "Arial")
    size, colour = "21", element("color", val=_INK)
    language = element("lang", val="en-GB", eastAsia="zh-CN", bidi="ar-SA")
    words = element("rPr", element("rFonts", **fonts), colour)
    words.extend([element("sz", val=size), element("szCs", val=size), language])
    default = next(root.iter(w("rPrDefault")))
    default[:] = [words]


def _style(root: etree._Element, identifier: str, look: Look) -> etree._Element:
    found = root.find(f"{w('style')}[@{w('styleId')}='{identifier}']")
    if found is not None:
        return found
    made = element("style", type="paragraph", styleId=identifier)
    if not look.name[0].islower():  # Word's own names are lower-case
        made.set(w("customStyle"), "1")
    made.append(element("name", val=look.name))
    made.append(element("basedOn", val="Normal"))
    made.append(element("qFormat"))
    root.append(made)
    return made


def _apply(style: etree._Element, look: Look) -> None:
    for tag, inside in (("pPr", look.paragraph), ("rPr", look.words)):
        old = style.find(w(tag))
        if old is not None:
            style.remove(old)
        if inside:
            style.append(etree.fromstring(f'<w:{tag} xmlns:w="{W}">{inside}</w:{tag}>'))
