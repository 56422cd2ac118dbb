"""Suggesting, accepting, declining, withdrawing, reopening in any order, beside a model."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from service import clock
from service.accounts.model import Actor
from service.accounts.read import actor, find_by_email
from service.comments.accept import SuggestionStale, accept
from service.comments.decide import AlreadyDecided, SuggestionSettled
from service.comments.decline import (
    DeclinedByOthers,
    StillWaiting,
    WithdrawnByAnother,
    decline,
    withdraw,
)
from service.comments.resolve import AlreadyResolved, NotResolved, reopen, resolve
from service.comments.suggestion_store import decisions_in, undecided
from service.errors import RoundtableError
from service.library.add import Addition, Edition, add
from service.library.model import TEXT
from service.parts import Parts, open_parts
from service.settings import Settings
from service.storage.database import WriteDb
from tests.service.comments.conftest import SLUG
from tests.service.comments.suggesting import draft, suggestion

WORDS = [f"word{number:02}x" for number in range(12)]
LEAD = "# Title\n\nBegin "


class Suggesting(RuleBasedStateMachine):
    """The real thing beside the model: words, and what became of each suggestion."""

    made = Bundle("made")
    migrated: Path

    @initialize()
    def begin(self) -> None:
        """A strategy of one paragraph."""
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        shutil.copy(self.migrated, folder / "roundtable.db")
        self.parts: Parts = self.stack.enter_context(
            open_parts(Settings(data=folder, demonstration=False))
        )
        with self.parts.database.write() as db:
            self.people: Mapping[str, Actor] = {
                key: actor(db, found.id)
                for key in ("owner", "reviewer")
                if (found := find_by_email(db, f"{key}@example.org"))
            }
            text = f"{LEAD}{' '.join(WORDS)} end.\n"
            edition = Edition(
                files={TEXT: text.encode()},
                what_changed="Began",
                when=clock.now(),
                author=self.people["owner"].id,
            )
            addition = Addition(slug=SLUG, editions=[edition], owner=self.people["owner"].id)
            add(db, self.parts.repositories, addition)
        self.words = list(WORDS)
        #: By thread: the place, the word replaced, the new one, and what became of it.
        self.known: dict[str, tuple[int, str, str]] = {}
        self.state: dict[str, str] = {}
        self.resolved: dict[str, bool] = {}

    @rule(target=made, at=st.integers(0, len(WORDS) - 1))
    def suggest(self, at: int) -> str:
        """Suggest another word for one that stands there."""
        old, new = self.words[at], f"new{len(self.known):03}x"
        head = self.parts.repositories.at(SLUG).head() or ""
        thread = suggestion(self.parts, self.people["reviewer"], head, old, new)
        self.known[thread] = (at, old, new)
        self.state[thread], self.resolved[thread] = "open", False
        return thread

    @rule(thread=made)
    def accept(self, thread: str) -> None:
        """Accept it, or be told why not."""
        at, old, new = self.known[thread]
        expected: type[RoundtableError] | None = None
        if self.state[thread] != "open":
            expected = AlreadyDecided
        elif self.resolved[thread]:
            expected = SuggestionSettled
        elif self.words[at] != old:
            expected = SuggestionStale
        self._try(expected, lambda db: accept(db, self.parts.repositories, self._owner, thread))
        if expected is None:
            self.words[at] = new
            self.state[thread], self.resolved[thread] = "accepted", True

    @rule(thread=made, mine=st.booleans())
    def decline_or_withdraw(self, thread: str, *, mine: bool) -> None:
        """Decline or withdraw it, or be told that it was decided about."""
        expected = AlreadyDecided if self.state[thread] != "open" else None
        reviewer = self.people["reviewer"]
        if mine:
            self._try(expected, lambda db: withdraw(db, reviewer, thread))
        else:
            self._try(expected, lambda db: decline(db, self._owner, thread, reason="No."))
        if expected is None:
            self.state[thread] = "withdrawn" if mine else "declined"
            self.resolved[thread] = True

    @rule(thread=made)
    def resolve(self, thread: str) -> None:
        """Resolve its thread, which it does not allow while it waits."""
        expected: type[RoundtableError] | None = None
        if self.resolved[thread]:
            expected = AlreadyResolved
        elif self.state[thread] == "open":
            expected = StillWaiting
        self._try(expected, lambda db: resolve(db, self._owner, thread))
        self.resolved[thread] |= expected is None

    @rule(thread=made, mine=st.booleans())
    def reopen(self, thread: str, *, mine: bool) -> None:
        """Reopen its thread; what was not accepted waits again, for whoever may take that back."""
        refused = {(True, "declined"): DeclinedByOthers, (False, "withdrawn"): WithdrawnByAnother}
        expected = refused.get((mine, self.state[thread])) if self.resolved[thread] else NotResolved
        actor = self.people["reviewer"] if mine else self._owner
        self._try(expected, lambda db: reopen(db, actor, thread))
        if expected is None:
            self.resolved[thread] = False
            if self.state[thread] != "accepted":
                self.state[thread] = "open"

    @invariant()
    def the_text_and_the_decisions_are_those_of_the_model(self) -> None:
        """The draft says what the model says, and so do the decisions."""
        if not hasattr(self, "known"):
            return
        assert draft(self.parts) == f"{LEAD}{' '.join(self.words)} end.\n"
        with self.parts.database.read() as db:
            decided = decisions_in(db, self.known)
            waiting = undecided(db, SLUG, frozenset({"everything"}))
        found = {each: decision.outcome.value for each, decision in decided.items()}
        assert found == {each: s for each, s in self.state.items() if s != "open"}
        assert set(waiting) == {each for each, s in self.state.items() if s == "open"}

    def teardown(self) -> None:
        """Close and remove the installation."""
        if hasattr(self, "stack"):
            self.stack.close()

    @property
    def _owner(self) -> Actor:
        return self.people["owner"]

    def _try(
        self, expected: type[RoundtableError] | None, what: Callable[[WriteDb], object]
    ) -> None:
        with self.parts.database.write() as db:
            if expected is None:
                what(db)
            else:
                with pytest.raises(expected):
                    what(db)


@pytest.mark.slow
def test_suggestions_in_any_order(migrated: Path) -> None:
    """Nothing that people do in any order parts the text and the decisions from the model."""
    Suggesting.migrated = migrated
    run_state_machine_as_test(
        Suggesting,
        settings=settings(
            max_examples=8,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
