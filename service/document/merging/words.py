"""The merge of one passage by its words: a paragraph, a list item, a cell, a line of code.

Edits that leave nothing but space between them touch, unless each is one plain word for another:
a date or a name is never mixed from two. Two readings of what was changed (from the front and from
the end) must come to the same words; else people are asked.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final, NamedTuple, TypeAlias

from service.document.merging.hunks import (
    Hunk,
    Stretch,
    Touching,
    backwards,
    hunks,
    spread,
    together,
)
from service.document.merging.pieces import Piece, plain, whole
from service.document.merging.structure import adds_up
from service.document.sentences import sentences

#: Numbers with their signs, dates, times, addresses and compounds are words: 1.5 % changed by one
#: to 2.5 % and by the other to 1.6 % must never become 2.6 %.
_TOKEN: Final = re.compile(
    r"\s+|[£$€]?\w+(?:[-.,/:'’@#&=?%+~–]+\w+)*%?|[^\w\s]",
)
_Reading: TypeAlias = Callable[[Sequence[str], Sequence[str]], list[Hunk]]


class _Texts(NamedTuple):
    """The tokens of the three texts."""

    #: As it was.
    base: list[str]
    #: As we have it.
    ours: list[str]
    #: As they have it.
    theirs: list[str]

    def said(self, stretch: Stretch) -> tuple[str, str, str]:
        """The words of a stretch."""
        return (
            "".join(self.base[stretch.base]),
            "".join(self.ours[stretch.ours]),
            "".join(self.theirs[stretch.theirs]),
        )

    def of(self, stretch: Stretch) -> Piece:
        """What a stretch becomes, where that can be said."""
        return plain(*self.said(stretch))


def merge_words(base: str, ours: str, theirs: str) -> list[Piece]:
    """Combine what both sides did to one passage; what touches is widened and clashes.

    To the sentence, or to the whole passage where there is more than one in it.
    """
    texts = _Texts(base=tokens(base), ours=tokens(ours), theirs=tokens(theirs))
    first, second = (_read(texts, reading) for reading in (hunks, backwards))
    one, other = whole(first), whole(second)
    if (one.text is None) != (other.text is None):
        return first if one.text is None else second
    agreed = first == second if one.text is None else one.text == other.text
    return first if agreed else [Piece(base, ours, theirs, None)]


def tokens(text: str) -> list[str]:
    """The words, signs and spaces of a text; together they are the text."""
    return _TOKEN.findall(text)


def _read(texts: _Texts, reading: _Reading) -> list[Piece]:
    """The pieces by one reading of what was changed."""
    mine, other = (edits(texts.base, side, reading) for side in (texts.ours, texts.theirs))
    found = list(together(mine, other, _touching(texts, mine, other)))
    passage = Stretch(*(slice(0, len(side)) for side in texts))
    clashes = [stretch for stretch in found if texts.of(stretch).text is None]
    if not clashes:
        return [_combined(texts, found, passage)]
    bounds = _bounds(texts.base)
    wide = _widened(bounds, found, clashes[0])
    if any(_widened(bounds, found, other) != wide for other in clashes[1:]):
        return [_asked(texts, passage)]
    return _around(texts, found, wide, passage)


def edits(before: Sequence[str], after: Sequence[str], reading: _Reading = hunks) -> list[Hunk]:
    """What was changed, in phrases, wherever each could as well have been changed."""
    return spread(before, after, phrases(before, after, reading(before, after)))


def phrases(before: Sequence[str], after: Sequence[str], found: Sequence[Hunk]) -> list[Hunk]:
    """Hunks joined over what stayed by chance: less than was changed on either side of it."""
    sizes = [list(accumulate(map(len, side), initial=0)) for side in (before, after)]
    phrases: list[Hunk] = []
    for hunk in found:
        while phrases and _by_chance(sizes, phrases[-1], hunk):
            last = phrases.pop()
            hunk = Hunk(last.start, hunk.end, last.first, hunk.last)
        phrases.append(hunk)
    return phrases


def _by_chance(sizes: Sequence[Sequence[int]], first: Hunk, second: Hunk) -> bool:
    old, new = sizes
    changed = (
        max(old[hunk.end] - old[hunk.start], new[hunk.last] - new[hunk.first])
        for hunk in (first, second)
    )
    return old[second.start] - old[first.end] <= min(changed)


def _touching(texts: _Texts, mine: Sequence[Hunk], other: Sequence[Hunk]) -> Touching:
    """Whether nothing but space stands between, and the edits are more than a plain word each."""
    plain_words = {
        *(hunk for hunk in mine if _one_word(texts.base, texts.ours, hunk)),
        *(hunk for hunk in other if _one_word(texts.base, texts.theirs, hunk)),
    }
    ends, starts = {hunk.end for hunk in plain_words}, {hunk.start for hunk in plain_words}

    def touching(end: int, start: int) -> bool:
        between = texts.base[end:start]
        parted = bool(between) and end in ends and start in starts
        return not parted and all(token.isspace() for token in between)

    return touching


def _one_word(before: Sequence[str], after: Sequence[str], hunk: Hunk) -> bool:
    """Whether a hunk is one word in small letters that became one other word."""
    if hunk.end - hunk.start != 1 or hunk.last - hunk.first != 1:
        return False
    old, new = before[hunk.start], after[hunk.first]
    return old.isalpha() and old.islower() and new.isalpha()


def _widened(bounds: Sequence[int], found: Sequence[Stretch], clash: Stretch) -> Stretch:
    """A clash with the sentences in which it stands, and every edit that reaches into them."""
    start, end = clash.base.start, clash.base.stop
    while True:
        if start < end:
            start = bounds[bisect_right(bounds, start) - 1]
            end = bounds[bisect_left(bounds, end)]
        inside = [stretch for stretch in found if _reaches(stretch.base, start, end)]
        first, last = inside[0], inside[-1]
        if start <= first.base.start and last.base.stop <= end:
            break
        start, end = min(start, first.base.start), max(end, last.base.stop)
    lead, tail = first.base.start - start, end - last.base.stop
    return Stretch(
        slice(start, end),
        slice(first.ours.start - lead, last.ours.stop + tail),
        slice(first.theirs.start - lead, last.theirs.stop + tail),
    )


def _reaches(stretch: slice, start: int, end: int) -> bool:
    if stretch.start == stretch.stop or start == end:
        return bool(stretch.start <= end and start <= stretch.stop)
    return bool(stretch.start < end and start < stretch.stop)


def _bounds(base: Sequence[str]) -> list[int]:
    """The tokens at which sentences begin, and the end."""
    starts = list(accumulate(map(len, base), initial=0))
    found = {bisect_left(starts, span.start) for span in sentences("".join(base))[1:]}
    return sorted(found | {0, len(base)})


def _around(
    texts: _Texts, found: Sequence[Stretch], clash: Stretch, passage: Stretch
) -> list[Piece]:
    """What stands before a clash, the clash, and what stands after it."""
    apart = [s for s in found if not _reaches(s.base, clash.base.start, clash.base.stop)]
    edges = list(zip(passage, clash, strict=True))
    lead = Stretch(*(slice(whole.start, part.start) for whole, part in edges))
    tail = Stretch(*(slice(part.stop, whole.stop) for whole, part in edges))
    return [
        _combined(texts, [s for s in apart if s.base.stop <= clash.base.start], lead),
        _asked(texts, clash),
        _combined(texts, [s for s in apart if s.base.start >= clash.base.stop], tail),
    ]


def _asked(texts: _Texts, stretch: Stretch) -> Piece:
    return Piece(*texts.said(stretch), None)


def _combined(texts: _Texts, found: Sequence[Stretch], within: Stretch) -> Piece:
    """A stretch in which nothing clashes, as one piece; asked where its mark-up breaks."""
    made, agreed, at = "", "", within.base.start
    for stretch in found:
        piece, kept = texts.of(stretch), "".join(texts.base[at : stretch.base.start])
        made += kept + str(piece.text)
        agreed += kept + (piece.ours if piece.kind == "both" else piece.base)
        at = stretch.base.stop
    rest = "".join(texts.base[at : within.base.stop])
    base, ours, theirs = texts.said(within)
    piece = Piece(base, ours, theirs, made + rest)
    if piece.kind != "combined":
        return piece
    if not adds_up(agreed + rest, ours, theirs, made + rest):
        return _asked(texts, within)
    return piece._replace(close=_share_sentence(texts, found))


def _share_sentence(texts: _Texts, found: Sequence[Stretch]) -> bool:
    """Whether both sides changed one sentence."""
    bounds = _bounds(texts.base)
    by: dict[str, set[int]] = {"ours": set(), "theirs": set()}
    for stretch in found:
        first, last = stretch.base.start, max(stretch.base.start, stretch.base.stop - 1)
        reach = range(bisect_right(bounds, first), bisect_right(bounds, last) + 1)
        by.get(texts.of(stretch).kind, set()).update(reach)
    return bool(by["ours"] & by["theirs"])
