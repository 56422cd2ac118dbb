"""A key is for one posting: the same again adds nothing, anything else is refused and told of."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from service.accounts.model import Actor
from service.accounts.tokens import make_token
from service.comments import remarks, store, suggestion_store
from service.comments.asked import passage_of_quote
from service.comments.begin import begin
from service.comments.discuss import reply
from service.comments.model import Kind
from service.comments.once import KeyUsed
from service.comments.suggest import suggest
from service.parts import Parts
from service.storage.database import WriteDb
from tests.service.comments.conftest import SLUG
from tests.service.comments.saying import comment, text_of
from tests.visit import Visit

Rewrite = Callable[[str, str], str]
DOORS = ("comment", "suggestion", "reply")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where one person posts from, always under the same key."""

    #: Whatever it takes to post.
    parts: Parts
    #: Who posts.
    actor: Actor
    #: The thread that replies go to.
    thread: str

    def post(self, db: WriteDb, door: str, revision: str, said: str) -> tuple[str, str]:
        """Post through a door; returns the ids of the thread and of the comment."""
        if door == "reply":
            made = reply(db, self.actor, self.thread, body=said, key="k")
            return made.thread, made.id
        passage = passage_of_quote(text_of(self.parts, revision), "twelve")
        if door == "comment":
            begun = begin(
                db,
                self.parts.repositories,
                self.actor,
                SLUG,
                revision=revision,
                passage=passage,
                kind=Kind.GENERAL,
                body=said,
                key="k",
            )
        else:
            begun = suggest(
                db,
                self.parts.repositories,
                self.actor,
                SLUG,
                revision=revision,
                passage=passage,
                words=said,
                key="k",
            )
        return begun.thread.id, begun.comments[0].id


@pytest.fixture
def desk(parts: Parts, revision: str, reviewer: Actor) -> Desk:
    """A desk beside an open thread."""
    begun = comment(parts, reviewer, revision, None, "To reply to.")
    return Desk(parts=parts, actor=reviewer, thread=begun.thread.id)


@pytest.mark.parametrize("door", DOORS)
def test_the_same_again_is_what_was_made(desk: Desk, revision: str, door: str) -> None:
    """Through whichever door, it is there once."""
    with desk.parts.database.write() as db:
        first = desk.post(db, door, revision, "fourteen")
        before = _everything(db)
        assert desk.post(db, door, revision, "fourteen") == first
        assert _everything(db) == before


@pytest.mark.parametrize("later", DOORS)
@pytest.mark.parametrize("door", DOORS)
def test_other_words_are_refused_through_every_door(
    desk: Desk, revision: str, door: str, later: str
) -> None:
    """Nothing is added to what was made first, and the refusal says what that is."""
    with desk.parts.database.write() as db:
        first = desk.post(db, door, revision, "fourteen")
        before = _everything(db)
        with pytest.raises(KeyUsed) as refused:
            desk.post(db, later, revision, "fifteen")
        assert (refused.value.fields["thread"], refused.value.fields["comment"]) == first
        assert _everything(db) == before


@pytest.mark.parametrize("later", DOORS)
@pytest.mark.parametrize("door", DOORS)
def test_the_same_words_through_another_door_are_something_else(
    desk: Desk, revision: str, door: str, later: str
) -> None:
    """A comment is never made a suggestion of, nor a reply."""
    if door == later:
        return
    with desk.parts.database.write() as db:
        desk.post(db, door, revision, "fourteen")
        with pytest.raises(KeyUsed):
            desk.post(db, later, revision, "fourteen")


@pytest.mark.parametrize("suggests", [{}, {"suggest": "1", "words": "Fourteen."}])
def test_another_kind_is_something_else(
    parts: Parts,
    revision: str,
    reviewer: Actor,
    visit_as: Callable[[Actor], Visit],
    suggests: dict[str, str],
) -> None:
    """The first kind is kept, and not silently: a script is told, and so is the plain form."""
    visit = visit_as(reviewer)
    address = f"/s/{SLUG}/r/{revision}/threads"
    fields = {"csrf": visit.form_token(), "block": "b2", "body": "Why?", "key": "k", **suggests}
    asked = {"Accept": "application/json"}
    first = visit.post(address, data={**fields, "kind": "general"}, headers=asked).json()

    other = visit.post(address, data={**fields, "kind": "question"}, headers=asked)
    plain = visit.post(address, data={**fields, "kind": "question"})

    assert (other.status_code, other.json()["id"]) == (409, first["id"])
    assert 'data-kind="general"' in other.json()["html"]
    assert plain.status_code == 409
    assert "or as another kind" in plain.text
    with parts.database.read() as db:
        assert [each.kind for each in store.threads_of(db, SLUG, store.ALL)] == [Kind.GENERAL]


