"""The bits of WordprocessingML that we write ourselves (ECMA-376, part 1)."""

from typing import Final

from lxml import etree

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def parse(data: bytes) -> etree._Element:
    """The root element of one part of a Word file."""
    return etree.fromstring(data, _PARSER)


def write(root: etree._Element) -> bytes:
    """One part of a Word file, as bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def w(tag: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{tag}"


def element(tag: str, *children: etree._Element, **attributes: str) -> etree._Element:
    """An element of WordprocessingML with children and attributes of the same namespace."""
    made = etree.Element(w(tag), {w(name): value for name, value in attributes.items()})
    made.extend(children)
    return made


def run(text: str, *, bold: bool = False) -> etree._Element:
    """Words, bold or not."""
    words = element("t")
    words.text = text
    words.set(_SPACE, "preserve")
    properties = [element("rPr", element("b"))] if bold else []
    return element("r", *properties, words)


def paragraph(style: str, *content: etree._Element) -> etree._Element:
    """A paragraph in one of the reference document's styles, by the style's identifier."""
    return element("p", element("pPr", element("pStyle", val=style)), *content)


def field_mark(kind: str) -> etree._Element:
    """The `begin`, `separate` or `end` of a field."""
    return element("r", element("fldChar", fldCharType=kind))


def instruction(text: str) -> etree._Element:
    """What a field shows: "PAGE", for example."""
    words = element("instrText")
    words.text = f" {text} "
    words.set(_SPACE, "preserve")
    return element("r", words)


def text_of(node: etree._Element) -> str:
    """The visible words of a node; tabs and line breaks inside count as spaces."""
    words = []
    for inner in node.iter(w("t"), w("tab"), w("br")):
        words.append((inner.text or "") if inner.tag == w("t") else " ")
    return "".join(words)
