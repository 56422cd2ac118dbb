"""The API of accounts: the same verbs, as JSON."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from service.accounts import commands
from service.accounts.model import Actor
from service.storage.database import Database
from tests.visit import Visit

Programs = Callable[[Actor | None], Callable[..., Any]]


@pytest.fixture
def program_of(visit: Visit, database: Database) -> Programs:
    """Makes programs that send a token of somebody's, or none."""

    def make(actor: Actor | None) -> Callable[..., Any]:
        headers = {"Content-Type": "application/json"}
        if actor and actor.person.email:
            plain = commands.token_for(database, actor.person.email, "test")
            headers["Authorization"] = f"Bearer {plain}"
        return lambda method, path, body=None: visit.request(
            method, f"/api/v1{path}", content=json.dumps(body), headers=headers
        )

    return make


ADMINISTRATION = (
    ("GET", "/people", None, 200),
    ("POST", "/people", {"name": "Amina", "email": "amina@example.org"}, 201),
    ("GET", "/people/{stranger}", None, 200),
    ("POST", "/people/{stranger}/links", None, 201),
    ("DELETE", "/people/{stranger}/links", None, 204),
    ("GET", "/organisations", None, 200),
)
MANAGEMENT = (
    ("GET", "/strategies/cancer-research/roles", None, 200),
    ("PUT", "/strategies/cancer-research/roles/{stranger}", {"role": "reader"}, 200),
    ("DELETE", "/strategies/cancer-research/roles/{reader}", None, 204),
)
#: What each person gets: for administration, and for managing the strategy.
REFUSALS: Mapping[str | None, tuple[int, int]] = {
    None: (401, 401),
    "stranger": (403, 404),
    "reader": (403, 403),
    "reviewer": (403, 403),
    "author": (403, 403),
    "owner": (403, 0),
    "administrator": (0, 0),
}
CASES = [
    (who, *request[:3], refusal or request[3])
    for who, (administration, management) in REFUSALS.items()
    for requests, refusal in ((ADMINISTRATION, administration), (MANAGEMENT, management))
    for request in requests
]


@pytest.mark.parametrize(("who", "method", "path", "body", "expected"), CASES)
def test_who_may_ask_what(
    program_of: Programs,
    people: dict[str, Actor],
    who: str | None,
    method: str,
    path: str,
    body: dict[str, str] | None,
    expected: int,
) -> None:
    """Every person against every route; refusals are problem documents."""
    ids = {key: each.id for key, each in people.items()}
    answer = program_of(people[who] if who else None)(method, path.format(**ids), body)
    assert answer.status_code == expected
    if expected >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == expected


def test_own_account(program_of: Programs, reader: Actor) -> None:
    """A person renames themselves, makes a token, sees it listed without its text, revokes it."""
    ask = program_of(reader)
    assert ask("PATCH", "/me", {"name": "Reza R."}).json()["name"] == "Reza R."
    made = ask("POST", "/me/tokens", {"name": "second"})
    assert made.status_code == 201
    listed = ask("GET", "/me/tokens").json()
    assert [each["name"] for each in listed] == ["second", "test"]
    assert all("token" not in each for each in listed)
    assert ask("DELETE", f"/me/tokens/{made.json()['id']}").status_code == 204
    assert ask("DELETE", f"/me/tokens/{made.json()['id']}").status_code == 404


def test_role_given_is_the_role_listed(program_of: Programs, owner: Actor, stranger: Actor) -> None:
    """What was put is what comes back."""
    ask = program_of(owner)
    address = "/strategies/cancer-research/roles"
    assert ask("PUT", f"{address}/{stranger.id}", {"role": "author"}).status_code == 200
    listed = {each["name"]: each["role"] for each in ask("GET", address).json()}
    assert listed["Stella Stranger"] == "author"
    assert ask("DELETE", f"{address}/{owner.id}").status_code == 409


def test_role_on_what_is_no_strategy_is_refused(
    program_of: Programs, administrator: Actor, stranger: Actor
) -> None:
    """Nobody has a role on a strategy that is not there."""
    address = f"/strategies/no-such-strategy/roles/{stranger.id}"
    assert program_of(administrator)("PUT", address, {"role": "reader"}).status_code == 404
    assert program_of(administrator)("GET", "/strategies/no-such-strategy/roles").json() == []


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/people", {"name": "\ud800", "email": "a@example.org"}),
        ("POST", "/people", {"name": "A", "email": "nonsense"}),
        ("POST", "/people", {"name": "A", "email": "a@example.org", "extra": 1}),
        ("POST", "/people", [1]),
        ("PUT", "/strategies/cancer-research/roles/{}", {"role": "king"}),
        ("PUT", "/strategies/No%20slug/roles/{}", {"role": "reader"}),
    ],
)
def test_bad_input_is_said_so(
    program_of: Programs, administrator: Actor, method: str, path: str, body: object
) -> None:
    """Nonsense is refused with 422 and a sentence, never with a crash."""
    answer = program_of(administrator)(method, path.format(administrator.id), body)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_cookie_alone_changes_nothing_through_the_api(
    visit_of: Callable[[Actor], Visit], reader: Actor
) -> None:
    """A browser that another site steers is refused; with the page's token it is not."""
    visit = visit_of(reader)
    assert visit.patch("/api/v1/me", json={"name": "Mallory"}).status_code == 403
    headers = {"X-CSRF-Token": visit.form_token()}
    answer = visit.patch("/api/v1/me", json={"name": "Reza R."}, headers=headers)
    assert answer.status_code == 200


def test_every_route_is_described(visit: Visit) -> None:
    """Each operation of the API has a summary and a description for its readers."""
    paths = visit.get("/openapi.json").json()["paths"]
    operations = [each for path in paths.values() for each in path.values()]
    assert len(operations) == 14
    assert all(each["summary"] and each["description"] for each in operations)
