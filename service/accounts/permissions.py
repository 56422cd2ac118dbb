"""The one table of what people may do, and the one function that is asked.

What you may not read does not exist for you (NothingHere, 404); what you may read but not do is
refused with the reason (NotAllowed, 403, or SignInFirst, 401, while signed out).
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from service.accounts.model import Actor, Admission, Role, Visibility
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
    ANSWER = "answer the points of a review round of this strategy"
    CONSULT = "run review rounds of this strategy"
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
        Permission.ANSWER: _WRITERS,
        Permission.CONSULT: _OWNER,
        Permission.MANAGE: _OWNER,
    }
)

#: What needs no role where the visibility of the strategy opens it.
OPEN: frozenset[Permission] = frozenset(
    {Permission.READ, Permission.DOWNLOAD, Permission.SEE_SOURCE_HISTORY}
)

#: What an admission opens, and what it opens while it lets somebody speak.
_ADMITTED: frozenset[Permission] = frozenset({Permission.READ, Permission.DOWNLOAD})
_SPEAKING: frozenset[Permission] = frozenset({Permission.COMMENT, Permission.REPLY})

#: The tag that an administrator's audiences hold beside the others: all but what is INSIDE.
EVERYTHING = "everything"
#: The tag of followers and commands: no filter at all. Nobody's audiences hold it.
UNFILTERED = "unfiltered"
#: How the tag begins of what stays within an organisation until it answers as one: only those
#: who hold the tag itself may see it, administrators no more than others.
INSIDE = "inside:"
#: How the tag begins of what is said in a review round: `round:<slug>:...`. Those who write the
#: strategy see it besides those who hold the tag.
ROUND = "round:"
#: How the tag begins of those who write a strategy: `team:<slug>`.
TEAM = "team:"

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
    if actor.administrator or actor.roles.get(slug) in ROLES[permission]:
        return True
    return any(_admits(each, permission) for each in actor.admitted(slug))


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
    if not actor.administrator:
        raise AdministratorsOnly


def audiences(actor: Actor | None) -> frozenset[str]:
    """Return the tags of what somebody may read; `EVERYTHING` among them means no filter.

    An entry is theirs when its tag, from `audience_of`, is among these.
    """
    if actor is None:
        return frozenset({Visibility.PUBLIC.value})
    tags = {Visibility.PUBLIC.value}
    if not actor.guest:
        tags.add(Visibility.MEMBERS.value)
    tags |= {f"strategy:{slug}" for slug in actor.roles}
    tags |= {f"{TEAM}{slug}" for slug, role in actor.roles.items() if role in _WRITERS}
    for each in actor.admissions:
        tags |= {f"strategy:{each.strategy}", *each.tags}
    return frozenset(tags | {EVERYTHING} if actor.administrator else tags)


def holds(actor: Actor | None, audience: str | None) -> bool:
    """Tell whether somebody is among an audience; None is everybody."""
    if audience is None:
        return True
    tags = audiences(actor)
    if EVERYTHING in tags and not audience.startswith(INSIDE):
        return True
    kind, _, rest = audience.partition(":")
    team = f"{TEAM}{rest.partition(':')[0]}" if f"{kind}:" == ROUND else audience
    return not tags.isdisjoint({audience, team})


def submitted(audience: str | None) -> bool:
    """Tell whether what has this audience was submitted in a review round."""
    return audience is not None and audience.startswith(ROUND)


def speaks(actor: Actor, slug: str, revision: str) -> str | None:
    """Return the audience of what somebody says on a revision; None is all who may read it.

    What they take part in decides where they read the revision that it is about, and wherever
    they may speak only because they take part in it.
    """
    may_anyway = actor.administrator or actor.roles.get(slug) in ROLES[Permission.COMMENT]
    spoken = [each for each in actor.admitted(slug) if each.speaks]
    about = [each for each in spoken if each.revision == revision]
    newest = (about or ([] if may_anyway else spoken))[-1:]
    return newest[0].speaks if newest else None


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
    """Order tags: those in a round may read, those with a role are members, of the public."""
    if tag.startswith((INSIDE, ROUND)):
        return -1
    return {Visibility.MEMBERS.value: 1, Visibility.PUBLIC.value: 2}.get(tag, 0)


def _admits(admission: Admission, permission: Permission) -> bool:
    """Whether an admission lets somebody do this."""
    return permission in _ADMITTED or (permission in _SPEAKING and admission.speaks is not None)


def _opens(visibility: Visibility, actor: Actor | None) -> bool:
    """Whether the visibility alone lets somebody read."""
    if visibility is Visibility.MEMBERS:
        return actor is not None and not actor.guest
    return visibility is Visibility.PUBLIC
