"""What the cards and the margin say of suggestions that wait for a decision."""

from collections.abc import Callable

from service.accounts.model import Actor
from service.comments.accept import accept
from service.parts import Parts
from tests.service.comments.conftest import SLUG
from tests.service.comments.suggesting import suggestion
from tests.visit import Visit

HOME = f"/s/{SLUG}"


def test_what_competes_says_so_on_both_cards(
    visit_as: Callable[[Actor], Visit], parts: Parts, author: Actor, reviewer: Actor, revision: str
) -> None:
    """Each card names the other; once one is accepted, the other says what changed since."""
    first = suggestion(parts, reviewer, revision, "twelve research nurses", "14 research nurses")
    rival = suggestion(parts, author, revision, "twelve", "twenty")
    visit = visit_as(author)
    page = visit.get(f"{HOME}/threads/{first}").text
    assert "1 other suggestion for these words" in page
    assert f'<a href="{HOME}/threads/{rival}" data-rival="{rival}">' in page
    assert "inserted: </span>twenty" in page

    with parts.database.write() as db:
        accept(db, parts.repositories, author, first)

    page = visit.get(f"{HOME}/threads/{rival}").text
    assert "Competing" not in page
    assert "These words have changed since" in page


def test_whoever_may_decide_is_told_how_many_suggestions_wait(
    visit_as: Callable[[Actor], Visit], parts: Parts, author: Actor, reviewer: Actor, revision: str
) -> None:
    """The margin leads them to the list, and a card's foot offers what the reader may do."""
    suggestion(parts, reviewer, revision, "twelve research nurses", "14 research nurses")
    suggestion(parts, author, revision, "twelve", "twenty")

    deciding, other = visit_as(author).get(HOME).text, visit_as(reviewer).get(HOME).text

    assert ">2 suggestions to decide</a>" in deciding
    assert "Reply or decide" in deciding
    assert "to decide</a>" not in other
    assert "Reply or" not in other
