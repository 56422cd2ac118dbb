"""A strategy with a draft, and a proposal to it by its reviewer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from service.accounts.model import Actor
from service.library import read as library
from service.library.add import Addition, Edition, add
from service.library.model import TEXT, Revision
from service.library.save import save
from service.parts import Parts
from service.proposals import read, store
from service.proposals.model import Proposal, Saved
from service.proposals.propose import propose
from service.proposals.revise import revise
from tests.conftest import SLUG

WHEN = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
SOURCE = """\
---
title: Cancer research
visibility: {visibility}
---

# Cancer research

The region will fund twelve research nurses by the end of 2021. Each trust names one lead.

## Aims

- to ask
- to answer

## Money

Enough of it is there for two years.
"""
DRAFT = SOURCE.format(visibility="public")
PROPOSED = DRAFT.replace("twelve", "twenty").replace("to answer", "to listen and to answer")


@dataclass(frozen=True, slots=True)
class Work:
    """What people do to the strategy, each in a transaction of its own."""

    #: The installation.
    parts: Parts
    #: The people by what they are to the strategy.
    people: Mapping[str, Actor]
    #: The slug of the strategy.
    slug: str = field(default=SLUG)

    def draft(self) -> str:
        """Return the revision that the draft stands at."""
        return self.parts.repositories.at(self.slug).head() or ""

    def text(self, revision: str) -> str:
        """Return the text of a revision."""
        return self.parts.repositories.at(self.slug).text(revision)

    def propose(self, text: str | None = PROPOSED, who: str = "reviewer") -> Proposal:
        """Propose a text."""
        with self.parts.database.write() as db:
            return propose(
                db,
                self.parts.repositories,
                self.people[who],
                self.slug,
                title="Twenty nurses",
                reason="Twelve are not enough.",
                revision=self.draft(),
                text=text,
            )

    def rewrite(self, old: str, new: str, who: str = "owner") -> Revision:
        """Save the draft with some words replaced by others."""
        text = self.text(self.draft())
        assert old in text
        with self.parts.database.write() as db:
            return save(
                db,
                self.parts.repositories,
                self.people[who],
                self.slug,
                text=text.replace(old, new),
                expecting=self.draft(),
                what_changed="Rewrote",
            )

    def revise(self, proposal: Proposal, old: str, new: str, who: str = "reviewer") -> Saved:
        """Save the proposal with some words replaced by others."""
        now = self.again(proposal)
        text = self.text(now.tip)
        assert old in text
        with self.parts.database.write() as db:
            return revise(
                db,
                self.parts.repositories,
                self.people[who],
                now.id,
                text=text.replace(old, new),
                expecting=now.tip,
                what_changed="Redrafted",
            )

    def again(self, proposal: Proposal) -> Proposal:
        """Return a proposal as it stands now."""
        with self.parts.database.read() as db:
            found = store.proposal(db, proposal.id)
        assert found
        return found

    def only(self) -> Proposal:
        """Return the only proposal there is."""
        with self.parts.database.read() as db:
            (found,) = store.proposals_of(db, self.slug)
        return found

    def credited(self, proposal: Proposal) -> tuple[str, ...]:
        """Return who is credited with a proposal."""
        with self.parts.database.read() as db:
            return read.credited(db, proposal)

    def revisions(self) -> tuple[Revision, ...]:
        """Return the revisions of the draft, the newest first."""
        with self.parts.database.read() as db:
            return library.revisions(db, self.slug)


def shelve(parts: Parts, owner: Actor, text: str = DRAFT) -> None:
    """Put the strategy into the library."""
    edition = Edition(
        files={TEXT: text.encode(), "figures/map.svg": b"<svg/>"},
        what_changed="Wrote it",
        when=WHEN,
        author=owner.id,
    )
    with parts.database.write() as db:
        add(db, parts.repositories, Addition(slug=SLUG, editions=[edition], owner=owner.id))


@pytest.fixture
def work(parts: Parts, people: Mapping[str, Actor], owner: Actor) -> Work:
    """The strategy in the library, public, and what people do to it."""
    shelve(parts, owner)
    return Work(parts, people)


@pytest.fixture
def proposal(work: Work) -> Proposal:
    """A proposal by the reviewer, two words away from the draft."""
    return work.propose()


@pytest.fixture
def merged(work: Work, proposal: Proposal) -> Callable[..., Revision]:
    """Merges the proposal as the owner, with what is given."""
    from service.proposals.merge import merge

    def do(**given: object) -> Revision:
        values = {"expecting": work.draft(), "tip": work.again(proposal).tip, **given}
        with work.parts.database.write() as db:
            return merge(
                db,
                work.parts.repositories,
                work.people["owner"],
                proposal.id,
                **values,  # type: ignore[arg-type]  # each test gives what fits
            )

    return do
