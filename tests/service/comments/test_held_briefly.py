"""What takes long is worked out before the write begins, and only looked up while writing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, get_ident

import pytest

from service.accounts.model import Actor
from service.comments.asked import passage_of_quote
from service.comments.suggest import suggest, worked_out
from service.document.render import page
from service.document.suggestions import checking
from service.library import texts
from service.library.texts import rendered
from service.parts import Parts
from tests.service.comments.conftest import SLUG
from tests.service.comments.suggesting import draft, suggestion
from tests.visit import Visit

#: How long a test waits for what must come, in seconds: it ends there only where that hangs.
_HANGS = 120


@pytest.fixture
def renderings(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often a text was rendered so far."""
    made: list[str] = []

    def counted(text: str, *, figures: str) -> object:
        made.append(text)
        return page.render(text, figures=figures)

    monkeypatch.setattr(checking, "render", counted)
    monkeypatch.setattr(texts, "render", counted)
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

    assert before
    assert renderings() == before


#: What accepts a suggestion: the path after the strategy's, and the form; `{}` is its thread.
_DOORS = {
    "as it is": ("threads/{}/acceptance", {}),
    "with other words": ("threads/{}/acceptance", {"words": "Results", "expecting": "now"}),
    "with others": ("suggestions/acceptance", {"thread": "{}"}),
}


@pytest.mark.parametrize("door", _DOORS)
def test_others_may_write_while_an_acceptance_is_worked_out(
    parts: Parts,
    owner: Actor,
    reviewer: Actor,
    revision: str,
    visit_as: Callable[[Actor], Visit],
    renderings: Callable[[], int],
    door: str,
) -> None:
    """It comes to the lock, which somebody holds, with all in hand, and renders nothing there."""
    thread = suggestion(parts, reviewer, revision, "what we find", "results")
    visit, before = visit_as(owner), renderings()
    address, form = _asked(door, thread, revision)
    come, at_the_lock, at_the_end = Event(), list[int](), list[int]()
    here = get_ident()

    def opening() -> None:
        if get_ident() != here:
            at_the_lock.append(renderings())
            come.set()

    parts.database.before_write(opening)
    parts.database.after_write(lambda: at_the_end.append(renderings()))
    with ThreadPoolExecutor() as pool:
        with parts.database.write():
            answer = pool.submit(visit.submit, address, form)
            assert come.wait(_HANGS)
        assert answer.result(_HANGS).status_code == 200

    assert "what we find" not in draft(parts)
    assert at_the_lock[0] > before
    assert at_the_end[-1] == at_the_lock[0]


@pytest.mark.parametrize("door", _DOORS)
def test_an_acceptance_is_worked_out_again_where_the_draft_moved(
    parts: Parts,
    owner: Actor,
    reviewer: Actor,
    revision: str,
    rewrite: Callable[[str, str], str],
    visit_as: Callable[[Actor], Visit],
    renderings: Callable[[], int],
    door: str,
) -> None:
    """Somebody saves after it was worked out and before it is written: both are in the text."""
    thread = suggestion(parts, reviewer, revision, "what we find", "results")
    visit, before = visit_as(owner), renderings()
    address, form = _asked(door, thread, revision)
    waiting = ["somebody else"]

    def saves_once() -> None:
        if waiting and renderings() > before:
            rewrite("Each trust", f"{waiting.pop()}: each trust")

    parts.database.before_write(saves_once)
    answer = visit.submit(address, form)

    assert (answer.status_code, waiting) == (200, [])
    assert "somebody else: each trust" in draft(parts)
    assert "what we find" not in draft(parts)
    history = parts.repositories.at(SLUG).between(
        revision, parts.repositories.at(SLUG).head() or ""
    )
    assert len(list(history)) == 2


def _asked(door: str, thread: str, revision: str) -> tuple[str, dict[str, str]]:
    address, form = _DOORS[door]
    filled = {
        name: revision if value == "now" else value.format(thread) for name, value in form.items()
    }
    return f"/s/{SLUG}/{address.format(thread)}", filled
