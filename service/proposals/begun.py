"""A merge of two texts that somebody is at: what it begins with, and whether it still holds."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Request

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.document.merging import Merged, merge
from service.errors import Conflict, Missing, RoundtableError
from service.library import read as library
from service.library.settling import Chosen
from service.proposals import read
from service.proposals.fit import still_fits
from service.proposals.keep import begun_with
from service.proposals.model import Proposal, Unsettled
from service.proposals.revise import theirs_to_change
from service.repositories import Repositories, Repository
from service.storage.database import ReadDb
from service.web.doors import Repos, database
from service.web.forms import Fields


class KeptGone(Missing):
    """What was kept here has been saved or let go since."""


class SidesMoved(Conflict):
    """Somebody saved meanwhile. What you chose and wrote is kept: look at it once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A merge that somebody is at."""

    #: The proposal.
    proposal: Proposal
    #: The three revisions, and what was kept so far.
    unsettled: Unsettled
    #: The three texts made one.
    merged: Merged

    @property
    def following(self) -> bool:
        """Whether the draft is taken in; else it is a text that could not be saved."""
        return self.unsettled.text is None

    @property
    def level(self) -> bool:
        """Whether there is nothing to take in."""
        return self.following and self.unsettled.theirs == self.proposal.base

    @property
    def kept(self) -> str:
        """What stands for it in the address of the page."""
        return read.DRAFT if self.following else self.unsettled.id

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"{self.proposal.address}/update?kept={self.kept}"

    @property
    def chosen(self) -> Chosen:
        """What was chosen and written so far."""
        return Chosen(choices=self.unsettled.choices, written=self.unsettled.written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A merge that was not saved; its page is made once nobody waits for it."""

    #: The merge, with what was chosen.
    begun: Begun
    #: Why it was not saved.
    problem: RoundtableError


def writable(db: ReadDb, actor: Actor, slug: str, proposal: str) -> Proposal:
    """Return a proposal of a strategy that the actor may write, or might until it was decided."""
    read.proposal(db, actor, proposal, slug=slug)
    return theirs_to_change(db, actor, proposal)


def sides(db: ReadDb, actor: Actor, found: Proposal, kept: str) -> Unsettled:
    """Return what is kept, with both sides as they now stand; nothing is merged. KeptGone."""
    known = read.unsettled(db, actor, found, kept)
    if known is None and kept not in ("", read.DRAFT):
        raise KeptGone
    if known is not None and known.text is not None:
        return replace(known, theirs=found.tip)
    now = begun_with(actor, found, library.draft(db, actor, found.strategy).revision.id)
    if known is None:
        return now
    return replace(known, base=now.base, ours=now.ours, theirs=now.theirs)


def begin(
    db: ReadDb, repositories: Repositories, actor: Actor, found: Proposal, kept: str
) -> Begun:
    """Return the merge that somebody is at. It can take seconds: not where others wait to write."""
    now = sides(db, actor, found, kept)
    return Begun(proposal=found, unsettled=now, merged=_merged(repositories, found, now))


def _merged(repositories: Repositories, found: Proposal, now: Unsettled) -> Merged:
    repository = repositories.at(found.strategy)
    if now.text is not None:
        return merge(repository.text(now.base), now.text, repository.text(now.theirs))
    return still_fits(repositories, found, now.theirs).merged or _unchanged(repository, now.ours)


def _unchanged(repository: Repository, revision: str) -> Merged:
    text = repository.text(revision)
    return merge(text, text, text)


def _ahead(
    request: Request, slug: str, proposal: str, fields: Fields, actor: SignedIn, repositories: Repos
) -> Begun | None:
    kept = next(iter(fields.get("kept", ())), "")
    with database(request).read() as db:
        found = writable(db, actor, slug, proposal)
        return begin(db, repositories, actor, found, kept) if found.open else None


#: The merge that a form is about, worked out before the lock for writing is taken: name it before
#: `Writing`. None where the proposal is decided.
Ahead = Annotated[Begun | None, Depends(_ahead)]
