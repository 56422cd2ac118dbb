"""The editor's doors: the draft as source, saving the whole of it, pictures, and who is there."""

from collections.abc import Callable
from typing import cast

import pytest
from httpx import Response

from service.accounts.model import Actor
from service.library.model import Strategy
from service.library.staged import LARGEST
from service.parts import Parts
from service.web.forms import FIELD
from tests.conftest import SLUG
from tests.visit import Visit

DRAFT = f"/s/{SLUG}/draft"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture
def visit(visit_as: Callable[[Actor], Visit], author: Actor, strategy: Strategy) -> Visit:
    """An author's browser, asking for JSON."""
    del strategy
    opened = visit_as(author)
    opened.headers["Accept"] = "application/json"
    return opened


def upload(
    visit: Visit, content: bytes, name: str = "Map of Mersey.PNG", words: str = "A map"
) -> Response:
    """Send a picture."""
    form = {FIELD: visit.form_token(), "alternative": words}
    sent = {"picture": (name, content)}
    return cast(Response, visit.post(f"{DRAFT}/figures", data=form, files=sent))


def test_draft_is_source_in_two_parts(visit: Visit, parts: Parts, strategy: Strategy) -> None:
    """Front matter and body together are the text of the revision, byte for byte."""
    sent = visit.get(DRAFT).json()
    assert sent["front"] + sent["body"] == parts.repositories.at(SLUG).text(strategy.draft)
    assert (sent["revision"], sent["draft"]) == (strategy.draft, strategy.draft)
    assert sent["front"].endswith("---\n")


def test_whole_text_is_saved(visit: Visit) -> None:
    """What is saved comes back as the new revision, with what changed."""
    before = visit.get(DRAFT).json()
    text = before["front"] + before["body"] + "\nMore.\n"
    form = {"text": text, "expecting": before["revision"], "what_changed": "Added more"}
    answer = visit.submit(DRAFT, form)
    assert answer.status_code == 201
    after = answer.json()
    assert after["body"].endswith("\nMore.\n")
    assert after["revision"] == visit.get(DRAFT).json()["revision"] != before["revision"]
    older = visit.get(f"{DRAFT}?revision={before['revision']}").json()
    assert (older["body"], older["draft"]) == (before["body"], after["revision"])


def test_draft_that_moved_on_comes_with_both_texts(visit: Visit) -> None:
    """Nothing is overwritten, and the answer holds what was sent and what the draft says now."""
    before = visit.get(DRAFT).json()
    text = before["front"] + before["body"]
    visit.submit(DRAFT, {"text": f"{text}\nFirst.\n", "expecting": before["revision"]})
    answer = visit.submit(DRAFT, {"text": f"{text}\nSecond.\n", "expecting": before["revision"]})
    problem = answer.json()
    assert answer.status_code == 409
    assert problem["yours"].endswith("Second.\n")
    assert problem["theirs"].endswith("First.\n")
    assert problem["saved_by"] == "Arthur Author"
    assert visit.get(DRAFT).json()["revision"] == problem["revision"]


def test_picture_is_kept_shown_and_saved_with_the_text(visit: Visit, parts: Parts) -> None:
    """Its name is safe and names its content; it is in the draft once a text shows it."""
    path = upload(visit, PNG, "../Map of Mersey.PNG").json()["path"]
    assert path.startswith("figures/map-of-mersey-")
    assert visit.get(f"{DRAFT}/{path}").content == PNG
    before = visit.get(DRAFT).json()
    text = f"{before['front']}{before['body']}\n![A map]({path})\n"
    saved = visit.submit(DRAFT, {"text": text, "expecting": before["revision"]}).json()
    assert path in parts.repositories.at(SLUG).files(saved["revision"]).files
    assert visit.get(saved["figures"] + path).content == PNG


@pytest.mark.parametrize(
    ("content", "words", "reason"),
    [
        (PNG, "  ", "text alternative"),
        (b"<html>", "A map", "not a picture"),
        (b"<svg onload='x()'>", "A map", "can hold programs"),
        (PNG + b"\0" * LARGEST, "A map", "5 MB is the most"),
    ],
)
def test_unusable_pictures_are_refused(
    visit: Visit, content: bytes, words: str, reason: str
) -> None:
    """A picture needs words, a known kind told by its content, and at most 5 MB."""
    answer = upload(visit, content, "map.png", words)
    assert answer.status_code in (400, 422)
    assert reason in answer.json()["detail"]


def test_other_files_are_not_served_as_pictures(visit: Visit, parts: Parts) -> None:
    """A file of the installation that is no picture stays where it is, whatever it is called."""
    digits = parts.files.keep(b"An export")[:16]
    assert visit.get(f"{DRAFT}/figures/x-{digits}.png").status_code == 404
    assert visit.get(f"{DRAFT}/figures/x-{'0' * 16}.png").status_code == 404


def test_who_else_is_there_is_told_by_name(
    visit: Visit, visit_as: Callable[[Actor], Visit], owner: Actor
) -> None:
    """Each hears of the others and their sections until they leave."""
    other = visit_as(owner)
    assert visit.submit(f"{DRAFT}/presence", {"section": "aims"}).json() == {"others": []}
    heard = other.submit(f"{DRAFT}/presence", {"section": "summary"}).json()["others"]
    assert heard == [{"name": "Arthur Author", "section": "aims"}]
    visit.submit(f"{DRAFT}/presence", {"leaving": "yes"})
    assert other.submit(f"{DRAFT}/presence", {"section": "summary"}).json() == {"others": []}


def test_readers_have_no_editor(
    visit_as: Callable[[Actor], Visit], reader: Actor, strategy: Strategy
) -> None:
    """Who may not edit gets neither the source nor the page, and can send nothing."""
    del strategy
    visit = visit_as(reader)
    for address in (DRAFT, f"/s/{SLUG}/edit", f"/s/{SLUG}/edit/_keys"):
        assert visit.get(address).status_code == 403
    assert visit.submit(DRAFT, {"text": "x"}).status_code == 403
    assert upload(visit, PNG).status_code == 403
    assert visit.submit(f"{DRAFT}/presence").status_code == 403


def test_whole_draft_can_be_edited_without_scripts(visit: Visit) -> None:
    """The whole text in one area is saved as a section's is."""
    visit.headers["Accept"] = "text/html"
    before = visit.get(DRAFT).json()
    text = before["front"] + before["body"] + "\nMore.\n"
    form = {"source": text, "expecting": before["revision"], "what_changed": "More"}
    assert "Saved as revision" in visit.submit(f"/s/{SLUG}/edit/_whole", form).text
