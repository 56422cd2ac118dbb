"""The index on disk: damaged, deleted, of another version, replaced, erased."""

import gc
import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import search.whoosh_folder
from search import Entry, Put, Remove, WhooshEngine
from search.engine import CommitFailed, EngineClosed, IndexBusy, PositionLost
from tests.search.making import ask, entry, found

ENTRIES = [entry(f"k{number}", f"trust word{number}") for number in range(30)]


def filled(root: Path) -> WhooshEngine:
    """Make an engine with entries in two segments."""
    engine = WhooshEngine(root)
    engine.apply([Put(entry=made) for made in ENTRIES[:20]], 1)
    engine.apply([Put(entry=made) for made in ENTRIES[20:]], 2)
    return engine


def index_of(root: Path) -> Path:
    """Give the folder that counts."""
    return root / (root / "current").read_text()


def test_what_was_put_is_there_when_opened_again(tmp_path: Path) -> None:
    """Entries and position outlive the engine."""
    filled(tmp_path).close()
    again = WhooshEngine(tmp_path)
    assert (again.position(), ask(again, "trust").total) == (2, 30)
    again.close()


def test_deleted_folder_heals_while_running(tmp_path: Path) -> None:
    """The next search finds nothing, the position says so, and a rebuild brings all back."""
    engine = filled(tmp_path / "index")
    shutil.rmtree(tmp_path / "index")
    assert ask(engine, "trust").total == 0
    assert engine.position() == 0
    engine.rebuild(ENTRIES, 2)
    assert ask(engine, "trust").total == 30
    engine.close()


@pytest.fixture
def collected() -> Iterator[None]:
    """Collect within the test what Whoosh leaves open when reading fails."""
    yield
    gc.collect()


@pytest.mark.usefixtures("collected")
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.parametrize("part", ["*.toc", "*.seg", "about.json", "../current"])
@pytest.mark.parametrize("left", ["nothing", "half", "zeros", "noise"])
def test_damaged_index_heals(tmp_path: Path, part: str, left: str) -> None:
    """Whichever file is lost, cut, zeroed or overwritten, it opens, and can be rebuilt."""
    filled(tmp_path).close()
    for path in index_of(tmp_path).glob(part) if part[0] == "*" else [index_of(tmp_path) / part]:
        damage(path, left)
    engine = WhooshEngine(tmp_path)
    ask(engine, "trust")
    assert engine.position() == 0
    engine.rebuild(ENTRIES, 2)
    assert (engine.position(), ask(engine, "trust").total) == (2, 30)
    engine.close()


