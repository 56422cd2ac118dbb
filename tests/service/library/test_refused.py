"""Who loses the right to write while typing: the words are shown back, and kept."""

import re
from collections.abc import Callable

import pytest
from httpx import Response

from service.accounts.grant import grant, withdraw
from service.accounts.model import Actor, Role, Visibility
from service.library import store, together_store
from service.library.model import KeptWork, Strategy
from service.parts import Parts
from service.web.forms import FIELD
from tests.conftest import SLUG
from tests.service.library.conftest import SOURCE
from tests.service.library.test_merge_page import address, choices, clash
from tests.service.library.test_saving_together import MONEY, text, typed
from tests.visit import Visit

__all__ = ["clash"]  # a fixture

_DRAFT = f"/s/{SLUG}/draft"


@pytest.fixture
def lose(parts: Parts, author: Actor) -> Callable[[], None]:
    """Make the author a reader."""

    def lose() -> None:
        with parts.database.write() as db:
            grant(db, strategy=SLUG, person=author.id, role=Role.READER)

    return lose


def kept(parts: Parts, person: Actor) -> tuple[KeptWork, ...]:
    """Return what is kept for somebody."""
    with parts.database.read() as db:
        return together_store.works(db, SLUG, person.id)


def test_words_of_a_section_are_shown_back_and_kept(
    parts: Parts, strategy: Strategy, as_author: Visit, author: Actor, lose: Callable[[], None]
) -> None:
    """With 403 and why; the page of what is kept shows the passage until it is discarded."""
    as_author.get(f"/s/{SLUG}/edit/money")
    lose()
    told = typed(as_author, "money", MONEY, strategy.draft)
    assert told.status_code == 403
    assert "You may not edit this strategy any more." in told.text
    assert "Plenty of it." in told.text
    (work,) = kept(parts, author)
    assert work.text == SOURCE.replace("Enough", "Plenty")
    again = as_author.get(work.address)
    assert again.status_code == 403
    assert "Plenty of it." in again.text
    assert "To ask" not in again.text
    as_author.submit(work.address, {"do": "drop"})
    assert kept(parts, author) == ()
    assert text(parts) == SOURCE


def test_text_of_the_editor_is_kept(
    parts: Parts, strategy: Strategy, as_author: Visit, author: Actor, lose: Callable[[], None]
) -> None:
    """The answer says where, as it does for what clashes; a reader keeps ten texts and no more."""
    lose()
    answers = [_sent(as_author, strategy, f"Much {n}") for n in range(12)]
    assert {answer.status_code for answer in answers} == {403}
    assert answers[0].json()["address"] == kept(parts, author)[-1].address
    assert len(kept(parts, author)) == 10
    assert "address" not in answers[-1].json()


def _sent(visit: Visit, strategy: Strategy, word: str) -> Response:
    form = {"text": SOURCE.replace("Enough", word), "expecting": strategy.draft}
    sent = {FIELD: visit.form_token(), **form}
    answer: Response = visit.post(_DRAFT, data=sent, headers={"Accept": "application/json"})
    return answer


def test_words_of_a_merge_page_are_shown_back_and_kept(
    parts: Parts, as_author: Visit, author: Actor, clash: Response, lose: Callable[[], None]
) -> None:
    """What was written for a passage is on the page, and kept with the work."""
    written = choices(clash, "write")
    words = {name.replace("choice-", "words-"): "To hear." for name in written if "choice" in name}
    lose()
    told = as_author.submit(address(clash), {**written, **words})
    assert told.status_code == 403
    assert "To hear." in told.text
    assert "To hear." in as_author.get(address(clash)).text
    assert [each.strip() for each in kept(parts, author)[0].written.values()] == ["To hear."]


def test_words_are_shown_to_who_may_not_even_read(
    parts: Parts, strategy: Strategy, as_author: Visit, author: Actor
) -> None:
    """Nothing is kept, and nothing of the strategy is shown but what they typed themselves."""
    as_author.get(f"/s/{SLUG}/edit/money")
    with parts.database.write() as db:
        store.set_visibility(db, SLUG, Visibility.CONFIDENTIAL)
        withdraw(db, strategy=SLUG, person=author.id)
    told = typed(as_author, "money", MONEY, strategy.draft)
    assert told.status_code == 404
    assert "Plenty of it." in told.text
    assert "It is not kept" in told.text
    assert not re.search("Cancer research|To ask", told.text)
    assert kept(parts, author) == ()
