"""Handing a mail to the mail server (RFC 5321), step by step.

Until the server was given the text, whatever goes wrong can be tried again. Once it was, a line
that breaks off leaves it open whether the mail was taken, and it is not sent a second time.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from typing import Final

from service.errors import Unavailable
from service.notifications.message import redacted
from service.settings import Settings

#: Seconds in which a mail server must answer.
_PATIENCE: Final = 30


class ServerAway(Unavailable):
    """The mail server {host} cannot be used: {reason}. Mails wait until it can."""


class Taken(StrEnum):
    """What became of a mail."""

    YES = "yes"
    NO = "no"
    LATER = "later"
    NOBODY_KNOWS = "nobody knows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the mail server made of a mail."""

    #: Whether it took it.
    taken: Taken
    #: What it said, without anybody's personal link.
    said: str


@contextmanager
def connected(settings: Settings) -> Iterator[smtplib.SMTP]:
    """Connect to the mail server, encrypted and signed in as the settings say; ServerAway."""
    try:
        server = _open(settings)
    except (OSError, smtplib.SMTPException) as error:
        raise ServerAway(host=settings.smtp_host, reason=redacted(str(error))) from error
    try:
        yield server
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.quit()


def hand_over(server: smtplib.SMTP, mail: EmailMessage, *, sender: str, recipient: str) -> Reply:
    """Give a mail to the server for one recipient; both are bare addresses in ASCII."""
    try:
        server.rset()
        for code, said in _envelope(server, sender, recipient):
            if code not in (250, 251):
                return _refused(code, said)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return Reply(taken=Taken.LATER, said=redacted(str(error)))
    return _text(server, mail.as_bytes())


def _envelope(server: smtplib.SMTP, sender: str, recipient: str) -> Iterator[tuple[int, bytes]]:
    yield server.mail(sender)
    yield server.rcpt(recipient)


def _text(server: smtplib.SMTP, text: bytes) -> Reply:
    try:
        code, said = server.data(text)
    except smtplib.SMTPDataError as error:  # it was not given the text at all
        return _refused(error.smtp_code, error.smtp_error)
    except (OSError, smtplib.SMTPException) as error:
        return Reply(taken=Taken.NOBODY_KNOWS, said=redacted(str(error)))
    return Reply(taken=Taken.YES, said=_words(code, said)) if code == 250 else _refused(code, said)


def _refused(code: int, said: bytes | str) -> Reply:
    return Reply(taken=Taken.LATER if code < 500 else Taken.NO, said=_words(code, said))


def _words(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return redacted(f"{code} {text}")


def _open(settings: Settings) -> smtplib.SMTP:
    place = (settings.smtp_host, settings.smtp_port)
    if settings.smtp_security == "tls":
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(*place, timeout=_PATIENCE, context=context)
    else:
        server = smtplib.SMTP(*place, timeout=_PATIENCE)
    try:
        _greet(server, settings)
    except BaseException:
        server.close()
        raise
    return server


def _greet(server: smtplib.SMTP, settings: Settings) -> None:
    server.ehlo()
    if settings.smtp_security == "starttls":
        server.starttls(context=ssl.create_default_context())
        server.ehlo()
    if settings.smtp_user:
        server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
