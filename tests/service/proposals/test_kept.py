"""What somebody typed and chose and could not save: it is kept, whatever happens meanwhile."""

import re
from collections.abc import Callable

import pytest

from service.accounts.model import Actor
from service.proposals.follow import follow
from service.proposals.keep import begun_with, keep_choices, keep_typed
from service.proposals.model import Proposal
from service.proposals.read import DRAFT as FOLLOWING
from service.proposals.read import all_unsettled, unsettled
from tests.service.proposals.conftest import PROPOSED, Work
from tests.visit import Visit

As = Callable[[str], Visit]


@pytest.fixture
def visit(work: Work, visit_as: Callable[[Actor], Visit]) -> As:
    """Browsers of sorts, by what somebody is to the strategy."""
    return lambda who: visit_as(work.people[who])


def test_each_typed_text_is_kept_by_itself(
    work: Work, proposal: Proposal, reviewer: Actor
) -> None:
    """A second does not replace a first, and bringing up to date lets go of neither."""
    work.rewrite("two years", "three years")
    with work.parts.database.write() as db:
        for words in ("one", "two", "two"):
            text = PROPOSED.replace("to ask", words)
            keep_typed(db, reviewer, proposal.id, text=text, base=proposal.tip, what_changed="")
        begun = begun_with(reviewer, proposal, work.draft())
        keep_choices(db, reviewer, begun, choices={}, written={}, what_changed="x")
        assert unsettled(db, reviewer, proposal, FOLLOWING)
        draft, tip = work.draft(), proposal.tip
        follow(db, work.parts.repositories, reviewer, proposal.id, expecting=tip, draft=draft)
        assert unsettled(db, reviewer, proposal, FOLLOWING) is None
        texts = [each.text or "" for each in all_unsettled(db, reviewer, proposal)]
    assert ["- one" in texts[0], "- two" in texts[1], len(texts)] == [True, True, 2]
