"""Proposing a revision: a text beside the draft, with a title and a reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from service import clock, ids
from service.accounts.model import Actor
from service.accounts.permissions import Permission
from service.document.source import clean
from service.errors import Invalid
from service.journal.record import record
from service.library import read as library
from service.library.control import check_control
from service.library.model import TEXT, Strategy
from service.library.notice import notice
from service.library.save import sentence, usable
from service.proposals import read, store
from service.proposals.model import Part, Proposal
from service.proposals.notice import record_saved
from service.repositories import Repositories, Repository, TakenIn
from service.storage.database import ReadDb, WriteDb

#: The longest title, in characters.
LONGEST_TITLE = 200
#: The longest reason or remark, in characters.
LONGEST = 20_000


class TitleMissing(Invalid):
    """Enter a title: a few words on what would change."""


class TitleTooLong(Invalid):
    """The title has {length} characters; 200 is the most."""


class ReasonMissing(Invalid):
    """Enter a reason: people decide on it by what you say here."""


class WordsTooLong(Invalid):
    """This has {length} characters; 20,000 is the most. Shorten it."""


class PersonUnsuitable(Invalid):
    """Only people with a role on this strategy can be named. Ask its owner to give them one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Out of what others wrote the text of a proposal was put together."""

    #: The ids of who wrote it; contributors, whether they have a role by now or not.
    authors: tuple[str, ...]
    #: What is taken in, by names that mean nothing here; git keeps them with the text.
    suggestions: tuple[TakenIn, ...]


def propose(
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    *,
    title: str,
    reason: str,
    revision: str,
    contributors: Iterable[str] = (),
    text: str | None = None,
    what_changed: str = "",
    files: Mapping[str, bytes] | None = None,
    gathered: Gathered | None = None,
) -> Proposal:
    """Begin a proposal on a revision of the draft, with other text than that one has or without.

    `files` come beside the text; `gathered` says out of what it was put together, if it was.

    Raises TitleMissing, TitleTooLong, ReasonMissing, WordsTooLong, PersonUnsuitable,
    RevisionUnknown, and of a text what `library.save.save` raises.
    """
    strategy = library.revision(db, actor, slug, revision, Permission.PROPOSE).strategy
    proposal = Proposal(
        id=ids.new_id(),
        strategy=slug,
        title=_title(title),
        reason=words_of(reason, ReasonMissing),
        proposer=actor.id,
        at=clock.now(),
        base=revision,
        tip=revision,
        outcome=None,
    )
    wrote = gathered.authors if gathered else ()
    named = tuple(dict.fromkeys((*wrote, *people_of(db, strategy, contributors))))
    repository = repositories.at(slug)
    with repository.writing():
        notice(db, repository)
        after = None if text is None else changed_text(repository.text(revision), text)
        repository.begin_proposal(proposal.id, revision=revision)
        _record(db, proposal, [each for each in named if each != actor.id])
        if after is not None:
            changes = {TEXT: after.encode(), **(files or {})}
            _write(db, repository, proposal, changes, what_changed, gathered)
    return read.proposal(db, actor, proposal.id)


def changed_text(before: str, text: str) -> str | None:
    """Return a text as it can be saved; None where it is what it was.

    Raises TextTooLong, TextEmpty, FrontMatterUnreadable, ControlUnusable.
    """
    text = usable(text)
    check_control(before, text)
    return None if text == before else text


def people_of(db: ReadDb, strategy: Strategy, given: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of people who may be named, each once; PersonUnsuitable."""
    wanted = tuple(dict.fromkeys(given))
    suitable = {person.id for person in read.suitable(db, strategy)} if wanted else set()
    if not suitable.issuperset(wanted):
        raise PersonUnsuitable
    return wanted


def words_of(given: str, missing: type[Invalid]) -> str:
    """Return what somebody wrote, cleaned; `missing` where it is nothing, WordsTooLong."""
    text = clean(given).strip()
    if not text:
        raise missing
    if len(text) > LONGEST:
        raise WordsTooLong(length=f"{len(text):,}")
    return text


def _title(given: str) -> str:
    title = " ".join(clean(given).split())
    if not title:
        raise TitleMissing
    if len(title) > LONGEST_TITLE:
        raise TitleTooLong(length=f"{len(title):,}")
    return title


def _record(db: WriteDb, proposal: Proposal, contributors: Iterable[str]) -> None:
    store.add_proposal(db, proposal)
    store.add_people(
        db, proposal.id, contributors, Part.CONTRIBUTOR, proposal.proposer, proposal.at
    )
    record(
        db,
        "proposals:proposal:begun",
        actor=proposal.proposer,
        strategy=proposal.strategy,
        subject=proposal.id,
        detail={"revision": proposal.base},
    )


def _write(
    db: WriteDb,
    repository: Repository,
    proposal: Proposal,
    changes: Mapping[str, bytes],
    what_changed: str,
    gathered: Gathered | None,
) -> None:
    made = repository.commit_to_proposal(
        proposal.id,
        expecting=proposal.tip,
        changes=changes,
        author=proposal.proposer,
        message=sentence(what_changed) or proposal.title,
        when=clock.now(),
        co_authors=[each for each in gathered.authors if each != proposal.proposer]
        if gathered
        else (),
        suggestions=gathered.suggestions if gathered else (),
    )
    record_saved(db, repository, proposal, repository.revision(made))
