"""Passwords: which ones are good enough, and how often one may try."""

from collections.abc import Iterator

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from service.accounts import links, passwords, strength, tries
from service.accounts.doors import SESSION
from service.accounts.model import Actor
from service.errors import RoundtableError
from service.storage.database import Database, WriteDb
from tests.service.accounts.conftest import Hands
from tests.visit import Visit

GOOD = "seven herons over the Mersey"
BAD = (
    "password12345",
    "Password-2026!",
    "123456789012",
    "aaaaaaaaaaaa",
    "abcabcabcabcabc",
    "qwertyuiop12",
    "Liverpool2026!",
    "OwnerOlive2026",
    "owner@example.org",
    "strategy strategy",
)


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The same algorithm with less work, since nobody attacks these."""
    quick = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1),))
    monkeypatch.setattr(passwords, "_hasher", quick)
    passwords._nobodys.cache_clear()
    yield
    passwords._nobodys.cache_clear()


@pytest.fixture
def with_password(database: Database, owner: Actor) -> Actor:
    """The owner, who has chosen a password."""
    passwords.choose_password(database, owner, new=GOOD, present="", client="home")
    return owner


def _sign_in(database: Database, email: str, password: str, client: str = "here") -> str:
    return passwords.sign_in(database, email=email, password=password, client=client, days=1)


@pytest.mark.parametrize(
    "password", [GOOD, "tea-4-two-at-dawn", "пять слов подряд тут", "😀🎻🦉🍋🚲⛵🧵🎲🌵🔭🪁🧭"]
)
def test_good_password_passes(owner: Actor, password: str) -> None:
    """Length and some surprise are enough; no capital, digit or Latin letter is demanded."""
    strength.check(password, owner.person)


@pytest.mark.parametrize("password", BAD)
def test_password_that_anybody_would_try_is_refused(owner: Actor, password: str) -> None:
    """Common words, runs, repetitions and the person's own names add nothing."""
    with pytest.raises(strength.PasswordTooCommon):
        strength.check(password, owner.person)


def test_length_is_bounded(owner: Actor) -> None:
    """Eleven characters are too few, and a book is too many."""
    with pytest.raises(strength.PasswordTooShort):
        strength.check("x7#kQ9!vB2$", owner.person)
    with pytest.raises(strength.PasswordTooLong):
        strength.check("ab3 " * 300, owner.person)


def test_right_password_signs_in(database: Database, with_password: Actor) -> None:
    """Whatever the case of the address."""
    assert _sign_in(database, " Owner@Example.ORG ", GOOD)
    assert with_password.person.email == "owner@example.org"


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("owner@example.org", "seven herons over the mersey"),
        ("nobody@example.org", GOOD),
        ("reader@example.org", ""),
        ("not an address", GOOD),
        ("", ""),
        ("owner@example.org\x00", "x" * 5000),
        ("\ud800@example.org", "\ud800"),
    ],
)
@pytest.mark.usefixtures("with_password")
def test_every_failure_reads_the_same(database: Database, email: str, password: str) -> None:
    """Wrong password, unknown address, no password and nonsense cannot be told apart."""
    with pytest.raises(passwords.SignInRefused) as refused:
        _sign_in(database, email, password)
    assert refused.value.message == passwords.SignInRefused().message


