"""The library page and the reading page, over the whole application."""

import json
import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser

import pytest

from service import clock
from service.accounts.model import Actor
from service.comments.model import Kind
from service.library.add import Addition, Edition, add
from service.library.model import TEXT, ChangeClass
from service.library.publish import Release, publish
from service.parts import Parts
from tests.service.comments.saying import comment
from tests.visit import Visit

SLUG = "cancer-research"
WORDS = """---
title: Cancer research
summary: What the region will study.
visibility: public
status: in_consultation
review_date: 2020-01-31
---

# Cancer research

The region will fund 😀 twelve research nurses.

| Measure | Target |
| --- | --- |
| Studies open | 40 |
"""
VisitAs = Callable[[Actor], Visit]


@pytest.fixture
def revision(parts: Parts, owner: Actor) -> str:
    """The draft of a public strategy."""
    edition = Edition(
        files={TEXT: WORDS.encode()}, what_changed="Began", when=clock.now(), author=owner.id
    )
    with parts.database.write() as db:
        addition = Addition(slug=SLUG, editions=[edition], owner=owner.id)
        return add(db, parts.repositories, addition).draft


@pytest.fixture
def thread(parts: Parts, revision: str, reviewer: Actor) -> str:
    """A thread on words after an emoji."""
    begun = comment(
        parts, reviewer, revision, "twelve research nurses", "Why <twelve>?", kind=Kind.QUESTION
    )
    return begun.thread.id


def test_the_library_shows_what_stands_and_what_is_open(
    client: Visit, revision: str, thread: str
) -> None:
    """Status, owner, open comments and review date, in words."""
    assert revision
    assert thread
    page = client.get("/").text
    for words in ("In consultation", "Olive Owner", "31 January 2020", "None yet"):
        assert words in page
    assert re.search(r'class="number">1</td>', page)


def test_a_version_that_stands_can_be_due(
    client: Visit, parts: Parts, revision: str, owner: Actor
) -> None:
    """A review date in the past counts only for what was approved."""
    assert "is-due" not in client.get("/").text
    release = Release(
        change_class=ChangeClass.MAJOR,
        summary="First edition",
        approved=True,
        approving_body="The board",
        effective_date=clock.today(),
    )
    with parts.database.write() as db:
        publish(db, parts.repositories, owner, SLUG, release=release, expecting=revision)
    page = client.get("/").text
    assert "is-due" in page
    assert "Version 1.0" in page


def test_a_review_in_the_year_one_is_due(
    client: Visit, parts: Parts, revision: str, owner: Actor
) -> None:
    """A year that was mistyped must not take the library page from everybody."""
    release = Release(
        change_class=ChangeClass.MAJOR,
        summary="First edition",
        approved=True,
        approving_body="The board",
        effective_date=date(1, 1, 1),
        review_date=date(1, 1, 2),
    )
    with parts.database.write() as db:
        publish(db, parts.repositories, owner, SLUG, release=release, expecting=revision)
    assert "is-due" in client.get("/").text


def test_the_pins_point_at_the_words_in_utf16(client: Visit, thread: str) -> None:
    """A browser that counts UTF-16 units finds the very words of the thread."""
    page = client.get(f"/s/{SLUG}").text
    found = re.search(r"data-pins>(.*?)</script>", page)
    assert found
    (pin,) = json.loads(found[1])
    (piece,) = pin["pieces"]
    units = _text(page, piece["b"]).encode("utf-16-le")
    assert units[piece["s"] * 2 : piece["e"] * 2].decode("utf-16-le") == "twelve research nurses"
    assert pin["id"] == thread


def _text(page: str, block: str) -> str:
    """Return the text of a block as a parser of HTML sees it."""
    start = page.index(f'id="{block}"')
    inside = page[page.index(">", page.index('class="txt', start)) + 1 :]
    reader = _Text()
    reader.feed(inside[: inside.index('<div class="blk__ui">')])
    return "".join(reader.found)


