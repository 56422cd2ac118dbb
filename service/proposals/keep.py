"""Keeping what somebody typed and chose before it is saved, so that a closed tab loses nothing."""

from collections.abc import Mapping
from dataclasses import replace

from service import clock
from service.accounts.model import Actor
from service.document.source import clean
from service.library.save import sentence, usable
from service.proposals import store
from service.proposals.model import Proposal, Unsettled
from service.proposals.revise import theirs_to_change
from service.storage.database import WriteDb

#: Passages that one merge page may hold choices for.
_MOST = 2_000


def keep_typed(
    db: WriteDb, actor: Actor, proposal_id: str, *, text: str, base: str, what_changed: str
) -> Unsettled:
    """Keep a whole text that could not be saved, because somebody else had saved since `base`."""
    proposal = theirs_to_change(db, actor, proposal_id)
    kept = Unsettled(
        proposal=proposal.id,
        person=actor.id,
        base=base,
        ours=base,
        text=usable(text),
        theirs=proposal.tip,
        what_changed=sentence(what_changed),
        at=clock.now(),
    )
    store.keep_unsettled(db, kept)
    return kept


def keep_choices(
    db: WriteDb,
    actor: Actor,
    begun: Unsettled,
    *,
    choices: Mapping[str, str],
    written: Mapping[str, str],
    what_changed: str,
) -> Unsettled:
    """Keep how far somebody has come on the merge page, in place of what was kept before."""
    theirs_to_change(db, actor, begun.proposal)
    kept = replace(
        begun,
        choices=dict(list(choices.items())[:_MOST]),
        written={name: clean(words) for name, words in list(written.items())[:_MOST]},
        what_changed=sentence(what_changed),
        at=clock.now(),
    )
    store.keep_unsettled(db, kept)
    return kept


def begun_with(actor: Actor, proposal: Proposal, draft: str) -> Unsettled:
    """Return where bringing a proposal up to date begins, with nothing chosen; nothing is kept."""
    return Unsettled(
        proposal=proposal.id,
        person=actor.id,
        base=proposal.base,
        ours=proposal.tip,
        text=None,
        theirs=draft,
        what_changed="",
        at=clock.now(),
    )


def give_up(db: WriteDb, actor: Actor, proposal: Proposal) -> None:
    """Let go of what the actor typed and chose on this proposal."""
    store.drop_unsettled(db, proposal.id, actor.id)
