"""Planning a round, looking at how it goes, and ending it, on pages without scripts."""

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from service import clock
from service.accounts.model import Actor
from service.library import read as library
from service.library.model import ChangeClass
from service.library.publish import Release, publish
from service.rounds import read, store
from service.rounds.dispose import Answered, dispose
from service.rounds.invite import Invitee, invite
from service.rounds.kinds import Outcome, ResponseKind, RoundState, Sees
from service.rounds.model import Point, Round
from service.rounds.open_round import Plan, open_now, plan_round
from service.rounds.point_store import points_of
from tests.conftest import SLUG
from tests.service.rounds.answering import points, sends
from tests.service.rounds.conftest import INVITEES, Review
from tests.service.rounds.disposing import close, rewrite
from tests.visit import Visit

Open = Callable[[Actor], Visit]
HOME = f"/s/{SLUG}/rounds"


def _form(**changed: str) -> dict[str, str]:
    today = clock.today()
    closes = today + timedelta(days=14)
    return {
        "version": "0.1",
        "purpose": "Is the money well spent?",
        "opens-day": str(today.day),
        "opens-month": str(today.month),
        "opens-year": str(today.year),
        "closes-day": str(closes.day),
        "closes-month": str(closes.month),
        "closes-year": str(closes.year),
        "sees": "after_submitting",
        "names": "shown",
        "late": "no",
        "remind": "7",
        "question-1": "What is missing?",
        "kind-1": "text",
        "question-2": "",
        "question-3": "Which first?",
        "kind-3": "choice",
        "choices-3": "Nurses\nData\n",
        "section-3": "money",
        "do": "open",
        **changed,
    }


def _rounds(review: Review) -> tuple[Round, ...]:
    with review.parts.database.read() as db:
        return store.rounds_of(db, SLUG)


def test_owner_opens_round_with_questions(review: Review, visit_as: Open) -> None:
    """What the form says is the round; then the owner is asked whom to invite."""
    visit = visit_as(review.people["owner"])
    assert "Plan a review round" in visit.get(HOME).text
    answer = visit.submit(f"{HOME}/new", _form())
    assert answer.url.path == f"{HOME}/2/invitations"
    found = _rounds(review)[0]
    assert (found.state, found.sees, found.remind_days) == (
        RoundState.OPEN,
        Sees.AFTER_SUBMITTING,
        (7,),
    )
    assert found.late_accepted is False
    with review.parts.database.read() as db:
        asked = read.questions(db, found)
    assert [(each.words, each.choices, each.section) for each in asked] == [
        ("What is missing?", (), None),
        ("Which first?", ("Nurses", "Data"), "money"),
    ]


@pytest.mark.parametrize(
    ("changed", "at", "said"),
    [
        ({"purpose": " "}, "purpose", "what the round is for"),
        ({"closes-day": "31", "closes-month": "2"}, "closes", "Enter a day"),
        ({"closes-year": "2001"}, "closes", "not in the past"),
        ({"choices-3": "Nurses"}, "question-3", "Question 3 needs words, and at least two choices"),
        ({"section-3": "nowhere"}, "question-3", "does not have"),
        ({"sees": "x"}, "sees", "participants see"),
    ],
)
def test_form_says_what_is_wrong_beside_the_field(
    review: Review, visit_as: Open, changed: Mapping[str, str], at: str, said: str
) -> None:
    """Nothing is planned, what was typed stays, and the problem stands where it is."""
    answer = visit_as(review.people["owner"]).submit(f"{HOME}/new", _form(**changed))
    assert answer.status_code == 422
    problem = re.search(rf'id="{at}-error".*?</span>(.*?)</', answer.text, re.S)
    assert problem, answer.text
    assert said in problem[1]
    assert "What is missing?" in answer.text
    assert len(_rounds(review)) == 1


def test_form_has_room_for_one_more_question(review: Review, visit_as: Open) -> None:
    """Without scripts another question is a press of a button, with nothing lost."""
    answer = visit_as(review.people["owner"]).submit(f"{HOME}/new", _form(do="more"))
    assert 'name="question-4"' in answer.text
    assert "Is the money well spent?" in answer.text
    assert len(_rounds(review)) == 1


