"""What somebody typed in a proposal that was decided before it was saved: seen, proposed anew."""

from service.accounts.model import Actor
from service.document.differences import differences
from service.proposals import read, store
from service.proposals.begun import KeptGone
from service.proposals.model import Proposal, Unsettled
from service.proposals.pictures import typed_pictures
from service.proposals.propose import propose
from service.repositories import Repositories
from service.storage.database import WriteDb
from service.storage.files import Files


def typed_in(repositories: Repositories, found: Proposal, kept: Unsettled) -> tuple[str, ...]:
    """Return the passages that were typed, as they were typed, in order."""
    if kept.text is None:
        return ()
    before = repositories.at(found.strategy).text(kept.base)
    made = (each.after.strip() for each in differences(before, kept.text))
    return tuple(each for each in made if each)


def propose_kept(
    db: WriteDb,
    repositories: Repositories,
    files: Files,
    actor: Actor,
    found: Proposal,
    kept: str,
) -> Proposal:
    """Begin a proposal with a text that was kept on another one, and let go of it there.

    It continues the revision of the draft that the text continued. Raises KeptGone where no text
    is kept, and as `propose` does.
    """
    known = read.unsettled(db, actor, found, kept)
    if known is None or known.text is None:
        raise KeptGone
    made = propose(
        db,
        repositories,
        actor,
        found.strategy,
        title=found.title,
        reason=f"Goes on from “{found.title}”, {found.state.value} before this was saved.",
        revision=read.as_seen(db, found, known.base).base,
        text=known.text,
        what_changed=known.what_changed,
        files=typed_pictures(db, repositories, files, actor, found, known),
    )
    store.drop_unsettled(db, known.id)
    return made
