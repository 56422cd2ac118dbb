"""Suggesting and deciding through the pages, with scripts and without, and through the API."""

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from service.accounts.model import Actor
from service.parts import Parts
from tests.service.comments.conftest import SLUG
from tests.service.comments.suggesting import draft, suggestion
from tests.visit import Visit

HOME = f"/s/{SLUG}"


def test_suggesting_with_a_selection_answers_with_the_card_and_its_red_line(
    visit_as: Callable[[Actor], Visit], reviewer: Actor, revision: str
) -> None:
    """The composer's fields make a suggestion of the kind chosen, without a comment."""
    visit = visit_as(reviewer)

    answer = _suggest(visit, revision, "twelve research nurses", "14 research nurses")

    assert answer["message"] == "Suggestion saved"
    assert answer["pin"]["suggestion"] is True
    assert "<del>" in answer["html"]
    assert 'data-suggestion="open"' in answer["html"]
    assert "data-fits" in answer["html"]
    assert "data-may-withdraw" in answer["html"]


def test_a_preview_saves_nothing_and_says_what_would_break(
    visit_as: Callable[[Actor], Visit], reviewer: Actor, revision: str
) -> None:
    """The red line comes as HTML; a cell of a table takes no second line."""
    visit = visit_as(reviewer)
    address = f"{HOME}/r/{revision}/suggestion-preview"
    json_please = {"Accept": "application/json"}

    good = visit.post(address, data=_fields(visit, "twelve", "14"), headers=json_please)
    bad = visit.post(
        address, data=_fields(visit, "40", "40\n\n50", block="b4"), headers=json_please
    )

    assert good.status_code == 200
    assert "<ins>" in good.json()["html"]
    assert good.json()["notes"] == []
    assert bad.status_code == 422
    assert bad.json()["detail"].startswith("A cell of a table holds one line.")
    assert visit.get(f"/api/v1/strategies/{SLUG}/suggestions").json() == []


def test_suggesting_without_scripts(
    visit_as: Callable[[Actor], Visit], parts: Parts, owner: Actor, reviewer: Actor, revision: str
) -> None:
    """The form holds the words of the paragraph; only what was changed is replaced."""
    visit = visit_as(reviewer)
    form = visit.get(f"{HOME}/comment?block=b3&suggest=1&revision={revision}").text
    words = unescape(re.findall(r"<textarea[^>]*>\n?(.*?)</textarea>", form, re.S)[0])
    assert words == "We will publish what we find, whether or not it is what we hoped for."

    fields = {"block": "b3", "part": "all", "suggest": "1", "words": words.replace("find", "learn")}
    answer = visit.submit(f"{HOME}/r/{revision}/threads", fields)

    assert answer.status_code == 200
    (found,) = visit.get(f"/api/v1/strategies/{SLUG}/suggestions").json()
    accepted = visit_as(owner).submit(f"{HOME}/threads/{found['thread']}/acceptance")
    assert accepted.status_code == 200
    assert "We will **publish** what we learn, whether" in draft(parts)


def test_what_cannot_be_suggested_comes_back_as_it_was_typed(
    visit_as: Callable[[Actor], Visit], reviewer: Actor, revision: str
) -> None:
    """The form says why beside the field."""
    visit = visit_as(reviewer)
    words = "We will publish what we find, whether or not it is what we hoped for."

    answer = visit.submit(
        f"{HOME}/r/{revision}/threads",
        {"block": "b3", "part": "all", "suggest": "1", "words": words, "body": "Hm."},
    )

    assert answer.status_code == 422
    assert "These are the words that stand there already." in answer.text
    assert "Hm." in answer.text


