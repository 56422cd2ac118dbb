"""What somebody has just saved in this browser, until the draft page has told them what came of it.

A cookie holds the person and their saves, each as `slug:revision`. It is a note to oneself: whoever
forges one is told of what they may see anyway, and nothing is done on its word.
"""

from typing import Final

from fastapi import Request
from starlette.responses import Response

from service.accounts.model import Actor
from service.repositories.names import REVISION
from service.web.pages import keep_cookie

_COOKIE: Final = "rt_saved"
#: Saves that are told of at once; of more, the newest.
_MOST: Final = 20
#: How long a save waits to be told of, in seconds: a day.
_LONGEST: Final = 86_400


def remember(
    request: Request, response: Response, actor: Actor, slug: str, revision: str
) -> Response:
    """Note in an answer that somebody has just saved a revision; returns the answer."""
    saves = [*_noted(request, actor), (slug, revision)]
    return _note(request, response, actor, saves[-_MOST:])


def just_saved(request: Request, actor: Actor | None, slug: str) -> tuple[str, ...]:
    """Return what somebody has saved of a strategy and not been told of, the oldest first."""
    return tuple(revision for each, revision in _noted(request, actor) if each == slug)


def told(request: Request, response: Response, actor: Actor, slug: str) -> Response:
    """Note in an answer that somebody is told of what they saved of a strategy."""
    return _note(request, response, actor, [e for e in _noted(request, actor) if e[0] != slug])


def _noted(request: Request, actor: Actor | None) -> list[tuple[str, str]]:
    person, *saves = request.cookies.get(_COOKIE, "").split(".")
    if actor is None or person != actor.id:
        return []
    pairs = (each.partition(":") for each in saves[-_MOST:])
    return [(slug, revision) for slug, _, revision in pairs if REVISION.fullmatch(revision)]


def _note(
    request: Request, response: Response, actor: Actor, saves: list[tuple[str, str]]
) -> Response:
    if not saves:
        response.delete_cookie(_COOKIE)
        return response
    value = ".".join([actor.id, *(f"{slug}:{revision}" for slug, revision in saves)])
    keep_cookie(request, response, _COOKIE, value, max_age=_LONGEST)
    return response
