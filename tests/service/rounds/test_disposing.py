"""Answering points, one or several: the closed list, the mandatory words, and what they link to."""

import pytest

from service import ids
from service.accounts.model import Actor
from service.accounts.permissions import NotAllowed
from service.library.read import StrategyMissing
from service.rounds import disposition_store as store
from service.rounds.accept_answer import AnswerNotOut, NotTheLead, accept_answer
from service.rounds.assign import NotAWriter, assign
from service.rounds.complete import PointsUndisposed, RoundNotClosed, complete
from service.rounds.dispose import (
    Answered,
    AnsweredMeanwhile,
    FirstUnusable,
    PointMissing,
    ResponseEmpty,
    RevisionNeeded,
    RevisionTooEarly,
    RoundNotAnswerable,
    dispose,
)
from service.rounds.draft_answer import keep_draft
from service.rounds.kinds import Acceptance, Outcome, RoundState
from service.rounds.model import Disposition, Point
from service.rounds.standing_points import first_of
from tests.service.rounds.conftest import Review
from tests.service.rounds.disposing import close, rewrite, submit


def answer(review: Review, said: Answered, actor: Actor | None = None) -> tuple[Disposition, ...]:
    """Answer points in a transaction of its own, as the owner where nobody else is named."""
    with review.parts.database.write() as db:
        who = actor or review.people["owner"]
        return dispose(db, review.parts.repositories, who, review.round, said)


def noted(*points: Point, words: str = "Thank you.") -> Answered:
    """The plainest answer."""
    return Answered(points=tuple(each.id for each in points), outcome=Outcome.NOTED, response=words)


def held(review: Review) -> dict[str, Disposition]:
    """The answers that hold."""
    with review.parts.database.read() as db:
        return store.dispositions_of(db, review.id)


def test_several_points_are_answered_together(review: Review) -> None:
    """All that were chosen get the same answer, and none of the others does."""
    one, two, three = submit(review, "Lena", ["First", "Second", "Third"])
    answer(review, noted(one, two))
    assert set(held(review)) == {one.id, two.id}
    assert three.id not in held(review)


def test_the_newest_answer_holds_and_the_old_one_stays(review: Review) -> None:
    """An answer may be given again; nothing is overwritten."""
    (point,) = submit(review, "Lena", ["First"])
    answer(review, noted(point, words="One"))
    answer(review, noted(point, words="Two"))
    assert held(review)[point.id].response == "Two"
    with review.parts.database.read() as db:
        assert [each.response for each in store.dispositions_on(db, point.id)] == ["One", "Two"]


def test_an_answer_needs_words(review: Review) -> None:
    """A decision without a response is refused."""
    (point,) = submit(review, "Lena", ["First"])
    with pytest.raises(ResponseEmpty):
        answer(review, noted(point, words=" \n "))
    assert held(review) == {}


def test_what_was_accepted_names_the_change_that_did_it(review: Review) -> None:
    """Not none, and not one that was under review already."""
    (point,) = submit(review, "Lena", ["First"])
    said = Answered(points=(point.id,), outcome=Outcome.ACCEPTED, response="Done.")
    with pytest.raises(RevisionNeeded):
        answer(review, said)
    early = Answered(
        points=said.points,
        outcome=said.outcome,
        response="Done.",
        revision=review.round.revision,
    )
    with pytest.raises(RevisionTooEarly):
        answer(review, early)
    made = rewrite(review, "twelve", "fourteen")
    late = Answered(points=said.points, outcome=said.outcome, response="Done.", revision=made.id)
    assert answer(review, late)[0].revision == made.id


def test_duplicates_point_to_their_first_and_never_in_a_circle(review: Review) -> None:
    """Whatever is named, the first is one that repeats none, and a point never repeats itself."""
    one, two, three = submit(review, "Lena", ["First", "Second", "Third"])

    def repeats(point: Point, number: int) -> Disposition:
        said = Answered(
            points=(point.id,),
            outcome=Outcome.DUPLICATE,
            response="See there.",
            duplicate_of=number,
        )
        return answer(review, said)[0]

    repeats(two, one.number)
    assert repeats(three, two.number).duplicate_of == one.id
    for point, number in ((one, 1), (one, 2), (one, 3)):
        with pytest.raises(FirstUnusable):
            repeats(point, number)
    assert {first_of(each.id, held(review)) for each in (one, two, three)} == {one.id}