def test_only_owners_plan(review: Review, visit_as: Open) -> None:
    """An author sees how a round goes but plans none."""
    visit = visit_as(review.people["author"])
    assert "Plan a review round" not in visit.get(HOME).text
    assert visit.get(f"{HOME}/new").status_code == 403
    assert "Who has responded" in visit.get(f"{HOME}/1").text


def test_dashboard_counts_only_what_was_submitted(review: Review, visit_as: Open) -> None:
    """What is said inside shows in no figure; once it is submitted it does."""
    review.say("Carl", "Too few nurses for us.")
    visit = visit_as(review.people["owner"])
    before = visit.get(f"{HOME}/1").text
    assert "Too few nurses" not in before
    assert _figure(before, "Comments") == "0"
    assert _figure(before, "Finished") == "0"
    sends(review, "Lena")
    after = visit.get(f"{HOME}/1").text
    assert (_figure(after, "Comments"), _figure(after, "Finished")) == ("1", "1")
    assert "Comments by organisation" in after
    waiting = visit.get(f"{HOME}/1?show=waiting").text
    assert ("Wirral University" in waiting, ">Mersey Trust<" in _who(waiting)) == (True, False)


def test_participants_see_what_it_is_about(review: Review) -> None:
    """No roll-call, no names: the purpose, the questions, and the way to the response."""
    text = review.visit("Ula").get(f"{HOME}/1").text
    assert f"{HOME}/1/respond" in text
    assert "Is this the right strategy?" in text
    assert "Mersey" not in text
    listed = review.visit("Ula").get("/reviews").text
    assert "You are asked" in listed


