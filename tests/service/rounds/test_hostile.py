"""What careless and hostile people send to a round changes nothing for others."""

from dataclasses import replace
from datetime import date

import pytest

from service.accounts.model import Admission
from service.accounts.permissions import speaks
from service.comments import remarks, store
from service.comments.edit import SubmittedAsOne, edit
from service.errors import Invalid
from service.finding.search import Question, search
from service.notifications.message import HeaderUnusable, bare
from service.rounds.audience import own
from service.rounds.invitees import LineTooLong, understand
from service.rounds.open_round import DatesUnusable, plan_round
from tests.conftest import SLUG
from tests.service.rounds.conftest import Review


@pytest.mark.parametrize(
    "days",
    [(date(26, 1, 1), date(9999, 12, 31)), (date(2026, 1, 1), date(9999, 12, 30))],
)
def test_days_far_from_now_are_refused(review: Review, days: tuple[date, date]) -> None:
    """A round of a thousand years would stop the clock of all others."""
    opens, closes = days
    plan = replace(review.plan, opens_on=opens, closes_on=closes)
    with pytest.raises(DatesUnusable), review.parts.database.write() as db:
        plan_round(db, review.people["owner"], SLUG, plan)


@pytest.mark.parametrize("number", ["99999999999999999999999", "0", "-1"])
@pytest.mark.parametrize("page", ["delegation", "invitations", "decisions", "respond"])
def test_numbers_of_no_round_are_told_so(review: Review, number: str, page: str) -> None:
    """An address that cannot be is a page that says so."""
    visit = review.visit("Lena")
    assert visit.get(f"/s/{SLUG}/rounds/{number}/{page}").status_code in (403, 404, 422)


def test_long_line_is_refused() -> None:
    """A file without line ends is no list of people."""
    with pytest.raises(LineTooLong):
        understand("a" * 200_000)


@pytest.mark.parametrize("address", ["(a@example.org", "a)@x.org", "a b@x.org", "@", "a@"])
def test_addresses_that_no_server_takes_are_refused(address: str) -> None:
    """They are said to be so, and hold up nobody else's mail."""
    with pytest.raises((HeaderUnusable, Invalid)):
        bare(address, "recipient")


def test_administrator_who_came_by_a_link_finds_what_guests_find(review: Review) -> None:
    """The link is good for one round, whoever it is for."""
    guest = review.guest("Ula")
    guest = replace(guest, person=replace(guest.person, administrator=True))
    assert not guest.administrator
    with review.parts.database.read() as db:
        found = search(db, review.parts.engine, guest, Question(words="nurses"))
    assert all(each.address.startswith(f"/s/{SLUG}") for each in found.found)


def test_what_is_said_belongs_to_the_round_that_is_read(review: Review) -> None:
    """Somebody in two rounds speaks in the one whose version they are reading."""
    guest = review.guest("Ingo")
    (first,) = guest.admissions
    second = replace(first, id="0" * 26, revision="0" * 40, speaks="inside:other:p")
    both = replace(guest, admissions=(first, second))
    assert speaks(both, SLUG, first.revision) == first.speaks
    assert speaks(both, SLUG, second.revision) == second.speaks
    assert isinstance(second, Admission)


def test_people_of_the_house_are_not_listed_to_guests(review: Review) -> None:
    """Whom a guest can mention are those they talk with."""
    names = review.visit("Carl").get(f"/s/{SLUG}/people?q=").json()
    assert {each["name"] for each in names} <= {"Lena Lead", "Carl Colleague"}


def test_submitted_words_are_changed_by_submitting_again_alone(review: Review) -> None:
    """Not behind the back of those who answer them."""
    said = review.say("Ingo", "Too few nurses.")
    with review.parts.database.write() as db:
        shared = replace(said.thread, id="1" * 26, audience=own(review.round, "p"))
        comment = replace(said.comments[0], id="2" * 26, thread=shared.id)
        store.add_thread(db, shared)
        remarks.add_comment(db, comment)
    guest = review.guest("Ingo")
    (admission,) = guest.admissions
    tags = frozenset({*admission.tags, shared.audience or ""})
    guest = replace(guest, admissions=(replace(admission, tags=tags),))
    with pytest.raises(SubmittedAsOne), review.parts.database.write() as db:
        edit(db, guest, comment.id, body="Enough nurses.", expecting="")
