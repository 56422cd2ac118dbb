"""What of an old text still stands in a new one: lines first, then words in lines that changed.

Bounded: no comparison of more than a fixed number of pairs is ever made, so that two unrelated
texts of 500,000 characters are compared in about a second and called unrelated.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Literal, NamedTuple, TypeAlias

from diff_match_patch import diff_match_patch

from service.document.matching import Match, matches
from service.document.pairing import pairs
from service.document.sliding import BEGINS, BLANK, paragraph, sentence, slid
from service.document.spans import Span

Op: TypeAlias = Literal["equal", "insert", "delete"]

#: A line with the blank lines that follow it.
_LINE: Final = re.compile(r"[^\n]*\n(?:[ \t]*\n)*|[^\n]+")
#: Where, roughly, a sentence begins inside a line.
_SENTENCE: Final = re.compile(r"(?<=[.!?][ \t])(?=\S)")
#: Characters of a paragraph that is taken as a whole.
_BLOCK: Final = 4_000
_TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")
#: Operations tidied together: it can take quadratic time.
_TIDIED: Final = 400
#: Operations as diff-match-patch writes them.
_CODES: Final[dict[Op, int]] = {"equal": 0, "insert": 1, "delete": -1}
_SURROGATES: Final = 0xD800
#: Characters there are for tokens.
_DIFFERENT: Final = 0x10F000


class Run(NamedTuple):
    """A stretch of both texts.

    In an equal run only white space may differ; where the lengths differ, it is nothing else.
    """

    #: Equal, inserted or deleted.
    op: Op
    #: In the old text.
    old: Span
    #: In the new text.
    new: Span


class Region(NamedTuple):
    """A stretch in which lines differ."""

    #: In the old text.
    old: Span
    #: In the new text.
    new: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """How an old text became a new one."""

    #: The whole of both texts, in order.
    runs: tuple[Run, ...]
    #: The stretches with changed lines, in order.
    regions: tuple[Region, ...]


def align(old: str, new: str) -> Alignment:
    """Compare two texts: white space counts as equal unless it parts paragraphs."""
    runs: list[Run] = []
    regions: list[Region] = []
    for same, region in _lines(old, new):
        if same:
            runs.append(Run("equal", region.old, region.new))
        else:
            regions.append(region)
            runs.extend(run for part in _paired(old, new, region) for run in _words(old, new, part))
    return Alignment(runs=tuple(runs), regions=tuple(regions))


def _lines(old: str, new: str) -> Iterator[tuple[bool, Region]]:
    """The stretches of equal and of differing lines."""
    before, after = _blocks(old), _blocks(new)
    i = j = a = b = 0
    found = slid(matches(before, after, rare_first=True), before, after, paragraph)
    for match in (*found, (len(before), len(after), 0)):
        first, second, size = match
        c, d = a + sum(map(len, before[i:first])), b + sum(map(len, after[j:second]))
        if c > a or d > b:
            yield False, Region(Span(a, c), Span(b, d))
        e = c + sum(map(len, before[first : first + size]))
        f = d + sum(map(len, after[second : second + size]))
        if size:
            yield True, Region(Span(c, e), Span(d, f))
        i, j, a, b = first + size, second + size, e, f


def _paired(old: str, new: str, region: Region) -> Iterator[Region]:
    """A region in parts: lines that belong together, and what lies between them.

    One line that became one line is compared by its sentences in the same way.
    """
    before, after = (_LINE.findall(words) for words in _both(old, new, region))
    for part in _parts(before, after, region):
        words, others = _both(old, new, part)
        if "\n" in words.rstrip() or "\n" in others.rstrip():
            yield part
        else:
            yield from _parts(_SENTENCE.split(words), _SENTENCE.split(others), part)


def _both(old: str, new: str, region: Region) -> tuple[str, str]:
    return region.old.of(old), region.new.of(new)


def _parts(before: Sequence[str], after: Sequence[str], region: Region) -> Iterator[Region]:
    """A region cut at the pairs among its pieces."""
    starts, others = _offsets(before, region.old.start), _offsets(after, region.new.start)
    i = j = 0
    for first, second in (*pairs(before, after), (len(before), len(after))):
        if starts[first] > starts[i] or others[second] > others[j]:
            yield Region(Span(starts[i], starts[first]), Span(others[j], others[second]))
        i, j = first, second
        if first < len(before):
            i, j = first + 1, second + 1
            yield Region(Span(starts[first], starts[i]), Span(others[second], others[j]))


def _blocks(text: str) -> list[str]:
    """The paragraphs, list items and rows of a text, with the blank lines that follow.

    Past some length each line of a paragraph stands for itself.
    """
    blocks: list[list[str]] = []
    size = 0
    for line in _LINE.findall(text):
        begins = not blocks or BEGINS.match(line) or BLANK.search(blocks[-1][-1])
        size = len(line) if begins else size + len(line)
        if begins or size > _BLOCK:
            blocks.append([])
        blocks[-1].append(line)
    return ["".join(lines) for lines in blocks]


def _offsets(lines: Sequence[str], start: int) -> list[int]:
    """Where each line begins, and where the last ends."""
    return list(accumulate(map(len, lines), initial=start))


def _words(old: str, new: str, region: Region) -> Iterator[Run]:
    """The runs of one part of a region."""
    before = _TOKEN.findall(old, region.old.start, region.old.end)
    after = _TOKEN.findall(new, region.new.start, region.new.end)
    a, b = region.old.start, region.new.start
    i = j = 0
    for op, count in _tidied(_plain(before), _plain(after)):
        if op == "equal":
            yield from _equal(before[i : i + count], after[j : j + count], a, b)
        c = a + sum(map(len, before[i : i + count])) if op != "insert" else a
        d = b + sum(map(len, after[j : j + count])) if op != "delete" else b
        if op != "equal":
            yield Run(op, Span(a, c), Span(b, d))
        i, j = i + count * (op != "insert"), j + count * (op != "delete")
        a, b = c, d


def _plain(tokens: Sequence[str]) -> list[str]:
    """Tokens as they are compared: white space is white space, or a gap between paragraphs."""
    return [
        token if not token.isspace() else "\n\n" if token.count("\n") > 1 else " "
        for token in tokens
    ]


def _equal(before: Sequence[str], after: Sequence[str], a: int, b: int) -> Iterator[Run]:
    """Equal tokens as runs of equal length, white space of another length apart."""
    c, d = a, b
    for x, y in zip(before, after, strict=True):
        if len(x) != len(y):
            if c > a:
                yield Run("equal", Span(a, c), Span(b, d))
            yield Run("equal", Span(c, c + len(x)), Span(d, d + len(y)))
            a, b = c + len(x), d + len(y)
        c, d = c + len(x), d + len(y)
    if c > a:
        yield Run("equal", Span(a, c), Span(b, d))


def _tidied(before: list[str], after: list[str]) -> list[tuple[Op, int]]:
    """Operations with counts of tokens, small coincidences between big changes taken back."""
    counted = [
        (_CODES[op], count) for op, count in _operations(matches(before, after), before, after)
    ]
    return _settled(_tidy(counted, before, after), before, after)


def _settled(
    counted: list[tuple[int, int]], before: Sequence[str], after: Sequence[str]
) -> list[tuple[Op, int]]:
    """Operations that begin and end where a reader would say."""
    found = []
    i = j = 0
    for op, count in counted:
        if not op:
            found.append(Match(i, j, count))
        i, j = i + count * (op != 1), j + count * (op != -1)
    return _operations(slid(found, before, after, sentence), before, after)


def _operations(
    found: Sequence[Match], before: Sequence[str], after: Sequence[str]
) -> list[tuple[Op, int]]:
    """Matches and what lies between them as operations with counts of tokens."""
    operations: list[tuple[Op, int]] = []
    i = j = 0
    for first, second, size in (*found, Match(len(before), len(after), 0)):
        operations += [("delete", first - i), ("insert", second - j), ("equal", size)]
        i, j = first + size, second + size
    return [(op, count) for op, count in operations if count]


def _tidy(
    counted: list[tuple[int, int]], before: list[str], after: list[str]
) -> list[tuple[int, int]]:
    """The semantic clean-up of diff-match-patch, on a character for each token."""
    codes: dict[str, int] = {}
    a, b = _coded(before, codes), _coded(after, codes)
    pieces: list[tuple[int, str]] = []
    i = j = 0
    for op, count in counted:
        pieces.append((op, b[j : j + count] if op == 1 else a[i : i + count]))
        i, j = i + count * (op != 1), j + count * (op != -1)
    return [
        (op, len(words))
        for first in range(0, len(pieces), _TIDIED)
        for op, words in _cleaned(pieces[first : first + _TIDIED])
    ]


def _cleaned(pieces: list[tuple[int, str]]) -> list[tuple[int, str]]:
    diff_match_patch().diff_cleanupSemantic(pieces)
    return pieces


def _coded(tokens: Sequence[str], codes: dict[str, int]) -> str:
    """A character for each different token; past a million different ones they share."""
    return "".join(_character(codes.setdefault(token, len(codes))) for token in tokens)


def _character(number: int) -> str:
    """The character of a number, surrogates left out."""
    place = 1 + number % _DIFFERENT
    return chr(place if place < _SURROGATES else place + 0x800)
