"""Restoring a revision: its text and figures become a new revision of the draft."""

from collections.abc import Mapping

from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.document.front_matter import front_matter_end
from service.document.source import FrontMatterUnreadable, with_front
from service.errors import Invalid
from service.library import read
from service.library.control import ControlUnusable, check_control, read_control
from service.library.model import TEXT, Revision, Strategy
from service.library.save import DraftMovedOn, save
from service.repositories import NothingChanged, Repositories, Repository
from service.storage.database import WriteDb
from service.web.dates import moment


class AlreadyTheDraft(Invalid):
    """The draft says this already, word for word; there is nothing to restore."""


def restore(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    *,
    revision: str,
    expecting: str,
) -> Revision:
    """Make a new revision with the text and figures of an earlier one; the history keeps all.

    The text is that of `restored_text`. Raises RevisionUnknown, AlreadyTheDraft, and what `save`
    raises.
    """
    shown = read.revision(db, actor, slug, revision, Permission.EDIT)
    repository = repositories.at(slug)
    if repository.head() != expecting:
        raise DraftMovedOn(slug=slug)
    try:
        return save(
            db,
            repositories,
            actor,
            slug,
            text=restored_text(repository, shown.strategy, revision, expecting),
            expecting=expecting,
            what_changed=f"Restored the text of {moment(shown.revision.at)}",
            files=_figures(repository, revision, expecting),
        )
    except NothingChanged as problem:
        raise AlreadyTheDraft from problem


def restored_text(repository: Repository, strategy: Strategy, revision: str, draft: str) -> str:
    """Return what the draft would say with an earlier text restored.

    Who may read the strategy stays as it is now, whatever the text says of it. Where its document
    control came with an import and cannot be used, that of the draft stays.
    """
    text, now = repository.text(revision), repository.text(draft)
    try:
        check_control(now, text)
    except (FrontMatterUnreadable, ControlUnusable):
        return now[: front_matter_end(now)] + text[front_matter_end(text) :]
    told = read_control(text, strategy.slug)
    if told is None or told.visibility in (None, strategy.visibility):
        return text
    return with_front(text, {"visibility": strategy.visibility.value})


def _figures(repository: Repository, revision: str, draft: str) -> Mapping[str, bytes | None]:
    """Return what has to change beside the text: the bytes of each figure, None for one to go."""
    now, then = repository.files(draft).files, repository.files(revision).files
    return {
        path: repository.blob(then[path]) if path in then else None
        for path in sorted(now.keys() | then.keys())
        if path != TEXT and now.get(path) != then.get(path)
    }
