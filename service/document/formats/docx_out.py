"""A strategy as a Word file: styled, stamped, with contents, byte for byte the same when remade."""

from collections.abc import Mapping
from typing import Final

from lxml import etree

from service.document.formats import pandoc
from service.document.formats.stamp import Stamp
from service.document.formats.weighing import weigh
from service.document.formats.word_archive import pack, unpack
from service.document.formats.word_figures import embed_figures
from service.document.formats.word_front import add_front
from service.document.formats.word_stamp import stamp_parts
from service.document.formats.word_xml import element, parse, w, write
from service.document.formats.workplace import workplace

_TEXT: Final = "word/document.xml"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_FRAME: Final = f"{_DRAWING}/wordprocessingDrawing"
_PICTURE: Final = f"{_DRAWING}/picture"


def docx(markdown: str, figures: Mapping[str, bytes], stamp: Stamp) -> bytes:
    """The Word file of a text without front matter; `figures` by the path that the text uses.

    A figure that is missing or broken is named in its place. Its custom properties say on which
    revision it was made. Raises `ExportTooLarge`, `ExportRefused`, `ExportTimedOut`.
    """
    text = weigh(markdown)
    with workplace(text, stamp.title, figures) as place:
        tree = pandoc.to_json(text, place.desk)
        embed_figures(tree, place.root, place.figures)
        parts = unpack(pandoc.to_word(tree, place.desk))
    document = parse(parts[_TEXT])
    body = document[0]
    _keep_rows_whole(body)
    _describe_pictures(body)
    add_front(body, stamp)
    parts[_TEXT] = write(document)
    stamp_parts(parts, stamp)
    return pack(parts)


def _keep_rows_whole(body: etree._Element) -> None:
    """No row of a table is divided between two pages."""
    for row in body.iter(w("tr")):
        properties = row.find(w("trPr"))
        if properties is None:
            properties = element("trPr")
            row.insert(0, properties)
        properties.insert(0, element("cantSplit"))


def _describe_pictures(body: etree._Element) -> None:
    """Say each figure's alternative on the picture too, where pandoc leaves its whole data."""
    for drawing in body.iter(w("drawing")):
        words = next((frame.get("descr", "") for frame in drawing.iter(f"{{{_FRAME}}}docPr")), "")
        for picture in drawing.iter(f"{{{_PICTURE}}}cNvPr"):
            picture.set("descr", words)
