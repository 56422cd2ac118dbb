"""Accepting many suggestions together: what breaks with others is found, and there is a limit."""

from collections.abc import Callable

import pytest

from service.accounts.model import Actor
from service.comments.accept_many import accept_many, choosing, take_in_chosen
from service.comments.asked import passage_of_quote
from service.comments.begin import begin_anew
from service.comments.choosing import TooManyChosen
from service.comments.model import Kind
from service.comments.suggestion_model import Suggestion
from service.comments.suggestion_store import add_suggestion
from service.document.suggestions import Edit, SuggestionBreaks
from service.library.texts import rendered
from service.parts import Parts
from tests.service.comments.conftest import SLUG
from tests.service.comments.suggesting import draft, suggestion
from tests.visit import Visit


def test_one_that_breaks_the_text_with_others_is_found_and_stays_open(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str
) -> None:
    """Two lone asterisks would be emphasis together; the first stays, the others are made."""
    threads = [
        suggestion(parts, reviewer, revision, "twelve", "14"),
        _unescaped(parts, reviewer, revision, "last", "*last"),
        suggestion(parts, reviewer, revision, "what we find", "results"),
        _unescaped(parts, reviewer, revision, "something", "some*"),
    ]
    with parts.database.read() as reading:
        choice = choosing(reading, parts.repositories, owner, SLUG, threads)
    assert "twelve" in draft(parts)

    with parts.database.write() as db:
        made = take_in_chosen(db, parts.repositories, owner, choice)

    assert made.accepted == tuple(threads[:3])
    ((refused, why),) = made.refused
    assert refused == threads[3]
    assert isinstance(why, SuggestionBreaks)
    assert "The *last paragraph says 😀 something else." in draft(parts)
    assert "publish** results, whether" in draft(parts)


def test_a_hundred_can_be_accepted_together(
    parts: Parts, owner: Actor, revision: str, visit_as: Callable[[Actor], Visit]
) -> None:
    """More are refused before any of them is looked at; a hundred are looked at one by one."""
    many = [f"{number:026}" for number in range(101)]
    with pytest.raises(TooManyChosen), parts.database.write() as db:
        accept_many(db, parts.repositories, owner, SLUG, many)
    visit = visit_as(owner)

    page = visit.submit(f"/s/{SLUG}/suggestions/acceptance", {"thread": many})
    hundred = visit.submit(f"/s/{SLUG}/suggestions/acceptance", {"thread": many[:100]})

    assert page.status_code == 422
    assert "100 can be accepted together" in page.text
    assert hundred.status_code == 409
    assert parts.repositories.at(SLUG).head() == revision


def _unescaped(parts: Parts, actor: Actor, revision: str, old: str, new: str) -> str:
    """Keep a suggestion of a lone sign that is read as it stands; returns the thread's id."""
    text = parts.repositories.at(SLUG).text(revision)
    at = text.index(old)
    passage = passage_of_quote(rendered(parts.repositories, SLUG, revision), old)
    with parts.database.write() as db:
        begun = begin_anew(
            db,
            parts.repositories,
            actor,
            SLUG,
            revision=revision,
            passage=passage,
            kind=Kind.EDITORIAL,
            text="",
            at=None,
            posted=None,
            audience=None,
        )
        added = Suggestion(
            thread=begun.thread.id,
            revision=revision,
            start=at,
            quote=old,
            edits=(Edit(at, at + len(old), new),),
            original=old,
            words=new,
        )
        add_suggestion(db, added)
    return begun.thread.id
