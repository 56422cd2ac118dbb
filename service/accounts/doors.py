"""Doors: who is asking.

`identify` stands before every route (`FastAPI(dependencies=[Depends(identify)])`). It looks in a
short transaction of its own that is over before the one of the endpoint begins.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Annotated, cast
from urllib.parse import quote

from fastapi import Depends, FastAPI, Request
from starlette.responses import RedirectResponse, Response

from service.accounts import read, sessions, tokens
from service.accounts.model import Actor, Session
from service.accounts.permissions import SignInFirst, require_administrator
from service.errors import Forbidden, Unavailable
from service.storage.database import Database, ReadDb
from service.web.doors import Config, database
from service.web.problems import answer, wants_json

#: The cookie that holds a session's token.
SESSION = "rt_session"


class TokenNotValid(Forbidden):
    """This API token does not work: it was revoked, or was not copied whole."""

    status = 401
    title = "Sign in first"


def identify(request: Request, config: Config) -> Actor | None:
    """Find out who is asking, and keep it in `request.state.actor`; None while signed out.

    A request with a token is the token's alone, whatever cookies come with it: it needs no
    protection against forged forms, and so must not borrow a session. Raises TokenNotValid.
    """
    request.state.actor = None
    token = _bearer(request)
    if token is not None:
        request.state.actor = _by_token(database(request), token)
    elif cookie := request.cookies.get(SESSION):
        found = _by_session(database(request), cookie, config.session_idle_hours)
        request.state.actor = found
    actor: Actor | None = request.state.actor
    return actor


def _signed_in(actor: Annotated[Actor | None, Depends(identify)]) -> Actor:
    if actor is None:
        raise SignInFirst(what="do this")
    return actor


class GuestsHaveNoAccount(Forbidden):
    """You are here by a personal link to one review, and not signed in to an account.

    Sign out, and sign in with your own account, to see or change it.
    """


def _member(actor: Annotated[Actor, Depends(_signed_in)]) -> Actor:
    if actor.guest:
        raise GuestsHaveNoAccount
    return actor


def _administrator(actor: Annotated[Actor, Depends(_signed_in)]) -> Actor:
    require_administrator(actor)
    return actor


#: For the dependencies of an API route that changes something, before `protected`: a program
#: without a token is told to sign in, not that its form is not ours.
known = Depends(_signed_in)

#: Who is asking; None while signed out.
Visitor = Annotated[Actor | None, Depends(identify)]
#: Who is asking; SignInFirst while signed out.
SignedIn = Annotated[Actor, Depends(_signed_in)]
#: The same, here as who they are; GuestsHaveNoAccount for who came by a link to one thing.
Member = Annotated[Actor, Depends(_member)]
#: An administrator; SignInFirst or AdministratorsOnly for anybody else.
Administrator = Annotated[Actor, Depends(_administrator)]


def titles(request: Request) -> Mapping[str, str]:
    """Return the titles of all strategies that there are, by slug; whoever may read them."""
    with database(request).read() as db:
        return cast(Callable[[ReadDb], Mapping[str, str]], request.app.state.titles)(db)


#: The titles of all strategies that there are, by slug.
Titles = Annotated[Mapping[str, str], Depends(titles)]


def send_to_sign_in(app: FastAPI) -> None:
    """Make `app` send people who need to sign in to the page for it, and back afterwards."""
    app.add_exception_handler(SignInFirst, _sign_in_first)
    app.add_exception_handler(TokenNotValid, _unauthorised)


def _sign_in_first(request: Request, error: Exception) -> Response:
    fragment = request.headers.get("hx-request")
    if request.method != "GET" or fragment or wants_json(request):
        return _unauthorised(request, error)
    query = f"?{request.url.query}" if request.url.query else ""
    then = quote(request.url.path + query, safe="")
    return RedirectResponse(f"/sign-in?then={then}", status_code=303)


def _unauthorised(request: Request, error: Exception) -> Response:
    assert isinstance(error, Forbidden)  # noqa: S101 - what `send_to_sign_in` registers
    response = answer(request, error)
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _bearer(request: Request) -> str | None:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else None


def _by_token(kept: Database, plain: str) -> Actor:
    with kept.read() as db:
        token = tokens.working(db, plain)
        if token is None:
            raise TokenNotValid
        actor = read.actor(db, token.person)
    if tokens.unused(token):
        with suppress(Unavailable), kept.write() as writing:
            tokens.use(writing, token)
    return actor


def _behind(db: ReadDb, session: Session) -> Actor | None:
    """Return who is signed in; None where that was for something that is over."""
    if session.admission:
        return read.guest(db, session.admission)
    return read.actor(db, session.person)


def _by_session(kept: Database, cookie: str, idle_hours: int) -> Actor | None:
    with kept.read() as db:
        session = sessions.live(db, cookie, idle_hours=idle_hours)
        if session is None:
            return None
        actor = _behind(db, session)
        if actor is None:
            return None
    if sessions.unseen(session):
        with suppress(Unavailable), kept.write() as writing:
            sessions.see(writing, session)
    return actor
