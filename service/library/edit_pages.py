"""Editing the draft: the editor, and without scripts the source of one section in a text area."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import NotAllowed, Permission, may
from service.errors import Forbidden, Invalid, RoundtableError, Unavailable
from service.library import read
from service.library.ahead import merge_ahead
from service.library.control import FIELDS
from service.library.keep import keep_refused, keep_work, works
from service.library.kept_pages import clash_page
from service.library.model import KeptWork, Strategy
from service.library.read import StrategyMissing
from service.library.refused_pages import refused
from service.library.save import LONGEST, SectionWouldGo, edited, sentence, with_section
from service.library.sections import CONTROL, WHOLE, Part, part, parts
from service.library.together import PassagesClash, Together, save_together
from service.library.together_pages import after_saving, news_rows
from service.library.views import Editing, Way
from service.repositories import Repositories
from service.storage.database import ReadDb, WriteDb
from service.web.doors import Reading, Repos
from service.web.forms import protected
from service.web.pages import page
from service.web.turns import Turning, Turns

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saving:
    """A form on its way into the draft."""

    #: Where the texts are.
    repositories: Repositories
    #: Who sent it.
    actor: Actor
    #: What they typed.
    typed: Typed

    def ahead(self, db: ReadDb) -> None:
        """Make what was typed one with the draft, before anybody waits for it."""
        with suppress(RoundtableError):
            merge_ahead(
                db,
                self.repositories,
                self.actor,
                self.typed.slug,
                text=self._text(self._before(db), removing=True),
                expecting=self.typed.expecting,
            )

    def save(self, db: WriteDb) -> Together | KeptWork:
        """Save what was typed; where that touches what others saved, keep it."""
        before, typed = self._before(db), self.typed
        said = sentence(typed.what_changed) or edited(before, typed.section)
        text = self._text(before, removing=typed.removing)
        try:
            return save_together(
                db,
                self.repositories,
                self.actor,
                typed.slug,
                text=text,
                expecting=typed.expecting,
                what_changed=said,
            )
        except PassagesClash:
            return keep_work(
                db, self.actor, typed.slug, text=text, base=typed.expecting, what_changed=said
            )

    def keep(self, db: WriteDb) -> KeptWork | None:
        """Keep what was typed by somebody who may not save it; None where it cannot be kept."""
        typed = self.typed
        with suppress(RoundtableError):
            read.revision(db, self.actor, typed.slug, typed.expecting)
            before = self.repositories.at(typed.slug).text(typed.expecting)
            return keep_refused(
                db,
                self.actor,
                typed.slug,
                text=self._text(before, removing=True),
                base=typed.expecting,
                what_changed=sentence(typed.what_changed) or edited(before, typed.section),
            )
        return None

    def _before(self, db: ReadDb) -> str:
        read.revision(db, self.actor, self.typed.slug, self.typed.expecting, Permission.EDIT)
        return self.repositories.at(self.typed.slug).text(self.typed.expecting)

    def _text(self, before: str, *, removing: bool) -> str:
        return with_section(before, self.typed.section, self.typed.source, removing=removing)


def _typed(
    slug: str,
    section: str,
    expecting: Text = "",
    source: Text = "",
    what_changed: Text = "",
    remove: Text = "",
) -> Typed:
    return Typed(
        slug=slug,
        section=section,
        source=source,
        expecting=expecting,
        what_changed=what_changed,
        removing=remove == "yes",
    )


@router.post(
    "/s/{slug}/edit/{section}",
    dependencies=[protected],
    form_limits={"max_part_size": LONGEST * 4},  # in bytes; an emoji has four
)
async def save_draft(
    request: Request,
    slug: str,
    section: str,
    typed: Annotated[Typed, Depends(_typed)],
    actor: SignedIn,
    turns: Turning,
    repositories: Repos,
) -> Response:
    """Save a section; what touches what others saved goes to the merge page, and is kept."""
    saving = _Saving(repositories=repositories, actor=actor, typed=typed)
    try:
        saved = await turns.write_worked_out(slug, saving.ahead, saving.save)
    except (Invalid, Forbidden, Unavailable, StrategyMissing) as problem:
        return await _refused(request, turns, saving, problem)
    if isinstance(saved, KeptWork):
        return await turns.read(lambda db: clash_page(request, db, repositories, actor, saved))
    anchor = "" if section in (CONTROL, WHOLE) else f"#{quote(section)}"
    return await turns.read(
        lambda db: after_saving(request, db, actor, saved, f"/s/{slug}{anchor}")
    )


async def _refused(
    request: Request, turns: Turns, saving: _Saving, problem: RoundtableError
) -> Response:
    """Show what was typed again, to be mended and sent, or to be copied by who may not save it."""
    if isinstance(problem, NotAllowed | StrategyMissing):
        actor, typed = saving.actor, saving.typed
        kept = await turns.write(saving.keep)
        return await turns.read(
            lambda db: refused(request, db, actor, typed.slug, problem, kept, [typed.source])
        )
    return await turns.read(lambda db: _again(request, db, saving, problem))


def _again(request: Request, db: ReadDb, saving: _Saving, problem: RoundtableError) -> Response:
    typed = saving.typed
    known = part(saving.repositories.at(typed.slug).text(typed.expecting), typed.section)
    return _form(request, db, saving.actor, known, typed, problem)


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
