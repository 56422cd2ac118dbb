"""A proposed revision compared with the draft, and with any other text."""

from collections.abc import Mapping

import pytest

from service import clock
from service.accounts.model import Actor
from service.library.add import Addition, Edition, add
from service.library.model import TEXT
from service.parts import Parts
from service.proposals.decline import decline
from service.proposals.model import Proposal
from tests.conftest import SLUG
from tests.service.proposals.conftest import DRAFT, Work, shelve
from tests.visit import Visit

OTHER = "other-strategy"


@pytest.fixture
def work(parts: Parts, people: Mapping[str, Actor], owner: Actor) -> Work:
    """The strategy in the library, for everybody."""
    shelve(parts, owner)
    return Work(parts, people)


@pytest.fixture
def proposal(work: Work) -> Proposal:
    """A proposal by the reviewer, two words away from the draft."""
    return work.propose()


def test_its_page_leads_to_the_comparison_with_the_draft(client: Visit, proposal: Proposal) -> None:
    """The changes of the proposal are marked there, and it stands among the choices."""
    address = f"/s/{SLUG}/compare/draft..proposal:{proposal.id}"
    assert f'href="{address}"' in client.get(proposal.address).text
    shown = client.get(address)
    assert shown.status_code == 200
    assert "<del>" in shown.text
    assert "twenty" in shown.text
    assert f'<option value="proposal:{proposal.id}" selected>Proposal “Twenty nurses”' in shown.text


def test_it_follows_what_is_saved_to_it(client: Visit, work: Work, proposal: Proposal) -> None:
    """The comparison is of the newest text, not of the one that was proposed first."""
    address = f"/s/{SLUG}/compare/draft..proposal:{proposal.id}"
    assert "thirty" not in client.get(address).text
    work.revise(proposal, "twenty", "thirty")
    assert "thirty" in client.get(address).text


def test_one_that_nobody_has_written_yet_is_the_same_as_the_draft(
    client: Visit, work: Work
) -> None:
    """Its page offers no comparison; its address answers all the same."""
    begun = work.propose(text=None)
    assert "/compare/" not in client.get(begun.address).text.partition('id="ui--main"')[2]
    shown = client.get(f"/s/{SLUG}/compare/draft..proposal:{begun.id}")
    assert "No changes" in shown.text or "The same" in shown.text


def test_what_is_decided_is_not_offered_but_can_be_compared(
    client: Visit, work: Work, proposal: Proposal
) -> None:
    """The chooser has the open ones; the address of another stays good."""
    with work.parts.database.write() as db:
        decline(db, work.parts.repositories, work.people["owner"], proposal.id, reason="No money.")
    name = f"proposal:{proposal.id}"
    assert name not in client.get(f"/s/{SLUG}/compare/draft..draft").text
    assert client.get(f"/s/{SLUG}/compare/draft..{name}").status_code == 200


@pytest.mark.parametrize("name", ["proposal:", "proposal:" + "0" * 26, "proposal:draft"])
def test_a_proposal_that_is_not_there_is_said_to_be_missing(
    client: Visit, work: Work, name: str
) -> None:
    """As is one of another strategy."""
    assert work.draft()
    answer = client.get(f"/s/{SLUG}/compare/draft..{name}")
    assert answer.status_code == 404
    assert "no such proposed revision" in answer.text


def test_a_program_names_it_the_same_way(client: Visit, proposal: Proposal) -> None:
    """`proposal:` and its id."""
    asked = {"from": "draft", "to": f"proposal:{proposal.id}"}
    told = client.get(f"/api/v1/strategies/{SLUG}/comparison", params=asked).json()
    assert told["summary"].startswith("2 changes")
    assert told["address"].endswith(f"draft..proposal:{proposal.id}")


def test_the_names_are_told_apart_by_their_strategy(
    client: Visit, parts: Parts, owner: Actor, proposal: Proposal
) -> None:
    """A proposal is compared with the texts of its own strategy only."""
    shelve_as(parts, owner, OTHER)
    answer = client.get(f"/s/{OTHER}/compare/draft..proposal:{proposal.id}")
    assert answer.status_code == 404


def shelve_as(parts: Parts, owner: Actor, slug: str) -> None:
    """Put the same text into the library under another name."""
    edition = Edition(files={TEXT: DRAFT.encode()}, what_changed="Wrote it", when=clock.now())
    with parts.database.write() as db:
        add(db, parts.repositories, Addition(slug=slug, editions=[edition], owner=owner.id))
