"""Pages: signing in and out, and the personal link."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from service.accounts import account_pages, links, passwords, people_pages, sessions
from service.accounts.browser import admit, client, dismiss, private, token_of
from service.accounts.onward import local
from service.web.doors import Config, Reading, Writing, database
from service.web.forms import protected
from service.web.pages import go, page

router = APIRouter(include_in_schema=False)
router.include_router(account_pages.router)
router.include_router(people_pages.router)

Text = Annotated[str, Form()]


@router.get("/sign-in")
def sign_in_page(request: Request, then: Annotated[str, Query()] = "") -> Response:
    """Ask for an address and a password, and explain personal links."""
    return page(request, "accounts/sign_in.html", then=local(then), email="", errors={})


@router.post("/sign-in", dependencies=[protected])
def sign_in(
    request: Request, config: Config, email: Text = "", password: Text = "", then: Text = ""
) -> Response:
    """Sign in with an address and a password; the same words for every failure."""
    try:
        token = passwords.sign_in(
            database(request),
            email=email,
            password=password,
            client=client(request),
            days=config.session_days,
            instead_of=token_of(request),
        )
    except passwords.SignInRefused as refused:
        values = {"then": local(then), "email": email, "errors": {"email": refused.message}}
        return page(request, "accounts/sign_in.html", status=refused.status, **values)
    return admit(go(request, local(then)), config, token)


@router.post("/sign-out", dependencies=[protected])
def sign_out(request: Request, db: Writing) -> Response:
    """End the session on the server, and forget its cookie."""
    if token := token_of(request):
        sessions.end(db, token)
    return dismiss(go(request, "/", said="You are signed out."))


@router.get("/in/{token}")
def link_page(
    request: Request, db: Reading, token: str, then: Annotated[str, Query()] = ""
) -> Response:
    """Show whom the link signs in, with a button; changes nothing."""
    person = links.behind(db, token)
    return private(page(request, "accounts/link.html", person=person, then=local(then)))


@router.post("/in/{token}", dependencies=[protected])
def follow_link(
    request: Request, db: Writing, config: Config, token: str, then: Text = ""
) -> Response:
    """Sign in with the link."""
    before = token_of(request)
    session = links.follow(db, token, days=config.session_days, instead_of=before)
    return admit(go(request, local(then)), config, session)
