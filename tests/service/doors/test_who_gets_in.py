"""Every route for everybody, on strategies of each visibility: one table, written out here."""

import re
from collections.abc import Mapping

import pytest
from fastapi import FastAPI

from service.accounts.model import Visibility
from service.parts import Parts
from tests.service.doors.answering_table import ANSWERING
from tests.service.doors.caller import IN, NOTHING, REFUSED, SIGN_IN, Caller, happened, told
from tests.service.doors.needs import Need
from tests.service.doors.routes import Door, doors
from tests.service.doors.running_table import RUNNING
from tests.service.doors.shelf import NOWHERE, Shelf, keys

_TABLE: Mapping[Need, str] = {
    Need.ANYBODY: """
        GET /            GET /health/live      GET /health/ready       GET /search
        GET /sign-in     POST /sign-in         POST /sign-out
        GET /in/{token}  POST /in/{token}      GET /in/r-{token}       POST /in/r-{token}
        GET /api/v1/docs GET /api/v1/openapi.json
        GET /api/v1/strategies                 GET /api/v1/search
    """,
    Need.SIGNED_IN: """
        GET /account         POST /account/name            POST /account/password
        POST /account/tokens POST /account/sessions/ending
        POST /account/tokens/{token_id}/revocation
        GET /api/v1/me       PATCH /api/v1/me
        GET /api/v1/me/tokens POST /api/v1/me/tokens       DELETE /api/v1/me/tokens/{token}
    """,
    Need.ADMINISTRATOR: """
        GET /mails           GET /mails/{mail}
        GET /people          POST /people                  GET /people/{person}
        POST /people/{person}/links                        POST /people/{person}/links/revocation
        POST /people/{person}/password/removal             POST /people/{person}/roles
        POST /people/{person}/roles/{strategy}/withdrawal
        GET /api/v1/people   POST /api/v1/people           GET /api/v1/people/{person}
        POST /api/v1/people/{person}/links                 DELETE /api/v1/people/{person}/links
        GET /api/v1/organisations
    """,
    Need.READ: """
        GET /s/{slug}               GET /s/{slug}/v/{number}         GET /s/{slug}/r/{revision}
        GET /s/{slug}/threads       GET /s/{slug}/suggestions
        GET /s/{slug}/versions      GET /s/{slug}/download           GET /s/{slug}/threads/{thread}
        GET /s/{slug}/v/{number}.pdf     GET /s/{slug}/v/{number}.docx
        GET /s/{slug}/r/{revision}.pdf   GET /s/{slug}/r/{revision}.docx
        POST /s/{slug}/v/{number}.pdf    POST /s/{slug}/v/{number}.docx
        POST /s/{slug}/r/{revision}.pdf  POST /s/{slug}/r/{revision}.docx
        GET /s/{slug}/v/{number}.md      GET /s/{slug}/r/{revision}.md
        GET /s/{slug}/history            GET /s/{slug}/passage
        GET /s/{slug}/compare            GET /s/{slug}/compare/{old}..{new}
        GET /s/{slug}/figures/{tree}/{path:path}
        GET /exports/{export_id}         POST /exports/{export_id}/attempts
        GET /api/v1/strategies/{slug}    GET /api/v1/strategies/{slug}/draft
        GET /api/v1/strategies/{slug}/revisions
        GET /api/v1/strategies/{slug}/revisions/{revision}
        GET /api/v1/strategies/{slug}/history
        GET /api/v1/strategies/{slug}/comparison           GET /api/v1/strategies/{slug}/passage
        GET /api/v1/strategies/{slug}/versions
        GET /api/v1/strategies/{slug}/versions/{number}
        GET /api/v1/strategies/{slug}/threads              GET /api/v1/threads/{thread}
        POST /api/v1/strategies/{slug}/exports             GET /api/v1/exports/{export_id}
        GET /s/{slug}/proposals          GET /s/{slug}/proposals/{proposal}
        GET /api/v1/strategies/{slug}/proposals            GET /api/v1/proposals/{proposal}
        GET /api/v1/proposals/{proposal}/text              GET /api/v1/proposals/{proposal}/remarks
        GET /api/v1/strategies/{slug}/suggestions          GET /api/v1/threads/{thread}/suggestion
    """,
    Need.READ_IN: """
        GET /s/{slug}/compare/word       POST /s/{slug}/compare/word
        GET /s/{slug}/compare/word/{digest}/{beside}
    """,
    Need.COMMENT: """
        POST /s/{slug}/compare/word/{digest}/proposal
        GET /s/{slug}/comment            POST /s/{slug}/r/{revision}/threads
        GET /s/{slug}/people
        POST /s/{slug}/threads/{thread}/replies
        POST /api/v1/strategies/{slug}/threads             POST /api/v1/threads/{thread}/replies
        GET /s/{slug}/proposals/new      POST /s/{slug}/proposals/new
        POST /s/{slug}/proposals/{proposal}/remarks        GET /s/{slug}/edit/_keys
        POST /api/v1/strategies/{slug}/proposals           POST /s/{slug}/suggestions/proposal
        POST /api/v1/proposals/{proposal}/remarks
        POST /s/{slug}/r/{revision}/suggestion-preview
        POST /api/v1/strategies/{slug}/suggestions
        POST /api/v1/strategies/{slug}/suggestions/proposal
    """,
    Need.OWN: """
        GET /s/{slug}/threads/{thread}/comments/{comment}/edit
        POST /s/{slug}/threads/{thread}/comments/{comment}/edit
        GET /s/{slug}/threads/{thread}/comments/{comment}/deletion
        POST /s/{slug}/threads/{thread}/comments/{comment}/deletion
        PATCH /api/v1/threads/{thread}/comments/{comment}
        DELETE /api/v1/threads/{thread}/comments/{comment}
        GET /s/{slug}/threads/{thread}/withdrawal
        POST /s/{slug}/threads/{thread}/withdrawal
        POST /api/v1/threads/{thread}/withdrawal
    """,
    Need.WRITE: """
        GET /s/{slug}/threads/{thread}/place               POST /s/{slug}/threads/{thread}/place
        POST /s/{slug}/threads/{thread}/farewell           PUT /api/v1/threads/{thread}/place
        POST /api/v1/threads/{thread}/farewell
        POST /s/{slug}/threads/{thread}/resolution         POST /s/{slug}/threads/{thread}/reopening
        POST /api/v1/threads/{thread}/resolution   DELETE /api/v1/threads/{thread}/resolution
        GET /s/{slug}/threads/{thread}/acceptance
        POST /s/{slug}/threads/{thread}/acceptance
        GET /s/{slug}/threads/{thread}/declining           POST /s/{slug}/threads/{thread}/declining
        POST /s/{slug}/suggestions/acceptance
        POST /api/v1/threads/{thread}/acceptance           POST /api/v1/threads/{thread}/declining
        POST /api/v1/strategies/{slug}/suggestions/acceptance
        GET /s/{slug}/draft/{picture:path}
        GET /s/{slug}/draft              POST /s/{slug}/draft
        POST /s/{slug}/draft/figures     POST /s/{slug}/draft/presence
        GET /s/{slug}/edit               GET /s/{slug}/edit/{section}
        GET /s/{slug}/r/{revision}/restoration             POST /s/{slug}/r/{revision}/restoration
        POST /api/v1/strategies/{slug}/revisions/{revision}/restoration
        POST /s/{slug}/edit/{section}    PUT /api/v1/strategies/{slug}/draft
        GET /s/{slug}/together/{revision}                  POST /s/{slug}/together/{revision}/told
        GET /s/{slug}/proposals/{proposal}/edit
        GET /s/{slug}/proposals/{proposal}/edit/{section}
        POST /s/{slug}/proposals/{proposal}/edit/{section}
        GET /s/{slug}/proposals/{proposal}/text            POST /s/{slug}/proposals/{proposal}/text
        GET /s/{slug}/proposals/{proposal}/text/{picture:path}
        POST /s/{slug}/proposals/{proposal}/text/figures
        POST /s/{slug}/proposals/{proposal}/text/presence
        GET /s/{slug}/proposals/{proposal}/update
        POST /s/{slug}/proposals/{proposal}/update
        POST /s/{slug}/proposals/{proposal}/update/kept
        POST /s/{slug}/proposals/{proposal}/reviewers
        GET /s/{slug}/proposals/{proposal}/merging
        POST /s/{slug}/proposals/{proposal}/merging
        POST /s/{slug}/proposals/{proposal}/declining
        PUT /api/v1/proposals/{proposal}/text
        GET /api/v1/proposals/{proposal}/update            POST /api/v1/proposals/{proposal}/update
        POST /api/v1/proposals/{proposal}/reviewers        POST /api/v1/proposals/{proposal}/merging
        POST /api/v1/proposals/{proposal}/declining
    """,
    Need.PROPOSER: """
        GET /s/{slug}/unsaved/{work_id}  POST /s/{slug}/unsaved/{work_id}
        POST /s/{slug}/unsaved/{work_id}/kept
        POST /s/{slug}/proposals/{proposal}/withdrawal
        POST /api/v1/proposals/{proposal}/withdrawal
    """,
    Need.PUBLISH: """
        GET /s/{slug}/publish            POST /s/{slug}/publish
        GET /s/{slug}/rounds/{round_number}/invitations
        POST /s/{slug}/rounds/{round_number}/invitations
        POST /s/{slug}/rounds/{round_number}/participants/{participant}/resending
        POST /s/{slug}/rounds/{round_number}/participants/{participant}/revocation
        GET /s/{slug}/rounds/{round_number}/reminders
        POST /s/{slug}/rounds/{round_number}/reminders
        POST /api/v1/strategies/{slug}/versions
    """,
    Need.MANAGE: """
        GET /api/v1/strategies/{slug}/roles
        PUT /api/v1/strategies/{slug}/roles/{person}
        DELETE /api/v1/strategies/{slug}/roles/{person}
    """,
    Need.INVITED: """
        GET /s/{slug}/rounds/{round_number}/delegation
        POST /s/{slug}/rounds/{round_number}/delegation
        GET /s/{slug}/rounds/{round_number}/respond
        POST /s/{slug}/rounds/{round_number}/respond/answers
        POST /s/{slug}/rounds/{round_number}/respond/position
        POST /s/{slug}/rounds/{round_number}/respond/absence
        POST /s/{slug}/rounds/{round_number}/respond/submission
        POST /s/{slug}/rounds/{round_number}/respond/reopening
        GET /api/v1/strategies/{slug}/rounds/{round_number}/response
        PUT /api/v1/strategies/{slug}/rounds/{round_number}/response/answers
        PUT /api/v1/strategies/{slug}/rounds/{round_number}/response/position
        POST /api/v1/strategies/{slug}/rounds/{round_number}/response/submission
        POST /api/v1/strategies/{slug}/rounds/{round_number}/response/reopening
        POST /s/{slug}/rounds/{round_number}/respond/points/{thread}
        PUT /api/v1/strategies/{slug}/rounds/{round_number}/response/points/{thread}
    """,
    Need.CLONE: """
        GET /git/{slug}/info/refs        POST /git/{slug}/git-upload-pack
        POST /git/{slug}/git-receive-pack
    """,
}
NEEDS = {
    Door(*each): need
    for need in Need
    for table in (_TABLE, ANSWERING, RUNNING)
    for each in re.findall(r"([A-Z]+) (\S+)", table.get(need, ""))
}
_RANKS = {"stranger": 0, "reader": 1, "reviewer": 2, "author": 3, "owner": 4, "administrator": 9}
EVERYBODY = ("nobody", *_RANKS)


