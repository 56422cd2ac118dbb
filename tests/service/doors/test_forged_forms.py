"""No other site can make a browser change anything here: every route that changes things."""

import sqlite3
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest
from fastapi import FastAPI
from httpx import Response

from service.accounts.model import Visibility
from service.parts import Parts
from service.web.forms import HEADER
from tests.service.doors.routes import Door, doors
from tests.service.doors.shelf import Shelf, keys
from tests.visit import Visit, signed_in

#: Reads, though git sends it as a POST; and refuses every push, whoever sends it.
GIT = {Door("POST", f"/git/{{slug}}/git-{name}-pack") for name in ("upload", "receive")}

#: Stands for the token of the visitor's own forms, and for that of somebody else's.
OURS, ANOTHERS = "ours", "another's"

FORGERIES: Mapping[str, Mapping[str, str]] = {
    "no token": {},
    "an empty token": {HEADER: ""},
    "a wrong token": {HEADER: "0" * 64},
    "another visitor's token": {HEADER: ANOTHERS},
    "a foreign origin": {HEADER: OURS, "Origin": "https://elsewhere.example"},
    "an origin that hides": {HEADER: OURS, "Origin": "null"},
    "an origin like ours": {HEADER: OURS, "Origin": "http://testserver.elsewhere.example"},
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_forged_forms_change_nothing(
    app: FastAPI, parts: Parts, shelf: Shelf, forgery: str
) -> None:
    """Sent with an administrator's own cookies, each is refused, and nothing is changed."""
    names = {
        **shelf.names[Visibility.PUBLIC],
        **keys(parts, shelf, shelf.people["administrator"]),
    }
    visit = Visit(app, redirects=False)
    signed_in(visit, parts.database, shelf.people["administrator"])
    tokens = {OURS: visit.form_token(), ANOTHERS: Visit(app).form_token()}
    headers = {name: tokens.get(each, each) for name, each in FORGERIES[forgery].items()}
    before, refused = kept(parts), {}
    for door in set(doors(app)) - GIT:
        if door.unsafe:
            refused[door] = _send(visit, door, names, headers)
    assert [str(door) for door, answer in refused.items() if answer.status_code != 403] == []
    assert all("not sent from a page of this service" in each.text for each in refused.values())
    assert kept(parts) == before


def _send(
    visit: Visit, door: Door, names: Mapping[str, str], headers: Mapping[str, str]
) -> Response:
    sent = door.sent(names)
    all_headers = {**sent.pop("headers", {}), **headers}
    address = door.at({**names, "token": names["link"] if "/in/" in door.path else names["token"]})
    return cast(Response, visit.request(door.method, address, headers=all_headers, **sent))


def kept(parts: Parts) -> tuple[list[str], list[bytes]]:
    """Return all that an installation holds: its database but for the use of sessions, its refs."""
    data: Path = parts.settings.data
    with sqlite3.connect(data / "roundtable.db") as database:
        rows = [line for line in database.iterdump() if '"sessions"' not in line]
    refs = [
        subprocess.run(
            ["git", f"--git-dir={repository}", "for-each-ref"], capture_output=True, check=True
        ).stdout
        for repository in sorted((data / "git").glob("*.git"))
    ]
    return rows, refs
