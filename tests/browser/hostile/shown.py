"""An installation in which everything that people can write is hostile."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from service.accounts.grant import grant
from service.accounts.model import Actor, Person, Role
from service.accounts.people import register_person
from service.accounts.read import actor as actor_of
from service.comments.asked import ALL, passage_of_part
from service.comments.begin import Passage, begin
from service.comments.discuss import reply
from service.comments.model import Kind
from service.library import read as library
from service.library.add import Addition, Edition, add
from service.library.model import TEXT, ChangeClass, Number, Status, Strategy, Version
from service.library.texts import rendered
from service.parts import Parts
from service.storage.database import WriteDb
from tests.service.document.reading import hostile

SLUG = "hostile"
STRINGS = hostile()
_WHEN = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
_MARKS = ("# {}", "[{0}]({0})", '![{0}]({0} "{0}")', "| {0} |\n|--|\n| {0} |", "> - {}", "{}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is there to be looked at."""

    #: An administrator with a hostile name.
    person: Actor
    #: The draft's revision.
    revision: str
    #: The first revision.
    first: str
    #: The threads.
    threads: tuple[str, ...]
    #: The slugs of the strategies that are there for their titles.
    titled: tuple[str, ...]
    #: How many versions the strategy has, from 0.1 on.
    versions: int


def packed(most: int) -> Iterator[str]:
    """Yield all strings, as many at once as a field of so many characters holds."""
    together = ""
    for each in (
        string[at : at + most] for string in STRINGS for at in range(0, len(string), most)
    ):
        if together and len(together) + len(each) >= most:
            yield together
            together = ""
        together = f"{together} {each}" if together else each
    yield together


def fill(parts: Parts) -> Shown:
    """Write them everywhere."""
    with parts.database.write() as db:
        people = [_person(db, number, each) for number, each in enumerate(packed(190))]
        author = actor_of(db, people[0].id)
        titled = [_titled(db, parts, number, each) for number, each in enumerate(packed(290))]
        strategy, versions = _strategy(db, parts, people)
        threads = tuple(_threads(db, parts, strategy, author))
        first = library.revisions(db, SLUG, 1, versions)[0].id
    parts.indexer.rebuild()
    return Shown(
        person=author,
        revision=strategy.draft,
        first=first,
        threads=threads,
        titled=tuple(titled),
        versions=versions,
    )


def _person(db: WriteDb, number: int, name: str) -> Person:
    return register_person(
        db,
        name=f"A {name}",
        email=f"{number}@example.org",
        organisation=f"O {name}",
        administrator=True,
    )


def _titled(db: WriteDb, parts: Parts, number: int, words: str) -> str:
    said = json.dumps(words)
    lines = f"title: {said}\nsummary: {said}\nowner: {said}\napproving_body: {said}"
    text = f"---\n{lines}\nvisibility: public\n---\n\nWords.\n"
    edition = Edition(files={TEXT: text.encode()}, what_changed=words[:400], when=_WHEN)
    add(db, parts.repositories, Addition(slug=f"titled-{number}", editions=[edition]))
    return f"titled-{number}"


def _strategy(db: WriteDb, parts: Parts, people: list[Person]) -> tuple[Strategy, int]:
    """Add the strategy whose texts, messages and versions they all are."""
    editions = [_edition(number, each, people) for number, each in enumerate(packed(480))]
    text = "# Hostile\n\n" + "\n\n".join(
        _MARKS[number % len(_MARKS)].format(each) + f"\n\n{each}"
        for number, each in enumerate(STRINGS)
    )
    head = f"---\ntitle: {json.dumps(STRINGS[100])}\nvisibility: public\n---\n\n"
    last = Edition(
        files={TEXT: (head + text).encode()},
        what_changed="All of them",
        when=_WHEN,
        author=people[0].id,
    )
    added = add(db, parts.repositories, Addition(slug=SLUG, editions=[*editions, last]))
    grant(db, strategy=SLUG, person=people[0].id, role=Role.OWNER)
    return added, len(editions)


def _edition(number: int, words: str, people: list[Person]) -> Edition:
    when = _WHEN - timedelta(days=200 - number)
    version = Version(
        strategy=SLUG,
        number=Number(0, number + 1),
        revision="",
        status=Status.IN_CONSULTATION,
        change_class=ChangeClass.MINOR,
        summary_of_changes=words,
        approving_body=words[:200],
        effective_date=None,
        review_date=None,
        published_by=people[number].id,
        published_at=when,
    )
    text = f"---\ntitle: {json.dumps(words)}\nvisibility: public\n---\n\n{words}\n".encode()
    return Edition(
        files={TEXT: text},
        what_changed=words,
        when=when,
        author=people[number].id,
        version=version,
    )


def _threads(db: WriteDb, parts: Parts, strategy: Strategy, author: Actor) -> Iterator[str]:
    """Begin threads on the whole document and on every tenth block, each with a reply."""
    text = rendered(parts.repositories, SLUG, strategy.draft)
    blocks = [passage_of_part(text, block.id, ALL) for block in text.blocks[::25]]
    bodies = [*packed(1900)]
    whole: list[Passage | None] = [None] * len(bodies)
    for number, passage in enumerate([*whole, *blocks]):
        begun = begin(
            db,
            parts.repositories,
            author,
            SLUG,
            revision=strategy.draft,
            passage=passage,
            kind=Kind.QUESTION,
            body=bodies[number % len(bodies)],
        )
        reply(db, author, begun.thread.id, body=bodies[number % len(bodies)])
        yield begun.thread.id
