"""Which block became which: within a stretch that changed, and moved from one to another."""

from collections.abc import Mapping, Sequence
from typing import Final

from service.document.alignment import align
from service.document.comparing.showing import Block
from service.document.merging.pairing import by_likeness
from service.document.wording import alike, level, weight

#: Pairs of blocks up to which every one is compared with every other.
_MOST: Final = 400
#: Part of the longer of two blocks that must have stayed for the two to be one.
_STAYED: Final = 0.4
#: How alike a moved block still is, 0.0 to 1.0.
_ALIKE: Final = 0.8
#: Letters and digits below which a block is too short to be called moved.
_WEIGHT: Final = 20


def paired(went: Sequence[Block], came: Sequence[Block]) -> list[tuple[int, int]]:
    """The blocks of one stretch that are still themselves, as pairs of indices, both rising."""
    if len(went) * len(came) <= _MOST:
        found = by_likeness([b.text for b in went], [b.text for b in came])
        if not found and len(went) == len(came) == 1 and went[0].kind in ("table", "list", "code"):
            found = [(0, 0)]
    else:
        found = _by_words(went, came)
    return [(i, j) for i, j in found if went[i].kind == came[j].kind]


def _by_words(went: Sequence[Block], came: Sequence[Block]) -> list[tuple[int, int]]:
    """The same for stretches too long for that: by the words that one alignment keeps."""
    old, new = ("\n\n".join(block.text for block in blocks) for blocks in (went, came))
    shared: dict[tuple[int, int], int] = {}
    first, second = _places(went), _places(came)
    for run in align(old, new).runs:
        if run.op == "equal" and (count := weight(run.old.of(old))):
            place = first[run.old.start], second[run.new.start]
            shared[place] = shared.get(place, 0) + count
    best: list[tuple[int, int]] = []
    for i, j in sorted(shared, key=lambda place: -shared[place]):
        enough = _STAYED * max(weight(went[i].text), weight(came[j].text))
        if shared[i, j] >= enough and all((a - i) * (b - j) > 0 for a, b in best):
            best.append((i, j))
    return sorted(best)


def _places(blocks: Sequence[Block]) -> list[int]:
    """For each character of the blocks' texts, joined by two line ends, whose it is."""
    return [n for n, block in enumerate(blocks) for _ in range(len(block.text) + 2)]


def moved(went: Mapping[int, Block], came: Mapping[int, Block]) -> dict[int, int]:
    """Blocks that went and came elsewhere, each the other's best: by their keys, went to came."""
    old = {key: level(block.text) for key, block in went.items() if _heavy(block)}
    new = {key: level(block.text) for key, block in came.items() if _heavy(block)}
    places: dict[tuple[str, str], list[int]] = {}
    for key, text in new.items():
        places.setdefault((came[key].kind, text), []).append(key)
    found: dict[int, int] = {}
    for key, text in old.items():
        if same := places.get((went[key].kind, text)):
            found[key] = same.pop(0)
    return found | _alike(
        {key: text for key, text in old.items() if key not in found},
        {key: text for key, text in new.items() if key not in found.values()},
    )


def _heavy(block: Block) -> bool:
    return weight(block.text) >= _WEIGHT


def _alike(old: Mapping[int, str], new: Mapping[int, str]) -> dict[int, int]:
    """Those that are best for each other, and alike enough; none where there are too many."""
    if len(old) * len(new) > 4 * _MOST:
        return {}
    likeness = {(a, b): alike(x, y) for a, x in old.items() for b, y in new.items()}
    found: dict[int, int] = {}
    for a in old if new else ():
        b = max(new, key=lambda key: likeness[a, key])
        best = max(old, key=lambda key: likeness[key, b]) == a
        if best and likeness[a, b] >= _ALIKE:
            found[a] = b
    return found
