"""An accepting that was interrupted after the revision and before its record; no restart."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from service.accounts.model import Actor
from service.comments.accept import accept, accept_with_changes
from service.comments.asked import passage_of_quote
from service.comments.close_suggestions import CloseSuggestions
from service.comments.decide import AlreadyDecided, decide
from service.comments.decline import decline, withdraw
from service.comments.discuss import readable_thread
from service.comments.point import point
from service.comments.read import discussion
from service.comments.suggestion_model import Outcome
from service.comments.suggestion_store import decisions_in
from service.comments.tables import anchorings, decisions
from service.document.spans import Span
from service.journal import store as journal
from service.journal.model import Entry
from service.library import read as library
from service.library.reconcile import catch_up
from service.library.save import DraftMovedOn, save
from service.library.texts import rendered
from service.parts import Parts
from service.storage.database import WriteDb
from tests.service.comments.conftest import SLUG
from tests.service.comments.suggesting import draft, suggestion


@pytest.fixture
def thread(parts: Parts, owner: Actor, reviewer: Actor, revision: str) -> str:
    """The thread of a suggestion whose words are in the text, and whose decision is lost."""
    found = suggestion(parts, reviewer, revision, "twelve", "fourteen")
    with pytest.raises(RuntimeError):
        _fail(parts, lambda db: accept(db, parts.repositories, owner, found))
    assert "fourteen research nurses" in draft(parts)
    return found


_LATER: dict[str, Callable[[WriteDb, Parts, Actor, Actor, str], object]] = {
    "accept": lambda db, parts, owner, _, thread: accept(db, parts.repositories, owner, thread),
    "decline": lambda db, _, owner, __, thread: decline(db, owner, thread, reason="No."),
    "withdraw": lambda db, _, __, reviewer, thread: withdraw(db, reviewer, thread),
}


@pytest.mark.parametrize("verb", _LATER)
def test_whoever_decides_next_is_told_that_it_was_accepted(
    parts: Parts, owner: Actor, reviewer: Actor, thread: str, verb: str
) -> None:
    """The next attempt finds the decision, made by whoever pressed the button."""
    with pytest.raises(AlreadyDecided), parts.database.write() as db:
        _LATER[verb](db, parts, owner, reviewer, thread)

    _is_accepted(parts, owner, thread)


def test_the_next_save_is_told_once(
    parts: Parts, owner: Actor, author: Actor, revision: str, thread: str
) -> None:
    """Whoever edits the text from before is told; from the text as it is now, they save."""
    words = draft(parts).replace("something else", "nothing else")
    with pytest.raises(DraftMovedOn):
        _save(parts, author, words, revision)
    with parts.database.read() as db:
        now = library.draft(db, owner, SLUG).revision.id

    assert _save(parts, author, words, now) == parts.repositories.at(SLUG).head()
    _is_accepted(parts, owner, thread)


def test_another_process_learns_of_it_with_its_second_attempt(
    parts: Parts, owner: Actor, author: Actor, revision: str, thread: str
) -> None:
    """It knows nothing of what was written; being told that the draft moved on, it looks."""
    parts.repositories.take_written()  # as if another process had written
    for _ in range(2):
        with pytest.raises(DraftMovedOn):
            _save(parts, author, f"{draft(parts)}\nMore.\n", revision)

    _is_accepted(parts, owner, thread)


def test_a_decision_made_after_the_revision_landed_gives_way_to_it(
    parts: Parts, owner: Actor, reviewer: Actor, thread: str
) -> None:
    """Somebody in another process declined what is in the text: the text is right."""
    parts.repositories.take_written()  # as if another process had written
    with parts.database.write() as db:
        decline(db, owner, thread, reason="No.")
    with parts.database.write() as db:
        assert len(catch_up(db, parts.repositories.at(SLUG))) == 1

    close = CloseSuggestions(database=parts.database, repositories=parts.repositories)
    close(_entries(parts))
    close(_entries(parts))

    _is_accepted(parts, owner, thread)
    with pytest.raises(AlreadyDecided), parts.database.write() as db:
        withdraw(db, reviewer, thread)


_ACCEPTING: dict[str, Callable[[WriteDb, Parts, Actor, str, str], object]] = {
    "as it is": lambda db, parts, owner, _, thread: accept(db, parts.repositories, owner, thread),
    "with other words": lambda db, parts, owner, revision, thread: accept_with_changes(
        db, parts.repositories, owner, thread, expecting=revision, words="a wholly other team"
    ),
}


@pytest.mark.parametrize("how", _ACCEPTING)
def test_closing_that_was_stopped_in_the_middle_is_done_again(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str, how: str
) -> None:
    """Nothing is half written; in the end the decision is there and the thread on its words."""
    thread = _landed_alone(parts, owner, reviewer, revision, how)
    close = CloseSuggestions(database=parts.database, repositories=parts.repositories)
    with _stopped(parts, "anchorings"), pytest.raises(IntegrityError):
        close(_entries(parts))
    with parts.database.read() as db:
        assert not decisions_in(db, [thread])

    close(_entries(parts))
    close(_entries(parts))

    assert _words(parts, owner, thread) == "a wholly other team"
    with parts.database.read() as db:
        assert len(db.rows(select(anchorings))) == len(db.rows(select(decisions))) == 1


@pytest.mark.parametrize("how", _ACCEPTING)
def test_a_decision_without_a_place_is_given_one(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str, how: str
) -> None:
    """What an earlier release wrote down by halves is completed, once."""
    thread = _landed_alone(parts, owner, reviewer, revision, how)
    close = CloseSuggestions(database=parts.database, repositories=parts.repositories)
    with parts.database.write() as db:
        head = parts.repositories.at(SLUG).head()
        found = readable_thread(db, owner, thread)
        decide(db, owner, found, Outcome.ACCEPTED, revision=head)

    close(_entries(parts))
    close(_entries(parts))

    assert _words(parts, owner, thread) == "a wholly other team"
    with parts.database.read() as db:
        assert len(db.rows(select(anchorings))) == len(db.rows(select(decisions))) == 1


def test_a_place_that_somebody_pointed_to_since_stays(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str
) -> None:
    """The follower comes late: what people did meanwhile is newer than what it would do."""
    thread = _landed_alone(parts, owner, reviewer, revision, "as it is")
    head = parts.repositories.at(SLUG).head() or ""
    passage = passage_of_quote(rendered(parts.repositories, SLUG, head), "one lead")
    with parts.database.write() as db:
        point(db, parts.repositories, owner, thread, revision=head, passage=passage)

    CloseSuggestions(database=parts.database, repositories=parts.repositories)(_entries(parts))

    assert _words(parts, owner, thread) == "one lead"
    _is_accepted(parts, owner, thread)


def _landed_alone(parts: Parts, owner: Actor, reviewer: Actor, revision: str, how: str) -> str:
    """Accept a suggestion so that only its revision is left and recorded; returns its thread."""
    words = "a wholly other team" if how == "as it is" else "some people"
    thread = suggestion(parts, reviewer, revision, "twelve research nurses", words)
    with pytest.raises(RuntimeError):
        _fail(parts, lambda db: _ACCEPTING[how](db, parts, owner, revision, thread))
    parts.repositories.take_written()  # as if another process had written
    with parts.database.write() as db:
        assert len(catch_up(db, parts.repositories.at(SLUG))) == 1
    return thread


@contextmanager
def _stopped(parts: Parts, table: str) -> Iterator[None]:
    """Let the database refuse every row of a table."""
    refusing = "BEGIN SELECT RAISE(ABORT, 'stopped'); END"
    with parts.database.write() as db:
        db.write(text(f"CREATE TRIGGER stopped BEFORE INSERT ON {table} {refusing}"))
    yield
    with parts.database.write() as db:
        db.write(text("DROP TRIGGER stopped"))


def _entries(parts: Parts) -> Sequence[Entry]:
    with parts.database.read() as db:
        return journal.after(db, 0, 1_000)


def _words(parts: Parts, owner: Actor, thread: str) -> str:
    """Return the source that a thread stands on in the draft."""
    with parts.database.read() as db:
        found = discussion(db, parts.repositories, owner, thread).placement
    assert found is not None
    return Span(found.start or 0, found.end or 0).of(draft(parts))


def _fail(parts: Parts, doing: Callable[[WriteDb], object]) -> None:
    with parts.database.write() as db:
        doing(db)
        raise RuntimeError("the disk is full")


def _is_accepted(parts: Parts, owner: Actor, thread: str) -> None:
    head = parts.repositories.at(SLUG).head()
    with parts.database.read() as db:
        found = decisions_in(db, [thread])[thread]
        known = {each.id for each in library.revisions(db, SLUG, limit=10, skip=0)}
    assert (found.outcome, found.person) == (Outcome.ACCEPTED, owner.id)
    assert found.revision in known
    assert head in known


def _save(parts: Parts, actor: Actor, text: str, expecting: str) -> str:
    with parts.database.write() as db:
        return save(
            db,
            parts.repositories,
            actor,
            SLUG,
            text=text,
            expecting=expecting,
            what_changed="Edited",
        ).id
