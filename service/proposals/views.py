"""Proposals as their templates want them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from service.accounts import read as accounts
from service.accounts.model import Actor, Person
from service.accounts.permissions import Permission, may
from service.library import read as library
from service.library.model import Strategy
from service.library.texts import figures_address
from service.proposals import read
from service.proposals.fit import Fit, as_proposed, still_fits
from service.proposals.model import Part, Proposal, Unsettled
from service.proposals.taking import Group, Taking, groups
from service.repositories import Repositories
from service.storage.database import ReadDb


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A proposal in a list."""

    #: The proposal.
    proposal: Proposal
    #: Who made it.
    proposer: Person
    #: How it stands to the draft; None once it is decided.
    fit: Fit | None
    #: How often something was said.
    remarks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something that was said, with who said it."""

    #: Its id.
    id: str
    #: Who.
    author: Person | None
    #: When.
    at: datetime
    #: Plain text; a blank line parts paragraphs.
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """A saved change, with who made it."""

    #: Who.
    author: Person | None
    #: What changed.
    what_changed: str
    #: When.
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """A proposal on its page."""

    #: The proposal.
    proposal: Proposal
    #: Who made it.
    proposer: Person | None
    #: Who else wrote it: named, or saved to it.
    contributors: tuple[Person, ...]
    #: Who was asked.
    reviewers: tuple[Person, ...]
    #: How it stands to the draft, or stood to its own base when it was decided.
    fit: Fit
    #: Its changes by section, in order.
    groups: tuple[Group, ...]
    #: The revision of the draft that it is shown beside.
    draft: str
    #: Who decided on it; None while it is open.
    decider: Person | None
    #: What was saved to it, the newest first.
    saves: tuple[Save, ...]
    #: What was said, the oldest first.
    remarks: tuple[Said, ...]
    #: What the reader has typed or chosen that is not saved yet, the oldest first.
    unsettled: tuple[Unsettled, ...]
    #: Whether the reader may write it.
    may_change: bool
    #: Whether the reader may merge or decline it.
    may_decide: bool
    #: Whether the reader may withdraw it.
    may_withdraw: bool
    #: Whether the reader may speak.
    may_speak: bool

    @property
    def count(self) -> int:
        """How many changes it makes."""
        return len(self.fit.differences)


def rows(
    db: ReadDb, repositories: Repositories, actor: Actor | None, strategy: Strategy
) -> tuple[Row, ...]:
    """Return the proposals of a strategy that the caller may read, the newest first."""
    found = read.proposals(db, actor, strategy.slug)
    people = accounts.names(db, {each.proposer for each in found})
    said = read.count_remarks(db, strategy.slug)
    return tuple(
        Row(
            proposal=each,
            proposer=people[each.proposer],
            fit=still_fits(repositories, each, strategy.draft) if each.open else None,
            remarks=said.get(each.id, 0),
        )
        for each in found
    )


def view(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor | None,
    found: Proposal,
    taking: Taking | None = None,
) -> ProposalView:
    """Return a proposal as its page shows it; the caller has asked for permission to read."""
    strategy = library.strategy(db, actor, found.strategy)
    fit = (
        still_fits(repositories, found, strategy.draft)
        if found.open
        else as_proposed(repositories, found)
    )
    outcome, saves, said = found.outcome, read.saved_to(db, found), read.remarks(db, found)
    people = _people(db, found)
    figures = figures_address(repositories, found.strategy, found.tip)
    wrote = [each for each in read.credited(db, found) if each != found.proposer]
    return ProposalView(
        proposal=found,
        proposer=people.get(found.proposer),
        contributors=_those(people, wrote),
        reviewers=_those(people, read.named(db, found, Part.REVIEWER)),
        fit=fit,
        groups=groups(fit.differences, taking or Taking(words={}), figures=figures),
        draft=strategy.draft,
        decider=people.get(outcome.person) if outcome else None,
        saves=tuple(
            Save(author=people.get(each.author or ""), what_changed=each.what_changed, at=each.at)
            for each in reversed(saves)
        ),
        remarks=tuple(
            Said(id=each.id, author=people.get(each.author), at=each.at, body=each.body)
            for each in said
        ),
        unsettled=read.all_unsettled(db, actor, found),
        may_change=found.open and read.may_change(db, actor, found),
        may_decide=found.open and _may(actor, Permission.MERGE, strategy),
        may_withdraw=found.open and actor is not None and actor.id == found.proposer,
        may_speak=_may(actor, Permission.PROPOSE, strategy),
    )


def _people(db: ReadDb, found: Proposal) -> Mapping[str, Person]:
    """Return everybody who is named on the page of a proposal, by id."""
    spoke = (each.author for each in read.remarks(db, found))
    asked = read.named(db, found, Part.REVIEWER)
    decided = [found.outcome.person] if found.outcome else []
    return accounts.names(db, [*read.credited(db, found), *asked, *spoke, *decided])


def _those(people: Mapping[str, Person], ids: Sequence[str]) -> tuple[Person, ...]:
    return tuple(people[each] for each in ids if each in people)


def _may(actor: Actor | None, permission: Permission, strategy: Strategy) -> bool:
    return may(actor, permission, strategy.slug, strategy.visibility)
