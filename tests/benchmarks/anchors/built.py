"""What real histories seldom show, made from real texts: wrapped anew, moved, one of two taken out.

Each walk ends in a text of which it is known, because it was made so, where every passage went.
"""

import random
import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from service.document.spans import Span
from tests.benchmarks.anchors.cases import Case, Kind, Walk
from tests.benchmarks.anchors.histories import History
from tests.benchmarks.anchors.pieces import blocks, level
from tests.benchmarks.anchors.tracking import LOOK_ALIKE

#: Built walks of each sort from one history.
WALKS = 3
#: How far apart look-alikes may stand, in blocks.
BESIDE = 3
#: Words of a block that is worth a comment.
LEAST = 5
#: Passages taken from one walk.
CASES = 6
#: Blocks that are prose, so that they may be wrapped anew.
_PROSE = re.compile(r"[A-Z\"“*_\[(]")


class Cut(NamedTuple):
    """A text from which one block was taken, and what is known of it."""

    #: The text without the block.
    text: str
    #: The stretch that was taken.
    gone: Span

    def after(self, span: Span) -> Span:
        """Where a stretch outside the block stands now."""
        shift = len(self.gone) if span.start >= self.gone.end else 0
        return Span(span.start - shift, span.end - shift)


def walks(history: History) -> Iterator[Walk]:
    """Everything that is built from a history."""
    chance = random.Random(f"built {history.name}")  # noqa: S311 - repeatable
    versions = history.versions
    for number in chance.sample(range(len(versions)), min(WALKS, len(versions))):
        text = versions[number]
        double = copied(text, chance) or text
        for made, old in (
            (_wrapped, text),
            (_moved, text),
            (_moved, text),
            (_look_alike, text),
            (_look_alike_edited, text),
            (_copy_deleted, double),
        ):
            found = made(old, chance)
            if found:
                new, cases = found
                yield Walk(
                    name=history.name,
                    held_out=history.held_out,
                    versions=(old, new),
                    cases=cases,
                )


Made = tuple[str, list[Case]]


def _wrapped(text: str, chance: random.Random) -> Made | None:
    """Every paragraph of prose in lines of another length."""
    width = chance.choice((50, 64, 72, 80, 100))
    prose = [b for b in blocks(text) if _PROSE.match(text[b.start]) and len(b) > width]
    wrapper = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    new = _replaced(text, [(block, wrapper.fill(level(block.of(text)))) for block in prose])
    if new == text or not prose:
        return None
    old_signs, new_signs = _signs(text), _signs(new)
    index = {place: n for n, place in enumerate(old_signs)}
    cases = []
    for block in chance.sample(prose, min(CASES, len(prose))):
        span = _phrase(text, block, chance)
        if text.count(span.of(text)) > 1:
            continue
        first, last = new_signs[index[span.start]], new_signs[index[span.end - 1]]
        truth = Span(first, last + 1)
        same = span.of(text) == truth.of(new)
        kind = Kind.VERBATIM if same else Kind.WRAPPED
        cases.append(Case(kind=kind, span=span, truth=truth))
    return new, cases


def _moved(text: str, chance: random.Random) -> Made | None:
    """A block taken out here and put in elsewhere, every second time with a word left out."""
    parts = [b for b in blocks(text) if len(b.of(text).split()) >= 2 * LEAST]
    parts = [b for b in parts if text.count(b.of(text)) == 1]
    if len(parts) < 4:
        return None
    block, place = chance.sample(parts, 2)
    words = block.of(text)
    if chance.random() < 0.5:
        words = _word_less(words, chance)
    cut = cut_out(text, block)
    at = cut.after(place).end
    lead = _lead(words)
    new = cut.text[:at] + lead + words + cut.text[at:]
    truth = Span(at + len(lead), at + len(lead) + len(words))
    return new, [Case(kind=Kind.MOVED, span=block, truth=truth)]


def _look_alike(text: str, chance: random.Random) -> Made | None:
    """One of two blocks that resemble each other taken out; the other stays where it was."""
    pair = _resembling(text, chance)
    if not pair:
        return None
    gone, stays = pair
    cut = cut_out(text, gone)
    kept = Case(kind=Kind.VERBATIM, span=stays, truth=cut.after(stays))
    if text.count(stays.of(text)) > 1:
        kept = Case(kind=Kind.DUPLICATED, span=stays, truth=cut.after(stays))
    return cut.text, [*_lost(text, gone, chance), kept]


