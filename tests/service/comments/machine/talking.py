"""What people say: commenting, replying, editing, deleting, resolving, and sending it again."""

from collections.abc import Callable
from dataclasses import dataclass

import hypothesis.strategies as st
import pytest
from hypothesis.stateful import MultipleResults, initialize, multiple, precondition, rule

from service.accounts.model import Visibility
from service.accounts.permissions import NotAllowed, audience_of
from service.comments.asked import passage_of_quote
from service.comments.begin import Passage, begin
from service.comments.decline import DeclinedByOthers, StillWaiting, WithdrawnByAnother
from service.comments.delete import delete
from service.comments.discuss import ThreadMissing, ThreadResolved, reply
from service.comments.edit import (
    CommentChanged,
    CommentDeleted,
    CommentMissing,
    CommentUnchanged,
    NotTheirs,
    edit,
)
from service.comments.model import Kind
from service.comments.once import KeyUsed
from service.comments.resolve import AlreadyResolved, NotResolved, reopen, resolve
from service.library.texts import rendered
from service.storage.database import WriteDb
from tests.service.comments.machine.imagined import SPEAKERS, WRITERS, Said, Talk
from tests.service.comments.machine.scene import SLUG, Expected, Scene

WHO = st.sampled_from(["owner", "owner", "author", "reviewer", "reviewer", "stranger"])
BODY = st.sampled_from(["Yes.", "No.", "Perhaps @Olive Owner knows."])
AT = st.integers(0, 1_000)
FIRST = "Who pays?"
#: The tag of those who have a role on the strategy.
APART = audience_of(SLUG, Visibility.CONFIDENTIAL)