def expected(who: str, need: Need, visibility: Visibility) -> str:
    """Return what happens to somebody at a door."""
    if need in (Need.ANYBODY, Need.CLONE):
        return IN if need is Need.ANYBODY or visibility is Visibility.PUBLIC else NOTHING
    rank = _RANKS.get(who)
    if need not in (Need.READ, Need.DRAFT) and rank is None:
        return SIGN_IN
    if need in (Need.SIGNED_IN, Need.ADMINISTRATOR):
        return IN if need is Need.SIGNED_IN or who == "administrator" else REFUSED
    return _on_strategy(rank, need, visibility)


def _on_strategy(rank: int | None, need: Need, visibility: Visibility) -> str:
    opened = visibility is Visibility.PUBLIC or (
        rank is not None and visibility is Visibility.MEMBERS
    )
    if need in (Need.READ, Need.READ_IN):
        return IN if opened or rank else NOTHING
    if need is Need.DRAFT:
        return IN if (rank or 0) >= _RANKS["author"] else REFUSED if rank or opened else NOTHING
    assert rank is not None
    if need is Need.INVITED:
        return IN if rank == _RANKS["reviewer"] else REFUSED if rank or opened else NOTHING
    if need in (Need.OWN, Need.PROPOSER):
        return IN if rank == _RANKS["owner"] else REFUSED if rank or opened else NOTHING
    if rank >= int(float(need.value)):
        return IN
    return REFUSED if rank or (opened and need is not Need.MANAGE) else NOTHING


