"""The words around a lost passage, as its card shows them."""

from collections.abc import Callable

from service.accounts.model import Actor
from service.comments import read
from service.comments.context import contexts
from service.comments.model import Discussion
from service.comments.standing import standings
from service.comments.views import cards
from service.library import read as library
from service.library.texts import rendered
from service.parts import Parts
from tests.service.comments.conftest import SLUG
from tests.service.comments.saying import comment

LINE = "We will **publish** what we find, whether or not it is what we hoped for.\n\n"


def test_the_words_around_a_lost_passage_are_those_that_were_read(
    parts: Parts, revision: str, reviewer: Actor, rewrite: Callable[[str, str], str]
) -> None:
    """No marks and no half words; what stands in the paragraphs beside it counts as well."""
    inner = comment(parts, reviewer, revision, "what we find")
    ending = comment(parts, reviewer, revision, "it is what we hoped for.")
    rewrite(LINE, "")
    assert _context(parts, reviewer, inner) == (
        "names one lead. We will publish",
        ", whether or not it is what we",
    )
    assert _context(parts, reviewer, ending) == (
        "what we find, whether or not",
        "Measure Target Studies open 40",
    )


def test_a_comment_that_stands_has_no_old_context(
    parts: Parts, revision: str, reviewer: Actor
) -> None:
    """The text around it can be read."""
    begun = comment(parts, reviewer, revision, "what we find")
    assert _context(parts, reviewer, begun) is None


def test_it_is_the_same_every_time(parts: Parts, revision: str, reviewer: Actor) -> None:
    """Read first, then remembered."""
    thread = comment(parts, reviewer, revision, "what we find").thread
    first = contexts(parts.repositories, [thread])
    assert contexts(parts.repositories, [thread]) == first
    assert first[thread.id][0] == "names one lead. We will publish"


def _context(parts: Parts, actor: Actor, begun: Discussion) -> tuple[str, str] | None:
    with parts.database.read() as db:
        shown = library.draft(db, actor, SLUG)
        ids = [each.id for each in standings(db, parts.repositories, actor, shown)]
        found = read.discussions(db, parts.repositories, shown, ids)
        text = rendered(parts.repositories, SLUG, shown.revision.id)
        made = cards(db, parts.repositories, actor, shown.strategy, found, text)
    return next(card.context for card in made if card.id == begun.thread.id)
