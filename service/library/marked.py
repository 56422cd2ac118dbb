"""The marked text of a comparison as HTML: changes as regions that can be gone to, one by one."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from service.document.comparing import Row

#: What became of a block, in the word that people read.
WORDS: Final = {"changed": "reworded", "added": "added", "removed": "removed", "moved": "moved"}
#: Unchanged blocks in a row that are all shown; of more, one at each end.
_SHOWN: Final = 4
#: Blocks that may be wider than a phone.
_WIDE: Final = {"table": "Table", "code": "Code", "source": "Source"}
#: A page of ours has ids of its own, and one heading of the first level.
_ID: Final = re.compile(r' id="[^"]*"')
_FIRST_LEVEL: Final = re.compile(r"<(/?)h1\b")


def number_of(change: str) -> int:
    """Return the number of a change: 3 of `c3`."""
    return int(change[1:])


def marked_body(rows: Sequence[Row], *, last: int, fold: bool) -> Iterator[str]:
    """Write the text with deletions and insertions marked; `fold` away what stayed, where long.

    `last` is the number of the last change.
    """
    for change, some in groupby(rows, key=_region):
        if change:
            yield _change(list(some), last, _marked)
        else:
            yield from _rest(list(some), fold=fold)


def paired_body(rows: Sequence[Row], *, last: int) -> Iterator[str]:
    """Write the text with each change as two columns, before and after."""
    for change, some in groupby(rows, key=_region):
        if change:
            yield _change(list(some), last, _pair)
        else:
            yield from _rest(list(some), fold=True)


def _region(row: Row) -> str:
    return row.change if row.kind in WORDS else ""


def _change(rows: Sequence[Row], last: int, write: Callable[[Sequence[Row]], str]) -> str:
    number, kind = number_of(rows[0].change), kind_of(rows)
    said = f"Change {number}, {kind}"
    return (
        f'<section class="change change--{kind}" id="change--{number}" data-change tabindex="-1" '
        f'aria-label="{said}"><p class="change__label"><span aria-hidden="true">{number} · '
        f"{kind.capitalize()}</span>{_steps(number, last)}</p>{write(rows)}</section>"
    )


def kind_of(rows: Iterable[Row]) -> str:
    """Return the word for a change; one that is several things is reworded."""
    kinds = {WORDS[row.kind] for row in rows}
    return kinds.pop() if len(kinds) == 1 else "reworded"


def _steps(number: int, last: int) -> str:
    """Links to the changes before and after, for browsers without scripts."""
    before = f'<a href="#change--{number - 1}">Previous</a>' if number > 1 else ""
    after = f'<a href="#change--{number + 1}">Next</a>' if number < last else ""
    return f'<span class="change__steps needs-none">{before} {after}</span>'


def _marked(rows: Sequence[Row]) -> str:
    return "".join(f'<div class="change__text">{_html(row, row.marked)}</div>' for row in rows)


def _pair(rows: Sequence[Row]) -> str:
    old = "".join(_html(row, row.old) for row in rows)
    new = "".join(_html(row, row.new) for row in rows)
    return (
        '<div class="pair"><div class="pair__old"><p class="pair__label">Before</p>'
        f'{old}</div><div class="pair__new"><p class="pair__label">After</p>{new}</div></div>'
    )


def _rest(rows: Sequence[Row], *, fold: bool) -> Iterator[str]:
    """What stayed, and where something that moved stood before."""
    for stayed, some in groupby(rows, key=lambda row: row.kind == "same"):
        if stayed:
            yield from _stayed(list(some), fold=fold)
        else:
            yield from map(_left, some)


def _stayed(rows: Sequence[Row], *, fold: bool) -> Iterator[str]:
    counted = sum(row.passages for row in rows if not row.marked)
    shown = [_same(row) for row in rows if row.marked]
    if counted:
        yield f'<p class="elsewhere">{_passages(counted)}</p>'
    elif not fold or len(shown) <= _SHOWN:
        yield from shown
    else:
        yield shown[0]
        words = f"<summary>{_passages(len(shown) - 2)}</summary>"
        yield f'<details class="fold">{words}{"".join(shown[1:-1])}</details>'
        yield shown[-1]


def _same(row: Row) -> str:
    return f'<div class="same">{_html(row, row.marked)}</div>'


def _left(row: Row) -> str:
    number = number_of(row.change)
    return (
        f'<p class="elsewhere">From here a passage was moved: '
        f'<a href="#change--{number}">change {number}</a></p>'
    )


def _html(row: Row, html: str) -> str:
    """A block without ids, its heading below the page's own, scrolling where it may be wide."""
    plain = _FIRST_LEVEL.sub(_second_level, _ID.sub("", html))
    if row.block not in _WIDE or not plain:
        return plain
    name = _WIDE[row.block]
    return f'<div class="scroll" tabindex="0" role="group" aria-label="{name}">{plain}</div>'


def _second_level(tag: re.Match[str]) -> str:
    return "</h2" if tag[1] else '<h2 class="first-level"'


def _passages(count: int) -> str:
    return f"{count:,} unchanged {'passage' if count == 1 else 'passages'}"
