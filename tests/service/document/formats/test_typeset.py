"""The PDF: complete, tagged, stamped, and the same each time."""

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from service.document.formats.typeset import pdf
from tests.service.document.formats.pdf_text import page_text, text_of
from tests.service.document.formats.samples import DOCUMENT, FIGURES, REVISION, png, stamp


@pytest.fixture(scope="module")
def made() -> bytes:
    """The sample document as version 1.0."""
    return pdf(DOCUMENT, FIGURES, stamp())


@pytest.fixture(scope="module")
def opened(made: bytes) -> Iterator[pikepdf.Pdf]:
    """The same, opened."""
    with pikepdf.open(io.BytesIO(made)) as file:
        yield file


def _roles(opened: pikepdf.Pdf) -> set[str]:
    found = {str(item.get("/S")) for item in opened.objects if isinstance(item, pikepdf.Dictionary)}
    return {role.removeprefix("/") for role in found}


def _alternatives(opened: pikepdf.Pdf) -> set[str]:
    items = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary)]
    return {str(item["/Alt"]) for item in items if "/Alt" in item}


def test_it_says_that_it_is_accessible_and_archival(opened: pikepdf.Pdf) -> None:
    """PDF/UA-1 and PDF/A-2a are claimed where readers and archives look."""
    with opened.open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert meta["dc:title"] == "Health Informatics Strategy"
        assert f"revision {REVISION}" in meta["pdf:Keywords"]

    root = opened.Root
    assert root.Lang == "en-GB"
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    assert "/StructTreeRoot" in root


def test_every_part_of_the_text_is_tagged(opened: pikepdf.Pdf) -> None:
    """A screen reader hears headings, lists, tables with header cells, notes, links, figures."""
    expected = {"H1", "H2", "L", "LI", "Table", "TH", "TD", "Note", "Link", "Figure", "TOC", "Code"}

    assert expected <= _roles(opened)


def test_figures_carry_their_alternatives(opened: pikepdf.Pdf) -> None:
    """The alternative is heard, and a figure without one says that it has none."""
    found = _alternatives(opened)

    assert "Three boxes in a row, from left to right" in found
    assert "A red square" in found
    assert "Figure without a description" in found


def test_all_the_words_are_there(made: bytes) -> None:
    """Nothing that was written is lost on the way, whatever it stood in."""
    words = " ".join(text_of(made).split())

    for phrase in (
        *(
            "slanted",
            "strong",
            "struck link",
            "code",
            "A footnote, with a link",
            "A level left out",
        ),
        *("Spend nothing yet.", "Warning", "☐ to do", "☒ done", "Term", "Its meaning"),
        *("Table 1: Aims and dates", "12,000", "Figure 1: The boxes"),
        *("[Figure not included: A map that nobody has]", "A quotation.", 'print("code")'),
        *("1. first", "2. second", "The end."),
    ):
        assert phrase in words


def test_cover_and_document_control_say_what_it_is(opened: pikepdf.Pdf) -> None:
    """Title, version, status and date on the cover; all of document control behind it."""
    cover, control = (" ".join(page_text(opened.pages[n]).split()) for n in (0, 1))

    assert "Liverpool Health Partners Health Informatics Strategy Version 1.0" in cover
    assert "Approved · 2 October 2017" in cover
    for name, value in stamp().control():
        assert f"{name} {value}" in control
    assert "Contents" in control


def test_each_page_has_the_stamp_and_its_number(opened: pikepdf.Pdf) -> None:
    """A page torn from a board paper still says which text it was."""
    count = len(opened.pages)
    for number, page in enumerate(opened.pages, start=1):
        words = page_text(page)
        assert "Version 1.0 · 2 October 2017 · revision 9f3c2ab" in words
        assert f"Page {number} of {count}" in words


