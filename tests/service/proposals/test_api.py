"""Proposed revisions for programs: what the pages do, as JSON, by the same rules."""

from collections.abc import Callable
from typing import Any

import pytest

from service.accounts import tokens
from service.accounts.model import Actor
from service.proposals.model import Proposal
from tests.conftest import SLUG
from tests.service.proposals.conftest import DRAFT, PROPOSED, Work
from tests.visit import Visit

Ask = Callable[..., Any]


@pytest.fixture
def ask(work: Work, client: Visit) -> Ask:
    """Sends a request as somebody, and returns the answer."""
    held = dict[str, str]()

    def token(actor: Actor) -> str:
        with work.parts.database.write() as db:
            return tokens.make_token(db, actor, "a program")[1]

    def ask(who: str, method: str, path: str, body: object = None, *, seen: str = "") -> Any:  # noqa: ANN401 - what JSON holds
        held.setdefault(who, token(work.people[who]))
        headers = {"Authorization": f"Bearer {held[who]}"}
        if seen:
            headers["If-Match"] = f'"{seen}"'
        address = f"/api/v1/{path}"
        return client.request(method, address, headers=headers, json=body)

    return ask


def test_from_beginning_to_merged(work: Work, ask: Ask) -> None:
    """Propose, save, ask, speak, merge some with an edit on the way."""
    people = work.people
    made = ask(
        "reviewer",
        "POST",
        f"strategies/{SLUG}/proposals",
        {"title": "More", "reason": "Few.", "contributors": [people["author"].id]},
    )
    assert made.status_code == 201
    proposal = made.json()
    assert (proposal["state"], proposal["standing"], proposal["changes"]) == ("open", "level", [])
    assert [each["name"] for each in proposal["contributors"]] == ["Arthur Author"]
    path = f"proposals/{proposal['id']}"
    saved = ask("author", "PUT", f"{path}/text", {"text": PROPOSED}, seen=proposal["tip"])
    assert saved.headers["etag"] == f'"{saved.json()["revision"]}"'
    ask("reviewer", "POST", f"{path}/reviewers", {"people": [people["reader"].id]})
    ask("owner", "POST", f"{path}/remarks", {"body": "Good."})
    assert [each["body"] for each in ask("reader", "GET", f"{path}/remarks").json()] == ["Good."]
    shown = ask("reader", "GET", path).json()
    assert [each["name"] for each in shown["reviewers"]] == ["Reza Reader"]
    assert [(each["number"], each["what"]) for each in shown["changes"]] == [
        (1, "Reworded"),
        (2, "Reworded"),
    ]
    merged = ask(
        "owner",
        "POST",
        f"{path}/merging",
        {
            "expecting": shown["draft"],
            "tip": shown["tip"],
            "changes": [{"number": 2, "words": "- to listen first\n"}],
        },
    )
    assert merged.status_code == 201
    text = work.text(merged.json()["revision"])
    assert text == DRAFT.replace("- to answer\n", "- to listen first\n")
    outcome = ask("reader", "GET", path).json()["outcome"]
    assert (outcome["state"], outcome["taken"], outcome["offered"]) == ("merged", 1, 2)
    assert outcome["by"] == "Olive Owner"


def test_saving_asks_for_what_was_seen(work: Work, proposal: Proposal, ask: Ask) -> None:
    """428 without it, 412 where it is another one; nothing is changed."""
    path, body = f"proposals/{proposal.id}/text", {"text": DRAFT.replace("two", "ten")}
    assert ask("reviewer", "PUT", path, body).status_code == 428
    assert ask("reviewer", "PUT", path, body, seen=proposal.base).status_code == 412
    assert ask("reviewer", "PUT", path, body, seen=proposal.tip).status_code == 200
    assert ask("reader", "GET", path).json()["text"] == body["text"]
    assert work.again(proposal).tip != proposal.tip


def test_bringing_it_up_to_date(work: Work, proposal: Proposal, ask: Ask) -> None:
    """What clashes is told, must be chosen, and is then as it was chosen."""
    work.rewrite("twelve research", "a dozen research")
    path = f"proposals/{proposal.id}/update"
    assert ask("reader", "GET", f"proposals/{proposal.id}").json()["standing"] == "clashes"
    asked = ask("reviewer", "GET", path).json()
    (passage,) = asked["passages"]
    assert passage["must_choose"]
    assert "a dozen" in passage["theirs"]
    seen = {"expecting": asked["tip"], "draft": asked["draft"]}
    assert ask("reviewer", "POST", path, seen).status_code == 422
    choices = {passage["id"]: {"keep": "ours"}}
    done = ask("reviewer", "POST", path, {**seen, "choices": choices})
    assert (done.status_code, done.json()["standing"]) == (200, "level")
    assert work.text(work.again(proposal).tip) == PROPOSED
    again = ask("reviewer", "POST", path, {**seen, "choices": choices})
    assert again.status_code == 409
    unknown = {**seen, "expecting": done.json()["tip"], "choices": {"m0": {"keep": "ours"}}}
    assert ask("reviewer", "POST", path, unknown).status_code in {404, 409}


def test_decisions_are_made_once(proposal: Proposal, ask: Ask) -> None:
    """Declining wants a reason; what follows is 409 and says who was faster."""
    path = f"proposals/{proposal.id}"
    assert ask("owner", "POST", f"{path}/declining", {"reason": ""}).status_code == 422
    declined = ask("owner", "POST", f"{path}/declining", {"reason": "No."}).json()
    assert (declined["state"], declined["outcome"]["reason"]) == ("declined", "No.")
    late = ask("reviewer", "POST", f"{path}/withdrawal", {})
    assert late.status_code == 409
    assert late.json()["type"] == "urn:roundtable:AlreadyDecided"
    assert "Olive Owner has declined" in late.json()["detail"]


def test_a_change_that_is_not_there_is_refused(work: Work, proposal: Proposal, ask: Ask) -> None:
    """Neither by its number, nor by revisions that nobody could have seen."""
    path = f"proposals/{proposal.id}/merging"
    seen = {"expecting": proposal.base, "tip": proposal.tip}
    assert ask("owner", "POST", path, {**seen, "changes": [{"number": 9}]}).status_code == 422
    assert ask("owner", "POST", path, {**seen, "changes": []}).status_code == 422
    assert ask("owner", "POST", path, {**seen, "tip": "0" * 40}).status_code == 409
    assert ask("owner", "POST", path, {**seen, "expecting": "0" * 40}).status_code == 409
    assert work.again(proposal).open


def test_lists_hold_every_proposal(work: Work, proposal: Proposal, ask: Ask) -> None:
    """The newest first, each with how it stands."""
    other = work.propose(text=DRAFT.replace("two years", "ten years"))
    listed = ask("reader", "GET", f"strategies/{SLUG}/proposals").json()
    assert [each["id"] for each in listed] == [other.id, proposal.id]
    assert {each["standing"] for each in listed} == {"level"}