def test_the_table_has_every_route(app: FastAPI) -> None:
    """A new route is an open door until this file says who may come in."""
    assert set(doors(app)) == set(NEEDS)


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("who", EVERYBODY)
def test_who_gets_in_at_a_strategy(
    app: FastAPI, parts: Parts, shelf: Shelf, who: str, visibility: Visibility
) -> None:
    """Who may not read is told what they would be told if there were nothing at all."""
    actor, wrong = shelf.people.get(who), []
    caller = Caller(app, parts, actor)
    for door, need in NEEDS.items():
        if not door.named:
            continue
        trial = keys(parts, shelf, shelf.people["owner"]) if "{person}" in door.path else {}
        names = {**shelf.names[visibility], **trial}
        answer, wanted = caller.try_door(door, names), expected(who, need, visibility)
        if door.path.endswith("git-receive-pack") and wanted == IN:
            wanted = REFUSED  # a push is refused, whoever sends it
        if happened(answer) != wanted:
            wrong.append((str(door), answer.status_code, happened(answer), wanted))
        elif wanted == NOTHING:
            nowhere = caller.try_door(door, {**names, **NOWHERE})
            if told(answer, names) != told(nowhere, NOWHERE):
                wrong.append((str(door), 404, "tells that it is there", wanted))
    assert wrong == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_gets_in_elsewhere(app: FastAPI, parts: Parts, shelf: Shelf, who: str) -> None:
    """One's own account is for whoever is signed in, other people for administrators."""
    actor, wrong = shelf.people.get(who), []
    for door, need in NEEDS.items():
        if door.named:
            continue
        names = {**keys(parts, shelf, actor or shelf.people["owner"]), "strategy": "public"}
        if door.path == "/in/{token}":
            names["token"] = names["link"]
        if door.path == "/in/r-{token}":
            names["token"] = shelf.link
        names["mail"] = shelf.mail
        answer = Caller(app, parts, actor).try_door(door, names)
        wanted = expected(who, need, Visibility.PUBLIC)
        if str(door) == "POST /sign-in":
            wanted = REFUSED  # an empty password is a wrong one
        if happened(answer) != wanted:
            wrong.append((str(door), answer.status_code, happened(answer), wanted))
    assert wrong == []
