"""Keeping what somebody typed that touches what others had saved, until it is settled.

It is kept at once, before the merge page is shown: a closed tab loses nothing.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from service import clock, ids
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.document.merging import Choice, Merged, settle
from service.document.source import clean
from service.errors import Forbidden, Missing, RoundtableError
from service.library import read, together_store
from service.library.ahead import made_one
from service.library.model import KeptWork
from service.library.save import sentence, usable
from service.library.together import Chosen, Together, save_together, woven
from service.repositories import Repositories
from service.storage.database import ReadDb, WriteDb

#: Passages that one merge page may hold choices for.
_MOST = 2_000
#: Texts that are kept of somebody who may not save them.
_MOST_REFUSED = 10


class WorkGone(Missing):
    """This unsaved work is no longer here: it was saved or discarded."""


class NotYourWork(Forbidden):
    """This is somebody else's unsaved work."""


def keep_work(
    db: WriteDb, actor: Actor, slug: str, *, text: str, base: str, what_changed: str
) -> KeptWork:
    """Keep a whole text that was typed over a revision; the same again is the same work."""
    read.revision(db, actor, slug, base, Permission.EDIT)
    return _keep(db, actor, slug, usable(text), base, what_changed)


def keep_refused(
    db: WriteDb, actor: Actor, slug: str, *, text: str, base: str, what_changed: str
) -> KeptWork | None:
    """Keep the same for somebody who may read, and may not save any more.

    None where they may not even read, where the text cannot be used, and where ten texts of
    theirs are kept: a reader must not fill the disk.
    """
    with suppress(RoundtableError):
        read.revision(db, actor, slug, base)
        if len(together_store.works(db, slug, actor.id)) < _MOST_REFUSED:
            return _keep(db, actor, slug, usable(text), base, what_changed)
    return None


def _keep(
    db: WriteDb, actor: Actor, slug: str, text: str, base: str, what_changed: str
) -> KeptWork:
    for known in together_store.works(db, slug, actor.id):
        if (known.base, known.text) == (base, text):
            return known
    kept = KeptWork(
        id=ids.new_id(),
        strategy=slug,
        person=actor.id,
        base=base,
        text=text,
        what_changed=sentence(what_changed),
        at=clock.now(),
    )
    together_store.keep_work(db, kept)
    return kept


def works(db: ReadDb, actor: Actor, slug: str) -> tuple[KeptWork, ...]:
    """Return what is kept for the actor on a strategy, the newest first."""
    read.strategy(db, actor, slug, Permission.EDIT)
    return together_store.works(db, slug, actor.id)


def work(db: ReadDb, actor: Actor, slug: str, work_id: str) -> KeptWork:
    """Return what is kept for the actor, who may not save it any more perhaps.

    Raises WorkGone, NotYourWork.
    """
    read.strategy(db, actor, slug)
    found = together_store.work(db, work_id)
    if found is None or found.strategy != slug:
        raise WorkGone
    if found.person != actor.id:
        raise NotYourWork
    return found


def keep_choices(
    db: WriteDb,
    kept: KeptWork,
    *,
    choices: Mapping[str, str],
    written: Mapping[str, str],
    what_changed: str,
) -> KeptWork:
    """Keep how far somebody has come with work of theirs, in place of what was kept before."""
    now = replace(
        kept,
        choices=dict(list(choices.items())[:_MOST]),
        written={name: clean(words) for name, words in list(written.items())[:_MOST]},
        what_changed=sentence(what_changed),
        at=clock.now(),
    )
    together_store.keep_work(db, now)
    return now


def give_up(db: WriteDb, kept: KeptWork) -> None:
    """Let go of work, as whoever typed it wants."""
    together_store.drop_work(db, kept.id)


def against(repositories: Repositories, kept: KeptWork, seen: str) -> Merged:
    """Return kept work made one with a revision of the draft, as far as it goes."""
    repository = repositories.at(kept.strategy)
    return made_one(repository.text(kept.base), kept.text, repository.text(seen))


def settle_work(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    kept: KeptWork,
    *,
    seen: str,
    choices: Mapping[str, Choice],
    files: Mapping[str, bytes | None] | None = None,
) -> Together:
    """Save kept work with what was chosen against the revision of the draft that was seen.

    Where that is what the draft says, there is nothing to save. Raises ClashUndecided,
    ClashMissing, and as `save_together` does: on PassagesClash, `go_on` keeps what was chosen.
    """
    merged = against(repositories, kept, seen)
    settled = settle(merged, choices)
    if settled == repositories.at(kept.strategy).text(seen):
        done = Together(revision=read.known_revision(db, kept.strategy, seen), made=False)
    else:
        done = save_together(
            db,
            repositories,
            actor,
            kept.strategy,
            text=settled,
            expecting=seen,
            what_changed=kept.what_changed,
            files=files,
            chosen=Chosen(base=kept.base, passages=tuple(woven(merged, choices))),
        )
    together_store.drop_work(db, kept.id)
    return done


def go_on(
    db: WriteDb,
    repositories: Repositories,
    kept: KeptWork,
    *,
    seen: str,
    choices: Mapping[str, Choice],
) -> KeptWork:
    """Keep work with its choices made, over the revision against which they were made."""
    settled = usable(settle(against(repositories, kept, seen), choices))
    now = replace(kept, base=seen, text=settled, choices={}, written={}, at=clock.now())
    together_store.keep_work(db, now)
    return now