class _Text(HTMLParser):
    """Gathers text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        """Take a piece."""
        self.found.append(data)


def test_a_commented_block_has_a_link_to_its_thread(client: Visit, thread: str) -> None:
    """Paint is invisible to a screen reader: the chip says how many, and leads there."""
    page = client.get(f"/s/{SLUG}").text
    assert f'href="#t-{thread}" data-chip>1<span class="vh"> comment on this passage' in page
    assert f'id="t-{thread}"' in page
    assert "Why &lt;twelve&gt;?" in page


def test_who_may_comment_gets_the_ways_to_do_it(
    client: Visit, visit_as: VisitAs, revision: str, reviewer: Actor, reader: Actor
) -> None:
    """A reviewer has the link beside each block; a reader and a visitor have not."""
    link = f"/s/{SLUG}/comment?revision={revision}&amp;block=b2"
    assert link in visit_as(reviewer).get(f"/s/{SLUG}").text
    assert link not in visit_as(reader).get(f"/s/{SLUG}").text
    assert link not in client.get(f"/s/{SLUG}").text


def test_a_table_scrolls_and_takes_the_keyboard(client: Visit, revision: str) -> None:
    """What is wider than the page can be reached without a mouse."""
    assert revision
    page = client.get(f"/s/{SLUG}").text
    assert 'class="txt txt--scroll" tabindex="0" role="group" aria-label="Table"' in page


def test_an_unchanged_page_is_not_made_again(
    client: Visit, parts: Parts, thread: str, reviewer: Actor, revision: str
) -> None:
    """304 while nothing happened; a new page as soon as something did."""
    assert thread
    client.get("/sign-in")
    seal = client.get(f"/s/{SLUG}").headers["ETag"]
    again = client.get(f"/s/{SLUG}", headers={"If-None-Match": seal})
    assert again.status_code == 304
    comment(parts, reviewer, revision, None, "One more.")
    changed = client.get(f"/s/{SLUG}", headers={"If-None-Match": seal})
    assert changed.status_code == 200
    assert "One more." in changed.text


@pytest.mark.parametrize(
    "address",
    [
        "/s/none",
        "/s/..%2f",
        f"/s/{SLUG}/v/9.9",
        f"/s/{SLUG}/r/{'0' * 40}",
        f"/s/{SLUG}/r/HEAD",
        f"/s/{SLUG}/r/--output=x",
        "/s/A",
        f"/s/{'x' * 300}",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(
    client: Visit, revision: str, address: str
) -> None:
    """Unknown, malformed, hostile: 404, never 500."""
    assert revision
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("number", ["x", "1", "01.0", "1.0.0", "-1.0", "99999.0", "1.٣"])
def test_a_version_number_that_is_none_is_told(client: Visit, revision: str, number: str) -> None:
    """Malformed numbers get a sentence."""
    assert revision
    answer = client.get(f"/s/{SLUG}/v/{number}")
    assert answer.status_code in (404, 422)
    assert answer.status_code == 404 or "such as 1.0" in answer.text


def test_a_hidden_strategy_looks_like_none(
    client: Visit, visit_as: VisitAs, parts: Parts, owner: Actor, stranger: Actor
) -> None:
    """Its page and the page of no strategy are the same, but for the address."""
    secret = WORDS.replace("public", "confidential")
    edition = Edition(
        files={TEXT: secret.encode()}, what_changed="Began", when=clock.now(), author=owner.id
    )
    with parts.database.write() as db:
        addition = Addition(slug=SLUG, editions=[edition], owner=owner.id)
        add(db, parts.repositories, addition)
    visit = visit_as(stranger)
    visit.get("/")
    hidden, none = visit.get(f"/s/{SLUG}"), visit.get("/s/cancer-nothing")
    assert hidden.status_code == none.status_code == 404
    assert hidden.text == none.text
    assert SLUG not in visit.get("/").text
    assert client.get(f"/s/{SLUG}").status_code == 404
    assert visit_as(owner).get(f"/s/{SLUG}").status_code == 200
