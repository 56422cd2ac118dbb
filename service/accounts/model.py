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
class Actor:
    """A person who is signed in, with what they may do: what every verb is handed."""

    #: Who it is.
    person: Person
    #: Their roles by slug of the strategy.
    roles: Mapping[str, Role] = field(default_factory=dict)

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
        """Whether the person runs the installation."""
        return self.person.administrator


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
