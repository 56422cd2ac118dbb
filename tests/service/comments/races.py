"""Two people at the same moment, over and over: nothing is lost, nothing is doubled.

python -m tests.service.comments.races --runs 2000

Both begin at a barrier, each in a transaction of its own on one installation; afterwards the
database is asked whether all that was acknowledged is there, once.
"""

import argparse
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from service import clock
from service.accounts import people as registering
from service.accounts import read as accounts
from service.accounts.grant import grant
from service.accounts.model import Actor, Role
from service.comments import read, remarks, store
from service.comments.asked import passage_of_quote
from service.comments.begin import begin
from service.comments.delete import delete
from service.comments.discuss import reply
from service.comments.edit import edit
from service.comments.model import Discussion, Kind
from service.comments.resolve import resolve
from service.document.anchors import PlacementState
from service.errors import RoundtableError
from service.library import read as library
from service.library.add import Addition, Edition, add
from service.library.model import TEXT
from service.library.save import save
from service.library.texts import rendered
from service.parts import Parts, open_parts
from service.settings import Settings
from service.storage.database import WriteDb

SLUG = "race"
WORDS = "Each trust names one lead."
_TEXT = f"---\ntitle: A race\nvisibility: public\n---\n\n# A race\n\nNothing yet.\n\n{WORDS}\n"

#: What one of two people does, and how it ended: the word that is counted.
Act = Callable[[], str]


@dataclass(slots=True, kw_only=True)
class Track:
    """An installation on which people race."""

    #: The installation.
    parts: Parts
    #: Who owns the strategy.
    owner: Actor
    #: Who comments.
    reviewer: Actor
    #: How each race ended, and how often.
    ended: Counter[str] = field(default_factory=Counter)

    def write(self, act: Callable[[WriteDb], object], done: str) -> str:
        """Do something in a transaction; return `done`, or the name of what was told instead."""
        try:
            with self.parts.database.write() as db:
                act(db)
        except RoundtableError as told:
            return type(told).__name__
        return done

    def begin(self, db: WriteDb, quote: str | None = None, key: str | None = None) -> Discussion:
        """Begin a thread on the draft that somebody saw."""
        revision = library.draft(db, self.owner, SLUG).revision.id
        text = rendered(self.parts.repositories, SLUG, revision)
        return begin(
            db,
            self.parts.repositories,
            self.reviewer,
            SLUG,
            revision=revision,
            passage=passage_of_quote(text, quote) if quote else None,
            kind=Kind.GENERAL,
            body="Who pays?",
            key=key,
        )


def build(folder: Path, stack: ExitStack) -> Track:
    """Return an installation with one strategy, an owner and a reviewer."""
    parts = stack.enter_context(open_parts(Settings(data=folder, demonstration=False)))
    edition = Edition(files={TEXT: _TEXT.encode()}, what_changed="Began", when=clock.now())
    with parts.database.write() as db:
        add(db, parts.repositories, Addition(slug=SLUG, editions=[edition]))
        owner = _person(db, "Olive", Role.OWNER)
        return Track(parts=parts, owner=owner, reviewer=_person(db, "Rita", Role.REVIEWER))


def _person(db: WriteDb, name: str, role: Role) -> Actor:
    person = registering.register_person(db, name=name, email=f"{name.lower()}@example.org")
    grant(db, strategy=SLUG, person=person.id, role=role)
    return accounts.actor(db, person.id)


def comment_during_save(track: Track) -> None:
    """A comment on what was seen stands on its words in the draft that was saved meanwhile."""
    made: list[Discussion] = []
    repository = track.parts.repositories.at(SLUG)
    head = repository.head() or ""
    text = repository.text(head).replace(WORDS, f"Another sentence. {WORDS}", 1)

    def commented() -> str:
        return track.write(lambda db: made.append(track.begin(db, WORDS)), "commented")

    def saved() -> str:
        return track.write(lambda db: _save(db, track, text, head), "saved")

    _race(track, commented, saved, {"commented+saved"})
    with track.parts.database.read() as db:
        found = read.discussion(db, track.parts.repositories, None, made[0].thread.id)
        assert found.placement is not None
        assert found.placement.state is PlacementState.PLACED
        assert found.placement.start is not None
        assert text[found.placement.start : found.placement.end] == WORDS
        assert library.draft(db, None, SLUG).revision.parent == head


