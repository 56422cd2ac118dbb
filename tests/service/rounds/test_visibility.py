"""What stays inside changes nothing for anybody outside: every route, every sort of visitor."""

from contextlib import ExitStack

import pytest
from fastapi import FastAPI

from service.app import create_app
from service.comments.asked import passage_of_quote
from service.comments.discuss import reply
from service.comments.suggest import suggest
from service.rounds.answer import Given, answer, take_position
from service.rounds.gather import drop, merge, reword
from service.rounds.kinds import Position
from service.rounds.respond_views import respond_view
from tests.conftest import SLUG
from tests.service.doors.routes import doors
from tests.service.rounds.answering import does, points, sends
from tests.service.rounds.conftest import Review
from tests.service.rounds.worlds import follow, html, level, named, visitor, world
from tests.visit import Visit

#: A word that stands in all that is said inside, and nowhere else.
CANARY = "zebrafish"
OUTSIDERS = ("owner", "author", "administrator", "reader", "stranger", "Ula", "Ingo", "nobody")


@pytest.fixture
def begun(review: Review) -> str:
    """A round in which one has answered, and others have begun; returns a thread that was sent.

    That somebody has begun is what the roll-call tells of them, so Carl and Lena have before.
    """
    review.say("Lena", "There is more to come.")
    review.say("Ingo", "Twelve nurses are too few.")
    sends(review, "Ingo", position=None)
    carl = review.guest("Carl")
    question = does(review, "Carl", lambda db, at: respond_view(db, carl, at)).questions[0].question
    given = [Given(question=question.id, value="Beds")]
    does(review, "Carl", lambda db, at: answer(db, carl, at, given))
    return points(review)[0][0].thread


def test_what_is_inside_changes_nothing_outside(review: Review, begun: str) -> None:
    """Every page, API route, search, count and file is the same, byte for byte but for tokens."""
    app = create_app(review.parts)
    with ExitStack() as stack:
        visits = {who: stack.enter_context(visitor(app, review, who)) for who in OUTSIDERS}
        follow(review)
        before = {who: world(app, visit, review, begun) for who, visit in visits.items()}
        hidden = _said_inside(review)
        follow(review)
        for who, visit in visits.items():
            after = world(app, visit, review, begun)
            assert [each for each in after if after[each] != before[who][each]] == [], who
            told = [each for each, (_, text, _) in after.items() if CANARY in text]
            assert [each for each in told if "q=" not in each] == [], who
            _missing(app, visit, review, hidden)
        insider = visitor(app, review, "Carl")
        assert hidden in world(app, insider, review, begun)[f"/s/{SLUG}/rounds/1/respond"][1]
    sends(review, "Lena")
    owner = visitor(app, review, "owner")
    assert CANARY in owner.get(f"/s/{SLUG}/threads?show=all").text


def _missing(app: FastAPI, visit: Visit, review: Review, hidden: str) -> None:
    """What is inside is answered for as what is nowhere, on every route that names a thread."""
    nowhere = "0" * 26
    for door in doors(app):
        if "{thread}" not in door.path or door.unsafe:
            continue
        told = visit.get(door.at(named(review, hidden)), headers=html(door))
        none = visit.get(door.at(named(review, nowhere)), headers=html(door))
        assert told.status_code == none.status_code, door
        assert level(told.text).replace(hidden, nowhere) == level(none.text), door


def _said_inside(review: Review) -> str:
    """Let colleagues say, suggest, answer, reword, merge and drop; return a thread of it."""
    first = review.say("Carl", f"A {CANARY} remark.").thread.id
    second = review.say("Lena", f"Another {CANARY} remark, on nurses.", on=None).thread.id
    third = review.say("Carl", f"A {CANARY} slip.").thread.id
    carl, lena, revision = review.guest("Carl"), review.guest("Lena"), review.round.revision
    passage = passage_of_quote(review.text, "two years")
    with review.parts.database.write() as db:
        reply(db, lena, first, body=f"A {CANARY} reply.")
        suggest(
            db,
            review.parts.repositories,
            carl,
            SLUG,
            revision=revision,
            passage=passage,
            words=f"three {CANARY} years",
        )
    does(review, "Lena", lambda db, at: reword(db, at, first, f"Other {CANARY} words."))
    does(review, "Lena", lambda db, at: merge(db, at, second, first))
    does(review, "Lena", lambda db, at: drop(db, at, third))
    statement = f"A {CANARY} statement."
    does(review, "Lena", lambda db, at: take_position(db, lena, at, Position.OBJECT, statement))
    return first
