"""What stood around passages that are lost, as people read it."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from service.comments.model import Thread
from service.document.anchors import CONTEXT, Anchor
from service.document.render import Rendered
from service.document.spans import Span
from service.library.lately import Lately
from service.library.texts import rendered, source
from service.repositories import Repositories

#: What marks up and is not read; a figure or a link keeps its words.
_MARKS: Final = re.compile(r"[*_`#|~\[\]<>]+|\]\([^)\s]*\)?|^[^(\s]*\)|:?-{3,}:?")
#: How much source is rendered for the words around the passages of one page, in characters: a
#: text of 131 pages. What is read so is kept, and the next page reads the next revision.
_MOST: Final = 400_000
#: How many blocks are read on each side: words, not only figures and rules.
_BLOCKS: Final = 3

#: What stood around passages, by installation, strategy, revision, start and end, none of which
#: ever changes: some 5 MB.
_kept: Lately[tuple[Repositories, str, str, int, int], tuple[str, str]] = Lately(20_000)


def contexts(repositories: Repositories, threads: Iterable[Thread]) -> dict[str, tuple[str, str]]:
    """Return the words before and after the passages of threads, by thread.

    At most 32 characters each, as they read on the revision that a passage was chosen on. Where
    that would take a great many long revisions at once, some are read from the source that is
    kept with the anchor, as well as that goes without rendering it.
    """
    found: dict[str, tuple[str, str]] = {}
    left = _MOST
    by_revision = sorted((each for each in threads if each.anchor), key=_revision)
    for (slug, revision), some in groupby(by_revision, key=_revision):
        group = tuple(some)
        known = {each.id: _kept.get(_key(repositories, each)) for each in group}
        if None in known.values():
            left -= len(source(repositories, slug, revision))
            if left >= 0:
                known = _read(repositories, rendered(repositories, slug, revision), group)
        found |= {each.id: known[each.id] or _bare(each.anchor) for each in group}
    return found


def _revision(thread: Thread) -> tuple[str, str]:
    return thread.strategy, thread.revision


def _key(repositories: Repositories, thread: Thread) -> tuple[Repositories, str, str, int, int]:
    span = _span(thread)
    return repositories, thread.strategy, thread.revision, span.start, span.end


def _span(thread: Thread) -> Span:
    anchor = thread.anchor
    return Span(anchor.start, anchor.end) if anchor else Span(0, 0)


def _read(
    repositories: Repositories, page: Rendered, threads: Sequence[Thread]
) -> dict[str, tuple[str, str] | None]:
    """Return what stands around passages on the page of their revision, and keep it."""
    found: dict[str, tuple[str, str] | None] = {}
    for each in threads:
        around = _around(page, _span(each))
        found[each.id] = _kept.put(_key(repositories, each), around, 1) if around else None
    return found


def _around(page: Rendered, span: Span) -> tuple[str, str] | None:
    """Return the visible words before and after a stretch; None where it shows nothing."""
    pieces = page.to_visible(span)
    if not pieces:
        return None
    ids = [block.id for block in page.blocks]
    first, last = ids.index(pieces[0].block), ids.index(pieces[-1].block)
    ahead = [block.text for block in page.blocks[max(0, first - _BLOCKS) : first]]
    behind = [block.text for block in page.blocks[last + 1 : last + 1 + _BLOCKS]]
    before = " ".join([*ahead, page.blocks[first].text[: pieces[0].start]])
    after = " ".join([page.blocks[last].text[pieces[-1].end :], *behind])
    return _ending(before), _ending(after[::-1])[::-1]


def _ending(words: str) -> str:
    """Return the last of some words, at most 32 characters, none of them cut in two."""
    level = " ".join(words[-10 * CONTEXT :].split())
    cut = level[-CONTEXT:]
    whole = len(level) <= CONTEXT or level[-CONTEXT - 1].isspace() or " " not in cut
    return (cut if whole else cut.partition(" ")[2]).strip()


def _bare(anchor: Anchor | None) -> tuple[str, str]:
    """Return the source around a passage without what marks it up."""
    ends = (anchor.prefix, anchor.suffix) if anchor else ("", "")
    before, after = (" ".join(_MARKS.sub(" ", each).split()) for each in ends)
    return before, after
