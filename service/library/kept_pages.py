"""The merge page of a draft: what two people changed, and choosing passage by passage.

What was typed is kept before the page is shown, and what is chosen as it is chosen.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission
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
from service.library.save import LONGEST
from service.library.settling import (
    CHOICE,
    Chosen,
    Passage,
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

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]

_CHOOSE = "Choose what to keep."


@router.get("/s/{slug}/unsaved/{work_id}")
def show_work(
    request: Request, slug: str, work_id: str, actor: SignedIn, db: Reading, repositories: Repos
) -> Response:
    """Show what both sides changed, with the draft as it now stands."""
    kept = work(db, actor, slug, work_id)
    return merge_page(request, db, repositories, actor, kept)


def _ahead(
    slug: str,
    work_id: str,
    fields: Fields,
    actor: SignedIn,
    db: Reading,
    repositories: Repos,
    seen: Text = "",
) -> None:
    with suppress(RoundtableError):
        kept = work(db, actor, slug, work_id)
        seen = read.revision(db, actor, slug, seen, Permission.EDIT).revision.id
        merged = against(repositories, kept, seen)
        text = settle(merged, decisions(merged, chosen_in(fields)))
        merge_ahead(db, repositories, actor, slug, text=text, expecting=seen)


@router.post(
    "/s/{slug}/unsaved/{work_id}",
    dependencies=[protected, Depends(_ahead, scope="function")],
    form_limits={"max_part_size": LONGEST * 4, "max_fields": 10_000},
)
def save_work(
    request: Request,
    slug: str,
    work_id: str,
    fields: Fields,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    files: Kept,
    seen: Text = "",
    what_changed: Text = "",
    do: Text = "save",
) -> Response:
    """Save what was chosen, or keep it for later, or let it go."""
    kept, chosen = work(db, actor, slug, work_id), chosen_in(fields)
    if do == "drop":
        give_up(db, kept)
        return go(request, f"/s/{slug}/edit", "What you had not saved was discarded")
    kept = _keep(db, kept, chosen, what_changed)
    if do == "keep":
        return go(request, f"/s/{slug}/edit", "Kept for you, until you go on")
    seen = read.revision(db, actor, slug, seen, Permission.EDIT).revision.id
    choices = decisions(against(repositories, kept, seen), chosen)
    try:
        saved = _settle(db, repositories, files, actor, kept, seen, choices)
    except PassagesClash as problem:
        kept = go_on(db, repositories, kept, seen=seen, choices=choices)
        return merge_page(request, db, repositories, actor, kept, problem)
    except (Invalid, Forbidden, Unavailable, PictureGone) as problem:
        return merge_page(request, db, repositories, actor, kept, problem)
    return after_saving(request, db, actor, saved, f"/s/{slug}")


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
    what_changed: Text = "",
) -> Response:
    """Keep what was chosen and written so far; a script asks for it while somebody writes."""
    _keep(db, work(db, actor, slug, work_id), chosen_in(fields), what_changed)
    return Response(status_code=204)


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
