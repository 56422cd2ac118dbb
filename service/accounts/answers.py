"""What the API says and takes about people, as models with descriptions and examples."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from service.accounts.model import Actor, ApiToken, Person, Role

PersonId = Annotated[
    str,
    Field(
        description="A person's id: 26 characters.",
        pattern="^[0-9a-z]{26}$",
        examples=["01jd3v8x5qz4m7k2n9p6r0t1w8"],
    ),
]
Name = Annotated[str, Field(description="As others see it.", examples=["Amina Yusuf"])]
Email = Annotated[
    str | None,
    Field(description="The address they sign in with.", examples=["amina.yusuf@example.org"]),
]
OrganisationName = Annotated[
    str | None, Field(description="The name of their organisation.", examples=["Mersey Trust"])
]


class PersonOut(BaseModel):
    """A person, as administrators and they themselves see them."""

    id: PersonId
    name: Name
    email: Email
    organisation: OrganisationName
    administrator: bool = Field(description="Whether they run the installation.")

    @classmethod
    def of(cls, person: Person) -> "PersonOut":
        """Describe a person."""
        return cls(
            id=person.id,
            name=person.name,
            email=person.email,
            organisation=person.organisation,
            administrator=person.administrator,
        )


class MeOut(PersonOut):
    """The person who asks, with their roles."""

    roles: dict[str, Role] = Field(
        description="Their roles, by slug of the strategy.",
        examples=[{"cancer-research": "reviewer"}],
    )

    @classmethod
    def myself(cls, actor: Actor) -> "MeOut":
        """Describe the person who asks."""
        return cls(**PersonOut.of(actor.person).model_dump(), roles=dict(actor.roles))


class NewPerson(BaseModel):
    """A person to register."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    email: str = Field(description="Their address.", examples=["amina.yusuf@example.org"])
    organisation: OrganisationName = None
    administrator: bool = Field(default=False, description="Whether they run the installation.")


class NewName(BaseModel):
    """Another name for the person who asks."""

    model_config = ConfigDict(extra="forbid")

    name: Name


class TokenOut(BaseModel):
    """An API token, without its text."""

    id: str = Field(description="Its id.", examples=["01jd3v8x5qz4m7k2n9p6r0t1w8"])
    name: str = Field(description="What its person calls it.", examples=["Reporting script"])
    created_at: datetime = Field(description="When it was made.")
    used_at: datetime | None = Field(description="When it was last used, to the minute.")

    @classmethod
    def of(cls, token: ApiToken) -> "TokenOut":
        """Describe a token."""
        return cls(id=token.id, name=token.name, created_at=token.created_at, used_at=token.used_at)


class MadeToken(TokenOut):
    """An API token that was made just now."""

    token: str = Field(description="Its text; it cannot be asked for again.")


class NewToken(BaseModel):
    """An API token to make."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(description="What to call it.", examples=["Reporting script"])


class OrganisationOut(BaseModel):
    """An organisation."""

    id: str = Field(description="Its id.", examples=["01jd3v8x5qz4m7k2n9p6r0t1w8"])
    name: str = Field(description="Its name.", examples=["Mersey Trust"])


class RoleIn(BaseModel):
    """A role to give."""

    model_config = ConfigDict(extra="forbid")

    role: Role = Field(description="What the person is to the strategy.", examples=["reviewer"])


class RoleOut(BaseModel):
    """A role that somebody has on a strategy."""

    person: PersonId
    name: Name
    role: Role = Field(description="What the person is to the strategy.")


class LinkOut(BaseModel):
    """A personal link that was made just now."""

    address: str = Field(
        description="The link; it cannot be asked for again.",
        examples=["https://strategies.example.org/in/3q2-7wAAAABCDEFGHIJKLMNOPQRSTUVWXYZabcdefgh"],
    )
