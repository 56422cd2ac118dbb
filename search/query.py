"""What is asked: the query tree, and the patterns of words that it stands for.

A query is a row of clauses. Every word, phrase and prefix without a minus must be in an entry's
title or body (or its title alone), none with a minus may be; and for each filter used, one of its
values must fit. A query that only leaves out matches nothing.
"""

from dataclasses import dataclass
from enum import StrEnum

from search.entries import Entry, Kind
from search.text import STOP_WORDS, Token, alternatives, tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word; one written with hyphens or slashes means its parts, one after another."""

    #: As typed, without punctuation around it.
    text: str
    #: Whether it must stand in the title.
    in_title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that follow each other."""

    #: As typed between the quotation marks.
    text: str
    #: Whether they must stand in the title.
    in_title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefix:
    """The beginning of a word."""

    #: As typed, without the star.
    text: str
    #: Whether the word must stand in the title.
    in_title: bool = False


class Field(StrEnum):
    """What a filter looks at."""

    #: The strategy's slug, exactly.
    STRATEGY = "strategy"
    #: The kind of entry, by the plural that people know.
    IN = "in"
    #: Words of the author's name.
    AUTHOR = "author"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A condition on something other than the words."""

    #: What it looks at.
    field: Field
    #: What that must be.
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One part of a query."""

    #: What is looked for.
    part: Word | Phrase | Prefix | Filter
    #: Whether entries that fit are left out instead.
    excluded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked, in the order typed; empty asks for nothing."""

    #: Its parts.
    clauses: tuple[Clause, ...] = ()


#: The words after `in:`, and the kinds that they mean.
KINDS = {
    "drafts": Kind.SECTION,
    "versions": Kind.VERSION,
    "comments": Kind.THREAD,
    "strategies": Kind.STRATEGY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """What one place in a text may hold: any of some terms, or any word that begins so."""

    #: Terms as the analyser makes them.
    terms: frozenset[str] = frozenset()
    #: The beginning of a form or a term; empty when the terms count.
    prefix: str = ""

    def holds(self, token: Token) -> bool:
        """Say whether a word fits."""
        return self.weight(token) > 0

    def weight(self, token: Token) -> int:
        """Say how much a word counts: twice if it begins so both as written and as a term."""
        if not self.prefix:
            return int(token.term in self.terms)
        as_term = token.term.startswith(self.prefix)
        as_written = token.form != token.term and token.form.startswith(self.prefix)
        return as_term + as_written


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Slots that follow each other in one title or one body: at least one."""

    #: What stands in each place.
    slots: tuple[Slot, ...]
    #: Whether only the title counts.
    in_title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A query made ready to be answered; each tuple without repetitions."""

    #: Patterns that an entry must hold: all, or any when relaxed.
    wanted: tuple[Pattern, ...]
    #: Patterns that it must not hold.
    unwanted: tuple[Pattern, ...]
    #: Filters of which, for each field, one must fit.
    within: tuple[Filter, ...]
    #: Filters of which none may fit.
    without: tuple[Filter, ...]

    @property
    def asks(self) -> bool:
        """Whether it can match anything."""
        return bool(self.wanted or self.within)


def plan(query: Query) -> Plan:
    """Turn a query into patterns and filters; loose stop words drop out if others remain."""
    kept = [clause for clause in query.clauses if not clause.excluded]
    left_out = [clause for clause in query.clauses if clause.excluded]
    meaningful = [clause for clause in kept if not _says_nothing(clause.part)]
    return Plan(
        wanted=patterns(meaningful) or patterns(kept),
        unwanted=patterns(left_out),
        within=_filters(kept),
        without=_filters(left_out),
    )


def patterns(clauses: list[Clause]) -> tuple[Pattern, ...]:
    """Give the patterns of the clauses that are about words, each once, in order."""
    made = [_pattern(c.part) for c in clauses if not isinstance(c.part, Filter)]
    return tuple(dict.fromkeys(p for p in made if p.slots))


def passes(filters: tuple[Filter, ...], *, strategy: str, kind: str, author: str) -> bool:
    """Say whether, for each field that the filters use, one of them fits."""
    fits = {(f.field, _fits(f, strategy=strategy, kind=kind, author=author)) for f in filters}
    return all((field, True) in fits for field, _ in fits)


def rejects(filters: tuple[Filter, ...], *, strategy: str, kind: str, author: str) -> bool:
    """Say whether any of the filters fits."""
    return any(_fits(f, strategy=strategy, kind=kind, author=author) for f in filters)


def admitted(query: Plan, entry: Entry) -> bool:
    """Say whether an entry passes all filters of a query."""
    facts = {"strategy": entry.strategy, "kind": entry.kind, "author": entry.author}
    return passes(query.within, **facts) and not rejects(query.without, **facts)


def _pattern(part: Word | Phrase | Prefix) -> Pattern:
    words = list(tokens(part.text))
    if isinstance(part, Prefix):
        slots = tuple(Slot(prefix=word.form) for word in words[:1])
    else:
        slots = tuple(Slot(terms=alternatives(word)) for word in words)
    return Pattern(slots=slots, in_title=part.in_title)


def _says_nothing(part: Word | Phrase | Prefix | Filter) -> bool:
    """Say whether this is a loose stop word; `IT` in capitals is not one."""
    if not isinstance(part, Word) or part.in_title:
        return False
    shouted = len(part.text) > 1 and part.text.isupper()
    return part.text.casefold() in STOP_WORDS and not shouted


def _filters(clauses: list[Clause]) -> tuple[Filter, ...]:
    return tuple(dict.fromkeys(c.part for c in clauses if isinstance(c.part, Filter)))


def _fits(condition: Filter, *, strategy: str, kind: str, author: str) -> bool:
    match condition.field:
        case Field.STRATEGY:
            return strategy.casefold() == condition.value.casefold()
        case Field.IN:
            return KINDS.get(condition.value) == kind
        case Field.AUTHOR:
            asked = {token.form for token in tokens(condition.value)}
            return bool(asked) and asked <= {token.form for token in tokens(author)}
