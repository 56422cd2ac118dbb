"""The editor's doors to a proposal: its source, saving the whole of it, and who is there."""

from collections.abc import Callable

import pytest
from httpx import Response

from service.accounts.model import Actor
from service.proposals.decline import decline
from service.proposals.model import Proposal
from tests.conftest import SLUG
from tests.service.proposals.conftest import PROPOSED, Work
from tests.visit import Visit

As = Callable[[str], Visit]


@pytest.fixture
def visit(work: Work, visit_as: Callable[[Actor], Visit]) -> As:
    """Browsers that ask for JSON, by what somebody is to the strategy."""

    def opened(who: str) -> Visit:
        made = visit_as(work.people[who])
        made.headers["Accept"] = "application/json"
        return made

    return opened


def saved(visit: Visit, door: str, old: str, new: str, seen: str = "") -> Response:
    """Save the text as it was seen with some words replaced by others; return the answer."""
    before = visit.get(f"{door}?revision={seen}").json()
    assert old in before["body"]
    text = before["front"] + before["body"].replace(old, new)
    form = {"text": text, "expecting": before["revision"], "what_changed": "Said more"}
    return visit.submit(door, form)


def test_the_whole_proposed_text_is_read_and_saved(
    work: Work, proposal: Proposal, visit: As
) -> None:
    """By who made it: one more revision of the proposal, with a sentence, and no other text."""
    door, reviewer = f"{proposal.address}/text", visit("reviewer")
    before = reviewer.get(door).json()
    assert before["front"] + before["body"] == PROPOSED
    assert before["revision"] == proposal.tip
    draft = work.draft()
    answer = saved(reviewer, door, "two years", "three years")
    assert answer.status_code == 201
    now = work.again(proposal)
    assert answer.json()["revision"] == now.tip != proposal.tip
    assert work.text(now.tip) == PROPOSED.replace("two years", "three years")
    assert "Said more" in reviewer.get(proposal.address, headers={"Accept": "text/html"}).text
    assert work.draft() == draft
    older = reviewer.get(f"{door}?revision={proposal.tip}").json()
    assert older["body"] == before["body"]


def test_who_saves_second_finds_what_they_typed_on_the_merge_page(
    work: Work, proposal: Proposal, visit: As
) -> None:
    """Nothing is overwritten; it is kept once, however often it is sent."""
    door, author = f"{proposal.address}/text", visit("author")
    seen = proposal.tip
    saved(visit("reviewer"), door, "two years", "three years")
    answers = [saved(author, door, "two years", "four years", seen) for _ in range(2)]
    assert [each.status_code for each in answers] == [409, 409]
    (address,) = {each.json()["address"] for each in answers}
    page = author.get(address, headers={"Accept": "text/html"}).text
    assert "four" in page
    assert "three" in page
    assert "three years" in work.text(work.again(proposal).tip)


def test_what_is_typed_after_the_decision_is_kept(
    work: Work, proposal: Proposal, visit: As
) -> None:
    """The editor is told of the decision, and a save leads to where the text is kept."""
    door, reviewer = f"{proposal.address}/text", visit("reviewer")
    before = reviewer.get(door).json()
    with work.parts.database.write() as db:
        decline(db, work.parts.repositories, work.people["owner"], proposal.id, reason="No.")
    told = reviewer.submit(f"{door}/presence", {"revision": proposal.tip}).json()["since"]
    assert told["words"].startswith("Olive Owner has declined this proposed revision already.")
    text = before["front"] + before["body"].replace("two years", "nine years")
    answer = reviewer.submit(door, {"text": text, "expecting": proposal.tip})
    assert answer.status_code == 409
    page = reviewer.get(answer.json()["address"], headers={"Accept": "text/html"}).text
    assert "nine years" in page
    assert "Start a new proposed revision with this" in page


@pytest.mark.parametrize(
    ("text", "status"), [(PROPOSED, 422), ("", 422), ("---\ntitle: [\n---\n\n# A\n", 422)]
)
def test_what_cannot_be_saved_is_refused_with_a_reason(
    proposal: Proposal, visit: As, text: str, status: int
) -> None:
    """The same again, nothing at all, and front matter that cannot be read."""
    door = f"{proposal.address}/text"
    answer = visit("reviewer").submit(door, {"text": text, "expecting": proposal.tip})
    assert answer.status_code == status
    assert answer.json()["detail"]


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_only_who_may_write_it_may_use_the_doors(
    work: Work, proposal: Proposal, visit: As, client: Visit, who: str
) -> None:
    """Neither read the source, nor save, nor upload, nor learn who is there."""
    door = f"{proposal.address}/text"
    for somebody, status in ((visit(who), 403), (client, 401)):
        somebody.headers["Accept"] = "application/json"
        assert somebody.get(door).status_code == status
        assert somebody.get(f"{door}/figures/a-{'0' * 16}.png").status_code == status
        assert somebody.submit(door, {"text": "A"}).status_code == status
        assert somebody.submit(f"{door}/presence").status_code == status
    assert work.again(proposal).tip == proposal.tip


def test_who_else_has_it_open_is_told_and_who_saved_since(
    work: Work, proposal: Proposal, visit: As
) -> None:
    """Not those who have the draft open, nor another proposal."""
    there = f"{proposal.address}/text/presence"
    reviewer, author = visit("reviewer"), visit("author")
    other = work.propose(PROPOSED.replace("twenty", "thirty"), who="author")
    author.submit(f"/s/{SLUG}/draft/presence", {"section": "aims"})
    author.submit(f"{other.address}/text/presence", {"section": "aims"})
    form = {"section": "money", "revision": proposal.tip}
    assert reviewer.submit(there, form).json() == {"others": [], "since": None}
    author.submit(there, {"section": "aims", "revision": proposal.tip})
    work.revise(proposal, "two years", "three years", who="author")
    told = reviewer.submit(there, form).json()
    assert told["others"] == [{"name": "Arthur Author", "section": "aims"}]
    assert told["since"]["words"].startswith("Arthur Author saved to this proposal after you")
    author.submit(there, {"leaving": "yes"})
    assert reviewer.submit(there, form).json()["others"] == []


def test_the_page_opens_the_editor_on_the_proposal(proposal: Proposal, visit: As) -> None:
    """With a place of its own in the browser; without scripts the sections are offered."""
    page = visit("reviewer").get(f"{proposal.address}/edit", headers={"Accept": "text/html"}).text
    assert f'data-doors="{proposal.address}/text"' in page
    assert f'data-keep="{SLUG}/proposals/{proposal.id}"' in page
    assert f'href="{proposal.address}/edit/aims"' in page
    keys = visit("reviewer").get(f"/s/{SLUG}/edit/_keys", headers={"Accept": "text/html"})
    assert keys.status_code == 200
    assert f'href="/s/{SLUG}/edit"' not in keys.text
