"""Whoever saves is told, once, of the comments that lost their words with it."""

from collections.abc import Callable

import pytest

from service import clock
from service.accounts.model import Actor
from service.comments.resolve import resolve
from service.library.add import Addition, Edition, add
from service.library.model import TEXT
from service.parts import Parts
from tests.service.comments.conftest import SLUG, WORDS
from tests.service.comments.saying import comment
from tests.service.comments.suggesting import draft, suggestion
from tests.visit import Visit

VisitAs = Callable[[Actor], Visit]
LEAD = "Each trust names one lead."
LAST = "The last paragraph says 😀 something else."


@pytest.fixture
def revision(parts: Parts, owner: Actor) -> str:
    """The draft of a public strategy."""
    edition = Edition(
        files={TEXT: WORDS.encode()}, what_changed="Began", when=clock.now(), author=owner.id
    )
    with parts.database.write() as db:
        return add(
            db, parts.repositories, Addition(slug=SLUG, editions=[edition], owner=owner.id)
        ).draft


def _save(visit: Visit, parts: Parts, old: str, new: str) -> str:
    """Save the draft's one section with some words replaced; return the page that follows."""
    text = draft(parts)
    section = text[text.index("# Cancer research") :]
    assert old in section
    form = {
        "source": section.replace(old, new),
        "expecting": parts.repositories.at(SLUG).head() or "",
    }
    return visit.submit(f"/s/{SLUG}/edit/cancer-research", form).text


def test_whoever_saves_is_told_once_and_led_to_the_comments(
    parts: Parts, revision: str, owner: Actor, reviewer: Actor, visit_as: VisitAs
) -> None:
    """Those of which the words went; the next page says nothing of it, nor does another's."""
    first = comment(parts, reviewer, revision, LEAD).thread.id
    comment(parts, reviewer, revision, "names one lead")
    comment(parts, reviewer, revision, "twelve research nurses")
    visit, other = visit_as(owner), visit_as(reviewer)

    page = _save(visit, parts, f" {LEAD}", "")

    assert "2 comments lost their words with this change" in page
    assert f'<a href="/s/{SLUG}?at={first}#t-{first}">see them</a>' in page
    for each in (visit, other):
        assert "with this change" not in each.get(f"/s/{SLUG}").text


def test_one_comment_is_one(
    parts: Parts, revision: str, owner: Actor, reviewer: Actor, visit_as: VisitAs
) -> None:
    """What was lost before, is resolved, or has only moved is not counted."""
    visit = visit_as(owner)
    comment(parts, reviewer, revision, LAST)
    _save(visit, parts, f"\n{LAST}\n", "")
    comment(parts, reviewer, revision, LEAD)
    settled = comment(parts, reviewer, revision, "Each trust")
    with parts.database.write() as db:
        resolve(db, owner, settled.thread.id)
    comment(parts, reviewer, revision, "fund twelve research nurses")

    nurses = "research nurses by the end of 2021."
    page = _save(visit, parts, f"{nurses} {LEAD}", f"trained {nurses}")

    assert "1 comment lost its words with this change" in page
    assert "see it</a>" in page


def test_nothing_is_said_where_nothing_was_lost(
    parts: Parts, revision: str, owner: Actor, reviewer: Actor, visit_as: VisitAs
) -> None:
    """A comment that moved with its words is no news."""
    comment(parts, reviewer, revision, LEAD)
    assert "with this change" not in _save(visit_as(owner), parts, "We will", "We shall")


def test_it_waits_for_the_draft_page(
    parts: Parts, revision: str, owner: Actor, reviewer: Actor, visit_as: VisitAs
) -> None:
    """The editor saves and stays: whoever goes on reading later is told of all saves together."""
    comment(parts, reviewer, revision, LEAD)
    comment(parts, reviewer, revision, LAST)
    visit = visit_as(owner)
    token = visit.form_token()
    for gone in (f" {LEAD}", f"\n{LAST}\n"):
        form = {
            "csrf": token,
            "text": draft(parts).replace(gone, ""),
            "expecting": parts.repositories.at(SLUG).head() or "",
        }
        assert visit.post(f"/s/{SLUG}/draft", data=form).status_code == 201
    visit.get("/")
    assert "2 comments lost their words" in visit.get(f"/s/{SLUG}").text


def test_accepting_tells_of_the_comments_of_others(
    parts: Parts, revision: str, owner: Actor, reviewer: Actor, visit_as: VisitAs
) -> None:
    """The suggestion's own thread is on what it put there; a comment on what it took out is not."""
    comment(parts, reviewer, revision, "names one lead")
    thread = suggestion(parts, reviewer, revision, LEAD, "")
    visit = visit_as(owner)

    page = visit.submit(f"/s/{SLUG}/threads/{thread}/acceptance").text

    assert "1 comment lost its words with this change" in page


def test_nobody_else_is_told_in_the_same_browser(
    parts: Parts, revision: str, owner: Actor, author: Actor, reviewer: Actor, visit_as: VisitAs
) -> None:
    """What waits is for the person who saved."""
    comment(parts, reviewer, revision, LEAD)
    _save(visit_as(owner), parts, f" {LEAD}", "")
    other = visit_as(author)
    other.cookies.set("rt_saved", f"{owner.id}.{SLUG}:{parts.repositories.at(SLUG).head()}")
    assert "with this change" not in other.get(f"/s/{SLUG}").text
