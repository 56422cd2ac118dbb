"""A real mail server on the loopback, and the post of an installation that sends by it."""

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from service.journal.follow import Follower, catch_up
from service.notifications.compose import Desk
from service.notifications.make import MakeMails
from service.notifications.post import Post
from service.parts import Parts
from tests.service.rounds.conftest import Review, plan, planned, review

__all__ = ["plan", "planned", "review"]


@dataclass  # without slots: Python before 3.11.3 cannot list their members
class Box:
    """What the server was handed, and how it answers."""

    #: The mails that it took, each with the recipients of its envelope.
    mails: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    #: What it says to a recipient, where that is not yes.
    recipients: dict[str, str] = field(default_factory=dict)
    #: What it says to the next texts.
    texts: list[str] = field(default_factory=list)
    #: How many texts it was given, taken or not.
    given: int = 0

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or not."""
        del server, session, options
        if address in self.recipients:
            return self.recipients[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take a text, or not; `drop` breaks the line off without an answer."""
        del session
        self.given += 1
        answer = self.texts.pop(0) if self.texts else "250 OK"
        if answer == "drop":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            return "451 nobody hears this"
        if answer.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            read = message_from_bytes(content, policy=default)
            assert isinstance(read, EmailMessage)
            self.mails.append((list(envelope.rcpt_tos), read))
        return answer

    @property
    def to(self) -> list[str]:
        """Who got something, in alphabetical order."""
        return sorted(each for recipients, _ in self.mails for each in recipients)


@dataclass(frozen=True, slots=True)
class Office:
    """An installation that sends by a mail server."""

    #: The round.
    review: Review
    #: The mail server's side.
    box: Box
    #: What sends.
    post: Post

    def deliver(self) -> int:
        """Make the mails of what happened, and send what is due; return how many were taken."""
        follow(self.review.parts)
        return self.post.send_due()

    def last(self, address: str) -> EmailMessage:
        """Return the last mail to an address."""
        return [mail for to, mail in self.box.mails if to == [address]][-1]


def follow(parts: Parts) -> None:
    """Let mails be made of what happened."""
    catch_up(parts.database, Follower(name="mails", deal=MakeMails(database=parts.database)))


@pytest.fixture
def box() -> Box:
    """What a mail server is handed."""
    return Box()


@pytest.fixture
def server(box: Box) -> Iterator[Controller]:
    """The server at work, on a free port."""
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def office(review: Review, box: Box, server: Controller) -> Office:
    """An installation with an open round and a mail server."""
    return Office(review, box, post_by(review.parts, port_of(server)))


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def port_of(server: Controller) -> int:
    """Return the port that a server listens on."""
    return int(server.port)


def post_by(parts: Parts, port: int) -> Post:
    """Return what sends by a server on a port of the loopback."""
    settings = parts.settings.model_copy(
        update={"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
    )
    return Post(database=parts.database, desk=Desk(settings=settings, secret=parts.secret))
