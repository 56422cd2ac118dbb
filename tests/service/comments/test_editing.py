"""Editing and deleting one's own, posting once, and mentioning people."""

import sqlite3
from collections.abc import Mapping

import pytest
from sqlalchemy import select

from service.accounts.grant import grant
from service.accounts.model import Actor, Role
from service.accounts.people import register_person
from service.comments import remarks, store
from service.comments.begin import begin
from service.comments.delete import delete
from service.comments.discuss import CommentEmpty, reply
from service.comments.edit import (
    CommentChanged,
    CommentDeleted,
    CommentMissing,
    CommentUnchanged,
    NotTheirs,
    edit,
)
from service.comments.mentions import spans
from service.comments.model import Comment, Discussion, Kind
from service.comments.once import KeyUnusable, KeyUsed
from service.errors import RoundtableError
from service.journal.tables import journal
from service.parts import Parts
from service.storage.database import ReadDb, WriteDb
from tests.service.comments.conftest import SLUG
from tests.service.comments.saying import comment


def test_an_edited_comment_says_so_and_keeps_its_earlier_words(
    parts: Parts, revision: str, reviewer: Actor
) -> None:
    """The words are the new ones; those before are kept, in order, once each."""
    first = comment(parts, reviewer, revision, None, "One").comments[0]
    with parts.database.write() as db:
        second = edit(db, reviewer, first.id, body="Two", expecting="")
        edit(db, reviewer, first.id, body="Three", expecting=second.seen)
    with parts.database.read() as db:
        found = _comment(db, first.id)
        assert (found.body, found.edited_at is not None) == ("Three", True)
        assert remarks.earlier_words(db, first.id) == ("One", "Two")


def test_an_edit_of_words_that_were_not_seen_is_refused(
    parts: Parts, revision: str, reviewer: Actor
) -> None:
    """Whoever has two windows open is told in the second; the first edit stays."""
    first = comment(parts, reviewer, revision, None, "One").comments[0]
    with parts.database.write() as db:
        edit(db, reviewer, first.id, body="Two", expecting=None)
    with parts.database.write() as db, pytest.raises(CommentChanged):
        edit(db, reviewer, first.id, body="Three", expecting="")
    with parts.database.read() as db:
        assert _comment(db, first.id).body == "Two"


@pytest.mark.parametrize(
    ("body", "error"),
    [("One", CommentUnchanged), (" One \n", CommentUnchanged), ("", CommentEmpty)],
)
def test_an_edit_must_say_something_else(
    parts: Parts, revision: str, reviewer: Actor, body: str, error: type[RoundtableError]
) -> None:
    """The same words again, or none, are told; no mark is made."""
    first = comment(parts, reviewer, revision, None, "One").comments[0]
    with parts.database.write() as db:
        with pytest.raises(error):
            edit(db, reviewer, first.id, body=body, expecting="")
        assert _comment(db, first.id).edited_at is None


def test_only_its_author_changes_a_comment(
    parts: Parts, revision: str, people: Mapping[str, Actor]
) -> None:
    """Not even an administrator puts words into somebody's mouth, or takes them out."""
    first = comment(parts, people["reviewer"], revision, None, "One").comments[0]
    for who in ("owner", "author", "administrator"):
        with parts.database.write() as db:
            with pytest.raises(NotTheirs):
                edit(db, people[who], first.id, body="Two", expecting="")
            with pytest.raises(NotTheirs):
                delete(db, people[who], first.id)


@pytest.mark.parametrize("missing", ["", "x", "0" * 26])
def test_an_unknown_comment_is_missing(
    parts: Parts, revision: str, owner: Actor, missing: str
) -> None:
    """What does not exist can be neither edited nor deleted."""
    assert revision
    with parts.database.write() as db:
        with pytest.raises(CommentMissing):
            edit(db, owner, missing, body="Two", expecting="")
        with pytest.raises(CommentMissing):
            delete(db, owner, missing)


def test_deleting_erases_the_words_from_the_disk(
    parts: Parts, revision: str, reviewer: Actor, owner: Actor
) -> None:
    """Neither the words nor those before them are in the database's files any more."""
    begun = comment(parts, reviewer, revision, None, "Plumbago was here")
    first = begun.comments[0]
    with parts.database.write() as db:
        edit(db, reviewer, first.id, body="Plumbago was @Olive Owner there", expecting="")
        reply(db, owner, begun.thread.id, body="What is that?")
        assert delete(db, reviewer, first.id) is False
    parts.database.close()
    with sqlite3.connect(parts.settings.data / "roundtable.db") as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    files = parts.settings.data.glob("roundtable.db*")
    assert all(b"Plumbago" not in each.read_bytes() for each in files)
    with parts.database.read() as db:
        found = _comment(db, first.id)
        assert (found.body, found.deleted_at is not None) == ("", True)
        assert remarks.mentioned_in(db, [first.id]) == {}
        thread = store.thread(db, begun.thread.id, store.ALL)
        assert thread is not None
        assert thread.open


def test_a_thread_in_which_nothing_is_said_is_resolved(
    parts: Parts, revision: str, reviewer: Actor, owner: Actor
) -> None:
    """Deleting the last words resolves the thread, and says that it did."""
    begun = comment(parts, reviewer, revision, None, "One")
    with parts.database.write() as db:
        answer = reply(db, owner, begun.thread.id, body="Two")
        assert delete(db, owner, answer.id) is False
        assert delete(db, reviewer, begun.comments[0].id) is True
        found = store.thread(db, begun.thread.id, store.ALL)
        assert found is not None
        assert found.resolved_by == reviewer.id
        with pytest.raises(CommentDeleted):
            delete(db, reviewer, begun.comments[0].id)
        with pytest.raises(CommentDeleted):
            edit(db, reviewer, begun.comments[0].id, body="Back", expecting="")


