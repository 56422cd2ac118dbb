"""Roles as pages show them: each with the title of its strategy."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.accounts.model import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class TitledRole:
    """A role on a strategy."""

    #: The strategy's title; its slug where it is not in the library any more.
    title: str
    #: The slug of the strategy.
    slug: str
    #: The role.
    role: Role


def titled(roles: Mapping[str, Role], titles: Mapping[str, str]) -> list[TitledRole]:
    """Return roles by the titles of their strategies."""
    found = [
        TitledRole(title=titles.get(slug, slug), slug=slug, role=role)
        for slug, role in roles.items()
    ]
    return sorted(found, key=lambda each: (each.title.lower(), each.slug))
