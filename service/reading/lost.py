"""Which comments lost their words with what somebody has just saved: for them, and once.

Worked out when the draft page that follows is made: right whether or not the followers of the
journal have placed the comments by then.
"""

from collections.abc import Iterable
from contextlib import suppress

from service.accounts.model import Actor
from service.comments.standing import standings
from service.library import read as library
from service.library.read import RevisionUnknown, Shown
from service.repositories import Repositories
from service.storage.database import ReadDb


def lost_with(
    db: ReadDb, repositories: Repositories, actor: Actor, shown: Shown, saves: Iterable[str]
) -> tuple[str, ...]:
    """Return the open threads whose words stand nowhere since one of these saves, in their order.

    They stood in the revision before it, and stand nowhere in what is shown either.
    """
    found: set[str] = set()
    for each in saves:
        with suppress(RevisionUnknown):
            saved = library.revision(db, actor, shown.strategy.slug, each)
            found |= _lost_in(db, repositories, actor, saved)
    if not found:
        return ()
    now = standings(db, repositories, actor, shown, "open")
    return tuple(each.id for each in now if each.orphaned and each.id in found)


def _lost_in(db: ReadDb, repositories: Repositories, actor: Actor, saved: Shown) -> set[str]:
    """Return the threads that stood in the revision before one, and stand nowhere in it."""
    if saved.revision.parent is None:
        return set()
    before = library.revision(db, actor, saved.strategy.slug, saved.revision.parent)
    stood = {e.id for e in standings(db, repositories, actor, before) if not e.orphaned}
    after = standings(db, repositories, actor, saved)
    return {each.id for each in after if each.orphaned and each.id in stood}
