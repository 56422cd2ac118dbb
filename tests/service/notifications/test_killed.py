"""The service is killed while a mail is on its way: the mail is not sent a second time."""

import os
import signal
import subprocess
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from service.notifications import store
from service.notifications.model import State
from tests.service.notifications.conftest import Box, follow, free_port, port_of, post_by
from tests.service.rounds.conftest import INVITEES, Review

_SENDER = """\
import sys
from pathlib import Path
from service.notifications.compose import Desk
from service.notifications.post import Post
from service.settings import Settings
from service.storage.database import open_database

data, port = Path(sys.argv[1]), int(sys.argv[2])
settings = Settings(data=data, smtp_host="127.0.0.1", smtp_port=port, smtp_security="none")
desk = Desk(settings=settings, secret=(data / "secret").read_bytes())
Post(database=open_database(data / "roundtable.db"), desk=desk).send_due()
"""


class Killing(Box):
    """A server that kills who sends, after it was given a text and before it answers."""

    #: Whom to kill at the next text; 0 for nobody.
    pid: int = 0
    #: In which state the mails were at that moment.
    states: tuple[State, ...] = ()
    #: The installation.
    review: Review

    async def handle_DATA(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Kill, or take the mail."""
        if self.pid and self.given == 1:
            with self.review.parts.database.read() as db:
                self.states = tuple(each.state for each in store.newest(db, 100))
            os.kill(self.pid, signal.SIGKILL)
            self.pid = 0
        return await super().handle_DATA(server, session, envelope)


def test_killed_between_claim_and_answer(review: Review) -> None:
    """Each recipient's text was given to the server once, over a kill and a new start."""
    follow(review.parts)
    box = Killing()
    box.review = review
    with_port = free_port()
    server = Controller(box, hostname="127.0.0.1", port=with_port)
    server.start()
    try:
        command = [sys.executable, "-c", _SENDER, str(review.parts.settings.data), str(with_port)]
        child = subprocess.Popen(command)
        box.pid = child.pid
        assert child.wait(60) == -signal.SIGKILL
        again = post_by(review.parts, port_of(server))
        assert again.take_up() == 1
        assert again.send_due() == len(INVITEES) - 2
        assert again.send_due() == 0
    finally:
        server.stop()
    assert sorted(box.states).count(State.SENDING) == 1
    assert sorted(box.to) == sorted(set(box.to))
    assert box.given == len(INVITEES)
    with review.parts.database.read() as db:
        states = [each.state for each in store.newest(db, 100)]
    assert states.count(State.UNKNOWN) == 1
    assert states.count(State.SENT) == len(INVITEES) - 1