def test_the_same_key_makes_one_comment(parts: Parts, revision: str, reviewer: Actor) -> None:
    """A thread and a reply sent twice are there once, and both times they are returned."""
    with parts.database.write() as db:
        begun = _begin(db, parts, reviewer, revision, key="first")
        again = _begin(db, parts, reviewer, revision, key="first")
        assert again == begun
        answer = reply(db, reviewer, begun.thread.id, body="Two", key="second")
        assert reply(db, reviewer, begun.thread.id, body="Two", key="second") == answer
        assert [each.body for each in remarks.comments_of(db, begun.thread.id)] == ["One", "Two"]
        assert len(store.threads_of(db, SLUG, store.ALL)) == 1


def test_a_key_is_its_authors_and_for_one_posting(
    parts: Parts, revision: str, reviewer: Actor, owner: Actor
) -> None:
    """Somebody else may use the same one; the same person may not, for something else."""
    with parts.database.write() as db:
        one = _begin(db, parts, reviewer, revision, key="k")
        two = _begin(db, parts, owner, revision, key="k")
        assert one.thread.id != two.thread.id
        with pytest.raises(KeyUsed):
            reply(db, reviewer, two.thread.id, body="Elsewhere", key="k")
        reply(db, reviewer, one.thread.id, body="Here", key="r")
        with pytest.raises(KeyUsed):
            _begin(db, parts, reviewer, revision, key="r")


@pytest.mark.parametrize("key", ["x" * 65, "a b", "é", "a\n", "\x00"])
def test_a_key_that_cannot_be_one_is_refused(
    parts: Parts, revision: str, reviewer: Actor, key: str
) -> None:
    """Printable, without spaces, and short; told before anything is written."""
    with parts.database.write() as db:
        with pytest.raises(KeyUnusable):
            _begin(db, parts, reviewer, revision, key=key)
        assert store.threads_of(db, SLUG, store.ALL) == ()


def test_people_who_may_read_are_mentioned(
    parts: Parts, revision: str, reviewer: Actor, people: Mapping[str, Actor]
) -> None:
    """By their whole names, however they are capitalised; each once, and not the author."""
    body = "@Olive Owner and @arthur author, see @Olive Owner and @Nobody; I am @Rita Reviewer."
    first = comment(parts, reviewer, revision, None, body).comments[0]
    expected = {people[each].id for each in ("owner", "author", "reviewer")}
    with parts.database.read() as db:
        assert remarks.mentioned_in(db, [first.id]) == {first.id: expected}
        assert _told(db) == sorted(people[each].id for each in ("owner", "author"))


def test_an_edit_tells_only_those_who_were_not_mentioned_before(
    parts: Parts, revision: str, reviewer: Actor, people: Mapping[str, Actor]
) -> None:
    """Whoever is left out of the new words is not mentioned any more."""
    first = comment(parts, reviewer, revision, None, "@Olive Owner?").comments[0]
    with parts.database.write() as db:
        one = edit(db, reviewer, first.id, body="@Olive Owner, @Arthur Author?", expecting="")
        edit(db, reviewer, first.id, body="@Arthur Author?", expecting=one.seen)
        assert remarks.mentioned_in(db, [first.id]) == {first.id: {people["author"].id}}
        assert _told(db) == sorted([people["owner"].id, people["author"].id])


def test_everybody_of_a_name_is_mentioned_and_the_longer_name_wins(
    parts: Parts, revision: str, reviewer: Actor
) -> None:
    """Two people called Ann Lee both are; Ann Lee-Price is somebody else."""
    with parts.database.write() as db:
        ids = {}
        for number, name in enumerate(("Ann Lee", "Ann Lee", "Ann Lee-Price")):
            person = register_person(db, name=name, email=f"ann-{number}@example.org")
            grant(db, strategy=SLUG, person=person.id, role=Role.READER)
            ids[person.id] = name
    one = comment(parts, reviewer, revision, None, "Ask @Ann Lee.").comments[0].id
    two = comment(parts, reviewer, revision, None, "Ask @Ann Lee-Price.").comments[0].id
    with parts.database.read() as db:
        found = remarks.mentioned_in(db, [one, two])
    assert sorted(ids[each] for each in found[one]) == ["Ann Lee", "Ann Lee"]
    assert [ids[each] for each in found[two]] == ["Ann Lee-Price"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("@Ann", ["@Ann"]),
        ("a@Ann", []),
        ("x.@Ann", []),
        ("(@Ann)", ["@Ann"]),
        ("@Anna", []),
        ("@@Ann", ["@Ann"]),
        ("@ANN LEE and @ann", ["@ANN LEE", "@ann"]),
        ("@Strauß @STRAUß", ["@Strauß", "@STRAUß"]),
        ("@", []),
    ],
)
def test_a_mention_is_a_whole_name(body: str, found: list[str]) -> None:
    """Not part of an address or of a longer word."""
    names = ["Ann", "Ann Lee", "Strauß"]
    assert [span.of(body) for span, _ in spans(body, names)] == found


def _begin(
    db: WriteDb, parts: Parts, actor: Actor, revision: str, *, key: str, body: str = "One"
) -> Discussion:
    return begin(
        db,
        parts.repositories,
        actor,
        SLUG,
        revision=revision,
        passage=None,
        kind=Kind.GENERAL,
        body=body,
        key=key,
    )


def _comment(db: ReadDb, comment_id: str) -> Comment:
    found = remarks.comment(db, comment_id)
    assert found is not None
    return found


def _told(db: ReadDb) -> list[str]:
    rows = db.rows(select(journal.c.subject).where(journal.c.event == "comments:person:mentioned"))
    return sorted(row.subject for row in rows)
