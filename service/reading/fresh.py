"""Whether a browser's copy of the reading page is still good, decided without making the page."""

import hashlib

from fastapi import Request
from starlette.responses import Response

from service import clock
from service.comments import read as comments
from service.comments.window import Look
from service.journal import read as journal
from service.library import together
from service.library.read import Shown
from service.storage.database import ReadDb
from service.web import forms, static_files
from service.web.pages import notice


def stamp(request: Request, db: ReadDb, shown: Shown, look: Look) -> str:
    """Return the ETag of the page: all that it depends on, hashed.

    What is said of time on it (`2 hours ago`) may be up to an hour behind.
    """
    actor = getattr(request.state, "actor", None)
    facts = (
        request.app.state.secret,  # another installation's pages are other pages
        shown.address,
        shown.revision.id,
        shown.strategy.draft,
        journal.last_about(db, shown.strategy.slug),
        repr(look),
        comments.last_touched(db, actor, shown.strategy.slug),
        repr(actor),
        together.news(db, actor, shown.strategy.slug),
        notice(request),
        forms.token(request) if actor else "",
        static_files.release(),
        clock.now().strftime("%Y-%m-%d %H"),
    )
    return f'W/"{hashlib.sha256(repr(facts).encode()).hexdigest()[:32]}"'


def fresh(request: Request, seal: str) -> Response | None:
    """Return 304 where the browser holds this very page, else None."""
    if request.headers.get("if-none-match") != seal:
        return None
    return Response(status_code=304, headers={"ETag": seal})
