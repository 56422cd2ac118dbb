"""Mails reach a real server once each; what it refuses is known, and what breaks off stays so."""

import re
import sqlite3
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import update

from service import clock
from service.accounts.tables import people
from service.journal.store import move
from service.notifications import store
from service.notifications.compose import addressed, compose
from service.notifications.message import HeaderUnusable, message
from service.notifications.model import Kind, Mail, State
from service.notifications.post import REST, Sending
from service.notifications.smtp import ServerAway
from service.rounds import store as rounds
from service.rounds.link import behind
from service.rounds.read import participants
from tests.service.notifications.conftest import Office, follow, post_by
from tests.service.rounds.conftest import INVITEES, Review


def _mails(review: Review) -> list[Mail]:
    with review.parts.database.read() as db:
        return list(store.newest(db, 100))


def _body(mail: EmailMessage, kind: str = "plain") -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_each_invitee_gets_one_mail_of_their_own(office: Office) -> None:
    """One recipient a mail, in plain text and HTML, with the deadline for the calendar."""
    assert office.deliver() == len(INVITEES)
    assert office.box.to == sorted(each.email for each in INVITEES)
    assert all(len(to) == 1 for to, _ in office.box.mails)
    mail = office.last("lena@mersey.example")
    link = f"/in/{office.review.token('Lena')}"
    assert link in _body(mail)
    assert link in _body(mail, "html")
    assert [each.get_filename() for each in mail.iter_attachments()] == ["deadline.ics"]
    others = [office.review.token(name) for name in ("Carl", "Ula", "Ingo")]
    assert not any(each in mail.as_string() for each in others)


def test_link_of_the_mail_lets_in(office: Office) -> None:
    """The address in the mail is the one that the round knows."""
    office.deliver()
    found = re.search(r"/in/(\S+)", _body(office.last("ingo@home.example")))
    assert found
    with office.review.parts.database.read() as db:
        _, participant = behind(db, found[1])
    assert participant == office.review.who("Ingo")


