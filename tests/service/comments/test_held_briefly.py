"""What takes long is worked out before the write begins, and only looked up while writing."""

from collections.abc import Callable

import pytest

from service.accounts.model import Actor
from service.comments.asked import passage_of_quote
from service.comments.suggest import suggest, worked_out
from service.document.render import page
from service.document.suggestions import checking
from service.library.texts import rendered
from service.parts import Parts
from tests.service.comments.conftest import SLUG


@pytest.fixture
def renderings(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often a suggested text was rendered so far."""
    made: list[str] = []

    def counted(text: str, *, figures: str) -> object:
        made.append(text)
        return page.render(text, figures=figures)

    monkeypatch.setattr(checking, "render", counted)
    return lambda: len(made)


def test_a_suggestion_that_was_worked_out_is_saved_without_rendering(
    parts: Parts, reviewer: Actor, revision: str, renderings: Callable[[], int]
) -> None:
    """The door reads first; the lock is held for a few rows alone."""
    text = rendered(parts.repositories, SLUG, revision)
    passage = passage_of_quote(text, "what we find")
    with parts.database.read() as reading:
        worked_out(
            reading,
            parts.repositories,
            reviewer,
            SLUG,
            revision=revision,
            passage=passage,
            words="results",
        )
    before = renderings()

    with parts.database.write() as db:
        suggest(
            db,
            parts.repositories,
            reviewer,
            SLUG,
            revision=revision,
            passage=passage,
            words="results",
        )

    assert before == 1
    assert renderings() == before
