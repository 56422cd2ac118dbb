"""Every statement on sessions, personal links, API tokens and tries to sign in."""

from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from service.accounts.model import ApiToken, Link, Session
from service.accounts.tables import api_tokens, attempts, sessions, sign_in_links
from service.storage.database import ReadDb, WriteDb


def add_session(db: WriteDb, added: Session) -> None:
    """Add a session."""
    db.write(
        insert(sessions).values(
            token_hash=added.token_hash,
            person=added.person,
            created_at=added.created_at,
            seen_at=added.seen_at,
            expires_at=added.expires_at,
            admission=added.admission,
        )
    )


def session(db: ReadDb, token_hash: str) -> Session | None:
    """Return a session, ended or not, or None."""
    row = db.first(select(sessions).where(sessions.c.token_hash == token_hash))
    return Session(**row._mapping) if row else None


def see_session(db: WriteDb, token_hash: str, at: datetime) -> None:
    """Note that a session was used."""
    db.write(update(sessions).where(sessions.c.token_hash == token_hash).values(seen_at=at))


def end_session(db: WriteDb, token_hash: str, at: datetime) -> int:
    """End a session; return 0 where there was none to end."""
    live = (sessions.c.token_hash == token_hash) & sessions.c.ended_at.is_(None)
    return db.write(update(sessions).where(live).values(ended_at=at))


def end_sessions_of(db: WriteDb, person: str, at: datetime) -> int:
    """End every session of a person; return how many those were."""
    live = (sessions.c.person == person) & sessions.c.ended_at.is_(None)
    return db.write(update(sessions).where(live).values(ended_at=at))


def live_sessions(db: ReadDb, person: str, now: datetime) -> tuple[Session, ...]:
    """Return the sessions of a person that were not ended and have not run out, newest first."""
    query = (
        select(sessions)
        .where(sessions.c.person == person)
        .where(sessions.c.ended_at.is_(None), sessions.c.expires_at > now)
        .order_by(sessions.c.created_at.desc())
    )
    return tuple(Session(**row._mapping) for row in db.rows(query))


def forget_sessions(db: WriteDb, before: datetime) -> None:
    """Remove the sessions that ran out before a moment."""
    db.write(delete(sessions).where(sessions.c.expires_at < before))


def add_link(db: WriteDb, added: Link, at: datetime) -> None:
    """Add a personal link."""
    db.write(
        insert(sign_in_links).values(
            token_hash=added.token_hash,
            person=added.person,
            created_at=at,
            expires_at=added.expires_at,
        )
    )


def link(db: ReadDb, token_hash: str) -> Link | None:
    """Return a personal link, working or not, or None."""
    row = db.first(
        select(
            sign_in_links.c.token_hash,
            sign_in_links.c.person,
            sign_in_links.c.expires_at,
            sign_in_links.c.revoked_at,
        ).where(sign_in_links.c.token_hash == token_hash)
    )
    return Link(**row._mapping) if row else None


def revoke_links(db: WriteDb, person: str, at: datetime) -> int:
    """Revoke every working link of a person; return how many those were."""
    working = (sign_in_links.c.person == person) & sign_in_links.c.revoked_at.is_(None)
    return db.write(
        update(sign_in_links).where(working, sign_in_links.c.expires_at > at).values(revoked_at=at)
    )


def count_links(db: ReadDb, person: str, now: datetime) -> int:
    """Return how many links of a person work."""
    working = (sign_in_links.c.person == person) & sign_in_links.c.revoked_at.is_(None)
    query = select(func.count()).where(working, sign_in_links.c.expires_at > now)
    return db.scalar(query) or 0


def add_token(db: WriteDb, added: ApiToken, token_hash: str) -> None:
    """Add an API token."""
    db.write(
        insert(api_tokens).values(
            id=added.id,
            token_hash=token_hash,
            person=added.person,
            name=added.name,
            created_at=added.created_at,
        )
    )


def token(db: ReadDb, token_hash: str) -> ApiToken | None:
    """Return the API token with this hash, revoked or not, or None."""
    row = db.first(select(*_TOKEN).where(api_tokens.c.token_hash == token_hash))
    return ApiToken(**row._mapping) if row else None


def tokens_of(db: ReadDb, person: str) -> tuple[ApiToken, ...]:
    """Return the tokens of a person that work, newest first."""
    query = (
        select(*_TOKEN)
        .where(api_tokens.c.person == person, api_tokens.c.revoked_at.is_(None))
        .order_by(api_tokens.c.id.desc())
    )
    return tuple(ApiToken(**row._mapping) for row in db.rows(query))


def use_token(db: WriteDb, token_id: str, at: datetime) -> None:
    """Note that a token was used."""
    db.write(update(api_tokens).where(api_tokens.c.id == token_id).values(used_at=at))


def revoke_token(db: WriteDb, token_id: str, person: str, at: datetime) -> int:
    """Revoke a token of a person; return 0 where they have no such token that works."""
    working = (api_tokens.c.id == token_id) & api_tokens.c.revoked_at.is_(None)
    return db.write(
        update(api_tokens).where(working, api_tokens.c.person == person).values(revoked_at=at)
    )


def add_try(db: WriteDb, try_id: str, key: str, at: datetime) -> None:
    """Note a try to sign in."""
    db.write(insert(attempts).values(id=try_id, key=key, at=at))


def count_tries(db: ReadDb, key: str, since: datetime) -> int:
    """Return how many tries there were under a key."""
    query = select(func.count()).where(attempts.c.key == key, attempts.c.at > since)
    return db.scalar(query) or 0


def forget_tries(db: WriteDb, *, before: datetime) -> None:
    """Remove the tries before a moment."""
    db.write(delete(attempts).where(attempts.c.at <= before))


def forget_tries_under(db: WriteDb, key: str) -> None:
    """Remove the tries under a key."""
    db.write(delete(attempts).where(attempts.c.key == key))


def forget_newest_try_under(db: WriteDb, key: str) -> None:
    """Remove the latest try under a key."""
    newest = select(func.max(attempts.c.id)).where(attempts.c.key == key).scalar_subquery()
    db.write(delete(attempts).where(attempts.c.id == newest))


_TOKEN = (
    api_tokens.c.id,
    api_tokens.c.person,
    api_tokens.c.name,
    api_tokens.c.created_at,
    api_tokens.c.used_at,
    api_tokens.c.revoked_at,
)
