"""The Word file: complete, styled, stamped, and the same each time."""

import io
import zipfile

import docx as python_docx
import pytest
from docx.document import Document
from docx.shared import Twips
from docx.text.paragraph import Paragraph
from lxml import etree

from service.document.formats.docx_out import docx
from tests.service.document.formats.samples import DOCUMENT, FIGURES, REVISION, stamp

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def made() -> bytes:
    """The sample document as version 1.0."""
    return docx(DOCUMENT, FIGURES, stamp())


@pytest.fixture(scope="module")
def opened(made: bytes) -> Document:
    """The same, opened by an independent reader."""
    return python_docx.Document(io.BytesIO(made))


def _part(made: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return archive.read(name).decode()


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style.name or "") if paragraph.style is not None else ""


def _words(opened: Document) -> str:
    texts = (node.text or "" for node in opened.element.body.iter(f"{_W}t"))
    return " ".join("".join(texts).split())


def test_headings_have_words_own_styles(opened: Document) -> None:
    """Word's navigation, and every screen reader, finds them by their styles."""
    found = [(_style(p), p.text) for p in opened.paragraphs if _style(p).startswith("Head")]

    assert found == [
        ("Heading 1", "Summary"),
        ("Heading 2", "A level left out"),
        ("Heading 1", "Aims"),
    ]


def test_all_the_words_are_there(opened: Document, made: bytes) -> None:
    """Nothing that was written is lost on the way, whatever it stood in."""
    words = _words(opened)

    for phrase in (
        *("slanted", "strong", "struck link", "code", "nowhere", "Spend nothing yet.", "Warning"),
        *("to do", "done", "Term", "Its meaning", "Table 1: Aims and dates", "12,000"),
        *("Figure 1: The boxes", "[Figure not included: A map that nobody has]"),
        *("A quotation.", 'print("code")', "first", "second", "The end."),
    ):
        assert phrase in words
    notes = etree.fromstring(_part(made, "word/footnotes.xml").encode())
    assert "A footnote, with a link." in "".join(node.text or "" for node in notes.iter(f"{_W}t"))


def test_cover_and_document_control_stand_in_front(opened: Document) -> None:
    """Title, version, status and date; then the table that policies ask for."""
    begin = [p.text for p in opened.paragraphs[:5]]
    rows = [tuple(cell.text for cell in row.cells) for row in opened.tables[0].rows]

    assert begin == [
        "Liverpool Health Partners",
        "Health Informatics Strategy",
        "Version 1.0",
        "Approved · 2 October 2017",
        "Document control",
    ]
    assert rows == [("Item", "Detail"), *stamp().control()]


def test_contents_are_filled_in_and_lead_to_the_headings(opened: Document, made: bytes) -> None:
    """Word asks nothing on opening: the entries are there, each linked to its heading."""
    entries = [p.text for p in opened.paragraphs if _style(p).startswith("toc")]
    links = [node.get(f"{_W}anchor") for node in opened.element.body.iter(f"{_W}hyperlink")]
    marks = {node.get(f"{_W}name") for node in opened.element.body.iter(f"{_W}bookmarkStart")}

    assert entries == ["Summary", "A level left out", "Aims"]
    assert {link for link in links if link} <= marks
    assert "w:dirty" not in _part(made, "word/document.xml")
    assert "updateFields" not in _part(made, "word/settings.xml")


def test_each_page_has_the_stamp_and_its_number(opened: Document) -> None:
    """The footer names version, day and revision, and counts the pages."""
    section = opened.sections[0]
    assert (section.page_width, section.page_height) == (Twips(11906), Twips(16838))
    for footer in (section.footer, section.first_page_footer):
        xml = etree.tostring(footer._element).decode()
        assert "Version 1.0 · 2 October 2017 · revision 9f3c2ab" in footer.paragraphs[0].text
        assert " PAGE " in xml
        assert " NUMPAGES " in xml
    assert "Health Informatics Strategy" in section.header.paragraphs[0].text


