"""The browser that asks: where it is, and the cookie with which it is signed in."""

from fastapi import Request
from starlette.responses import Response

from service.accounts.doors import SESSION
from service.settings import Settings
from service.web.forms import set_cookie


def client(request: Request) -> str:
    """Return the network address that the request came from."""
    return request.client.host if request.client else ""


def token_of(request: Request) -> str | None:
    """Return the token of the session that the browser had, working or not."""
    return request.cookies.get(SESSION)


def admit(response: Response, config: Settings, token: str) -> Response:
    """Hand the token of a new session to the browser."""
    set_cookie(response, config, SESSION, token, max_age=config.session_days * 86_400)
    return response


def dismiss(response: Response) -> Response:
    """Make the browser forget its session."""
    response.delete_cookie(SESSION)
    return response


def private(response: Response) -> Response:
    """Keep a page that shows a secret out of every cache."""
    response.headers["Cache-Control"] = "no-store"
    return response
