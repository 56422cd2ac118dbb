"""Keeping what somebody typed and chose before it is saved, so that a closed tab loses nothing."""

from collections.abc import Mapping
from dataclasses import replace

from service import clock, ids
from service.accounts.model import Actor
from service.document.source import clean
from service.library.save import sentence, usable
from service.proposals import read, store
from service.proposals.model import Proposal, Unsettled
from service.proposals.revise import theirs_to_change
from service.storage.database import WriteDb

#: Passages that one merge page may hold choices for.
_MOST = 2_000


def keep_typed(
    db: WriteDb, actor: Actor, proposal_id: str, *, text: str, base: str, what_changed: str
) -> Unsettled:
    """Keep a whole text that could not be saved, because somebody else was faster since `base`.

    Each is kept by itself; the same text sent twice is kept once.
    """
    proposal = theirs_to_change(db, actor, proposal_id)
    text = usable(text)
    known = (each for each in read.all_unsettled(db, actor, proposal) if each.base == base)
    kept = Unsettled(
        id=next((each.id for each in known if each.text == text), None) or ids.new_id(),
        proposal=proposal.id,
        person=actor.id,
        base=base,
        ours=base,
        text=text,
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
        id=ids.new_id(),
        proposal=proposal.id,
        person=actor.id,
        base=proposal.base,
        ours=proposal.tip,
        text=None,
        theirs=draft,
        what_changed="",
        at=clock.now(),
    )


def give_up(db: WriteDb, actor: Actor, proposal: Proposal, kept: str) -> None:
    """Let go of something that the actor typed and chose on this proposal, by its id."""
    begun = read.unsettled(db, actor, proposal, kept)
    if begun is not None:
        store.drop_unsettled(db, begun.id)
