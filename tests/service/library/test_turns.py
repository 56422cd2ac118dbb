"""Somebody saves at the last instant before another has their turn: it is worked out anew."""

import re

import pytest

from service import ids
from service.accounts.model import Actor
from service.library.ahead import made_one
from service.library.model import Strategy
from service.library.save import save
from service.parts import Parts
from service.storage.database import WriteDb
from service.storage.waiting import WorkFirst, nothing_long
from service.web.turns import ATTEMPTS
from tests.conftest import SLUG
from tests.service.library.test_saving_together import AIMS, MONEY, text, typed
from tests.visit import Visit


class Interrupter:
    """Saves a word of the opening each time that somebody is about to write to the database."""

    def __init__(self, parts: Parts, owner: Actor, times: int) -> None:
        self._parts, self._owner = parts, owner
        self._left, self._inside = times, False
        #: How often somebody was about to write.
        self.seen = 0

    def __call__(self) -> None:
        """Save, unless it is this very save that is about to be written."""
        if self._inside:
            return
        self.seen += 1
        if self._left:
            self._left -= 1
            self._inside = True
            with self._parts.database.write() as db:
                self._save(db)
            self._inside = False

    def _save(self, db: WriteDb) -> None:
        before = text(self._parts)
        save(
            db,
            self._parts.repositories,
            self._owner,
            SLUG,
            text=re.sub("Before.* any", f"Before {ids.new_id()} any", before),
            expecting=self._parts.repositories.at(SLUG).head() or "",
            what_changed="Saved at the last instant",
        )


@pytest.mark.parametrize("times", [1, 2, 1_000])
def test_a_save_is_done_over_where_the_draft_moved(
    parts: Parts, strategy: Strategy, owner: Actor, as_owner: Visit, as_author: Visit, times: int
) -> None:
    """And over again, but not for ever; all of it is in the draft."""
    typed(as_owner, "aims", f"{AIMS}\n\n", strategy.draft)
    as_author.form_token()
    interrupter = Interrupter(parts, owner, times)
    parts.database.before_write(interrupter)
    saved = typed(as_author, "money", MONEY, strategy.draft)
    assert saved.status_code == 200
    settling_and_saving = 2
    assert settling_and_saving < interrupter.seen <= settling_and_saving * (ATTEMPTS + 1)
    draft = text(parts)
    assert "To listen." in draft
    assert "Plenty of it." in draft
    assert draft.count("Before ") == 1


def test_a_clash_with_what_came_at_the_last_instant_is_kept(
    parts: Parts, strategy: Strategy, owner: Actor, as_author: Visit
) -> None:
    """The same is asked as if it had come before."""
    parts.database.before_write(Interrupter(parts, owner, 1))
    told = typed(as_author, "opening", "After all headings.\n\n", strategy.draft)
    assert told.status_code == 409
    assert "Keep Olive’s" in told.text
    assert "After all headings." in told.text


def test_texts_are_not_made_one_while_others_wait() -> None:
    """Unless they were made one before."""
    base = f"This text, {ids.new_id()}, was never merged.\n\nIt ends here.\n"
    three = base, base.replace("never", "not yet"), base.replace("ends", "stops")
    with nothing_long(), pytest.raises(WorkFirst):
        made_one(*three)
    made = made_one(*three)
    with nothing_long():
        assert made_one(*three) is made
