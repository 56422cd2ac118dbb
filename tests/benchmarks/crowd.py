"""Many comments on one strategy, made by the verbs in one go: to measure what ten thousand cost.

python -m tests.benchmarks.crowd DATA SLUG --comments 10000 [--saves 3] [--seed 1]

DATA is the folder of an installation that is not running. A program of its own, so that nothing
of the service is imported where it is measured.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from service.accounts import people as registering
from service.accounts import read as accounts
from service.accounts.grant import grant
from service.accounts.model import Actor, Role
from service.comments.begin import Passage, begin
from service.comments.discuss import reply
from service.comments.model import Kind
from service.comments.place import PlaceThreads
from service.comments.resolve import resolve
from service.document.render import Point, Rendered
from service.document.sentences import sentences
from service.journal.follow import Follower, catch_up
from service.library import read as library
from service.library.save import save
from service.library.texts import rendered
from service.parts import Parts, open_parts
from service.settings import Settings
from service.storage.database import WriteDb

PEOPLE, ORGANISATIONS = 40, 8
SAID = (
    "Who pays for this, and from when?",
    "We could not find the baseline that this is measured against. Is it published?",
    "Please name the lead. Our trust has had three in two years, and each began anew.",
    "This repeats the paragraph above.",
    "Agreed in principle; the date is not realistic for a community trust.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """People who comment on one strategy."""

    #: The installation.
    parts: Parts
    #: The strategy.
    slug: str
    #: Who comments.
    people: Sequence[Actor]
    #: What decides who says what where.
    chance: random.Random


def fill(parts: Parts, slug: str, *, comments: int, saves: int = 3, seed: int = 1) -> None:
    """Add comments to a strategy, and save it some times in between; every thread is placed."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    with parts.database.write() as db:
        crowd = Crowd(parts=parts, slug=slug, people=_people(db, slug), chance=chance)
    for turn in range(saves + 1):
        with parts.database.write() as db:
            _comment(
                db, crowd, comments * (turn + 1) // (saves + 1) - comments * turn // (saves + 1)
            )
        if turn < saves:
            with parts.database.write() as db:
                _save(db, crowd, turn)
    place = PlaceThreads(database=parts.database, repositories=parts.repositories)
    catch_up(parts.database, Follower(name="placements", deal=place))


def _people(db: WriteDb, slug: str) -> list[Actor]:
    found = []
    for number in range(PEOPLE):
        email = f"crowd-{number}@example.org"
        person = accounts.find_by_email(db, email) or registering.register_person(
            db,
            name=f"Crowd Person {number}",
            email=email,
            organisation=f"Trust {number % ORGANISATIONS}",
        )
        grant(db, strategy=slug, person=person.id, role=Role.REVIEWER)
        found.append(accounts.actor(db, person.id))
    return found


def _comment(db: WriteDb, crowd: Crowd, many: int) -> None:
    """Begin threads all over the draft; a third is answered, a third of all is resolved."""
    draft = library.known_strategy(db, crowd.slug)
    revision = draft.draft if draft else ""
    text = rendered(crowd.parts.repositories, crowd.slug, revision)
    for number in range(many):
        author = crowd.chance.choice(crowd.people)
        begun = begin(
            db,
            crowd.parts.repositories,
            author,
            crowd.slug,
            revision=revision,
            passage=_passage(text, crowd.chance) if number % 50 else None,
            kind=crowd.chance.choice(list(Kind)),
            body=crowd.chance.choice(SAID),
        )
        if number % 3 == 0:
            replier = crowd.chance.choice(crowd.people)
            reply(db, replier, begun.thread.id, body=crowd.chance.choice(SAID))
        if number % 3 == 1:
            resolve(db, author, begun.thread.id)


def _passage(text: Rendered, chance: random.Random) -> Passage:
    """Return a sentence somewhere in the text."""
    while True:
        block = chance.choice(text.blocks)
        if block.kind not in ("heading", "paragraph", "list", "table"):
            continue
        spans = [span for span in sentences(block.text) if len(span.of(block.text).strip()) > 3]
        if spans:
            span = chance.choice(spans)
            return Passage(start=Point(block.id, span.start), end=Point(block.id, span.end))


def _save(db: WriteDb, crowd: Crowd, turn: int) -> None:
    """Rewrite a tenth of the paragraphs, and take one in fifty away."""
    owner = next(each for each in accounts.everybody(db) if each.administrator)
    repository = crowd.parts.repositories.at(crowd.slug)
    head = repository.head() or ""
    blocks = repository.text(head).split("\n\n")
    kept = [
        block
        if block[:1] in "#-|" or number % 10 != turn
        else f"{block} Seen again in turn {turn}."
        for number, block in enumerate(blocks)
        if number % 50 != 20 + turn or block[:1] in "#-|"
    ]
    save(
        db,
        crowd.parts.repositories,
        accounts.actor(db, owner.id),
        crowd.slug,
        text="\n\n".join(kept),
        expecting=head,
        what_changed=f"Turn {turn}",
    )


def main(arguments: Sequence[str]) -> int:
    """Fill an installation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("slug")
    parser.add_argument("--comments", type=int, default=10_000)
    parser.add_argument("--saves", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with open_parts(Settings(data=options.data, demonstration=False)) as parts:
        fill(parts, options.slug, comments=options.comments, saves=options.saves, seed=options.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
