"""What somebody typed against the words that stand there: the stretches that differ."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple

from service.document.alignment import align
from service.document.source import clean
from service.document.suggestions.sheet import BOUNDARY
from service.errors import Invalid

_BLANK_LINES: Final = re.compile(r"[^\S\n]*\n(?:[^\S\n]*\n)+[^\S\n]*")
_LINE_END: Final = re.compile(r"[^\S\n]*\n\s*")
_LINES: Final = re.compile(rf"[\n{BOUNDARY}]")
_SPACE: Final = re.compile(r"\s")
#: A word with the signs at it, or what parts two of them.
_WORD: Final = re.compile(rf"[^\s{BOUNDARY}]+|[\s{BOUNDARY}]+")
_AROUND_BOUNDARY: Final = re.compile(rf"\s*{BOUNDARY}[\s{BOUNDARY}]*")


class LineInCell(Invalid):
    """A cell of a table holds one line. Leave out the line ends that you added."""


class Group(NamedTuple):
    """A stretch of visible characters, and what is to stand there instead."""

    #: Where it begins on the sheet.
    start: int
    #: Where it ends; where it begins for what is only put in.
    end: int
    #: What is to stand there; boundaries part paragraphs and items.
    words: str


def comparable(typed: str, old: str, *, lines: bool, verbatim: bool) -> str:
    """What somebody typed, in the characters of a sheet.

    `old` is what stands there. A blank line parts paragraphs; where the passage has boundaries
    already, or stands in a list (`lines`), so does a line end. White space around all of it is
    what it was. In code (`verbatim`) every line end is itself.
    """
    words = clean(typed).replace(BOUNDARY, " ")
    if verbatim:
        return words.removesuffix("\n") if not old.endswith("\n") else words
    pieces = [" ".join(piece.split()) for piece in words.removesuffix("\n").split("\n")]
    parted = _LINES.findall(old)
    if lines and parted and len(pieces) == len(parted) + 1:  # line by line; an emptied one counts
        seams = [BOUNDARY if each == BOUNDARY else " " for each in parted]
        return "".join(chain.from_iterable(zip(pieces, [*seams, ""], strict=True)))
    words = words.strip()
    if not words:
        return ""
    if lines or (BOUNDARY in old and not _BLANK_LINES.search(words)):
        words = _LINE_END.sub(BOUNDARY, words)
    else:
        words = _BLANK_LINES.sub(BOUNDARY, words)
    words = _SPACE.sub(" ", _AROUND_BOUNDARY.sub(BOUNDARY, words))
    lead = old[: len(old) - len(old.lstrip())]
    return lead + words + old[len(old.rstrip()) :]


def groups(old: str, new: str, *, verbatim: bool, cells: bool) -> list[Group]:
    """The stretches of `old` that differ, in order, parted at boundaries both sides have.

    In a table (`cells`) each cell answers to one, as long as there are as many. White space that
    only differs in kind or length stays as it is, but for code.
    """
    before = old if verbatim else _SPACE.sub(" ", old)
    if cells and old.count(BOUNDARY) == new.count(BOUNDARY):
        return list(_by_cells(before, new))
    found: list[Group] = []
    for run in align(before, new).runs:
        same = run.op == "equal" and (not verbatim or run.old.of(before) == run.new.of(new))
        if same:
            continue
        words = run.new.of(new) if run.op != "delete" else ""
        end = run.old.end if run.op != "insert" else run.old.start
        if found and found[-1].end == run.old.start:
            last = found.pop()
            found.append(Group(last.start, end, last.words + words))
        else:
            found.append(Group(run.old.start, end, words))
    return [part for group in found for part in _parted(before, group)]


def _by_cells(old: str, new: str) -> Iterator[Group]:
    at = 0
    for before, after in zip(old.split(BOUNDARY), new.split(BOUNDARY), strict=True):
        for start, end, words in groups(before, after, verbatim=False, cells=False):
            yield Group(start + at, end + at, words)
        at += len(before) + 1


def _parted(old: str, group: Group) -> Iterator[Group]:
    """A group as several, where boundaries of both sides answer to each other."""
    before, after = old[group.start : group.end].split(BOUNDARY), group.words.split(BOUNDARY)
    together = min(len(before), len(after)) - 1
    if len(before) > 1 and not together and group.words:
        yield from _first_alone(group, before)
        return
    at = group.start
    for index in range(together):
        yield from _some(Group(at, at + len(before[index]), after[index]), before[index])
        at += len(before[index]) + 1
    last = Group(at, group.end, BOUNDARY.join(after[together:]))
    yield from _some(last, BOUNDARY.join(before[together:]))


def _first_alone(group: Group, before: Sequence[str]) -> Iterator[Group]:
    """Words in place of several paragraphs' words stand in the first of them."""
    first = group.start + len(before[0])
    if before[0]:
        yield from _some(Group(group.start, first, group.words), before[0])
        yield Group(first, group.end, "")
    else:
        yield group


def _some(group: Group, before: str) -> Iterator[Group]:
    """A group word by word, where as many words take the place of as many."""
    olds, news = _WORD.findall(before), _WORD.findall(group.words)
    if len(olds) != len(news) or len(olds) < 2:
        if group.end > group.start or group.words:
            yield group
        return
    at = group.start
    for old, new in zip(olds, news, strict=True):
        if old != new:
            yield Group(at, at + len(old), new)
        at += len(old)


def slid(text: str, group: Group, *, left: bool) -> Group:
    """The same change a character further on, where that says the same.

    A stretch that goes, or is put in, has its space before it (`left`) or after it.
    """
    start, end, words = group
    if start < end and words:
        return group
    moving = words or text[start:end]
    edge = (text[start - 1 : start] if left else text[end : end + 1]) if moving else ""
    own = moving[-1:] if left else moving[:1]
    if not edge or edge != own or edge not in (" ", BOUNDARY):
        return group
    by = -1 if left else 1
    if words:
        turned = own + words[:-1] if left else words[1:] + own
        return Group(start + by, end + by, turned)
    return Group(start + by, end + by, "")


def trimmed(text: str, group: Group) -> Group:
    """A group without what its ends have in common on both sides."""
    start, end, words = group
    while start < end and words and text[start] == words[0]:
        start, words = start + 1, words[1:]
    while start < end and words and text[end - 1] == words[-1]:
        end, words = end - 1, words[:-1]
    return Group(start, end, words)
