"""Makes `reference.docx`, from which every Word file has its styles, page, header and footer.

`python -m service.document.formats.reference` writes it anew from pandoc's own. Run it after a
change here or of pandoc, and commit the result; a test compares the two.
"""

import subprocess
from pathlib import Path
from typing import Final

import pypandoc
from lxml import etree

from service.document.formats.reference_styles import restyle
from service.document.formats.word_archive import pack, unpack
from service.document.formats.word_xml import (
    R,
    W,
    element,
    field_mark,
    instruction,
    paragraph,
    parse,
    run,
    w,
    write,
)

FILE: Final = Path(__file__).with_name("reference.docx")

_PARTS: Final = ("header1", "footer1", "header2", "footer2")
_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"


def main() -> None:
    """Write the reference document into the package."""
    FILE.write_bytes(reference())


def reference() -> bytes:
    """The reference document, made from that of the pandoc in use."""
    ask = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    parts = unpack(subprocess.run(ask, capture_output=True, check=True, timeout=30).stdout)
    parts["word/styles.xml"] = restyle(parts["word/styles.xml"])
    parts["word/settings.xml"] = _in_english(parts["word/settings.xml"])
    _add_margins(parts)
    return pack(parts)


def _in_english(settings: bytes) -> bytes:
    root = parse(settings)
    for language in root.iter(w("themeFontLang")):
        language.set(w("val"), "en-GB")
    return write(root)


def _add_margins(parts: dict[str, bytes]) -> None:
    """Headers and footers: 1 for all pages, 2 for the cover."""
    parts["word/header1.xml"] = _margin("hdr", "Header", _words("@@TITLE@@", "@@ORGANISATION@@"))
    parts["word/header2.xml"] = _margin("hdr", "Header", [])
    for number in "12":
        parts[f"word/footer{number}.xml"] = _margin("ftr", "Footer", _footer())
    types = parse(parts["[Content_Types].xml"])
    relations = parse(parts["word/_rels/document.xml.rels"])
    for name in _PARTS:
        kind = name[:-1]
        entry = {"PartName": f"/word/{name}.xml", "ContentType": f"{_KIND}.{kind}+xml"}
        etree.SubElement(types, f"{{{_CONTENT_TYPES}}}Override", entry)
        link = {"Id": f"rId{name}", "Type": f"{R}/{kind}", "Target": f"{name}.xml"}
        etree.SubElement(relations, f"{{{_RELATIONS}}}Relationship", link)
    parts["[Content_Types].xml"] = write(types)
    parts["word/_rels/document.xml.rels"] = write(relations)
    parts["word/document.xml"] = _with_page(parts["word/document.xml"])


def _margin(tag: str, style: str, content: list[etree._Element]) -> bytes:
    root = etree.Element(w(tag), nsmap={"w": W, "r": R})
    root.append(paragraph(style, *content))
    return write(root)


def _words(left: str, right: str) -> list[etree._Element]:
    return [run(left), element("r", element("tab")), run(right)]


def _footer() -> list[etree._Element]:
    return [*_words("@@FOOTER@@", "Page "), *_field("PAGE"), run(" of "), *_field("NUMPAGES")]


def _field(name: str) -> list[etree._Element]:
    begin, middle, end = (field_mark(kind) for kind in ("begin", "separate", "end"))
    return [begin, instruction(name), middle, run("1"), end]


def _with_page(document: bytes) -> bytes:
    """A4 with margins of 2.6 cm, footnotes numbered through, cover without a header."""
    root = parse(document)
    section = element("sectPr")
    for kind, number in (("default", "1"), ("first", "2")):
        for place in ("header", "footer"):
            link = element(f"{place}Reference", type=kind)
            link.set(f"{{{R}}}id", f"rId{place}{number}")
            section.append(link)
    section.append(element("pgSz", w="11906", h="16838"))
    edges = dict.fromkeys(("top", "right", "bottom", "left"), "1474")
    section.append(element("pgMar", **edges, header="709", footer="709", gutter="0"))
    section.append(element("titlePg"))
    old = root.find(f"{w('body')}/{w('sectPr')}")
    if old is not None:
        old.getparent().replace(old, section)  # type: ignore[union-attr]  # it was found there
    return write(root)


if __name__ == "__main__":
    main()
