"""The merge page of a draft: what two people changed, and choosing passage by passage.

What was typed is kept before the page is shown, and what is chosen as it is chosen.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor, Visibility
from service.accounts.permissions import NotAllowed, Permission, may
from service.document.merging import Choice, ClashUndecided, settle
from service.errors import Forbidden, Invalid, RoundtableError, Unavailable
from service.library import read
from service.library.ahead import merge_ahead
from service.library.keep import (
    against,
    give_up,
    go_on,
    keep_choices,
    settle_work,
    work,
)
from service.library.model import KeptWork
from service.library.refused_pages import refused, typed_in
from service.library.save import LONGEST
from service.library.settling import (
    CHOICE,
    Chosen,
    Passage,
    added,
    chosen_in,
    clashing,
    combined,
    decisions,
    homeless,
)
from service.library.staged import PictureGone, shown
from service.library.together import PassagesClash, Together, others_since
from service.library.together_pages import after_saving
from service.library.views import in_words
from service.repositories import Repositories
from service.storage.database import ReadDb, WriteDb
from service.storage.files import Files
from service.web.doors import Kept, Reading, Repos, Writing
from service.web.forms import Fields, protected
from service.web.pages import go, page
from service.web.turns import Turning, Turns

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]

_CHOOSE = "Choose what to keep."


@router.get("/s/{slug}/unsaved/{work_id}")
def show_work(
    request: Request, slug: str, work_id: str, actor: SignedIn, db: Reading, repositories: Repos
) -> Response:
    """Show what both sides changed, with the draft as it now stands.

    Who may not save it any more is shown their words.
    """
    kept = work(db, actor, slug, work_id)
    try:
        return merge_page(request, db, repositories, actor, kept)
    except NotAllowed as problem:
        return refused(request, db, actor, slug, problem, kept, typed_in(repositories, kept))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settling:
    """Choices on their way into the draft."""

    #: Where the texts are.
    repositories: Repositories
    #: Where the pictures are.
    files: Files
    #: Who chose.
    actor: Actor
    #: Their work, as it was when the form came in.
    kept: KeptWork
    #: What they chose and wrote.
    chosen: Chosen
    #: What they changed, in a sentence.
    what_changed: str
    #: The revision of the draft that they saw.
    seen: str

    def ahead(self, db: ReadDb) -> None:
        """Make what was chosen one with the draft, before anybody waits for it."""
        with suppress(RoundtableError):
            read.revision(db, self.actor, self.kept.strategy, self.seen, Permission.EDIT)
            merge_ahead(
                db,
                self.repositories,
                self.actor,
                self.kept.strategy,
                text=settle(against(self.repositories, self.kept, self.seen), self._choices()),
                expecting=self.seen,
            )

    def keep(self, db: WriteDb) -> KeptWork:
        """Keep what was chosen."""
        return _keep(db, self.kept, self.chosen, self.what_changed)

    def save(self, db: WriteDb) -> Together | KeptWork:
        """Save what was chosen; where it touches what was saved since, keep it over that."""
        kept = work(db, self.actor, self.kept.strategy, self.kept.id)
        kept = _keep(db, kept, self.chosen, self.what_changed)
        read.revision(db, self.actor, kept.strategy, self.seen, Permission.EDIT)
        choices = self._choices()
        try:
            return _settle(db, self.repositories, self.files, self.actor, kept, self.seen, choices)
        except PassagesClash:
            return go_on(db, self.repositories, kept, seen=self.seen, choices=choices)

    def _choices(self) -> dict[str, Choice]:
        return decisions(against(self.repositories, self.kept, self.seen), self.chosen)


@router.post(
    "/s/{slug}/unsaved/{work_id}",
    dependencies=[protected],
    form_limits={"max_part_size": LONGEST * 4, "max_fields": 10_000},
)
async def save_work(
    request: Request,
    slug: str,
    work_id: str,
    fields: Fields,
    actor: SignedIn,
    turns: Turning,
    repositories: Repos,
    files: Kept,
    seen: Text = "",
    what_changed: Text = "",
    do: Text = "save",
) -> Response:
    """Save what was chosen, or keep it for later, or let it go."""
    kept = await turns.read(lambda db: work(db, actor, slug, work_id))
    if do == "drop":
        await turns.write(lambda db: give_up(db, kept))
        return go(request, _back(actor, slug), "What you had not saved was discarded")
    settling = _Settling(
        repositories=repositories,
        files=files,
        actor=actor,
        kept=kept,
        chosen=chosen_in(fields),
        what_changed=what_changed,
        seen=seen,
    )
    if do == "keep":
        await turns.write(settling.keep)
        return go(request, _back(actor, slug), "Kept for you, until you go on")
    return await _save_or_say(request, turns, settling)


def _back(actor: Actor, slug: str) -> str:
    """Return where somebody goes on: to the editor, or to the text where they may only read it."""
    may_edit = may(actor, Permission.EDIT, slug, Visibility.CONFIDENTIAL)
    return f"/s/{slug}/edit" if may_edit else f"/s/{slug}"


async def _save_or_say(request: Request, turns: Turns, settling: _Settling) -> Response:
    """Save; where that is refused say why, with what was chosen and written kept."""
    repositories, actor, slug = settling.repositories, settling.actor, settling.kept.strategy
    try:
        saved = await turns.write_worked_out(slug, settling.ahead, settling.save)
    except (Invalid, Forbidden, Unavailable, PictureGone) as told:
        problem: RoundtableError = told
        kept = await turns.write(settling.keep)
        if isinstance(problem, NotAllowed):
            return await turns.read(
                lambda db: refused(
                    request, db, actor, slug, problem, kept, typed_in(repositories, kept)
                )
            )
    else:
        if isinstance(saved, Together):
            return await turns.read(
                lambda db: after_saving(request, db, actor, saved, f"/s/{slug}")
            )
        kept, problem = saved, PassagesClash()
    return await turns.read(lambda db: merge_page(request, db, repositories, actor, kept, problem))


@router.post(
    "/s/{slug}/unsaved/{work_id}/kept",
    dependencies=[protected],
    form_limits={"max_part_size": LONGEST * 4, "max_fields": 10_000},
)
def keep_going(
    slug: str,
    work_id: str,
    fields: Fields,
    actor: SignedIn,
    db: Writing,
    what_changed: Annotated[str | None, Form()] = None,
) -> Response:
    """Keep what was changed on the page; a script sends it while somebody writes."""
    kept = work(db, actor, slug, work_id)
    chosen = added(Chosen(choices=kept.choices, written=kept.written), chosen_in(fields))
    _keep(db, kept, chosen, kept.what_changed if what_changed is None else what_changed)
    return Response(status_code=204)


def clash_page(
    request: Request, db: ReadDb, repositories: Repositories, actor: Actor, kept: KeptWork
) -> Response:
    """Show work that was kept because it touches what others saved."""
    return merge_page(request, db, repositories, actor, kept, status=PassagesClash.status)


def merge_page(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    kept: KeptWork,
    problem: RoundtableError | None = None,
    *,
    status: int = 200,
) -> Response:
    """Show kept work beside the draft as it now stands; `problem` says why it is shown again."""
    draft = read.draft(db, actor, kept.strategy, Permission.EDIT)
    chosen = Chosen(choices=kept.choices, written=kept.written)
    merged = against(repositories, kept, draft.revision.id)
    clashes = clashing(merged, chosen)
    others = others_since(repositories.at(kept.strategy), kept.base, draft.revision.id, actor)
    return page(
        request,
        "library/merge.html",
        status=problem.status if problem else status,
        strategy=draft.strategy,
        work=kept,
        seen=draft.revision.id,
        others=in_words(db, others),
        first=in_words(db, others).split(" ")[0] if len(others) == 1 else "",
        changed=len(merged.changed_by("theirs")),
        clashes=clashes,
        combined=combined(merged, chosen),
        homeless=homeless(merged, chosen),
        again=isinstance(problem, PassagesClash),
        errors=_errors(problem, clashes),
    )


def _errors(problem: RoundtableError | None, clashes: tuple[Passage, ...]) -> dict[str, str]:
    if problem is None or isinstance(problem, PassagesClash):
        return {}
    if isinstance(problem, ClashUndecided):
        undecided = (each for each in clashes if not each.chosen)
        return {f"{CHOICE}{each.id}": f"{each.section}: {_CHOOSE}" for each in undecided}
    return {"merge": problem.message}


def _keep(db: WriteDb, kept: KeptWork, chosen: Chosen, what_changed: str) -> KeptWork:
    return keep_choices(
        db, kept, choices=chosen.choices, written=chosen.written, what_changed=what_changed
    )


def _settle(
    db: WriteDb,
    repositories: Repositories,
    files: Files,
    actor: Actor,
    kept: KeptWork,
    seen: str,
    choices: Mapping[str, Choice],
) -> Together:
    repository = repositories.at(kept.strategy)
    pictures = shown(
        db,
        files,
        actor,
        kept.strategy,
        text=kept.text,
        before=repository.text(kept.base),
        held=repository.files(seen).files,
    )
    return settle_work(
        db,
        repositories,
        actor,
        kept,
        seen=seen,
        choices=choices,
        files=pictures,
    )
