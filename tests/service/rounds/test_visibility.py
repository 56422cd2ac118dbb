"""What stays inside changes nothing for anybody outside: every route, every sort of visitor."""

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack

import pytest
from fastapi import FastAPI

from service.accounts.model import Actor
from service.app import create_app
from service.comments.asked import passage_of_quote
from service.comments.discuss import reply
from service.comments.place import PlaceThreads
from service.comments.suggest import suggest
from service.journal.follow import Follower, catch_up
from service.rounds.answer import Given, answer, take_position
from service.rounds.gather import drop, merge, reword
from service.rounds.kinds import Position
from service.rounds.respond_views import respond_view
from service.worker import catch_up as index
from tests.conftest import SLUG
from tests.service.doors.routes import Door, doors
from tests.service.doors.shelf import NOWHERE
from tests.service.rounds.answering import does, points, sends
from tests.service.rounds.conftest import Review
from tests.visit import Visit, signed_in

#: A word that stands in all that is said inside, and nowhere else.
CANARY = "zebrafish"
OUTSIDERS = ("owner", "author", "administrator", "reader", "stranger", "Ula", "Ingo", "nobody")
#: Addresses beside those of the routes: searches, counts, filters.
_MORE = (
    f"/search?q={CANARY}",
    "/search?q=nurses",
    f"/api/v1/search?q={CANARY}",
    f"/s/{SLUG}?show=all",
    f"/s/{SLUG}?kind=substantive",
    f"/s/{SLUG}?organisation=Mersey+Trust",
    f"/s/{SLUG}/threads?show=all",
    f"/api/v1/strategies/{SLUG}/threads?state=all",
)
#: What differs between two answers that say the same: tokens and names of forms, times of use.
_TOKENS = re.compile(r'value="[0-9a-f]{64}"|name="key" value="\w{26}"|"used_at":"[^"]*"')
#: Not about what the service holds: its description, how it is, somebody's other address.
_APART = ("/api/v1/docs", "/api/v1/openapi.json", "/health/", "/in/", "git-upload-pack")


@pytest.fixture
def begun(review: Review) -> str:
    """A round in which one has answered, and others have begun; returns a thread that was sent."""
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
        visits = {who: stack.enter_context(_visit(app, review, who)) for who in OUTSIDERS}
        _follow(review)
        before = {who: _world(app, visit, review, begun) for who, visit in visits.items()}
        hidden = _said_inside(review)
        _follow(review)
        for who, visit in visits.items():
            after = _world(app, visit, review, begun)
            assert [each for each in after if after[each] != before[who][each]] == [], who
            told = [each for each, (_, text, _) in after.items() if CANARY in text]
            assert [each for each in told if "q=" not in each] == [], who
            _missing(app, visit, review, hidden)
        insider = _visit(app, review, "Carl")
        assert hidden in _world(app, insider, review, begun)[f"/s/{SLUG}/rounds/1/respond"][1]
    sends(review, "Lena")
    owner = _visit(app, review, "owner")
    assert CANARY in owner.get(f"/s/{SLUG}/threads?show=all").text


def _missing(app: FastAPI, visit: Visit, review: Review, hidden: str) -> None:
    """What is inside is answered for as what is nowhere, on every route that names a thread."""
    nowhere = "0" * 26
    for door in doors(app):
        if "{thread}" not in door.path or door.unsafe:
            continue
        told = visit.get(door.at(_names(review, hidden)), headers=_html(door))
        none = visit.get(door.at(_names(review, nowhere)), headers=_html(door))
        assert told.status_code == none.status_code, door
        assert _level(told.text).replace(hidden, nowhere) == _level(none.text), door


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


def _world(
    app: FastAPI, visit: Visit, review: Review, thread: str
) -> Mapping[str, tuple[int, str, str]]:
    """Return all that somebody can find out by asking: status, text and seal of every address."""
    names, found = _names(review, thread), {}
    for address, headers in _addresses(app, names):
        answer = visit.get(address, headers=headers)
        assert answer.status_code < 500, (address, answer.text)
        told = {k: v for k, v in answer.headers.items() if k in ("etag", "total-count", "link")}
        found[address] = (answer.status_code, _level(answer.text), str(told))
    return found


def _addresses(app: FastAPI, names: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    for door in doors(app):
        if not door.unsafe and not any(each in door.path for each in _APART):
            asked = "?service=git-upload-pack" if door.path.endswith("/info/refs") else ""
            yield door.at(names) + asked, _html(door)
    for each in _MORE:
        yield each, {"Accept": "text/html"}


def _names(review: Review, thread: str) -> dict[str, str]:
    return {
        **NOWHERE,
        "slug": SLUG,
        "strategy": SLUG,
        "revision": review.round.revision,
        "number": review.round.version,
        "round_number": str(review.round.number),
        "old": f"v{review.round.version}",
        "new": "draft",
        "thread": thread,
        "suggestion": thread,
    }


def _html(door: Door) -> dict[str, str]:
    return {} if door.path.startswith("/api/") else {"Accept": "text/html"}


def _level(text: str) -> str:
    return _TOKENS.sub("", text)


def _visit(app: FastAPI, review: Review, who: str) -> Visit:
    """Return a browser of sorts, signed in as somebody of the strategy, or come in by a link."""
    actor: Actor | None = review.people.get(who)
    if actor:
        return signed_in(Visit(app), review.parts.database, actor)
    return Visit(app) if who == "nobody" else review.visit(who)


def _follow(review: Review) -> None:
    place = PlaceThreads(database=review.parts.database, repositories=review.parts.repositories)
    catch_up(review.parts.database, Follower(name="placements", deal=place))
    index(review.parts)
