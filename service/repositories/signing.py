"""Who and when, as git records them: opaque ids and whole seconds, never a name or address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pygit2

from service.errors import Invalid
from service.repositories import names

#: Says which suggestion a revision took in, and whether with other words than it has.
SUGGESTION = re.compile(r"^Suggestion(-changed)?: ([0-9a-z]{26})$")
#: Says which proposal a revision of the draft took in.
PROPOSAL = re.compile(r"^Proposal: ([0-9a-z]{26})$")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CO_AUTHOR = re.compile(r"^Co-authored-by: ([A-Za-z0-9_-]{1,64}) <\1@roundtable\.invalid>$")
UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """A suggestion that a revision took in."""

    #: The id of its thread, 26 characters.
    id: str
    #: Whether other words were taken in its place.
    changed: bool = False


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


def compose(
    message: str,
    co_authors: Sequence[str],
    suggestions: Sequence["TakenIn"] = (),
    proposal: str | None = None,
) -> str:
    """A commit message: the words, a blank line, and a line for each thing taken in and co-author.

    Control characters other than tab and newline are left out. Lines of those forms typed by a
    person are left out too, so that the credit is ours alone to give.
    """
    words = UNSPEAKABLE.sub("", message.replace("\r\n", "\n").replace("\r", "\n"))
    kept = [line.rstrip() for line in words.split("\n") if not _credits(line)]
    text = "\n".join(kept).strip() or "Changed"
    credit = [f"Co-authored-by: {names.author(one)} <{address(one)}>" for one in co_authors]
    taken = [f"Suggestion{'-changed' if one.changed else ''}: {one.id}" for one in suggestions]
    named = [f"Proposal: {proposal}"] if proposal else []
    return "\n".join([text, "", *named, *taken, *credit]).rstrip("\n") + "\n"


def _credits(line: str) -> bool:
    told = line.strip()
    ours = SUGGESTION.match(told) or PROPOSAL.match(told)
    return told.casefold().startswith("co-authored-by:") or bool(ours)


def parse(message: str) -> tuple[str, tuple[str, ...], tuple["TakenIn", ...]]:
    """The words of a message, its co-authors and suggestions: the inverse of `compose`."""
    lines = message.rstrip("\n").split("\n")
    co_authors: list[str] = []
    while lines and (credit := CO_AUTHOR.match(lines[-1])):
        co_authors.insert(0, credit.group(1))
        lines.pop()
    suggestions: list[TakenIn] = []
    while lines and (taken := SUGGESTION.match(lines[-1])):
        suggestions.insert(0, TakenIn(id=taken.group(2), changed=taken.group(1) is not None))
        lines.pop()
    if PROPOSAL.match(lines[-1] if lines else ""):
        lines.pop()
    return "\n".join(lines).strip("\n"), tuple(co_authors), tuple(suggestions)


def proposal_in(message: str) -> str | None:
    """The id of the proposal that a message says was taken in; None where it says none."""
    found = (PROPOSAL.match(line) for line in message.splitlines()[1:])
    return next((each.group(1) for each in found if each), None)