def test_token_is_kept_nowhere(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """Neither the database nor the log holds what opens a round, even if the server repeats it."""
    caplog.set_level("DEBUG")
    tokens = [office.review.token(name) for name in ("Lena", "Carl", "Ula", "Ingo")]
    office.box.texts = [f"554 Suspicious: http://x/in/{each} {each}" for each in tokens]
    office.deliver()
    with sqlite3.connect(office.review.parts.settings.data / "roundtable.db") as connection:
        dump = "\n".join(connection.iterdump())
    connection.close()
    assert "Suspicious" in dump
    ours = [each.getMessage() for each in caplog.records if each.name.startswith("service")]
    assert len(ours) >= len(tokens)
    for each in tokens:
        assert each not in dump
        assert not any(each in line for line in ours)


def test_mails_are_made_once(office: Office) -> None:
    """A follower that deals with the same entries again makes nothing more, and sends nothing."""
    office.deliver()
    with office.review.parts.database.write() as db:
        move(db, "mails", 0)
    assert office.deliver() == 0
    assert len(_mails(office.review)) == len(INVITEES)


def test_delivery_is_noted(office: Office) -> None:
    """Who was reached shows as delivered, who was refused as bounced, with what was said."""
    office.box.recipients["ula@uni.example"] = "550 No such mailbox"
    assert office.deliver() == len(INVITEES) - 1
    assert office.review.who("Ula").bounced == "550 No such mailbox"
    assert office.review.who("Ula").delivered_at is None
    assert office.review.who("Lena").bounced is None
    assert office.review.who("Lena").delivered_at is not None
    assert office.deliver() == 0


def test_refused_for_now_is_tried_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A temporary refusal is no bounce: the mail goes out a little later, once."""
    office.box.recipients["ula@uni.example"] = "451 Try again later"
    office.deliver()
    assert office.review.who("Ula").bounced is None
    office.box.recipients.clear()
    assert office.deliver() == 0
    later = clock.now() + timedelta(minutes=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert office.deliver() == 1
    assert office.box.to.count("ula@uni.example") == 1


def test_line_that_breaks_off_after_the_text_is_not_tried_again(office: Office) -> None:
    """Nobody knows whether the server took it: it is never sent twice."""
    office.box.texts = ["drop"]
    office.deliver()
    office.deliver()
    assert office.box.given == len(INVITEES)
    states = [each.state for each in _mails(office.review)]
    assert states.count(State.UNKNOWN) == 1
    assert states.count(State.SENT) == len(INVITEES) - 1


def test_stop_between_claim_and_answer_sends_nothing_twice(office: Office) -> None:
    """A mail that was being sent when the service died is given up at the next start."""
    follow(office.review.parts)
    with office.review.parts.database.write() as db:
        mail = store.due(db, clock.now())
        assert mail
        store.put(db, replace(mail, state=State.SENDING, tries=1))
    again = office.post
    assert again.take_up() == 1
    assert again.send_due() == len(INVITEES) - 1
    with office.review.parts.database.read() as db:
        given_up = store.mail(db, mail.id)
    assert given_up
    assert given_up.state is State.UNKNOWN
    assert again.take_up() == 0


def test_server_that_is_away_loses_nothing(office: Office) -> None:
    """Mails wait for the server, however long it is away, and go out when it is back."""
    follow(office.review.parts)
    with pytest.raises(ServerAway):
        post_by(office.review.parts, 9).send_due()
    assert {each.state for each in _mails(office.review)} == {State.WAITING}
    assert {each.tries for each in _mails(office.review)} == {0}
    assert office.deliver() == len(INVITEES)


def test_server_that_is_away_is_left_alone_for_a_while(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """However much is written meanwhile, it is asked once a minute, and said in one line."""
    follow(office.review.parts)
    ticks = [100.0]
    monkeypatch.setattr(clock, "ticks", lambda: ticks[0])
    sending = Sending(post_by(office.review.parts, 9))
    for _ in range(5):
        sending()
    assert caplog.text.count("The mail server 127.0.0.1 cannot be used") == 1
    ticks[0] += REST
    sending()
    assert caplog.text.count("The mail server 127.0.0.1 cannot be used") == 2


def test_without_a_server_mails_are_kept_to_be_read(office: Office) -> None:
    """Nothing is sent later by surprise, and nobody counts as reached."""
    follow(office.review.parts)
    settings = office.review.parts.settings
    desk = replace(office.post.desk, settings=settings)
    assert replace(office.post, desk=desk).send_due() == 0
    assert {each.state for each in _mails(office.review)} == {State.KEPT}
    assert office.deliver() == 0
    assert office.review.who("Lena").delivered_at is None


@pytest.mark.parametrize(
    "name",
    ["=?utf-8?q?Eve=0D=0ABcc:_v@x.org?=", "Eve\r\nBcc: v@x.org", "Eve\nSubject: x", "E\x00"],
)
def test_headers_cannot_be_forged(office: Office, name: str) -> None:
    """A name with a line break sends no mail, and says why."""
    follow(office.review.parts)
    with office.review.parts.database.read() as db:
        mail = store.due(db, clock.now())
        assert mail
        to = addressed(db, mail)
        assert to
        letter = compose(db, office.post.desk, to)
        with pytest.raises(HeaderUnusable):
            message(
                letter,
                sender="a@b.example",
                sender_name="X",
                recipient="c@d.example",
                name=name,
                mail_id=mail.id,
            )


def test_address_that_no_header_takes_bounces(office: Office) -> None:
    """An address that would be read as two is refused, and shows in the round."""
    with office.review.parts.database.write() as db:
        person = office.review.who("Ula").person
        db.write(update(people).where(people.c.id == person).values(email="a,b@c.example"))
    assert office.deliver() == len(INVITEES) - 1
    assert "cannot be sent" in (office.review.who("Ula").bounced or "")


def test_invitation_that_was_taken_back_is_not_sent(office: Office) -> None:
    """What waits in the outbox is looked at again when its turn comes."""
    follow(office.review.parts)
    with office.review.parts.database.write() as db:
        gone = replace(office.review.who("Ula"), revoked_at=clock.now())
        rounds.put_participant(db, gone)
    assert office.post.send_due() == len(INVITEES) - 1
    assert "ula@uni.example" not in office.box.to
    kinds = {each.state for each in _mails(office.review) if each.kind is Kind.INVITATION}
    assert kinds == {State.SENT, State.NEEDLESS}
    with office.review.parts.database.read() as db:
        assert len(participants(db, office.review.round)) == len(INVITEES) - 1
