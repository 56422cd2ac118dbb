"""Saving a change to the draft."""

from collections.abc import Mapping
from dataclasses import dataclass

from service import clock
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.document.front_matter import front_matter_end
from service.document.source import clean, replace_section
from service.errors import Conflict, Invalid
from service.library import read
from service.library.control import check_control, read_control
from service.library.model import TEXT, Revision
from service.library.notice import notice, record_revision
from service.library.sections import CONTROL, WHOLE, part, with_control
from service.repositories import FileMissing, Repositories, Repository, TakenIn
from service.storage.database import WriteDb

#: The longest text of a strategy, in characters: three times the longest that was ever seen.
LONGEST = 2_000_000
#: The longest sentence on what changed.
LONGEST_SENTENCE = 500


class DraftMovedOn(Conflict):
    """Somebody else saved this draft while you were writing.

    Nothing of theirs was overwritten and nothing of yours is lost: both texts are shown.
    """


class TextTooLong(Invalid):
    """This text has {length} characters; a strategy may have 2,000,000. Shorten or split it."""


class SectionWouldGo(Invalid):
    """This would remove the section “{title}” with its heading. Tick the box to remove it."""


class TextEmpty(Invalid):
    """The text is empty. To take a strategy away, withdraw it instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Whose work a revision is, where that is not only the work of whoever saves it."""

    #: The id of the person who wrote it.
    author: str
    #: The ids of everybody else who is credited.
    co_authors: tuple[str, ...] = ()
    #: The suggestions that it takes in.
    suggestions: tuple[TakenIn, ...] = ()
    #: The id of the proposal that it takes in, if it does.
    proposal: str | None = None


def save(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    *,
    text: str,
    expecting: str,
    what_changed: str,
    files: Mapping[str, bytes | None] | None = None,
    credit: Credit | None = None,
) -> Revision:
    """Save the whole text of a draft as a new revision.

    `expecting` is the revision that the writer saw; another one raises DraftMovedOn. `credit` says
    whose work it is, where the actor only puts it in. The text is cleaned. Raises
    FrontMatterUnreadable and ControlUnusable where its front matter differs from that of the
    revision and cannot be used. NothingChanged where it is what it was; NotAllowed where it would
    change who may read it, and the actor may not.
    """
    strategy = read.strategy(db, actor, slug, Permission.EDIT)
    text = usable(text)
    told = read_control(text, slug)
    if told and told.visibility not in (None, strategy.visibility):
        read.strategy(db, actor, slug, Permission.MANAGE)
    repository = repositories.at(slug)
    with repository.writing():
        if notice(db, repository):
            repository.mark_written()  # what is raised below undoes the notice
        if repository.head() != expecting:
            raise DraftMovedOn(slug=slug)
        check_control(_before(repository, expecting), text)
        made = repository.commit(
            expecting=expecting,
            changes={TEXT: text.encode(), **(files or {})},
            author=credit.author if credit else actor.id,
            committer=actor.id,
            co_authors=credit.co_authors if credit else (),
            suggestions=credit.suggestions if credit else (),
            proposal=credit.proposal if credit else None,
            message=sentence(what_changed) or "Edited the text",
            when=clock.now(),
        )
        return record_revision(db, repository, repository.revision(made))


def save_section(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    *,
    section: str,
    source: str,
    expecting: str,
    what_changed: str,
    removing: bool = False,
) -> Revision:
    """Save one section's source; the rest of the text stays byte for byte as it was.

    Raises as `save` does, SectionMissing where the revision has no such section, and
    SectionWouldGo where nothing is left of it and that is not what was wanted (`removing`).
    """
    read.strategy(db, actor, slug, Permission.EDIT)
    before = repositories.at(slug).text(expecting)
    return save(
        db,
        repositories,
        actor,
        slug,
        text=with_section(before, section, source, removing=removing),
        expecting=expecting,
        what_changed=sentence(what_changed) or edited(before, section),
    )


def save_control(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    *,
    source: str,
    expecting: str,
    what_changed: str,
) -> Revision:
    """Save the lines of the front matter; the text below stays byte for byte as it was.

    Raises as `save` does.
    """
    read.strategy(db, actor, slug, Permission.EDIT)
    return save(
        db,
        repositories,
        actor,
        slug,
        text=with_control(repositories.at(slug).text(expecting), clean(source)),
        expecting=expecting,
        what_changed=sentence(what_changed) or "Edited “Document control”",
    )


def with_section(before: str, section: str, source: str, *, removing: bool) -> str:
    """Return a text with other source for a section, for document control, or for all of it.

    Raises SectionMissing, FrontMatterUnreadable, and SectionWouldGo where nothing is left of a
    section and that is not what was wanted (`removing`).
    """
    found, source = part(before, section), clean(source)
    if section == WHOLE:
        return source
    if section == CONTROL:
        return with_control(before, source)
    if not (source.strip() or removing):
        raise SectionWouldGo(title=found.title)
    return replace_section(before, section, source)


def edited(text: str, section: str) -> str:
    """Return what is said of a change to a section where its author says nothing."""
    return "Edited the text" if section == WHOLE else f"Edited “{part(text, section).title}”"


def usable(text: str) -> str:
    """Return a whole text as it can be saved; TextTooLong, TextEmpty."""
    text = clean(text)
    if len(text) > LONGEST:
        raise TextTooLong(length=f"{len(text):,}")
    if not text[front_matter_end(text) :].strip():
        raise TextEmpty
    return text


def _before(repository: Repository, revision: str) -> str:
    """Return the text of a revision; empty for one made by other hands that has none."""
    try:
        return repository.text(revision)
    except FileMissing:
        return ""


def sentence(given: str) -> str:
    """Return what somebody wrote on what changed, on one line and at most 500 characters."""
    return " ".join(clean(given).split())[:LONGEST_SENTENCE].strip()
