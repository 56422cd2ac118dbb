"""The pages: who gets which, what they do, and that nothing typed into them becomes mark-up."""

import re
from collections.abc import Callable

import pytest

from service.accounts import links, read
from service.accounts.model import Actor, Role
from service.storage.database import Database
from tests.visit import Visit

Visits = Callable[[Actor], Visit]
HOSTILE = '"><script>alert(1)</script>{{7*7}}'


def _made(page: str) -> str:
    found = re.search(r"<code data-made>([^<]+)</code>", page)
    assert found, page
    return found[1]


@pytest.mark.parametrize("address", ["/account", "/people", "/people/x"])
def test_signed_out_is_sent_to_sign_in_and_back(visit: Visit, address: str) -> None:
    """A page for people with an account leads to the sign-in page, which knows the way back."""
    answer = visit.get(address, params={"a": "1&b"})
    assert answer.status_code == 303
    page = visit.get(answer.headers["location"])
    assert f'name="then" value="{address}?a=1%26b"' in page.text


@pytest.mark.parametrize("address", ["/people", "/people/x"])
def test_people_are_for_administrators(visit_of: Visits, owner: Actor, address: str) -> None:
    """Even an owner does not see everybody's addresses."""
    answer = visit_of(owner).get(address)
    assert answer.status_code == 403
    assert "example.org" not in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/account/name",
        "/account/password",
        "/account/tokens",
        "/account/tokens/x/revocation",
        "/account/sessions/ending",
        "/people",
        "/people/x/links",
        "/people/x/links/revocation",
        "/people/x/password/removal",
        "/people/x/roles",
        "/people/x/roles/y/withdrawal",
        "/sign-in",
        "/sign-out",
        "/in/x",
    ],
)
def test_forms_of_others_are_refused(visit_of: Visits, administrator: Actor, address: str) -> None:
    """Every address that changes something refuses a form without our token."""
    answer = visit_of(administrator).post(address, data={"name": "x", "role": "owner"})
    assert answer.status_code == 403
    assert "not sent from a page of this service" in answer.text


def test_name_is_changed_on_the_account_page(visit_of: Visits, reader: Actor) -> None:
    """The page says that it is done, once, and shows the new name."""
    visit = visit_of(reader)
    assert visit.submit("/account/name", {"name": "Reza R."}).status_code == 303
    page = visit.get("/account").text
    assert "Your name is changed" in page
    assert "Reza R." in page


def test_problem_is_shown_beside_the_field(visit_of: Visits, reader: Actor) -> None:
    """What was typed stays, and the page says what to do about it."""
    answer = visit_of(reader).submit("/account/name", {"name": "!!"})
    assert answer.status_code == 422
    assert 'value="!!"' in answer.text
    assert 'href="#name"' in answer.text
    assert 'id="name-error"' in answer.text


def test_token_is_shown_once_and_works(visit_of: Visits, visit: Visit, owner: Actor) -> None:
    """It is on the page that made it, on no later one, and can be revoked there."""
    own = visit_of(owner)
    made = own.submit("/account/tokens", {"name": "Reporting script"})
    plain = _made(made.text)
    assert made.headers["cache-control"] == "no-store"
    bearer = {"Authorization": f"Bearer {plain}"}
    assert visit.get("/api/v1/me", headers=bearer).status_code == 200
    page = own.get("/account").text
    assert "Reporting script" in page
    assert plain not in page
    (revocation,) = re.findall(r'action="(/account/tokens/[^"]+)"', page)
    assert own.submit(revocation).status_code == 303
    assert visit.get("/api/v1/me", headers=bearer).status_code == 401


def test_password_is_chosen_on_the_account_page(
    visit_of: Visits, visit: Visit, owner: Actor
) -> None:
    """The browser in which it was chosen stays signed in; another one signs in with it."""
    own, new = visit_of(owner), "seven herons over the Mersey"
    assert own.submit("/account/password", {"new": "short"}).status_code == 422
    assert own.submit("/account/password", {"new": new}).status_code == 303
    assert own.get("/account").status_code == 200
    form = {"email": "owner@example.org", "password": new}
    assert visit.submit("/sign-in", form).status_code == 303


