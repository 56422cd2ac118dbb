"""Who and when, as git records them: opaque ids and whole seconds, never a name or address."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

import pygit2

from service.errors import Invalid
from service.repositories import names

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CO_AUTHOR = re.compile(r"^Co-authored-by: ([A-Za-z0-9_-]{1,64}) <\1@roundtable\.invalid>$")
UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class MomentInvalid(Invalid):
    """A moment needs a time zone and may not lie before 1970."""


def signature(author: str, when: datetime) -> pygit2.Signature:
    """`<id> <<id>@roundtable.invalid>` at a moment in UTC; AuthorInvalid, MomentInvalid."""
    if when.tzinfo is None or when < EPOCH:
        raise MomentInvalid
    return pygit2.Signature(names.author(author), address(author), int(when.timestamp()), 0)


def address(author: str) -> str:
    """The e-mail address that git asks for; `.invalid` is never delivered (RFC 2606)."""
    return f"{author}@roundtable.invalid"


def compose(message: str, co_authors: Sequence[str]) -> str:
    """A commit message: the words, a blank line, and a `Co-authored-by:` line each.

    Control characters other than tab and newline are left out. Lines of that form typed by a
    person are left out too, so that the credit is ours alone to give.
    """
    words = UNSPEAKABLE.sub("", message.replace("\r\n", "\n").replace("\r", "\n"))
    kept = [line.rstrip() for line in words.split("\n") if not _credits(line)]
    text = "\n".join(kept).strip() or "Changed"
    credit = [f"Co-authored-by: {names.author(one)} <{address(one)}>" for one in co_authors]
    return "\n".join([text, "", *credit]).rstrip("\n") + "\n"


def _credits(line: str) -> bool:
    return line.strip().casefold().startswith("co-authored-by:")


def parse(message: str) -> tuple[str, tuple[str, ...]]:
    """The words of a message, and the ids of its co-authors: the inverse of `compose`."""
    lines = message.rstrip("\n").split("\n")
    co_authors: list[str] = []
    while lines and (credit := CO_AUTHOR.match(lines[-1])):
        co_authors.insert(0, credit.group(1))
        lines.pop()
    return "\n".join(lines).strip("\n"), tuple(co_authors)
