"""More suggestions than a page has, and which of them compete."""

from collections.abc import Callable

import pytest

from service.accounts.model import Actor
from service.app import create_app
from service.comments.waiting import waiting_in
from service.document.suggestions import clash
from service.library import read as library
from service.parts import Parts
from tests.service.comments.conftest import SLUG
from tests.service.comments.suggesting import suggestion
from tests.visit import Visit, signed_in

QUOTES = ("twelve research nurses", "research nurses", "nurses by the end", "what we find", "40")


def test_competing_ones_are_those_whose_edits_touch(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str
) -> None:
    """Looking at neighbours alone finds what comparing each with each would find."""
    for turn, quote in enumerate(QUOTES * 3):
        suggestion(parts, reviewer, revision, quote, f"other words {turn}")

    with parts.database.read() as db:
        strategy = library.strategy(db, owner, SLUG)
        field = waiting_in(db, parts.repositories, owner, strategy)

    for one in field.every:
        assert list(field.rivals(one.thread.id)) == [
            other
            for other in field.every
            if other is not one and clash(one.fit.edits, other.fit.edits)
        ]
    assert [len(group) for group in field.groups] == [9, 3, 3]


@pytest.mark.usefixtures("revision")
def test_the_list_has_pages(
    parts: Parts, owner: Actor, reviewer: Actor, rewrite: Callable[[str, str], str]
) -> None:
    """Fifty groups each, in the order of the text, and each suggestion on one of them."""
    threads = _on_every_item(parts, reviewer, rewrite)
    visit = signed_in(Visit(create_app(parts)), parts.database, owner)

    first = visit.get(f"/s/{SLUG}/suggestions").text
    second = visit.get(f"/s/{SLUG}/suggestions?from=50").text

    shown = [[each for each in threads if f'value="{each}"' in page] for page in (first, second)]
    assert shown == [threads[:50], threads[50:]]
    assert f"/s/{SLUG}/suggestions?from=50" in first
    assert f'/s/{SLUG}/suggestions"' in second


@pytest.mark.usefixtures("revision")
def test_programs_page_through_them(
    parts: Parts, owner: Actor, reviewer: Actor, rewrite: Callable[[str, str], str]
) -> None:
    """A header says how many there are."""
    threads = _on_every_item(parts, reviewer, rewrite)
    visit = signed_in(Visit(create_app(parts)), parts.database, owner)
    address = f"/api/v1/strategies/{SLUG}/suggestions"

    answers = [visit.get(address, params={"skip": skip, "limit": 40}) for skip in (0, 40)]

    assert [each["thread"] for answer in answers for each in answer.json()] == threads
    assert answers[0].headers["Total-Count"] == str(len(threads))


def _on_every_item(parts: Parts, actor: Actor, rewrite: Callable[[str, str], str]) -> list[str]:
    """Suggest other words for each of 52 items of a list; their threads, in order."""
    lines = "".join(f"- Item {number}x\n" for number in range(52))
    revision = rewrite("The last paragraph", f"{lines}\nThe last paragraph")
    return [
        suggestion(parts, actor, revision, f"Item {n}x", f"Item {n} other words") for n in range(52)
    ]
