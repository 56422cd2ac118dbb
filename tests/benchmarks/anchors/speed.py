"""How long placing takes: on a long document with edits, and on texts made to take long."""

import random
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from time import process_time
from typing import NamedTuple

from service.document.anchors import Anchor, place_all, take
from service.document.spans import Span
from tests.benchmarks import corpus

#: Anchors that are placed at once.
ANCHORS = 1_000
#: Characters of a text that is made to take long.
SIZE = 500_000
#: Seconds of one processor that a document of 131 pages, and the worst text, may take.
LONG_LIMIT, WORST_LIMIT = 1.0, 5.0
#: Code points of an anchor, at least and at most.
SHORTEST, LONGEST = 4, 400


class Timed(NamedTuple):
    """What was timed."""

    name: str
    seconds: float
    limit: float


def timed(texts: Path) -> Iterator[Timed]:
    """Each pair of texts in turn."""
    made = corpus.make(texts, documents=0)
    long = made.documents[corpus.LONG_PAGE]
    other = made.documents[corpus.BOOK]
    yield Timed("131 pages, 300 words edited", _seconds(long, _edited(long)), LONG_LIMIT)
    yield Timed("131 pages, paragraphs moved", _seconds(long, _shuffled(long)), LONG_LIMIT)
    for name, old, new in _worst(long, other):
        yield Timed(name, _seconds(old, new), WORST_LIMIT)


def _seconds(old: str, new: str) -> float:
    """What placing takes of one processor."""
    chance = random.Random(7)  # noqa: S311 - repeatable
    anchors = [_anchor(old, chance) for _ in range(ANCHORS)]
    started = process_time()
    place_all(anchors, old, new)
    return process_time() - started


def _anchor(text: str, chance: random.Random) -> Anchor:
    size = chance.randint(SHORTEST, LONGEST)
    start = chance.randrange(max(1, len(text) - size))
    return take(text, Span(start, start + size))


def _worst(long: str, other: str) -> Iterator[tuple[str, str, str]]:
    """Pairs of 500,000 characters each, by what makes them hard."""
    prose, others = _filled(long), _filled(other)
    yield "unrelated texts", prose, others[::-1]
    yield "related texts, all lines new", prose, _filled(long.replace("e", "é"))
    yield "paragraphs in another order", prose, _shuffled(prose)
    yield "sentences in another order", prose, ". ".join(_shaken(prose.split(". ")))
    yield "one line, edited", _one_line(prose), _one_line(_edited(prose))
    yield "one line, words in another order", _one_line(prose), " ".join(_shaken(prose.split()))
    yield "all lines equal", _filled("The same line again.\n"), _filled("The same line again.\n", 7)
    yield "all lines equal, then others", _filled("Equal.\n"), _filled("Other.\n")
    yield "nearly equal lines", _numbered("Row {} of the table."), _numbered("Row {}1 of a table.")
    yield "one word", _filled("word "), _filled("word ", 9)
    yield "one character", "a" * SIZE, "a" * (SIZE - 1) + "b"
    yield "two characters by turns", _filled("ab"), _filled("ba")
    yield "a period that does not divide", _filled("abcdefg "), _filled("abcdefgh ")
    yield "white space", _filled(" \n\t "), _filled("\n \n ")
    yield "signs alone", _filled("!?;: "), _filled(";:!? ")
    yield "no repetition", _signs(0x4E00, 20_000), _signs(0x4E00, 19_999)
    yield "400 different characters", _signs(0x100, 400), _shaken_text(_signs(0x100, 401))
    yield "CJK", _signs(0x4E00, 3_000), _shaken_text(_signs(0x4E00, 3_000))
    yield "emptied", prose, "Nothing is left.\n"
    yield "doubled", prose[: SIZE // 2], prose[: SIZE // 2] * 2


def _filled(text: str, less: int = 0) -> str:
    """A text again and again, to the full length or a little less."""
    return (text * (SIZE // len(text) + 1))[: SIZE - less]


def _numbered(pattern: str) -> str:
    size = len(pattern) + 3
    return "\n".join(pattern.format(n) for n in range(SIZE // size))


def _signs(first: int, different: int) -> str:
    """Characters from somewhere on, around and around, a line end after each eighty."""
    signs = "".join(map(chr, islice(cycle(range(first, first + different)), SIZE)))
    return "\n".join(signs[at : at + 80] for at in range(0, SIZE, 81))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _edited(text: str) -> str:
    """The text with 300 of its words changed or left out."""
    chance = random.Random(3)  # noqa: S311 - repeatable
    words = text.split(" ")
    for _ in range(300):
        words[chance.randrange(len(words))] = chance.choice(("alpha", "beta", ""))
    return " ".join(words)


def _shuffled(text: str) -> str:
    return "\n\n".join(_shaken(text.split("\n\n")))


def _shaken_text(text: str) -> str:
    return "".join(_shaken(list(text)))


def _shaken(parts: list[str]) -> list[str]:
    """The parts in an order of chance, the same each time."""
    return random.Random(5).sample(parts, len(parts))  # noqa: S311 - repeatable
