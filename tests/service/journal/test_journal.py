"""The journal: order, the chain, and followers."""

from collections.abc import Sequence
from contextlib import suppress

import pytest
from sqlalchemy import delete, update

from service.journal import store
from service.journal.follow import Follower, catch_up
from service.journal.model import Entry
from service.journal.record import record
from service.journal.tables import journal
from service.journal.verify import verify_chain
from service.storage.database import Database, WriteDb


def _record(db: WriteDb, count: int) -> list[Entry]:
    return [
        record(db, "tests:thing:done", actor=None, strategy="x", subject=str(i), detail={"i": i})
        for i in range(count)
    ]


def test_entries_are_numbered_without_gaps_and_chained(database: Database) -> None:
    """Each entry holds the hash of the one before it."""
    with database.write() as db:
        start, _ = store.last(db)
        entries = _record(db, 5)
        assert [entry.seq for entry in entries] == list(range(start + 1, start + 6))
        assert [e.previous for e in entries[1:]] == [e.hash for e in entries[:-1]]
        assert verify_chain(db) == ()


@pytest.mark.parametrize("column", ["actor", "event", "subject", "detail", "hash", "previous"])
def test_a_changed_entry_breaks_the_chain(database: Database, column: str) -> None:
    """Whatever is changed in whichever column, the check names the entry."""
    with database.write() as db:
        entry = _record(db, 3)[1]
        db.write(update(journal).where(journal.c.seq == entry.seq).values({column: "forged"}))
        assert verify_chain(db) == (
            f"Entry {entry.seq} of the journal ({_event(column)}) was changed.",
        )


def _event(column: str) -> str:
    return "forged" if column == "event" else "tests:thing:done"


def test_a_removed_entry_breaks_the_chain(database: Database) -> None:
    """A gap in the numbers is told."""
    with database.write() as db:
        entry = _record(db, 3)[1]
        db.write(delete(journal).where(journal.c.seq == entry.seq))
        assert "jumps" in verify_chain(db)[0]


def test_an_entry_is_gone_with_its_transaction(database: Database) -> None:
    """What was rolled back never happened."""
    with database.read() as db:
        before = store.count(db)
    with suppress(RuntimeError), database.write() as db:
        _record(db, 1)
        raise RuntimeError
    with database.read() as db:
        assert store.count(db) == before


def test_a_follower_sees_each_entry_once_and_in_order(database: Database) -> None:
    """Batches follow on from each other; a second look finds nothing new."""
    seen: list[int] = []

    def deal(entries: Sequence[Entry]) -> None:
        seen.extend(entry.seq for entry in entries)

    follower = Follower(name="tests", deal=deal)
    with database.write() as db:
        _record(db, 1203)
    assert catch_up(database, follower) == len(seen)
    assert seen == sorted(set(seen))
    assert seen[-1] - seen[0] + 1 == len(seen)
    assert catch_up(database, follower) == 0


def test_a_follower_that_fails_gets_the_same_entries_again(database: Database) -> None:
    """Its position moves only when it has dealt with them."""
    seen: list[list[int]] = []

    def deal(entries: Sequence[Entry]) -> None:
        seen.append([entry.seq for entry in entries])
        if len(seen) == 1:
            raise RuntimeError("the first time fails")

    follower = Follower(name="tests", deal=deal)
    with database.write() as db:
        _record(db, 2)
    with pytest.raises(RuntimeError):
        catch_up(database, follower)
    catch_up(database, follower)
    assert seen[0] == seen[1]
