"""Two texts compared, as pages show it: what changed in numbers and words, and the marked text.

A comparison depends on the two texts and their figures alone, which never change once they are in
git; so it is made once for a pair of trees and a view, and kept.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from service.document.comparing import Comparison, FrontChange, compare
from service.library.lately import Lately
from service.library.marked import WORDS, marked_body, number_of, paired_body
from service.library.model import Revision
from service.library.texts import figures_address, source
from service.repositories import Repositories


class View(StrEnum):
    """How a comparison is shown."""

    #: Changes in their place, with what stayed counted.
    MARKED = "marked"
    #: Before and after beside each other.
    SIDE = "side"
    #: The whole text, with the changes marked in it.
    WHOLE = "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class InSection:
    """The changes in one section."""

    #: Its heading; empty for what stands before the first.
    title: str
    #: How many.
    count: int
    #: The number of the first.
    first: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two texts compared, ready to be shown."""

    #: How many changes, without those in document control.
    count: int
    #: In words: “14 changes in 5 sections; 2 sections added”.
    summary: str
    #: How many of each kind, by its word, such as “reworded”; none of which there are none.
    kinds: Mapping[str, int]
    #: The sections with changes, in order.
    sections: tuple[InSection, ...]
    #: What changed in document control.
    front: tuple[FrontChange, ...]
    #: The marked text.
    body: Markup


#: Text up to which what stayed around a change is shown, in characters; of a longer one it is
#: counted, since showing it takes ten times as long as comparing.
_SHORT = 60_000
#: By strategy, both trees and view: 16 million characters.
_kept: Lately[tuple[str, str, str, View], Compared] = Lately(16_000_000)


def compared(
    repositories: Repositories, old: Revision, new: Revision, view: View = View.MARKED
) -> Compared:
    """Compare the texts of two revisions of a strategy."""
    slug, repository = new.strategy, repositories.at(new.strategy)
    trees = repository.files(old.id).id, repository.files(new.id).id
    known = _kept.get((slug, *trees, view))
    if known is None:
        known = compared_texts(
            source(repositories, slug, old.id),
            source(repositories, slug, new.id),
            view,
            figures=figures_address(slug, trees[1]),
        )
        _kept.put((slug, *trees, view), known, len(known.body))
    return known


def compared_texts(old: str, new: str, view: View = View.MARKED, *, figures: str) -> Compared:
    """Compare two texts; `figures` is what the addresses of the figures of both begin with."""
    whole = view is View.WHOLE or max(len(old), len(new)) <= _SHORT
    found = compare(old, new, figures=figures, whole=whole)
    last = len(found.changes)
    if view is View.SIDE:
        body = paired_body(found.rows, last=last)
    else:
        body = marked_body(found.rows, last=last, fold=view is View.MARKED)
    return Compared(
        count=last,
        summary=found.summary,
        kinds=_kinds(found),
        sections=tuple(
            InSection(title=each.title, count=len(each.changes), first=number_of(each.changes[0]))
            for each in found.sections
        ),
        front=found.front,
        body=Markup("".join(body)),  # noqa: S704 - blocks are sanitised, the rest is written here
    )


def _kinds(found: Comparison) -> Mapping[str, int]:
    """Count the changes of each kind, in the order in which people are told."""
    kinds = {row.change: WORDS[row.kind] for row in reversed(found.rows) if row.kind in WORDS}
    counts = Counter(kinds.values())
    return {word: counts[word] for word in WORDS.values() if counts[word]}
