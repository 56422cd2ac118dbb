"""Putting suggestions into a proposed revision, through the page that lists them and the API."""

from collections.abc import Callable, Mapping

from service.accounts.model import Actor
from service.parts import Parts
from service.web.forms import HEADER
from tests.service.comments.conftest import SLUG
from tests.service.comments.suggesting import draft
from tests.visit import Visit

VisitAs = Callable[[Actor], Visit]
HOME = f"/s/{SLUG}"


def test_from_the_list_to_the_proposal(
    parts: Parts, owner: Actor, two: tuple[str, str], visit_as: VisitAs
) -> None:
    """The owner ticks, says a title, and is shown what it changes."""
    visit = visit_as(owner)
    page = visit.get(f"{HOME}/suggestions").text
    assert "Put ticked suggestions into a proposed revision" in page
    assert 'formaction="/s/cancer-research/suggestions/proposal"' in page
    made = visit.submit(f"{HOME}/suggestions/proposal", {"thread": two, "title": "Two words"})
    assert made.status_code == 200
    for words in ("Two words", "fourteen", "Rita Reviewer", "Arthur Author", "Proposed."):
        assert words in made.text
    assert "/proposals/" in str(made.url)
    assert visit.get(f"{HOME}/suggestions").text.count('name="thread"') == 2
    assert draft(parts).count("twelve") == 1


def test_what_could_not_be_taken_is_said_on_the_list(
    owner: Actor, two: tuple[str, str], rewrite: Callable[[str, str], str], visit_as: VisitAs
) -> None:
    """With the way to the proposal that holds the others; where none fits, none is begun."""
    rewrite("twelve", "thirteen")
    visit = visit_as(owner)
    part = visit.submit(f"{HOME}/suggestions/proposal", {"thread": two})
    assert part.status_code == 200
    assert "1 suggestion put into a proposed revision" in part.text
    assert "“twelve” became “thirteen”" in part.text
    assert "See the proposed revision" in part.text
    none = visit.submit(f"{HOME}/suggestions/proposal", {"thread": two[0], "reason": "Because."})
    assert none.status_code == 409
    assert "Because." in none.text
    for form, said in (
        ({}, "Choose at least one suggestion"),
        ({"thread": two[1], "title": "A" * 201}, "The title has 201 characters"),
        ({"thread": two[1], "reason": "A" * 20_001}, "This has 20,001 characters"),
    ):
        refused = visit.submit(f"{HOME}/suggestions/proposal", form)
        assert refused.status_code == 422
        assert said in refused.text
    assert len(visit.get(f"/api/v1/strategies/{SLUG}/proposals").json()) == 1


def test_who_may_propose_may_gather(
    people: Mapping[str, Actor], two: tuple[str, str], visit_as: VisitAs, client: Visit
) -> None:
    """A reviewer may, and is offered nothing else; a reader, a stranger and nobody may not."""
    page = visit_as(people["reviewer"]).get(f"{HOME}/suggestions").text
    assert "Put ticked suggestions" in page
    assert "Accept those ticked" not in page
    for who, status in (("reviewer", 201), ("reader", 403), ("stranger", 403), (None, 401)):
        visit = visit_as(people[who]) if who else client
        answer = visit.post(
            f"/api/v1/strategies/{SLUG}/suggestions/proposal",
            json={"threads": list(two)},
            headers={HEADER: visit.form_token()},
        )
        assert answer.status_code == status, answer.text
        assert ("Put ticked" in visit.get(f"{HOME}/suggestions").text) == (who == "reviewer")


def test_the_api_answers_with_what_was_taken_and_what_was_not(
    owner: Actor, two: tuple[str, str], rewrite: Callable[[str, str], str], visit_as: VisitAs
) -> None:
    """201 with a proposal; 200 where nothing fits."""
    rewrite("twelve", "thirteen")
    visit = visit_as(owner)
    token = {HEADER: visit.form_token()}
    address = f"/api/v1/strategies/{SLUG}/suggestions/proposal"
    made = visit.post(address, json={"threads": list(two), "title": "One"}, headers=token)
    assert made.status_code == 201
    said = made.json()
    assert (said["taken"], [each["thread"] for each in said["refused"]]) == ([two[1]], [two[0]])
    assert visit.get(f"/api/v1/proposals/{said['proposal']}").json()["title"] == "One"
    none = visit.post(address, json={"threads": [two[0]]}, headers=token)
    assert (none.status_code, none.json()["proposal"]) == (200, None)
