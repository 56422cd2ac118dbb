"""Answering a round for programs."""

from service.web.forms import HEADER
from tests.conftest import SLUG
from tests.service.rounds.answering import said_in
from tests.service.rounds.conftest import Review

RESPONSE = f"/api/v1/strategies/{SLUG}/rounds/1/response"


def test_from_the_first_answer_to_opening_again(review: Review) -> None:
    """Each step says all that there is; what was submitted twice is refused."""
    thread = review.say("Carl", "Too few nurses.").thread.id
    lena = review.visit("Lena")
    lena.headers[HEADER] = lena.form_token()
    begun = lena.get(RESPONSE).json()
    assert (begun["organisation"], begun["lead"], begun["may_work"]) == ("Mersey Trust", True, True)
    (said,) = begun["points"]
    assert (said["by"], said["passage"]) == ("Carl Colleague", "twelve research nurses")
    given = {"question": begun["questions"][2]["question"], "value": "4"}
    kept = lena.put(f"{RESPONSE}/answers", json={"answers": [given]}).json()
    assert [each["value"] for each in kept["questions"]] == ["", "", "4"]
    faster = lena.put(f"{RESPONSE}/answers", json={"answers": [{**given, "value": "5"}]})
    assert faster.status_code == 409
    lena.put(f"{RESPONSE}/position", json={"position": "object"})
    change = {"do": "reword", "words": "Far too few.", "seen": said["seen"]}
    changed = lena.put(f"{RESPONSE}/points/{thread}", json=change).json()
    stale = {"kind": "comments", "seen": begun["seen"]}
    assert lena.post(f"{RESPONSE}/submission", json=stale).status_code == 409
    sent = {"kind": "comments", "seen": changed["seen"]}
    done = lena.post(f"{RESPONSE}/submission", json=sent)
    assert done.status_code == 201
    assert [(each["state"], each["position"]) for each in done.json()["submitted"]] == [
        ("submitted", "object")
    ]
    assert (done.json()["points"][0]["point"], said_in(review)) == (1, ["Far too few."])
    assert lena.post(f"{RESPONSE}/submission", json=sent).status_code == 409
    again = lena.post(f"{RESPONSE}/reopening").json()
    assert (again["may_work"], again["position"], again["questions"][2]["value"]) == (
        True,
        "object",
        "4",
    )


def test_lead_alone_may(review: Review) -> None:
    """A colleague is refused in words; somebody else has no such response."""
    carl = review.visit("Carl")
    carl.headers[HEADER] = carl.form_token()
    refused = carl.put(f"{RESPONSE}/position", json={"position": "object"})
    assert (refused.status_code, "Lena Lead" in refused.json()["detail"]) == (403, True)
    assert review.visit("Ula").get(RESPONSE).json()["points"] == []
