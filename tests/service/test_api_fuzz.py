"""The API as its own description has it, with values nobody would think of."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from service.accounts import tokens
from service.accounts.model import Actor
from service.app import create_app
from service.parts import Parts
from tests.service.doors.shelf import fill
from tests.visit import Visit

_CHECKS = [
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
    content_type_conformance,
]
#: Cases that are made for each operation and reader.
_CASES = 15


@pytest.fixture
def app(parts: Parts, people: Mapping[str, Actor]) -> FastAPI:
    """The application over three strategies."""
    fill(parts, people)
    return create_app(parts)


@pytest.mark.parametrize("who", ["administrator", "nobody"])
def test_nothing_that_is_sent_is_our_fault(
    app: FastAPI, parts: Parts, people: Mapping[str, Actor], who: str
) -> None:
    """No operation answers with 500, or with what its description does not tell."""
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    headers = _headers(parts, people.get(who))
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()
        if operation.path.startswith("/api/v1/me/tokens/"):
            continue  # the token that asks would be revoked
        slug = st.sampled_from(["public", "members", "confidential", "none"])

        @given(case=operation.as_strategy(), slug=slug)
        @settings(
            max_examples=_CASES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def probe(case: schemathesis.Case[Any], slug: str) -> None:
            if "slug" in case.path_parameters:
                case.path_parameters["slug"] = slug
            case.call_and_validate(checks=_CHECKS, headers=headers)

        probe()


def _headers(parts: Parts, actor: Actor | None) -> dict[str, str]:
    """Return the headers of somebody's program; none for nobody's."""
    if actor is None:
        return {}
    with parts.database.write() as db:
        _, plain = tokens.make_token(db, actor, "fuzz")
    return {"Authorization": f"Bearer {plain}"}


_PLACES = [
    ("exports", {"format": "pdf", "version": "\ud800"}),
    ("exports", {"format": "pdf", "revision": "\ud800"}),
    ("exports", {"format": "\ud800"}),
    ("threads", {"body": "\ud800"}),
    ("threads", {"body": "Words.", "revision": "\ud800"}),
    ("threads", {"body": "Words.", "quote": "\ud800"}),
    ("versions", {"number": "\ud800"}),
    ("versions", {"\ud800": "x"}),
]


@pytest.mark.parametrize(("place", "sent"), _PLACES)
def test_half_a_character_is_refused(
    app: FastAPI,
    visit_as: Callable[[Actor], Visit],
    owner: Actor,
    place: str,
    sent: Mapping[str, str],
) -> None:
    """JSON can name one; neither an answer, the database nor git can hold it."""
    del app
    visit = visit_as(owner)
    draft = visit.get("/api/v1/strategies/public").json()["draft"]
    release = {"expecting": draft, "change_class": "minor", "approved": False}
    body = {**({"summary_of_changes": "x", **release} if place == "versions" else {}), **sent}
    answer = visit.post(
        f"/api/v1/strategies/public/{place}",
        content=json.dumps(body),
        headers={"Content-Type": "application/json", "X-CSRF-Token": visit.form_token()},
    )
    assert answer.status_code == 422, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
