"""Registering people, their names, and their roles."""

import pytest

from service.accounts import naming, people, read
from service.accounts.grant import LastOwner, RoleMissing, SlugUnusable, grant, withdraw
from service.accounts.model import Actor, Organisation, Role
from service.accounts.permissions import AdministratorsOnly, NotAllowed, NothingHere
from service.journal.follow import BATCH
from service.journal.model import Entry
from service.journal.store import after
from service.storage.database import ReadDb, WriteDb

SLUG = "cancer-research"
LONG = "x" * 300 + "@example.org"
HIDDEN = "a\u202e@example.org"


def _events(db: ReadDb) -> list[Entry]:
    return [each for each in after(db, 0, BATCH) if each.event.startswith("accounts:")]


def test_person_is_registered_with_their_organisation(
    db: WriteDb, organisation: Organisation
) -> None:
    """An organisation is added once, whatever the spaces around its name."""
    known = people.register_person(
        db, name=" Amina \n Yusuf ", email="Amina@Example.org", organisation=organisation.name + " "
    )
    new = people.register_person(db, name="Bo", email="bo@example.org", organisation="New Panel")
    assert (known.name, known.email) == ("Amina Yusuf", "amina@example.org")
    assert known.initials == "AY"
    names = [each.name for each in read.organisations(db)]
    assert names == sorted([organisation.name, "New Panel"])
    assert read.person(db, new.id).organisation == "New Panel"


def test_address_belongs_to_one_person(db: WriteDb, owner: Actor) -> None:
    """A second person with the same address, however spelt, is refused."""
    with pytest.raises(people.EmailTaken):
        people.register_person(db, name="Twin", email=" OWNER@example.org")
    assert read.find_by_email(db, "Owner@EXAMPLE.org ") == owner.person


@pytest.mark.parametrize(
    "email",
    [
        "",
        "a",
        "a@",
        "@b",
        "a b@x.org",
        "a@b@c",
        "a@x.org\nBcc: x@y.z",
        "a@.",
        "a@b..c",
        LONG,
        HIDDEN,
    ],
)
def test_address_that_is_none_is_refused(db: WriteDb, email: str) -> None:
    """Nothing that could not be an address is kept; looking for it finds nobody."""
    with pytest.raises(people.EmailUnusable):
        people.register_person(db, name="Somebody", email=email)
    assert read.find_by_email(db, email) is None


@pytest.mark.parametrize(
    "name", ["", "   ", "\x00\x01", "\u202e\u2066", "!!!", "x" * 201, "\ud800"]
)
def test_name_that_is_none_is_refused(db: WriteDb, owner: Actor, name: str) -> None:
    """A name has a letter or a digit and an end."""
    with pytest.raises(naming.NameUnusable):
        people.rename(db, owner, name)


def test_name_cannot_pose_as_another(db: WriteDb, owner: Actor) -> None:
    """Characters that reorder what stands around them, and line ends, are taken out."""
    people.rename(db, owner, "Ann\u202egnorw\u2069\r\nLee\x00")
    assert read.person(db, owner.id).name == "Anngnorw Lee"


def test_names_finds_many_at_once(db: WriteDb, owner: Actor, author: Actor) -> None:
    """Unknown ids and None are left out, and more ids than one query takes are no trouble."""
    wanted = [owner.id, author.id, None, *(f"unknown-{number}" for number in range(1200))]
    assert dict(read.names(db, wanted)) == {owner.id: owner.person, author.id: author.person}


def test_only_administrators_register_people(db: WriteDb, owner: Actor) -> None:
    """An owner of a strategy cannot add people to the installation."""
    with pytest.raises(AdministratorsOnly):
        people.register_person(db, name="Friend", email="friend@example.org", by=owner)


def test_owner_grants_and_withdraws(db: WriteDb, owner: Actor, stranger: Actor) -> None:
    """A person has one role on a strategy; the new one takes the place of the old one."""
    grant(db, strategy=SLUG, person=stranger.id, role=Role.READER, by=owner)
    grant(db, strategy=SLUG, person=stranger.id, role=Role.REVIEWER, by=owner)
    assert read.actor(db, stranger.id).roles == {SLUG: Role.REVIEWER}
    withdraw(db, strategy=SLUG, person=stranger.id, by=owner)
    assert read.actor(db, stranger.id).roles == {}
    with pytest.raises(RoleMissing):
        withdraw(db, strategy=SLUG, person=stranger.id, by=owner)


def test_others_do_not_grant(db: WriteDb, author: Actor, stranger: Actor) -> None:
    """An author is refused; for a stranger the strategy may not even exist."""
    for actor, refusal in ((author, NotAllowed), (stranger, NothingHere)):
        with pytest.raises(refusal):
            grant(db, strategy=SLUG, person=actor.id, role=Role.OWNER, by=actor)
        with pytest.raises(refusal):
            withdraw(db, strategy=SLUG, person=author.id, by=actor)


def test_strategy_keeps_an_owner(
    db: WriteDb, owner: Actor, author: Actor, administrator: Actor
) -> None:
    """The last owner can neither leave nor become less, until there is another one."""
    with pytest.raises(LastOwner):
        withdraw(db, strategy=SLUG, person=owner.id, by=administrator)
    with pytest.raises(LastOwner):
        grant(db, strategy=SLUG, person=owner.id, role=Role.AUTHOR, by=owner)
    grant(db, strategy=SLUG, person=owner.id, role=Role.OWNER, by=owner)
    grant(db, strategy=SLUG, person=author.id, role=Role.OWNER, by=owner)
    withdraw(db, strategy=SLUG, person=owner.id, by=owner)
    assert [person for person, role in read.roles_on(db, SLUG) if role is Role.OWNER] == [
        author.person
    ]


@pytest.mark.parametrize("slug", ["", "Cancer", "../etc", "a b", "x" * 81])
def test_slug_is_checked(db: WriteDb, owner: Actor, slug: str) -> None:
    """A role is given on something that can be an address."""
    with pytest.raises(SlugUnusable):
        grant(db, strategy=slug, person=owner.id, role=Role.READER)


def test_journal_says_what_happened_and_names_nobody(
    db: WriteDb, owner: Actor, administrator: Actor
) -> None:
    """Each verb leaves an entry with ids alone: no name, address or token."""
    added = people.register_person(
        db, name="Amina Yusuf", email="amina@example.org", by=administrator
    )
    grant(db, strategy=SLUG, person=added.id, role=Role.READER, by=owner)
    people.rename(db, owner, "Another Name")
    last = _events(db)[-3:]
    assert [(each.event, each.actor, each.subject) for each in last] == [
        ("accounts:person:registered", administrator.id, added.id),
        ("accounts:role:granted", owner.id, added.id),
        ("accounts:person:renamed", owner.id, owner.id),
    ]
    assert [dict(each.detail) for each in last] == [
        {"administrator": False},
        {"role": "reader"},
        {},
    ]
