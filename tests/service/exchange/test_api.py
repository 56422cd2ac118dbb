"""Downloads for programs."""

from collections.abc import Callable, Mapping

import pytest

from service.accounts import tokens
from service.accounts.model import Actor
from service.library.model import Strategy
from service.library.read import Shown
from service.parts import Parts
from tests.conftest import SLUG
from tests.visit import Visit

ASK = f"/api/v1/strategies/{SLUG}/exports"


@pytest.fixture
def bearer(parts: Parts, reviewer: Actor, strategy: Strategy) -> Mapping[str, str]:
    """The header of a reviewer's program."""
    del strategy
    with parts.database.write() as db:
        _, plain = tokens.make_token(db, reviewer, "tests")
    return {"Authorization": f"Bearer {plain}"}


def test_program_asks_looks_and_fetches(
    client: Visit, bearer: Mapping[str, str], work: Callable[[], None]
) -> None:
    """Asking gives 202 and where to look; once done, there is an address to fetch."""
    asked = client.post(ASK, json={"version": "1.0", "format": "docx"}, headers=bearer)
    assert asked.status_code == 202
    assert asked.json()["state"] == "waiting"
    work()
    done = client.get(asked.headers["location"], headers=bearer).json()
    assert done["state"] == "done"
    assert done["version"] == "1.0"
    assert client.get(done["address"], headers=bearer).content.startswith(b"PK")
    again = client.post(ASK, json={"version": "1.0", "format": "docx"}, headers=bearer)
    assert again.status_code == 200
    assert again.json() == done


def test_without_version_the_draft_is_meant(
    client: Visit, bearer: Mapping[str, str], draft: Shown
) -> None:
    """Neither a version nor a revision means the draft; both are one too many."""
    asked = client.post(ASK, json={"format": "pdf"}, headers=bearer).json()
    assert asked["revision"] == draft.revision.id
    assert asked["version"] is None
    by_id = {"format": "pdf", "revision": draft.revision.id}
    assert client.post(ASK, json=by_id, headers=bearer).json()["id"] == asked["id"]
    both = by_id | {"version": "1.0"}
    assert client.post(ASK, json=both, headers=bearer).status_code == 422


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"format": "exe"}, 422),
        ({"format": "pdf", "version": "9.9"}, 404),
        ({"format": "pdf", "version": "one"}, 422),
        ({"format": "pdf", "revision": "HEAD"}, 404),
        ({"format": "pdf", "more": 1}, 422),
    ],
)
def test_what_cannot_be_asked_for_is_a_problem(
    client: Visit, bearer: Mapping[str, str], sent: Mapping[str, object], status: int
) -> None:
    """Problems come as problem+json."""
    answer = client.post(ASK, json=sent, headers=bearer)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_program_without_token_asks_for_nothing(client: Visit, strategy: Strategy) -> None:
    """A request that changes something needs a token, or a page's."""
    del strategy
    assert client.post(ASK, json={"format": "pdf"}).status_code == 403
