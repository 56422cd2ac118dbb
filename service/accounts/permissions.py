"""The one table of what people may do, and the one function that is asked.

What you may not read does not exist for you (NothingHere, 404); what you may read but not do is
refused with the reason (NotAllowed, 403, or SignInFirst, 401, while signed out).
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from service.accounts.model import Actor, Role, Visibility
from service.errors import Forbidden, Missing


class Permission(StrEnum):
    """Something that may be done to a strategy, in the words that follow “to”."""

    READ = "read this strategy"
    DOWNLOAD = "download this strategy"
    SEE_SOURCE_HISTORY = "see the history of this strategy"
    COMMENT = "comment on this strategy"
    REPLY = "reply to comments on this strategy"
    RESOLVE = "resolve comments on this strategy"
    PROPOSE = "propose a revision of this strategy"
    EDIT = "edit this strategy"
    MERGE = "decide on proposed revisions of this strategy"
    PUBLISH = "publish a version of this strategy"
    MANAGE = "say who may do what on this strategy"


class NothingHere(Missing):
    """There is nothing at this address, or you may need to sign in to see it."""


class NotAllowed(Forbidden):
    """To {what} you need to be {who} of it.

    Its owner or an administrator can give you that role.
    """


class SignInFirst(Forbidden):
    """To {what} you need to sign in."""

    status = 401
    title = "Sign in first"


class AdministratorsOnly(Forbidden):
    """Only an administrator may do this."""


_OWNER = frozenset({Role.OWNER})
_WRITERS = _OWNER | {Role.AUTHOR}
_SPEAKERS = _WRITERS | {Role.REVIEWER}
_READERS = _SPEAKERS | {Role.READER}

#: Which roles on a strategy let a person do what. An administrator may do everything.
ROLES: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.READ: _READERS,
        Permission.DOWNLOAD: _READERS,
        Permission.SEE_SOURCE_HISTORY: _READERS,
        Permission.COMMENT: _SPEAKERS,
        Permission.REPLY: _SPEAKERS,
        Permission.RESOLVE: _WRITERS,
        Permission.PROPOSE: _SPEAKERS,
        Permission.EDIT: _WRITERS,
        Permission.MERGE: _WRITERS,
        Permission.PUBLISH: _OWNER,
        Permission.MANAGE: _OWNER,
    }
)

#: What needs no role where the visibility of the strategy opens it.
OPEN: frozenset[Permission] = frozenset(
    {Permission.READ, Permission.DOWNLOAD, Permission.SEE_SOURCE_HISTORY}
)

#: The tag that an administrator's audiences hold beside the others: no filter at all.
EVERYTHING = "everything"

_WHO: Mapping[frozenset[Role], str] = MappingProxyType(
    {
        _OWNER: "the owner",
        _WRITERS: "the owner or an author",
        _SPEAKERS: "the owner, an author or a reviewer",
        _READERS: "the owner, an author, a reviewer or a reader",
    }
)


def may(actor: Actor | None, permission: Permission, slug: str, visibility: Visibility) -> bool:
    """Tell whether somebody (None: signed out) may do this to the strategy."""
    if permission in OPEN and _opens(visibility, actor):
        return True
    if actor is None:
        return False
    return actor.person.administrator or actor.roles.get(slug) in ROLES[permission]


def require(actor: Actor | None, permission: Permission, slug: str, visibility: Visibility) -> None:
    """Raise NothingHere, SignInFirst or NotAllowed where somebody may not do this."""
    if may(actor, permission, slug, visibility):
        return
    if not may(actor, Permission.READ, slug, visibility):
        raise NothingHere
    if actor is None:
        raise SignInFirst(what=permission.value)
    raise NotAllowed(what=permission.value, who=_WHO[ROLES[permission]])


def require_administrator(actor: Actor) -> None:
    """Raise AdministratorsOnly for anybody else."""
    if not actor.person.administrator:
        raise AdministratorsOnly


def audiences(actor: Actor | None) -> frozenset[str]:
    """Return the tags of what somebody may read; `EVERYTHING` among them means no filter.

    An entry is theirs when its tag, from `audience_of`, is among these.
    """
    if actor is None:
        return frozenset({Visibility.PUBLIC.value})
    tags = {Visibility.PUBLIC.value, Visibility.MEMBERS.value}
    tags |= {f"strategy:{slug}" for slug in actor.roles}
    return frozenset(tags | {EVERYTHING} if actor.person.administrator else tags)


def holds(actor: Actor | None, audience: str | None) -> bool:
    """Tell whether somebody is among an audience; None is everybody."""
    return audience is None or not audiences(actor).isdisjoint({audience, EVERYTHING})


def audience_of(slug: str, visibility: Visibility) -> str:
    """Return the tag that the entries of a strategy carry."""
    return f"strategy:{slug}" if visibility is Visibility.CONFIDENTIAL else visibility.value


def narrowed(audience: str | None, within: str) -> str | None:
    """Return the tag of those who are in one audience and in another; None where no tag says that.

    `audience` None is everybody. Of tags that lie within each other it is the narrower one.
    """
    if audience is None or audience == within:
        return within
    narrower, wider = sorted((audience, within), key=_width)
    return narrower if _width(narrower) < _width(wider) else None


def _width(tag: str) -> int:
    """Order tags: those with a role on a strategy are members, and these are of the public."""
    return {Visibility.MEMBERS.value: 1, Visibility.PUBLIC.value: 2}.get(tag, 0)


def _opens(visibility: Visibility, actor: Actor | None) -> bool:
    """Whether the visibility alone lets somebody read."""
    if visibility is Visibility.MEMBERS:
        return actor is not None
    return visibility is Visibility.PUBLIC