def test_an_answer_over_another_that_was_not_seen_is_refused(review: Review) -> None:
    """Of two people who answer the same point, the second is told."""
    (point,) = submit(review, "Lena", ["First"])
    seen = Answered(
        points=(point.id,), outcome=Outcome.NOTED, response="Mine", expecting={point.id: ""}
    )
    answer(review, noted(point, words="Theirs"))
    with pytest.raises(AnsweredMeanwhile):
        answer(review, seen)
    assert held(review)[point.id].response == "Theirs"


def test_only_those_who_write_the_strategy_answer(review: Review) -> None:
    """A reviewer is refused, a stranger told nothing, a participant refused."""
    (point,) = submit(review, "Lena", ["First"])
    for name, refused in (("reviewer", NotAllowed), ("stranger", StrategyMissing)):
        with pytest.raises(refused):
            answer(review, noted(point), review.people[name])
    with pytest.raises(NotAllowed):
        answer(review, noted(point), review.guest("Lena"))
    answer(review, noted(point), review.people["author"])


def test_points_of_other_rounds_are_missing(review: Review) -> None:
    """An id that is none of this round's is refused, and nothing else is answered with it."""
    (point,) = submit(review, "Lena", ["First"])
    said = Answered(points=(point.id, ids.new_id()), outcome=Outcome.NOTED, response="Yes")
    with pytest.raises(PointMissing):
        answer(review, said)
    assert held(review) == {}


def test_a_draft_is_kept_until_the_point_is_answered(review: Review) -> None:
    """What is typed is there when the page is opened again; the answer ends it."""
    (point,) = submit(review, "Lena", ["First"])
    with review.parts.database.write() as db:
        keep_draft(
            db, review.people["author"], review.round, point.id, outcome=None, response="So f"
        )
        assert store.drafts_of(db, review.id)[point.id].response == "So f"
    answer(review, noted(point))
    with review.parts.database.read() as db:
        assert store.drafts_of(db, review.id) == {}


def test_points_are_assigned_to_writers_only(review: Review) -> None:
    """The owner and authors answer; nobody else can be asked to."""
    (point,) = submit(review, "Lena", ["First"])
    owner, author = review.people["owner"], review.people["author"]
    with review.parts.database.write() as db:
        assign(db, owner, review.round, [point.id], person=author.id)
        assert store.assignments_of(db, review.id)[point.id].person == author.id
        with pytest.raises(NotAWriter):
            assign(db, owner, review.round, [point.id], person=review.people["reader"].id)


def test_a_round_is_not_completed_while_a_point_is_undisposed(review: Review) -> None:
    """The refusal lists every point that waits, and nothing changes; answered, it is completed."""
    one, two, three = submit(review, "Lena", ["First", "Second", "Third"])
    owner = review.people["owner"]
    with review.parts.database.write() as db, pytest.raises(RoundNotClosed):
        complete(db, owner, review.round)
    close(review)
    answer(review, noted(two))
    with review.parts.database.write() as db, pytest.raises(PointsUndisposed) as refused:
        complete(db, owner, review.round)
    assert refused.value.fields["points"] == [one.number, three.number]
    assert "Points 1 and 3" in refused.value.message
    answer(review, noted(one, three))
    with review.parts.database.write() as db:
        assert complete(db, owner, review.round).state is RoundState.COMPLETED
    with pytest.raises(RoundNotAnswerable):
        answer(review, noted(one))


def test_the_lead_says_whether_an_answer_satisfies(review: Review) -> None:
    """Once answers are out, of one's own points only, and never for the organisation by another."""
    (point,) = submit(review, "Lena", ["First"])
    (other,) = submit(review, "Ula", ["Another"])
    answer(review, noted(point, other))
    lena = review.guest("Lena")
    with review.parts.database.write() as db, pytest.raises(AnswerNotOut):
        accept_answer(db, lena, review.round, point.id, satisfied=True)
    close(review)
    with review.parts.database.write() as db:
        complete(db, review.people["owner"], review.round)
    with review.parts.database.write() as db:
        accept_answer(db, lena, review.round, point.id, satisfied=False, reason="Too late")
        said = store.acceptances_of(db, review.id)
        assert said[point.id].acceptance is Acceptance.NOT_SATISFIED
        assert other.id not in said
        with pytest.raises(PointMissing):
            accept_answer(db, lena, review.round, other.id, satisfied=True)
        with pytest.raises(NotTheLead):
            accept_answer(db, review.guest("Carl"), review.round, point.id, satisfied=True)
