"""An installation of the first release, with comments in it, brought up to this one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from service.comments import places, remarks, store, suggestion_store
from service.comments.model import Kind
from service.document.anchors import Anchor, Placement, PlacementState
from service.storage import migrate as migrating
from service.storage.database import Database, open_database
from service.storage.migrate import migrate

WHEN = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
ANN, OPEN, DONE, WHOLE = (letter * 26 for letter in "aodw")
ONE, TWO = "1" * 40, "2" * 40
#: What the first release would have written.
ROWS = Path(__file__).parents[2] / "data" / "first-release.sql"


@pytest.fixture
def upgraded(tmp_path: Path) -> Iterator[Database]:
    """A database that the first release filled and this one migrated."""
    database = open_database(tmp_path / "first.db")
    config = Config()
    scripts = Path(migrating.__file__).parent / "migrations"
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    with database.connection() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for row in ROWS.read_text(encoding="utf-8").split(";\n")[:-1]:
            connection.execute(text(row))
        connection.commit()
    migrate(database)
    yield database
    database.close()


def test_threads_and_what_was_said_in_them_are_there(upgraded: Database) -> None:
    """With their anchors, the number of the revision they were made on, and their last entry."""
    with upgraded.read() as db:
        found = {each.id: each for each in store.threads_of(db, "aims", store.ALL)}
        said = remarks.comments_in(db, found)
        mark = store.last_touched(db, "aims", store.ALL)
        suggested = suggestion_store.suggestions_in(db, found)

    assert set(found) == {OPEN, DONE, WHOLE}
    opened, done, whole = found[OPEN], found[DONE], found[WHOLE]
    assert opened.anchor == Anchor(start=8, end=13, quote="words", prefix="Some ", suffix=".")
    assert (opened.kind, opened.number, opened.open, opened.at) == (Kind.QUESTION, 1, True, WHEN)
    assert (done.number, done.open, done.resolved_by) == (2, False, ANN)
    assert (whole.anchor, whole.number, whole.audience) == (None, 1, None)
    assert [each.body for each in said[OPEN]] == ["Which?", "These."]
    assert not any(each.edited_at or each.deleted_at for each in said[OPEN])
    assert 3 in mark
    assert suggested == {}


def test_where_they_stood_is_still_known(upgraded: Database) -> None:
    """What was noted counts as placed from the anchor that a thread was begun with."""
    with upgraded.read() as db:
        thread = store.thread(db, OPEN, store.ALL)
        assert thread is not None
        noted = places.noted(db, TWO, [thread])
        seen = places.last_seen(db, "", [OPEN], before=3)

    moved = PlacementState.MOVED
    assert noted == {OPEN: Placement(state=moved, start=20, end=25, likeness=1.0)}
    assert seen == {OPEN: (TWO, 20, 25)}
