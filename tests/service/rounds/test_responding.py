"""One response of each organisation: gathered, submitted, superseded."""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import select

from service.accounts.permissions import holds
from service.comments.delete import delete
from service.errors import RoundtableError
from service.journal.tables import journal
from service.rounds import read, response_store
from service.rounds.answer import (
    AnswerChanged,
    AnswerUnusable,
    Given,
    answer,
    take_position,
)
from service.rounds.gather import (
    InsideChanged,
    InsideMissing,
    MergedAlready,
    drop,
    keep,
    merge,
    reword,
)
from service.rounds.inside import Going, insides_of, mark
from service.rounds.kinds import Position, ResponseKind, ResponseState
from service.rounds.read import NotInvited
from service.rounds.reopen import NothingSubmitted, stand_aside
from service.rounds.respond import LeadOnly, ResponseStands, Seat, in_preparation, seat
from service.rounds.submit import (
    NothingSaid,
    PointsKept,
    PositionMissing,
    PreparationMoved,
    submit,
)
from service.storage.database import WriteDb
from tests.conftest import SLUG
from tests.service.rounds.answering import (
    does,
    insides,
    opens_again,
    points,
    said_in,
    sends,
    submissions,
)
from tests.service.rounds.conftest import Review


def test_colleagues_points_go_out_when_the_lead_submits(review: Review) -> None:
    """In the lead's name, to the writers; what was said inside stays there, settled."""
    begun = review.say("Carl", "Too few nurses.").thread
    assert points(review) == []
    sent = sends(review, "Lena")
    assert (sent.kind, sent.position, sent.late) == (
        ResponseKind.COMMENTS,
        Position.ENDORSE_WITH_COMMENTS,
        False,
    )
    ((point, thread, said),) = points(review)
    assert (said.body, thread.author) == ("Too few nurses.", review.who("Lena").person)
    assert (thread.anchor, thread.words) == (begun.anchor, "twelve research nurses")
    assert point.party == review.who("Carl").party
    assert holds(review.people["author"], thread.audience)
    assert not holds(review.people["owner"], begun.audience)
    assert not holds(review.guest("Ula"), thread.audience)
    (kept,) = insides(review, "Carl")
    assert (kept.point, kept.thread.open) == (point, False)


def test_only_the_lead_gathers_and_submits(review: Review) -> None:
    """A colleague is told who does; whoever is not in the round is told that."""
    thread = review.say("Lena", "Too few nurses.").thread.id
    carl = review.guest("Carl")
    with pytest.raises(LeadOnly, match="Lena Lead answers for your organisation"):
        does(review, "Carl", lambda db, at: submit(db, carl, at, ResponseKind.NIL_RETURN))
    with pytest.raises(LeadOnly):
        does(review, "Carl", lambda db, at: drop(db, at, thread))
    with pytest.raises(LeadOnly):
        does(review, "Carl", lambda db, at: keep(db, at, thread))
    with pytest.raises(InsideMissing):
        does(review, "Ula", lambda db, at: drop(db, at, thread))
    with review.parts.database.read() as db, pytest.raises(NotInvited):
        seat(db, review.people["owner"], SLUG, 1)


def test_lead_edits_drops_and_merges(review: Review) -> None:
    """One point holds both; what is dropped stays inside; the others keep their own words."""
    first = review.say("Carl", "Too few nurses.").thread.id
    second = review.say("Lena", "And no doctors.", on="two years").thread.id
    third = review.say("Carl", "A slip of the pen.").thread.id
    does(review, "Lena", lambda db, at: merge(db, at, second, first))
    does(review, "Lena", lambda db, at: drop(db, at, third))
    with pytest.raises(MergedAlready):
        does(review, "Lena", lambda db, at: merge(db, at, first, third))
    assert [each.going for each in insides(review, "Lena")] == [
        Going.OUT,
        Going.MERGED,
        Going.DROPPED,
    ]
    sends(review, "Lena")
    assert said_in(review) == ["Too few nurses.\n\nOn “two years”: And no doctors."]
    assert [each.first.body for each in insides(review, "Carl")] == [
        "Too few nurses.",
        "And no doctors.",
        "A slip of the pen.",
    ]


