"""The page on which somebody answers, from the first comment to the receipt, without scripts."""

import re
from collections.abc import Callable

from service.accounts.model import Actor
from service.rounds.kinds import Position, ResponseKind
from tests.conftest import SLUG
from tests.service.rounds.answering import insides, points, said_in, submissions
from tests.service.rounds.conftest import Review
from tests.visit import Visit

PAGE = f"/s/{SLUG}/rounds/1/respond"


def seen(page: str) -> str:
    """Return what the form for submitting says was seen."""
    form = page[page.index(f'action="{PAGE}/submission"') :]
    found = re.search(r'name="seen" value="([0-9a-f]{32})"', form)
    assert found
    return found[1]


def test_a_response_from_the_first_answer_to_submission(review: Review) -> None:
    """The page says what is left; every step is a form; submitted, it says so."""
    thread = review.say("Carl", "Too few nurses.").thread.id
    lena = review.visit("Lena")
    page = lena.get(PAGE).text
    assert "The response of Mersey Trust" in page
    assert "0 of 3 answered" in page
    assert "Too few nurses." in page
    questions = re.findall(r'name="seen-(\w+)"', page)
    sent = {f"answer-{questions[0]}": "Beds", f"answer-{questions[2]}": "4"}
    assert "2 of 3 answered" in lena.submit(f"{PAGE}/answers", sent).text
    point = f"{PAGE}/points/{thread}"
    held = insides(review, "Lena")[0].seen
    changed = lena.submit(point, {"do": "reword", "body": "Far too few.", "seen": held})
    assert "As it was said: Too few nurses." in changed.text
    missing = lena.submit(f"{PAGE}/submission", {"kind": "comments", "seen": seen(changed.text)})
    assert missing.status_code == 422
    assert "Say where your organisation stands" in missing.text
    kept = lena.submit(f"{PAGE}/position", {"position": "object", "statement": "Not like this."})
    done = lena.submit(f"{PAGE}/submission", {"kind": "comments", "seen": seen(kept.text)})
    assert "Your response is submitted. Thank you." in done.text
    assert f'action="{PAGE}/submission"' not in done.text
    assert said_in(review) == ["Far too few."]
    (response,) = submissions(review, "Lena")
    assert (response.position, response.statement) == (Position.OBJECT, "Not like this.")
    again = lena.submit(f"{PAGE}/reopening")
    assert "stands until you submit again" in again.text


def test_what_was_typed_is_there_after_a_problem(review: Review) -> None:
    """A colleague was faster: both answers show, and saving again keeps mine."""
    lena, carl = review.visit("Lena"), review.visit("Carl")
    question = re.findall(r'name="seen-(\w+)"', lena.get(PAGE).text)[0]
    carl.submit(f"{PAGE}/answers", {f"answer-{question}": "Beds", f"seen-{question}": ""})
    sent = {f"answer-{question}": "Doctors", f"seen-{question}": ""}
    told = lena.submit(f"{PAGE}/answers", sent)
    assert told.status_code == 409
    assert "Answered by Carl Colleague: Beds" in told.text
    assert "Doctors</textarea>" in told.text
    sent[f"seen-{question}"] = "Beds"
    assert "Doctors</textarea>" in lena.submit(f"{PAGE}/answers", sent).text


def test_colleague_sees_who_submits_and_cannot(review: Review) -> None:
    """Their page has no form for it; sent all the same, it is refused in words."""
    review.say("Lena", "Too few nurses.")
    carl = review.visit("Carl")
    page = carl.get(PAGE).text
    assert "Lena Lead submits one response for all of you" in page
    assert "Too few nurses." in page
    assert f"{PAGE}/submission" not in page
    refused = carl.submit(f"{PAGE}/submission", {"kind": "nil_return"})
    assert refused.status_code == 403
    assert "Lena Lead answers for your organisation" in refused.text
    assert "I can take part after all" in carl.submit(f"{PAGE}/absence", {"do": "away"}).text


def test_nil_return_takes_one_form(review: Review) -> None:
    """Nothing need be read into it: no comments is an answer."""
    ingo = review.visit("Ingo")
    sent = {"kind": "nil_return", "seen": seen(ingo.get(PAGE).text)}
    assert "Submitted: no comments." in ingo.submit(f"{PAGE}/submission", sent).text
    (response,) = submissions(review, "Ingo")
    assert (response.kind, points(review)) == (ResponseKind.NIL_RETURN, [])


def test_merging_and_dropping_on_the_page(review: Review) -> None:
    """Both words are in the one that goes out; the page says what becomes of each."""
    first, second, third = (review.say("Carl", each).thread.id for each in ("One.", "Two.", "No."))
    lena = review.visit("Lena")
    held = {each.thread.id: each.seen for each in insides(review, "Lena")}
    lena.submit(f"{PAGE}/points/{second}", {"do": "merge", "into": first, "seen": held[second]})
    page = lena.submit(f"{PAGE}/points/{third}", {"do": "drop", "seen": held[third]}).text
    assert "Goes out with another comment." in page
    assert "Stays inside." in page
    stale = lena.submit(f"{PAGE}/points/{first}", {"do": "drop", "seen": held[first]})
    assert (stale.status_code, "Look at it again" in stale.text) == (409, True)


def test_nobody_else_has_such_a_page(review: Review, visit_as: Callable[[Actor], Visit]) -> None:
    """Signed out, they are sent to sign in; in it not at all, they are told so."""
    for who, status in (("owner", 403), ("administrator", 403), ("stranger", 404)):
        assert visit_as(review.people[who]).get(PAGE).status_code == status
