"""Two texts compared, as pages show it: what changed in numbers and words, and the marked text.

A comparison depends on the two texts and their figures alone, which never change once they are in
git; so it is made once for a pair of trees and a view, and kept.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from markupsafe import Markup

from service.document.comparing import FrontChange, Row, compare
from service.library.control_words import in_words
from service.library.lately import Lately
from service.library.marked import WORDS, kind_of, marked_body, number_of, paired_body
from service.library.model import Revision
from service.library.shown_figures import Figures, figures_of
from service.library.texts import source
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
class Change:
    """One change between two texts."""

    #: `c1`, `c2` and so on.
    id: str
    #: The heading under which it stands; empty before the first.
    section: str
    #: reworded, added, removed or moved.
    kind: str
    #: Safe HTML with `<ins>` and `<del>`.
    marked: str


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
    #: What changed in document control, as it is written.
    front: tuple[FrontChange, ...]
    #: The same, as people read it.
    control: tuple[FrontChange, ...]
    #: The changes, in order.
    changes: tuple[Change, ...]
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
            figures=figures_of(repositories, slug, old.id, new.id),
        )
        _kept.put((slug, *trees, view), known, len(known.body))
    return known


def compared_texts(old: str, new: str, view: View = View.MARKED, *, figures: Figures) -> Compared:
    """Compare two texts with their figures."""
    whole = view is View.WHOLE or max(len(old), len(new)) <= _SHORT
    found = compare(old, new, figures=figures.address, whole=whole)
    rows = [_settled(row, figures) for row in found.rows]
    last, changes = len(found.changes), tuple(_changes(rows))
    if view is View.SIDE:
        body = paired_body(rows, last=last)
    else:
        body = marked_body(rows, last=last, fold=view is View.MARKED)
    return Compared(
        count=last,
        summary=found.summary,
        kinds=_kinds(changes),
        sections=tuple(
            InSection(title=each.title, count=len(each.changes), first=number_of(each.changes[0]))
            for each in found.sections
        ),
        front=found.front,
        control=tuple(in_words(each) for each in found.front),
        changes=changes,
        body=Markup("".join(body)),  # noqa: S704 - blocks are sanitised, the rest is written here
    )


def _settled(row: Row, figures: Figures) -> Row:
    """Return a row whose figures are found; what went shows what it showed."""
    return replace(
        row,
        marked=figures.settled(row.marked, older=row.kind == "removed"),
        old=figures.settled(row.old, older=True),
        new=figures.settled(row.new),
    )


def _changes(rows: Iterable[Row]) -> Iterator[Change]:
    changed = (row for row in rows if row.kind in WORDS)
    for change, some in groupby(changed, key=lambda row: row.change):
        first, *rest = some
        yield Change(
            id=change,
            section=first.section,
            kind=kind_of([first, *rest]),
            marked="".join(row.marked for row in (first, *rest)),
        )


def _kinds(changes: Sequence[Change]) -> Mapping[str, int]:
    """Count the changes of each kind, in the order in which people are told."""
    counts = Counter(each.kind for each in changes)
    return {word: counts[word] for word in WORDS.values() if counts[word]}
