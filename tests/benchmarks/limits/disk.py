"""A process that does the least that saving, commenting and searching need, when told by a line.

    python -m tests.benchmarks.limits.disk FOLDER TEXTS DOCUMENTS SEED

Reads operations and answers `ok` to each. Saving is a blob, a tree, a commit and a reference, all
on the disk; commenting a row of SQLite with a full commit; searching FTS5, ten of the best with the
number of all.
"""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from itertools import count, cycle
from pathlib import Path

import pygit2

from tests.benchmarks.corpus import BOOK, NOTE, Corpus, make, revisions
from tests.benchmarks.subject import COMMENT, SAVE_LONG, SAVE_SHORT, SEARCH

WHO = pygit2.Signature("Ann", "ann@example.org", 1_800_000_000, 0)
FOUND = "SELECT address FROM pages WHERE pages MATCH ? ORDER BY bm25(pages) LIMIT 10"
COUNTED = "SELECT count(*) FROM pages WHERE pages MATCH ?"


def main(folder: Path, texts: Path, documents: int, seed: int) -> None:
    """Do what is read until nothing more comes."""
    corpus = make(texts, documents=documents, seed=seed)
    operations: dict[str, Callable[[], None]] = {
        SAVE_SHORT: saving(folder / "short.git", revisions(corpus.documents[NOTE])),
        SAVE_LONG: saving(folder / "long.git", revisions(corpus.documents[BOOK])),
        COMMENT: commenting(folder / "comments.db"),
        SEARCH: searching(folder / "search.db", corpus),
    }
    print("ready", flush=True)
    for line in sys.stdin:
        operations[line.strip()]()
        print("ok", flush=True)


def saving(path: Path, texts: Iterator[str]) -> Callable[[], None]:
    """Saves the next text as a revision, all of it fsynced."""
    pygit2.settings.enable_fsync_gitdir(True)
    repository = pygit2.init_repository(str(path), bare=True)

    def save() -> None:
        builder = repository.TreeBuilder()
        builder.insert("strategy.md", repository.create_blob(next(texts).encode()), 0o100644)
        parents = [] if repository.is_empty else [repository.references["refs/heads/draft"].target]
        repository.create_commit("refs/heads/draft", WHO, WHO, "A change", builder.write(), parents)
        repository.set_head("refs/heads/draft")

    return save


def commenting(path: Path) -> Callable[[], None]:
    """Adds a row with its commit on the disk."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE comments (id INTEGER PRIMARY KEY, words TEXT)")
    numbers = count()

    def comment() -> None:
        database.execute("INSERT INTO comments (words) VALUES (?)", (f"Comment {next(numbers)}",))

    return comment


def searching(path: Path, corpus: Corpus) -> Callable[[], None]:
    """Finds one word after another: the ten best, and how many there are."""
    database = sqlite3.connect(path)
    database.execute(
        "CREATE VIRTUAL TABLE pages USING fts5(address UNINDEXED, words, tokenize=porter)"
    )
    database.executemany("INSERT INTO pages VALUES (?, ?)", corpus.documents.items())
    database.commit()
    words = cycle(corpus.words)

    def search() -> None:
        word = next(words)
        found = database.execute(FOUND, (word,)).fetchall()
        total = database.execute(COUNTED, (word,)).fetchone()[0]
        if not found or total < len(found):
            raise LookupError(word)

    return search


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
