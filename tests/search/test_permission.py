"""Two worlds, one with hidden entries: nobody who may not see them can tell which one it is."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import Entry, Page, Put, Reader, WhooshEngine, best_passage, marks, parse
from search.engine import LARGEST_PAGE, Window
from tests.search.making import ask, entries, entry, questions

VISITOR = Reader(audiences=frozenset({"public", "members"}))

_seen = st.lists(entries(audiences=("public", "members"), keys="abcd"), max_size=25)
_hidden = st.lists(
    entries(audiences=("strategy:secret", "strategy:infection"), keys="wxyz"),
    min_size=1,
    max_size=25,
)


def world(folder: str, seen: list[Entry], hidden: list[Entry]) -> WhooshEngine:
    """Make an engine in which both sorts arrived in several batches, mixed."""
    engine = WhooshEngine(Path(folder))
    last = {made.key: Put(entry=made) for made in (*seen, *hidden)}
    mixed = sorted(last.values(), key=lambda change: change.key[::-1])
    for start in range(0, len(mixed), 9):
        engine.apply(mixed[start : start + 9], start + 1)
    return engine


def shown(page: Page, question: str) -> object:
    """Give all that a visitor could be shown of a page."""
    query = parse(question).query
    passages = [best_passage(query, hit.entry.body) for hit in page.hits]
    return page, passages, [marks(query, hit.entry.title) for hit in page.hits]


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(_seen, _hidden, st.lists(questions, min_size=15, max_size=15))
def test_hidden_entries_change_nothing_for_a_visitor(
    seen: list[Entry], hidden: list[Entry], asked: list[str]
) -> None:
    """Keys, order, totals, facets, passages: equal with and without what may not be seen."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        without, with_them = world(one, seen, []), world(two, seen, hidden)
        for question in asked:
            window = Window(limit=LARGEST_PAGE)
            pages = [ask(engine, question, VISITOR, window) for engine in (without, with_them)]
            assert shown(pages[0], question) == shown(pages[1], question)
        without.close()
        with_them.close()


def test_hidden_words_do_not_shift_the_order(whoosh: WhooshEngine) -> None:
    """A hundred hidden entries full of a word do not make it common for others."""
    visible = [entry("a", "rare rare common"), entry("b", "rare common common")]
    visible += [entry(f"c{number}", "common") for number in range(5)]
    whoosh.apply([Put(entry=made) for made in visible], 1)
    before = ask(whoosh, "rare common")
    secret = entry("", "rare words for board members", audience="strategy:secret")
    whoosh.apply([Put(entry=replace(secret, key=f"s{number}")) for number in range(100)], 2)
    assert ask(whoosh, "rare common") == before
