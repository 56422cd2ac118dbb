"""Commenting in the browser: with a selection, or with a plain form for everybody else."""

from dataclasses import replace
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from service import ids
from service.accounts.doors import SignedIn
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.comments import (
    answers,
    decision_pages,
    edit_pages,
    list_pages,
    place_pages,
    suggestion_form,
    suggestion_list_pages,
    thread_pages,
)
from service.comments.asked import ALL, parts
from service.comments.begin import begin
from service.comments.discuss import CommentEmpty, CommentTooLong
from service.comments.kinds import KINDS
from service.comments.model import Discussion
from service.comments.once import KeyUsed
from service.comments.sent import Sent, SentFields, sent
from service.comments.suggest import WordsTooLong, worked_out
from service.comments.suggest import suggest as suggest_words
from service.comments.window import address_on_page
from service.document.suggestions import LineInCell, NothingSuggested, SuggestionBreaks
from service.errors import RoundtableError
from service.library import read as library
from service.library.texts import rendered
from service.repositories import Repositories
from service.storage.database import ReadDb, WriteDb
from service.web.doors import Reading, Repos, Whole
from service.web.forms import protected
from service.web.pages import go, page
from service.web.problems import wants_json

router = APIRouter(include_in_schema=False)
router.include_router(list_pages.router)  # the list of threads, people to mention
router.include_router(thread_pages.router)  # one thread: replying, resolving
router.include_router(edit_pages.router)  # editing and deleting one's own
router.include_router(place_pages.router)  # passages that were lost
router.include_router(suggestion_form.router)  # what a suggestion would look like
router.include_router(decision_pages.router)  # accepting, declining, withdrawing
router.include_router(suggestion_list_pages.router)  # all that wait for a decision

#: What the forms say beside their fields; anything else has a page of its own.
_SHOWN: Final = (
    CommentEmpty,
    CommentTooLong,
    LineInCell,
    NothingSuggested,
    SuggestionBreaks,
    WordsTooLong,
)


@router.get("/s/{slug}/comment")
def comment_form(
    request: Request,
    slug: str,
    actor: SignedIn,
    db: Reading,
    repositories: Repos,
    block: str = "",
    revision: str = "",
    suggest: str = "",
    part: str = ALL,
) -> Response:
    """Show the form for commenting, or suggesting words, without selecting."""
    shown = library.draft(db, actor, slug, Permission.COMMENT)
    revision = revision or shown.revision.id
    filled = sent(block=block, suggest=suggest)
    if suggest == "1" and block:
        every = parts(rendered(repositories, slug, revision), block)
        taken = next((each for each in every if each.value == part), every[0])
        filled = replace(filled, part=taken.value, words=taken.text)
        return suggestion_form.answer(request, db, repositories, actor, slug, revision, filled)
    return _form(request, db, repositories, actor, slug, revision, filled)


@router.post("/s/{slug}/r/{revision}/threads", dependencies=[protected])
def begin_thread(
    request: Request,
    slug: str,
    revision: str,
    filled: SentFields,
    actor: SignedIn,
    kept: Whole,
    repositories: Repos,
) -> Response:
    """Begin a thread on a selection, on a part of a block, or on the whole document."""
    try:
        with kept.read() as reading:
            _work_out(reading, repositories, actor, slug, revision, filled)
            if filled.preview and filled.words is not None and filled.block:
                return suggestion_form.answer(
                    request, reading, repositories, actor, slug, revision, filled
                )
        with kept.write() as db:
            begun = _begin(db, repositories, actor, slug, revision, filled)
    except (KeyUsed, *_SHOWN) as problem:
        if isinstance(problem, KeyUsed):
            if wants_json(request):
                with kept.read() as reading:
                    return answers.sent_before(request, reading, repositories, actor, problem)
            filled = replace(filled, key="")  # sent again from the form, it is something new
        if wants_json(request) or (filled.words is not None and not filled.block):
            raise
        form = _form if filled.words is None else suggestion_form.answer
        with kept.read() as reading:
            return form(request, reading, repositories, actor, slug, revision, filled, problem)
    with kept.read() as reading:
        if wants_json(request):
            return answers.begun(request, reading, repositories, actor, begun)
        said = "Comment saved" if filled.words is None else "Suggestion saved"
        return go(request, address_on_page(reading, actor, begun.thread), said)


def _work_out(
    db: ReadDb, repositories: Repositories, actor: Actor, slug: str, revision: str, filled: Sent
) -> None:
    """Render, and work out a suggestion, before anybody has to wait for it."""
    library.revision(db, actor, slug, revision, Permission.COMMENT)
    passage = filled.passage(rendered(repositories, slug, revision))
    if filled.words is not None:
        worked_out(
            db,
            repositories,
            actor,
            slug,
            revision=revision,
            passage=passage,
            words=filled.words,
        )


def _begin(
    db: WriteDb, repositories: Repositories, actor: Actor, slug: str, revision: str, filled: Sent
) -> Discussion:
    passage = filled.passage(rendered(repositories, slug, revision))
    if filled.words is not None:
        return suggest_words(
            db,
            repositories,
            actor,
            slug,
            revision=revision,
            passage=passage,
            words=filled.words,
            kind=filled.kind,
            body=filled.body,
            key=filled.key,
        )
    return begin(
        db,
        repositories,
        actor,
        slug,
        revision=revision,
        passage=passage,
        kind=filled.kind,
        body=filled.body,
        key=filled.key,
    )


def _form(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    revision: str,
    filled: Sent,
    problem: RoundtableError | None = None,
) -> Response:
    strategy = library.revision(db, actor, slug, revision, Permission.COMMENT).strategy
    text = rendered(repositories, slug, revision)
    chosen = text.block(filled.block) if filled.block else None
    return page(
        request,
        "comments/comment_form.html",
        status=problem.status if problem else 200,
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
        block=chosen,
        revision=revision,
        section=chosen.section if chosen else "",
        parts=parts(text, filled.block) if filled.block else (),
        part=filled.part,
        kinds=KINDS,
        kind=filled.kind.value,
        key=filled.key or ids.new_id(),
        body=filled.body,
        errors={"body": problem.message} if problem else {},
        post_to=f"/s/{slug}/r/{revision}/threads",
    )
