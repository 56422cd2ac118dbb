"""Finding words in entries.

For: full-text search with permission inside the query. An `Entry` is a piece of text with an
audience; a `Reader` is a set of audiences; nothing that a reader may not see is found, counted,
weighed or quoted.

Above stands whoever makes entries and follows changes (in Roundtable, `service/finding`).
Below stand Whoosh, which keeps the index on disk, and PyStemmer.
Never imports anything of `service`; knows no strategies, no users, no web and no journal:
`strategy`, `audience` and `place` are strings it does not interpret, and a position is a number
that it gives back.

One meaning of a query, whichever engine answers it: the query decides which entries match,
BM25 over its words (`ranking`) decides their order, and both look at visible entries alone, so
that a page is the same whether or not hidden entries exist. `reference` says it by brute force.
"""

from search.engine import (
    Change,
    Filters,
    Hit,
    Page,
    Put,
    Reader,
    Remove,
    SearchEngine,
    SearchError,
    Window,
)
from search.entries import Entry, Kind
from search.language import Parsed, Problem, parse, show
from search.query import Query
from search.snippets import Snippet, best_passage, marks
from search.whoosh_engine import WhooshEngine

__all__ = [
    "Change",
    "Entry",
    "Filters",
    "Hit",
    "Kind",
    "Page",
    "Parsed",
    "Problem",
    "Put",
    "Query",
    "Reader",
    "Remove",
    "SearchEngine",
    "SearchError",
    "Snippet",
    "WhooshEngine",
    "Window",
    "best_passage",
    "marks",
    "parse",
    "show",
]