def test_an_owner_accepts_with_changes_on_a_page_without_scripts(
    visit_as: Callable[[Actor], Visit], parts: Parts, owner: Actor, reviewer: Actor, revision: str
) -> None:
    """The page shows the red line against the words as they stand, and takes others."""
    thread = suggestion(parts, reviewer, revision, "twelve research nurses", "14 research nurses")
    visit = visit_as(owner)
    address = f"{HOME}/threads/{thread}/acceptance"
    assert "Accept as suggested" in visit.get(address).text

    answer = visit.submit(address, {"expecting": revision, "words": "15 nurses", "reason": "Why"})

    assert answer.status_code == 200
    assert "will fund 15 nurses by the end" in draft(parts)
    page = visit.get(f"{HOME}/threads/{thread}").text
    assert "Accepted with changes by Olive Owner" in page
    assert "Why" in page


def test_words_typed_over_a_text_that_moved_on_come_back(
    visit_as: Callable[[Actor], Visit],
    parts: Parts,
    owner: Actor,
    reviewer: Actor,
    revision: str,
    rewrite: Callable[[str, str], str],
) -> None:
    """Nothing is saved; the page says what changed and keeps what was typed."""
    thread = suggestion(parts, reviewer, revision, "twelve research nurses", "14 research nurses")
    rewrite("twelve", "ten")

    answer = visit_as(owner).submit(
        f"{HOME}/threads/{thread}/acceptance", {"expecting": revision, "words": "15 nurses"}
    )

    assert answer.status_code == 409
    assert "“twelve” became “ten”" in unescape(answer.text)
    assert "15 nurses" in answer.text
    assert "ten research nurses" in draft(parts)


def test_declining_and_withdrawing_on_pages_without_scripts(
    visit_as: Callable[[Actor], Visit], parts: Parts, owner: Actor, reviewer: Actor, revision: str
) -> None:
    """Declining asks for a reason, which the thread then shows; withdrawing is for the maker."""
    first = suggestion(parts, reviewer, revision, "twelve", "14")
    second = suggestion(parts, reviewer, revision, "2021", "2022")
    visit = visit_as(owner)
    address = f"{HOME}/threads/{first}/declining"

    assert visit.get(address).status_code == 200
    assert "Say why the suggestion is declined" in visit.submit(address, {"reason": " "}).text
    visit.submit(address, {"reason": "Nobody pays for it."})
    page = visit.get(f"{HOME}/threads/{first}").text
    assert "Declined by Olive Owner" in page
    assert "Nobody pays for it." in page

    assert visit.get(f"{HOME}/threads/{second}/withdrawal").status_code == 403
    theirs = visit_as(reviewer)
    assert theirs.get(f"{HOME}/threads/{second}/withdrawal").status_code == 200
    theirs.submit(f"{HOME}/threads/{second}/withdrawal")
    assert "Withdrawn by Rita Reviewer" in theirs.get(f"{HOME}/threads/{second}").text


def test_the_list_shows_competing_suggestions_side_by_side_and_accepts_several(
    visit_as: Callable[[Actor], Visit],
    parts: Parts,
    owner: Actor,
    author: Actor,
    reviewer: Actor,
    revision: str,
) -> None:
    """Those ticked become one revision; one that competes with another stays and says why."""
    first = suggestion(parts, reviewer, revision, "twelve research nurses", "14 research nurses")
    rival = suggestion(parts, author, revision, "twelve", "twenty")
    other = suggestion(parts, author, revision, "something else", "nothing else")
    visit = visit_as(owner)
    page = visit.get(f"{HOME}/suggestions").text
    assert "2 competing suggestions" in page
    assert page.index(f"t-{first}") < page.index(f"t-{rival}") < page.index(f"t-{other}")

    answer = visit.submit(f"{HOME}/suggestions/acceptance", {"thread": [first, rival, other]})

    assert answer.status_code == 200
    assert "2 suggestions accepted" in answer.text
    assert "It competes with another suggestion that you chose" in answer.text
    assert "fund 14 research nurses" in draft(parts)
    assert "nothing else" in draft(parts)
    assert visit.submit(f"{HOME}/suggestions/acceptance").status_code == 422


