"""Searching: a question in words, answered with what the person who asks may read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from search import (
    Entry,
    Filters,
    Hit,
    Kind,
    Query,
    Reader,
    SearchEngine,
    SearchError,
    Window,
    best_passage,
    marks,
    parse,
)
from search.engine import Count
from service.accounts.model import Actor
from service.accounts.permissions import audiences
from service.errors import Unavailable
from service.finding.entries import block_at
from service.library import read as library
from service.storage.database import ReadDb

#: Results on a page.
PAGE = 20
#: The longest question, in characters; what is longer is cut.
LONGEST = 500

_WORDS: Mapping[str, str] = {
    Kind.SECTION: "Drafts",
    Kind.VERSION: "Versions",
    Kind.THREAD: "Comments",
    Kind.STRATEGY: "Strategies",
}


class SearchOut(Unavailable):
    """Searching does not work right now; everything else does. Try again in a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of text that is marked, or not."""

    #: The text.
    text: str
    #: Whether it is what was asked for.
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Something that was found."""

    #: Where it is; opens at the passage.
    address: str
    #: The heading, in pieces.
    title: tuple[Piece, ...]
    #: What sort of text it is, in a word or two: `Draft`, `Version 1.0`, `Comment`.
    kind: str
    #: The title of the strategy.
    strategy: str
    #: The best passage, in pieces.
    passage: tuple[Piece, ...]
    #: Whether words stand before the passage.
    begins_earlier: bool
    #: Whether words stand after it.
    goes_on: bool
    #: Who wrote it; empty for texts.
    author: str
    #: When it was written.
    when: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A way to narrow the results."""

    #: What is sent.
    value: str
    #: What is read.
    words: str
    #: How many results it would leave.
    hits: int
    #: Whether it is in force.
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The answer."""

    #: What was asked, as it was understood.
    question: str
    #: What was not understood, in sentences.
    problems: tuple[str, ...]
    #: The results of this page, the best first.
    found: tuple[Result, ...]
    #: How many there are on all pages.
    total: int
    #: The number of this page, from 1.
    page: int
    #: How many pages there are.
    pages: int
    #: Whether entries with only some of the words were added.
    relaxed: bool
    #: Ways to narrow by strategy.
    strategies: tuple[Choice, ...]
    #: Ways to narrow by sort of text.
    kinds: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asks."""

    #: In words, in the language of `search.language`.
    words: str
    #: The slugs to look in; none means everywhere.
    strategies: Sequence[str] = ()
    #: The sorts of text to look in; none means all.
    kinds: Sequence[str] = ()
    #: Which page of the results.
    page: int = 1


def search(db: ReadDb, engine: SearchEngine, actor: Actor | None, question: Question) -> Results:
    """Answer a question; never raises for anything that was typed. SearchOut."""
    parsed = parse(question.words[:LONGEST])
    number = min(max(question.page, 1), 1000)
    window = Window(offset=(number - 1) * PAGE, limit=PAGE, filters=_filters(question))
    try:
        answer = engine.search(parsed.query, Reader(audiences=_audiences(db, actor)), window)
    except SearchError as problem:
        raise SearchOut from problem
    titles = {each.slug: each.title for each in library.readable(db, actor)}
    # the index is a moment behind: what was closed just now is still in it as open to all
    hits = [each for each in answer.hits if each.entry.strategy in titles]
    total = answer.total - (len(answer.hits) - len(hits))
    return Results(
        question=question.words[:LONGEST],
        problems=tuple(problem.text for problem in parsed.problems),
        found=tuple(_result(parsed.query, hit, titles) for hit in hits),
        total=total,
        page=number,
        pages=-(-total // PAGE),
        relaxed=answer.relaxed,
        strategies=_choices(
            [each for each in answer.strategies if each.value in titles],
            titles,
            question.strategies,
        ),
        kinds=_choices(answer.kinds, _WORDS, question.kinds),
    )


def _filters(question: Question) -> Filters:
    kinds = frozenset(Kind(each) for each in question.kinds if each in set(Kind))
    return Filters(strategies=frozenset(question.strategies), kinds=kinds)


def _choices(
    counts: Sequence[Count], words: Mapping[str, str], chosen: Sequence[str]
) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            value=each.value,
            words=words.get(each.value, each.value),
            hits=each.hits,
            chosen=each.value in chosen,
        )
        for each in counts
    )


def _audiences(db: ReadDb, actor: Actor | None) -> frozenset[str]:
    """Return the tags of what may be found; an administrator's are written out, one by one."""
    tags = audiences(actor)
    if actor and actor.administrator:
        tags |= {f"strategy:{each.slug}" for each in library.every_strategy(db)}
    return tags


def _result(query: Query, hit: Hit, titles: Mapping[str, str]) -> Result:
    entry = hit.entry
    snippet = best_passage(query, entry.body)
    first, last = (snippet.start + at for at in (snippet.marks or ((0, 0),))[0])
    strategy = titles.get(entry.strategy, "")
    title = entry.title or ("On the whole document" if entry.kind is Kind.THREAD else strategy)
    return Result(
        address=_address(entry, first, last),
        title=_pieces(title, marks(query, title)),
        kind=_kind(entry),
        strategy=strategy,
        passage=_pieces(snippet.text, snippet.marks),
        begins_earlier=snippet.start > 0,
        goes_on=snippet.start + len(snippet.text) < len(entry.body),
        author=entry.author,
        when=entry.when,
    )


def _kind(entry: Entry) -> str:
    if entry.kind is Kind.VERSION:
        return f"Version {entry.place.partition(' ')[0]}"
    return {Kind.SECTION: "Draft", Kind.THREAD: "Comment"}.get(entry.kind, "Strategy")


def _address(entry: Entry, start: int, end: int) -> str:
    """Return an address that opens at the passage; browsers that can will mark the words."""
    home = f"/s/{entry.strategy}"
    if entry.kind is Kind.THREAD:
        return f"{home}#t-{entry.place}"
    if entry.kind is Kind.STRATEGY:
        return home
    places = entry.place
    if entry.kind is Kind.VERSION:
        number, _, places = entry.place.partition(" ")
        home = f"{home}/v/{number}"
    return f"{home}#{block_at(places, start)}{_text_directive(entry.body, start, end)}"


def _text_directive(body: str, start: int, end: int) -> str:
    """Return what makes a browser mark these words, told apart by the words around them.

    Nothing for a heading, the first line of its section: the list of contents says the same
    earlier on the page. Source: https://wicg.github.io/scroll-to-text-fragment/ (text directive).
    """
    line = body.rfind("\n", 0, start) + 1
    if start == end or not line:
        return ""
    before = re.search(r"(?:\S+\s+){0,3}\S*$", body[line:start])
    after = re.match(r"\S*(?:[^\S\n]+\S+){0,3}", body[end:])
    prefix, suffix = (_encoded(found[0].strip()) if found else "" for found in (before, after))
    parts = (prefix and f"{prefix}-", _encoded(body[start:end]), suffix and f"-{suffix}")
    return f":~:text={','.join(part for part in parts if part)}"


def _encoded(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")


def _pieces(text: str, marked: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces, at = [], 0
    for start, end in marked:
        pieces += [
            Piece(text=text[at:start], marked=False),
            Piece(text=text[start:end], marked=True),
        ]
        at = end
    pieces.append(Piece(text=text[at:], marked=False))
    return tuple(piece for piece in pieces if piece.text)
