"""The API: oneself, and, for administrators and owners, people and their roles."""

from typing import Annotated

from fastapi import APIRouter, Path

from service.accounts import grant, links, people, read, tokens
from service.accounts.answers import (
    LinkOut,
    MadeToken,
    MeOut,
    NewName,
    NewPerson,
    NewToken,
    OrganisationOut,
    PersonOut,
    RoleIn,
    RoleOut,
    TokenOut,
)
from service.accounts.doors import Administrator, Member, SignedIn, Titles, known
from service.accounts.model import Visibility
from service.accounts.permissions import Permission, require
from service.web.doors import Config, Reading, Writing
from service.web.forms import protected

router = APIRouter(prefix="/api/v1", tags=["accounts"])

PersonPath = Annotated[
    str, Path(description="A person's id.", examples=["01jd3v8x5qz4m7k2n9p6r0t1w8"])
]
SlugPath = Annotated[
    str,
    Path(description="The slug of a strategy.", examples=["cancer-research"], max_length=80),
]
TokenPath = Annotated[
    str, Path(description="A token's id.", examples=["01jd3v8x5qz4m7k2n9p6r0t1w8"])
]


@router.get("/me", summary="Who you are")
def me(actor: SignedIn) -> MeOut:
    """Return the person whom the token belongs to, with their roles."""
    return MeOut.myself(actor)


@router.patch("/me", summary="Change your name", dependencies=[known, protected])
def rename(db: Writing, actor: Member, wanted: NewName) -> MeOut:
    """Call yourself by another name, wherever you are named."""
    people.rename(db, actor, wanted.name)
    return MeOut.myself(read.actor(db, actor.id))


@router.get("/me/tokens", summary="Your API tokens")
def my_tokens(db: Reading, actor: Member) -> list[TokenOut]:
    """List your tokens that work, newest first, without their text."""
    return [TokenOut.of(each) for each in tokens.tokens(db, actor)]


@router.post(
    "/me/tokens", summary="Make an API token", status_code=201, dependencies=[known, protected]
)
def make_token(db: Writing, actor: Member, wanted: NewToken) -> MadeToken:
    """Make a token. Its text is in this answer and nowhere else."""
    made, plain = tokens.make_token(db, actor, wanted.name)
    return MadeToken(**TokenOut.of(made).model_dump(), token=plain)


@router.delete(
    "/me/tokens/{token}",
    summary="Revoke an API token",
    status_code=204,
    dependencies=[known, protected],
)
def revoke_token(db: Writing, actor: Member, token: TokenPath) -> None:
    """Revoke a token of yours; from now on it is refused."""
    tokens.revoke_token(db, actor, token)


@router.get("/people", summary="Everybody")
def everybody(db: Reading, actor: Administrator) -> list[PersonOut]:
    """List all people by name. For administrators."""
    del actor
    return [PersonOut.of(each) for each in read.everybody(db)]


@router.post(
    "/people", summary="Register a person", status_code=201, dependencies=[known, protected]
)
def register(db: Writing, actor: Administrator, wanted: NewPerson) -> PersonOut:
    """Register a person, and their organisation where it is new. For administrators."""
    added = people.register_person(
        db,
        name=wanted.name,
        email=wanted.email,
        organisation=wanted.organisation,
        administrator=wanted.administrator,
        by=actor,
    )
    return PersonOut.of(added)


@router.get("/people/{person}", summary="One person")
def person(db: Reading, actor: Administrator, person: PersonPath) -> MeOut:
    """Return a person with their roles. For administrators."""
    del actor
    return MeOut.myself(read.actor(db, person))


@router.post(
    "/people/{person}/links",
    summary="Make a personal link",
    status_code=201,
    dependencies=[known, protected],
)
def make_link(db: Writing, config: Config, actor: Administrator, person: PersonPath) -> LinkOut:
    """Make a link that signs this person in for 30 days. For administrators."""
    token = links.make_sign_in_link(db, person, by=actor)
    return LinkOut(address=f"{config.public_address}/in/{token}")


@router.delete(
    "/people/{person}/links",
    summary="Revoke personal links",
    status_code=204,
    dependencies=[known, protected],
)
def revoke_links(db: Writing, actor: Administrator, person: PersonPath) -> None:
    """Revoke every personal link of this person, and sign them out. For administrators."""
    links.revoke_links(db, person, by=actor)


@router.get("/organisations", summary="All organisations")
def organisations(db: Reading, actor: Administrator) -> list[OrganisationOut]:
    """List the organisations by name. For administrators."""
    del actor
    return [OrganisationOut(id=each.id, name=each.name) for each in read.organisations(db)]


@router.get("/strategies/{slug}/roles", summary="Who has which role")
def roles(db: Reading, actor: SignedIn, slug: SlugPath) -> list[RoleOut]:
    """List who has which role on a strategy. For its owner and administrators."""
    require(actor, Permission.MANAGE, slug, Visibility.CONFIDENTIAL)
    return [
        RoleOut(person=each.id, name=each.name, role=role) for each, role in read.roles_on(db, slug)
    ]


@router.put(
    "/strategies/{slug}/roles/{person}", summary="Give a role", dependencies=[known, protected]
)
def give_role(
    db: Writing,
    titles: Titles,
    actor: SignedIn,
    slug: SlugPath,
    person: PersonPath,
    wanted: RoleIn,
) -> RoleOut:
    """Give a person a role, in place of the one they had. For the owner and administrators."""
    grant.grant(db, strategy=slug, person=person, role=wanted.role, by=actor, known=titles)
    return RoleOut(person=person, name=read.person(db, person).name, role=wanted.role)


@router.delete(
    "/strategies/{slug}/roles/{person}",
    summary="Take a role away",
    status_code=204,
    dependencies=[known, protected],
)
def withdraw_role(db: Writing, actor: SignedIn, slug: SlugPath, person: PersonPath) -> None:
    """Take a person's role on a strategy away. For the owner and administrators."""
    grant.withdraw(db, strategy=slug, person=person, by=actor)
