"""Suggestions for programs: the same verbs as JSON."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query, Response

from service.accounts import read as accounts
from service.accounts.doors import SignedIn, Visitor
from service.accounts.model import Actor
from service.comments import read, suggestion_store
from service.comments.accept import accepting, changing
from service.comments.accept_many import choosing, take_in_chosen
from service.comments.acceptance import Acceptance, take_in
from service.comments.ahead import ahead
from service.comments.api_doors import Key, Slug, ThreadId, place
from service.comments.decide import NoSuggestion
from service.comments.decline import decline, withdraw
from service.comments.suggest import suggest, worked_out
from service.comments.suggestion_api_models import (
    AcceptIn,
    AcceptManyIn,
    AcceptManyOut,
    ChangeOut,
    DecisionOut,
    DeclineIn,
    RefusedOut,
    SuggestIn,
    SuggestionOut,
)
from service.comments.suggestion_model import Decision
from service.comments.suggestion_views import SuggestionView, views
from service.comments.waiting import waiting_in
from service.document.changes import Change
from service.library import read as library
from service.repositories import Repositories
from service.storage.database import ReadDb
from service.web.doors import Reading, Repos, Whole, Writing
from service.web.forms import protected

router = APIRouter(prefix="/api/v1", tags=["Suggestions"])


@router.get("/strategies/{slug}/suggestions", summary="List the suggestions that wait")
def list_suggestions(
    slug: Slug,
    actor: Visitor,
    db: Reading,
    repositories: Repos,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=200, description="How many at most.")] = 50,
    skip: Annotated[int, Query(ge=0, le=1_000_000, description="How many to pass over.")] = 0,
) -> list[SuggestionOut]:
    """Return the suggestions on the draft that nobody has decided about, the oldest first.

    The header `Total-Count` says how many there are in all.
    """
    strategy = library.strategy(db, actor, slug)
    every = waiting_in(db, repositories, actor, strategy).every
    response.headers["Total-Count"] = str(len(every))
    page = [each.thread.id for each in every[skip : skip + limit]]
    return _out(db, repositories, actor, slug, page)


@router.post(
    "/strategies/{slug}/suggestions",
    status_code=201,
    dependencies=[protected],
    summary="Suggest other words",
)
def make_suggestion(
    slug: Slug,
    asked: SuggestIn,
    actor: SignedIn,
    kept: Whole,
    repositories: Repos,
    key: Key = None,
) -> SuggestionOut:
    """Suggest words in place of some; 422 says what would break the text."""
    with kept.read() as reading:
        revision, passage = place(
            reading, repositories, actor, slug, asked.revision, asked.quote, key
        )
        worked_out(
            reading,
            repositories,
            actor,
            slug,
            revision=revision,
            passage=passage,
            words=asked.words,
        )
    with kept.write() as db:
        made = suggest(
            db,
            repositories,
            actor,
            slug,
            revision=revision,
            passage=passage,
            words=asked.words,
            kind=asked.kind,
            body=asked.body,
            key=key,
        )
    with kept.read() as reading:
        return _suggestion(reading, repositories, actor, made.thread.id)


@router.post(
    "/strategies/{slug}/suggestions/acceptance",
    dependencies=[protected],
    summary="Accept several suggestions",
)
def accept_suggestions(
    slug: Slug, asked: AcceptManyIn, actor: SignedIn, kept: Whole, repositories: Repos
) -> AcceptManyOut:
    """Accept what fits as one revision that credits everybody; the others stay open."""
    made = ahead(
        kept,
        lambda db: choosing(db, repositories, actor, slug, asked.threads),
        lambda db, choice: take_in_chosen(db, repositories, actor, choice),
    )
    return AcceptManyOut(
        revision=made.revision,
        accepted=list(made.accepted),
        refused=[RefusedOut(thread=each, problem=why.message) for each, why in made.refused],
    )


@router.get("/threads/{thread}/suggestion", summary="Read a suggestion")
def get_suggestion(
    thread: ThreadId, actor: Visitor, db: Reading, repositories: Repos
) -> SuggestionOut:
    """Return what a thread suggests, as it stands against the draft."""
    return _suggestion(db, repositories, actor, thread)


@router.post("/threads/{thread}/acceptance", dependencies=[protected], summary="Accept")
def accept_suggestion(
    thread: ThreadId, asked: AcceptIn, actor: SignedIn, kept: Whole, repositories: Repos
) -> SuggestionOut:
    """Accept a suggestion; 409 says what has changed since, or who was faster."""
    ahead(
        kept,
        lambda db: _accepting(db, repositories, actor, thread, asked),
        lambda db, worked: take_in(db, repositories, actor, worked),
    )
    with kept.read() as reading:
        return _suggestion(reading, repositories, actor, thread)


@router.post("/threads/{thread}/declining", dependencies=[protected], summary="Decline")
def decline_suggestion(
    thread: ThreadId, asked: DeclineIn, actor: SignedIn, db: Writing, repositories: Repos
) -> SuggestionOut:
    """Decline a suggestion with a reason; 409 where it was decided about already."""
    decline(db, actor, thread, reason=asked.reason)
    return _suggestion(db, repositories, actor, thread)


@router.post("/threads/{thread}/withdrawal", dependencies=[protected], summary="Withdraw")
def withdraw_suggestion(
    thread: ThreadId, actor: SignedIn, db: Writing, repositories: Repos
) -> SuggestionOut:
    """Withdraw a suggestion of your own; 409 where it was decided about already."""
    withdraw(db, actor, thread)
    return _suggestion(db, repositories, actor, thread)


def _suggestion(
    db: ReadDb, repositories: Repositories, actor: Actor | None, thread: str
) -> SuggestionOut:
    found = read.discussion(db, repositories, actor, thread).thread
    made = _out(db, repositories, actor, found.strategy, [found.id])
    if not made:
        raise NoSuggestion
    return made[0]


def _out(
    db: ReadDb, repositories: Repositories, actor: Actor | None, slug: str, ids: Iterable[str]
) -> list[SuggestionOut]:
    shown = library.draft(db, actor, slug)
    found = read.discussions(db, repositories, shown, ids)
    seen = views(db, repositories, actor, shown.strategy, found)
    decisions = suggestion_store.decisions_in(db, seen)
    people = accounts.names(db, {each.thread.author for each in found})
    return [
        SuggestionOut(
            thread=each.thread.id,
            strategy=slug,
            author=people[each.thread.author].name,
            original=seen[each.thread.id].original,
            words=seen[each.thread.id].words,
            changes=_changes(seen[each.thread.id].changes),
            fits=seen[each.thread.id].fits,
            since=_since(seen[each.thread.id]),
            competing=[rival.thread for rival in seen[each.thread.id].competing],
            decision=_decision(seen[each.thread.id], decisions.get(each.thread.id)),
            address=each.thread.address,
        )
        for each in found
        if each.thread.id in seen
    ]


def _accepting(
    db: ReadDb, repositories: Repositories, actor: Actor, thread: str, asked: AcceptIn
) -> Acceptance:
    if asked.words is None:
        return accepting(db, repositories, actor, thread)
    slug = read.discussion(db, repositories, actor, thread).thread.strategy
    return changing(
        db,
        repositories,
        actor,
        thread,
        expecting=asked.expecting or library.draft(db, actor, slug).revision.id,
        words=asked.words,
        reason=asked.reason,
    )


def _since(view: SuggestionView) -> list[ChangeOut] | None:
    return None if view.since is None else _changes(view.since)


def _changes(changes: Iterable[Change]) -> list[ChangeOut]:
    return [ChangeOut(op=each.op, text=each.text) for each in changes]


def _decision(view: SuggestionView, decision: Decision | None) -> DecisionOut | None:
    if decision is None:
        return None
    return DecisionOut(
        outcome=decision.outcome,
        by=view.decided_by or "",
        at=decision.at,
        reason=decision.reason,
        revision=decision.revision,
    )
