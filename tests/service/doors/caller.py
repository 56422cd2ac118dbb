"""Somebody who knocks at every door, and what happens to them."""

import re
from collections.abc import Mapping
from typing import cast

from fastapi import FastAPI
from httpx import Response

from service.accounts.model import Actor
from service.parts import Parts
from service.web.forms import HEADER
from tests.service.doors.routes import Door
from tests.visit import Visit, signed_in

IN, SIGN_IN, REFUSED, NOTHING = "in", "told to sign in", "refused", "told of nothing"


def happened(answer: Response) -> str:
    """Return what happened, in the same words; what is let in may still be told of a problem."""
    if answer.status_code == 401 or answer.headers.get("location", "").startswith("/sign-in?"):
        return SIGN_IN
    if answer.status_code in (403, 404):
        return REFUSED if answer.status_code == 403 else NOTHING
    assert answer.status_code < 500, answer.text
    return IN


class Caller(Visit):
    """Somebody at our pages, signed in, who sends what those pages would send."""

    def __init__(self, app: FastAPI, parts: Parts, actor: Actor | None) -> None:
        super().__init__(app, redirects=False)
        if actor:
            signed_in(self, parts.database, actor)
        self.token = self.form_token()

    def try_door(self, door: Door, names: Mapping[str, str]) -> Response:
        """Knock."""
        sent = door.sent(names)
        headers = {**sent.pop("headers", {}), **({HEADER: self.token} if door.unsafe else {})}
        answer = self.request(door.method, door.at(names), headers=headers, **sent)
        return cast(Response, answer)


def told(answer: Response, names: Mapping[str, str]) -> tuple[int, str, str]:
    """Return all that somebody is told, without what they said themselves."""
    text = re.sub(r'value="[0-9a-f]{64}"', "", answer.text)
    for name in sorted(names.values(), key=len, reverse=True):
        text = text.replace(name, "...")
    return answer.status_code, answer.headers.get("content-type", ""), text