def _save(db: WriteDb, track: Track, text: str, head: str) -> None:
    save(
        db,
        track.parts.repositories,
        track.owner,
        SLUG,
        text=text,
        expecting=head,
        what_changed="Wrote more",
    )


def resolve_against_reply(track: Track) -> None:
    """A reply is there, or its author was told that the thread is resolved."""
    with track.parts.database.write() as db:
        thread = track.begin(db).thread.id
    ended = _race(
        track,
        lambda: track.write(lambda db: resolve(db, track.owner, thread), "resolved"),
        lambda: track.write(lambda db: reply(db, track.reviewer, thread, body="But"), "replied"),
        {"resolved+replied", "resolved+ThreadResolved"},
    )
    with track.parts.database.read() as reading:
        found = store.thread(reading, thread, store.ALL)
        assert found is not None
        assert found.resolved_by == track.owner.id
        said = [each.body for each in remarks.comments_of(reading, thread)]
    assert said == ["Who pays?"] + ["But"] * ended.endswith("replied")


def same_key_twice(track: Track) -> None:
    """A comment that was sent twice is there once, and both were answered with it."""
    key = f"key-{track.ended.total()}"
    made: list[Discussion] = []

    def sent() -> str:
        return track.write(lambda db: made.append(track.begin(db, key=key)), "sent")

    with track.parts.database.read() as reading:
        before = store.count(reading, SLUG, store.ALL, until=1_000_000)
    _race(track, sent, sent, {"sent+sent"})
    with track.parts.database.read() as reading:
        assert store.count(reading, SLUG, store.ALL, until=1_000_000) == before + 1
    assert made[0].thread.id == made[1].thread.id


def edit_against_delete(track: Track) -> None:
    """Once a comment is deleted none of its words are left, whoever edited it meanwhile."""
    with track.parts.database.write() as db:
        begun = track.begin(db)
    first, who = begun.comments[0].id, track.reviewer
    _race(
        track,
        lambda: track.write(
            lambda db: edit(db, who, first, body="@Olive!", expecting=""), "edited"
        ),
        lambda: track.write(lambda db: delete(db, who, first), "deleted"),
        {"edited+deleted", "CommentDeleted+deleted"},
    )
    with track.parts.database.read() as reading:
        found = remarks.comment(reading, first)
        assert found is not None
        assert (found.body, found.deleted_at is not None) == ("", True)
        assert remarks.earlier_words(reading, first) == ()
        assert remarks.mentioned_in(reading, [first]) == {}


RACES: Mapping[str, Callable[[Track], None]] = {
    "comment during save": comment_during_save,
    "resolve against reply": resolve_against_reply,
    "the same key twice": same_key_twice,
    "edit against delete": edit_against_delete,
}


def run(track: Track, race: str, runs: int) -> Counter[str]:
    """Run one race so many times; return how it ended, and how often."""
    before = track.ended.copy()
    for _ in range(runs):
        RACES[race](track)
    return track.ended - before


_POOL = ThreadPoolExecutor(2, thread_name_prefix="racer")


def _race(track: Track, one: Act, other: Act, allowed: set[str]) -> str:
    """Let both begin at the same moment; return how it ended, which must be one of `allowed`."""
    start = threading.Barrier(2)

    def racer(act: Act) -> str:
        start.wait()
        return act()

    both = [_POOL.submit(racer, act) for act in (one, other)]
    ended = "+".join(each.result() for each in both)
    track.ended[ended] += 1
    assert ended in allowed, ended
    return ended


def main(arguments: Sequence[str]) -> int:
    """Run all races, and print how they ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2_000, help="of all races together")
    runs = parser.parse_args(arguments).runs
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        track = build(folder, stack)
        for race in RACES:
            begun = time.perf_counter()
            ended = run(track, race, -(-runs // len(RACES)))
            told = ", ".join(f"{count} {name}" for name, count in sorted(ended.items()))
            _say(f"{race}: {told}; {time.perf_counter() - begun:.0f} s")
    _say("Nothing was lost, nothing was doubled.")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