def test_roll_call_file_holds_no_formula(review: Review, visit_as: Open) -> None:
    """A name that would be a formula is text; days and positions stand beside the names."""
    evil = Invitee(name='=HYPERLINK("http://x")', email="evil@home.example")
    with review.parts.database.write() as db:
        invite(db, review.parts.secret, review.people["owner"], review.round, [evil])
    visit = visit_as(review.people["owner"])
    answer = visit.get(f"{HOME}/1/roll-call.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == len(INVITEES) + 1
    assert all(cell[:1] != "=" for row in rows for cell in row.values())
    assert "data-print" in visit.get(f"{HOME}/1/roll-call").text
    people = visit.get("/api/v1/strategies/cancer-research/rounds/1/roll-call")
    assert people.status_code == 200


def test_blind_round_tells_nothing_by_person(review: Review, plan: Plan, visit_as: Open) -> None:
    """Who has responded, yes; no counts, days, positions or organisations of comments."""
    owner = review.people["owner"]
    blind = replace(plan, version=review.plan.version, names_shown=False)
    with review.parts.database.write() as db:
        made = plan_round(db, owner, SLUG, blind)
        invite(db, review.parts.secret, owner, made, INVITEES)
        open_now(db, owner, made)
    hidden = replace(review, id=made.id)
    hidden.say("Ula", "Too few nurses.")
    sends(hidden, "Ula")
    visit = visit_as(owner)
    text = visit.get(f"{HOME}/2").text
    assert _figure(text, "Comments") == "1"
    row = next(each for each in _who(text).split("<tr>") if "Wirral University" in each)
    assert "Finished" in row
    assert "data-label" not in row
    assert "Comments by organisation" not in text
    told = visit.get(f"{HOME}/2/roll-call.csv").text.splitlines()[0]
    assert ("Last active" in told, "Position" in told) == (False, False)
    twin = visit.get(f"/api/v1/strategies/{SLUG}/rounds/2/roll-call").json()
    people = [each for party in twin["parties"] for each in party["people"]]
    assert {each["active_on"] for each in people} == {None}
    assert {party["points"] for party in twin["parties"]} == {None}


def test_deadline_moves_and_links_follow(review: Review, visit_as: Open) -> None:
    """The round and the admissions of everybody last to the new day."""
    day = review.round.closes_on + timedelta(days=10)
    form = {"closes-day": str(day.day), "closes-month": str(day.month)}
    visit = visit_as(review.people["owner"])
    before = review.guest("Ula").admissions
    answer = visit.submit(f"{HOME}/1/deadline", {**form, "closes-year": str(day.year)})
    assert "The deadline is moved" in answer.text
    assert review.round.closes_on == day
    after = review.guest("Ula").admissions
    assert after[0].expires_at - before[0].expires_at > timedelta(days=9)
    refused = visit.submit(f"{HOME}/1/deadline", {**form, "closes-year": "1999"})
    assert refused.status_code == 422


def test_closed_early_takes_only_late_responses(review: Review, visit_as: Open) -> None:
    """Today becomes the last day; a response after it is late."""
    answer = visit_as(review.people["owner"]).submit(f"{HOME}/1/closing")
    assert "The round is closed" in answer.text
    assert (review.round.state, review.round.closes_on) == (RoundState.CLOSED, clock.today())
    assert sends(review, "Ingo", ResponseKind.NIL_RETURN, None).late


def test_cancelled_round_lets_nobody_speak(review: Review, visit_as: Open) -> None:
    """Nobody says anything more in it, and it cannot be closed or cancelled again."""
    visit = visit_as(review.people["owner"])
    visit.submit(f"{HOME}/1/cancellation")
    assert review.round.state is RoundState.CANCELLED
    assert review.guest("Ula").admissions[0].speaks is None
    assert visit.submit(f"{HOME}/1/cancellation").status_code == 409
    assert visit.submit(f"{HOME}/1/closing").status_code == 409


def test_next_round_carries_open_points_as_the_same(review: Review, visit_as: Open) -> None:
    """Undisposed and deferred points go on, in their threads; answered ones stay behind."""
    for words in ("First.", "Second.", "Third."):
        review.say("Ula", words)
    review.say("Ingo", "Fourth.")
    sends(review, "Ula")
    sends(review, "Ingo", position=None)
    close(review)
    by_words = {said.body: point for point, _, said in points(review)}
    _dispose(review, by_words["First."], Outcome.NOTED)
    _dispose(review, by_words["Second."], Outcome.DEFERRED)
    rewrite(review, "Enough of it", "Plenty of it")
    _publish(review)
    form = {**_form(version="0.2"), "people": "same", "questions": "same"}
    visit = visit_as(review.people["owner"])
    old = visit.submit(f"{HOME}/1/next", {**form, "version": "0.1"})
    assert (old.status_code, len(_rounds(review))) == (422, 1)
    visit.submit(f"{HOME}/1/next", form)
    following = _rounds(review)[0]
    assert (following.follows, following.version) == (review.id, "0.2")
    with review.parts.database.read() as db:
        carried = points_of(db, following.id)
        parties = {each.party for each in read.participants(db, following)}
    wanted = [by_words[each] for each in ("Second.", "Third.", "Fourth.")]
    assert [(each.carried_from, each.thread) for each in carried] == [
        (each.id, each.thread) for each in wanted
    ]
    assert {each.party for each in carried} <= parties
    assert "Without a decision" in visit.get(f"{HOME}/2").text


def _dispose(review: Review, point: Point, outcome: Outcome) -> None:
    with review.parts.database.write() as db:
        dispose(
            db,
            review.parts.repositories,
            review.people["owner"],
            review.round,
            Answered(points=(point.id,), outcome=outcome, response="Thank you."),
        )


def _publish(review: Review) -> None:
    owner = review.people["owner"]
    release = Release(change_class=ChangeClass.MINOR, summary="After review", approved=False)
    with review.parts.database.write() as db:
        draft = library.draft(db, owner, SLUG).revision.id
        publish(db, review.parts.repositories, owner, SLUG, release=release, expecting=draft)


def _figure(text: str, name: str) -> str:
    found = re.search(rf"<dt>{name}</dt><dd><strong>(\d+)</strong>", text)
    assert found, text
    return found[1]


def _who(text: str) -> str:
    return text.partition('<table class="table who">')[2].partition("</table>")[0]
