"""Giving people roles on a strategy, and taking them away."""

import re
from collections.abc import Container

from service import clock
from service.accounts import read, store
from service.accounts.model import Actor, Role, Visibility
from service.accounts.permissions import Permission, require
from service.errors import Conflict, Invalid, Missing
from service.journal.record import record
from service.storage.database import WriteDb


class SlugUnusable(Invalid):
    """Name the strategy by the last part of its address, such as cancer-research."""


class StrategyUnknown(Missing):
    """There is no strategy “{strategy}”. Choose one that is in the library."""


class RoleMissing(Missing):
    """This person has no role on this strategy."""


class LastOwner(Conflict):
    """This strategy has no other owner. Make somebody else its owner first."""


def grant(
    db: WriteDb,
    *,
    strategy: str,
    person: str,
    role: Role,
    by: Actor | None = None,
    known: Container[str] | None = None,
) -> None:
    """Give a person a role on a strategy, in place of the one they had.

    `strategy` is its slug; `by` needs the permission to manage it (None: the installation
    itself), and `known` holds the slugs that there are (None: what the caller says is so). Raises
    PersonMissing, SlugUnusable, StrategyUnknown, LastOwner.
    """
    _check(strategy, by)
    if known is not None and strategy not in known:
        raise StrategyUnknown(strategy=strategy)
    read.person(db, person)
    if role is not Role.OWNER:
        _keep_an_owner(db, strategy, person)
    store.put_role(db, strategy, person, role, by=by.id if by else None, at=clock.now())
    _record(db, "role:granted", strategy, person, role, by)


def withdraw(db: WriteDb, *, strategy: str, person: str, by: Actor | None = None) -> None:
    """Take a person's role on a strategy away; RoleMissing, LastOwner."""
    _check(strategy, by)
    role = store.roles_on(db, strategy).get(person)
    if role is None:
        raise RoleMissing
    _keep_an_owner(db, strategy, person)
    store.take_role(db, strategy, person)
    _record(db, "role:withdrawn", strategy, person, role, by)


def _check(strategy: str, by: Actor | None) -> None:
    """Who has no role is told nothing: this room cannot know who else may read the strategy."""
    if not re.fullmatch("[a-z0-9-]{1,80}", strategy):
        raise SlugUnusable
    if by:
        require(by, Permission.MANAGE, strategy, Visibility.CONFIDENTIAL)


def _keep_an_owner(db: WriteDb, strategy: str, person: str) -> None:
    """A strategy that has owners keeps at least one."""
    held = store.roles_on(db, strategy)
    if [each for each, role in held.items() if role is Role.OWNER] == [person]:
        raise LastOwner


def _record(
    db: WriteDb, event: str, strategy: str, person: str, role: Role, by: Actor | None
) -> None:
    record(
        db,
        f"accounts:{event}",
        actor=by.id if by else None,
        strategy=strategy,
        subject=person,
        detail={"role": role.value},
    )