@pytest.mark.usefixtures("with_password")
def test_unknown_address_costs_a_hash_as_well(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both failures compute exactly one hash, which is what takes the time."""
    computed: list[str] = []
    verify = passwords._hasher.verify

    def count(password: str | bytes, hash: str | bytes) -> bool:
        computed.append(str(hash).rsplit("$", 2)[0])
        return verify(password, hash)

    monkeypatch.setattr(passwords._hasher, "verify", count)
    for email in ("owner@example.org", "nobody@example.org"):
        with pytest.raises(passwords.SignInRefused):
            _sign_in(database, email, "wrong and long enough")
    known, unknown = computed
    assert known == unknown  # the same parameters, so the same work


@pytest.mark.usefixtures("with_password")
def test_ten_tries_in_five_minutes_for_an_address(database: Database, hands: Hands) -> None:
    """From ever new clients, the eleventh is refused even with the right password, for a while."""
    for number in range(tries.TRIES):
        with pytest.raises(passwords.SignInRefused):
            _sign_in(database, "owner@example.org", "wrong", client=f"client {number}")
    with pytest.raises(passwords.SignInRefused):
        _sign_in(database, "owner@example.org", GOOD, client="another")
    hands.forward(minutes=5)
    assert _sign_in(database, "owner@example.org", GOOD, client="another")


@pytest.mark.usefixtures("with_password")
def test_ten_tries_in_five_minutes_for_a_client(database: Database, hands: Hands) -> None:
    """One client cannot go through a list of addresses."""
    for number in range(tries.TRIES):
        with pytest.raises(passwords.SignInRefused):
            _sign_in(database, f"person-{number}@example.org", "wrong")
    with pytest.raises(passwords.SignInRefused):
        _sign_in(database, "owner@example.org", GOOD)
    assert _sign_in(database, "owner@example.org", GOOD, client="elsewhere")
    hands.forward(minutes=5)
    assert _sign_in(database, "owner@example.org", GOOD)


@pytest.mark.usefixtures("with_password")
def test_signing_in_is_not_counted(database: Database) -> None:
    """Somebody who knows their password can sign in as often as they like."""
    for _ in range(tries.TRIES + 2):
        assert _sign_in(database, "owner@example.org", GOOD)


def test_own_success_does_not_reset_the_client(db: WriteDb) -> None:
    """An attacker with an account cannot wash their tries at others away with it."""
    for number in range(tries.TRIES - 1):
        assert tries.allow(db, email=f"victim-{number}@example.org", client="attacker")
    assert tries.allow(db, email="attacker@example.org", client="attacker")
    tries.forget(db, email="attacker@example.org", client="attacker")
    assert tries.allow(db, email="victim@example.org", client="attacker")
    assert not tries.allow(db, email="victim@example.org", client="attacker")


def test_nobody_is_locked_out_of_their_link(
    visit: Visit, database: Database, with_password: Actor
) -> None:
    """However often somebody tries a password, the personal link goes on working."""
    for _ in range(tries.TRIES + 1):
        with pytest.raises(passwords.SignInRefused):
            _sign_in(database, "owner@example.org", "wrong", client="testclient")
    with database.write() as db:
        token = links.make_sign_in_link(db, with_password.id)
    assert visit.submit(f"/in/{token}").status_code == 303
    assert visit.get("/account").status_code == 200


def test_changing_needs_the_present_password(database: Database, with_password: Actor) -> None:
    """A browser left open is not enough to take an account over."""
    with pytest.raises(passwords.PasswordWrong):
        passwords.choose_password(
            database, with_password, new=GOOD + " again", present="wrong", client="home"
        )
    passwords.choose_password(
        database, with_password, new=GOOD + " again", present=GOOD, client="home"
    )
    assert _sign_in(database, "owner@example.org", GOOD + " again")


def test_changing_signs_out_everywhere(
    visit: Visit, database: Database, with_password: Actor
) -> None:
    """Whoever knew the old password is out."""
    visit.cookies.set(SESSION, _sign_in(database, "owner@example.org", GOOD))
    assert visit.get("/account").status_code == 200
    passwords.choose_password(
        database, with_password, new=GOOD + " again", present=GOOD, client="home"
    )
    assert visit.get("/account").status_code == 303


def test_forgotten_password_is_taken_away(
    database: Database, with_password: Actor, administrator: Actor
) -> None:
    """An administrator removes it; then a new one can be chosen without the old one."""
    with database.write() as db:
        with pytest.raises(RoundtableError):
            passwords.forget_password(db, with_password.id, by=with_password)
        passwords.forget_password(db, with_password.id, by=administrator)
    with pytest.raises(passwords.SignInRefused):
        _sign_in(database, "owner@example.org", GOOD)
    passwords.choose_password(database, with_password, new=GOOD, present="", client="home")


@pytest.mark.usefixtures("with_password")
@pytest.mark.parametrize("then", ["/s/cancer-research", "//evil.example"])
def test_sign_in_page(visit: Visit, then: str) -> None:
    """The form signs in and goes on within the service; a failure keeps the address typed."""
    form = {"email": "owner@example.org", "password": "wrong", "then": then}
    refused = visit.submit("/sign-in", form)
    assert refused.status_code == 403
    assert 'value="owner@example.org"' in refused.text
    assert "do not belong together" in refused.text
    assert "wrong" not in refused.text
    admitted = visit.submit("/sign-in", form | {"password": GOOD})
    expected = then if then.startswith("/s/") else "/"
    assert (admitted.status_code, admitted.headers["location"]) == (303, expected)
    assert visit.get("/account").status_code == 200
