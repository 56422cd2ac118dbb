"""What becomes of suggestions and comments when points are answered and rounds completed."""

from service.comments import read as comments
from service.comments.asked import passage_of_quote
from service.comments.suggest import suggest
from service.comments.suggestion_model import Outcome as Decided
from service.rounds import point_store
from service.rounds.complete import complete
from service.rounds.dispose import Answered, dispose
from service.rounds.kinds import Outcome
from service.rounds.model import Point
from tests.conftest import SLUG
from tests.service.rounds.answering import sends
from tests.service.rounds.conftest import Review
from tests.service.rounds.disposing import close


def suggested(review: Review, *words: str) -> tuple[Point, ...]:
    """Let somebody suggest other words for the same passage, and submit it."""
    for each in words:
        with review.parts.database.write() as db:
            suggest(
                db,
                review.parts.repositories,
                review.guest("Ula"),
                SLUG,
                revision=review.round.revision,
                passage=passage_of_quote(review.text, "twelve research nurses"),
                words=each,
            )
    sends(review, "Ula")
    with review.parts.database.read() as db:
        return point_store.points_of(db, review.id)


def answer(review: Review, point: Point, outcome: Outcome, *, apply: bool = False) -> str | None:
    """Answer a point as the owner; returns the revision that it names."""
    said = Answered(points=(point.id,), outcome=outcome, response="Because.", apply=apply)
    with review.parts.database.write() as db:
        owner, kept = review.people["owner"], review.parts.repositories
        return dispose(db, kept, owner, review.round, said)[0].revision


def test_a_suggestion_is_accepted_and_applied_in_one_step(review: Review) -> None:
    """The draft says it, and the decision names the change that did it."""
    (point,) = suggested(review, "fourteen research nurses")
    made = answer(review, point, Outcome.ACCEPTED, apply=True)
    repository = review.parts.repositories.at(SLUG)
    assert made == repository.head()
    assert "fourteen research nurses" in repository.text(made or "")


def test_a_suggestion_that_was_taken_in_before_is_named(review: Review) -> None:
    """Whoever accepts the point afterwards need not look for the change."""
    (point,) = suggested(review, "fourteen research nurses")
    made = answer(review, point, Outcome.ACCEPTED, apply=True)
    assert answer(review, point, Outcome.ACCEPTED_WITH_MODIFICATION) == made


def test_completing_settles_what_was_said_but_for_what_was_put_off(review: Review) -> None:
    """A suggestion that was not taken is declined with the answer; one put off stays open."""
    refused, later = suggested(review, "fourteen research nurses", "ten research nurses")
    answer(review, refused, Outcome.NOT_ACCEPTED)
    answer(review, later, Outcome.DEFERRED)
    close(review)
    with review.parts.database.write() as db:
        complete(db, review.people["owner"], review.round)
        threads = comments.threads_in(db, [refused.thread, later.thread])
        decided = comments.decisions_in(db, [refused.thread, later.thread])
    assert not threads[refused.thread].open
    assert threads[later.thread].open
    assert set(decided) == {refused.thread}
    assert decided[refused.thread].outcome is Decided.DECLINED
    assert decided[refused.thread].reason == "Because."
