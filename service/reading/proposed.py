"""Proposed revisions among the texts that can be compared: `proposal:` and its id."""

from dataclasses import replace

from service.accounts.model import Actor
from service.library import read as library
from service.library.model import Revision
from service.library.named import Named
from service.proposals import read
from service.proposals.model import Proposal
from service.storage.database import ReadDb

#: What the names of proposals begin with.
PROPOSAL = "proposal:"


def of_proposal(db: ReadDb, actor: Actor | None, slug: str, name: str) -> Named:
    """Return the newest text of a proposal by its name; ProposalMissing."""
    return proposed(db, read.proposal(db, actor, name.removeprefix(PROPOSAL), slug=slug))


def open_proposals(db: ReadDb, actor: Actor | None, slug: str) -> tuple[Named, ...]:
    """Return the texts of the proposals that nobody has decided on, the newest first."""
    return tuple(proposed(db, each) for each in read.proposals(db, actor, slug) if each.open)


def proposed(db: ReadDb, found: Proposal) -> Named:
    """Return the newest text of a proposal that the caller may read."""
    revision = _revision(db, found)
    return Named(
        name=f"{PROPOSAL}{found.id}",
        words=f"Proposal “{found.title}”",
        at=revision.at,
        address=found.address,
        revision=revision,
    )


def _revision(db: ReadDb, found: Proposal) -> Revision:
    """Return the newest revision of a proposal; its base, dated as it was made, if none is."""
    saved = next((each for each in read.saved_to(db, found) if each.id == found.tip), None)
    if saved is None:
        return replace(library.known_revision(db, found.strategy, found.base), at=found.at)
    return Revision(
        strategy=found.strategy,
        id=saved.id,
        number=saved.number,
        parent=None,
        author=saved.author,
        what_changed=saved.what_changed,
        at=saved.at,
    )
