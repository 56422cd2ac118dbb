"""Writing a proposed revision: the editor, and without scripts a section's source."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.errors import Forbidden, Invalid, RoundtableError, Unavailable
from service.library import read as library
from service.library.control import FIELDS
from service.library.save import LONGEST, SectionWouldGo, edited, sentence, with_section
from service.library.sections import CONTROL, Part, part, parts
from service.library.views import Editing, Way
from service.proposals import read
from service.proposals.begun import writable
from service.proposals.keep import keep_typed
from service.proposals.model import Proposal, Unsettled
from service.proposals.notice import AlreadyDecided, still_open
from service.proposals.revise import ProposalMovedOn, revise_section
from service.repositories import Repositories
from service.storage.database import ReadDb, WriteDb
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected
from service.web.pages import go, page

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]


@router.get("/s/{slug}/proposals/{proposal}/edit")
def choose_section(
    request: Request, slug: str, proposal: str, actor: SignedIn, db: Reading, repositories: Repos
) -> Response:
    """Show the editor; without scripts, the sections of the proposed text to choose from."""
    found, strategy = open_to(db, actor, slug, proposal), library.strategy(db, actor, slug)
    return page(
        request,
        "proposals/edit.html",
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
        proposal=found,
        sections=parts(repositories.at(slug).text(found.tip)),
        editing=_editing(found),
    )


@router.get("/s/{slug}/proposals/{proposal}/edit/{section}")
def edit_section(
    request: Request,
    slug: str,
    proposal: str,
    section: str,
    actor: SignedIn,
    db: Reading,
    repositories: Repos,
) -> Response:
    """Show the source of a section as the proposal has it."""
    found = open_to(db, actor, slug, proposal)
    known = part(repositories.at(slug).text(found.tip), section)
    return _form(request, db, actor, found, known, source=known.source, expecting=found.tip)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What somebody typed on the form."""

    #: The section's id, or `_control`.
    section: str
    #: Its source.
    source: str
    #: The revision of the proposal that they saw.
    expecting: str
    #: What they changed, in a sentence.
    what_changed: str
    #: Whether an empty source is meant to remove the section.
    removing: bool


def _typed(
    section: str,
    expecting: Text = "",
    source: Text = "",
    what_changed: Text = "",
    remove: Text = "",
) -> Typed:
    return Typed(
        section=section,
        source=source,
        expecting=expecting,
        what_changed=what_changed,
        removing=remove == "yes",
    )


@router.post(
    "/s/{slug}/proposals/{proposal}/edit/{section}",
    dependencies=[protected],
    form_limits={"max_part_size": LONGEST * 4},  # in bytes; an emoji has four
)
def save_section(
    request: Request,
    slug: str,
    proposal: str,
    typed: Annotated[Typed, Depends(_typed)],
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
) -> Response:
    """Save a section; where somebody else saved meanwhile, keep it and go to the merge page."""
    found = writable(db, actor, slug, proposal)
    before = repositories.at(slug).text(read.stood_at(db, found, typed.expecting))
    try:
        return _save_or_keep(request, db, repositories, actor, found, before, typed)
    except (Invalid, Forbidden, Unavailable) as problem:
        known = part(before, typed.section)
        return _form(
            request,
            db,
            actor,
            found,
            known,
            source=typed.source,
            expecting=typed.expecting,
            what_changed=typed.what_changed,
            problem=problem,
        )


def _save_or_keep(
    request: Request,
    db: WriteDb,
    repositories: Repositories,
    actor: Actor,
    found: Proposal,
    before: str,
    typed: Typed,
) -> Response:
    try:
        _save(db, repositories, actor, found, typed)
    except (ProposalMovedOn, AlreadyDecided) as problem:
        kept = _keep(db, actor, found, before, typed)
        return go(request, f"{found.address}/update?kept={kept.id}", problem.message)
    return go(request, f"{found.address}/edit#{quote(typed.section)}", "Saved to the proposal")


def _save(
    db: WriteDb, repositories: Repositories, actor: Actor, found: Proposal, typed: Typed
) -> None:
    revise_section(
        db,
        repositories,
        actor,
        found.id,
        section=typed.section,
        source=typed.source,
        expecting=typed.expecting,
        what_changed=typed.what_changed,
        removing=typed.removing,
    )


def _keep(db: WriteDb, actor: Actor, found: Proposal, before: str, typed: Typed) -> Unsettled:
    """Keep what was typed, in the text that it was typed in."""
    said = sentence(typed.what_changed) or edited(before, typed.section)
    text = with_section(before, typed.section, typed.source, removing=typed.removing)
    return keep_typed(db, actor, found.id, text=text, base=typed.expecting, what_changed=said)


def _editing(found: Proposal) -> Editing:
    return Editing(
        what="proposal",
        doors=f"{found.address}/text",
        keep=f"{found.strategy}/proposals/{found.id}",
        title=f"Edit the proposed text: {found.title}",
        save="Save to the proposal",
        control=f"{found.address}/edit/{CONTROL}",
        ways=(Way(address=found.address, words="See what it changes"),),
        whose=Way(address=found.address, words=f"Proposed revision: {found.title}"),
    )


def open_to(db: ReadDb, actor: Actor, slug: str, proposal: str) -> Proposal:
    """Return an open proposal of a strategy that the actor may write."""
    return still_open(db, writable(db, actor, slug, proposal).id)


def _form(
    request: Request,
    db: ReadDb,
    actor: Actor,
    found: Proposal,
    section: Part,
    *,
    source: str,
    expecting: str,
    what_changed: str = "",
    problem: RoundtableError | None = None,
) -> Response:
    strategy = library.strategy(db, actor, found.strategy)
    return page(
        request,
        "proposals/edit_section.html",
        status=problem.status if problem else 200,
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, strategy.slug, strategy.visibility),
        proposal=found,
        section=section,
        source=f"\n{source}" if source.startswith("\n") else source,
        expecting=expecting,
        what_changed=what_changed,
        fields=FIELDS if section.id == CONTROL else (),
        may_remove=isinstance(problem, SectionWouldGo),
        errors={"source": problem.message} if problem else {},
    )
