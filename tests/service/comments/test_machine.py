"""Anything in any order: commenting, replying, editing, deleting, saving, resolving, reopening."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from service.accounts.model import Actor
from service.comments import read, remarks
from service.comments.delete import delete
from service.comments.discuss import ThreadResolved, reply
from service.comments.edit import CommentChanged, CommentDeleted, CommentUnchanged, NotTheirs, edit
from service.comments.place import PlaceThreads
from service.comments.resolve import AlreadyResolved, NotResolved, reopen, resolve
from service.comments.standing import standings
from service.document.anchors import PlacementState
from service.errors import RoundtableError
from service.journal.follow import Follower, catch_up
from service.library import read as library
from service.library.save import save
from service.storage.database import WriteDb
from tests.service.comments.races import SLUG, WORDS, Track, build

WHO = st.sampled_from(["owner", "reviewer"])
SAID = st.sampled_from(["Yes.", "No.", "Perhaps @Olive knows."])


@dataclass(slots=True, kw_only=True)
class Said:
    """A comment as it should be."""

    #: Who wrote it.
    who: str
    #: What it says; None once deleted.
    body: str | None
    #: What it said before, the oldest first.
    earlier: list[str] = field(default_factory=list)
    #: What an edit has to have seen.
    seen: str = ""


@dataclass(slots=True, kw_only=True)
class Talk:
    """A thread as it should be."""

    #: Its id.
    id: str
    #: Whether it stands on the words that are never rewritten.
    anchored: bool
    #: Its comments by id, the oldest first.
    said: dict[str, Said]
    #: Who resolved it; None while open.
    resolved_by: str | None = None
    #: Whether it was open whenever the draft was saved, and so was followed.
    followed: bool = True


class Discussing(RuleBasedStateMachine):
    """People discuss a strategy whose text is rewritten around the passage they speak of."""

    talks: Bundle[Talk] = Bundle("talks")

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.known: list[Talk] = []

    @initialize()
    def open(self) -> None:
        """Begin with an empty installation."""
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.track: Track = build(folder, self.stack)
        self.saves = 0
        parts = self.track.parts
        place = PlaceThreads(database=parts.database, repositories=parts.repositories)
        self.follower = Follower(name="placements", deal=place)

    def teardown(self) -> None:
        """Close it."""
        self.stack.close()

    @rule(target=talks, anchored=st.booleans())
    def comment(self, anchored: bool) -> Talk:
        """Somebody comments on the words, or on the whole document."""
        with self.track.parts.database.write() as db:
            begun = self.track.begin(db, WORDS if anchored else None)
        said = {begun.comments[0].id: Said(who="reviewer", body="Who pays?")}
        self.known.append(Talk(id=begun.thread.id, anchored=anchored, said=said))
        return self.known[-1]

    @rule(talk=talks, who=WHO, body=SAID)
    def reply(self, talk: Talk, who: str, body: str) -> None:
        """Somebody replies."""
        made = []
        expected = ThreadResolved if talk.resolved_by else None
        self._try(expected, lambda db: made.append(reply(db, self._actor(who), talk.id, body=body)))
        if made:
            talk.said[made[0].id] = Said(who=who, body=body)

    @rule(talk=talks, who=WHO, body=SAID, number=st.integers(0, 3), stale=st.booleans())
    def edit(self, talk: Talk, who: str, body: str, number: int, stale: bool) -> None:
        """Somebody edits a comment, perhaps one that they have not seen lately."""
        key, said = self._pick(talk, number)
        expecting = "never" if stale else said.seen
        expected: type[RoundtableError] | None = None
        if said.who != who:
            expected = NotTheirs
        elif said.body is None:
            expected = CommentDeleted
        elif stale:
            expected = CommentChanged
        elif said.body == body:
            expected = CommentUnchanged
        made = []
        self._try(
            expected,
            lambda db: made.append(edit(db, self._actor(who), key, body=body, expecting=expecting)),
        )
        if made and said.body is not None:
            said.earlier.append(said.body)
            said.body, said.seen = body, made[0].seen

    @rule(talk=talks, who=WHO, number=st.integers(0, 3))
    def delete(self, talk: Talk, who: str, number: int) -> None:
        """Somebody deletes a comment."""
        key, said = self._pick(talk, number)
        expected: type[RoundtableError] | None = None
        if said.who != who:
            expected = NotTheirs
        elif said.body is None:
            expected = CommentDeleted
        self._try(expected, lambda db: delete(db, self._actor(who), key))
        if expected is None:
            said.body, said.earlier = None, []
            silent = all(each.body is None for each in talk.said.values())
            if silent and not talk.resolved_by:
                talk.resolved_by = who

    @rule(talk=talks, who=WHO)
    def resolve(self, talk: Talk, who: str) -> None:
        """Somebody resolves a thread."""
        self._try(
            AlreadyResolved if talk.resolved_by else None,
            lambda db: resolve(db, self._actor(who), talk.id),
        )
        talk.resolved_by = talk.resolved_by or who

    @rule(talk=talks, who=WHO)
    def reopen(self, talk: Talk, who: str) -> None:
        """Somebody reopens a thread."""
        self._try(
            None if talk.resolved_by else NotResolved,
            lambda db: reopen(db, self._actor(who), talk.id),
        )
        talk.resolved_by = None

    @rule(before=st.booleans())
    def save(self, before: bool) -> None:
        """The owner writes a sentence before the words, or after them."""
        repository = self.track.parts.repositories.at(SLUG)
        head = repository.head() or ""
        self.saves += 1
        more = f"Sentence {self.saves}."
        words = f"{more} {WORDS}" if before else f"{WORDS} {more}"
        with self.track.parts.database.write() as db:
            save(
                db,
                self.track.parts.repositories,
                self.track.owner,
                SLUG,
                text=repository.text(head).replace(WORDS, words, 1),
                expecting=head,
                what_changed=more,
            )
        catch_up(self.track.parts.database, self.follower)
        for talk in self.known:
            talk.followed = talk.followed and talk.resolved_by is None

    @invariant()
    def everything_is_as_it_should_be(self) -> None:
        """Every thread is there, once, with what is said in it, and stands on its words.

        One that was resolved while the text was rewritten may be lost, but never stands elsewhere.
        """
        track = self.track
        with track.parts.database.read() as db:
            shown = library.draft(db, None, SLUG)
            ids = [each.id for each in standings(db, track.parts.repositories, None, shown)]
            assert sorted(ids) == sorted(each.id for each in self.known)
            found = read.discussions(db, track.parts.repositories, shown, ids)
            text = track.parts.repositories.at(SLUG).text(shown.revision.id)
            for each in found:
                talk = next(one for one in self.known if one.id == each.thread.id)
                by = self._actor(talk.resolved_by).id if talk.resolved_by else None
                assert each.thread.resolved_by == by
                assert {one.id: one.body for one in each.comments} == {
                    key: said.body or "" for key, said in talk.said.items()
                }
                for key, said in talk.said.items():
                    assert list(remarks.earlier_words(db, key)) == said.earlier
                if talk.anchored:
                    assert each.placement is not None
                    state, at = each.placement.state, each.placement.start
                    assert state is PlacementState.PLACED or not talk.followed
                    assert at is None or text[at : each.placement.end] == WORDS

    def _actor(self, who: str) -> Actor:
        return self.track.owner if who == "owner" else self.track.reviewer

    def _pick(self, talk: Talk, number: int) -> tuple[str, Said]:
        return list(talk.said.items())[number % len(talk.said)]

    def _try(
        self, expected: type[RoundtableError] | None, act: Callable[[WriteDb], object]
    ) -> None:
        """Do something, which must succeed, or be told just what is expected."""
        if expected is None:
            with self.track.parts.database.write() as db:
                act(db)
            return
        told = None
        with suppress(expected), self.track.parts.database.write() as db:
            act(db)
            told = "nothing"
        assert told is None, f"{expected.__name__} was to be told"


TestDiscussing = Discussing.TestCase
TestDiscussing.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
