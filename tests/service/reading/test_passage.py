"""Who wrote a passage, and which comments led to it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from service import clock
from service.accounts.model import Actor
from service.comments.accept import accept
from service.comments.asked import passage_of_quote
from service.comments.model import Kind
from service.comments.resolve import resolve
from service.comments.suggest import suggest
from service.comments.tables import threads
from service.journal.follow import catch_up
from service.library.add import Addition, Edition, add
from service.library.model import TEXT
from service.library.save import save
from service.library.texts import rendered
from service.parts import Parts
from service.worker import followers
from tests.service.comments.saying import comment
from tests.visit import Visit

SLUG = "cancer-research"
WORDS = """---
title: Cancer research
visibility: public
---

# Cancer research

The region will fund twelve research nurses by the end of 2021.

Another paragraph that nobody touches.
"""
PASSAGE = f"/s/{SLUG}/passage?block=b2"


@pytest.fixture
def first(parts: Parts, owner: Actor) -> str:
    """The first revision of a public strategy."""
    edition = Edition(
        files={TEXT: WORDS.encode()},
        what_changed="Began",
        when=clock.now() - timedelta(days=30),
        author=owner.id,
    )
    with parts.database.write() as db:
        addition = Addition(slug=SLUG, editions=[edition], owner=owner.id)
        return add(db, parts.repositories, addition).draft


@pytest.fixture
def thread(parts: Parts, first: str, reviewer: Actor) -> str:
    """A thread on words of the first paragraph."""
    begun = comment(
        parts, reviewer, first, "twelve research nurses", "Why <twelve>?", kind=Kind.QUESTION
    )
    return begun.thread.id


@pytest.fixture
def second(parts: Parts, first: str, thread: str, author: Actor) -> str:
    """A revision that changes these words, after the thread was begun."""
    assert thread
    with parts.database.write() as db:
        made = save(
            db,
            parts.repositories,
            author,
            SLUG,
            text=WORDS.replace("twelve research nurses", "twenty research nurses"),
            expecting=first,
            what_changed="Asked for more nurses",
        )
    _catch_up(parts)
    return made.id


def _catch_up(parts: Parts) -> None:
    for each in followers(parts):
        if each.name in ("measures", "placements"):
            catch_up(parts.database, each)


def _resolve(parts: Parts, owner: Actor, thread: str) -> None:
    with parts.database.write() as db:
        resolve(db, owner, thread)


def test_each_word_has_its_revision(client: Visit, second: str, first: str) -> None:
    """The one word that changed leads to who changed it, the others to who began."""
    told = client.get(f"/api/v1/strategies/{SLUG}/passage", params={"block": "b2"}).json()
    assert [each["number"] for each in told["runs"]] == [1, 2, 1]
    assert told["runs"][1]["text"].strip() == "twenty"
    assert "".join(each["text"] for each in told["runs"]).startswith("The region will fund twenty")
    assert [each["id"] for each in told["sources"]] == [second, first]
    assert [each["words"] for each in told["sources"]] == [1, 11]


def test_part_of_a_passage_can_be_asked_about(client: Visit, second: str) -> None:
    """Only the words that were chosen, and only what they came with."""
    assert second
    told = client.get(
        f"/api/v1/strategies/{SLUG}/passage", params={"block": "b2", "start": "0", "end": "15"}
    ).json()
    assert [(each["text"], each["number"]) for each in told["runs"]] == [("The region will", 1)]
    assert len(told["sources"]) == 1


def test_page_names_who_and_when_and_why(client: Visit, second: str) -> None:
    """People read names, and what was said of each revision."""
    shown = client.get(PASSAGE).text
    assert "Arthur Author" in shown
    assert "Asked for more nurses" in shown
    assert f"/s/{SLUG}/r/{second}" in shown
    assert re.search(r'href="#ui--origin-1"', shown)


def test_comment_that_was_resolved_afterwards_led_to_it(
    client: Visit, parts: Parts, second: str, thread: str, owner: Actor
) -> None:
    """It stood on the words that were changed, and was settled once they were."""
    assert second
    assert thread not in client.get(PASSAGE).text
    _resolve(parts, owner, thread)
    shown = client.get(PASSAGE).text
    assert f"/s/{SLUG}/threads/{thread}" in shown
    assert "Why &lt;twelve&gt;?" in shown
    assert "resolved after the change" in shown


def test_comment_on_another_paragraph_did_not(
    client: Visit, parts: Parts, second: str, thread: str, owner: Actor
) -> None:
    """The paragraph that nobody touched has no comment behind it."""
    assert second
    _resolve(parts, owner, thread)
    assert thread not in client.get(f"/s/{SLUG}/passage?block=b3").text


def test_accepted_suggestion_led_to_it(
    client: Visit, parts: Parts, first: str, reviewer: Actor, owner: Actor
) -> None:
    """Whoever suggested the words wrote them; who took them in is named beside."""
    text = rendered(parts.repositories, SLUG, first)
    with parts.database.write() as db:
        thread = suggest(
            db,
            parts.repositories,
            reviewer,
            SLUG,
            revision=first,
            passage=passage_of_quote(text, "twelve research nurses"),
            words="twenty research nurses",
        ).thread.id
    with parts.database.write() as db:
        accept(db, parts.repositories, owner, thread)
    _catch_up(parts)
    told = client.get(f"/api/v1/strategies/{SLUG}/passage", params={"block": "b2"}).json()
    newest = told["sources"][0]
    assert [(each["thread"], each["how"]) for each in newest["behind"]] == [(thread, "accepted")]
    assert [(each["name"], each["part"]) for each in newest["people"]] == [
        ("Rita Reviewer", "author"),
        ("Olive Owner", "taker"),
    ]
    shown = client.get(PASSAGE).text
    assert "Suggested these words" in shown
    assert "accepted by Olive Owner" in shown


def test_comment_that_one_may_not_see_did_not_lead_anywhere(
    client: Visit, parts: Parts, second: str, thread: str, owner: Actor
) -> None:
    """What is kept among some is not shown to others by this way round."""
    _resolve(parts, owner, thread)
    before = client.get(PASSAGE).text
    with parts.database.write() as db:
        db.write(update(threads).where(threads.c.id == thread).values(audience="strategy:other"))
    assert thread in before
    assert second
    assert thread not in client.get(PASSAGE).text


def test_history_that_is_still_being_counted_is_said(client: Visit, first: str) -> None:
    """Before the follower came by, the page says so and shows the passage."""
    assert first
    shown = client.get(PASSAGE).text
    assert "still being counted" in shown
    assert "twelve research nurses" in shown


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("block=b99", 404),
        ("block=x", 404),
        ("block=b2&start=5&end=2", 422),
        ("block=b2&start=x&end=2", 422),
        ("block=b2&start=0&end=99999", 422),
    ],
)
def test_passage_that_is_none_is_refused(
    client: Visit, first: str, asked: str, status: int
) -> None:
    """With a sentence, not with an error of ours."""
    assert first
    assert client.get(f"/s/{SLUG}/passage?{asked}").status_code == status


def test_passage_is_chosen_without_scripts(client: Visit, first: str) -> None:
    """A section, then one of its passages."""
    assert first
    sections = client.get(f"/s/{SLUG}/passage").text
    assert f"/s/{SLUG}/passage?section=cancer-research" in sections
    blocks = client.get(f"/s/{SLUG}/passage?section=cancer-research").text
    assert f"/s/{SLUG}/passage?block=b2" in blocks
