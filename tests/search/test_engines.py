"""What every engine promises, asked of each."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from search import Change, Filters, Kind, Put, Reader, Remove, SearchEngine, Window
from tests.search.making import EVERYBODY, INSIDERS, ask, entry, found


def put(engine: SearchEngine, *bodies: str) -> None:
    """Put entries with keys a, b, c ... that hold these bodies."""
    batch = [Put(entry=entry(key, body)) for key, body in zip("abcdefghij", bodies, strict=False)]
    engine.apply(batch, 1)


def test_an_empty_engine_finds_nothing(engine: SearchEngine) -> None:
    """No entries, no hits, position 0, no errors."""
    assert ask(engine, "trust").total == 0
    assert engine.position() == 0
    assert list(engine.keys()) == []
    engine.compact()


def test_all_words_come_first(engine: SearchEngine) -> None:
    """Five hits with all words are enough: the others stay away."""
    put(engine, *["data and trust"] * 5, "data only")
    page = ask(engine, "data trust")
    assert (page.total, page.relaxed) == (5, False)


def test_any_word_when_few_hold_all(engine: SearchEngine) -> None:
    """With four hits the search is widened, says so, and still shows the complete ones first."""
    put(engine, *["data and trust and very many other words " * 3] * 4, "data data data")
    page = ask(engine, "data trust")
    assert (page.total, page.relaxed) == (5, True)
    assert [hit.complete for hit in page.hits] == [True] * 4 + [False]


def test_what_a_title_says_counts_more(engine: SearchEngine) -> None:
    """Of two entries with the same words, the one with the word in its title is better."""
    engine.apply(
        [
            Put(entry=entry("a", "Vision and values", title="Our data")),
            Put(entry=entry("b", "Our data", title="Vision and values")),
        ],
        1,
    )
    assert found(engine, "data") == ["a", "b"]
    assert found(engine, "vision") == ["b", "a"]
    assert found(engine, "title:vision") == ["b"]


def test_ties_go_to_the_newer(engine: SearchEngine) -> None:
    """Equally good entries come newest first, then by key."""
    when = datetime(2026, 1, 1, tzinfo=UTC)
    batch = [entry("a"), replace(entry("b"), when=when), entry("c")]
    engine.apply([Put(entry=each) for each in batch], 1)
    assert found(engine, "in:drafts") == ["b", "a", "c"]


def test_phrases_are_exact(engine: SearchEngine) -> None:
    """Words in a row, small words included, never across title and body."""
    engine.apply([Put(entry=entry("x", "art of living", title="State of the"))], 1)
    put(engine, "state of the art", "state the art", "art of the state")
    assert found(engine, '"state of the art"') == ["a"]
    assert found(engine, "state-of-the-art") == ["a"]


def test_minus_leaves_out(engine: SearchEngine) -> None:
    """Words, phrases, prefixes and filters can all be left out."""
    put(engine, "data trust", "data centre", "data")
    assert sorted(found(engine, "data -trust")) == ["b", "c"]
    assert sorted(found(engine, 'data -"data trust" -cen*')) == ["c"]
    assert found(engine, "data -in:drafts") == []
    assert found(engine, "-trust") == []


def test_prefixes_look_at_words_as_written(engine: SearchEngine) -> None:
    """`commissioni*` finds commissioning, whatever its stem."""
    put(engine, "commissioning", "commissioned", "mission")
    assert found(engine, "commissioni*") == ["a"]
    assert sorted(found(engine, "commission*")) == ["a", "b"]


def test_filters_of_one_field_add_up(engine: SearchEngine) -> None:
    """Two kinds mean either; a kind and an author mean both."""
    batch = [
        replace(entry("a"), kind=Kind.THREAD, author="Ana Silva"),
        replace(entry("b"), kind=Kind.VERSION, author="Ben Ode"),
        replace(entry("c"), kind=Kind.SECTION, author="Ana Silva"),
    ]
    engine.apply([Put(entry=each) for each in batch], 1)
    assert found(engine, "in:comments in:versions") == ["a", "b"]
    assert found(engine, "in:comments in:versions author:silva") == ["a"]
    assert found(engine, 'author:"silva ana"') == ["a", "c"]


def test_loose_stop_words_do_not_narrow(engine: SearchEngine) -> None:
    """A question in full finds what its words would; stop words alone find themselves."""
    put(engine, "trust")
    assert found(engine, "what is the trust") == ["a"]
    put(engine, "to be or not")
    assert found(engine, "to be") == ["a"]


def test_pages_and_totals(engine: SearchEngine) -> None:
    """The pages together are all hits, each once; odd offsets and limits do no harm."""
    put(engine, *["trust"] * 7)
    keys = [
        hit.entry.key
        for offset in (0, 3, 6, 9)
        for hit in ask(engine, "trust", window=Window(offset=offset, limit=3)).hits
    ]
    assert keys == list("abcdefg")
    odd = ask(engine, "trust", window=Window(offset=-5, limit=-1))
    assert (odd.total, odd.hits) == (7, ())


def test_facets_count_without_their_own_ticks(engine: SearchEngine) -> None:
    """A ticked strategy narrows hits and kinds, and still shows what the other one would give."""
    batch = [
        replace(entry("a", "x"), strategy="one"),
        replace(entry("b", "x"), strategy="one", kind=Kind.THREAD),
        replace(entry("c", "x"), strategy="two"),
    ]
    engine.apply([Put(entry=each) for each in batch], 1)
    window = Window(filters=Filters(strategies=frozenset({"one"}), kinds=frozenset({Kind.THREAD})))
    page = ask(engine, "x", window=window)
    assert [hit.entry.key for hit in page.hits] == ["b"]
    assert [(count.value, count.hits) for count in page.strategies] == [("one", 1)]
    assert [(count.value, count.hits) for count in page.kinds] == [("section", 1), ("thread", 1)]


def test_nobody_sees_nothing(engine: SearchEngine) -> None:
    """No audiences, no hits: an empty set must never mean no restriction."""
    put(engine, "trust")
    assert ask(engine, "trust", Reader(audiences=frozenset())).total == 0


def test_audience_decides(engine: SearchEngine) -> None:
    """Readers find what is for them, and counts tell of nothing else."""
    hidden = entry("h", "trust", audience="members")
    engine.apply([Put(entry=entry("a", "trust")), Put(entry=hidden)], 1)
    assert found(engine, "trust", EVERYBODY) == ["a"]
    assert ask(engine, "trust", EVERYBODY).total == 1
    assert sorted(found(engine, "trust", INSIDERS)) == ["a", "h"]


def test_changing_the_audience_hides_at_once(engine: SearchEngine) -> None:
    """The next search after the change knows it."""
    put(engine, "trust")
    engine.apply([Put(entry=entry("a", "trust", audience="members"))], 2)
    assert found(engine, "trust") == []


def test_the_last_change_of_a_key_counts(engine: SearchEngine) -> None:
    """Within one batch and between batches, each key stands for one entry."""
    first, second = Put(entry=entry("a", "old")), Put(entry=entry("a", "new"))
    engine.apply([first, second, Put(entry=entry("b", "old")), Remove(key="b")], 1)
    assert found(engine, "old") == []
    assert found(engine, "new") == ["a"]
    engine.apply([Remove(key="a"), Remove(key="never")], 2)
    assert list(engine.keys()) == []


def test_applying_again_changes_nothing(engine: SearchEngine) -> None:
    """A replayed batch leaves the same entries, and the position never goes back."""
    batch: list[Change] = [Put(entry=entry("a", "trust")), Remove(key="b")]
    engine.apply(batch, 5)
    engine.apply(batch, 5)
    engine.apply(batch, 3)
    assert engine.position() == 5
    assert ask(engine, "trust").total == 1
    assert list(engine.keys()) == [("a", entry("a", "trust").digest)]


def test_an_empty_batch_moves_the_position(engine: SearchEngine) -> None:
    """What concerns no entry is still done with."""
    engine.apply([], 9)
    assert engine.position() == 9


def test_rebuild_replaces_everything(engine: SearchEngine) -> None:
    """Entries, position and all; the last one of a key counts."""
    put(engine, "old", "old")
    engine.rebuild([entry("z", "first"), entry("y", "new"), entry("z", "new")], 4)
    assert found(engine, "old first") == []
    assert sorted(found(engine, "new")) == ["y", "z"]
    assert engine.position() == 4
    assert len(list(engine.keys())) == 2


@pytest.mark.parametrize("odd", ["\ud800", "\x00\x1f", "\U0010ffff", "a" * 70_000, "’'&*\"-:", ""])
def test_odd_strings_anywhere(engine: SearchEngine, odd: str) -> None:
    """Lone surrogates, control characters and very long words can be kept and given back."""
    made = replace(
        entry(f"k{odd}", f"trust {odd}", title=odd), strategy=odd, author=odd, place=odd, status=odd
    )
    engine.apply([Put(entry=made)], 1)
    [hit] = ask(engine, "trust").hits
    assert hit.entry == made
    ask(engine, odd)
    engine.apply([Remove(key=made.key)], 2)
    assert list(engine.keys()) == []
