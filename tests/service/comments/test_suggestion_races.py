"""Two people decide at the same moment: one of them is told."""

from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread

import pytest

from service.accounts.model import Actor
from service.comments.accept import accept
from service.comments.close_suggestions import CloseSuggestions
from service.comments.decide import AlreadyDecided
from service.comments.decline import decline
from service.comments.suggestion_model import Decision, Outcome
from service.comments.suggestion_store import decisions_in
from service.errors import RoundtableError
from service.journal import store as journal
from service.library.reconcile import reconcile
from service.library.save import save
from service.parts import Parts
from tests.service.comments.conftest import SLUG
from tests.service.comments.suggesting import draft, suggestion

TIMES = 100


@pytest.mark.slow
def test_two_owners_accept_the_same_suggestion_at_the_same_moment(
    parts: Parts, owner: Actor, author: Actor, reviewer: Actor, revision: str
) -> None:
    """Every time: one revision, one decision, and the other is told who was faster."""
    repository = parts.repositories.at(SLUG)
    head, word = revision, "twelve"
    for number in range(TIMES):
        thread = suggestion(parts, reviewer, head, word, f"n{number}")

        outcomes = _together(
            [partial(_accept, parts, person, thread) for person in (owner, author)]
        )

        (made,) = [each for each in outcomes if isinstance(each, Decision)]
        (told,) = [each for each in outcomes if isinstance(each, AlreadyDecided)]
        assert "has accepted this suggestion already" in told.message
        assert [each.id for each in repository.between(head, repository.head() or "")] == [
            made.revision
        ]
        head, word = made.revision or "", f"n{number}"
    assert f"fund n{TIMES - 1} research nurses" in draft(parts)


@pytest.mark.slow
def test_accepting_and_declining_at_the_same_moment(
    parts: Parts, owner: Actor, author: Actor, reviewer: Actor, revision: str
) -> None:
    """Whoever is first decides; the text holds the words exactly if that was the accepting."""
    for _ in range(10):
        head = parts.repositories.at(SLUG).head() or revision
        word = "twelve" if "twelve" in draft(parts) else "14"
        thread = suggestion(parts, reviewer, head, word, "14" if word == "twelve" else "twelve")

        outcomes = _together(
            [
                partial(_accept, parts, owner, thread),
                partial(_decline, parts, author, thread),
            ]
        )

        (made,) = [each for each in outcomes if isinstance(each, Decision)]
        assert sum(isinstance(each, AlreadyDecided) for each in outcomes) == 1
        taken_in = parts.repositories.at(SLUG).head() != head
        assert taken_in == (made.outcome is Outcome.ACCEPTED)


@pytest.mark.slow
def test_accepting_while_the_draft_is_being_saved(
    parts: Parts, owner: Actor, author: Actor, reviewer: Actor, revision: str
) -> None:
    """Both end in the text, whoever is first; a save over an acceptance is told."""
    for number in range(20):
        head = parts.repositories.at(SLUG).head() or revision
        old = "twelve" if number == 0 else f"n{number - 1}"
        thread = suggestion(parts, reviewer, head, old, f"n{number}")

        outcomes = _together(
            [
                partial(_accept, parts, owner, thread),
                partial(_save, parts, author, head, number),
            ]
        )

        text = draft(parts)
        assert any(isinstance(each, Decision) for each in outcomes)
        assert f"fund n{number} research nurses" in text
        saved = not any(isinstance(each, RoundtableError) for each in outcomes)
        assert saved == (f"Saved {number}." in text)


def test_a_suggestion_whose_revision_landed_without_its_decision_is_closed(
    parts: Parts, owner: Actor, reviewer: Actor, revision: str
) -> None:
    """A crash after git and before the database: the revision itself says what it took in."""
    thread = suggestion(parts, reviewer, revision, "twelve research nurses", "14 research nurses")
    with pytest.raises(RuntimeError):
        _accept_and_crash(parts, owner, thread)
    assert "14 research nurses" in draft(parts)

    assert reconcile(parts.database, parts.repositories) == 1
    with parts.database.read() as db:
        entries = journal.after(db, 0, 1_000)
    close = CloseSuggestions(database=parts.database, repositories=parts.repositories)
    close(entries)
    close(entries)

    with parts.database.read() as db:
        found = decisions_in(db, [thread])[thread]
    assert (found.outcome, found.person) == (Outcome.ACCEPTED, owner.id)
    assert found.revision == parts.repositories.at(SLUG).head()


def _accept(parts: Parts, person: Actor, thread: str) -> Decision:
    with parts.database.write() as db:
        return accept(db, parts.repositories, person, thread)


def _accept_and_crash(parts: Parts, person: Actor, thread: str) -> None:
    with parts.database.write() as db:
        accept(db, parts.repositories, person, thread)
        raise RuntimeError("the power fails")


def _decline(parts: Parts, person: Actor, thread: str) -> Decision:
    with parts.database.write() as db:
        return decline(db, person, thread, reason="No.")


def _save(parts: Parts, person: Actor, expecting: str, number: int) -> str:
    text = parts.repositories.at(SLUG).text(expecting)
    with parts.database.write() as db:
        return save(
            db,
            parts.repositories,
            person,
            SLUG,
            text=f"{text}\nSaved {number}.\n",
            expecting=expecting,
            what_changed="Saved",
        ).id


def _together(
    doing: list[Callable[[], object]],
) -> list[object]:
    """Do things at the same moment; returns what each gave, or raised."""
    barrier, outcomes = Barrier(len(doing)), list[object]()

    def run(what: Callable[[], object]) -> None:
        barrier.wait()
        try:
            outcomes.append(what())
        except RoundtableError as problem:
            outcomes.append(problem)

    threads = [Thread(target=run, args=[each]) for each in doing]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return outcomes
