"""Deciding about one suggestion in the browser: accepting, declining, withdrawing."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.comments import answers, read
from service.comments.accept import accepting, changing
from service.comments.acceptance import Acceptance, take_in
from service.comments.ahead import ahead
from service.comments.decide import waiting
from service.comments.decline import decline, own_waiting, withdraw
from service.comments.model import Discussion
from service.comments.since import passage_now
from service.comments.suggestion_model import Decision
from service.document.changes import word_changes
from service.errors import RoundtableError
from service.library import read as library
from service.library.just_saved import remember
from service.library.texts import rendered
from service.repositories import Repositories
from service.storage.database import ReadDb, WriteDb
from service.web.doors import Reading, Repos, Whole, Writing
from service.web.forms import protected
from service.web.pages import page
from service.web.problems import wants_json

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form()]


async def _words(request: Request) -> str | None:
    """Read the words as they are accepted; an emptied field is something else than none."""
    fields: FormData = await request.form()
    words = fields.get("words")
    return words if isinstance(words, str) else None


@router.get("/s/{slug}/threads/{thread}/acceptance")
def acceptance_form(
    request: Request, slug: str, thread: str, actor: SignedIn, db: Reading, repositories: Repos
) -> Response:
    """Show a suggestion against the words as they stand now, to accept it, or others."""
    return _acceptance(request, db, repositories, actor, slug, thread)


@router.post("/s/{slug}/threads/{thread}/acceptance", dependencies=[protected])
def accept_suggestion(
    request: Request,
    slug: str,
    thread: str,
    words: Annotated[str | None, Depends(_words)],
    actor: SignedIn,
    kept: Whole,
    repositories: Repos,
    expecting: Text = "",
    reason: Text = "",
) -> Response:
    """Accept a suggestion as it is, or with other words; a revision of the draft either way."""

    def work_out(db: ReadDb) -> Acceptance:
        _belongs(db, repositories, actor, slug, thread)
        if words is None:
            return accepting(db, repositories, actor, thread)
        return changing(
            db, repositories, actor, thread, expecting=expecting, words=words, reason=reason
        )

    def write(db: WriteDb, work: Acceptance) -> tuple[Decision, str]:
        (decision,) = take_in(db, repositories, actor, work)
        return decision, work.revision.id

    try:
        made, before = ahead(kept, work_out, write)
    except RoundtableError as problem:
        if words is None or problem.status not in (409, 422) or _scripted(request):
            raise
        with kept.read() as db:
            return _acceptance(
                request, db, repositories, actor, slug, thread, problem, words, reason
            )
    with kept.read() as db:
        return _accepted(request, db, repositories, actor, slug, made, before)


@router.get("/s/{slug}/threads/{thread}/declining")
def declining_form(
    request: Request, slug: str, thread: str, actor: SignedIn, db: Reading, repositories: Repos
) -> Response:
    """Ask for the reason why a suggestion is declined."""
    return _declining(request, db, repositories, actor, slug, thread)


@router.post("/s/{slug}/threads/{thread}/declining", dependencies=[protected])
def decline_suggestion(
    request: Request,
    slug: str,
    thread: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    reason: Text = "",
) -> Response:
    """Decline a suggestion, with the reason."""
    _belongs(db, repositories, actor, slug, thread)
    try:
        decline(db, actor, thread, reason=reason)
    except RoundtableError as problem:
        if problem.status != 422 or _scripted(request):
            raise
        return _declining(request, db, repositories, actor, slug, thread, problem, reason)
    return answers.done(request, db, repositories, actor, slug, thread, "Suggestion declined")


@router.get("/s/{slug}/threads/{thread}/withdrawal")
def withdrawal_form(
    request: Request, slug: str, thread: str, actor: SignedIn, db: Reading, repositories: Repos
) -> Response:
    """Ask whether a suggestion of one's own is to be withdrawn."""
    found = _belongs(db, repositories, actor, slug, thread)
    own_waiting(db, actor, thread)
    return _page(request, db, repositories, actor, "comments/withdraw.html", found)


@router.post("/s/{slug}/threads/{thread}/withdrawal", dependencies=[protected])
def withdraw_suggestion(
    request: Request,
    slug: str,
    thread: str,
    actor: SignedIn,
    db: Writing,
    repositories: Repos,
    reason: Text = "",
) -> Response:
    """Withdraw a suggestion of one's own."""
    _belongs(db, repositories, actor, slug, thread)
    withdraw(db, actor, thread, reason=reason)
    return answers.done(request, db, repositories, actor, slug, thread, "Suggestion withdrawn")


def _belongs(
    db: ReadDb, repositories: Repositories, actor: Actor, slug: str, thread: str
) -> Discussion:
    """Return the thread as it stands on the draft; ThreadMissing if it is not of this strategy."""
    return read.discussion(db, repositories, actor, thread, slug)


def _scripted(request: Request) -> bool:
    return bool(request.headers.get("hx-request")) or wants_json(request)


def _accepted(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    made: Decision,
    before: str,
) -> Response:
    """Answer an acceptance; the draft was at `before`, and is there still if it said all of it."""
    said = f"Suggestion {made.outcome.words}"
    answer = answers.done(request, db, repositories, actor, slug, made.thread, said)
    if made.revision is None or made.revision == before:
        return answer
    return remember(request, answer, actor, slug, made.revision)


def _acceptance(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    thread: str,
    problem: RoundtableError | None = None,
    words: str | None = None,
    reason: str = "",
) -> Response:
    found = _belongs(db, repositories, actor, slug, thread)
    _, suggestion = waiting(db, actor, thread, Permission.EDIT)
    shown = library.draft(db, actor, slug, Permission.EDIT)
    now = passage_now(found.placement, rendered(repositories, slug, shown.revision.id))
    typed = suggestion.words if words is None else words
    return _page(
        request,
        db,
        repositories,
        actor,
        "comments/accept.html",
        found,
        problem,
        expecting=shown.revision.id,
        now=now,
        changes=word_changes(now, typed) if now is not None else (),
        words=typed,
        reason=reason,
        errors={"words": problem.message} if problem else {},
    )


def _declining(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    thread: str,
    problem: RoundtableError | None = None,
    reason: str = "",
) -> Response:
    found = _belongs(db, repositories, actor, slug, thread)
    waiting(db, actor, thread, Permission.EDIT)
    return _page(
        request,
        db,
        repositories,
        actor,
        "comments/decline.html",
        found,
        problem,
        reason=reason,
        errors={"reason": problem.message} if problem else {},
    )


def _page(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    name: str,
    found: Discussion,
    problem: RoundtableError | None = None,
    **values: object,
) -> Response:
    strategy = library.strategy(db, actor, found.thread.strategy)
    return page(
        request,
        name,
        status=problem.status if problem else 200,
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, strategy.slug, strategy.visibility),
        thread=answers.card(db, repositories, actor, found),
        **values,
    )
