"""A round opens, lets people in by their links, and keeps what they say among themselves."""

import pytest

from service.accounts.model import Visibility
from service.accounts.permissions import Permission, holds, may
from service.comments.discuss import ThreadMissing, readable_thread
from service.rounds.audience import inside
from service.rounds.link import behind
from tests.conftest import SLUG
from tests.service.rounds.conftest import Review


def test_nobody_speaks_before_it_opens(planned: Review) -> None:
    """Those invited may read; once it is open they may comment as well."""
    early = planned.guest("Carl")
    assert may(early, Permission.READ, SLUG, Visibility.CONFIDENTIAL)
    assert not may(early, Permission.COMMENT, SLUG, Visibility.CONFIDENTIAL)
    assert not may(early, Permission.SEE_SOURCE_HISTORY, SLUG, Visibility.CONFIDENTIAL)


def test_what_colleagues_say_stays_inside(review: Review) -> None:
    """Colleagues see it; nobody else does, not even who runs the installation."""
    begun = review.say("Carl", "Too few nurses.").thread
    assert begun.audience == inside(review.round, review.who("Carl").party)
    with review.parts.database.read() as db:
        assert readable_thread(db, review.guest("Lena"), begun.id).id == begun.id
        others = [review.guest("Ula"), review.guest("Ingo"), None]
        for actor in [*others, *review.people.values()]:
            assert not holds(actor, begun.audience)
            with pytest.raises(ThreadMissing):
                readable_thread(db, actor, begun.id)


def test_link_lets_in_to_one_strategy_by_a_click(review: Review) -> None:
    """Looking at whom it is for changes nothing; coming in is noted once."""
    with review.parts.database.read() as db:
        found, participant = behind(db, review.token("Carl"))
    assert [found.id, participant.opened_at] == [review.id, None]
    page = review.visit("Carl").get(f"/s/{SLUG}/v/{review.round.version}")
    assert page.status_code == 200
    first = review.who("Carl").opened_at
    review.visit("Carl")
    assert review.who("Carl").opened_at == first is not None
