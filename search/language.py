"""The language of the search box: text to query and back. Nothing typed here is ever refused.

cancer research     both words                "data trust"        these words in a row
-draft              not this word             informat*           words that begin so
title:vision        in the heading            strategy:infection  in this strategy
in:comments         or drafts, versions, strategies
author:"Ana Silva"  by a person of this name
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.query import KINDS, Clause, Field, Filter, Phrase, Prefix, Query, Word
from search.text import normalise, tokens

#: Parts of a query that are used; what is typed beyond them is left out, and said so.
MOST_CLAUSES = 40

#: Fewest letters before a star: shorter ones would match most of an index.
SHORTEST_PREFIX = 3

_CLAUSE = re.compile(
    r'(-?)(?:[^\w\s"]|_)*'  # a minus; brackets and the like
    r"(?:([A-Za-z]+):(?=[^\s:/]))?"
    r'(?:"([^"]*)"?|([^\s"]+))'
)
_BARE_FIELD = re.compile(r"(title|strategy|in|author):", re.IGNORECASE)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_PLAIN_VALUE = re.compile(r"[\w.-]+")
_KIND_WORDS = {
    **{word: word for word in KINDS},
    "draft": "drafts",
    "version": "versions",
    "comment": "comments",
    "thread": "comments",
    "threads": "comments",
    "strategy": "strategies",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something typed that was not understood; the rest is searched all the same."""

    #: A sentence or two for the person who typed it: plain text, not HTML.
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What was understood, and what was not."""

    #: What is asked.
    query: Query
    #: What to show above the results.
    problems: tuple[Problem, ...]


def parse(text: str) -> Parsed:
    """Understand what was typed: any string at all. Never raises."""
    clauses: list[Clause] = []
    problems: list[str] = []
    for piece in _pieces(text):
        if len(clauses) == MOST_CLAUSES:
            problems.append(f"Only the first {MOST_CLAUSES} parts of the search were used.")
            break
        clause = _clause(piece, problems)
        clauses += [clause] if clause else []
    if clauses and all(clause.excluded for clause in clauses):
        problems.append("Add a word to look for: a minus sign only leaves results out.")
    return Parsed(
        query=Query(clauses=tuple(clauses)),
        problems=tuple(Problem(text=problem) for problem in dict.fromkeys(problems)),
    )


def show(query: Query) -> str:
    """Write a query as it would be typed: `parse(show(query)).query == query` after `parse`."""
    return " ".join(("-" if c.excluded else "") + _shown(c.part) for c in query.clauses)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """One part of what was typed."""

    #: Whether a minus stands before it.
    excluded: bool
    #: The name before the colon, lower case; empty when there is none.
    field: str
    #: What stands after it or alone.
    value: str
    #: Whether that was in quotation marks.
    quoted: bool


def _pieces(text: str) -> Iterator[_Piece]:
    straight = re.sub("[“”„«»]", '"', normalise(text))
    for minus, field, phrase, word in _CLAUSE.findall(straight):
        yield _Piece(
            excluded=bool(minus),
            field=field.lower(),
            value=" ".join((word or phrase).split()),
            quoted=not word,
        )


def _clause(piece: _Piece, problems: list[str]) -> Clause | None:
    part: Word | Phrase | Prefix | Filter | None
    if piece.field in ("", "title"):
        part = _words(piece, problems)
    elif piece.field in (Field.STRATEGY, Field.IN, Field.AUTHOR):
        part = _filter(Field(piece.field), piece.value, problems)
    else:
        problems.append(
            f"There is no field “{piece.field}”, so that part was left out. "
            "The fields are title, strategy, in and author."
        )
        part = None
    return Clause(part=part, excluded=piece.excluded) if part else None


def _words(piece: _Piece, problems: list[str]) -> Word | Phrase | Prefix | None:
    """Give the words of a piece; None for `&` and for `title:` alone."""
    in_title = piece.field == "title"
    text = piece.value if piece.quoted else _EDGES.sub("", piece.value)
    found = list(tokens(text))
    if not found or (not piece.quoted and _BARE_FIELD.fullmatch(piece.value)):
        return None
    if piece.quoted:
        return Phrase(text=text, in_title=in_title)
    if piece.value.endswith("*") and len(found) == 1:
        if len(found[0].form) >= SHORTEST_PREFIX:
            return Prefix(text=text, in_title=in_title)
        problems.append(
            f"“{text}*” is too short: give at least {SHORTEST_PREFIX} letters before the star."
        )
    return Word(text=text, in_title=in_title)


def _filter(field: Field, value: str, problems: list[str]) -> Filter | None:
    if field is Field.IN:
        known = _KIND_WORDS.get(value.lower())
        if known is None:
            problems.append(
                f"“in:{value}” is not known, so that part was left out. "
                f"Use {', '.join(f'in:{word}' for word in KINDS)}."
            )
        return Filter(field=field, value=known) if known else None
    return Filter(field=field, value=value) if value else None


def _shown(part: Word | Phrase | Prefix | Filter) -> str:
    if isinstance(part, Filter):
        plain = _PLAIN_VALUE.fullmatch(part.value)
        return f"{part.field}:{part.value}" if plain else f'{part.field}:"{part.value}"'
    scope = "title:" if part.in_title else ""
    match part:
        case Phrase():
            return f'{scope}"{part.text}"'
        case Prefix():
            return f"{scope}{part.text}*"
        case Word():
            return f"{scope}{part.text}"