def test_administrator_adds_a_person_and_prints_a_link(
    visit_of: Visits, visit: Visit, administrator: Actor
) -> None:
    """From registering to the newcomer's own page, by the forms alone."""
    own = visit_of(administrator)
    form = {"name": "Amina Yusuf", "email": "amina@example.org", "organisation": "Panel"}
    there = own.submit("/people", form).headers["location"]
    role = {"strategy": "cancer-research", "role": "reviewer"}
    assert own.submit(f"{there}/roles", role).status_code == 303
    link = _made(own.submit(f"{there}/links").text)
    assert link.startswith("http://127.0.0.1:8000/in/")
    assert visit.submit(link.removeprefix("http://127.0.0.1:8000")).status_code == 303
    page = visit.get("/account").text
    assert "Amina Yusuf" in page
    assert "Reviewer" in page
    assert own.submit(f"{there}/roles/cancer-research/withdrawal").status_code == 303
    assert own.submit(f"{there}/links/revocation").status_code == 303
    assert visit.get("/account").status_code == 303
    assert own.submit(f"{there}/password/removal").status_code == 303


@pytest.mark.parametrize(
    ("address", "form", "field"),
    [
        ("/people", {"name": "", "email": "a@example.org"}, "name"),
        ("/people", {"name": "A", "email": "owner@example.org"}, "email"),
        ("/people/{}/roles", {"strategy": "No such/slug", "role": "reader"}, "strategy"),
        ("/people/{}/roles", {"strategy": "no-such-strategy", "role": "reader"}, "strategy"),
        ("/people/{}/roles", {"strategy": "cancer-research", "role": "reader"}, "strategy"),
    ],
)
def test_administrator_is_told_what_is_wrong(
    visit_of: Visits,
    administrator: Actor,
    owner: Actor,
    address: str,
    form: dict[str, str],
    field: str,
) -> None:
    """A form that cannot be used comes back with the reason beside the field."""
    answer = visit_of(administrator).submit(address.format(owner.id), form)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_hostile_words_stay_words(
    visit_of: Visits, visit: Visit, database: Database, administrator: Actor
) -> None:
    """A name, an organisation and a token that contain mark-up are shown as they were typed."""
    own = visit_of(administrator)
    form = {"name": HOSTILE, "email": "h@example.org", "organisation": HOSTILE}
    there = own.submit("/people", form).headers["location"]
    own.submit("/account/tokens", {"name": HOSTILE})
    with database.write() as db:
        token = links.make_sign_in_link(db, read.everybody(db)[0].id)
    refused = visit.submit("/sign-in", {"email": HOSTILE, "password": "x", "then": HOSTILE})
    pages = [own.get(each).text for each in ("/people", there, "/account", f"/in/{token}")]
    for page in [*pages, refused.text]:
        assert "<script>alert" not in page
        assert "49" not in re.sub(r"[0-9a-z]{20,}", "", page)


def test_strategies_are_called_by_their_titles(
    visit_of: Visits, administrator: Actor, owner: Actor
) -> None:
    """Whoever looks at roles sees titles; a role is given on a strategy of the menu."""
    own = visit_of(administrator)
    page = own.get(f"/people/{owner.id}").text
    assert re.search(r'<option value="cancer-research"[^>]*>Cancer &amp; research</option>', page)
    assert '<a href="/s/cancer-research">Cancer &amp; research</a>' in page
    assert "Owner of Cancer &amp; research" in own.get("/people").text
    assert "<span>Cancer &amp; research</span>" in visit_of(owner).get("/account").text


def test_administrator_is_not_told_single_roles(visit_of: Visits, administrator: Actor) -> None:
    """Who may do everything on every strategy has no use for a list of roles."""
    own = visit_of(administrator)
    role = {"strategy": "cancer-research", "role": "reviewer"}
    assert own.submit(f"/people/{administrator.id}/roles", role).status_code == 303
    assert "They are now reviewer of “Cancer &amp; research”." in own.get("/people").text
    page = own.get("/account").text
    assert "you may do everything" in page
    assert "Cancer &amp; research" not in page


@pytest.mark.parametrize("role", list(Role))
def test_account_page_opens_for_every_role(
    visit_of: Visits, people: dict[str, Actor], role: Role
) -> None:
    """Whoever one is, one's own page opens and names the role."""
    page = visit_of(people[role.value]).get("/account")
    assert page.status_code == 200
    assert role.value.capitalize() in page.text
