"""Suggestions put into a proposed revision: what `comments` makes of them, begun in `proposals`."""

from dataclasses import dataclass

from service.accounts.model import Actor
from service.comments.batch import Batch, require_waiting
from service.library.views import in_words
from service.proposals.model import Proposal
from service.proposals.propose import LONGEST_TITLE, Gathered, propose
from service.repositories import Repositories, TakenIn
from service.storage.database import ReadDb, WriteDb


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What became of suggestions that were to be proposed together."""

    #: The proposal that holds those that fit; None where none did.
    proposal: Proposal | None
    #: Which do, and what stands against the others.
    batch: Batch


def gather(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    found: Batch,
    *,
    title: str = "",
    reason: str = "",
) -> Begun:
    """Begin a proposal with the words of those suggestions that fit; their authors contribute.

    An empty title names the sections, an empty reason the people. The suggestions stay open until
    the proposal is merged. Raises Outdated, and as `propose` does.
    """
    if found.text is None:
        return Begun(proposal=None, batch=found)
    require_waiting(db, actor, slug, found)
    made = propose(
        db,
        repositories,
        actor,
        slug,
        title=title.strip() or found.what_changed[:LONGEST_TITLE],
        reason=reason.strip() or _reason(db, found),
        revision=found.revision,
        text=found.text,
        what_changed=found.what_changed,
        gathered=Gathered(
            authors=found.authors, suggestions=tuple(TakenIn(id=each) for each in found.taken)
        ),
    )
    return Begun(proposal=made, batch=found)


def _reason(db: ReadDb, found: Batch) -> str:
    many = "one suggestion" if len(found.taken) == 1 else f"{len(found.taken)} suggestions"
    return f"Brings together {many} by {in_words(db, found.authors) or 'people who are gone'}."
