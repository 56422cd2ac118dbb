"""Protection of forms: a request that changes something must come from a page of ours.

Every visitor carries a random cookie; a form carries its HMAC under the installation's secret.
Another site can make a browser send the cookie, but can neither read nor compute the HMAC.
The `Origin` header is checked as well, where a browser sends it.
"""

import hmac
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.responses import Response

from service import ids
from service.errors import Forbidden
from service.settings import Settings
from service.storage.files import write_durably

FIELD = "csrf"
HEADER = "X-CSRF-Token"
_COOKIE = "rt_visit"
#: Characters of a secret below which it is the rest of an interrupted start.
_SECRET = 43


class FormNotOurs(Forbidden):
    """This form was not sent from a page of this service, or the page was open for very long.

    Nothing was changed. Go back, reload the page and send it again.
    """


def load_secret(path: Path) -> bytes:
    """Return the installation's secret of 43 characters; made at the first start.

    It is whole or not there, whatever happens: with an empty one anybody could sign forms and
    make the links of the demonstration.
    """
    secret = path.read_bytes() if path.exists() else b""
    if len(secret) < _SECRET:
        secret = ids.new_token().encode()
        write_durably(path, secret)
    return secret


def token(request: Request) -> str:
    """Return what this visitor's forms carry; remembers to hand out the cookie."""
    visit = request.cookies.get(_COOKIE) or getattr(request.state, "visit", None)
    if not visit:
        visit = request.state.visit = ids.new_token()
    return _seal(request, visit)


def hand_out(request: Request, response: Response, settings: Settings) -> None:
    """Set the visitor's cookie on a response if its page made one."""
    visit = getattr(request.state, "visit", None)
    if visit:
        set_cookie(response, settings, _COOKIE, visit, max_age=180 * 86400)


def set_cookie(
    response: Response, settings: Settings, name: str, value: str, *, max_age: int
) -> None:
    """Set a cookie that scripts cannot read and other sites cannot make a browser post with."""
    response.set_cookie(
        name, value, max_age=max_age, httponly=True, samesite="lax", secure=settings.secure
    )


async def _protect(request: Request) -> None:
    """Refuse a form that is not ours. Requests with a personal token have no cookie to abuse."""
    if request.headers.get("authorization", "").lower().startswith("bearer "):
        return
    origin = request.headers.get("origin")
    if origin and _host(origin) != request.headers.get("host"):
        raise FormNotOurs
    sent = request.headers.get(HEADER) or (await request.form()).get(FIELD)
    visit = request.cookies.get(_COOKIE)
    if not visit or not isinstance(sent, str) or not ids.same(sent, _seal(request, visit)):
        raise FormNotOurs


def _host(origin: str) -> str:
    """Return the host and port of an origin; nothing for one that is none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def secret(request: Request) -> bytes:
    """Return the installation's secret, with which forms and links are signed."""
    kept: bytes = request.app.state.secret
    return kept


def _seal(request: Request, visit: str) -> str:
    return hmac.new(secret(request), visit.encode("utf-8", "surrogatepass"), sha256).hexdigest()


#: Put into the dependencies of every route that changes something.
protected = Depends(_protect)
Protected = Annotated[None, protected]


async def _fields(request: Request) -> Mapping[str, Sequence[str]]:
    form = await request.form()
    return {name: [each for each in form.getlist(name) if isinstance(each, str)] for name in form}


#: Every field of a form with what was sent in it, for forms whose fields have no names of ours.
Fields = Annotated[Mapping[str, Sequence[str]], Depends(_fields)]
