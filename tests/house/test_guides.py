"""What the guides point to is there, and what lies there is pointed to."""

from pathlib import Path

from tests.house import guides
from tests.house.checkout import ROOT, problems, text

#: Bytes of a picture: a guide must open quickly on a slow line.
LARGEST = 250_000


def test_every_link_and_image_leads_somewhere() -> None:
    """A relative link or image in a guide names a file, and a heading where it says one."""
    assert len(guides.guides()) > 20
    assert problems(guides.broken, guides.guides()) == []


def test_every_picture_is_shown_and_small() -> None:
    """No picture lies about unused, and none is larger than a guide can bear."""
    pictures = guides.images()
    assert {Path(each).name for each in pictures} == guides.shown()
    assert [each for each in pictures if (ROOT / each).stat().st_size > LARGEST] == []


def test_every_decision_is_listed_and_short() -> None:
    """The list of decisions names each page, and a page has at most 25 lines."""
    listed = text("docs/decisions/README.md")
    pages = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert pages
    assert [page.name for page in pages if f"({page.name})" not in listed] == []
    assert [page.name for page in pages if len(page.read_text("utf-8").splitlines()) > 25] == []


def test_a_broken_link_is_named() -> None:
    """A missing file or heading is named with its line; examples and addresses are left alone."""
    page = "[a](https://a.org) `[b](none.md)`\n\n[c](none.md) [d](README.md#none)\n[e](LICENSE)"
    assert list(guides.broken("README.md", page)) == [
        (3, "none.md does not exist."),
        (3, "README.md#none names no heading."),
    ]