def test_merged_comment_is_not_lost_with_the_other(review: Review) -> None:
    """Where the other one is dropped, or deleted by who wrote it, it goes out on its own."""
    first = review.say("Carl", "Too few nurses.")
    second = review.say("Lena", "And no doctors.").thread.id
    does(review, "Lena", lambda db, at: merge(db, at, second, first.thread.id))
    with review.parts.database.write() as db:
        delete(db, review.guest("Carl"), first.comments[0].id)
    assert [each.going for each in insides(review, "Lena")] == [Going.OUT]
    third = review.say("Carl", "Or no beds.").thread.id
    does(review, "Lena", lambda db, at: merge(db, at, second, third))
    does(review, "Lena", lambda db, at: drop(db, at, third))
    sends(review, "Lena")
    assert said_in(review) == ["And no doctors."]


def test_stale_change_and_stale_submission_are_refused(review: Review) -> None:
    """The lead acts on what they saw, or is shown what came since."""
    thread = review.say("Carl", "Too few nurses.").thread.id
    lena = review.guest("Lena")
    (seen,) = insides(review, "Lena")
    does(review, "Lena", lambda db, at: reword(db, at, thread, "Far too few.", seen.seen))
    with pytest.raises(InsideChanged):
        does(review, "Lena", lambda db, at: drop(db, at, thread, seen.seen))
    does(review, "Lena", lambda db, at: take_position(db, lena, at, Position.OBJECT))
    told = _mark(review, "Lena")
    review.say("Carl", "Wait, one more.")
    with pytest.raises(PreparationMoved):
        does(review, "Lena", lambda db, at: submit(db, lena, at, ResponseKind.COMMENTS, told))
    assert points(review) == []
    now = _mark(review, "Lena")
    does(review, "Lena", lambda db, at: submit(db, lena, at, ResponseKind.COMMENTS, now))
    assert said_in(review) == ["Far too few.", "Wait, one more."]


def test_submitting_again_supersedes_with_history(review: Review) -> None:
    """What is unchanged stays the same point, what changed is reworded, what is gone taken back."""
    same, changed, gone = (
        review.say("Carl", words).thread.id for words in ("Same.", "Changes.", "Goes.")
    )
    first = sends(review, "Lena")
    before = points(review)
    opens_again(review, "Lena")
    assert said_in(review) == ["Same.", "Changes.", "Goes."]  # what was submitted stands
    review.say("Carl", "New.")
    does(review, "Lena", lambda db, at: reword(db, at, changed, "Changed."))
    does(review, "Lena", lambda db, at: drop(db, at, gone))
    second = sends(review, "Lena", position=Position.OBJECT)
    after = points(review)
    assert same
    assert said_in(review) == ["Same.", "Changed.", "New."]
    assert [each[0].id for each in after[:3]] == [each[0].id for each in before]
    assert (after[2][0].withdrawn_at is not None, after[2][1].open) == (True, False)
    states = [(each.id, each.state, each.position) for each in submissions(review, "Carl")]
    assert states == [
        (second.id, ResponseState.SUBMITTED, Position.OBJECT),
        (first.id, ResponseState.SUPERSEDED, Position.ENDORSE_WITH_COMMENTS),
    ]
    with review.parts.database.read() as db:
        found = db.rows(select(journal.c.event).where(journal.c.event.like("rounds:response:%")))
    assert [each.event.rpartition(":")[2] for each in found] == [
        "submitted",
        "reopened",
        "superseded",
        "submitted",
    ]


def test_submitted_response_waits_until_it_is_opened_again(review: Review) -> None:
    """Nobody adds to what stands; opened again, colleagues talk about it as before."""
    thread = review.say("Carl", "Too few nurses.").thread.id
    sends(review, "Lena")
    lena = review.guest("Lena")
    for act in (
        lambda db, at: drop(db, at, thread),
        lambda db, at: submit(db, lena, at, ResponseKind.COMMENTS),
        lambda db, at: take_position(db, lena, at, Position.OBJECT),
    ):
        with pytest.raises(ResponseStands):
            does(review, "Lena", act)
    with pytest.raises(RoundtableError):
        review.say("Carl", "One more.")
    opens_again(review, "Lena")
    with pytest.raises(NothingSubmitted):
        opens_again(review, "Lena")
    assert insides(review, "Carl")[0].thread.open
    review.say("Carl", "One more.")
    sends(review, "Lena")
    assert said_in(review) == ["Too few nurses.", "One more."]