@pytest.mark.parametrize("door", ["comment", "suggestion"])
def test_another_revision_is_something_else(
    desk: Desk, revision: str, rewrite: Rewrite, door: str
) -> None:
    """Its passage lies elsewhere."""
    later = rewrite("# Cancer research\n", "# Cancer research\n\nA new opening.\n")
    with desk.parts.database.write() as db:
        desk.post(db, door, revision, "fourteen")
        with pytest.raises(KeyUsed):
            desk.post(db, door, later, "fourteen")


def test_a_program_that_names_no_revision_may_send_again_once_the_draft_has_changed(
    parts: Parts, revision: str, client: Visit, reviewer: Actor, rewrite: Rewrite
) -> None:
    """It means the draft as it was the first time, even where its quote stands there no more."""
    assert revision
    with parts.database.write() as db:
        _, token = make_token(db, reviewer, "a program")
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "k"}
    address = f"/api/v1/strategies/{SLUG}/threads"
    asked = {"quote": "twelve research nurses", "body": "Hm."}
    first = client.post(address, json=asked, headers=headers)
    rewrite("twelve research nurses", "many people")

    again = client.post(address, json=asked, headers=headers)
    other = client.post(address, json={**asked, "body": "Oh."}, headers=headers)

    assert (again.status_code, again.json()["id"]) == (201, first.json()["id"])
    assert other.status_code == 409
    assert other.json()["thread"] == first.json()["id"]
    assert other.json()["comment"] == first.json()["comments"][0]["id"]


def test_a_script_is_given_what_was_made_with_the_refusal(
    revision: str, reviewer: Actor, visit_as: Callable[[Actor], Visit]
) -> None:
    """It can show the card, and send the later words as an edit of it."""
    visit = visit_as(reviewer)
    address = f"/s/{SLUG}/r/{revision}/threads"
    fields = {"csrf": visit.form_token(), "block": "b2", "body": "First words", "key": "k"}
    asked = {"Accept": "application/json"}
    first = visit.post(address, data=fields, headers=asked).json()

    other = visit.post(address, data={**fields, "body": "Later words"}, headers=asked)

    assert other.status_code == 409
    told = other.json()
    assert (told["id"], told["pin"]) == (first["id"], first["pin"])
    assert "First words" in told["html"]
    assert f'data-own="{told["comment"]}"' in told["html"]
    replied = visit.post(
        f"/s/{SLUG}/threads/{first['id']}/replies",
        data={**fields, "body": "Other"},
        headers={"HX-Request": "true"},
    )
    assert (replied.status_code, replied.json()["id"]) == (409, first["id"])


@pytest.mark.parametrize("suggests", [{}, {"suggest": "1", "words": "Fourteen."}])
def test_the_plain_form_keeps_later_words_and_sends_them_as_something_new(
    parts: Parts,
    revision: str,
    reviewer: Actor,
    visit_as: Callable[[Actor], Visit],
    suggests: dict[str, str],
) -> None:
    """It says that the first ones are saved; nothing is lost, nothing is doubled unasked."""
    visit = visit_as(reviewer)
    address = f"/s/{SLUG}/r/{revision}/threads"
    fields = {"csrf": visit.form_token(), "block": "b2", "body": "First words", "key": "k"}
    visit.post(address, data={**fields, **suggests})

    answer = visit.post(address, data={**fields, **suggests, "body": "Later words"})

    assert answer.status_code == 409
    assert "Later words" in answer.text
    assert "This was sent before, with other words" in answer.text
    assert 'name="key" value="k"' not in answer.text
    with parts.database.read() as db:
        assert store.count(db, SLUG, store.ALL, until=9) == 1


def _everything(db: WriteDb) -> tuple[object, ...]:
    threads = [each.id for each in store.threads_of(db, SLUG, store.ALL)]
    return (
        threads,
        remarks.comments_in(db, threads),
        suggestion_store.suggestions_in(db, threads),
    )
