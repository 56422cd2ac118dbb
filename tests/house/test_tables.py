"""Each SQL table belongs to one room."""

from tests.house import tables
from tests.house.checkout import below, problems, text


def test_tables_are_made_in_their_rooms() -> None:
    """No table is made outside a `tables.py`."""
    assert problems(tables.misplaced, below("service")) == []


def test_no_two_rooms_have_the_same_table() -> None:
    """Every table is made once, and there are some."""
    paths = [path for path in below("service") if tables.ROOM.fullmatch(path)]
    found = {path: [name for _, name in tables.made(text(path))] for path in paths}
    assert tables.repeated(found) == []
    assert found
    assert all(found.values())


def test_a_misplaced_table_is_named() -> None:
    """In Python and in SQL; migrations, and reading, pass."""
    bad = 'x = sa.Table("x", metadata)\ny = text("create table y (z)")\n'
    assert [line for line, _ in tables.misplaced("service/library/store.py", bad)] == [1, 2]
    good = 'x = Table("x", metadata)\n'
    assert list(tables.misplaced("service/library/tables.py", good)) == []
    assert list(tables.misplaced(f"{tables.MIGRATIONS}1.py", bad)) == []


def test_a_repeated_table_is_named() -> None:
    """Two rooms with one name, and one room with it twice."""
    assert tables.repeated({"a/tables.py": ["x", "y"], "b/tables.py": ["x", "z", "z"]}) == [
        "x",
        "z",
    ]