def test_partial_answers_are_kept_and_shared(review: Review) -> None:
    """Colleagues answer together; nobody overwrites an answer that they did not see."""
    text, choice, scale = _questions(review)
    carl, lena = review.guest("Carl"), review.guest("Lena")
    does(
        review, "Carl", lambda db, at: answer(db, carl, at, [Given(question=text, value=" Beds ")])
    )
    both = [Given(question=text, value="Doctors"), Given(question=choice, value="Data")]
    with pytest.raises(AnswerChanged):
        does(review, "Lena", lambda db, at: answer(db, lena, at, both))
    assert _answers(review, "Lena") == {text: "Beds"}
    seen = [replace(both[0], seen="Beds"), both[1], Given(question=scale, value="5")]
    assert does(review, "Lena", lambda db, at: answer(db, lena, at, seen)) == 3
    assert _answers(review, "Carl") == {text: "Doctors", choice: "Data", scale: "5"}
    for question, value in ((choice, "Beds"), (scale, "6")):
        wrong = partial(_answer_one, review, Given(question=question, value=value))
        with pytest.raises(AnswerUnusable):
            does(review, "Lena", wrong)
    gone = [Given(question=scale, value="", seen="5")]
    does(review, "Lena", lambda db, at: answer(db, lena, at, gone))
    sends(review, "Lena")
    opens_again(review, "Lena")
    assert _answers(review, "Carl") == {text: "Doctors", choice: "Data"}


def test_what_a_response_must_say(review: Review) -> None:
    """A position of an organisation, something of everybody, and nothing beside “no comments”."""
    lena, ingo = review.guest("Lena"), review.guest("Ingo")
    with pytest.raises(PositionMissing):
        does(review, "Lena", lambda db, at: submit(db, lena, at, ResponseKind.COMMENTS))
    with pytest.raises(NothingSaid):
        does(review, "Ingo", lambda db, at: submit(db, ingo, at, ResponseKind.COMMENTS))
    review.say("Ingo", "Hm.")
    with pytest.raises(PointsKept, match="one comment"):
        does(review, "Ingo", lambda db, at: submit(db, ingo, at, ResponseKind.NIL_RETURN))
    nil = sends(review, "Lena", ResponseKind.NIL_RETURN, None)
    assert (nil.kind, points(review)) == (ResponseKind.NIL_RETURN, [])


def test_declining_takes_back_what_was_said(review: Review) -> None:
    """Then nothing of it stands, until they open it again and submit it."""
    review.say("Ingo", "Hm.")
    sends(review, "Ingo", position=None)
    opens_again(review, "Ingo")
    assert sends(review, "Ingo", ResponseKind.DECLINED).position is None
    assert (said_in(review), review.who("Ingo").declined_at is not None) == ([], True)
    opens_again(review, "Ingo")
    assert review.who("Ingo").declined_at is None
    sends(review, "Ingo", position=None)
    assert said_in(review) == ["Hm."]


def test_colleague_stands_aside(review: Review) -> None:
    """The organisation goes on without them."""
    carl = review.guest("Carl")
    does(review, "Carl", lambda db, at: stand_aside(db, carl, at, aside=True))
    assert review.who("Carl").declined_at is not None
    does(review, "Carl", lambda db, at: stand_aside(db, carl, at, aside=False))
    assert review.who("Carl").declined_at is None


def _answer_one(review: Review, given: Given, db: WriteDb, at: Seat) -> None:
    answer(db, review.guest("Lena"), at, [given])


def _mark(review: Review, name: str) -> str:
    return does(review, name, lambda db, at: mark(db, in_preparation(db, at), insides_of(db, at)))


def _questions(review: Review) -> tuple[str, str, str]:
    with review.parts.database.read() as db:
        text, choice, scale = (each.id for each in read.questions(db, review.round))
    return text, choice, scale


def _answers(review: Review, name: str) -> dict[str, str]:
    party = review.who(name).party
    with review.parts.database.read() as db:
        found = response_store.in_preparation(db, review.id, party)
        assert found is not None
        return {k: v.value for k, v in response_store.answers_of(db, found.id).items()}
