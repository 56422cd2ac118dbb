"""People, organisations and roles, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person is to one strategy; each can do what the next can."""

    OWNER = "owner"
    AUTHOR = "author"
    REVIEWER = "reviewer"
    READER = "reader"


class Visibility(StrEnum):
    """Who may read a strategy."""

    PUBLIC = "public"
    MEMBERS = "members"
    CONFIDENTIAL = "confidential"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A trust, a university, a panel."""

    #: Its id, 26 characters.
    id: str
    #: Its name, unique.
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account."""

    #: An opaque id, 26 characters; the only thing that git ever learns of them.
    id: str
    #: The name shown to others.
    name: str
    #: The address they sign in with; None once erased.
    email: str | None
    #: The name of the organisation they belong to; None for none.
    organisation: str | None
    #: Whether they run the installation.
    administrator: bool

    @property
    def initials(self) -> str:
        """One or two letters for the round badge."""
        words = [word for word in self.name.split() if word[0].isalpha()] or ["?"]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()

    @property
    def colour(self) -> int:
        """A number from 1 to 6, always the same for the same person: the badge's colour."""
        return sum(self.id.encode()) % 6 + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What lets somebody take part in one thing on one strategy, for a time, without a role."""

    #: Its id, 26 characters.
    id: str
    #: The person's id.
    person: str
    #: The slug of the strategy.
    strategy: str
    #: Audiences that they belong to by it.
    tags: frozenset[str]
    #: The audience of what they say, one of the tags; None: they may only read.
    speaks: str | None
    #: The revision on which they say it.
    revision: str
    #: When it stops working.
    expires_at: datetime
    #: When somebody ended it; None while nobody did.
    ended_at: datetime | None = None

    def live(self, now: datetime) -> bool:
        """Whether it works at a moment."""
        return self.ended_at is None and now < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person who is signed in, with what they may do: what every verb is handed."""

    #: Who it is.
    person: Person
    #: Their roles by slug of the strategy.
    roles: Mapping[str, Role] = field(default_factory=dict)
    #: What they take part in, as far as it works.
    admissions: tuple[Admission, ...] = ()
    #: Whether they are here by a link to one thing only, and signed in to nothing else.
    guest: bool = False

    @property
    def id(self) -> str:
        """The person's id."""
        return self.person.id

    @property
    def name(self) -> str:
        """The person's name."""
        return self.person.name

    @property
    def initials(self) -> str:
        """One or two letters for the round badge."""
        return self.person.initials

    @property
    def colour(self) -> int:
        """The badge's colour, 1 to 6."""
        return self.person.colour

    @property
    def organisation(self) -> str | None:
        """The name of the person's organisation."""
        return self.person.organisation

    @property
    def administrator(self) -> bool:
        """Whether the person runs the installation, and is here as who they are."""
        return self.person.administrator and not self.guest

    def admitted(self, slug: str) -> tuple[Admission, ...]:
        """What they take part in on a strategy."""
        return tuple(each for each in self.admissions if each.strategy == slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A browser in which a person is signed in."""

    #: The hash of the token in its cookie, 64 hex digits.
    token_hash: str
    #: The person's id.
    person: str
    #: When they signed in.
    created_at: datetime
    #: When it was last used, to the minute.
    seen_at: datetime
    #: When it ends, however busy it is.
    expires_at: datetime
    #: When it was ended by signing out; None while it was not.
    ended_at: datetime | None
    #: The id of the admission that it is for; None where they signed in as who they are.
    admission: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A personal link, with which a person signs in without a password."""

    #: The hash of its token, 64 hex digits.
    token_hash: str
    #: The person's id.
    person: str
    #: When it stops working.
    expires_at: datetime
    #: When somebody withdrew it; None while nobody did.
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """What a program of a person's signs in with."""

    #: Its id, 26 characters; the token itself is not kept.
    id: str
    #: The person's id.
    person: str
    #: What the person calls it.
    name: str
    #: When it was made.
    created_at: datetime
    #: When it was last used, to the minute; None for never.
    used_at: datetime | None
    #: When it was revoked; None while it works.
    revoked_at: datetime | None
