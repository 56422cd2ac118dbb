"""A strategy to comment on."""

from collections.abc import Callable

import pytest

from service import clock
from service.accounts.model import Actor
from service.library.add import Addition, Edition, add
from service.library.model import TEXT
from service.library.save import save
from service.parts import Parts

SLUG = "cancer-research"
WORDS = """---
title: Cancer research
visibility: public
---

# Cancer research

The region will fund twelve research nurses by the end of 2021. Each trust names one lead.

We will **publish** what we find, whether or not it is what we hoped for.

| Measure | Target |
| --- | --- |
| Studies open | 40 |

![A chart of recruitment](figures/chart.svg)

The last paragraph says 😀 something else.
"""
_CHART = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'


@pytest.fixture
def revision(parts: Parts, owner: Actor) -> str:
    """The first revision of a public strategy on which everybody has their role."""
    files = {TEXT: WORDS.encode(), "figures/chart.svg": _CHART}
    edition = Edition(files=files, what_changed="Began", when=clock.now(), author=owner.id)
    with parts.database.write() as db:
        addition = Addition(slug=SLUG, editions=[edition], owner=owner.id)
        return add(db, parts.repositories, addition).draft


@pytest.fixture
def two(parts: Parts, reviewer: Actor, author: Actor, revision: str) -> tuple[str, str]:
    """Two suggestions by two people, in two paragraphs."""
    from tests.service.comments.suggesting import suggestion

    return (
        suggestion(parts, reviewer, revision, "twelve", "fourteen"),
        suggestion(parts, author, revision, "something else", "nothing else"),
    )


@pytest.fixture
def rewrite(parts: Parts, owner: Actor) -> Callable[[str, str], str]:
    """Save the draft with some words replaced by others; returns the new revision."""

    def rewrite(old: str, new: str) -> str:
        repository = parts.repositories.at(SLUG)
        head = repository.head() or ""
        text = repository.text(head)
        assert old in text
        with parts.database.write() as db:
            saved = save(
                db,
                parts.repositories,
                owner,
                SLUG,
                text=text.replace(old, new),
                expecting=head,
                what_changed="Rewrote",
            )
        return saved.id

    return rewrite
