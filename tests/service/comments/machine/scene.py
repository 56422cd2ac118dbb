"""The installation on which the machine works, and what holds of it after every step."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import ClassVar, TypeVar

import pytest
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant

from service import clock
from service.accounts.model import Actor
from service.accounts.permissions import audiences
from service.accounts.read import actor, find_by_email
from service.comments import read, remarks, store, suggestion_store
from service.comments.model import Discussion
from service.comments.standing import standings
from service.document.anchors import Placement, PlacementState
from service.errors import RoundtableError
from service.journal.follow import Follower, catch_up
from service.library import read as library
from service.library.add import Addition, Edition, add
from service.library.model import TEXT
from service.parts import Parts, open_parts
from service.settings import Settings
from service.storage.database import ReadDb, WriteDb
from service.worker import followers
from tests.service.comments.machine.imagined import Imagined, Talk

SLUG = "cancer-research"
#: Whose pages are looked at; None is signed out.
VIEWERS = ("owner", "reviewer", "reader", "stranger", "administrator", None)

Made = TypeVar("Made")
Expected = type[RoundtableError] | None


class Scene(RuleBasedStateMachine):
    """An installation, people, and the model."""

    talks: Bundle[Talk] = Bundle("talks")
    #: A database with the schema and the people.
    migrated: ClassVar[Path]

    @initialize()
    def open(self) -> None:
        """Begin with a strategy of three short paragraphs."""
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        shutil.copy(self.migrated, folder / "roundtable.db")
        settings = Settings(data=folder, demonstration=False)
        self.parts: Parts = self.stack.enter_context(open_parts(settings))
        self.imagined = Imagined.begun([3, 3, 2])
        with self.parts.database.write() as db:
            self.people = people_of(db)
            edition = Edition(
                files={TEXT: self.imagined.text.encode()},
                what_changed="Began",
                when=clock.now(),
                author=self.people["owner"].id,
            )
            addition = Addition(slug=SLUG, editions=[edition], owner=self.people["owner"].id)
            made = add(db, self.parts.repositories, addition)
        self.imagined.past.append((made.draft, self.imagined.paragraphs))

    def teardown(self) -> None:
        """Close and remove the installation."""
        if hasattr(self, "stack"):
            self.stack.close()

    def attempt(self, expected: Expected, act: Callable[[WriteDb], Made]) -> Made | None:
        """Do something: what it made, or None where just what is expected was told."""
        if expected is None:
            with self.parts.database.write() as db:
                return act(db)
        with pytest.raises(expected), self.parts.database.write() as db:
            act(db)
        return None

    def follow(self) -> None:
        """Let the followers of the journal that have to do with comments get as far as it is."""
        for each in followers(self.parts):
            if each.name in ("placements", "suggestions"):
                catch_up(self.parts.database, Follower(name=each.name, deal=each.deal))

    def landed(self, revision: str) -> None:
        """Note a new revision of the draft."""
        self.imagined.past.append((revision, self.imagined.paragraphs))

    def placement(self, talk: Talk) -> Placement | None:
        """Return where a thread stands in the draft, as the product has it."""
        with self.parts.database.read() as db:
            return self.found(db, talk).placement

    def found(self, db: ReadDb, talk: Talk) -> Discussion:
        """Return a thread as the product has it."""
        return read.discussion(db, self.parts.repositories, self.people["owner"], talk.id, SLUG)

    @property
    def head(self) -> str:
        """The newest revision."""
        return self.imagined.past[-1][0]

    @invariant()
    def the_draft_is_the_model_s(self) -> None:
        """The text says what it should, after as many revisions as there should be."""
        if not hasattr(self, "imagined"):
            return
        repository = self.parts.repositories.at(SLUG)
        assert repository.head() == self.head
        assert repository.text(self.head) == self.imagined.text
        with self.parts.database.read() as db:
            assert library.count_revisions(db, SLUG) == len(self.imagined.past)
            assert library.draft(db, None, SLUG).revision.id == self.head

    @invariant()
    def everybody_counts_what_they_may_see(self) -> None:
        """No thread is missing or twice, for anybody; nor is what wants an answer."""
        if not hasattr(self, "imagined"):
            return
        with self.parts.database.read() as db:
            for who in VIEWERS:
                self._counts(db, who)

    def _counts(self, db: ReadDb, who: str | None) -> None:
        viewer = self.people[who] if who else None
        seen = [each for each in self.imagined.talks if each.seen_by(who or "")]
        shown = library.draft(db, viewer, SLUG)
        stand = standings(db, self.parts.repositories, viewer, shown)
        assert sorted((each.id, each.open, each.suggestion) for each in stand) == sorted(
            (each.id, each.resolved_by is None, each.suggested is not None) for each in seen
        )
        assert store.count(db, SLUG, audiences(viewer), until=shown.revision.number) == len(seen)
        still_open = sum(each.resolved_by is None for each in seen)
        assert read.open_threads(db, viewer).get(SLUG, 0) == still_open
        assert sorted(suggestion_store.undecided(db, SLUG, audiences(viewer))) == sorted(
            each.id for each in seen if each.suggested and each.suggested.state == "open"
        )

    @invariant()
    def threads_are_as_they_should_be(self) -> None:
        """What is said and decided is there, once, and every thread is on its words, or lost."""
        if not hasattr(self, "imagined"):
            return
        ids = [each.id for each in self.imagined.talks]
        with self.parts.database.read() as db:
            shown = library.draft(db, None, SLUG)
            discussions = read.discussions(db, self.parts.repositories, shown, ids)
            decided = suggestion_store.decisions_in(db, ids)
            outcomes = {each: made.outcome.value for each, made in decided.items()}
            assert outcomes == {
                each.id: each.suggested.state
                for each in self.imagined.talks
                if each.suggested and each.suggested.state != "open"
            }
            for talk, each in zip(self.imagined.talks, discussions, strict=True):
                self._said(db, talk, each)
                self._placed(talk, each.placement)

    def _said(self, db: ReadDb, talk: Talk, found: Discussion) -> None:
        by = self.people[talk.resolved_by].id if talk.resolved_by else None
        assert (found.thread.id, found.thread.resolved_by) == (talk.id, by)
        assert (found.farewell is not None) == talk.gone
        assert [(each.id, each.body, each.deleted_at is not None) for each in found.comments] == [
            (key, said.body, said.deleted) for key, said in talk.said.items()
        ]
        for key, said in talk.said.items():
            assert list(remarks.earlier_words(db, key)) == said.earlier

    def _placed(self, talk: Talk, placement: Placement | None) -> None:
        """Where its words stand it stands on them; else on what took their place, or it is lost."""
        if not talk.on:
            assert placement is None
            return
        assert placement is not None
        start, end = placement.start, placement.end
        if self.imagined.stand(talk.on):
            assert (start, end) == self.imagined.span(talk.on)
            assert placement.likeness == 1.0
        elif start is None or end is None:
            assert placement.state is PlacementState.ORPHANED
        else:
            assert placement.state is PlacementState.MOVED
            words = self.imagined.whole(start, end)
            assert words
            assert words <= self.imagined.might_hold(talk.on)


def people_of(db: ReadDb) -> Mapping[str, Actor]:
    """Return the people of the installation by what they are to the strategy."""
    keys = [*sorted(each for each in VIEWERS if each), "author"]
    found = {key: find_by_email(db, f"{key}@example.org") for key in keys}
    return {key: actor(db, each.id) for key, each in found.items() if each}
