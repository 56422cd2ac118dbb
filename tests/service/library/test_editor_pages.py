"""The editor's doors: the draft as source, saving the whole of it, pictures, and who is there."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import cast

import pytest
from httpx import Response
from sqlalchemy import update

from service import clock
from service.accounts.model import Actor
from service.library.model import Strategy
from service.library.staged import LARGEST, MOST
from service.library.tables import staged_pictures
from service.parts import Parts
from service.web.forms import FIELD
from tests.conftest import SLUG
from tests.visit import Visit

DRAFT = f"/s/{SLUG}/draft"
HTML = {"Accept": "text/html"}
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


def test_what_touches_is_kept_and_the_answer_says_where(visit: Visit) -> None:
    """Nothing is overwritten; the page that is named holds what was sent."""
    before = visit.get(DRAFT).json()
    text = before["front"] + before["body"]
    visit.submit(DRAFT, {"text": f"{text}\nFirst.\n", "expecting": before["revision"]})
    answer = visit.submit(DRAFT, {"text": f"{text}\nSecond.\n", "expecting": before["revision"]})
    assert answer.status_code == 409
    page = visit.get(answer.json()["address"]).text
    assert "Second." in page
    assert "First." in page
    assert "Second." not in visit.get(DRAFT).json()["body"]


def test_what_was_combined_comes_with_the_save(
    visit: Visit, visit_as: Callable[[Actor], Visit], owner: Actor
) -> None:
    """The answer holds the text of both, whose it was put together with, and where to see it."""
    before = visit.get(DRAFT).json()
    text = before["front"] + before["body"]
    theirs = {"text": text.replace("Enough", "Plenty"), "expecting": before["revision"]}
    assert visit_as(owner).submit(DRAFT, theirs).json()["together"] is None
    ours = {"text": text.replace("To ask", "To wonder"), "expecting": before["revision"]}
    saved = visit.submit(DRAFT, ours).json()
    assert saved["body"] == before["body"].replace("Enough", "Plenty").replace(
        "To ask", "To wonder"
    )
    assert saved["together"]["with"] == "Olive Owner"
    assert "Saved together" in visit.get(saved["together"]["address"], headers=HTML).text


def test_open_editor_hears_that_the_draft_moved_on(
    visit: Visit, visit_as: Callable[[Actor], Visit], owner: Actor
) -> None:
    """It is told who saved, and that what was saved there was put together with it."""
    before, other = visit.get(DRAFT).json(), visit_as(owner)
    text, seen = before["front"] + before["body"], before["revision"]
    here = {"section": "aims", "revision": seen}
    assert visit.submit(f"{DRAFT}/presence", here).json()["since"] is None
    first = {"text": text.replace("Enough", "Plenty"), "expecting": seen}
    mine = visit.submit(DRAFT, first).json()["revision"]
    second = {"text": text.replace("To ask", "To wonder"), "expecting": seen}
    address = other.submit(DRAFT, second).json()["together"]["address"]
    told = visit.submit(f"{DRAFT}/presence", here | {"revision": mine}).json()["since"]
    assert told == {"by": "Olive Owner", "together": address}


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


def test_unsaved_picture_is_kept_by_nobody_on_the_way(visit: Visit) -> None:
    """Only editors may see it, so no copy stays anywhere, even where everybody reads the text."""
    answer = visit.get(f"{DRAFT}/{upload(visit, PNG).json()['path']}")
    assert answer.headers["Cache-Control"] == "private, no-store"


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


def test_uploaded_picture_is_its_uploaders_until_it_is_saved(
    visit: Visit, visit_as: Callable[[Actor], Visit], owner: Actor
) -> None:
    """Nobody else opens it or takes it along, though they know its path."""
    path = upload(visit, PNG).json()["path"]
    other = visit_as(owner)
    other.headers["Accept"] = "application/json"
    assert other.get(f"{DRAFT}/{path}").status_code == 404
    before = visit.get(DRAFT).json()
    text = f"{before['front']}{before['body']}\n![A map]({path})\n"
    form = {"text": text, "expecting": before["revision"]}
    refused = other.submit(DRAFT, form)
    assert refused.status_code == 404
    assert "Upload it again" in refused.json()["detail"]
    after = visit.submit(DRAFT, form).json()
    more = {"text": f"{text}\nMore.\n", "expecting": after["revision"]}
    assert other.submit(DRAFT, more).status_code == 201


def test_uploaded_picture_waits_for_fourteen_days(visit: Visit, parts: Parts) -> None:
    """After that it is not shown any more, and the next upload removes its file."""
    path = upload(visit, PNG).json()["path"]
    with parts.database.write() as db:
        db.write(update(staged_pictures).values(at=clock.now() - timedelta(days=14, minutes=1)))
    assert visit.get(f"{DRAFT}/{path}").status_code == 404
    assert upload(visit, PNG + b"another").status_code == 201
    assert not parts.files.has(sha256(PNG).hexdigest())


def test_pictures_that_wait_are_counted(visit: Visit) -> None:
    """Fifty may wait; once a save has taken one along, there is room for another."""
    paths = [upload(visit, PNG + bytes([n])).json()["path"] for n in range(MOST)]
    refused = upload(visit, PNG + b"more")
    assert refused.status_code in (400, 422)
    assert "50 pictures" in refused.json()["detail"]
    before = visit.get(DRAFT).json()
    text = f"{before['front']}{before['body']}\n![A map]({paths[0]})\n"
    assert visit.submit(DRAFT, {"text": text, "expecting": before["revision"]}).status_code == 201
    assert upload(visit, PNG + b"more").status_code == 201


def test_who_else_is_there_is_told_by_name(
    visit: Visit, visit_as: Callable[[Actor], Visit], owner: Actor
) -> None:
    """Each hears of the others and their sections until they leave."""
    other = visit_as(owner)
    assert visit.submit(f"{DRAFT}/presence", {"section": "aims"}).json()["others"] == []
    heard = other.submit(f"{DRAFT}/presence", {"section": "summary"}).json()["others"]
    assert heard == [{"name": "Arthur Author", "section": "aims"}]
    visit.submit(f"{DRAFT}/presence", {"leaving": "yes"})
    assert other.submit(f"{DRAFT}/presence", {"section": "summary"}).json()["others"] == []


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
    assert ">Saved<" in visit.submit(f"/s/{SLUG}/edit/_whole", form).text