def damage(path: Path, left: str) -> None:
    """Leave little of a file."""
    size = path.stat().st_size
    if left == "nothing":
        path.unlink()
    elif left == "half":
        path.write_bytes(path.read_bytes()[: size // 2])
    else:
        path.write_bytes((b"\0" if left == "zeros" else b"\xa7%s)") * size)


@pytest.mark.usefixtures("collected")
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_damage_that_only_a_search_meets_heals(tmp_path: Path) -> None:
    """Postings may be damaged while the rest opens well: the search still answers."""
    filled(tmp_path).close()
    for path in index_of(tmp_path).glob("*.seg"):
        content = bytearray(path.read_bytes())
        at = content.index(b"W3BL") if b"W3BL" in content else 16
        content[at : at + 400] = b"\xff" * 400
        path.write_bytes(bytes(content))
    engine = WhooshEngine(tmp_path)
    for made in ENTRIES:
        ask(engine, f"trust {made.body}")
    engine.rebuild(ENTRIES, 2)
    assert ask(engine, "trust").total == 30
    engine.close()


def test_index_of_another_version_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the analyser changes, old terms no longer fit."""
    filled(tmp_path).close()
    about = json.loads((index_of(tmp_path) / "about.json").read_text())
    monkeypatch.setattr(search.whoosh_folder, "_ABOUT", {**about, "analyzer": -1})
    engine = WhooshEngine(tmp_path)
    assert engine.position() == 0
    engine.close()


def test_changes_are_refused_after_the_index_was_lost(tmp_path: Path) -> None:
    """A few changes on top of a new empty index would look like a whole one."""
    engine = filled(tmp_path / "index")
    shutil.rmtree(tmp_path / "index")
    with pytest.raises(PositionLost, match="from 2 to 0"):
        engine.apply([Put(entry=ENTRIES[0])], 3)
    assert engine.position() == 0
    engine.apply([Put(entry=ENTRIES[0])], 3)
    assert engine.position() == 3
    engine.close()


def test_searches_go_on_during_a_rebuild(tmp_path: Path) -> None:
    """The old index answers until the new one is whole; another engine sees the change too."""
    engine, other = filled(tmp_path), WhooshEngine(tmp_path)

    def slowly() -> Iterator[Entry]:
        for made in ENTRIES[:3]:
            assert ask(engine, "trust").total == ask(other, "trust").total == 30
            yield made

    engine.rebuild(slowly(), 7)
    for each in (engine, other):
        assert (each.position(), ask(each, "trust").total) == (7, 3)
        each.close()
    assert len(list(tmp_path.glob("index-*"))) == 1


def test_failed_rebuild_leaves_the_old_index(tmp_path: Path) -> None:
    """What the source of entries raises comes through, and nothing is lost."""
    engine = filled(tmp_path)

    def broken() -> Iterator[Entry]:
        yield ENTRIES[0]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        engine.rebuild(broken(), 7)
    assert (engine.position(), ask(engine, "trust").total) == (2, 30)
    engine.apply([Remove(key="k0")], 3)
    assert ask(engine, "trust").total == 29
    engine.close()


def test_failed_commit_changes_nothing_and_can_be_repeated(tmp_path: Path) -> None:
    """A file in the way of Whoosh's own makes the commit fail; once gone, it works."""
    engine = filled(tmp_path)
    obstacle = index_of(tmp_path) / "MAIN.tmp"
    obstacle.write_text("in the way")
    with pytest.raises(CommitFailed):
        engine.apply([Remove(key="k0")], 3)
    assert (engine.position(), ask(engine, "trust").total) == (2, 30)
    obstacle.unlink()
    engine.apply([Remove(key="k0")], 3)
    assert (engine.position(), ask(engine, "trust").total) == (3, 29)
    engine.close()


def test_second_writer_waits_and_then_gives_up(tmp_path: Path) -> None:
    """One writes at a time; the other is told, not blocked for ever."""
    engine = filled(tmp_path)
    other = WhooshEngine(tmp_path, patience=0.1)
    refused = threading.Event()

    def meddling() -> Iterator[Entry]:
        with pytest.raises(IndexBusy):
            other.apply([], 9)
        refused.set()
        yield ENTRIES[0]

    engine.rebuild(meddling(), 3)
    assert refused.is_set()
    assert other.position() == 3
    other.apply([], 9)
    assert engine.position() == 9
    engine.close()
    other.close()


def test_compacting_erases_what_was_removed(tmp_path: Path) -> None:
    """No file of the index holds a removed word any more, nor the words of a replaced entry."""
    engine = filled(tmp_path)
    engine.apply([Put(entry=entry("x", "Xylophonist", title="Quixotic"))], 3)
    assert found(engine, "xylophonists") == ["x"]
    engine.apply([Put(entry=entry("x", "replaced")), Remove(key="k5")], 4)
    engine.compact()
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()).lower()
    assert b"xylophonist" not in left
    assert b"quixot" not in left
    assert b"word5" not in left
    assert b"word6" in left
    assert (engine.position(), ask(engine, "trust").total) == (4, 29)
    engine.close()


def test_many_small_commits_do_not_pile_up(whoosh: WhooshEngine, tmp_path: Path) -> None:
    """Segments are merged as they come, and every entry is still there once."""
    for number in range(60):
        whoosh.apply([Put(entry=entry(f"k{number % 20}", f"trust {number}"))], number + 1)
    assert ask(whoosh, "trust").total == 20
    assert len(list(tmp_path.rglob("*.seg"))) < 20


def test_closed_engine_says_so(tmp_path: Path) -> None:
    """Closing twice is fine; searching afterwards is not."""
    engine = filled(tmp_path)
    engine.close()
    engine.close()
    with pytest.raises(EngineClosed):
        ask(engine, "trust")
