"""The permission table, whole."""

from collections.abc import Mapping

import pytest

from service.accounts.model import Actor, Person, Role, Visibility
from service.accounts.permissions import (
    EVERYTHING,
    ROLES,
    NotAllowed,
    NothingHere,
    Permission,
    SignInFirst,
    audience_of,
    audiences,
    may,
    require,
)

SLUG = "cancer-research"

#: Who may do what on a public, a members' and a confidential strategy, from least to most:
#: nobody signed in, stranger, reader, reviewer, author, owner, administrator.
PEOPLE = (None, "stranger", "reader", "reviewer", "author", "owner", "administrator")
MATRIX = {
    Permission.READ: ("1111111", "0111111", "0011111"),
    Permission.DOWNLOAD: ("1111111", "0111111", "0011111"),
    Permission.SEE_SOURCE_HISTORY: ("1111111", "0111111", "0011111"),
    Permission.COMMENT: ("0001111", "0001111", "0001111"),
    Permission.REPLY: ("0001111", "0001111", "0001111"),
    Permission.RESOLVE: ("0000111", "0000111", "0000111"),
    Permission.PROPOSE: ("0001111", "0001111", "0001111"),
    Permission.EDIT: ("0000111", "0000111", "0000111"),
    Permission.MERGE: ("0000111", "0000111", "0000111"),
    Permission.PUBLISH: ("0000011", "0000011", "0000011"),
    Permission.ANSWER: ("0000111", "0000111", "0000111"),
    Permission.CONSULT: ("0000011", "0000011", "0000011"),
    Permission.MANAGE: ("0000011", "0000011", "0000011"),
}
CASES = [
    (who, permission, visibility, allowed == "1")
    for permission, rows in MATRIX.items()
    for visibility, row in zip(Visibility, rows, strict=True)
    for who, allowed in zip(PEOPLE, row, strict=True)
]


@pytest.fixture
def people() -> Mapping[str, Actor]:
    """The people of the matrix, who need no database."""
    return {who: _actor(who) for who in PEOPLE if who}


def _actor(who: str) -> Actor:
    person = Person(
        id=who,
        name=who,
        email=f"{who}@example.org",
        organisation=None,
        administrator=who == "administrator",
    )
    return Actor(person=person, roles={SLUG: Role(who)} if who in list(Role) else {})


def test_matrix_covers_every_permission() -> None:
    """A permission without a row here, or without roles in the table, is a mistake."""
    assert set(MATRIX) == set(Permission) == set(ROLES)


@pytest.mark.parametrize(("who", "permission", "visibility", "allowed"), CASES)
def test_who_may_do_what(
    people: Mapping[str, Actor],
    who: str | None,
    permission: Permission,
    visibility: Visibility,
    allowed: bool,
) -> None:
    """Each cell of the matrix; a refusal is Missing where the strategy may not even be read."""
    actor = people[who] if who else None
    assert may(actor, permission, SLUG, visibility) is allowed
    if allowed:
        require(actor, permission, SLUG, visibility)
        return
    readable = may(actor, Permission.READ, SLUG, visibility)
    expected = NothingHere if not readable else NotAllowed if actor else SignInFirst
    with pytest.raises(expected):
        require(actor, permission, SLUG, visibility)


@pytest.mark.parametrize("permission", [Permission.COMMENT, Permission.EDIT, Permission.PUBLISH])
def test_role_counts_on_its_own_strategy_only(owner: Actor, permission: Permission) -> None:
    """The owner of one strategy is a stranger on the next."""
    assert not may(owner, permission, "infection", Visibility.PUBLIC)
    assert not may(owner, Permission.READ, "infection", Visibility.CONFIDENTIAL)


def test_refusal_names_what_is_missing_and_who_gives_it(reader: Actor) -> None:
    """Somebody who may read is told which role they need."""
    with pytest.raises(NotAllowed) as refused:
        require(reader, Permission.EDIT, SLUG, Visibility.PUBLIC)
    assert refused.value.message == (
        "To edit this strategy you need to be the owner or an author of it. "
        "Its owner or an administrator can give you that role."
    )


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("who", PEOPLE)
def test_audiences_say_the_same_as_the_table(
    people: Mapping[str, Actor], who: str | None, visibility: Visibility
) -> None:
    """What search filters on lets through exactly what the person may read."""
    actor = people[who] if who else None
    tags = audiences(actor)
    for slug in (SLUG, "infection"):
        let_through = EVERYTHING in tags or audience_of(slug, visibility) in tags
        assert let_through is may(actor, Permission.READ, slug, visibility)
