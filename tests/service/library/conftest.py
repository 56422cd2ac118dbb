"""The strategy “cancer-research” in the library: one revision, a figure, document control."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from service.accounts.model import Actor
from service.library.add import Addition, Edition, add
from service.library.model import TEXT, Strategy
from service.parts import Parts
from tests.conftest import SLUG
from tests.visit import Visit

SOURCE = """\
---
title: Cancer research
status: in_consultation
approving_body: Partnership board
visibility: public
---

Before any heading.

# Cancer research

What it is about.

## Aims

To ask, and to answer.

![A map](figures/map.svg "Where we work")

## Money

Enough of it.
"""
MAP = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
WHEN = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def strategy(parts: Parts, owner: Actor) -> Strategy:
    """The strategy, added by its owner."""
    files = {
        TEXT: SOURCE.encode(),
        "figures/map.svg": MAP,
        "figures/notes.txt": b"not a picture",
        "figures/fake.png": b"<script>alert(1)</script>",
    }
    edition = Edition(files=files, what_changed="Wrote it", when=WHEN, author=owner.id)
    with parts.database.write() as db:
        return add(db, parts.repositories, Addition(slug=SLUG, editions=[edition], owner=owner.id))


@pytest.fixture
def as_owner(visit_as: Callable[[Actor], Visit], strategy: Strategy, owner: Actor) -> Visit:
    """A browser of sorts in which the owner is signed in."""
    del strategy
    return visit_as(owner)


@pytest.fixture
def as_author(visit_as: Callable[[Actor], Visit], strategy: Strategy, author: Actor) -> Visit:
    """A browser of sorts in which an author is signed in."""
    del strategy
    return visit_as(author)


@pytest.fixture
def as_reviewer(visit_as: Callable[[Actor], Visit], strategy: Strategy, reviewer: Actor) -> Visit:
    """A browser of sorts in which a reviewer is signed in."""
    del strategy
    return visit_as(reviewer)
