"""Editing the draft: the editor, and without scripts the source of one section in a text area."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.errors import Forbidden, Invalid, RoundtableError, Unavailable
from service.library import read
from service.library.ahead import merge_ahead
from service.library.control import FIELDS
from service.library.keep import keep_work, works
from service.library.kept_pages import merge_page
from service.library.model import KeptWork, Strategy
from service.library.save import LONGEST, SectionWouldGo, edited, sentence, with_section
from service.library.sections import CONTROL, WHOLE, Part, part, parts
from service.library.together import PassagesClash, Together, save_together
from service.library.together_pages import after_saving, news_rows
from service.library.views import Editing, Way
from service.repositories import Repositories
from service.storage.database import ReadDb, WriteDb
from service.web.doors import Reading, Repos, Writing
from service.web.forms import protected
from service.web.pages import page

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
    may_publish = may(actor, Permission.PUBLISH, slug, strategy.visibility)
    return page(
        request,
        "library/edit.html",
        strategy=strategy,
        sections=parts(repositories.at(slug).text(shown.revision.id)),
        works=works(db, actor, slug),
        news=news_rows(db, actor, slug),
        may_publish=may_publish,
        editing=_editing(strategy, may_publish=may_publish),
    )


@router.get("/s/{slug}/edit/_keys")
def show_keys(request: Request, slug: str, actor: SignedIn, db: Reading) -> Response:
    """Show the keys of the editor."""
    strategy = read.strategy(db, actor, slug, Permission.PROPOSE)
    may_edit = may(actor, Permission.EDIT, slug, strategy.visibility)
    return page(request, "library/keys.html", strategy=strategy, may_edit=may_edit)


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


def _ahead(
    slug: str,
    section: str,
    actor: SignedIn,
    db: Reading,
    repositories: Repos,
    expecting: Text = "",
    source: Text = "",
) -> None:
    with suppress(RoundtableError):
        read.revision(db, actor, slug, expecting, Permission.EDIT)
        before = repositories.at(slug).text(expecting)
        text = with_section(before, section, source, removing=True)
        merge_ahead(db, repositories, actor, slug, text=text, expecting=expecting)


@router.post(
    "/s/{slug}/edit/{section}",
    dependencies=[protected, Depends(_ahead, scope="function")],
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
    """Save a section; what touches what others saved goes to the merge page, and is kept."""
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
    except PassagesClash as problem:
        kept = _keep(db, repositories, actor, typed)
        return merge_page(request, db, repositories, actor, kept, status=problem.status)
    except (Invalid, Forbidden, Unavailable) as problem:
        known = part(repositories.at(slug).text(expecting), section)
        return _form(request, db, actor, known, typed, problem)
    anchor = "" if section in (CONTROL, WHOLE) else f"#{quote(section)}"
    return after_saving(request, db, saved, f"/s/{slug}{anchor}")


def _save(db: WriteDb, repositories: Repositories, actor: Actor, typed: Typed) -> Together:
    before = _before(db, repositories, actor, typed)
    return save_together(
        db,
        repositories,
        actor,
        typed.slug,
        text=with_section(before, typed.section, typed.source, removing=typed.removing),
        expecting=typed.expecting,
        what_changed=_said(before, typed),
    )


def _keep(db: WriteDb, repositories: Repositories, actor: Actor, typed: Typed) -> KeptWork:
    """Keep what was typed, in the text that it was typed in."""
    before = _before(db, repositories, actor, typed)
    return keep_work(
        db,
        actor,
        typed.slug,
        text=with_section(before, typed.section, typed.source, removing=typed.removing),
        base=typed.expecting,
        what_changed=_said(before, typed),
    )


def _before(db: ReadDb, repositories: Repositories, actor: Actor, typed: Typed) -> str:
    read.revision(db, actor, typed.slug, typed.expecting, Permission.EDIT)
    return repositories.at(typed.slug).text(typed.expecting)


def _said(before: str, typed: Typed) -> str:
    return sentence(typed.what_changed) or edited(before, typed.section)


def _editing(strategy: Strategy, *, may_publish: bool) -> Editing:
    home = f"/s/{strategy.slug}"
    publish = Way(address=f"{home}/publish", words="Publish a version")
    return Editing(
        what="draft",
        doors=f"{home}/draft",
        keep=strategy.slug,
        title=f"Edit the draft: {strategy.title}",
        save="Save draft",
        control=f"{home}/edit/_control",
        ways=(publish,) if may_publish else (),
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
        works=works(db, actor, typed.slug),
        news=news_rows(db, actor, typed.slug),
        section=section,
        source=_in_area(typed.source),
        expecting=typed.expecting,
        what_changed=typed.what_changed,
        fields=FIELDS if typed.section == CONTROL else (),
        may_remove=isinstance(problem, SectionWouldGo),
        errors={"source": problem.message} if problem else {},
    )


def _in_area(source: str) -> str:
    """Return a text for a text area, which swallows a line end that comes first."""
    return f"\n{source}" if source.startswith("\n") else source
