"""Decisions, themes and reports in a browser without scripts, and answers to one's own points."""

import pytest

from service.app import create_app
from service.rounds import disposition_store as store
from service.rounds.kinds import Outcome
from tests.conftest import SLUG
from tests.service.rounds.conftest import Review
from tests.service.rounds.disposing import close, rewrite, submit
from tests.visit import Visit, signed_in

HOME = f"/s/{SLUG}/rounds/1"


@pytest.fixture
def desk(review: Review) -> Visit:
    """The owner's browser."""
    visit = Visit(create_app(review.parts))
    signed_in(visit, review.parts.database, review.people["owner"])
    review.visits.append(visit)
    return visit


def send(visit: Visit, address: str, **fields: object) -> str:
    """Send a form and follow; returns the page that comes."""
    answer = visit.post(address, data={"csrf": visit.form_token(), **fields})
    assert answer.status_code in (200, 204, 409, 422), answer.text
    return str(answer.text)


def test_a_decision_is_recorded_and_the_next_point_shown(review: Review, desk: Visit) -> None:
    """What was sent is there, the number that are left is said, and drafts are kept."""
    one, two = submit(review, "Lena", ["More nurses", "Fewer leads"])
    page = desk.get(f"{HOME}/decisions").text
    assert "0 of 2 decided" in page
    assert "More nurses" in page
    send(desk, f"{HOME}/decisions/{two.id}/draft", outcome="noted", response="I th")
    assert "I th</textarea>" in desk.get(f"{HOME}/decisions").text
    page = send(
        desk,
        f"{HOME}/decisions",
        point=one.id,
        seen=f"{one.id}:",
        outcome="not_accepted",
        response="There is no money for more.",
    )
    assert "1 of 2 decided" in page
    with review.parts.database.read() as db:
        assert store.dispositions_of(db, review.id)[one.id].outcome is Outcome.NOT_ACCEPTED


def test_what_cannot_be_recorded_comes_back_as_it_was_typed(review: Review, desk: Visit) -> None:
    """With the problem beside it: no reason, no change, no such first point, none chosen."""
    one, _ = submit(review, "Lena", ["More nurses", "Fewer leads"])
    told = {
        "Say why": {"point": one.id, "outcome": "noted", "response": ""},
        "Choose the change": {"point": one.id, "outcome": "accepted", "response": "Typed words"},
        "Give the number": {"point": one.id, "outcome": "duplicate", "response": "Typed words"},
        "Choose one of": {"point": one.id, "response": "Typed words"},
        "Choose the points": {"outcome": "noted", "response": "Typed words"},
    }
    for words, fields in told.items():
        page = send(desk, f"{HOME}/decisions", **fields)
        assert words in page
        assert "Typed words" in page or not fields["response"]
    with review.parts.database.read() as db:
        assert store.dispositions_of(db, review.id) == {}


def test_from_the_answers_to_the_published_report(review: Review, desk: Visit) -> None:
    """Several together, the refusal, themes, completion, the commenter's word, and the report."""
    points = submit(review, "Lena", ["More research nurses", "Research nurses first"])
    rest = submit(review, "Ula", ["Funding"], on=None)
    made = rewrite(review, "twelve", "fourteen")
    close(review)
    both = [each.id for each in points]
    page = send(
        desk,
        f"{HOME}/decisions",
        point=both,
        outcome="accepted",
        response="Two more nurses.",
        revision=made.id,
    )
    assert "2 of 3 decided" in page
    assert "one point is without an answer. Point 3" in send(desk, f"{HOME}/completion", days="7")
    send(desk, f"{HOME}/decisions", point=rest[0].id, outcome="deferred", response="Next year.")
    assert "You said, we did" in send(desk, f"{HOME}/completion", days="7")
    guest = review.visit("Lena")
    answers = guest.get(f"{HOME}/answers").text
    assert "Two more nurses." in answers
    assert "Next year." not in answers
    assert guest.get(f"{HOME}/report").status_code == 403
    send(guest, f"{HOME}/answers/{both[0]}", acceptance="not_satisfied", reason="Too few")
    page = send(desk, f"{HOME}/themes/proposal")
    assert "not signed off" in page
    assert "Nobody has signed off" in send(desk, f"{HOME}/report/publication", hide="true")
    for theme in page.split('id="theme-')[1:]:
        send(desk, f"{HOME}/themes/{theme[:26]}", title="Nurses", said="More.", action="sign")
    page = send(desk, f"{HOME}/report/publication", hide="true")
    assert f"/compare/{review.round.revision}..{made.id}" in page
    report = guest.get(f"{HOME}/report").text
    assert "fewer than 5" in report
    assert "Two more nurses." in report
    assert "Lena" not in report.split("<main")[1]


def test_files_and_pages_of_reports(review: Review, desk: Visit) -> None:
    """Each report as a page and as each of its files; a spreadsheet only of the table."""
    submit(review, "Lena", ["=1+1", "Fewer leads"])
    for name in ("report", "table", "table?layout=iso", "board-paper", "themes"):
        assert desk.get(f"{HOME}/{name}").status_code == 200, name
    csv = desk.get(f"{HOME}/table.csv?layout=iso")
    assert csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert "MB/NC" in csv.text
    assert desk.get(f"{HOME}/table.xlsx").content[:2] == b"PK"
    assert desk.get(f"{HOME}/board-paper.docx").content[:2] == b"PK"
    assert desk.get(f"{HOME}/report.pdf").content[:4] == b"%PDF"
    assert desk.get(f"{HOME}/report.xlsx").status_code == 404
    guest = review.visit("Lena")
    for name in ("decisions", "table", "table.csv", "board-paper", "themes"):
        assert guest.get(f"{HOME}/{name}").status_code == 403, name
