"""Entries, questions and readers for tests, made by hand or by hypothesis."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from search import Entry, Kind, Page, Reader, SearchEngine, Window, parse

EVERYBODY = Reader(audiences=frozenset({"public"}))
INSIDERS = Reader(audiences=frozenset({"public", "members", "strategy:infection"}))
AUDIENCES = ("public", "members", "strategy:infection")

_WORDS = """
    trust trusts trusted data Data the of and organisation organization organised centre center
    programme programs R&D r&d ICS ics PPI/PPIE PPIE NIHR BRC 2017 1.2 10,000 paediatric
    pediatrics state-of-the-art patient's O'Neill naïve nai\u0308ve health research
"""

#: Few words, so that they meet: other forms, spellings, capitals, abbreviations, joined words.
WORDS = _WORDS.split()


def entry(key: str, body: str = "", *, title: str = "", audience: str = "public") -> Entry:
    """Make a section of which only this matters."""
    return Entry(
        key=key,
        kind=Kind.SECTION,
        strategy="infection",
        title=title,
        body=body,
        audience=audience,
    )


def ask(
    engine: SearchEngine, text: str, reader: Reader = EVERYBODY, window: Window | None = None
) -> Page:
    """Search for what was typed."""
    return engine.search(parse(text).query, reader, window or Window())


def found(engine: SearchEngine, text: str, reader: Reader = EVERYBODY) -> list[str]:
    """Give the keys of the first ten hits, best first."""
    return [hit.entry.key for hit in ask(engine, text, reader).hits]


texts = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
titles = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
moments = st.integers(0, 3).map(lambda days: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days))


def entries(
    audiences: tuple[str, ...] = AUDIENCES, keys: str = "abcdefgh"
) -> st.SearchStrategy[Entry]:
    """Make entries with few different keys, so that they replace each other."""
    return st.builds(
        Entry,
        key=st.builds("{}{}".format, st.sampled_from(keys), st.integers(0, 3)),
        kind=st.sampled_from(Kind),
        strategy=st.sampled_from(["infection", "cancer-research"]),
        title=titles,
        body=texts,
        audience=st.sampled_from(audiences),
        author=st.sampled_from(["", "Ana Silva", "Ben O'Neill"]),
        when=st.one_of(st.none(), moments),
    )


_words = st.sampled_from(WORDS)
_phrases = st.lists(_words, min_size=2, max_size=3).map(lambda words: '"' + " ".join(words) + '"')
_prefixes = st.sampled_from(["tru*", "orga*", "prog*", "cent*", "nih*", "R&D*", "stat*", "the*"])
_filters = st.sampled_from(
    [
        "in:drafts",
        "in:comments",
        "in:versions",
        "strategy:infection",
        "author:ana",
        "author:o'neill",
    ]
)
_scoped = st.builds("title:{}".format, st.one_of(_words, _phrases, _prefixes))
_parts = st.one_of(_words, _words, _words, _phrases, _prefixes, _filters, _scoped)
_signed = st.builds("{}{}".format, st.sampled_from(["", "", "", "-"]), _parts)

#: What people might type about entries made here.
questions = st.lists(_signed, min_size=1, max_size=4).map(" ".join)
