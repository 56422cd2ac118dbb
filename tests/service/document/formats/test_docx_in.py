"""A Word file from outside: read as Markdown, or refused with a sentence."""

import io
import zipfile
from pathlib import Path

import docx as python_docx
import pytest

from service.document.formats.docx_in import markdown
from service.document.formats.docx_out import docx
from service.document.formats.word_received import (
    LARGEST,
    NotWord,
    WordDamaged,
    WordLocked,
    WordOld,
    WordTooLarge,
    weighed,
)
from service.document.returned import returned
from service.errors import Invalid
from tests.service.document.formats.samples import DOCUMENT, FIGURES, stamp

STRATEGIES = Path(__file__).parents[4] / "strategies"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)


def word(*paragraphs: tuple[str, str]) -> bytes:
    """A Word file as another program makes it: paragraphs with their styles."""
    document = python_docx.Document()
    for style, words in paragraphs:
        document.add_paragraph(words, style=style)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "path", sorted(STRATEGIES.glob("*/strategy.md")), ids=lambda p: p.parent.name
)
def test_a_strategy_that_went_out_and_came_back_is_the_same(path: Path) -> None:
    """Not a character differs once what says the same is written as the strategy writes it."""
    text = path.read_text(encoding="utf-8")
    shown = {f"figures/{each.name}": each.read_bytes() for each in path.parent.glob("figures/*")}
    body = text[text.index("\n---\n", 4) + 5 :]
    names = {words: name for name in shown for words in _alternatives(text, name)}
    assert returned(text, markdown(docx(body, shown, stamp()), names)) == text


def _alternatives(text: str, name: str) -> list[str]:
    return [line.split("](")[0][2:] for line in text.splitlines() if line.endswith(f"]({name})")]


def test_our_own_cover_and_contents_are_left_out() -> None:
    """The text begins with its own first heading, which the cover had, and the others follow."""
    assert markdown(docx(DOCUMENT, FIGURES, stamp()), {}).startswith(
        "# Health Informatics Strategy\n"
    )


def test_styles_of_word_become_blocks() -> None:
    """A title stands above headings, which move down; lists and quotations are known."""
    made = markdown(
        word(
            ("Title", "The strategy"),
            ("Heading 1", "Aims"),
            ("Normal", "Words."),
            ("List Bullet", "one"),
            ("List Bullet", "two"),
        ),
        {},
    )
    assert made == "# The strategy\n\n## Aims\n\nWords.\n\n- one\n\n- two\n"


def test_a_table_of_any_kind_fits_markdown() -> None:
    """Joined cells, several paragraphs in a cell and a missing head lose no words."""
    document = python_docx.Document()
    table = document.add_table(rows=3, cols=3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {number}\nmore {number}"
    table.cell(1, 0).merge(table.cell(1, 1))
    out = io.BytesIO()
    document.save(out)
    made = markdown(out.getvalue(), {})
    assert made.startswith("| cell 0 more 0 | cell 1 more 1 | cell 2 more 2 |\n")
    assert all(f"cell {number}" in made for number in range(9))
    assert "[TABLE]" not in made


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "\\\\host\\share"]
)
def test_links_lead_only_where_readers_expect(address: str) -> None:
    """Any other scheme is left out, its words stay."""
    body = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>'
        '<w:p><w:hyperlink r:id="rId1"><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p></w:body>'
        "</w:document>"
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    )
    made = archive(
        {
            "[Content_Types].xml": _TYPES.encode(),
            "_rels/.rels": f'{relations}<Relationship Id="r1" Type="{office}/officeDocument" '
            'Target="word/document.xml"/></Relationships>'.encode(),
            "word/document.xml": body.encode(),
            "word/_rels/document.xml.rels": f'{relations}<Relationship Id="rId1" '
            f'Type="{office}/hyperlink" Target="{address}" TargetMode="External"/>'
            "</Relationships>".encode(),
        }
    )
    assert markdown(made, {}) == "here\n"


def test_pictures_and_macros_stay_behind() -> None:
    """What is read holds texts, and a dot in the place of each picture."""
    made = docx(DOCUMENT, FIGURES, stamp())
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["word/vbaProject.bin"] = b"macro"
    with zipfile.ZipFile(io.BytesIO(weighed(archive(parts)))) as file:
        kept = {name: file.read(name) for name in file.namelist()}
    assert "word/vbaProject.bin" not in kept
    pictures = [content for name, content in kept.items() if "/media/" in name]
    assert pictures
    assert {len(each) for each in pictures} == {67}


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
_WORDS = word(("Normal", "Words."))
BAD: dict[str, tuple[bytes, type[Invalid]]] = {
    "nothing": (b"", NotWord),
    "a text": (b"# Aims\n", NotWord),
    "a PDF": (b"%PDF-1.7\n", NotWord),
    "another archive": (archive({"a.txt": b"x"}), NotWord),
    "a spreadsheet": (archive({"[Content_Types].xml": b"spreadsheetml.sheet.main+xml"}), NotWord),
    "an old one": (_OLE + "WordDocument".encode("utf-16-le"), WordOld),
    "an old spreadsheet": (_OLE + "Workbook".encode("utf-16-le"), NotWord),
    "a locked one": (_OLE + "EncryptedPackage".encode("utf-16-le"), WordLocked),
    "too large": (b"PK\x03\x04" + bytes(LARGEST), WordTooLarge),
    "half of one": (_WORDS[: len(_WORDS) // 2], WordDamaged),
    "without its text": (archive({"[Content_Types].xml": _TYPES.encode()}), WordDamaged),
    "with entities": (
        archive({"[Content_Types].xml": _TYPES.encode(), "word/document.xml": b"<!DOCTYPE a>"}),
        WordDamaged,
    ),
    "of too many parts": (
        archive({"[Content_Types].xml": _TYPES.encode(), **{f"{n}.xml": b"" for n in range(4001)}}),
        WordTooLarge,
    ),
    "one that unfolds": (
        archive({"[Content_Types].xml": _TYPES.encode(), "word/document.xml": bytes(12_000_000)}),
        WordTooLarge,
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused_with_a_sentence(name: str) -> None:
    """Each kind in its own words."""
    content, problem = BAD[name]
    with pytest.raises(problem):
        markdown(content, {})


def test_a_part_that_lies_about_its_size_is_read_to_a_bound() -> None:
    """What the list of parts says is not believed."""
    made = archive({"[Content_Types].xml": _TYPES.encode(), "word/document.xml": bytes(70_000_000)})
    size = (70_000_000).to_bytes(4, "little")
    with pytest.raises((WordTooLarge, WordDamaged)):
        markdown(made.replace(size, (1000).to_bytes(4, "little")), {})


@pytest.mark.parametrize("title", ["Health Informatics Strategy", "Another name"])
def test_a_heading_that_the_cover_repeats_comes_back(title: str) -> None:
    """Whether the export left it to the cover or not, the headings have the levels they had."""
    text = f"# {title}\n\nWords.\n\n## Aims\n\n### First\n\nMore.\n"
    assert markdown(docx(text, {}, stamp()), {}, title) == text
