"""Every statement on mails."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from service.notifications.model import Kind, Mail, State
from service.notifications.tables import mails
from service.storage.database import ReadDb, WriteDb


def made(db: ReadDb, entry: int, recipient: str, kind: Kind) -> bool:
    """Tell whether the mail to somebody about an entry of the journal was made."""
    same = (mails.c.entry == entry) & (mails.c.recipient == recipient) & (mails.c.kind == kind)
    return db.first(select(mails.c.id).where(same)) is not None


def put(db: WriteDb, mail: Mail) -> None:
    """Add a mail, or give the one of this id other values."""
    values: dict[str, Any] = {
        column.name: getattr(mail, column.name) for column in mails.columns if column.name != "id"
    }
    values |= {"kind": mail.kind.value, "state": mail.state.value}
    if not db.write(update(mails).where(mails.c.id == mail.id).values(**values)):
        db.write(insert(mails).values(id=mail.id, **values))


def mail(db: ReadDb, mail_id: str) -> Mail | None:
    """Return a mail, or None."""
    row = db.first(select(mails).where(mails.c.id == mail_id))
    return _mail(row) if row else None


def due(db: ReadDb, now: datetime) -> Mail | None:
    """Return the mail that is to be sent next, or None."""
    query = select(mails).where(mails.c.state == State.WAITING.value, mails.c.due_at <= now)
    row = db.first(query.order_by(mails.c.due_at, mails.c.id).limit(1))
    return _mail(row) if row else None


def hasten(db: WriteDb, kind: Kind, subject: str, now: datetime) -> None:
    """Let the mail of this kind about this, if it waits for later, be sent now."""
    about = (mails.c.kind == kind.value) & (mails.c.subject == subject)
    waits = (mails.c.state == State.WAITING.value) & (mails.c.due_at > now)
    db.write(update(mails).where(about & waits).values(due_at=now))


def break_off(db: WriteDb, at: datetime, told: str) -> int:
    """Give up all that was being sent when the service stopped; return how many mails."""
    sending = mails.c.state == State.SENDING.value
    values = {"state": State.UNKNOWN.value, "done_at": at, "told": told}
    return db.write(update(mails).where(sending).values(**values))


def newest(db: ReadDb, limit: int, before: str | None = None) -> Sequence[Mail]:
    """Return up to `limit` mails, the newest first; `before` is the id of the last one seen."""
    query = select(mails).order_by(mails.c.id.desc()).limit(limit)
    found = db.rows(query.where(mails.c.id < before) if before else query)
    return [_mail(row) for row in found]


def _mail(row: Row[Any]) -> Mail:
    return Mail(**{**row._mapping, "kind": Kind(row.kind), "state": State(row.state)})
