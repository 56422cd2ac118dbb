"""Pairs of edits whose truth is known, made from real texts."""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from service.document.alignment import align
from service.document.source import sections
from tests.benchmarks.merging.histories import Case, History

#: Makes a case of two revisions of a document, or None where these do not lend themselves to it.
Make: TypeAlias = Callable[[str, str, str, random.Random], Case | None]

#: What a paragraph must have for two words in it to be changed.
LEAST_WORDS = 20
_WORD = re.compile(r"(?<![\w/.:@#-])[A-Za-z]{3,}(?![\w/:@-])")
_PARAGRAPH = re.compile(r"(?:^[A-Za-z][^\n]*\n)+", re.M)
_ITEMS = re.compile(r"(?:^(?:[-*+]|\d+\.) [^\n]*\n){2,}", re.M)
_ROW = re.compile(r"^\|[^\n]*[A-Za-z]{3}[^\n]*\|[ ]*\n", re.M)


def cases(histories: Sequence[History], make: Make, count: int, seed: int) -> Iterator[Case]:
    """So many cases from neighbouring revisions of documents, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    made = tries = 0
    while made < count and tries < 50 * count:
        tries += 1
        history = chance.choice(histories)
        number = chance.randrange(len(history.revisions) - 1)
        before, after = history.revisions[number : number + 2]
        if case := make(f"{history.name} {number}", before, after, chance):
            made += 1
            yield case


def real_edits(name: str, before: str, after: str, chance: random.Random) -> Case | None:
    """The edits between two real revisions, each given to one side at random."""
    sides, counts = ["", ""], [0, 0]
    for old, new in _edits(before, after):
        side = chance.randrange(2)
        counts[side] += old != new
        sides[side] += new
        sides[1 - side] += old
    if not all(counts):
        return None
    return Case(name=name, base=before, ours=sides[0], theirs=sides[1], truth=after)


def _edits(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Both texts in pieces, same and changed in turn; edits that only space parts are one."""
    old = new = ""
    for run in align(before, after).runs:
        was, now = run.old.of(before), run.new.of(after)
        if was == now and was.strip():
            yield old, new
            yield was, now
            old = new = ""
        else:
            old, new = old + was, new + now
    yield old, new


def one_word_each(name: str, before: str, _after: str, chance: random.Random) -> Case | None:
    """Each side changes one word of the same paragraph, two different ones."""
    return _two_words(name, before, _PARAGRAPH, chance)


def neighbouring_items(name: str, before: str, _after: str, chance: random.Random) -> Case | None:
    """Each side changes one word somewhere in the same run of list items."""
    return _two_words(name, before, _ITEMS, chance)


def one_row(name: str, before: str, _after: str, chance: random.Random) -> Case | None:
    """Each side changes one word of the same row of a table."""
    return _two_words(name, before, _ROW, chance, least=4)


def _two_words(
    name: str, text: str, where: re.Pattern[str], chance: random.Random, least: int = LEAST_WORDS
) -> Case | None:
    places = [list(_WORD.finditer(text, *found.span())) for found in where.finditer(text)]
    places = [words for words in places if len(words) >= least]
    if not places:
        return None
    words = chance.sample(chance.choice(places), 2)
    new = [chance.choice(_WORD.findall(text)) for _ in words]
    edits = [(w.start(), w.end(), n) for w, n in zip(words, new, strict=True) if w[0] != n]
    if len(edits) < 2:
        return None
    ours, theirs = (_with(text, [edit]) for edit in edits)
    return Case(name=name, base=text, ours=ours, theirs=theirs, truth=_with(text, edits))


def _with(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    return text


def moved_section(name: str, before: str, _after: str, chance: random.Random) -> Case | None:
    """One side moves a section to another place, the other changes one word in it."""
    known = sections(before)
    if len(known) < 4 or not before.endswith("\n\n"):
        before += "\n"
        known = sections(before)
    movable = [s for s in known[1:] if len(_WORD.findall(before, s.start, s.end)) >= LEAST_WORDS]
    if len(known) < 4 or not movable:
        return None
    section = chance.choice(movable)
    place = chance.choice(
        [s.start for s in known[1:] if s.start not in (section.start, section.end)]
    )
    word = chance.choice(list(_WORD.finditer(before, section.start, section.end)))
    edit = (word.start(), word.end(), "altogether")
    inside = (word.start() - section.start, word.end() - section.start, "altogether")
    moved = before[section.start : section.end]
    return Case(
        name=name,
        base=before,
        ours=_moved(before, section.start, section.end, place, moved),
        theirs=_with(before, [edit]),
        truth=_moved(before, section.start, section.end, place, _with(moved, [inside])),
    )


def _moved(text: str, start: int, end: int, place: int, words: str) -> str:
    if place < start:
        return text[:place] + words + text[place:start] + text[end:]
    return text[:start] + text[end:place] + words + text[place:]


KINDS: Mapping[str, Make] = {
    "one word each in one paragraph": one_word_each,
    "one word each in one list": neighbouring_items,
    "one word each in one table row": one_row,
    "a section moved, a word in it changed": moved_section,
    "real edits, split at random": real_edits,
}
