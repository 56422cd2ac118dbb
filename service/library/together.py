"""Saving a text together with what others saved meanwhile."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from service import clock
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.accounts.read import names
from service.document.merging import Choice, Merged, settle
from service.errors import Conflict, Missing
from service.journal.record import record
from service.library import read, together_store
from service.library.ahead import made_one
from service.library.control import check_control
from service.library.model import Combination, Revision, Woven
from service.library.notice import notice, saver
from service.library.save import save, usable
from service.repositories import NothingChanged, Repositories, Repository
from service.storage.database import ReadDb, WriteDb


class PassagesClash(Conflict):
    """Somebody else changed the same passages while you were writing.

    Nothing of theirs was overwritten and nothing of yours is lost: choose what to keep.
    """

    title = "Two people changed the same passages"


class NotCombined(Missing):
    """This revision was not put together from what several people wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What became of a text that was saved."""

    #: The revision that the draft stands at now.
    revision: Revision
    #: How it was put together; None where nobody else had saved anything to put it together with.
    combination: Combination | None = None
    #: False where others had saved the very same, so that there was nothing left to save.
    made: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a text was put together with, passage by passage, before it is saved."""

    #: The revision that it was typed over at first.
    base: str
    #: The passages that others changed since.
    passages: tuple[Woven, ...]


def save_together(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    *,
    text: str,
    expecting: str,
    what_changed: str,
    files: Mapping[str, bytes | None] | None = None,
    chosen: Chosen | None = None,
) -> Together:
    """Save a whole text that was typed over a revision, with all that was saved since.

    What does not touch is combined, as one revision by the actor, and the others are to be told;
    PassagesClash where something touches: then nothing is saved. Raises RevisionUnknown, and as
    `save` does; never DraftMovedOn; WorkFirst where others wait and the texts are not made one
    yet. `chosen` is what the text was put together with before.
    """
    read.revision(db, actor, slug, expecting, Permission.EDIT)
    repository = repositories.at(slug)
    with repository.writing():
        if notice(db, repository):
            repository.mark_written()  # what is raised below undoes the notice
        head = repository.head() or ""
        merged = None if head == expecting else _merged(repository, expecting, text, head)
        if merged and _already(merged):
            return Together(revision=read.known_revision(db, slug, head), made=False)
        saved = save(
            db,
            repositories,
            actor,
            slug,
            text=text if merged is None else _whole(merged),
            expecting=head,
            what_changed=what_changed,
            files=files,
        )
        passages = (*(chosen.passages if chosen else ()), *(woven(merged) if merged else ()))
        if not passages:
            return Together(revision=saved)
        base = chosen.base if chosen else expecting
        others = others_since(repository, base, head, actor)
        return Together(revision=saved, combination=_tell(db, saved, base, others, passages))


def others_since(repository: Repository, since: str, until: str, actor: Actor) -> tuple[str, ...]:
    """Return who else saved after one revision up to another, each once, the first to save first.

    Somebody from outside, whose person is not known, is left out.
    """
    savers = (saver(commit) for commit in repository.between(since, until))
    return tuple(dict.fromkeys(each for each in savers if each and each != actor.id))


def combination(db: ReadDb, actor: Actor, slug: str, revision: str) -> Combination:
    """Return how a revision was put together; NotCombined."""
    read.strategy(db, actor, slug, Permission.EDIT)
    found = together_store.combination(db, slug, revision)
    if found is None:
        raise NotCombined
    return found


def news(db: ReadDb, actor: Actor | None, slug: str) -> tuple[Revision, ...]:
    """Return the revisions that the actor's work was put together in since they last looked.

    Nothing for those who may not edit: they may not see how a revision was put together.
    """
    seen = read.strategy(db, actor, slug)
    if actor is None or not may(actor, Permission.EDIT, slug, seen.visibility):
        return ()
    ids = together_store.untold(db, slug, actor.id)
    found = (read.known_revision(db, slug, each) for each in ids)
    return tuple(sorted(found, key=lambda each: each.number))


def was_told(db: WriteDb, actor: Actor, slug: str, revision: str) -> None:
    """Note that the actor has read how a revision was put together."""
    combination(db, actor, slug, revision)
    together_store.tell(db, slug, revision, actor.id, clock.now())


def _merged(repository: Repository, expecting: str, text: str, head: str) -> Merged:
    """Return three texts made one; NothingChanged where nothing was typed, PassagesClash."""
    before, text = repository.text(expecting), usable(text)
    if text == before:
        raise NothingChanged
    check_control(before, text)
    merged = made_one(before, text, repository.text(head))
    if merged.clashes:
        raise PassagesClash
    return merged


def _already(merged: Merged) -> bool:
    """Whether the draft says already what was typed."""
    return _whole(merged) == "".join(each.theirs for each in merged.segments)


def _whole(merged: Merged) -> str:
    return "".join(each.text for each in merged.segments)


def woven(merged: Merged, choices: Mapping[str, Choice] | None = None) -> Iterator[Woven]:
    """Yield the passages that the others changed, with what becomes of each by the choices."""
    for each in merged.segments:
        if each.kind in ("theirs", "combined", "clash"):
            made = {key: choice for key, choice in (choices or {}).items() if key == each.id}
            yield Woven(
                section=each.section,
                before=each.base.strip(),
                typed=each.ours.strip(),
                saved=each.theirs.strip(),
                after=settle(Merged(segments=(each,)), made).strip(),
                both=each.kind != "theirs",
                close=each.close,
            )


def _tell(
    db: WriteDb,
    saved: Revision,
    base: str,
    others: tuple[str, ...],
    passages: tuple[Woven, ...],
) -> Combination:
    known = names(db, others)
    people = tuple(each for each in others if each in known)
    made = Combination(
        strategy=saved.strategy, revision=saved.id, base=base, people=people, passages=passages
    )
    together_store.add_combination(db, made)
    record(
        db,
        "library:revision:combined",
        actor=saved.author,
        strategy=saved.strategy,
        subject=saved.id,
        detail={"base": base, "people": list(people), "passages": len(passages)},
    )
    return made
