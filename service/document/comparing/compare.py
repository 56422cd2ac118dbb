"""The comparison of two whole texts, in rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from service.document.comparing.comparison import Comparison, Kind, Row
from service.document.comparing.following import moved, paired
from service.document.comparing.fronts import front_changes
from service.document.comparing.listing import Place, listed
from service.document.comparing.passages import Passages, passages
from service.document.comparing.redline import Redline, redline
from service.document.comparing.showing import Block, shown
from service.document.comparing.trees import without_ids
from service.document.front_matter import front_matter_end
from service.document.merging.hunks import Hunk, hunks


def compare(old: str, new: str, *, figures: str, whole: bool = False) -> Comparison:
    """Compare two texts block by block and word by word.

    `figures` is the URL prefix of figures, as for `render`. What did not change is counted and
    not rendered, unless `whole` asks for it. How lines are wrapped is no change. Never raises.
    """
    ends = front_matter_end(old), front_matter_end(new)
    before, after = passages(old[ends[0] :]), passages(new[ends[1] :])
    found = hunks(before.texts, after.texts)
    drafts = _drafts(before, after, found, figures, whole=whole)
    rows, sections = listed(before, after, _rows(_followed(drafts)))
    return Comparison(
        rows=tuple(rows),
        sections=tuple(sections),
        front=tuple(front_changes(old[: ends[0]], new[: ends[1]])),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A row before it is written."""

    #: What became of it.
    kind: Kind
    #: The old block, where there was one.
    old: Block | None = None
    #: The new block, where there is one.
    new: Block | None = None
    #: Index of its passage in the old text, and in the new one.
    at: tuple[int, int]
    #: How many passages it stands for.
    passages: int = 1
    #: For both ends of a move: the number of the row that was left, counted from 1.
    move: int = 0


def _drafts(
    before: Passages,
    after: Passages,
    found: Sequence[Hunk],
    figures: str,
    *,
    whole: bool,
) -> list[_Draft]:
    """Rows without moves, in order."""
    kept = _kept(before, found)
    olds = shown(before.texts, (range(hunk.start, hunk.end) for hunk in found), figures)
    wanted = [range(hunk.first, hunk.last) for hunk in found]
    wanted += [range(start, start + count) for _, start, count in kept] if whole else []
    news = shown(after.texts, wanted, figures)
    drafts: list[_Draft] = []
    for number, (first, second, count) in enumerate(kept):
        if number:
            hunk = found[number - 1]
            drafts += _changed(olds[number - 1], news[number - 1], (hunk.start, hunk.first))
        if whole:
            blocks = news[len(found) + number]
            drafts += [
                _Draft(kind="same", new=b, at=(first + b.passage - second, b.passage))
                for b in blocks
            ]
        elif count:
            drafts.append(_Draft(kind="same", at=(first, second), passages=count))
    return drafts


def _kept(before: Passages, found: Sequence[Hunk]) -> list[tuple[int, int, int]]:
    """What stands before, between and after the hunks: where in both texts, and how much."""
    starts = [(0, 0), *((hunk.end, hunk.last) for hunk in found)]
    ends = [*(hunk.start for hunk in found), len(before.texts)]
    return [(a, b, end - a) for (a, b), end in zip(starts, ends, strict=True)]


def _changed(went: list[Block], came: list[Block], at: tuple[int, int]) -> Iterator[_Draft]:
    """The rows of one stretch in which passages differ."""
    i = j = 0
    for first, second in [*paired(went, came), (len(went), len(came))]:
        for old in went[i:first]:
            at = old.passage, at[1]
            yield _Draft(kind="removed", old=old, at=at)
        for new in came[j:second]:
            at = at[0], new.passage
            yield _Draft(kind="added", new=new, at=at)
        if first < len(went):
            old, new = went[first], came[second]
            at = old.passage, new.passage
            kind: Kind = "same" if old.html == new.html else "changed"
            yield _Draft(kind=kind, old=old, new=new, at=at)
        i, j = first + 1, second + 1


def _followed(drafts: list[_Draft]) -> list[_Draft]:
    """The rows with what went at one place and came at another as moved."""
    went = {n: d.old for n, d in enumerate(drafts) if d.kind == "removed" and d.old}
    came = {n: d.new for n, d in enumerate(drafts) if d.kind == "added" and d.new}
    for source, target in moved(went, came).items():
        drafts[target] = replace(drafts[target], kind="moved", old=went[source], move=source + 1)
        drafts[source] = replace(drafts[source], kind="left", move=source + 1)
    return drafts


def _rows(drafts: Sequence[_Draft]) -> Iterator[tuple[Row, Place]]:
    """The rows, written, each with its place."""
    for draft in drafts:
        yield _row(draft), Place(*draft.at, move=draft.move)


def _row(draft: _Draft) -> Row:
    block = draft.new or draft.old
    old, new = (side.html if side else "" for side in (draft.old, draft.new))
    if draft.kind == "same":
        made = Redline(marked=new, old=without_ids(new), new=new, edits=0)
    elif draft.kind == "left":
        made = Redline(marked="", old=without_ids(old), new="", edits=0)
    else:
        made = redline(old, new)
    return Row(
        kind=draft.kind,
        change="",
        section="",
        block=block.kind if block else "",
        marked=made.marked,
        old=made.old,
        new=made.new,
        edits=made.edits,
        passages=draft.passages,
    )
