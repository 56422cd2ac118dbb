"""The history and restoring for programs."""

import pytest

from service.accounts.model import Actor
from service.accounts.tokens import make_token
from service.journal.follow import catch_up
from service.library import read
from service.library.model import Strategy
from service.library.named import usual_pair
from service.library.save import save
from service.parts import Parts
from service.worker import followers
from tests.conftest import SLUG
from tests.service.library.conftest import SOURCE
from tests.visit import Visit

BASE = f"/api/v1/strategies/{SLUG}"


@pytest.fixture
def second(parts: Parts, strategy: Strategy, author: Actor) -> str:
    """A revision by the author, counted."""
    with parts.database.write() as db:
        made = save(
            db,
            parts.repositories,
            author,
            SLUG,
            text=SOURCE.replace("To ask,", "To wonder, to ask,"),
            expecting=strategy.draft,
            what_changed="Wondered",
        )
    for each in followers(parts):
        if each.name == "measures":
            catch_up(parts.database, each)
    return made.id


@pytest.fixture
def token(parts: Parts, author: Actor) -> str:
    """The author's token."""
    with parts.database.write() as db:
        return make_token(db, author, "a program")[1]


def test_history_has_who_how_much_and_where(
    client: Visit, second: str, strategy: Strategy, author: Actor
) -> None:
    """The newest first; each section with its own amount."""
    newest, first = client.get(f"{BASE}/history").json()
    assert (newest["id"], first["id"]) == (second, strategy.draft)
    assert newest["people"] == [{"id": author.id, "name": "Arthur Author", "part": "author"}]
    assert (newest["added"], newest["removed"]) == (2, 0)
    assert newest["sections"] == [
        {"id": "aims", "title": "Aims", "added": 2, "removed": 0, "state": "changed"}
    ]
    assert {each["state"] for each in first["sections"]} == {"new"}


def test_history_can_be_narrowed(client: Visit, second: str, author: Actor) -> None:
    """To a section, to a person, to a page."""
    for asked in ({"section": "aims", "limit": 1}, {"person": author.id}, {"limit": 1}):
        assert [each["id"] for each in client.get(f"{BASE}/history", params=asked).json()] == [
            second
        ]
    assert client.get(f"{BASE}/history", params={"section": "nowhere"}).json() == []


def test_restoring_wants_the_draft_that_was_seen(
    client: Visit, second: str, strategy: Strategy, token: str
) -> None:
    """428 without it, 412 with another, 201 with the right one."""
    address = f"{BASE}/revisions/{strategy.draft}/restoration"
    known = {"Authorization": f"Bearer {token}"}
    assert client.post(address, headers=known).status_code == 428
    for seen in (strategy.draft, "0" * 40):
        stale = client.post(address, headers=known | {"If-Match": f'"{seen}"'})
        assert stale.status_code == 412
    done = client.post(address, headers=known | {"If-Match": f'"{second}"'})
    assert done.status_code == 201
    assert done.json()["number"] == 3
    draft = client.get(f"{BASE}/draft").json()
    assert (draft["revision"], draft["text"]) == (done.json()["revision"], SOURCE)


def test_usual_comparison_without_a_version_is_with_the_revision_before(
    parts: Parts, second: str, strategy: Strategy
) -> None:
    """What the tab Compare leads to where nothing was published yet."""
    with parts.database.read() as db:
        assert strategy.draft != second
        draft = read.draft(db, None, SLUG).strategy
        assert usual_pair(db, draft) == (strategy.draft, "draft")
