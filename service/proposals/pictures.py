"""Pictures of a proposal: those that somebody uploaded for it, and those that it brings along."""

from service.accounts.model import Actor
from service.library.staged import shown
from service.proposals.model import Proposal, Unsettled
from service.repositories import Repositories, Repository
from service.storage.database import ReadDb
from service.storage.files import Files


def uploaded(
    db: ReadDb,
    repositories: Repositories,
    files: Files,
    actor: Actor,
    found: Proposal,
    *,
    text: str,
    seen: str,
) -> dict[str, bytes]:
    """Return the pictures that a text shows, typed over a revision that holds them not, by path.

    They are those that the actor uploaded and has not saved yet; PictureGone for any other.
    """
    repository = repositories.at(found.strategy)
    before, held = repository.text(seen), repository.files(seen).files
    return shown(db, files, actor, found.strategy, text=text, before=before, held=held)


def typed_pictures(
    db: ReadDb,
    repositories: Repositories,
    files: Files,
    actor: Actor,
    found: Proposal,
    kept: Unsettled,
) -> dict[str, bytes]:
    """Return the pictures of a text that the actor typed and could not save; PictureGone."""
    return uploaded(db, repositories, files, actor, found, text=kept.text or "", seen=kept.base)


def brought(
    repository: Repository, found: Proposal, *, text: str, draft: str
) -> dict[str, bytes | None]:
    """Return what a text shows that the proposal has and the draft has not, by path."""
    held = repository.files(draft).files
    ours = repository.files(found.tip).files
    wanted = {path: blob for path, blob in ours.items() if path not in held and path in text}
    return {path: repository.blob(blob) for path, blob in wanted.items()}