def _look_alike_edited(text: str, chance: random.Random) -> Made | None:
    """The same, and the one that stays loses a word."""
    pair = _resembling(text, chance)
    if not pair:
        return None
    gone, stays = pair
    less = _word_less(stays.of(text), chance)
    lost, kept = _likeness(gone.of(text), less), _likeness(stays.of(text), less)
    if less == stays.of(text) or lost > kept - 0.1:  # else it may be either of the two
        return None
    cut = cut_out(text, gone)
    there = cut.after(stays)
    new = cut.text[: there.start] + less + cut.text[there.end :]
    truth = Span(there.start, there.start + len(less))
    edited = Case(kind=Kind.EDITED, span=stays, truth=truth)
    return new, [*_lost(text, gone, chance), edited]


def _copy_deleted(text: str, chance: random.Random) -> Made | None:
    """One of two equal blocks, far from each other, taken out (the versions have both)."""
    pair = _copies(text, chance)
    if not pair:
        return None
    gone, stays = pair
    cut = cut_out(text, gone)
    kept = Case(kind=Kind.DUPLICATED, span=stays, truth=cut.after(stays))
    return cut.text, [*_lost(text, gone, chance), kept]


def copied(text: str, chance: random.Random) -> str | None:
    """The text with one of its blocks a second time, far from the first."""
    parts = blocks(text)
    worth = [n for n, b in enumerate(parts) if len(b.of(text).split()) >= LEAST]
    if len(worth) < 4:
        return None
    source, other = chance.sample(worth, 2)
    words = parts[source].of(text)
    if abs(source - other) < 2 * BESIDE or text.count(words) > 1:
        return None
    end = parts[other].end
    return text[:end] + _lead(words) + words + text[end:]


def _copies(text: str, chance: random.Random) -> tuple[Span, Span] | None:
    """Two equal blocks that stand far from each other, between other neighbours."""
    parts = blocks(text)
    places: dict[str, list[int]] = {}
    for n, block in enumerate(parts):
        if len(block.of(text).split()) >= LEAST:
            places.setdefault(block.of(text), []).append(n)
    found = [p for p in places.values() if len(p) == 2 and p[1] - p[0] >= 2 * BESIDE]
    if not found:
        return None
    first, second = chance.sample(chance.choice(found), 2)
    return parts[first], parts[second]


def _resembling(text: str, chance: random.Random) -> tuple[Span, Span] | None:
    """Two blocks beside each other that say nearly, but not quite, the same."""
    parts = [b for b in blocks(text) if len(b.of(text).split()) >= LEAST]
    found = []
    for n, block in enumerate(parts):
        for other in parts[n + 1 : n + 1 + BESIDE]:
            one, two = block.of(text), other.of(text)
            if text.count(one) == text.count(two) == 1 and _likeness(one, two) >= LOOK_ALIKE:
                found.append((block, other))
    if not found:
        return None
    first, second = chance.sample(chance.choice(found), 2)
    return first, second


def _lost(text: str, gone: Span, chance: random.Random) -> list[Case]:
    """Passages of a block that was taken out while something like it stays."""
    spans = {gone, *(_phrase(text, gone, chance) for _ in range(CASES // 2))}
    ordered = sorted(spans, key=lambda span: (span.start, span.end))
    return [Case(kind=Kind.LOOK_ALIKE, span=span, truth=None) for span in ordered]


def cut_out(text: str, block: Span) -> Cut:
    """The text without a block and what parted it from the next."""
    start, end = block.start, block.end
    while start and text[start - 1] in " \t":
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    while end > block.end and text[end - 1] in " \t":  # the next block's own
        end -= 1
    return Cut(text[:start] + text[end:], Span(start, end))


def _phrase(text: str, block: Span, chance: random.Random) -> Span:
    """Some words of a block."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", block.of(text))]
    size = chance.randint(min(3, len(words)), len(words))
    at = chance.randrange(len(words) - size + 1)
    return Span(block.start + words[at][0], block.start + words[at + size - 1][1])


def _word_less(words: str, chance: random.Random) -> str:
    """The words without one of those in the middle."""
    inner = list(re.finditer(r"(?<=\s)\w+\s", words))
    if not inner:
        return words
    out = chance.choice(inner)
    return words[: out.start()] + words[out.end() :]


def _lead(words: str) -> str:
    """What parts a block from the one before."""
    return "\n" if words[0] in "|-*+" else "\n\n"


def _likeness(one: str, two: str) -> float:
    return float(Indel.normalized_similarity(one.split(), two.split()))


def _replaced(text: str, parts: Sequence[tuple[Span, str]]) -> str:
    """The text with other words for some stretches, given in order."""
    made, at = [], 0
    for span, words in parts:
        made += [text[at : span.start], words]
        at = span.end
    return "".join([*made, text[at:]])


def _signs(text: str) -> list[int]:
    """The places of what is not white space."""
    return [n for n, sign in enumerate(text) if not sign.isspace()]