def test_the_history_credits_everybody(
    visit_as: Callable[[Actor], Visit],
    parts: Parts,
    owner: Actor,
    author: Actor,
    reviewer: Actor,
    revision: str,
) -> None:
    """The list of changes names the author, the co-authors and who accepted."""
    first = suggestion(parts, reviewer, revision, "twelve", "14")
    second = suggestion(parts, author, revision, "something else", "nothing else")
    visit = visit_as(owner)
    visit.submit(f"{HOME}/suggestions/acceptance", {"thread": [first, second]})

    page = " ".join(visit.get(f"{HOME}/versions").text.split())

    assert "Rita Reviewer with Arthur Author · accepted by Olive Owner" in page


def test_the_api_does_what_the_pages_do(
    visit_as: Callable[[Actor], Visit], parts: Parts, owner: Actor, reviewer: Actor, revision: str
) -> None:
    """Suggest, accept with changes, decline, withdraw, and accept several."""
    del revision
    theirs, visit = visit_as(reviewer), visit_as(owner)
    base = f"/api/v1/strategies/{SLUG}/suggestions"
    made = [
        _api(theirs, base, {"quote": quote, "words": words})
        for quote, words in (("twelve", "14"), ("2021", "2022"), ("find", "learn"), ("one", "a"))
    ]
    ids = [each["thread"] for each in made]
    assert made[0]["fits"] is True
    assert [each["op"] for each in made[0]["changes"]] == ["delete", "insert"]

    changed = _api(visit, f"/api/v1/threads/{ids[0]}/acceptance", {"words": "15"})
    declined = _api(visit, f"/api/v1/threads/{ids[1]}/declining", {"reason": "No."})
    withdrawn = _api(theirs, f"/api/v1/threads/{ids[2]}/withdrawal", {})
    several = _api(visit, f"{base}/acceptance", {"threads": [ids[3], ids[1]]})

    assert changed["decision"]["outcome"] == "accepted_with_changes"
    assert declined["decision"]["reason"] == "No."
    assert withdrawn["decision"]["outcome"] == "withdrawn"
    assert several["accepted"] == [ids[3]]
    assert several["refused"][0]["problem"].startswith("Olive Owner has declined this suggestion")
    assert "15 research nurses" in draft(parts)
    assert visit.get(base).json() == []


@pytest.mark.parametrize("verb", ["acceptance", "declining", "withdrawal"])
def test_a_suggestion_is_only_decided_about_under_its_own_strategy(
    visit_as: Callable[[Actor], Visit], parts: Parts, owner: Actor, revision: str, verb: str
) -> None:
    """An address that mixes two strategies leads nowhere."""
    thread = suggestion(parts, owner, revision, "twelve", "14")

    answer = visit_as(owner).submit(f"/s/other/threads/{thread}/{verb}", {"reason": "x"})

    assert answer.status_code == 404


def _suggest(visit: Visit, revision: str, exact: str, words: str) -> dict[str, Any]:
    answer = visit.post(
        f"{HOME}/r/{revision}/threads",
        data=_fields(visit, exact, words),
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = json.loads(answer.text)
    return made


def _fields(visit: Visit, exact: str, words: str, block: str = "b2") -> dict[str, Any]:
    """What the composer sends for words of the first paragraph, or of the table."""
    text = {
        "b2": "The region will fund twelve research nurses by the end of 2021.",
        "b4": "Measure\nTarget\nStudies open\n40",
    }[block]
    start = text.index(exact)
    return {
        "csrf": visit.form_token(),
        "suggest": "1",
        "start_block": block,
        "start": start,
        "end_block": block,
        "end": start + len(exact),
        "exact": exact,
        "words": words,
    }


def _api(visit: Visit, address: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = visit.post(address, json=body, headers={"X-CSRF-Token": visit.form_token()})
    assert answer.status_code in (200, 201), answer.text
    made: dict[str, Any] = answer.json()
    return made
