"""The library for programs."""

import json
from collections.abc import Callable, Mapping
from typing import TypeAlias

import pytest

from service.accounts import tokens
from service.accounts.model import Actor
from service.library.model import Strategy
from service.parts import Parts
from tests.conftest import SLUG
from tests.service.library.conftest import SOURCE
from tests.visit import Visit

BASE = f"/api/v1/strategies/{SLUG}"
Headers: TypeAlias = Mapping[str, str]


@pytest.fixture
def bearer(parts: Parts, strategy: Strategy) -> Callable[[Actor], Headers]:
    """Makes the header of somebody's program."""
    del strategy

    def header(actor: Actor) -> Headers:
        with parts.database.write() as db:
            _, plain = tokens.make_token(db, actor, "tests")
        return {"Authorization": f"Bearer {plain}"}

    return header


def test_strategies_are_listed(client: Visit, strategy: Strategy) -> None:
    """Anybody sees the public ones, with where their draft stands."""
    (listed,) = client.get("/api/v1/strategies").json()
    assert listed["slug"] == SLUG
    assert listed["owner"] == "Olive Owner"
    assert listed["draft"] == strategy.draft
    assert client.get(BASE).json() == listed


def test_draft_is_read_with_its_sections(client: Visit, strategy: Strategy) -> None:
    """The text is whole, the sections are offsets in it, the ETag is the revision."""
    answer = client.get(f"{BASE}/draft")
    draft = answer.json()
    assert draft["text"] == SOURCE
    assert answer.headers["etag"].strip('W/"') == strategy.draft
    aims = next(each for each in draft["sections"] if each["id"] == "aims")
    assert draft["text"][aims["start"] : aims["end"]].startswith("## Aims\n")


def test_draft_is_saved_by_who_saw_it(
    client: Visit, bearer: Callable[[Actor], Headers], strategy: Strategy, author: Actor
) -> None:
    """With the ETag that was read, the whole text is saved; its author is named."""
    headers = {**bearer(author), "If-Match": f'"{strategy.draft}"'}
    sent = {"text": SOURCE + "\nMore.\n", "what_changed": "Said more"}
    saved = client.put(f"{BASE}/draft", json=sent, headers=headers)
    assert saved.status_code == 200
    assert saved.json()["text"] == sent["text"]
    newest, first = client.get(f"{BASE}/revisions").json()
    assert newest["id"] == saved.json()["revision"]
    assert newest["author"] == "Arthur Author"
    assert newest["parent"] == first["id"] == strategy.draft
    text = client.get(f"{BASE}/revisions/{newest['id']}").json()["text"]
    assert text == sent["text"]


@pytest.mark.parametrize(
    ("match", "status"),
    [(None, 428), (" ", 428), ("*", 412), ("HEAD", 412), ("0" * 40, 412), (f'"{"0" * 40}"', 412)],
)
def test_save_without_having_seen_the_draft_is_refused(
    client: Visit,
    bearer: Callable[[Actor], Headers],
    author: Actor,
    match: str | None,
    status: int,
) -> None:
    """Without If-Match (428), one that can be read and the draft's own (412) nothing is saved."""
    headers = {**bearer(author), **({"If-Match": match} if match else {})}
    answer = client.put(f"{BASE}/draft", json={"text": "# New\n"}, headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert client.get(f"{BASE}/draft").json()["text"] == SOURCE


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (SOURCE, 422),
        ("---\ntitle: [\n---\n\n# A\n", 422),
        (" \n", 422),
        ("x" * 2_000_001, 422),
        ("---\nvisibility: members\n---\n\n# A\n", 403),
        ("A\u0000B \ud800 \u202e\n", 200),
    ],
)
def test_odd_text_is_refused_or_cleaned(
    client: Visit,
    bearer: Callable[[Actor], Headers],
    strategy: Strategy,
    author: Actor,
    text: str,
    status: int,
) -> None:
    """Nothing that is sent breaks the service; what cannot be kept is refused."""
    headers = {
        **bearer(author),
        "If-Match": f'"{strategy.draft}"',
        "Content-Type": "application/json",
    }
    answer = client.put(f"{BASE}/draft", content=json.dumps({"text": text}), headers=headers)
    assert answer.status_code == status
    if status == 200:
        assert answer.json()["text"] == "AB  \u202e\n"


def test_version_is_published(
    client: Visit, bearer: Callable[[Actor], Headers], strategy: Strategy, owner: Actor
) -> None:
    """The owner's program publishes what it saw; the version is listed and read."""
    sent = {
        "expecting": strategy.draft,
        "change_class": "major",
        "summary_of_changes": "The first edition.",
        "approved": True,
        "approving_body": "Partnership board",
        "effective_date": "2026-12-04",
    }
    published = client.post(f"{BASE}/versions", json=sent, headers=bearer(owner))
    assert published.status_code == 201
    assert published.json()["number"] == "1.0"
    assert client.get(f"{BASE}/versions").json() == [published.json()]
    assert client.get(f"{BASE}/versions/1.0").json()["text"] == SOURCE
    again = client.post(f"{BASE}/versions", json=sent | {"number": "0.9"}, headers=bearer(owner))
    assert again.status_code == 409


def test_reviewer_neither_saves_nor_publishes(
    client: Visit, bearer: Callable[[Actor], Headers], strategy: Strategy, reviewer: Actor
) -> None:
    """Permission is the same as on the pages."""
    headers = {**bearer(reviewer), "If-Match": f'"{strategy.draft}"'}
    assert client.put(f"{BASE}/draft", json={"text": "# A\n"}, headers=headers).status_code == 403
    sent = {
        "expecting": strategy.draft,
        "change_class": "minor",
        "summary_of_changes": "Mine.",
        "approved": False,
    }
    assert client.post(f"{BASE}/versions", json=sent, headers=headers).status_code == 403


def test_session_alone_saves_nothing(as_author: Visit, strategy: Strategy) -> None:
    """A browser's cookie is not enough: another site could have made it send this."""
    headers = {"If-Match": f'"{strategy.draft}"'}
    answer = as_author.put(f"{BASE}/draft", json={"text": "# A\n"}, headers=headers)
    assert answer.status_code == 403
    token = {"X-CSRF-Token": as_author.form_token()}
    answer = as_author.put(f"{BASE}/draft", json={"text": "# A\n"}, headers=headers | token)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/strategies/nothing",
        "/api/v1/strategies/..%2fx/draft",
        f"{BASE}/revisions/HEAD",
        f"{BASE}/versions/1.0",
    ],
)
def test_what_is_not_there_is_missing(client: Visit, strategy: Strategy, address: str) -> None:
    """Unknown things are missing, as problem+json."""
    del strategy
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "skip=-1", "limit=x"])
def test_page_of_revisions_is_bounded(client: Visit, strategy: Strategy, query: str) -> None:
    """Nobody asks for everything at once."""
    del strategy
    assert client.get(f"{BASE}/revisions?{query}").status_code == 422
