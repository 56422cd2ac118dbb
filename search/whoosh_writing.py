"""Putting entries into an index of Whoosh: one commit holds the changes and the position."""

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, NamedTuple

from search.entries import Entry, dump
from search.text import Token, tokens
from search.whoosh_parts import open_writer


class Row(NamedTuple):
    """What is known of an entry without reading it: one line of the index's `facts` column."""

    #: Its key; empty in the row that keeps the position.
    key: str
    #: `Entry.strategy`.
    strategy: str
    #: `Entry.kind`.
    kind: str
    #: `Entry.audience`.
    audience: str
    #: `Entry.author`.
    author: str
    #: `Entry.moment`; in the row that keeps the position, the position.
    moment: int
    #: Words of the title.
    title_words: int
    #: Words of the body.
    body_words: int
    #: `Entry.digest`.
    digest: str


Document = dict[str, Any]


def document(entry: Entry) -> Document:
    """Give the fields of an entry, as `whoosh_parts.schema` has them."""
    title, body = list(tokens(entry.title)), list(tokens(entry.body))
    facts = Row(
        key=entry.key,
        strategy=entry.strategy,
        kind=entry.kind,
        audience=entry.audience,
        author=entry.author,
        moment=entry.moment,
        title_words=len(title),
        body_words=len(body),
        digest=entry.digest,
    )
    return {
        "title": _terms(title),
        "body": _terms(body),
        "title_forms": _forms(title),
        "body_forms": _forms(body),
        "facts": _line(facts),
        "entry": dump(entry),
    }


def commit(
    index: Any,  # noqa: ANN401 - Whoosh is untyped
    documents: Iterable[Document],
    *,
    upto: int,
    without: Iterable[int] = (),
    optimise: bool = False,
) -> None:
    """Add documents, drop those numbered `without`, and keep the position, in one commit.

    The row of the old position has to be among `without`. The caller holds the lock and has seen
    to it that no key comes twice: Whoosh would keep both. What fails leaves the index as it was.
    """
    writer = open_writer(index)
    try:
        for number in without:
            writer.delete_document(number)
        for fields in documents:
            writer.add_document(**fields)
        writer.add_document(facts=_line(Row("", "", "", "", "", upto, 0, 0, "")))
        writer.commit(optimize=optimise)
    except BaseException:
        with suppress(Exception):  # what went wrong first is what matters
            writer.cancel()
        raise


def _terms(words: list[Token]) -> list[str]:
    return [word.term for word in words]


def _forms(words: list[Token]) -> list[str]:
    """Give the words whose terms do not say how they were written."""
    return [word.form for word in words if word.form != word.term]


def _line(row: Row) -> bytes:
    return json.dumps(row).encode("ascii")
