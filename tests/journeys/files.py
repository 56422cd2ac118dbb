"""What a downloaded file says of itself, and the words in it."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import docx
import pikepdf

from tests.service.document.formats.pdf_text import text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdf:
    """A PDF as a reader meets it."""

    #: The title in its window.
    title: str
    #: Its language.
    language: str
    #: The part of PDF/UA that it claims to keep; empty for none.
    accessible: str
    #: Whether its elements are tagged.
    tagged: bool
    #: The titles of its bookmarks.
    bookmarks: tuple[str, ...]
    #: Its words, without any space.
    words: str


def read_pdf(content: bytes) -> Pdf:
    """Read a PDF."""
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_outline() as outline:
        metadata = pdf.open_metadata()
        return Pdf(
            title=str(metadata.get("dc:title")),
            language=str(pdf.Root.get("/Lang")),
            accessible=str(metadata.get("pdfuaid:part", "")),
            tagged="/StructTreeRoot" in pdf.Root,
            bookmarks=tuple(_titles(outline.root)),
            words=squeezed(text_of(content)),
        )


def _titles(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _titles(item.children)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A Word file as a reader meets it."""

    #: The title in its properties.
    title: str
    #: Its own properties, by name.
    properties: dict[str, str]
    #: The headings.
    headings: tuple[str, ...]
    #: Its words, without any space.
    words: str


def read_word(content: bytes) -> Word:
    """Read a Word file."""
    document = docx.Document(BytesIO(content))
    custom = zipfile.ZipFile(BytesIO(content)).read("docProps/custom.xml").decode()
    named = re.findall(r'name="([^"]+)"[^>]*><vt:\w+>([^<]*)<', custom)
    paragraphs = document.paragraphs
    return Word(
        title=document.core_properties.title,
        properties=dict(named),
        headings=tuple(
            each.text
            for each in paragraphs
            if each.style and (each.style.name or "").startswith("Heading")
        ),
        words=squeezed("".join(each.text for each in paragraphs)),
    )


def squeezed(words: str) -> str:
    """Return words without any space: a line that is broken on paper is no other text."""
    return "".join(words.split())
