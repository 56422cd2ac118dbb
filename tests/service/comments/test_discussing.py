"""What is said: its length, who may say it, and resolving and reopening."""

import pytest

from service.accounts.model import Actor
from service.accounts.permissions import NotAllowed
from service.comments import store
from service.comments.discuss import (
    CommentEmpty,
    CommentTooLong,
    ThreadMissing,
    ThreadResolved,
    reply,
)
from service.comments.resolve import AlreadyResolved, NotResolved, reopen, resolve
from service.errors import RoundtableError
from service.parts import Parts
from service.storage.database import WriteDb
from tests.service.comments.conftest import SLUG
from tests.service.comments.saying import comment, comment_on


@pytest.mark.parametrize(
    ("body", "error"),
    [("", CommentEmpty), (" \n\0\t", CommentEmpty), ("x" * 20_001, CommentTooLong)],
)
def test_a_comment_needs_words_and_has_a_length(
    parts: Parts, revision: str, reviewer: Actor, body: str, error: type[RoundtableError]
) -> None:
    """Nothing, control characters and books are refused before anything is written."""
    with pytest.raises(error):
        comment_on(parts, reviewer, revision, None, body)
    with parts.database.read() as db:
        assert store.threads_of(db, SLUG, store.ALL) == ()


def test_a_reader_may_not_comment(parts: Parts, revision: str, reader: Actor) -> None:
    """They see the strategy, so they are told what they lack."""
    with pytest.raises(NotAllowed, match="reviewer"):
        comment_on(parts, reader, revision, None, "Hello")


def test_reply_to_resolved_thread_is_refused(
    parts: Parts, revision: str, reviewer: Actor, owner: Actor
) -> None:
    """A resolved thread takes no replies until it is reopened."""
    thread = comment(parts, reviewer, revision, None).thread.id
    with parts.database.write() as db:
        resolve(db, owner, thread)
        with pytest.raises(ThreadResolved):
            reply(db, reviewer, thread, body="But")
        reopen(db, reviewer, thread)
        assert reply(db, reviewer, thread, body="But").body == "But"


def test_resolving_and_reopening_are_rows_with_who_and_when(
    parts: Parts, revision: str, reviewer: Actor, owner: Actor
) -> None:
    """Each is done once; doing it again is told, not ignored."""
    thread = comment(parts, reviewer, revision, None).thread.id
    with parts.database.write() as db:
        with pytest.raises(NotResolved):
            reopen(db, owner, thread)
        resolve(db, owner, thread)
        _resolved_by(db, thread, owner.id)
        with pytest.raises(AlreadyResolved):
            resolve(db, reviewer, thread)
        reopen(db, reviewer, thread)
        _resolved_by(db, thread, None)
        resolve(db, reviewer, thread)
        _resolved_by(db, thread, reviewer.id)


def _resolved_by(db: WriteDb, thread: str, person: str | None) -> None:
    found = store.thread(db, thread, store.ALL)
    assert found is not None
    assert found.resolved_by == person


def test_only_those_who_write_it_or_began_the_thread_resolve_it(
    parts: Parts, revision: str, owner: Actor, reviewer: Actor
) -> None:
    """A reviewer may not resolve somebody else's thread."""
    thread = comment(parts, owner, revision, None).thread.id
    with parts.database.write() as db, pytest.raises(NotAllowed):
        resolve(db, reviewer, thread)


@pytest.mark.parametrize("thread", ["", "x", "0" * 26, "' or 1=1 --"])
def test_an_unknown_thread_is_missing(
    parts: Parts, revision: str, owner: Actor, thread: str
) -> None:
    """What does not exist cannot be replied to."""
    assert revision
    with parts.database.write() as db, pytest.raises(ThreadMissing):
        reply(db, owner, thread, body="Hello")