def test_properties_lead_back_to_the_text(opened: Document, made: bytes) -> None:
    """When the file comes back with comments, it says itself on which revision they are."""
    core = opened.core_properties
    custom = etree.fromstring(_part(made, "docProps/custom.xml").encode())
    properties = {
        entry.get("name"): "".join(value.text or "" for value in entry) for entry in custom
    }

    assert (core.title, core.author) == ("Health Informatics Strategy", "Priya Ramanathan")
    assert (core.language, core.category) == ("en-GB", "Strategy")
    assert f"revision {REVISION}" in core.keywords
    assert core.created == core.modified
    assert f"{core.created:%Y-%m-%d}" == "2017-10-02"
    assert properties == {
        "revision": REVISION,
        "version": "1.0",
        "status": "approved",
        "strategy": stamp().url,
    }


def test_tables_repeat_their_header_and_keep_their_rows_whole(opened: Document) -> None:
    """A table over several pages stays readable on each."""
    table = opened.tables[1]
    heads = [row._tr.find(f"{_W}trPr/{_W}tblHeader") is not None for row in table.rows]
    whole = [row._tr.find(f"{_W}trPr/{_W}cantSplit") is not None for row in table.rows]

    assert heads == [True, False, False]
    assert all(whole)
    assert table.style is not None
    assert table.style.name == "Table"


def test_figures_are_inside_with_their_alternatives(opened: Document, made: bytes) -> None:
    """A drawing becomes a picture that every Word shows; what it shows is said in words."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        media = {name: archive.read(name) for name in archive.namelist() if "/media/" in name}
    body = opened.element.body
    said = [node.get("descr") for node in body.iter() if node.tag.endswith("}docPr")]
    again = [node.get("descr") for node in body.iter() if node.tag.endswith("}cNvPr")]

    assert [*map(bytes.__len__, media.values())]
    assert all(data.startswith(b"\x89PNG") for data in media.values())
    assert FIGURES["figures/square.png"] in media.values()
    assert said[0] == "Three boxes in a row, from left to right"
    assert said[1:] == ["A red square", "Figure without a description"]
    assert again == said


def test_no_figure_is_wider_than_the_page() -> None:
    """A share of the width is kept, and a huge picture is made to fit."""
    wide = b'<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="400"></svg>'

    made = docx("![a](w.svg)\n\n![b](w.svg){width=50%}\n", {"w.svg": wide}, stamp())

    widths = [shape.width.cm for shape in python_docx.Document(io.BytesIO(made)).inline_shapes]
    assert 15 < widths[0] < 15.9
    assert 7.5 < widths[1] < 8


def test_the_same_input_gives_the_same_bytes(made: bytes) -> None:
    """Nothing of the time, the machine or chance is in the file."""
    assert docx(DOCUMENT, dict(reversed(FIGURES.items())), stamp()) == made


def test_only_a_draft_has_the_word_behind_its_pages(made: bytes) -> None:
    """The watermark stands in both headers of a draft, and in none of a version."""
    draft = docx(DOCUMENT, FIGURES, stamp(draft=True))

    for header in ("word/header1.xml", "word/header2.xml"):
        assert 'string="DRAFT"' in _part(draft, header)
        assert "DRAFT" not in _part(made, header)
    assert "Draft of 2 October 2017" in _part(draft, "word/footer1.xml")


def test_every_relation_inside_leads_to_a_part(made: bytes) -> None:
    """Word calls a file damaged where one does not."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = set(archive.namelist())
        relations = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
        types = archive.read("[Content_Types].xml").decode()
    inside = [entry.get("Target") for entry in relations if entry.get("TargetMode") != "External"]

    assert {f"word/{target}" for target in inside} <= names
    assert types.count("header+xml") == 2
    assert 'Extension="png"' in types or "media" in types


@pytest.mark.parametrize("text", ["", "#\n", "| a |\n|---|\n", "&#1;&#xFFFE;", "[^1]", "![](x)"])
def test_next_to_nothing_still_exports(text: str) -> None:
    """An empty draft has a cover and document control."""
    assert "Document control" in _words(python_docx.Document(io.BytesIO(docx(text, {}, stamp()))))
