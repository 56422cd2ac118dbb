"""Anything in any order: several people write, save on old revisions, settle, and start afresh."""

import tempfile
from contextlib import ExitStack
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from service.accounts import people as registering
from service.accounts import read as accounts
from service.accounts.grant import grant
from service.accounts.model import Actor, Role
from service.document.merging import Choice, Own
from service.library import keep, together
from service.library import read as library
from service.library.add import Addition, Edition, add
from service.library.model import TEXT
from service.library.together import PassagesClash, Together
from service.parts import open_parts
from service.settings import Settings
from service.storage.database import WriteDb
from tests.service.library.conftest import WHEN

SLUG = "machine"
PARTS = 4
NAMES = ("Ann", "Bob", "Cy")
SOURCE = "---\ntitle: A machine\n---\n\n# A machine\n\n" + "".join(
    f"## Part {n}\n\nPart {n} says beta{n} here. It goes on to gamma{n} then.\n\n"
    for n in range(PARTS)
)
WHO = st.integers(0, len(NAMES) - 1)
CHOSEN = st.sampled_from(["ours", "theirs", "write"])


class Saving(RuleBasedStateMachine):
    """Each has the draft open as it once was; every word that is written is unlike any other."""

    @initialize()
    def open(self) -> None:
        """Three people open the same draft."""
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.parts = self.stack.enter_context(
            open_parts(Settings(data=folder, demonstration=False))
        )
        with self.parts.database.write() as db:
            edition = Edition(files={TEXT: SOURCE.encode()}, what_changed="Wrote it", when=WHEN)
            made = add(db, self.parts.repositories, Addition(slug=SLUG, editions=[edition]))
            self.people: list[Actor] = []
            for name in NAMES:
                known = registering.register_person(db, name=name, email=f"{name}@example.org")
                grant(db, strategy=SLUG, person=known.id, role=Role.AUTHOR)
                self.people.append(accounts.actor(db, known.id))
        self.seen = [made.draft] * len(NAMES)
        self.typed = [SOURCE] * len(NAMES)
        self.mine: list[set[str]] = [set() for _ in NAMES]
        self.words = 0
        #: Words that the draft must say: acknowledged, and nobody has taken them out.
        self.acknowledged: set[str] = set()
        #: Words that somebody decided against, in front of what they would replace.
        self.declined: set[str] = set()
        #: Words that were told to touch others', by the work in which they must be.
        self.kept: dict[str, tuple[int, set[str]]] = {}

    def teardown(self) -> None:
        """Close it."""
        if hasattr(self, "stack"):
            self.stack.close()

    @rule(who=WHO, part=st.integers(0, PARTS - 1), word=st.sampled_from(["beta", "gamma"]))
    def write(self, who: int, part: int, word: str) -> None:
        """Somebody writes a word of their own before one of a part."""
        self.words += 1
        mine, old = f"word{self.words:03}x", f"{word}{part}"
        assert old in self.typed[who]
        self.typed[who] = self.typed[who].replace(old, f"{mine} {old}", 1)
        self.mine[who].add(mine)

    @rule(who=WHO)
    def save(self, who: int) -> None:
        """Somebody saves, over whatever revision they have open, and opens what came of it."""
        if not self.mine[who]:
            return
        with self.parts.database.write() as db:
            try:
                done = together.save_together(
                    db,
                    self.parts.repositories,
                    self.people[who],
                    SLUG,
                    text=self.typed[who],
                    expecting=self.seen[who],
                    what_changed="",
                )
            except PassagesClash:
                self._keep(db, who)
            else:
                self.acknowledged |= self.mine[who]
                self._open(who, done)

    @rule(who=WHO, choice=CHOSEN)
    def settle(self, who: int, choice: str) -> None:
        """Somebody settles the oldest of what is kept for them, the same way all over."""
        mine = [key for key, (owner, _) in self.kept.items() if owner == who]
        if not mine:
            return
        words = self.kept[mine[0]][1]
        with self.parts.database.write() as db:
            kept = keep.work(db, self.people[who], SLUG, mine[0])
            head = library.draft(db, self.people[who], SLUG).revision.id
            merged = keep.against(self.parts.repositories, kept, head)
            both = {each.id: Own(f"{each.theirs} {each.ours}") for each in merged.clashes}
            plain: Choice = "ours" if choice == "ours" else "theirs"
            choices: dict[str, Choice] = {each.id: plain for each in merged.clashes}
            if choice == "write":
                choices = dict(both)
            keep.settle_work(
                db,
                self.parts.repositories,
                self.people[who],
                kept,
                seen=head,
                choices=choices,
            )
            lost = {
                "ours": "".join(each.theirs for each in merged.clashes),
                "theirs": "".join(each.ours for each in merged.clashes),
                "write": "",
            }[choice]
            self.declined |= {
                w for w in self.acknowledged | words if w in lost and w not in self._text()
            }
        self.acknowledged = (self.acknowledged | words) - self.declined
        del self.kept[mine[0]]

    @rule(who=WHO)
    def reload(self, who: int) -> None:
        """Somebody who has nothing unsaved opens the draft as it is now."""
        if not self.mine[who]:
            self._open(who)

    @invariant()
    def nothing_is_lost(self) -> None:
        """What was acknowledged is in the draft; what was not is kept, in its own work."""
        if not hasattr(self, "parts"):
            return
        text = self._text()
        assert {word for word in self.acknowledged if word not in text} == set()
        with self.parts.database.read() as db:
            for key, (who, words) in self.kept.items():
                kept = keep.work(db, self.people[who], SLUG, key)
                assert all(word in kept.text for word in words)

    def _text(self) -> str:
        repository = self.parts.repositories.at(SLUG)
        return repository.text(repository.head() or "")

    def _keep(self, db: WriteDb, who: int) -> None:
        kept = keep.keep_work(
            db,
            self.people[who],
            SLUG,
            text=self.typed[who],
            base=self.seen[who],
            what_changed="",
        )
        self.kept[kept.id] = (who, set(self.mine[who]))
        self._open(who)

    def _open(self, who: int, done: Together | None = None) -> None:
        repository = self.parts.repositories.at(SLUG)
        self.seen[who] = done.revision.id if done else repository.head() or ""
        self.typed[who] = repository.text(self.seen[who])
        self.mine[who] = set()


TestSaving = Saving.TestCase
TestSaving.settings = settings(
    max_examples=15,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