#: Sends something that says this and is of this kind; returns the ids of its thread and comment.
Send = Callable[[WriteDb, str, Kind], tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """Something that was sent under a key, and may be sent again."""

    #: Sends it.
    send: Send
    #: What it said.
    body: str
    #: What kind it was of.
    kind: Kind
    #: Whether kinds make a difference to it.
    has_kind: bool
    #: The ids of the thread and of the comment that it made.
    made: tuple[str, str]


class Talking(Scene):
    """What people say."""

    @initialize()
    def silence(self) -> None:
        """Nobody has sent anything yet."""
        self.sent: list[Posting] = []

    @rule(target=Scene.talks, who=WHO, at=AT, many=st.integers(0, 2), old=AT, apart=st.booleans())
    def comment(
        self, who: str, at: int, many: int, old: int, apart: bool
    ) -> Talk | MultipleResults[Talk]:
        """Somebody comments on words of a revision that they have open, or on all of it."""
        revision, words = self.words(at, many, old)
        key = self.key()

        def send(db: WriteDb, body: str, kind: Kind) -> tuple[str, str]:
            made = begin(
                db,
                self.parts.repositories,
                self.people[who],
                SLUG,
                revision=revision,
                passage=self.passage(revision, words),
                kind=kind,
                body=body,
                key=key,
                audience=APART if apart else None,
            )
            return made.thread.id, made.comments[0].id

        made = self.post(None if who in SPEAKERS else NotAllowed, send, FIRST)
        if made is None:
            return multiple()
        said = {made[1]: Said(who=who, body=FIRST)}
        self.imagined.talks.append(Talk(id=made[0], who=who, on=words, apart=apart, said=said))
        return self.imagined.talks[-1]

    @rule(talk=Scene.talks, who=WHO, body=BODY)
    def reply(self, talk: Talk, who: str, body: str) -> None:
        """Somebody replies."""
        key = self.key()

        def send(db: WriteDb, body: str, _: Kind) -> tuple[str, str]:
            made = reply(db, self.people[who], talk.id, body=body, key=key)
            return made.thread, made.id

        expected = self.speaking(talk, who)
        if expected is None and talk.resolved_by:
            expected = ThreadResolved
        made = self.post(expected, send, body, has_kind=False)
        if made:
            talk.said[made[1]] = Said(who=who, body=body)

    @precondition(lambda self: self.sent)
    @rule(at=AT, other=st.sampled_from(["", "body", "kind"]))
    def send_again(self, at: int, other: str) -> None:
        """What was sent comes again: it is what was made; with anything else it is refused."""
        posted = self.sent[at % len(self.sent)]
        body = f"{posted.body} Not quite." if other == "body" else posted.body
        kind = Kind.QUESTION if other == "kind" and posted.has_kind else posted.kind
        with self.parts.database.write() as db:
            if (body, kind) == (posted.body, posted.kind):
                assert posted.send(db, body, kind) == posted.made
                return
            with pytest.raises(KeyUsed) as refused:
                posted.send(db, body, kind)
        told = refused.value.fields
        assert (told["thread"], told["comment"]) == posted.made

    @rule(talk=Scene.talks, who=WHO, body=BODY, at=AT, stale=st.booleans())
    def edit(self, talk: Talk, who: str, body: str, at: int, stale: bool) -> None:
        """Somebody edits a comment, perhaps one that they have not seen lately."""
        key, said = self._pick(talk, at)
        expecting = "never" if stale else said.seen
        expected = self._owning(talk, said, who)
        if expected is None and stale:
            expected = CommentChanged
        elif expected is None and said.body == body:
            expected = CommentUnchanged
        made = self.attempt(
            expected, lambda db: edit(db, self.people[who], key, body=body, expecting=expecting)
        )
        if made:
            said.earlier.append(said.body)
            said.body, said.seen = body, made.seen

    @rule(talk=Scene.talks, who=WHO, at=AT)
    def delete(self, talk: Talk, who: str, at: int) -> None:
        """Somebody deletes a comment; where nothing is said any more, that resolves the thread."""
        key, said = self._pick(talk, at)
        expected = self._owning(talk, said, who)
        self.attempt(expected, lambda db: delete(db, self.people[who], key))
        if expected is None:
            said.body, said.earlier, said.deleted = "", [], True
            silent = talk.suggested is None and all(each.deleted for each in talk.said.values())
            if silent and not talk.resolved_by:
                talk.resolved_by = who

    @rule(talk=Scene.talks, who=WHO)
    def resolve(self, talk: Talk, who: str) -> None:
        """Somebody resolves a thread, which one that suggests words wants a decision for."""
        expected = self.settling(talk, who)
        if expected is None and talk.resolved_by:
            expected = AlreadyResolved
        elif expected is None and talk.suggested and talk.suggested.state == "open":
            expected = StillWaiting
        self.attempt(expected, lambda db: resolve(db, self.people[who], talk.id))
        if expected is None:
            talk.resolved_by = who

    @rule(talk=Scene.talks, who=WHO)
    def reopen(self, talk: Talk, who: str) -> None:
        """Somebody reopens a thread; what was not accepted waits again, if they may say so."""
        state = talk.suggested.state if talk.suggested else ""
        expected = self.settling(talk, who)
        if expected is None and not talk.resolved_by:
            expected = NotResolved
        elif expected is None and state == "declined" and who not in WRITERS:
            expected = DeclinedByOthers
        elif expected is None and state == "withdrawn" and who != talk.who:
            expected = WithdrawnByAnother
        self.attempt(expected, lambda db: reopen(db, self.people[who], talk.id))
        if expected is None:
            talk.resolved_by = None
            if talk.suggested and state in ("declined", "withdrawn"):
                talk.suggested.state = "open"

    def words(self, at: int, many: int, old: int) -> tuple[str, tuple[str, ...]]:
        """Return one of the newest revisions, and some words that stand in it together."""
        past = self.imagined.past[-4:]
        revision, paragraphs = past[-1 - old % len(past)]
        runs = [
            some[first : first + many]
            for some in paragraphs
            for first in range(1, len(some) - many)
        ]
        return revision, runs[at % len(runs)] if many and runs else ()

    def passage(self, revision: str, words: tuple[str, ...]) -> Passage | None:
        """Return the passage of some words of a revision; None for the whole document."""
        text = rendered(self.parts.repositories, SLUG, revision)
        return passage_of_quote(text, " ".join(words)) if words else None

    def key(self) -> str:
        """Return a key that nothing was sent under."""
        return f"key-{len(self.sent)}"

    def post(
        self, expected: Expected, send: Send, body: str, *, has_kind: bool = True
    ) -> tuple[str, str] | None:
        """Send something for the first time, and remember it where it is taken."""
        made = self.attempt(expected, lambda db: send(db, body, Kind.GENERAL))
        if made:
            posted = Posting(send=send, body=body, kind=Kind.GENERAL, has_kind=has_kind, made=made)
            self.sent.append(posted)
        return made

    def speaking(self, talk: Talk, who: str) -> Expected:
        """Return what keeps somebody from saying something in a thread."""
        if not talk.seen_by(who):
            return ThreadMissing
        return None if who in SPEAKERS else NotAllowed

    def settling(self, talk: Talk, who: str) -> Expected:
        """Return what keeps somebody from settling a thread."""
        if not talk.seen_by(who):
            return ThreadMissing
        return None if talk.settled_by(who) else NotAllowed

    def _owning(self, talk: Talk, said: Said, who: str) -> Expected:
        """Return what keeps somebody from changing a comment."""
        if not talk.seen_by(who):
            return CommentMissing
        if who not in SPEAKERS:
            return NotAllowed
        if said.who != who:
            return NotTheirs
        return CommentDeleted if said.deleted else None

    def _pick(self, talk: Talk, at: int) -> tuple[str, Said]:
        return list(talk.said.items())[at % len(talk.said)]
