"""Pages: the people of the installation, for its administrators."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from service.accounts import grant, links, passwords, people, read
from service.accounts.browser import private
from service.accounts.doors import Administrator, Titles, titles
from service.accounts.model import Role
from service.accounts.titled import titled
from service.errors import Conflict, RoundtableError
from service.storage.database import ReadDb
from service.web.doors import Config, Reading, Writing
from service.web.forms import protected
from service.web.pages import go, page

router = APIRouter(prefix="/people", include_in_schema=False)

Text = Annotated[str, Form()]
_BLANK = {"name": "", "email": "", "organisation": ""}


@router.get("")
def people_page(request: Request, db: Reading, actor: Administrator) -> Response:
    """Show everybody, with a form to add somebody."""
    del actor
    return _people(request, db)


@router.post("", dependencies=[protected])
def add_person(
    request: Request,
    db: Writing,
    actor: Administrator,
    name: Text = "",
    email: Text = "",
    organisation: Text = "",
) -> Response:
    """Register a person."""
    try:
        added = people.register_person(
            db, name=name, email=email, organisation=organisation.strip() or None, by=actor
        )
    except RoundtableError as problem:
        by_address = isinstance(problem, people.EmailTaken | people.EmailUnusable)
        errors = {"email" if by_address else "name": problem.message}
        typed = {"name": name, "email": email, "organisation": organisation}
        return _people(request, db, typed=typed, errors=errors)
    return go(request, f"/people/{added.id}", said=f"{added.name} is registered.")


@router.get("/{person}")
def person_page(request: Request, db: Reading, actor: Administrator, person: str) -> Response:
    """Show one person, with their roles."""
    del actor
    return _person(request, db, person)


@router.post("/{person}/links", dependencies=[protected])
def make_link(
    request: Request, db: Writing, config: Config, actor: Administrator, person: str
) -> Response:
    """Make a personal link and show it, this once."""
    token = links.make_sign_in_link(db, person, by=actor)
    return _person(request, db, person, link=f"{config.public_address}/in/{token}")


@router.post("/{person}/links/revocation", dependencies=[protected])
def revoke_links(request: Request, db: Writing, actor: Administrator, person: str) -> Response:
    """Revoke a person's links."""
    links.revoke_links(db, person, by=actor)
    said = "Their personal links no longer work, and they are signed out."
    return go(request, f"/people/{person}", said=said)


@router.post("/{person}/password/removal", dependencies=[protected])
def forget_password(request: Request, db: Writing, actor: Administrator, person: str) -> Response:
    """Take away a password that its person forgot."""
    passwords.forget_password(db, person, by=actor)
    said = "Their password is removed. With a personal link they can choose a new one."
    return go(request, f"/people/{person}", said=said)


@router.post("/{person}/roles", dependencies=[protected])
def grant_role(
    request: Request,
    db: Writing,
    known: Titles,
    actor: Administrator,
    person: str,
    role: Annotated[Role, Form()],
    strategy: Text = "",
) -> Response:
    """Give a person a role on a strategy."""
    slug = strategy.strip()
    try:
        grant.grant(db, strategy=slug, person=person, role=role, by=actor, known=known)
    except (grant.SlugUnusable, grant.StrategyUnknown, Conflict) as problem:
        errors = {"strategy": problem.message}
        return _person(request, db, person, errors=errors, strategy=slug, role=role)
    return go(request, f"/people/{person}", said=f"They are now {role.value} of “{known[slug]}”.")


@router.post("/{person}/roles/{strategy}/withdrawal", dependencies=[protected])
def withdraw_role(
    request: Request,
    db: Writing,
    known: Titles,
    actor: Administrator,
    person: str,
    strategy: str,
) -> Response:
    """Take a person's role on a strategy away."""
    grant.withdraw(db, strategy=strategy, person=person, by=actor)
    said = f"They have no role on “{known.get(strategy, strategy)}” any more."
    return go(request, f"/people/{person}", said=said)


def _people(
    request: Request,
    db: ReadDb,
    *,
    typed: Mapping[str, str] = _BLANK,
    errors: Mapping[str, str] | None = None,
) -> Response:
    roles, known = read.all_roles(db), titles(request)
    rows = [
        {"person": each, "roles": titled(roles.get(each.id, {}), known)}
        for each in read.everybody(db)
    ]
    return page(
        request,
        "accounts/people.html",
        status=422 if errors else 200,
        rows=rows,
        organisations=read.organisations(db),
        typed=typed,
        errors=errors or {},
    )


def _person(
    request: Request,
    db: ReadDb,
    person: str,
    *,
    link: str | None = None,
    errors: Mapping[str, str] | None = None,
    strategy: str = "",
    role: Role = Role.REVIEWER,
) -> Response:
    """The page of a person: with problems (422), or with a link that was made just now."""
    shown, known = read.actor(db, person), titles(request)
    answer = page(
        request,
        "accounts/person.html",
        status=422 if errors else 200,
        person=shown.person,
        roles=titled(shown.roles, known),
        links=links.count_links(db, person),
        has_password=passwords.has_password(db, shown),
        every_role=list(Role),
        titles=known,
        link=link,
        strategy=strategy,
        role=role,
        errors=errors or {},
    )
    return private(answer)
