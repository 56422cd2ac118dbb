"""Editing the draft: the editor, and without scripts the source of one section in a text area."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from markupsafe import Markup
from starlette.responses import Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.document.changes import redline_html
from service.document.source import SectionMissing, clean
from service.errors import Forbidden, Invalid, RoundtableError, Unavailable
from service.library import read
from service.library.control import FIELDS
from service.library.model import Revision
from service.library.save import (
    LONGEST,
    DraftMovedOn,
    SectionWouldGo,
    save,
    save_control,
    save_section,
)
from service.library.sections import CONTROL, WHOLE, Part, part, parts
from service.library.views import revision_rows
from service.repositories import Repositories
from service.storage.database import ReadDb, WriteDb
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected
from service.web.pages import go, page

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What somebody typed on the form."""

    #: The slug of the strategy.
    slug: str
    #: The section's id, `_control` or `_whole`.
    section: str
    #: Its source.
    source: str
    #: The revision that they saw.
    expecting: str
    #: What they changed, in a sentence.
    what_changed: str
    #: Whether an empty source is meant to remove the section.
    removing: bool = False


@router.get("/s/{slug}/edit")
def choose_section(
    request: Request, slug: str, actor: SignedIn, db: Reading, repositories: Repos
) -> Response:
    """Show the editor; without scripts, the sections of the draft to choose from."""
    shown = read.draft(db, actor, slug, Permission.EDIT)
    strategy = shown.strategy
    return page(
        request,
        "library/edit.html",
        strategy=strategy,
        sections=parts(repositories.at(slug).text(shown.revision.id)),
        may_publish=may(actor, Permission.PUBLISH, slug, strategy.visibility),
    )


@router.get("/s/{slug}/edit/_keys")
def show_keys(request: Request, slug: str, actor: SignedIn, db: Reading) -> Response:
    """Show the keys of the editor."""
    return page(
        request, "library/keys.html", strategy=read.strategy(db, actor, slug, Permission.EDIT)
    )


@router.get("/s/{slug}/edit/{section}")
def edit_section(
    request: Request, slug: str, section: str, actor: SignedIn, db: Reading, repositories: Repos
) -> Response:
    """Show the source of a section as the draft has it."""
    shown = read.draft(db, actor, slug, Permission.EDIT)
    found = part(repositories.at(slug).text(shown.revision.id), section)
    typed = Typed(
        slug=slug,
        section=section,
        source=found.source,
        expecting=shown.revision.id,
        what_changed="",
    )
    return _form(request, db, actor, found, typed)


@router.post(
    "/s/{slug}/edit/{section}",
    dependencies=[protected],
    form_limits={"max_part_size": LONGEST * 4},  # in bytes; an emoji has four
)
def save_draft(
    request: Request,
    slug: str,
    section: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    expecting: Text = "",
    source: Text = "",
    what_changed: Text = "",
    remove: Text = "",
) -> Response:
    """Save a section; what cannot be saved comes back as it was typed."""
    typed = Typed(
        slug=slug,
        section=section,
        source=source,
        expecting=expecting,
        what_changed=what_changed,
        removing=remove == "yes",
    )
    try:
        saved = _save(db, repositories, actor, typed)
    except DraftMovedOn:
        return _stale(request, db, repositories, actor, typed)
    except (Invalid, Forbidden, Unavailable) as problem:
        known = part(repositories.at(slug).text(expecting), section)
        return _form(request, db, actor, known, typed, problem)
    anchor = "" if section in (CONTROL, WHOLE) else f"#{quote(section)}"
    return go(request, f"/s/{slug}{anchor}", f"Saved as revision {saved.short}")


def _save(db: WriteDb, repositories: Repositories, actor: Actor, typed: Typed) -> Revision:
    if typed.section == CONTROL:
        return save_control(
            db,
            repositories,
            actor,
            typed.slug,
            source=typed.source,
            expecting=typed.expecting,
            what_changed=typed.what_changed,
        )
    if typed.section == WHOLE:
        return save(
            db,
            repositories,
            actor,
            typed.slug,
            text=typed.source,
            expecting=typed.expecting,
            what_changed=typed.what_changed,
        )
    return save_section(
        db,
        repositories,
        actor,
        typed.slug,
        section=typed.section,
        source=typed.source,
        expecting=typed.expecting,
        what_changed=typed.what_changed,
        removing=typed.removing,
    )


def _form(
    request: Request,
    db: ReadDb,
    actor: Actor,
    section: Part,
    typed: Typed,
    problem: RoundtableError | None = None,
) -> Response:
    return page(
        request,
        "library/edit_section.html",
        status=problem.status if problem else 200,
        strategy=read.strategy(db, actor, typed.slug, Permission.EDIT),
        section=section,
        source=_in_area(typed.source),
        expecting=typed.expecting,
        what_changed=typed.what_changed,
        fields=FIELDS if typed.section == CONTROL else (),
        may_remove=isinstance(problem, SectionWouldGo),
        errors={"source": problem.message} if problem else {},
    )


def _stale(
    request: Request, db: ReadDb, repositories: Repositories, actor: Actor, typed: Typed
) -> Response:
    """Show the draft's words and the writer's, so that nothing of either is lost."""
    shown = read.draft(db, actor, typed.slug, Permission.EDIT)
    repository = repositories.at(typed.slug)
    (newest,) = revision_rows(db, [shown.revision])
    yours, theirs = clean(typed.source), _theirs(repository.text(shown.revision.id), typed.section)
    redline = None if theirs is None else redline_html(theirs, yours)
    return page(
        request,
        "library/stale.html",
        status=DraftMovedOn.status,
        strategy=shown.strategy,
        section=part(repository.text(typed.expecting), typed.section),
        saved_by=newest.author.name if newest.author else None,
        saved_at=shown.revision.at,
        theirs=theirs,
        yours=_in_area(yours),
        redline=redline if redline is None else Markup(redline),  # noqa: S704 - words are escaped
        what_changed=typed.what_changed,
        expecting=shown.revision.id,
    )


def _theirs(text: str, section: str) -> str | None:
    """Return the source of a section as the draft has it now; None where it is gone."""
    try:
        return part(text, section).source
    except SectionMissing:
        return None


def _in_area(source: str) -> str:
    """Return a text for a text area, which swallows a line end that comes first."""
    return f"\n{source}" if source.startswith("\n") else source
