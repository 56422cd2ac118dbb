"""Where names are withheld, nothing that others get tells who said what."""

import subprocess
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from service.accounts.model import Person
from service.accounts.read import names
from service.app import create_app
from service.rounds.kinds import Sees
from service.rounds.model import Participant
from service.rounds.open_round import Plan
from service.rounds.point_store import points_of
from service.rounds.respond_views import respond_view
from service.rounds.send_points import shuffle
from service.rounds.store import participants_of
from tests.conftest import SLUG
from tests.service.rounds.answering import does, points, sends
from tests.service.rounds.conftest import Review
from tests.service.rounds.worlds import follow, visitor, world

NAMES = ("Carl", "Lena", "Ula", "Ingo")
#: The roll-call is there to say who has responded, and the people's own pages who they are.
_TELLS = (f"/s/{SLUG}/rounds", f"/api/v1/strategies/{SLUG}/rounds", "/people", "/api/v1/people")


@pytest.fixture(params=[Sees.OPEN, Sees.OWN_ORGANISATION])
def plan(plan: Plan, request: pytest.FixtureRequest) -> Plan:
    """The same round, with names withheld."""
    return replace(plan, names_shown=False, sees=request.param)


@pytest.fixture
def answered(review: Review) -> Review:
    """The round once everybody has said something, and all but one organisation have submitted."""
    for name in NAMES:
        review.say(name, f"A remark, number {len(name)}.")
    for name in ("Ula", "Ingo", "Lena"):
        sends(review, name)
    return review


def canaries(review: Review) -> Mapping[str, tuple[str, ...]]:
    """Return what nobody may find: names, addresses and ids, by first name."""
    with review.parts.database.read() as db:
        every = participants_of(db, review.id)
        people = names(db, [each.person for each in every])
    return {
        people[each.person].name.split()[0]: _tells(people[each.person], each) for each in every
    }


def _tells(person: Person, participant: Participant) -> tuple[str, ...]:
    return (person.name, person.email or "", person.id, participant.id)


def test_no_page_or_answer_tells_who_said_what(answered: Review) -> None:
    """Not for the owner, an author, an administrator, or another participant."""
    app, thread = create_app(answered.parts), points(answered)[0][1].id
    follow(answered)
    with ExitStack() as stack:
        for who in ("owner", "author", "administrator", "reader", "stranger", "Ula", "nobody"):
            visit = stack.enter_context(visitor(app, answered, who))
            found = world(app, visit, answered, thread)
            wrong = [
                (address, tell)
                for address, (_, text, headers) in found.items()
                if not address.startswith(_TELLS)
                for name, tells in canaries(answered).items()
                for tell in tells
                if name != who and tell in text + headers
            ]
            assert wrong == [], who
    owner = visitor(app, answered, "owner")
    assert "A remark, number 4." in owner.get(f"/s/{SLUG}/threads").text


def test_ids_and_moments_tell_no_order(answered: Review) -> None:
    """All points are said at the moment at which the round opened, by masks of no moment."""
    opens, found = answered.round.opens, points(answered)
    assert {each.at for _, thread, said in found for each in (thread, said)} == {opens}
    made = [i[:10] for point, thread, said in found for i in (point.id, thread.id, said.id)]
    assert len(set(made)) == 1
    assert len({answered.who(name).speaker[:10] for name in NAMES}) == 1
    assert [point.number for point, _, _ in found] == [1, 2, 3, 4]


def test_numbers_are_drawn(answered: Review) -> None:
    """The numbers of the first response do not stay the first: over many, they are anywhere."""
    drawn = set()
    mine = answered.who("Ula").party
    for _ in range(12):
        with answered.parts.database.write() as db:
            shuffle(db, points_of(db, answered.id))
        drawn |= {point.number for point, _, _ in points(answered) if point.party == mine}
    assert len(drawn) > 1


def test_colleagues_are_not_named_to_each_other(answered: Review) -> None:
    """What they say among themselves is by them or by a colleague."""
    lena = answered.guest("Lena")
    shown = does(answered, "Lena", lambda db, at: respond_view(db, lena, at))
    assert {each.by for each in shown.points} == {"You", "A colleague"}
    assert shown.colleagues == ()


def test_git_has_no_trace(answered: Review) -> None:
    """No object of the repository holds a name, an address or an id."""
    held = _objects(answered.parts.settings.data)
    assert b"twelve research nurses" in held
    for tells in canaries(answered).values():
        assert [each for each in tells if each.encode() in held] == []


def _objects(data: Path) -> bytes:
    """Return all objects of the repositories in a data folder, one after the other."""
    heads = [each.parent for each in data.rglob("HEAD") if (each.parent / "objects").is_dir()]
    command = ["git", "cat-file", "--batch", "--batch-all-objects"]
    return b"".join(
        subprocess.run(command, cwd=each, check=True, capture_output=True).stdout for each in heads
    )
