"""Rounds open and close on London days, and reminders reach exactly those who owe an answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from service import clock, ids
from service.accounts.permissions import NotAllowed
from service.rounds import owing, store
from service.rounds.jobs import keep_time
from service.rounds.kinds import RoundState
from service.rounds.model import Round
from service.rounds.remind import due_since, remind, whom
from service.rounds.tables import reminders, responses
from service.storage.database import ReadDb
from tests.service.rounds.conftest import Review

SetClock = Callable[[datetime], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Sets the clock."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment.astimezone(UTC))

    return set_clock


def _change(review: Review, opens: date, closes: date) -> None:
    with review.parts.database.write() as db:
        store.put_round(db, replace(review.round, opens_on=opens, closes_on=closes))


def _state(review: Review) -> RoundState:
    return review.round.state


def _london(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), clock.LONDON)


def _respond(review: Review, name: str) -> None:
    """Let the party of somebody have submitted."""
    with review.parts.database.write() as db:
        db.write(
            responses.insert().values(
                id=ids.new_id(),
                round=review.id,
                party=review.who(name).party,
                state="submitted",
                kind="nil_return",
                statement="",
                begun_at=clock.now(),
                submitted_at=clock.now(),
                submitted_by=review.who(name).id,
                late=False,
            )
        )


def _reminders(review: Review) -> list[tuple[str, date]]:
    """Return who was reminded when, by the names' first words."""
    with review.parts.database.read() as db:
        rows = db.rows(select(reminders.c.participant, reminders.c.day))
    known = {review.who(name).id: name for name in ("Lena", "Carl", "Ula", "Ingo")}
    return sorted((known[row.participant], row.day) for row in rows)


@pytest.mark.parametrize(
    ("last", "closes"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 29, 0, tzinfo=UTC)),  # the night of 29 March is short
        (date(2026, 3, 29), datetime(2026, 3, 29, 23, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 23, tzinfo=UTC)),  # that of 25 October is long
        (date(2026, 10, 25), datetime(2026, 10, 26, 0, tzinfo=UTC)),
        (date(2026, 12, 4), datetime(2026, 12, 5, 0, tzinfo=UTC)),
    ],
)
def test_round_closes_at_the_end_of_its_last_day(
    review: Review, at: SetClock, last: date, closes: datetime
) -> None:
    """To the second, in London, on both sides of both changes of the clocks."""
    _change(review, last - timedelta(days=21), last)
    at(closes - timedelta(seconds=1))
    keep_time(review.parts.database)
    assert _state(review) is RoundState.OPEN
    at(closes + timedelta(hours=3))
    keep_time(review.parts.database)
    assert _state(review) is RoundState.CLOSED
    assert review.round.closed_at == closes


@pytest.mark.parametrize("first", [date(2027, 3, 28), date(2027, 3, 29), date(2027, 10, 31)])
def test_round_opens_at_the_beginning_of_its_first_day(
    planned: Review, at: SetClock, first: date
) -> None:
    """Not a second before midnight in London, and those invited may speak from then on."""
    _change(planned, first, first + timedelta(days=21))
    at(planned.round.opens - timedelta(seconds=1))
    keep_time(planned.parts.database)
    assert _state(planned) is RoundState.PLANNED
    at(planned.round.opens)
    keep_time(planned.parts.database)
    assert _state(planned) is RoundState.OPEN
    assert planned.guest("Lena").admissions[0].speaks


def test_reminders_reach_who_owes_an_answer(review: Review, at: SetClock) -> None:
    """Seven days and one day before; once each, however often the clock is looked at."""
    found = review.round
    seven, one = found.closes_on - timedelta(days=7), found.closes_on - timedelta(days=1)
    for day in range((found.closes_on - found.opens_on).days + 3):
        for hour in (0, 7, 9, 23):
            at(_london(found.opens_on + timedelta(days=day), hour))
            keep_time(review.parts.database)
            keep_time(review.parts.database)
            if found.opens_on + timedelta(days=day) == seven and hour == 23:
                _respond(review, "Ula")
    everybody = ("Carl", "Ingo", "Lena", "Ula")
    wanted = [(name, seven) for name in everybody] + [
        (name, one) for name in everybody if name != "Ula"
    ]
    assert _reminders(review) == sorted(wanted)


def test_response_of_an_organisation_frees_all_of_it(review: Review, at: SetClock) -> None:
    """Once the lead has submitted, no colleague is reminded."""
    _respond(review, "Lena")
    at(_london(review.round.closes_on - timedelta(days=1)))
    keep_time(review.parts.database)
    assert [name for name, _ in _reminders(review)] == ["Ingo", "Ula"]


def test_missed_day_is_made_up_for(review: Review, at: SetClock) -> None:
    """With the service off on the day itself, the reminder goes out on the next, once."""
    seven = review.round.closes_on - timedelta(days=7)
    for later in (1, 2):
        at(_london(seven + timedelta(days=later)))
        keep_time(review.parts.database)
    assert {day for _, day in _reminders(review)} == {seven + timedelta(days=1)}
    assert len(_reminders(review)) == 4


def test_by_hand_reminds_once_a_day(review: Review) -> None:
    """The preview says whom; the second time on a day there is nobody left."""
    owner = review.people["owner"]
    with review.parts.database.write() as db:
        foreseen = [each.participant for each in whom(db, owner, review_round(db, review))]
        assert list(remind(db, owner, review_round(db, review))) == foreseen
        assert remind(db, owner, review_round(db, review)) == ()
        assert all(each.today for each in whom(db, owner, review_round(db, review)))
    assert len(_reminders(review)) == 4


def test_by_hand_and_by_the_clock_are_one_a_day(review: Review, at: SetClock) -> None:
    """Who was reminded by hand on the day gets no second mail from the clock."""
    at(_london(review.round.closes_on - timedelta(days=1), 8))
    with review.parts.database.write() as db:
        remind(db, review.people["owner"], review_round(db, review), [review.who("Ula").id])
    keep_time(review.parts.database)
    assert [name for name, _ in _reminders(review)] == ["Carl", "Ingo", "Lena", "Ula"]


def test_only_owners_remind(review: Review) -> None:
    """An author may not send mails in the name of the partnership."""
    with (
        review.parts.database.write() as db,
        pytest.raises(NotAllowed),
    ):
        remind(db, review.people["author"], review_round(db, review))


def test_nobody_owes_in_a_round_that_is_over(review: Review) -> None:
    """After it has closed, and once they declined or were taken out, nobody is reminded."""
    with review.parts.database.write() as db:
        store.put_participant(db, replace(review.who("Ingo"), declined_at=clock.now()))
        store.put_participant(db, replace(review.who("Carl"), revoked_at=clock.now()))
        names = owing.owing(db, review_round(db, review))
        assert len(names) == 2
        closed = replace(review_round(db, review), state=RoundState.CLOSED)
        assert owing.owing(db, closed) == ()


@pytest.mark.parametrize(
    ("day", "since"),
    [(1, None), (24, date(2026, 10, 24)), (29, date(2026, 10, 24)), (30, date(2026, 10, 30))],
)
def test_reminders_are_due_by_days(review: Review, day: int, since: date | None) -> None:
    """Seven days before 31 October is a day before the clocks change, all the same."""
    found = replace(review.round, closes_on=date(2026, 10, 31))
    assert due_since(found, date(2026, 10, day)) == since


def review_round(db: ReadDb, review: Review) -> Round:
    """Return the round, in a transaction that is open."""
    found = store.round_(db, review.id)
    assert found
    return found
