"""The roll-call says what the journal says: who was asked, and how far everybody is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from service import clock
from service.accounts.model import Actor
from service.journal import store as journal
from service.journal.model import Entry
from service.rounds import read, store
from service.rounds.answer import Given, answer, take_position
from service.rounds.delegate import delegate
from service.rounds.delivery import delivered, refused
from service.rounds.invite import Invitee, invite
from service.rounds.jobs import keep_time
from service.rounds.kinds import Position, ResponseKind, Standing
from service.rounds.link import opened
from service.rounds.model import Participant
from service.rounds.reopen import stand_aside
from service.rounds.respond import Seat
from service.rounds.roll_call import RollCall, roll_call
from service.rounds.submit import submit
from service.rounds.take_back import take_back
from service.storage.database import WriteDb
from tests.service.rounds.answering import does, opens_again
from tests.service.rounds.conftest import Review

#: Twelve organisations of three or four people: forty with those who are in the round already.
_ORGANISATIONS = [f"Trust {letter}" for letter in "ABCDEFGHIJ"]


@dataclass
class Told:
    """What the journal tells of somebody, or of those who answer as one."""

    #: What happened, the last of each kind.
    events: set[str] = field(default_factory=set)
    #: The kind of the response that stands.
    kind: str | None = None


def by_the_journal(
    entries: Sequence[Entry], people: Mapping[str, Participant]
) -> Mapping[str, Standing]:
    """Return where each participant stands, from nothing but the journal.

    `people` by their id: whose party is whose, and in whose name each speaks.
    """
    told = {each: Told() for each in people}
    parties: dict[str, str | None] = {}
    speakers = {each.speaker: each.id for each in people.values()}
    closed = False
    for entry in entries:
        what = entry.event
        who = str(entry.detail.get("participant", entry.subject))
        if what == "rounds:round:closed":
            closed = True
        elif what == "rounds:response:submitted":
            parties[str(entry.detail["party"])] = str(entry.detail["kind"])
        elif what in ("comments:thread:begun", "comments:reply:added") and entry.actor in speakers:
            told[speakers[entry.actor]].events.add("said")
        elif what == "rounds:invitation:delegated" and people[who].organisation is None:
            told[who].events.add("rounds:participation:declined")
        elif what == "rounds:participation:resumed":
            told[who].events.discard("rounds:participation:declined")
        elif who in told:
            told[who].events.add(what)
    return {
        each.id: _standing(told[each.id].events, parties.get(each.party), closed=closed)
        for each in people.values()
    }


def _standing(events: set[str], response: str | None, *, closed: bool) -> Standing:
    if "rounds:participation:declined" in events:
        return Standing.DECLINED
    if response:
        return {"comments": Standing.RESPONDED}.get(response) or Standing(response)
    if closed:
        return Standing.OVERDUE
    if events & {"said", "rounds:answer:given"}:
        return Standing.IN_PROGRESS
    for event, standing in (
        ("rounds:invitation:opened", Standing.OPENED),
        ("rounds:invitation:refused", Standing.BOUNCED),
        ("rounds:invitation:delivered", Standing.DELIVERED),
    ):
        if event in events:
            return standing
    return Standing.INVITED


def _call(review: Review) -> RollCall:
    with review.parts.database.read() as db:
        return roll_call(db, review.people["owner"], review.round)


def _told(review: Review) -> Mapping[str, Standing]:
    with review.parts.database.read() as db:
        entries = journal.after(db, 0, 10_000)
        people = {each.id: each for each in read.participants(db, review.round)}
    return by_the_journal(entries, people)


@pytest.fixture
def forty(review: Review) -> Review:
    """The round with forty people in twelve organisations, everybody's mail taken or refused."""
    crowd = [
        Invitee(
            name=f"{word}{number} Person",
            email=f"{word}{number}@{each[-1].lower()}.example",
            organisation=each,
        )
        for number, each in enumerate(_ORGANISATIONS)
        for word in ("One", "Two", "Three", "Four")[: 4 if number < 6 else 3]
    ]
    with review.parts.database.write() as db:
        invite(db, review.parts.secret, review.people["owner"], review.round, crowd)
    return review


def _mails(db: WriteDb, review: Review) -> None:
    for number, each in enumerate(store.participants_of(db, review.id)):
        if number % 9 == 4:
            refused(db, review.round, each, said="550 no such mailbox")
        elif number % 5:
            delivered(db, review.round, each)


