"""Which section of a new text is which of the old one: by words and title, then by likeness.

Bounded: at most 400 pairs of sections are compared word by word.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final, NamedTuple

from service.document.wording import alike, weight

#: Pairs of sections that are compared word by word, at most; past it a renamed one is a new one.
_PAIRS: Final = 400
#: How alike two sections must be to be one that was renamed, 0.0 to 1.0.
_ALIKE: Final = 0.6
#: By how much the likest must surpass the next: else it would be a guess.
_MARGIN: Final = 0.1
#: What the same title is worth among several sections of that title.
_TITLE: Final = 0.25
#: Letters and digits below which words tell nothing.
_TELLING: Final = 20


class Titled(NamedTuple):
    """A section of a text."""

    #: The heading's words.
    title: str
    #: The heading's level; 0 for what has none.
    level: int
    #: Its source, the heading's line included.
    source: str

    @property
    def body(self) -> str:
        """Its source below the heading's line."""
        return self.source.partition("\n")[2] if self.level else self.source


def paired(old: Sequence[Titled], new: Sequence[Titled]) -> dict[int, int]:
    """Return for each section of the new text that the old one had: its index there, by index.

    Each is paired at most once. What nothing tells apart stays unpaired: it is new, and the old
    one is gone.
    """
    found = _Pairs(old, new)
    found.by(lambda each: each)
    found.by(lambda each: (each.title, each.level))
    found.by_likeness()
    found.by_neighbours()
    return found.pairs


class _Pairs:
    """Pairs found so far, and what is left on both sides."""

    def __init__(self, old: Sequence[Titled], new: Sequence[Titled]) -> None:
        self.pairs: dict[int, int] = {}
        self._old, self._new = old, new
        self._left_old, self._left_new = set(range(len(old))), set(range(len(new)))

    def by(self, key: Callable[[Titled], Hashable]) -> None:
        """Pair those with equal keys, in order, where there are as many on both sides."""
        before = _grouped((i, key(self._old[i])) for i in sorted(self._left_old))
        after = _grouped((j, key(self._new[j])) for j in sorted(self._left_new))
        for name, found in after.items():
            if len(found) == len(before.get(name, ())):
                for j, i in zip(found, before[name], strict=True):
                    self._pair(j, i)

    def by_likeness(self) -> None:
        """Pair those that are each other's likest by far: a heading was renamed."""
        if len(self._left_old) * len(self._left_new) > _PAIRS:
            return
        scores = {
            (j, i): self._score(j, i)
            for j in sorted(self._left_new)
            for i in sorted(self._left_old)
        }
        for (j, i), score in scores.items():
            others = [s for (b, a), s in scores.items() if (b == j) != (a == i)]
            if score >= _ALIKE and score - max(others, default=0.0) >= _MARGIN:
                self._pair(j, i)

    def by_neighbours(self) -> None:
        """Pair headings without words of their own that stand alone between the same two."""
        for j in sorted(self._left_new):
            i = self._between(j)
            if i in self._left_old and self._wordless(j, i):
                self._pair(j, i)

    def _pair(self, j: int, i: int) -> None:
        self.pairs[j] = i
        self._left_new.discard(j)
        self._left_old.discard(i)

    def _score(self, j: int, i: int) -> float:
        before, after = self._old[i], self._new[j]
        if weight(before.body) < _TELLING or weight(after.body) < _TELLING:
            return 0.0
        return alike(before.body, after.body) + _TITLE * (before.title == after.title)

    def _between(self, j: int) -> int:
        """The place in the old text between the partners of a section's neighbours, or -1."""
        before = self.pairs.get(j - 1, -1 if j == 0 else -9)
        after = self.pairs.get(j + 1, len(self._old) if j + 1 == len(self._new) else -9)
        return before + 1 if after == before + 2 else -1

    def _wordless(self, j: int, i: int) -> bool:
        before, after = self._old[i], self._new[j]
        return before.level == after.level and not weight(before.body) + weight(after.body)


def _grouped(keyed: Iterable[tuple[int, Hashable]]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for index, key in keyed:
        groups[key].append(index)
    return groups
