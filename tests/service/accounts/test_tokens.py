"""Tokens: what programs sign in with, and that no secret is kept in the clear."""

from pathlib import Path

import pytest

from service.accounts import commands, links, sessions, tokens
from service.accounts.model import Actor
from service.accounts.naming import NameUnusable
from service.storage.database import Database, WriteDb
from tests.service.accounts.conftest import Hands
from tests.visit import Visit, signed_in


def test_no_secret_is_kept_in_the_clear(database: Database, data: Path, owner: Actor) -> None:
    """Links, sessions, tokens and passwords are nowhere in the files of the database."""
    password = "a sentence nobody else would choose"
    with database.write() as db:
        secrets = [
            links.make_sign_in_link(db, owner.id),
            sessions.start(db, owner.id, days=1),
            tokens.make_token(db, owner, "script")[1],
        ]
    from service.accounts.passwords import choose_password

    choose_password(database, owner, new=password, present="", client="test")
    kept = b"".join(path.read_bytes() for path in data.glob("roundtable.db*"))
    assert owner.id.encode() in kept
    for secret in (*secrets, password):
        assert secret.encode() not in kept


def test_token_signs_a_program_in(visit: Visit, database: Database, owner: Actor) -> None:
    """A request with the token is its person's; the scheme may be spelt in any case."""
    plain = commands.token_for(database, "OWNER@example.org", "script")
    for scheme in ("Bearer", "bearer"):
        me = visit.get("/api/v1/me", headers={"Authorization": f"{scheme} {plain}"}).json()
        assert (me["id"], me["roles"]) == (owner.id, {"cancer-research": "owner"})


@pytest.mark.parametrize("why", ["unknown", "empty", "revoked"])
def test_token_that_does_not_work_is_refused(
    visit: Visit, database: Database, owner: Actor, why: str
) -> None:
    """It is refused, rather than taken for nobody; the cookie beside it does not count."""
    signed_in(visit, database, owner)
    with database.write() as db:
        token, plain = tokens.make_token(db, owner, "script")
        tokens.revoke_token(db, owner, token.id)
    sent = {"unknown": "nonsense", "empty": "", "revoked": plain}[why]
    answer = visit.get("/api/v1/me", headers={"Authorization": f"Bearer {sent}"})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"


def test_use_of_a_token_is_noted_once_a_minute(
    visit: Visit, database: Database, owner: Actor, hands: Hands
) -> None:
    """Its person can see when it was last used, to the minute."""
    plain = commands.token_for(database, "owner@example.org", "script")
    begun = hands.now()
    for _ in range(3):
        visit.get("/api/v1/me", headers={"Authorization": f"Bearer {plain}"})
        hands.forward(seconds=20)
    with database.read() as db:
        assert [each.used_at for each in tokens.tokens(db, owner)] == [begun]


def test_token_of_somebody_else_cannot_be_revoked(db: WriteDb, owner: Actor, author: Actor) -> None:
    """For another person it is missing, and goes on working."""
    token, plain = tokens.make_token(db, owner, "script")
    with pytest.raises(tokens.TokenMissing):
        tokens.revoke_token(db, author, token.id)
    assert tokens.working(db, plain) == token


def test_token_needs_a_name(db: WriteDb, owner: Actor) -> None:
    """Without a name nobody would know later which program it belongs to."""
    with pytest.raises(NameUnusable):
        tokens.make_token(db, owner, " \x00 ")


def test_tokens_are_bounded(db: WriteDb, owner: Actor) -> None:
    """Nobody can fill the table with tokens."""
    for number in range(tokens.MOST):
        tokens.make_token(db, owner, f"script {number}")
    with pytest.raises(tokens.TooManyTokens):
        tokens.make_token(db, owner, "one more")


def test_commands_name_an_address_that_nobody_has(database: Database) -> None:
    """At the terminal, a mistyped address is said back."""
    with pytest.raises(commands.NobodyHasThisAddress) as missing:
        commands.link_for(database, "nobody@example.org")
    assert "nobody@example.org" in missing.value.message
    assert commands.link_for(database, "owner@example.org")
