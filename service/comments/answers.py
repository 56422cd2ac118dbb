"""How the pages of this room answer: with the card again, with the thread's page, or onwards."""

from fastapi import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from service import ids
from service.accounts.model import Actor
from service.accounts.permissions import Permission, may
from service.comments import read, store
from service.comments.begin import as_begun
from service.comments.model import Discussion
from service.comments.once import KeyUsed
from service.comments.past import past
from service.comments.pins import pins
from service.comments.views import Card, cards
from service.comments.window import address_on_page
from service.errors import RoundtableError
from service.library import read as library
from service.library.texts import rendered
from service.repositories import Repositories
from service.storage.database import ReadDb
from service.web.pages import fragment, go, page
from service.web.problems import as_json


def thread_page(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor | None,
    slug: str,
    thread: str,
    problem: RoundtableError | None = None,
    body: str = "",
    key: str = "",
) -> Response:
    """Answer with the page of one thread; `body` and `key` are those of a reply with a problem."""
    found = read.discussion(db, repositories, actor, thread, slug)
    strategy = library.strategy(db, actor, slug)
    return page(
        request,
        "comments/thread_page.html",
        status=problem.status if problem else 200,
        strategy=strategy,
        may_edit=may(actor, Permission.EDIT, slug, strategy.visibility),
        thread=card(db, repositories, actor, found),
        past=past(db, found.thread.id),
        body=body,
        key=key or ids.new_id(),
        errors={"body": problem.message} if problem else {},
    )


def begun(
    request: Request, db: ReadDb, repositories: Repositories, actor: Actor, made: Discussion
) -> Response:
    """Answer a script with the new card and where to paint it."""
    return JSONResponse(_of(request, db, repositories, actor, made), status_code=201)


def sent_before(
    request: Request, db: ReadDb, repositories: Repositories, actor: Actor, problem: KeyUsed
) -> Response:
    """Answer a script with a problem that holds what was made before, as `begun` answers it."""
    made = as_begun(db, actor, str(problem.fields["thread"]))
    return as_json(problem, _of(request, db, repositories, actor, made))


def _of(
    request: Request, db: ReadDb, repositories: Repositories, actor: Actor, made: Discussion
) -> dict[str, object]:
    text = rendered(repositories, made.thread.strategy, made.thread.revision)
    suggests = {made.thread.id} if store.suggests(db, made.thread.id) else set()
    pin = pins([made], text, suggests)
    shown = card(db, repositories, actor, made, made.thread.revision)
    return {
        "id": made.thread.id,
        "html": fragment(request, "comments/card.html", thread=shown),
        "pin": pin[0] if pin else None,
        "message": "Suggestion saved" if suggests else "Comment saved",
    }


def done(
    request: Request,
    db: ReadDb,
    repositories: Repositories,
    actor: Actor,
    slug: str,
    thread: str,
    said: str,
) -> Response:
    """Answer with the card again, or send the browser on to the thread beside the text."""
    found = read.discussion(db, repositories, actor, thread, slug)
    if request.headers.get("hx-request"):
        shown = card(db, repositories, actor, found)
        return HTMLResponse(fragment(request, "comments/card.html", thread=shown))
    return go(request, address_on_page(db, actor, found.thread), said)


def card(
    db: ReadDb,
    repositories: Repositories,
    actor: Actor | None,
    found: Discussion,
    revision: str | None = None,
) -> Card:
    """Return the card of a thread as it stands on a revision; None is the draft."""
    strategy = library.strategy(db, actor, found.thread.strategy)
    text = rendered(repositories, strategy.slug, revision or strategy.draft)
    return cards(db, repositories, actor, strategy, [found], text)[0]
