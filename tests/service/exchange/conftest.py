"""A strategy with a version and a newer draft, and the worker that makes its files."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from service.accounts.model import Actor, Visibility
from service.exchange.jobs import MAKE
from service.exchange.make import MakeExport
from service.library import read
from service.library.add import Addition, Edition, add
from service.library.model import TEXT, ChangeClass, Number, Status, Strategy, Version
from service.library.read import Shown
from service.parts import Parts
from tests.conftest import SLUG
from tests.visit import Visit

SOURCE = """\
---
title: Cancer research
owner: Olive Owner
---

# Cancer research

What {word} asks.[^1]

| Aim | Year |
|---|---|
| Ask | 2027 |

![A map](figures/map.svg "Where we work")

[^1]: A note.
"""
MAP = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


def _edition(word: str, day: int, version: Version | None = None) -> Edition:
    files = {TEXT: SOURCE.format(word=word).encode(), "figures/map.svg": MAP}
    when = datetime(2026, 3, day, 9, 30, tzinfo=UTC)
    return Edition(files=files, what_changed="Wrote it", when=when, version=version)


@pytest.fixture
def version(owner: Actor) -> Version:
    """Version 1.0, approved."""
    return Version(
        strategy=SLUG,
        number=Number(1, 0),
        revision="",
        status=Status.APPROVED,
        change_class=ChangeClass.MAJOR,
        summary_of_changes="The first edition.",
        approving_body="Partnership board",
        effective_date=date(2026, 4, 1),
        review_date=date(2029, 4, 1),
        published_by=owner.id,
        published_at=datetime(2026, 3, 4, 10, tzinfo=UTC),
    )


@pytest.fixture
def strategy(parts: Parts, owner: Actor, version: Version) -> Strategy:
    """The strategy: its version says “everybody”, its draft “nobody”."""
    editions = [_edition("everybody", 4, version), _edition("nobody", 5)]
    with parts.database.write() as db:
        return add(
            db,
            parts.repositories,
            Addition(slug=SLUG, editions=editions, owner=owner.id, visibility=Visibility.PUBLIC),
        )


@pytest.fixture
def draft(parts: Parts, strategy: Strategy, owner: Actor) -> Shown:
    """The draft, as the owner sees it."""
    with parts.database.read() as db:
        return read.draft(db, owner, strategy.slug)


@pytest.fixture
def published(parts: Parts, strategy: Strategy, owner: Actor) -> Shown:
    """Version 1.0, as the owner sees it."""
    with parts.database.read() as db:
        return read.version(db, owner, strategy.slug, "1.0")


@pytest.fixture
def work(parts: Parts) -> Callable[[], None]:
    """Does every job that waits."""
    parts.queue.register({MAKE: MakeExport(desk=parts.desk)})
    return parts.queue.drain


@pytest.fixture
def as_reviewer(visit_as: Callable[[Actor], Visit], strategy: Strategy, reviewer: Actor) -> Visit:
    """A browser of sorts in which a reviewer is signed in."""
    del strategy
    return visit_as(reviewer)
