"""Where the threads of suggestions stand in a revision that took them in, told by it alone."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from operator import eq

from service.comments import suggestion_store
from service.comments.model import Thread
from service.comments.place import in_force, placed_on
from service.comments.resettle import Landing, landing, moved, stretch_after
from service.comments.suggestion_fit import Fit, fits
from service.document.anchors import Placement
from service.document.spans import Span
from service.document.suggestions import Edit, Made, applied
from service.library import read as library
from service.library.texts import rendered, source
from service.repositories import Commit, Repositories
from service.storage.database import ReadDb


def landed(
    db: ReadDb, repositories: Repositories, slug: str, commit: Commit, threads: Sequence[Thread]
) -> Mapping[str, Landing]:
    """Return where threads stand in a recorded revision that took in what they suggest, by thread.

    One that has nowhere to stand is left out.
    """
    if commit.parent is None:
        return {}
    before = library.known_revision(db, slug, commit.parent)
    some = in_force(db, before, threads)
    placed = placed_on(db, repositories, before, some)
    suggested = suggestion_store.suggestions_in(db, (each.id for each in some))
    fit = fits(db, repositories, before, suggested.values(), placed)
    old = source(repositories, slug, before.id)
    now = Made(
        text=source(repositories, slug, commit.id), page=rendered(repositories, slug, commit.id)
    )
    every = sorted(edit for each in fit.values() for edit in each.edits)
    as_suggested = applied(old, every) == now.text
    found: dict[str, Landing] = {}
    for each in some:
        place = placed.get(each.id)
        stretch = (
            stretch_after(fit[each.id], place, every)
            if as_suggested
            else _changed(fit[each.id], place, _difference(old, now.text))
        )
        if stands := landing(now, stretch):
            found[each.id] = stands
    return found


def _difference(old: str, new: str) -> Edit:
    """Return the one edit that makes a text of another, without what both ends have in common."""
    start = _alike(old, new)
    most = min(len(old), len(new)) - start
    behind = min(most, _alike(reversed(old), reversed(new)))
    return Edit(start, len(old) - behind, new[start : len(new) - behind])


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """Return how many characters two texts begin with alike."""
    return sum(takewhile(bool, map(eq, one, other)))


def _changed(fit: Fit, placement: Placement | None, change: Edit) -> Span:
    """Return where a passage is once other words than suggested were put in its place."""
    before = stretch_after(fit, placement, ()) or change.span
    start, end = min(before.start, change.start), max(before.end, change.end)
    return moved(Span(start, end), [change], [change])
