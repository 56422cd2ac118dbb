"""Making one response of what colleagues said: other words, dropping, merging."""

from collections.abc import Sequence
from dataclasses import replace

from service import clock
from service.comments.discuss import body_of
from service.errors import Conflict, Invalid, Missing
from service.rounds import point_store
from service.rounds.inside import Going, Inside, insides_of, made_of
from service.rounds.point_store import Gathered
from service.rounds.respond import Seat, active, require_lead, working
from service.storage.database import WriteDb


class InsideMissing(Missing):
    """There is no such comment among those of your organisation."""


class InsideChanged(Conflict):
    """This comment was changed since you saw it. Look at it again before you change it."""


class MergedAlready(Invalid):
    """A comment is merged into another one that goes out by itself. Choose another one."""


class SuggestionMerged(Invalid):
    """This one suggests other words, which would be lost. Merge the other one into it instead."""


def reword(db: WriteDb, seat: Seat, thread: str, body: str, seen: str | None = None) -> None:
    """Let a comment go out in other words; the person who made it keeps theirs inside.

    Raises InsideMissing, InsideChanged, CommentEmpty, CommentTooLong, LeadOnly, and as `working`
    does. `seen` is `Inside.seen`; None for whatever stands.
    """
    found = _one(db, seat, thread, seen)
    text = body_of(body) if body.strip() or found.suggestion is None else ""
    point_store.put_gathered(db, replace(_made(seat, found), body=text, dropped=False))


def drop(db: WriteDb, seat: Seat, thread: str, seen: str | None = None) -> None:
    """Let a comment stay inside; what was merged into it is on its own again.

    Raises as `reword`.
    """
    found = _one(db, seat, thread, seen)
    for each in _merged_into(insides_of(db, seat), thread):
        point_store.put_gathered(db, replace(_made(seat, each), merged_into=None))
    point_store.put_gathered(db, replace(_made(seat, found), dropped=True, merged_into=None))


def keep(db: WriteDb, seat: Seat, thread: str, seen: str | None = None) -> None:
    """Let a comment go out after all, on its own. Raises as `reword`."""
    found = _one(db, seat, thread, seen)
    alone = replace(_made(seat, found), body=found.words, dropped=False, merged_into=None)
    point_store.put_gathered(db, alone)


def merge(db: WriteDb, seat: Seat, thread: str, into: str, seen: str | None = None) -> None:
    """Let a comment go out with another one, whose words then hold both.

    Raises as `reword`, and MergedAlready where the other does not go out or is the same one,
    SuggestionMerged where this one suggests words.
    """
    found, target = _one(db, seat, thread, seen), _one(db, seat, into, None)
    if thread == into or target.going is not Going.OUT:
        raise MergedAlready
    if found.suggestion:
        raise SuggestionMerged
    both = replace(_made(seat, target), body=body_of(_both(target, found)))
    for each in (found, *_merged_into(insides_of(db, seat), thread)):
        merged = replace(_made(seat, each), merged_into=into, dropped=False)
        point_store.put_gathered(db, merged)
    point_store.put_gathered(db, both)


def _both(target: Inside, found: Inside) -> str:
    """Return the words of both; those on another passage say which."""
    elsewhere = found.thread.anchor != target.thread.anchor and found.thread.words
    added = f"On “{found.thread.words}”: {found.words}" if elsewhere else found.words
    return f"{target.words}\n\n{added}".strip()


def _merged_into(found: Sequence[Inside], thread: str) -> list[Inside]:
    return [each for each in found if each.target == thread]


def _one(db: WriteDb, seat: Seat, thread: str, seen: str | None) -> Inside:
    require_lead(db, seat)
    working(db, seat)
    found = next((each for each in insides_of(db, seat) if each.thread.id == thread), None)
    if found is None:
        raise InsideMissing
    if seen is not None and seen != found.seen:
        raise InsideChanged
    active(db, seat)
    return found


def _made(seat: Seat, found: Inside) -> Gathered:
    return replace(made_of(seat, found), at=clock.now())
