"""Restoring an earlier text as a new revision."""

import re
from collections.abc import Callable

import pytest

from service.accounts.model import Actor, Visibility
from service.errors import RoundtableError
from service.library import read
from service.library.model import TEXT, Revision, Strategy
from service.library.notice import notice
from service.library.restore import AlreadyTheDraft, restore
from service.library.save import DraftMovedOn, save
from service.parts import Parts
from tests.conftest import SLUG
from tests.service.library.conftest import MAP, SOURCE
from tests.visit import Visit

Restores = Callable[..., Revision]


@pytest.fixture
def rewritten(parts: Parts, strategy: Strategy, author: Actor) -> Revision:
    """A second revision: other words, another figure, and one more."""
    with parts.database.write() as db:
        return save(
            db,
            parts.repositories,
            author,
            SLUG,
            text=SOURCE.replace("To ask, and to answer.", "To answer only."),
            expecting=strategy.draft,
            what_changed="Said less",
            files={"figures/map.svg": b"<svg/>", "figures/more.png": b"more"},
        )


@pytest.fixture
def restores(parts: Parts, strategy: Strategy, author: Actor) -> Restores:
    """Restores the first revision over one that is expected."""

    def restores(expecting: str, by: Actor = author) -> Revision:
        with parts.database.write() as db:
            return restore(
                db, parts.repositories, by, SLUG, revision=strategy.draft, expecting=expecting
            )

    return restores


def test_text_and_figures_are_as_they_were(
    parts: Parts, strategy: Strategy, rewritten: Revision, restores: Restores
) -> None:
    """The new revision holds the very files of the old one; every revision stays in the history."""
    made = restores(rewritten.id)
    repository = parts.repositories.at(SLUG)
    assert repository.files(made.id) == repository.files(strategy.draft)
    assert repository.blob(repository.files(made.id).files["figures/map.svg"]) == MAP
    with parts.database.read() as db:
        assert [each.number for each in read.revisions(db, SLUG)] == [3, 2, 1]
    assert made.what_changed.startswith("Restored the text of 4 March 2026")


def test_draft_that_moved_on_is_not_overwritten(
    strategy: Strategy, rewritten: Revision, restores: Restores
) -> None:
    """Who restores says which draft they saw."""
    assert rewritten.parent == strategy.draft
    with pytest.raises(DraftMovedOn):
        restores(strategy.draft)


def test_what_the_draft_says_already_is_not_restored(
    strategy: Strategy, restores: Restores
) -> None:
    """A revision without a change would say that something was done."""
    with pytest.raises(AlreadyTheDraft):
        restores(strategy.draft)


def test_reviewer_may_not_restore(rewritten: Revision, restores: Restores, reviewer: Actor) -> None:
    """Restoring is editing."""
    with pytest.raises(RoundtableError, match="the owner or an author"):
        restores(rewritten.id, reviewer)


def test_restoring_does_not_change_who_may_read(
    parts: Parts, strategy: Strategy, owner: Actor, author: Actor, restores: Restores
) -> None:
    """An earlier text that was public does not open what is confidential by now."""
    closed = SOURCE.replace("visibility: public", "visibility: confidential")
    with parts.database.write() as db:
        now = save(
            db,
            parts.repositories,
            owner,
            SLUG,
            text=closed.replace("To ask,", "To wonder,"),
            expecting=strategy.draft,
            what_changed="Closed it",
        )
    made = restores(now.id, author)
    assert parts.repositories.at(SLUG).text(made.id) == closed
    with parts.database.read() as db:
        known = read.known_strategy(db, SLUG)
    assert known is not None
    assert known.visibility is Visibility.CONFIDENTIAL


def test_document_control_that_cannot_be_used_stays_out(
    parts: Parts, strategy: Strategy, author: Actor
) -> None:
    """What an import brought along is no reason to refuse the words below it."""
    repository = parts.repositories.at(SLUG)
    odd = SOURCE.replace("status: in_consultation", "status: [what")
    repository.commit(
        expecting=strategy.draft,
        changes={TEXT: odd.replace("To ask,", "To wonder,").encode()},
        author=author.id,
        message="From a shell",
        when=strategy.created_at,
    )
    with parts.database.write() as db:
        notice(db, repository)
        now = save(
            db,
            parts.repositories,
            author,
            SLUG,
            text=SOURCE,
            expecting=repository.head() or "",
            what_changed="Put it right",
        )
        made = restore(
            db, parts.repositories, author, SLUG, revision=now.parent or "", expecting=now.id
        )
    assert repository.text(made.id) == SOURCE.replace("To ask,", "To wonder,")


def test_page_shows_what_would_change_and_then_does_it(
    as_author: Visit, strategy: Strategy, rewritten: Revision
) -> None:
    """The redline first, then the button, then the draft with a notice."""
    address = f"/s/{SLUG}/r/{strategy.draft}/restoration"
    shown = as_author.get(address)
    assert shown.status_code == 200
    assert re.search(r"<ins>.*ask.*</ins>", shown.text)
    assert f'value="{rewritten.id}"' in shown.text
    done = as_author.submit(address, {"expecting": rewritten.id})
    assert "Restored the text of 4 March 2026" in done.text
    assert "To ask, and to answer." in done.text


def test_page_says_that_the_draft_moved_on(
    as_author: Visit, strategy: Strategy, rewritten: Revision
) -> None:
    """A stale button restores nothing, and shows what it would change now."""
    address = f"/s/{SLUG}/r/{strategy.draft}/restoration"
    told = as_author.submit(address, {"expecting": strategy.draft})
    assert told.status_code == 409
    assert "Somebody saved the draft" in told.text
    assert f'value="{rewritten.id}"' in told.text
