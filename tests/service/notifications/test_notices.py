"""What happens in a round is told to those whom it concerns, and to nobody else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from aiosmtpd.controller import Controller

from service import clock, ids
from service.accounts.model import Actor
from service.journal.record import record
from service.notifications.post import Post
from service.rounds import response_store, store
from service.rounds.kinds import ResponseKind, ResponseState
from service.rounds.model import Response
from service.rounds.open_round import open_now
from service.rounds.remind import remind
from service.storage.database import WriteDb
from tests.service.notifications.conftest import Box, Office, follow, port_of, post_by
from tests.service.rounds.conftest import INVITEES, Review
from tests.visit import Visit


def _submit(review: Review, name: str) -> None:
    """Let somebody's party have submitted a response without comments."""
    who = review.who(name)
    with review.parts.database.write() as db:
        made = Response(
            id=ids.new_id(),
            round=review.id,
            party=who.party,
            state=ResponseState.SUBMITTED,
            kind=ResponseKind.NIL_RETURN,
            position=None,
            statement="",
            begun_at=clock.now(),
            submitted_at=clock.now(),
            submitted_by=who.id,
            late=False,
        )
        response_store.put_response(db, made)
        _record(db, review, "response:submitted", made.id, who.speaker)


def _record(db: WriteDb, review: Review, what: str, subject: str, actor: str | None = None) -> None:
    strategy = review.round.strategy
    record(db, f"rounds:{what}", actor=actor, strategy=strategy, subject=subject)


def test_receipt_goes_to_who_submitted(office: Office) -> None:
    """With what was submitted, and a way to change it."""
    office.deliver()
    office.box.mails.clear()
    _submit(office.review, "Lena")
    assert office.deliver() == 1
    mail = office.last("lena@mersey.example")
    assert mail["Subject"] == "Received: the response to Cancer research"
    body = mail.get_body(("plain",))
    assert body is not None
    assert "The response of Mersey Trust" in body.get_content()
    assert "no comments" in body.get_content()


def test_who_answers_before_the_reminder_goes_gets_none(office: Office) -> None:
    """A reminder that waits in the outbox is dropped once there is an answer."""
    office.deliver()
    office.box.mails.clear()
    with office.review.parts.database.write() as db:
        remind(db, office.review.people["owner"], office.review.round)
    follow(office.review.parts)
    _submit(office.review, "Ula")
    office.deliver()
    told = [str(mail["Subject"]) for to, mail in office.box.mails if to == ["ula@uni.example"]]
    assert told == ["Received: the response to Cancer research"]
    reminded = [to for to, mail in office.box.mails if "Reminder" in str(mail["Subject"])]
    assert len(reminded) == len(INVITEES) - 1


@pytest.mark.parametrize("what", ["extended", "cancelled", "reported"])
def test_everybody_is_told_of_the_round(office: Office, what: str) -> None:
    """One mail each, but not to who was taken out; a deadline that moves replaces the old one."""
    office.deliver()
    office.box.mails.clear()
    review = office.review
    with review.parts.database.write() as db:
        store.put_participant(db, replace(review.who("Carl"), revoked_at=clock.now()))
        closes_on = review.round.closes_on + timedelta(days=7)
        moved = replace(review.round, closes_on=closes_on) if what == "extended" else review.round
        store.put_round(db, moved)
        _record(db, review, f"round:{what}", review.id, review.people["owner"].id)
    assert office.deliver() == len(INVITEES) - 1
    assert "carl@mersey.example" not in office.box.to
    files = [each for _, mail in office.box.mails for each in mail.iter_attachments()]
    assert len(files) == (0 if what == "reported" else len(INVITEES) - 1)
    if what == "extended":
        assert f"DTSTART;VALUE=DATE:{closes_on:%Y%m%d}" in str(files[0].get_content())


def test_round_that_closes_on_its_day_tells_nobody(office: Office) -> None:
    """Everybody was given the day; only an earlier end is news."""
    office.deliver()
    with office.review.parts.database.write() as db:
        _record(db, office.review, "round:closed", office.review.id)
    assert office.deliver() == 0
    with office.review.parts.database.write() as db:
        owner = office.review.people["owner"].id
        _record(db, office.review, "round:closed", office.review.id, owner)
    assert office.deliver() == len(INVITEES)


def _planned(planned: Review, box: Box, server: Controller) -> Office:
    """An installation with a round that opens in a week."""
    later = replace(planned.round, opens_on=clock.today() + timedelta(days=7))
    with planned.parts.database.write() as db:
        store.put_round(db, later)
    return Office(planned, box, post_by(planned.parts, port_of(server)))


def test_invitations_wait_for_the_first_morning(
    planned: Review, box: Box, server: Controller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is invited to a round that opens next week gets the mail at eight on that day."""
    office = _planned(planned, box, server)
    assert office.deliver() == 0
    for hour, sent in ((7, 0), (8, len(INVITEES))):
        _set(monkeypatch, planned.round.opens.replace(hour=hour))
        assert office.post.send_due() == sent


def test_invitations_go_out_when_somebody_opens_the_round(
    planned: Review, box: Box, server: Controller
) -> None:
    """Opened before its day, it does not wait for the morning of that day."""
    office = _planned(planned, box, server)
    assert office.deliver() == 0
    with planned.parts.database.write() as db:
        open_now(db, planned.people["owner"], planned.round)
    assert office.deliver() == len(INVITEES)


def _set(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def _kept(review: Review, post: Post) -> None:
    follow(review.parts)
    replace(post, desk=replace(post.desk, settings=review.parts.settings)).send_due()


def test_mails_are_read_by_administrators_without_links(
    office: Office, visit_as: Callable[[Actor], Visit]
) -> None:
    """Whoever runs an installation sees what was sent, and cannot come in as somebody else."""
    _kept(office.review, office.post)
    visit = visit_as(office.review.people["administrator"])
    listed = visit.get("/mails").text
    assert listed.count("Kept here, not sent") == len(INVITEES)
    addresses = [each.split('"')[0] for each in listed.split('href="/mails/')[1:]]
    assert len(addresses) == len(INVITEES)
    for each in addresses:
        shown = visit.get(f"/mails/{each}").text
        assert "asks you to review" in shown
        assert "/in/r-" not in shown
    assert visit_as(office.review.people["owner"]).get("/mails").status_code == 403