def test_bookmarks_follow_the_headings_without_the_repeated_title(opened: pikepdf.Pdf) -> None:
    """The tree has no gaps, no empty heading, and not the title a second time."""
    with opened.open_outline() as outline:
        tree = [(item.title, [child.title for child in item.children]) for item in outline.root]

    assert tree == [
        ("Document control", []),
        ("Summary", ["A level left out"]),
        ("Aims", []),
    ]


def test_links_lead_out_to_known_schemes_alone(opened: pikepdf.Pdf) -> None:
    """Addresses that are kept are those that were written; dead places are plain words."""
    found = {str(link.A.URI) for page in opened.pages for link in _links(page) if "/URI" in link.A}

    assert found == {
        "https://example.org/a?b=c&d=e",
        "https://example.org/note",
        "mailto:owner@example.org",
        stamp().url,
    }


def _links(page: pikepdf.Page) -> list[pikepdf.Object]:
    notes = page.obj.get("/Annots", pikepdf.Array())
    return [note for note in notes if note.Subtype == "/Link" and "/A" in note]


def test_the_same_input_gives_the_same_bytes(made: bytes) -> None:
    """Nothing of the time, the machine or chance is in the file."""
    assert pdf(DOCUMENT, dict(reversed(FIGURES.items())), stamp()) == made


def test_only_a_draft_has_the_word_across_its_pages(made: bytes) -> None:
    """The watermark is on every page of a draft, and on none of a version."""
    draft = pdf(DOCUMENT, FIGURES, stamp(draft=True))

    with pikepdf.open(io.BytesIO(draft)) as file:
        assert all("DRAFT" in page_text(page) for page in file.pages)
        assert all("Draft of 2 October 2017" in page_text(page) for page in file.pages)
    assert "DRAFT" not in text_of(made)


def test_the_word_of_git_appears_nowhere(made: bytes) -> None:
    """Readers know revisions; what git calls them is nobody's business."""
    assert "commit" not in text_of(made).lower()


def test_a_long_table_repeats_its_header_on_each_page() -> None:
    """A reader of the third page of a table must not leaf back for the columns' names."""
    rows = "".join(f"| Row {n} | {'words ' * 12} |\n" for n in range(120))

    long = pdf(f"| Name | Meaning |\n| --- | --- |\n{rows}", {}, stamp())

    with pikepdf.open(io.BytesIO(long)) as file:
        pages = [page_text(page) for page in file.pages]
    assert all("Meaning" in page for page in pages if "Row " in page)
    assert sum("Row " in page for page in pages) >= 3


def test_characters_without_a_font_become_boxes() -> None:
    """A Chinese name does not stop an export, nor does one written as entities."""
    words = text_of(pdf("Dr 漢 and &#x6F22; and `漢`\n\n# 漢\n", {}, stamp(owner="漢")))

    assert "Dr □ and □ and" in words
    assert "漢" not in words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "#\n\n# \n",
        "&nbsp;",
        "# &#x200b;\n",
        "![](figures/square.png)",
        "[^1]",
        "<!-- x -->",
    ],
)
def test_next_to_nothing_still_exports(text: str) -> None:
    """An empty draft has a cover and document control."""
    assert text_of(pdf(text, FIGURES, stamp())).startswith("Liverpool Health Partners")


@pytest.mark.parametrize(
    "broken", [b"", b"\x89PNG\r\n\x1a\n", b"<svg", b"GIF89a", png(60_000, 1)[:60], b"%PDF-1.7"]
)
def test_a_broken_figure_is_named_in_its_place(broken: bytes) -> None:
    """One bad picture does not cost the reader the document, nor the other pictures."""
    figures = FIGURES | {"figures/map.png": broken}

    made = pdf(DOCUMENT, figures, stamp())

    assert "[Figure not included: A map that nobody has]" in " ".join(text_of(made).split())
    with pikepdf.open(io.BytesIO(made)) as file:
        assert "A red square" in _alternatives(file)


def test_nothing_is_left_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder in which a file was made goes away with it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    pdf(DOCUMENT, FIGURES, stamp())

    assert list(tmp_path.iterdir()) == []
