"""A letter as a mail: plain text and HTML, its calendar file, and headers that nobody can forge."""

import re
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from service import clock
from service.errors import Invalid
from service.notifications.model import Letter

#: What a personal link looks like, wherever somebody repeats one.
_LINK: Final = re.compile(r"/in/[\w.~%-]+|\br-[\w-]{43}")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class HeaderUnusable(Invalid):
    """The {what} of a mail holds characters that no header may have, so it cannot be sent."""


def message(
    letter: Letter, *, sender: str, sender_name: str, recipient: str, name: str, mail_id: str
) -> EmailMessage:
    """Return the mail to one recipient; HeaderUnusable.

    `sender` and `recipient` are bare addresses. Its Message-ID is made of `mail_id`, so that a
    mail program that gets it twice shows it once.
    """
    made = EmailMessage(policy=SMTP)
    made["From"] = _address(sender_name, sender, "sender")
    made["To"] = _address(name, recipient, "recipient")
    made["Subject"] = _one_line(letter.subject, "subject")
    made["Message-ID"] = f"<{mail_id}@{sender.rpartition('@')[2]}>"
    made["Date"] = format_datetime(clock.now())
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    made.set_content(plain(letter))
    made.add_alternative(as_html(letter), subtype="html")
    if letter.calendar:
        made.add_attachment(
            letter.calendar.encode(),
            maintype="text",
            subtype="calendar",
            filename="deadline.ics",
            params={"charset": "utf-8", "method": _method(letter.calendar)},
        )
    return made


def plain(letter: Letter) -> str:
    """Return the letter as plain text."""
    quoted = "\n".join(f"> {line}".rstrip() for line in letter.quoted.splitlines())
    pieces = (
        letter.greeting,
        *letter.paragraphs,
        quoted,
        f"{letter.label}:\n{letter.address}",
        *letter.foot,
    )
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def as_html(letter: Letter) -> str:
    """Return the letter as HTML, with its styles in it: mail programs fetch none."""
    return _templates().get_template("notifications/letter.html").render(letter=letter)


def redacted(said: str) -> str:
    """Return words of a mail server without control characters or anybody's personal link."""
    return redacted_text(_CONTROLS.sub(" ", said)).strip()[:500]


def redacted_text(text: str) -> str:
    """Return a text without anybody's personal link."""
    return _LINK.sub("…", text)


def _method(calendar: str) -> str:
    return "CANCEL" if "\r\nMETHOD:CANCEL\r\n" in calendar else "PUBLISH"


def bare(address: str, what: str) -> str:
    """Return an address in ASCII as servers take it, its domain in IDNA; HeaderUnusable."""
    local, _, domain = address.rpartition("@")
    try:
        given = f"{local}@{domain.encode('idna').decode()}"
        read = Address(addr_spec=given).addr_spec
    except (ValueError, IndexError, MessageError) as error:
        raise HeaderUnusable(what=what) from error
    if read != given or not given.isascii() or _CONTROLS.search(given):
        raise HeaderUnusable(what=what)
    return given


def _address(name: str, address: str, what: str) -> Address:
    return Address(display_name=_one_line(name, what), addr_spec=bare(address, what))


def _one_line(value: str, what: str) -> str:
    """Return words for a header; nothing in them is read as encoded words, and so as line ends."""
    if _CONTROLS.search(value) or "=?" in value:
        raise HeaderUnusable(what=what)
    return value


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("service.notifications", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
