"""Random entries and random questions: Whoosh must answer as brute force does."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from search import (
    Change,
    Entry,
    Filters,
    Kind,
    Put,
    Reader,
    Remove,
    WhooshEngine,
    Window,
    parse,
)
from search.reference import ReferenceEngine, matches
from tests.search.making import AUDIENCES, ask, entries, questions

_changes: st.SearchStrategy[Change] = st.one_of(
    st.builds(lambda made: Put(entry=made), entries()),
    st.builds(lambda made: Put(entry=made), entries()),
    st.builds(lambda made: Remove(key=made.key), entries()),
)
_batches = st.lists(st.lists(_changes, min_size=1, max_size=24), min_size=1, max_size=4)
_readers = st.builds(Reader, audiences=st.frozensets(st.sampled_from(AUDIENCES)))
_windows = st.builds(
    Window,
    offset=st.integers(0, 3),
    limit=st.integers(0, 30),
    filters=st.builds(
        Filters,
        strategies=st.frozensets(st.sampled_from(["infection", "other"]), max_size=1),
        kinds=st.frozensets(st.sampled_from(Kind), max_size=2),
    ),
)
_searches = st.lists(st.tuples(questions, _readers, _windows), min_size=15, max_size=15)


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(_batches, _searches)
def test_whoosh_answers_as_brute_force_does(
    batches: list[list[Change]], searches: list[tuple[str, Reader, Window]]
) -> None:
    """The same keys in the same order, totals and facets, after any history of changes."""
    reference = ReferenceEngine()
    with tempfile.TemporaryDirectory() as folder:
        whoosh = WhooshEngine(Path(folder))
        for number, batch in enumerate(batches, 1):
            whoosh.apply(batch, number)
            reference.apply(batch, number)
        for question, reader, window in searches:
            expected = ask(reference, question, reader, window)
            assert ask(whoosh, question, reader, window) == expected, question
        assert sorted(whoosh.keys()) == sorted(reference.keys())
        whoosh.close()


@given(entries(audiences=("public",)), questions)
def test_one_entry_can_be_asked_without_an_engine(made: Entry, question: str) -> None:
    """`matches` says whether an engine with this entry alone would call it complete."""
    engine = ReferenceEngine()
    engine.apply([Put(entry=made)], 1)
    hits = ask(engine, question, Reader(audiences=frozenset({"public"}))).hits
    assert matches(parse(question).query, made) == any(hit.complete for hit in hits)
