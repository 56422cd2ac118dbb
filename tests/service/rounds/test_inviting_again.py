"""Inviting somebody whose invitation was taken back, and colleagues who come late."""

from service.accounts.model import Visibility
from service.accounts.permissions import Permission, may
from service.rounds.invite import Invitee, invite
from service.rounds.kinds import ResponseKind
from service.rounds.take_back import take_back
from tests.conftest import SLUG
from tests.service.rounds.answering import sends
from tests.service.rounds.conftest import INVITEES, Review


def test_who_was_taken_back_can_be_invited_again(review: Review) -> None:
    """With a link that works, and what they had said."""
    review.say("Carl", "Too few nurses.")
    owner, old = review.people["owner"], review.token("Carl")
    gone = review.visit("Carl")
    with review.parts.database.write() as db:
        take_back(db, owner, review.round, review.who("Carl").id)
    assert gone.get(f"/s/{SLUG}/v/{review.round.version}").status_code == 404
    with review.parts.database.write() as db:
        (back,) = invite(db, review.parts.secret, owner, review.round, INVITEES)
    assert back.id == review.who("Carl").id
    assert review.token("Carl") != old
    page = review.visit("Carl").get(f"/s/{SLUG}/v/{review.round.version}").text
    assert "Too few nurses." in page
    assert gone.get(f"/s/{SLUG}/v/{review.round.version}").status_code == 404


def test_nobody_is_invited_twice(review: Review) -> None:
    """Whoever is in the round stays as they are."""
    before = review.who("Carl")
    with review.parts.database.write() as db:
        owner = review.people["owner"]
        assert invite(db, review.parts.secret, owner, review.round, INVITEES) == ()
    assert review.who("Carl") == before


def test_colleague_who_comes_after_the_answer_waits_until_it_is_opened_again(
    review: Review,
) -> None:
    """What they said would go nowhere."""
    sends(review, "Ula", ResponseKind.NIL_RETURN)
    late = Invitee(name="Lars Late", email="lars@uni.example", organisation="Wirral University")
    with review.parts.database.write() as db:
        invite(db, review.parts.secret, review.people["owner"], review.round, [late])
    guest = review.guest("Lars")
    assert may(guest, Permission.READ, SLUG, Visibility.CONFIDENTIAL)
    assert not may(guest, Permission.COMMENT, SLUG, Visibility.CONFIDENTIAL)
