"""All that somebody outside can find out about a round by asking: every route, and searches."""

import re
from collections.abc import Iterator, Mapping

from fastapi import FastAPI

from service.accounts.model import Actor
from service.comments.place import PlaceThreads
from service.journal.follow import Follower, catch_up
from service.worker import catch_up as index
from tests.conftest import SLUG
from tests.service.doors.routes import Door, doors
from tests.service.doors.shelf import NOWHERE
from tests.service.rounds.conftest import Review
from tests.visit import Visit, signed_in

#: Addresses beside those of the routes: searches, counts, filters.
_MORE = (
    "/search?q=zebrafish",
    "/search?q=nurses",
    "/api/v1/search?q=zebrafish",
    f"/s/{SLUG}?show=all",
    f"/s/{SLUG}?kind=substantive",
    f"/s/{SLUG}?organisation=Mersey+Trust",
    f"/s/{SLUG}/threads?show=all",
    f"/api/v1/strategies/{SLUG}/threads?state=all",
)
#: What differs between two answers that say the same: tokens and names of forms, times of use.
_TOKENS = re.compile(r'value="[0-9a-f]{64}"|name="key" value="\w{26}"|"used_at":"[^"]*"')
#: Not about what the service holds: its description, how it is, somebody's other address.
_APART = ("/api/v1/docs", "/api/v1/openapi.json", "/health/", "/in/", "git-upload-pack")


def world(
    app: FastAPI, visit: Visit, review: Review, thread: str
) -> Mapping[str, tuple[int, str, str]]:
    """Return all that somebody can find out by asking: status, text and seal of every address."""
    names, found = named(review, thread), {}
    for address, headers in addresses(app, names):
        answer = visit.get(address, headers=headers)
        assert answer.status_code < 500, (address, answer.text)
        told = {k: v for k, v in answer.headers.items() if k in ("etag", "total-count", "link")}
        found[address] = (answer.status_code, level(answer.text), str(told))
    return found


def addresses(app: FastAPI, names: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    for door in doors(app):
        if not door.unsafe and not any(each in door.path for each in _APART):
            asked = "?service=git-upload-pack" if door.path.endswith("/info/refs") else ""
            yield door.at(names) + asked, html(door)
    for each in _MORE:
        yield each, {"Accept": "text/html"}


def named(review: Review, thread: str) -> dict[str, str]:
    return {
        **NOWHERE,
        "slug": SLUG,
        "strategy": SLUG,
        "revision": review.round.revision,
        "number": review.round.version,
        "round_number": str(review.round.number),
        "old": f"v{review.round.version}",
        "new": "draft",
        "thread": thread,
        "suggestion": thread,
        **dict.fromkeys(("mail", "participant", "point", "theme"), "0" * 26),
        "wanted": "csv",
    }


def html(door: Door) -> dict[str, str]:
    return {} if door.path.startswith("/api/") else {"Accept": "text/html"}


def level(text: str) -> str:
    return _TOKENS.sub("", text)


def visitor(app: FastAPI, review: Review, who: str) -> Visit:
    """Return a browser of sorts, signed in as somebody of the strategy, or come in by a link."""
    actor: Actor | None = review.people.get(who)
    if actor:
        return signed_in(Visit(app), review.parts.database, actor)
    return Visit(app) if who == "nobody" else review.visit(who)


def follow(review: Review) -> None:
    place = PlaceThreads(database=review.parts.database, repositories=review.parts.repositories)
    catch_up(review.parts.database, Follower(name="placements", deal=place))
    index(review.parts)
