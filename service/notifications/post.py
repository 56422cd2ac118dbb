"""Sending what is due: each mail is claimed, handed over, and noted; never handed over twice.

The claim is committed before the server hears of the mail. A mail that is claimed when the
service starts was being sent when it stopped: nobody knows whether it was, and it stays unsent.
"""

import logging
import smtplib
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import EmailMessage
from typing import Final

from service import clock
from service.notifications import smtp, store
from service.notifications.compose import Addressed, Desk, addressed, compose, needed
from service.notifications.message import HeaderUnusable, bare, message
from service.notifications.model import Kind, Mail, State
from service.notifications.smtp import Reply, ServerAway, Taken
from service.rounds import delivery
from service.storage.database import Database, WriteDb

_log = logging.getLogger(__name__)

#: How long to wait before each further try of a mail that the server would not take now.
_AGAIN: Final = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120, 360, 1440))
#: Seconds for which a mail server that is away is left alone.
REST: Final = 60
_STOPPED: Final = "The service stopped while this was being sent."


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A mail that is ours to hand over."""

    #: The mail, in the state `sending`.
    mail: Mail
    #: What is handed over.
    message: EmailMessage
    #: The bare address that it goes to.
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What sends mails; one at a time is at work in an installation."""

    #: Where mails are kept.
    database: Database
    #: What they are made with.
    desk: Desk

    def take_up(self) -> int:
        """Give up, at the start, what was being sent when the service stopped; return how many."""
        with self.database.write() as db:
            return store.break_off(db, clock.now(), _STOPPED)

    def send_due(self) -> int:
        """Send all that is due; return how many mails the server took.

        Without a mail server they are kept to be read here. Raises ServerAway; what is due then
        stays due.
        """
        if not self._any_due():
            return 0
        if not self.desk.settings.smtp_host:
            self._keep()
            return 0
        sent = 0
        with smtp.connected(self.desk.settings) as server:
            while claimed := self._claim():
                reply = self._hand_over(server, claimed)
                self._note(claimed.mail, reply)
                sent += reply.taken is Taken.YES
                if _gone(server):
                    break
        return sent

    def _any_due(self) -> bool:
        with self.database.read() as db:
            return store.due(db, clock.now()) is not None

    def _keep(self) -> None:
        """Set aside what is due, where nobody can send it."""
        while self._any_due():
            with self.database.write() as db:
                if mail := store.due(db, clock.now()):
                    to = addressed(db, mail)
                    state = State.KEPT if to and needed(db, to) else State.NEEDLESS
                    store.put(db, replace(mail, state=state, done_at=clock.now()))

    def _claim(self) -> Claimed | None:
        """Take the next mail that is due and needed, so that nobody ever takes it again."""
        while self._any_due():
            with self.database.write() as db:
                mail = store.due(db, clock.now())
                if mail and (claimed := self._claim_in(db, mail)):
                    return claimed
        return None

    def _claim_in(self, db: WriteDb, mail: Mail) -> Claimed | None:
        """Claim a mail, or note why it will not be sent."""
        to = addressed(db, mail)
        if to is None or not needed(db, to):
            store.put(db, replace(mail, state=State.NEEDLESS, done_at=clock.now()))
            return None
        try:
            made = self._message(db, to)
            recipient = bare(to.person.email or "", "recipient")
        except HeaderUnusable as problem:
            self._settle(db, mail, Reply(taken=Taken.NO, said=problem.message))
            return None
        taken = replace(mail, state=State.SENDING, tries=mail.tries + 1)
        store.put(db, taken)
        return Claimed(mail=taken, message=made, recipient=recipient)

    def _message(self, db: WriteDb, to: Addressed) -> EmailMessage:
        settings = self.desk.settings
        return message(
            compose(db, self.desk, to),
            sender=settings.mail_sender,
            sender_name=settings.product,
            recipient=to.person.email or "",
            name=to.person.name,
            mail_id=to.mail.id,
        )

    def _hand_over(self, server: smtplib.SMTP, claimed: Claimed) -> Reply:
        sender = bare(self.desk.settings.mail_sender, "sender")
        return smtp.hand_over(server, claimed.message, sender=sender, recipient=claimed.recipient)

    def _note(self, mail: Mail, reply: Reply) -> None:
        with self.database.write() as db:
            self._settle(db, mail, reply)
        _log.info("Mail %s (%s): %s", mail.id, mail.kind.value, reply.taken.value)

    def _settle(self, db: WriteDb, mail: Mail, reply: Reply) -> None:
        """Note what became of a mail, here and in the round that it is about."""
        now = clock.now()
        if reply.taken is Taken.LATER and mail.tries <= len(_AGAIN):
            due_at = now + _AGAIN[max(mail.tries, 1) - 1]
            store.put(db, replace(mail, state=State.WAITING, told=reply.said, due_at=due_at))
            return
        state = {Taken.YES: State.SENT, Taken.NOBODY_KNOWS: State.UNKNOWN}.get(
            reply.taken, State.REFUSED
        )
        store.put(db, replace(mail, state=state, told=reply.said, done_at=now))
        to = addressed(db, mail)
        if to is None:
            return
        if state is State.REFUSED:
            delivery.refused(db, to.round, to.participant, said=reply.said)
        elif state is State.SENT and mail.kind is Kind.INVITATION:
            delivery.delivered(db, to.round, to.participant)


def _gone(server: smtplib.SMTP) -> bool:
    """Tell whether the line to the server broke off."""
    return server.sock is None


class Sending:
    """Sends what is due whenever it is called; lets a server that is away rest for a minute."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._rest_until = 0.0

    def __call__(self) -> None:
        """Send what is due; a server that is away is one line in the log."""
        if clock.ticks() < self._rest_until:
            return
        try:
            self._post.send_due()
        except ServerAway as problem:
            self._rest_until = clock.ticks() + REST
            _log.warning("%s", problem.message)
