"""The questions that pages, the API and other rooms may ask about proposed revisions."""

from collections.abc import Sequence
from dataclasses import replace

from service.accounts import read as accounts
from service.accounts.model import Actor, Person
from service.accounts.permissions import Permission, may
from service.errors import Missing
from service.library import read as library
from service.library.model import Strategy
from service.proposals import store
from service.proposals.model import Named, Part, Proposal, Remark, Saved, Unsettled
from service.storage.database import ReadDb

#: What stands for the id of what is chosen to bring a proposal up to date, kept or not yet.
DRAFT = "draft"


class ProposalMissing(Missing):
    """There is no such proposed revision, or you may need to sign in to see it."""


def proposal(
    db: ReadDb,
    actor: Actor | None,
    proposal_id: str,
    permission: Permission = Permission.READ,
    slug: str | None = None,
) -> Proposal:
    """Return a proposal on which the actor may do something.

    Raises ProposalMissing where they may not even read its strategy, or it is not of `slug`;
    Forbidden where they may read but not do it.
    """
    found = store.proposal(db, proposal_id)
    if found is None or slug not in (None, found.strategy):
        raise ProposalMissing
    try:
        library.strategy(db, actor, found.strategy, permission)
    except library.StrategyMissing as missing:
        raise ProposalMissing from missing
    return found


def proposals(db: ReadDb, actor: Actor | None, slug: str) -> tuple[Proposal, ...]:
    """Return the proposals of a strategy, the newest first."""
    library.strategy(db, actor, slug)
    return store.proposals_of(db, slug)


def saved_to(db: ReadDb, found: Proposal) -> tuple[Saved, ...]:
    """Return what was saved to a proposal that the caller may read, the oldest first."""
    return store.saved_to(db, found.id)


def as_seen(db: ReadDb, found: Proposal, tip: str) -> Proposal:
    """Return a proposal as it stood at one of its revisions; as it is where it never did."""
    if tip == found.tip:
        return found
    saves = store.saved_to(db, found.id)
    stood = {each.id: each.base for each in saves}
    if tip in stood:
        return replace(found, tip=tip, base=stood[tip])
    began = bool(saves) and tip == saves[0].base
    return replace(found, tip=tip, base=tip) if began else found


def stood_at(db: ReadDb, found: Proposal, revision: str) -> str:
    """Return a revision that a proposal has stood at; its newest where it never did."""
    stood = {found.base, *(each.id for each in store.saved_to(db, found.id))}
    return revision if revision in stood else found.tip


def remarks(db: ReadDb, found: Proposal) -> tuple[Remark, ...]:
    """Return what was said of a proposal that the caller may read, the oldest first."""
    return store.remarks_on(db, found.id)


def count_remarks(db: ReadDb, slug: str) -> dict[str, int]:
    """Return how often something was said, by the proposals of a readable strategy."""
    return store.count_remarks(db, slug)


def named(db: ReadDb, found: Proposal, part: Part) -> tuple[str, ...]:
    """Return the ids of the people who are this to a proposal, in the order of naming."""
    everybody: Sequence[Named] = store.named(db, found.id)
    return tuple(each.person for each in everybody if each.part is part)


def credited(db: ReadDb, found: Proposal) -> tuple[str, ...]:
    """Return the ids of all who made a proposal what it is, whoever proposed it first."""
    wrote = (each.author for each in store.saved_to(db, found.id) if each.author)
    return tuple(dict.fromkeys([found.proposer, *named(db, found, Part.CONTRIBUTOR), *wrote]))


def all_unsettled(db: ReadDb, actor: Actor | None, found: Proposal) -> tuple[Unsettled, ...]:
    """Return all that the actor has typed and chosen and not settled yet, the oldest first."""
    return store.unsettled(db, found.id, actor.id) if actor else ()


def unsettled(db: ReadDb, actor: Actor, found: Proposal, kept: str = "") -> Unsettled | None:
    """Return one of those by its id, None where it is settled; without an id, the newest text.

    Where no text was typed, it is what was chosen to bring the proposal up to date, if anything;
    that has the id `draft` too.
    """
    known = all_unsettled(db, actor, found)
    if kept and kept != DRAFT:
        return next((each for each in known if each.id == kept), None)
    typed = [] if kept else [each for each in known if each.text is not None]
    return next(iter(reversed(typed or [each for each in known if each.text is None])), None)


def may_change(db: ReadDb, actor: Actor | None, found: Proposal) -> bool:
    """Tell whether somebody may write a proposal: who made it, contributors, owner and authors."""
    if actor is None:
        return False
    strategy = library.strategy(db, actor, found.strategy)
    if may(actor, Permission.EDIT, strategy.slug, strategy.visibility):
        return True
    theirs = actor.id in (found.proposer, *named(db, found, Part.CONTRIBUTOR))
    return theirs and may(actor, Permission.PROPOSE, strategy.slug, strategy.visibility)


def suitable(db: ReadDb, strategy: Strategy) -> tuple[Person, ...]:
    """Return who may be named on a proposal: those with a role on its strategy, by name."""
    return tuple(person for person, _ in accounts.roles_on(db, strategy.slug))
