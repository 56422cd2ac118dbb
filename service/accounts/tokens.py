"""API tokens: how a person's programs sign in; shown once, kept only as a hash."""

from datetime import timedelta

from service import clock, ids
from service.accounts import keys, naming
from service.accounts.model import Actor, ApiToken
from service.errors import Conflict, Missing
from service.journal.record import record
from service.storage.database import ReadDb, WriteDb

#: The longest name of a token, in characters.
LONGEST_NAME = 100
#: How many working tokens a person may have.
MOST = 50
#: Using a token is noted at most this often.
USED_EVERY = timedelta(minutes=1)


class TokenMissing(Missing):
    """You have no such API token, or it was revoked already."""


class TooManyTokens(Conflict):
    """You have {most} API tokens. Revoke one that you no longer use first."""


def make_token(db: WriteDb, actor: Actor, name: str) -> tuple[ApiToken, str]:
    """Make a token for the person who asks; return it and its plain text, which is not kept.

    Raises NameUnusable and TooManyTokens.
    """
    if len(keys.tokens_of(db, actor.id)) >= MOST:
        raise TooManyTokens(most=MOST)
    plain = ids.new_token()
    added = ApiToken(
        id=ids.new_id(),
        person=actor.id,
        name=naming.one_line(name, LONGEST_NAME),
        created_at=clock.now(),
        used_at=None,
        revoked_at=None,
    )
    keys.add_token(db, added, ids.token_hash(plain))
    _record(db, "made", actor, added.id)
    return added, plain


def tokens(db: ReadDb, actor: Actor) -> tuple[ApiToken, ...]:
    """Return the tokens of the person who asks that work, newest first."""
    return keys.tokens_of(db, actor.id)


def revoke_token(db: WriteDb, actor: Actor, token_id: str) -> None:
    """Revoke a token of the person who asks; TokenMissing."""
    if not keys.revoke_token(db, token_id, actor.id, clock.now()):
        raise TokenMissing
    _record(db, "revoked", actor, token_id)


def working(db: ReadDb, plain: str) -> ApiToken | None:
    """Return the token with this plain text, or None where none works."""
    found = keys.token(db, ids.token_hash(plain))
    return found if found and not found.revoked_at else None


def unused(token: ApiToken) -> bool:
    """Tell whether it is time to note that a token is in use."""
    return token.used_at is None or clock.now() - token.used_at >= USED_EVERY


def use(db: WriteDb, token: ApiToken) -> None:
    """Note that a token is in use."""
    keys.use_token(db, token.id, clock.now())


def _record(db: WriteDb, what: str, actor: Actor, token_id: str) -> None:
    record(db, f"accounts:token:{what}", actor=actor.id, strategy=None, subject=token_id)