def _opens(review: Review, *names: str) -> None:
    with review.parts.database.write() as db:
        for name in names:
            opened(db, review.round, review.who(name))


def _answers(review: Review, name: str) -> None:
    actor = review.guest(name)

    def act(db: WriteDb, place: Seat) -> None:
        first = read.questions(db, place.round)[0]
        answer(db, actor, place, [Given(question=first.id, value="Money.")])

    does(review, name, act)


def _submits(review: Review, name: str, kind: ResponseKind) -> None:
    actor = review.guest(name)

    def act(db: WriteDb, place: Seat) -> None:
        take_position(db, actor, place, Position.ABSTAIN)
        submit(db, actor, place, kind)

    does(review, name, act)


def _stands_aside(review: Review, name: str, *, aside: bool) -> None:
    actor = review.guest(name)
    does(review, name, lambda db, place: stand_aside(db, actor, place, aside=aside))


def _passes_on(review: Review, name: str) -> None:
    actor = review.guest(name)
    with review.parts.database.write() as db:
        email = f"colleague-of-{name.lower()}@example.org"
        delegate(db, review.parts.secret, actor, review.round, name="New Person", email=email)


def _taken_back(review: Review, name: str) -> None:
    with review.parts.database.write() as db:
        take_back(db, review.people["owner"], review.round, review.who(name).id)


def _standings(call: RollCall) -> Mapping[str, Standing]:
    return {each.participant.id: each.standing for each in call.people}


def test_roll_call_equals_journal_at_every_step(
    forty: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forty people in twelve organisations: after each thing that happens the two agree."""
    call = _call(forty)
    assert (len(call.people), sum(not each.alone for each in call.parties)) == (40, 12)
    with forty.parts.database.write() as db:
        _mails(db, forty)
    steps = (
        lambda: _opens(forty, "One0", "Two0", "One1", "One2", "One3", "One4", "Ingo", "Lena"),
        lambda: forty.say("Two0", "Too few nurses."),
        lambda: _answers(forty, "One1"),
        lambda: _answers(forty, "One2"),
        lambda: _submits(forty, "One2", ResponseKind.COMMENTS),
        lambda: _submits(forty, "One3", ResponseKind.NIL_RETURN),
        lambda: _submits(forty, "One4", ResponseKind.DECLINED),
        lambda: _stands_aside(forty, "Two1", aside=True),
        lambda: _stands_aside(forty, "Three1", aside=True),
        lambda: _stands_aside(forty, "Three1", aside=False),
        lambda: opens_again(forty, "One4"),
        lambda: _passes_on(forty, "Ingo"),
        lambda: _passes_on(forty, "One7"),
        lambda: _taken_back(forty, "Two8"),
    )
    for step in steps:
        step()
        assert _standings(_call(forty)) == _told(forty)
    assert set(_standings(_call(forty)).values()) == set(Standing) - {Standing.OVERDUE}
    over = forty.round.closes
    monkeypatch.setattr(clock, "now", lambda: over)
    keep_time(forty.parts.database)
    closed = _call(forty)
    assert _standings(closed) == _told(forty)
    assert closed.count(Standing.OVERDUE) == closed.waiting == len(closed.parties) - 4


def test_organisation_stands_as_far_as_any_of_its_people(forty: Review) -> None:
    """One colleague who wrote something puts the organisation in progress; a response is all's."""
    forty.say("Three5", "Too few nurses.")
    party = next(each for each in _call(forty).parties if each.name == "Trust F")
    assert party.standing is Standing.IN_PROGRESS
    assert party.points is None
    _submits(forty, "One5", ResponseKind.COMMENTS)
    party = next(each for each in _call(forty).parties if each.name == "Trust F")
    assert {each.standing for each in party.people} == {Standing.RESPONDED}
    assert party.points == 1


def test_only_those_who_write_the_strategy_see_the_roll_call(review: Review) -> None:
    """A participant, a reviewer and a stranger are refused."""
    others: list[Actor] = [review.people["reviewer"], review.people["reader"], review.guest("Ula")]
    for actor in others:
        with review.parts.database.read() as db, pytest.raises(Exception, match="owner"):
            roll_call(db, actor, review.round)
