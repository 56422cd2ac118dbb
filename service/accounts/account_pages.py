"""Pages: one's own account."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.accounts import passwords, people, read, sessions, tokens
from service.accounts.browser import admit, client, dismiss, private, token_of
from service.accounts.doors import Member, titles
from service.accounts.model import Actor
from service.accounts.titled import titled
from service.errors import Forbidden, RoundtableError
from service.ids import token_hash
from service.storage.database import ReadDb
from service.web.doors import Config, Reading, Writing, database
from service.web.forms import protected
from service.web.pages import go, page

router = APIRouter(prefix="/account", include_in_schema=False)

Text = Annotated[str, Form()]


@router.get("")
def account_page(request: Request, db: Reading, config: Config, actor: Member) -> Response:
    """Show one's name, roles, password, sessions and tokens."""
    return _page(request, db, actor, config.session_idle_hours)


@router.post("/name", dependencies=[protected])
def rename(
    request: Request, db: Writing, config: Config, actor: Member, name: Text = ""
) -> Response:
    """Call oneself by another name."""
    try:
        people.rename(db, actor, name)
    except RoundtableError as problem:
        errors = {"name": problem.message}
        return _page(request, db, actor, config.session_idle_hours, errors=errors, name=name)
    return go(request, "/account", said="Your name is changed wherever it is shown.")


@router.post("/password", dependencies=[protected])
def choose_password(
    request: Request, config: Config, actor: Member, new: Text = "", present: Text = ""
) -> Response:
    """Choose a password; every other browser is signed out."""
    kept = database(request)
    try:
        passwords.choose_password(kept, actor, new=new, present=present, client=client(request))
    except RoundtableError as problem:
        errors = {"present" if isinstance(problem, Forbidden) else "new": problem.message}
        with kept.read() as db:
            return _page(request, db, actor, config.session_idle_hours, errors=errors)
    with kept.write() as db:
        session = sessions.start(db, actor.id, days=config.session_days)
    said = "Your password is changed, and you are signed out everywhere else."
    return admit(go(request, "/account", said=said), config, session)


@router.post("/sessions/ending", dependencies=[protected])
def sign_out_everywhere(request: Request, db: Writing, actor: Member) -> Response:
    """End every session of one's own, this one too."""
    sessions.end_all(db, actor.id)
    return dismiss(go(request, "/sign-in", said="You are signed out everywhere."))


@router.post("/tokens", dependencies=[protected])
def make_token(
    request: Request, db: Writing, config: Config, actor: Member, name: Text = ""
) -> Response:
    """Make an API token and show it, this once."""
    hours = config.session_idle_hours
    try:
        _, plain = tokens.make_token(db, actor, name)
    except RoundtableError as problem:
        return _page(request, db, actor, hours, errors={"token": problem.message})
    return _page(request, db, actor, hours, made=plain)


@router.post("/tokens/{token_id}/revocation", dependencies=[protected])
def revoke_token(request: Request, db: Writing, actor: Member, token_id: str) -> Response:
    """Revoke an API token of one's own."""
    tokens.revoke_token(db, actor, token_id)
    return go(request, "/account", said="The API token no longer works.")


def _page(
    request: Request,
    db: ReadDb,
    actor: Actor,
    idle_hours: int,
    *,
    errors: Mapping[str, str] | None = None,
    name: str | None = None,
    made: str | None = None,
) -> Response:
    """The page of an account: with problems (422), or with a token that was made just now."""
    here = token_hash(token_of(request) or "")
    open_ones = sessions.open_sessions(db, actor.id, idle_hours=idle_hours)
    answer = page(
        request,
        "accounts/account.html",
        status=422 if errors else 200,
        person=read.person(db, actor.id),
        typed=actor.name if name is None else name,
        roles=titled(actor.roles, titles(request)),
        has_password=passwords.has_password(db, actor),
        sessions=[{"session": each, "here": each.token_hash == here} for each in open_ones],
        tokens=tokens.tokens(db, actor),
        made=made,
        errors=errors or {},
    )
    return private(answer)
